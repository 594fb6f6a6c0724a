"""The reviews of many cards as columns, so that arrays can be computed with instead of objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LONGEST_GAP = 1_000_000
"""Days; as in ``scheduler.py``, no card is away for longer."""


@dataclass(frozen=True, slots=True)
class Histories:
    """Reviews of many cards: those of one card stand together, oldest first.

    Attributes:
        cards: ids of the C cards; every one has a review.
        starts: where each card's reviews begin, and as the last number where they end; (C + 1,).
        rating: Again 1 … Easy 4, shape (N,).
        at: milliseconds since 1970-01-01 UTC, shape (N,).
        day: study days since 1970-01-01, shape (N,).
        has_steps: whether learning steps may follow (``Mode.has_steps``), shape (N,).
    """

    cards: Sequence[str]
    starts: NDArray[np.int64]
    rating: NDArray[np.int8]
    at: NDArray[np.int64]
    day: NDArray[np.int64]
    has_steps: NDArray[np.bool_]

    def lengths(self) -> NDArray[np.int64]:
        """Return how many reviews each card has, shape (C,)."""
        return np.diff(self.starts)

    def elapsed(self) -> NDArray[np.int64]:
        """Return study days since the card's previous review, shape (N,); 0 for a first one.

        A study day before the previous one counts as the same day.
        """
        days = np.zeros(len(self.day), dtype=np.int64)
        np.subtract(self.day[1:], self.day[:-1], out=days[1:])
        np.clip(days, 0, LONGEST_GAP, out=days)
        days[self.starts[:-1]] = 0
        return days

    def owners(self) -> NDArray[np.int64]:
        """Return the position in ``cards`` of each review's card, shape (N,)."""
        return np.repeat(np.arange(len(self.cards)), self.lengths())


def rounds(starts: NDArray[np.int64]) -> tuple[NDArray[np.int64], list[int]]:
    """Return the cards by falling number of reviews, and how many have a first, second, … review.

    The cards with a k-th review are then the first ``counts[k]`` ones of that order.
    """
    lengths = np.diff(starts)
    order = np.argsort(-lengths, kind="stable")
    longest = int(lengths.max(initial=0))
    counts = len(lengths) - np.cumsum(np.bincount(lengths, minlength=longest + 1))[:longest]
    return order, counts.tolist()
