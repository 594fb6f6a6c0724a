"""What is known of a card before a review, besides FSRS's retrievability, as columns of numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from mlinterview.scheduling.arrays import ArrayMemory
from mlinterview.scheduling.options import DEFAULT_PARAMETERS
from mlinterview.scheduling.trajectories import memory_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mlinterview.scheduling.histories import Histories

    Floats = NDArray[np.float64]

COLUMNS: Final = 10
_SURE: Final = 0.001
_ALPHA: Final = 0.02
_USUAL: Final = 0.9


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for or against recall at some reviews.

    Attributes:
        offset: logit of FSRS's retrievability, shape (M,).
        columns: everything else, shape (M, ``COLUMNS``); the last two are 0 until ``with_trend``.
        groups: for each way of grouping (topic, kind) the number of the review's group, or -1;
            shapes (M,).
        sizes: how many groups each of these ways has.
    """

    offset: Floats
    columns: Floats
    groups: tuple[NDArray[np.int64], ...] = ()
    sizes: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """Return the number of columns of ``rows``."""
        return COLUMNS + sum(self.sizes)

    def part(self, start: int, end: int) -> Evidence:
        """Return the evidence at some of the reviews."""
        cut = slice(start, end)
        return Evidence(
            self.offset[cut], self.columns[cut], tuple(g[cut] for g in self.groups), self.sizes
        )

    def rows(self, start: int, end: int) -> Floats:
        """Return a part of the design matrix: the columns, then one for each group."""
        design = np.zeros((end - start, self.width))
        design[:, :COLUMNS] = self.columns[start:end]
        first = COLUMNS
        for numbers, size in zip(self.groups, self.sizes, strict=True):
            inside = np.flatnonzero(numbers[start:end] >= 0)
            design[inside, first + numbers[start:end][inside]] = 1
            first += size
        return design


def evidence(
    histories: Histories,
    rows: NDArray[np.int64],
    own_recall: Floats | None,
    groups: Sequence[tuple[NDArray[np.int64], int]] = (),
) -> Evidence:
    """Return what was known before the reviews at ``rows``, from nothing that came later.

    Args:
        histories: the reviews.
        rows: which of them, shape (M,); none is the first one of its card.
        own_recall: retrievability with the learner's parameters at these reviews, shape (M,);
            ``None`` where these are the default ones.
        groups: by card of the histories the number of its group (-1 for none), and how many
            groups there are.

    The offset is the mean of the logits with default parameters and with the learner's own.
    """
    stability, difficulty = (one[rows] for one in memory_before(histories, DEFAULT_PARAMETERS))
    elapsed = np.maximum(histories.elapsed()[rows], 1)
    usual = ArrayMemory(DEFAULT_PARAMETERS).retrievability(stability, elapsed.astype(np.float64))
    offset = (logit(usual) + logit(usual if own_recall is None else own_recall)) / 2
    later = histories.elapsed() >= 1
    number = 2 + _before(later, histories)[rows]
    lapses = _before(later & (histories.rating == 1), histories)[rows]
    owners = histories.owners()[rows]
    passed = _before(histories.rating > 1, histories)[rows] / (rows - histories.starts[owners])
    # scaled to be of the order of one, as the prior of their weights is the same for all
    columns = np.stack([
        np.ones(len(rows)),
        offset - 1.8,
        np.log1p(lapses),
        np.log(number) - 1,
        np.log(stability) - 2,
        difficulty - 5.5,
        np.log(elapsed) - 1.5,
        passed - 0.8,
        np.zeros(len(rows)),
        np.zeros(len(rows)),
    ], axis=1)  # fmt: skip
    own = tuple(numbers[owners] for numbers, _ in groups)
    return Evidence(offset, columns, own, tuple(size for _, size in groups))


@dataclass(frozen=True, slots=True)
class Trend:
    """How it went of late; numbers, or shapes (M,).

    Attributes:
        surprise: moving mean of observed less expected recall, times ten.
        recent: logit of the moving mean of observed recall.
    """

    surprise: Floats | float
    recent: Floats | float


def trend(offset: Floats, recalled: Floats) -> tuple[Trend, Trend]:
    """Return how it had gone of late before each review (in order of time), and after all."""
    expected = (1 / (1 + np.exp(-offset))).tolist()
    surprise, recent, before = 0.0, _USUAL, []
    for number, (chance, one) in enumerate(zip(expected, recalled.tolist(), strict=True)):
        before.append((surprise, recent))
        surprise += _ALPHA * (one - chance - surprise)
        recent += max(_ALPHA, 1 / (number + 10)) * (one - recent)
    table = np.array(before).reshape(-1, 2)
    last = float(logit(np.array([recent]))[0])
    return Trend(table[:, 0] * 10, logit(table[:, 1])), Trend(surprise * 10, last)


def with_trend(known: Evidence, way: Trend) -> Evidence:
    """Return the evidence with the trend put in."""
    columns = known.columns.copy()
    columns[:, -2] = way.surprise
    columns[:, -1] = way.recent - known.offset
    return replace(known, columns=columns)


def logit(chance: Floats) -> Floats:
    """Return log p/(1 − p), kept from certainty."""
    p = np.clip(chance, _SURE, 1 - _SURE)
    return np.asarray(np.log(p) - np.log1p(-p))


def _before(flags: NDArray[np.bool_], histories: Histories) -> NDArray[np.int64]:
    """Count flags of the same card before each review."""
    total: NDArray[np.int64] = np.cumsum(flags) - flags
    return np.asarray(total - np.repeat(total[histories.starts[:-1]], histories.lengths()))
