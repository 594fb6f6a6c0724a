"""The calibrated probability of recall of every card on one day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from mlinterview.fitting.samples import samples
from mlinterview.readiness.calibration import calibrate
from mlinterview.readiness.evidence import evidence, with_trend
from mlinterview.scheduling.options import DEFAULT_PARAMETERS
from mlinterview.scheduling.trajectories import recall_before

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from mlinterview.readiness.calibration import Weights
    from mlinterview.scheduling.histories import Histories

    Floats = NDArray[np.float64]

_MOST_GROUPS: Final = 100
_LATEST: Final = 50_000
"""Reviews of later days that the calibration learns from: the newest."""


@dataclass(frozen=True, slots=True)
class Chances:
    """What is expected of C cards.

    Attributes:
        recall: probabilities, shape (C,), in the order of the histories.
        design: the evidence behind them, shape (C, K).
        weights: how the evidence counts, and how surely.
        covariance: of the weights, shape (K, K).
    """

    recall: Floats
    design: Floats
    weights: Weights
    covariance: Floats

    def share(self, cards: NDArray[np.int64], parts: Floats) -> tuple[float, float]:
        """Return mean and standard deviation of Σ part · (1 if the card is recalled, else 0).

        The deviation covers chance on the day and the uncertainty of the weights.
        """
        recall = self.recall[cards]
        spread = parts * recall * (1 - recall)
        direction = spread @ self.design[cards]
        unknown = np.sqrt(direction @ self.covariance @ direction)
        return float(parts @ recall), float(np.sqrt(parts @ spread + unknown**2))


def chances(
    histories: Histories,
    parameters: Sequence[float],
    study_day: int,
    groupings: Sequence[Mapping[str, str]] = (),
) -> Chances:
    """Return each card's probability of recall on a study day, from all reviews.

    Args:
        histories: the reviews.
        parameters: FSRS's, as in force.
        study_day: the day; a card that was reviewed on it or later counts as a day old.
        groupings: the group (topic, kind) of cards by id; cards of one group go well or badly together.
    """
    every = samples(histories)
    # what older ones would add to the weights is little, and they are of another time
    every = every.part(len(every), max(len(every) - _LATEST, 0))
    probed = _with_question(histories, study_day)
    # each card before a review has one more row now
    rows, asked = every.row + every.card, probed.starts[1:] - 1
    groups = [_numbers(histories.cards, grouping) for grouping in groupings]
    both, own = np.concatenate([rows, asked]), None
    if tuple(parameters) != DEFAULT_PARAMETERS:
        own = recall_before(probed, parameters, 1)[both]
    known = evidence(probed, both, own, groups)
    past, now = known.part(0, len(rows)), known.part(len(rows), len(both))
    learned = calibrate(past, every.recalled, histories.day[every.row])
    now = with_trend(now, learned.trend)
    design = now.rows(0, len(asked))
    weights = learned.weights
    covariance: Floats = np.linalg.inv(weights.precision).astype(np.float64)
    return Chances(weights.predict(now.offset, design), design, weights, covariance)


def _with_question(histories: Histories, study_day: int) -> Histories:
    """Return the histories with one more review of each card, on a study day."""
    ends, last = histories.starts[1:], histories.starts[1:] - 1
    return replace(
        histories,
        starts=histories.starts + np.arange(len(histories.starts)),
        rating=np.insert(histories.rating, ends, 3),
        at=np.insert(histories.at, ends, histories.at[last] + 1),
        day=np.insert(histories.day, ends, np.maximum(study_day, histories.day[last])),
        has_steps=np.insert(histories.has_steps, ends, True),
    )


def _numbers(cards: Sequence[str], grouping: Mapping[str, str]) -> tuple[NDArray[np.int64], int]:
    """Number the groups, the largest first; -1 for cards without one, or with one of too many."""
    names = [grouping.get(card, "") for card in cards]
    sizes: dict[str, int] = {}
    for name in names:
        if name:
            sizes[name] = sizes.get(name, 0) + 1
    largest = sorted(sizes, key=lambda name: (-sizes[name], name))[:_MOST_GROUPS]
    numbers = {name: number for number, name in enumerate(largest)}
    return np.array([numbers.get(name, -1) for name in names], dtype=np.int64), len(largest)
