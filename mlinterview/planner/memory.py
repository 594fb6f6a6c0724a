"""FSRS-6 for arrays: what a study makes of stability and difficulty.

Source: the FSRS-6 algorithm as published by open-spaced-repetition; a test compares every formula
with the ``fsrs`` package, which does one card at a time and is too slow for planning.
Stability S is in days, difficulty D runs from 1 to 10, ratings stand in the order Again, Hard,
Good, Easy on the last axis of what is returned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

LEAST_STABILITY: Final = 0.001
MOST_STABILITY: Final = 1e9
RATINGS: Final = np.array([1.0, 2.0, 3.0, 4.0])


class Memory:
    """The memory model with the 21 parameters w0 … w20 of one learner or of many.

    Args:
        parameters: shape (21,), or (21, …) with the learners' axes behind, which are then broadcast
            with those of the cards.

    Raises:
        ValueError: there are not 21 finite parameters, or the decay w20 is not positive.
    """

    def __init__(self, parameters: Sequence[float] | NDArray[np.float64]) -> None:
        w = np.asarray(parameters, dtype=float)
        if w.ndim == 0 or len(w) != 21 or not np.isfinite(w).all():
            raise ValueError(f"FSRS-6 has 21 finite parameters, not {parameters!r}")
        if (w[20] <= 0).any():
            raise ValueError(f"the decay (the last parameter) must be positive, not {w[20]}")
        self.parameters = self._w = w
        self._factor = 0.9 ** (-1 / w[20]) - 1
        self.first_stability = np.maximum(np.moveaxis(w[:4], 0, -1), LEAST_STABILITY)
        self.first_difficulty = np.clip(self._plain_difficulty(RATINGS), 1, 10)

    def of(self, learners: NDArray[np.intp]) -> Memory:
        """Return the memory of these learners, in a row; parameters must be (21, M)."""
        return Memory(self._w[:, learners])

    def recall(self, stability: ArrayLike, elapsed_days: ArrayLike) -> NDArray[np.float64]:
        """Return the probability of recall R(t, S) = (1 + f·t/S)^(−w20), f so that R(S, S) = 0.9."""
        ratio = np.asarray(elapsed_days, dtype=float) / np.asarray(stability, dtype=float)
        return np.asarray(np.exp(-self._w[20] * np.log1p(self._factor * ratio)))

    def interval(self, stability: ArrayLike, retention: float) -> NDArray[np.float64]:
        """Return whole days, at least 1, until recall has fallen to the retention."""
        ratio = np.expm1(-np.log(retention) / self._w[20]) / self._factor
        days = np.round(np.asarray(stability, dtype=float) * ratio)
        return np.asarray(np.maximum(days, 1))

    def stability_after(
        self, stability: ArrayLike, difficulty: ArrayLike, elapsed_days: ArrayLike
    ) -> NDArray[np.float64]:
        """Return S after a study, with an axis for the four ratings; 0 days are the same day."""
        s, d, t = np.broadcast_arrays(
            np.asarray(stability, dtype=float),
            np.asarray(difficulty, dtype=float),
            np.asarray(elapsed_days, dtype=float),
        )
        later = self._after_days(s, d, self.recall(s, t))
        after = later
        if (t < 1).any():
            after = np.where((t < 1)[..., None], self._after_hours(s), later)
        return np.asarray(np.clip(after, LEAST_STABILITY, MOST_STABILITY))

    def difficulty_after(self, difficulty: ArrayLike) -> NDArray[np.float64]:
        """Return D after a study, with an axis for the four ratings."""
        w, d = self._w[..., None], np.asarray(difficulty, dtype=float)[..., None]
        moved = d - w[6] * (RATINGS - 3) * (10 - d) / 9
        return np.asarray(
            np.clip(w[7] * self._plain_difficulty(RATINGS[3:]) + (1 - w[7]) * moved, 1, 10)
        )

    def _plain_difficulty(self, ratings: NDArray[np.float64]) -> NDArray[np.float64]:
        w = self._w[..., None]
        return np.asarray(w[4] - np.exp(w[5] * (ratings - 1)) + 1)

    def _after_days(
        self, s: NDArray[np.float64], d: NDArray[np.float64], recall: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        w, forgotten = self._w, 1 - recall
        gain = np.exp(w[8] - w[9] * np.log(s)) * (11 - d) * np.expm1(w[10] * forgotten)
        lapse = w[11] * d ** -w[12] * ((s + 1) ** w[13] - 1) * np.exp(w[14] * forgotten)
        lapse = np.minimum(lapse, s / np.exp(w[17] * w[18]))
        return np.stack([lapse, s * (1 + w[15] * gain), s * (1 + gain), s * (1 + w[16] * gain)], -1)

    def _after_hours(self, s: NDArray[np.float64]) -> NDArray[np.float64]:
        w = self._w[..., None]
        growth = np.exp(w[17] * (RATINGS - 3 + w[18])) * s[..., None] ** -w[19]
        # only a card that was not recalled loses stability within a day
        return np.asarray(s[..., None] * np.where(RATINGS >= 2, np.maximum(growth, 1), growth))
