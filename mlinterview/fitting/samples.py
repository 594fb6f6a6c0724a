"""Which reviews a memory model is measured by, and what is known of them beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mlinterview.scheduling.histories import Histories

PARTS: Final = 6


@dataclass(frozen=True, slots=True)
class Samples:
    """Reviews at least one study day after the card's previous one, in order of time.

    Attributes:
        row: the review's row in the histories, shape (M,), as all of them.
        card: position of its card in the histories.
        elapsed: study days since the card's previous review.
        recalled: 1.0 unless it was rated Again.
        number: how many reviews of the card this is, counting the first and those of later days.
        lapses: how many of those were rated Again before it, not counting the first.
    """

    row: NDArray[np.int64]
    card: NDArray[np.int64]
    elapsed: NDArray[np.int64]
    recalled: NDArray[np.float64]
    number: NDArray[np.int64]
    lapses: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.row)

    def part(self, end: int, start: int = 0) -> Samples:
        """Return the samples from ``start`` up to ``end``."""
        cut = slice(start, end)
        return Samples(self.row[cut], self.card[cut], self.elapsed[cut], self.recalled[cut],
                       self.number[cut], self.lapses[cut])  # fmt: skip


def samples(histories: Histories) -> Samples:
    """Return the reviews that count for measuring, oldest first."""
    elapsed, owners = histories.elapsed(), histories.owners()
    later = elapsed >= 1
    counted = later.copy()
    counted[histories.starts[:-1]] = True
    number = _within(counted, histories)
    lapsed = later & (histories.rating == 1)
    lapses = _within(lapsed, histories) - lapsed
    row = np.flatnonzero(later)
    row = row[np.argsort(histories.at[row], kind="stable")]
    return Samples(
        row=row,
        card=owners[row],
        elapsed=elapsed[row],
        recalled=(histories.rating[row] > 1).astype(np.float64),
        number=number[row],
        lapses=lapses[row],
    )


def _within(flags: NDArray[np.bool_], histories: Histories) -> NDArray[np.int64]:
    """Count flags from the beginning of each card up to and including each review."""
    total = np.cumsum(flags)
    before = np.concatenate([[0], total])[histories.starts[:-1]]
    return np.asarray(total - np.repeat(before, histories.lengths()))


def held_out_parts(count: int, parts: int = PARTS) -> list[tuple[int, int]]:
    """Return where the second to last of equal parts in time begin and end.

    What is left over after the division belongs to the first part.
    """
    size = count // parts
    first = count - size * (parts - 1)
    return [(first + k * size, first + (k + 1) * size) for k in range(parts - 1)]
