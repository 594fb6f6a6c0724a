"""The reviews that count, as arrays, with what follows from their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mlinterview.scheduling.histories import Histories
from mlinterview.store.statistics import DAY_BITS, FLAG_BITS, MATURE_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from mlinterview.store.statistics import PackedReviews

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Log:
    """Reviews sorted by card, study day and moment; every array has one entry a review.

    Attributes:
        cards: the cards' ids by number; not an array.
        card: number of the card.
        moment: ms UTC.
        day: study day.
        rating: 1–4.
        duration: ms; −1 where unknown.
        first_of_day: whether it is the card's first on its study day.
        new: whether the card was seen for the first time, or again after a reset.
        counts: whether it counts for true retention: the first review of a card on a study day, of
            a card that was seen on an earlier one, in a mode that does not ask early.
        mature: whether the card's stability was at least 21 days before; where the log does not
            say, whether it was so long since the review before.
    """

    cards: list[str]
    card: Ints
    moment: Ints
    day: Ints
    rating: Ints
    duration: Ints
    first_of_day: Bools
    new: Bools
    counts: Bools
    mature: Bools

    def __len__(self) -> int:
        """Return how many reviews."""
        return len(self.moment)

    def histories(self) -> Histories:
        """Return the reviews by card, oldest first; a card that was reset begins anew."""
        starts = np.flatnonzero(self.new)
        return Histories(
            cards=[self.cards[number] for number in self.card[starts].tolist()],
            starts=np.append(starts, len(self)).astype(np.int64),
            rating=self.rating.astype(np.int8),
            at=self.moment,
            day=self.day,
            has_steps=np.ones(len(self), np.bool_),
        )

    @property
    def passed(self) -> Bools:
        """Whether the card was recalled."""
        return self.rating > 1


def read_log(packed: PackedReviews, resets: Iterable[tuple[str, int]] = ()) -> Log:
    """Return the reviews of a packed text, of numbered cards only.

    ``resets`` tells which card was made new again, and when (ms UTC).
    """
    moment, keys, flags = (_numbers(column) for column in packed[:3])
    if (keys < 0).any():
        chosen = keys >= 0
        moment, keys, flags = moment[chosen], keys[chosen], flags[chosen]
    order = np.lexsort((moment, keys))
    moment, keys, flags = moment[order], keys[order], flags[order]
    card, day = keys >> DAY_BITS, keys & ((1 << DAY_BITS) - 1)
    new = _changes(card) | _changes(_lives(card, moment, packed.cards, resets))
    first_of_day = _changes(keys)
    gap = np.diff(day, prepend=day[:1])
    memory = (flags >> 3) & 3
    mature = np.where(memory > 0, memory == 2, gap >= MATURE_DAYS)
    return Log(
        cards=packed.cards,
        card=card,
        moment=moment,
        day=day,
        rating=(flags & 3) + 1,
        duration=(flags >> FLAG_BITS) - 1,
        first_of_day=first_of_day,
        new=new,
        counts=first_of_day & ~new & (((flags >> 2) & 1) == 1),
        mature=mature,
    )


def _numbers(text: str) -> Ints:
    """Read numbers with commas between."""
    return np.fromstring(text, dtype=np.int64, sep=",") if text else np.zeros(0, np.int64)


def _changes(values: Ints) -> Bools:
    """Tell where a value differs from the one before; the first one does."""
    changes = np.ones(len(values), np.bool_)
    changes[1:] = values[1:] != values[:-1]
    return changes


def _lives(card: Ints, moment: Ints, names: list[str], resets: Iterable[tuple[str, int]]) -> Ints:
    """Return for each review how often its card was reset before."""
    lives = np.zeros(len(card), np.int64)
    numbers: dict[str, int] | None = None
    for name, reset_at in resets:
        if numbers is None:
            numbers = {each: number for number, each in enumerate(names)}
        if name not in numbers:
            continue
        first = np.searchsorted(card, numbers[name])
        last = np.searchsorted(card, numbers[name], side="right")
        lives[first:last] += moment[first:last] > reset_at
    return lives
