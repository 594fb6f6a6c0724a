"""FSRS-6 for arrays of cards: what one review makes of their stability and difficulty.

The formulas are those of the ``fsrs`` package.  Difficulty needs only sums and products, in the same
order, and is the same to the last bit; NumPy's powers and exponentials differ from Python's in some
units in the last place (2⁻⁵² of a number).  Results are rounded to single precision like everywhere
else; a stability so near to the middle between two single precision numbers that such a difference
could decide is reported, and has to be computed again by the ``fsrs`` package.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST_STABILITY: Final = 0.001
MOST_STABILITY: Final = 1e9
_CUT: Final = 29
"""Bits of a double that single precision does not keep."""
_DOUBT: Final = 1 << 17
"""Units in the last place within which a result counts as undecided; see ``_GROWTH``."""
_GROWTH: Final = 1000.0
"""Where a difference of nearly equal numbers can multiply an error by more, the result is undecided.

Powers, exponentials and their arguments are wrong by less than a hundred units in the last place;
a thousand times that stays below ``_DOUBT``.
"""


class ArrayMemory:
    """The memory model with 21 parameters; they are taken to be within FSRS's bounds."""

    def __init__(self, parameters: Sequence[float]) -> None:
        self._w = w = tuple(map(float, parameters))
        self.decay = -w[20]
        self.factor = 0.9 ** (1 / self.decay) - 1
        ratings = (1, 2, 3, 4)
        # index 0 stands for no rating
        self.first_stability = np.array([0.0, *(max(w[r - 1], LEAST_STABILITY) for r in ratings)])
        plain = [w[4] - (math.e ** (w[5] * (r - 1))) + 1 for r in ratings]
        self.first_difficulty = np.array([0.0, *(min(max(d, 1.0), 10.0) for d in plain)])
        self._same_day = np.array([0.0, *(math.e ** (w[17] * (r - 3 + w[18])) for r in ratings)])
        self._towards_easy = w[7] * plain[3]
        self._change = np.array([0.0, *(-(w[6] * (r - 3)) for r in ratings)])
        self._bonus = np.array([1.0, 1.0, w[15], 1.0, w[16]])

    def retrievability(self, stability: Floats, elapsed: Floats) -> Floats:
        """Return the probability of recall after so many days."""
        ratio = np.asarray(self.factor * elapsed / stability)
        ratio += 1
        return np.asarray(np.power(ratio, self.decay, out=ratio))

    def difficulty_after(self, difficulty: Floats, rating: NDArray[np.int8]) -> Floats:
        """Return D after a review, in double precision."""
        moved = 10.0 - difficulty
        moved *= self._change[rating]
        moved /= 9.0
        moved += difficulty
        moved *= 1 - self._w[7]
        moved += self._towards_easy
        return np.clip(moved, 1.0, 10.0, out=moved)

    def stability_after(
        self,
        stability: Floats,
        difficulty: Floats,
        elapsed: NDArray[np.int64],
        rating: NDArray[np.int8],
    ) -> tuple[Floats, NDArray[np.intp]]:
        """Return S after a review, in double precision, and where the last bits are uncertain.

        All arguments have shape (n,); ``elapsed`` counts whole days, 0 for the same study day.
        """
        after = np.empty_like(stability)
        same = elapsed < 1
        doubts: list[NDArray[np.intp]] = []
        if same.any():
            chosen = np.flatnonzero(same)
            after[chosen] = self._after_hours(stability[chosen], rating[chosen])
        lapsed = rating == 1
        for chosen, formula in (
            (np.flatnonzero(~(same | lapsed)), self._recalled),
            (np.flatnonzero(lapsed & ~same), self._forgotten),
        ):
            if chosen.size:
                found, doubt = formula(
                    stability[chosen], difficulty[chosen], elapsed[chosen], rating[chosen]
                )
                after[chosen] = found
                if doubt.any():
                    doubts.append(chosen[doubt])
        np.clip(after, LEAST_STABILITY, MOST_STABILITY, out=after)
        near = np.flatnonzero(near_a_middle(after))
        return after, np.concatenate([near, *doubts]) if doubts else near

    def _after_hours(self, s: Floats, rating: NDArray[np.int8]) -> Floats:
        growth = np.power(s, -self._w[19])
        growth *= self._same_day[rating]
        # only a card that was not recalled loses stability within a day
        np.maximum(growth, 1.0, out=growth, where=rating > 1)
        growth *= s
        return growth

    def _recalled(
        self, s: Floats, d: Floats, elapsed: NDArray[np.int64], rating: NDArray[np.int8]
    ) -> tuple[Floats, NDArray[np.bool_]]:
        w = self._w
        surprise = self._surprise(s, elapsed, w[10])
        surprise -= 1
        gain = 11 - d
        gain *= math.e ** w[8]
        gain *= np.power(s, -w[9])
        bonus = self._bonus[rating]
        doubt = gain * bonus > _GROWTH
        gain *= surprise
        gain *= bonus
        gain += 1
        gain *= s
        return gain, doubt

    def _forgotten(
        self, s: Floats, d: Floats, elapsed: NDArray[np.int64], rating: NDArray[np.int8]
    ) -> tuple[Floats, NDArray[np.bool_]]:
        w = self._w
        surprise = self._surprise(s, elapsed, w[14])
        size = np.power(s + 1, w[13])
        size -= 1
        doubt = size * _GROWTH < 1
        left = np.power(d, -w[12])
        left *= w[11]
        left *= size
        left *= surprise
        return np.minimum(left, s / (math.e ** (w[17] * w[18])), out=left), doubt

    def _surprise(self, s: Floats, elapsed: NDArray[np.int64], weight: float) -> Floats:
        unlikely = self.retrievability(s, elapsed.astype(np.float64))
        np.subtract(1, unlikely, out=unlikely)
        unlikely *= weight
        return np.exp(unlikely, out=unlikely)


def near_a_middle(values: Floats) -> NDArray[np.bool_]:
    """Tell which positive numbers lie next to the middle of two single precision numbers."""
    rest = values.view(np.int64) & ((1 << _CUT) - 1)
    rest -= 1 << (_CUT - 1)
    np.abs(rest, out=rest)
    return rest <= _DOUBT


def single(values: Floats) -> Floats:
    """Round to single precision, and keep the numbers in double."""
    return values.astype(np.float32).astype(np.float64)
