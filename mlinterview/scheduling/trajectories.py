"""The memory states that all reviews of many cards began with, for statistics and fitting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mlinterview.scheduling.arrays import ArrayMemory
from mlinterview.scheduling.histories import rounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mlinterview.scheduling.histories import Histories


def memory_before(
    histories: Histories, parameters: Sequence[float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return stability (days) and difficulty before each review, shapes (N,); nan before the first.

    Unlike a replay this does not round between reviews: the numbers agree to about six digits.
    """
    memory, elapsed = ArrayMemory(parameters), histories.elapsed()
    stability_before = np.full(len(histories.day), np.nan)
    difficulty_before = stability_before.copy()
    order, counts = rounds(histories.starts)
    first = histories.starts[:-1][order]
    stability = difficulty = np.empty(0)
    for number, count in enumerate(counts):
        rows = first[:count] + number
        rating = histories.rating[rows]
        if number == 0:
            stability, difficulty = memory.first_stability[rating], memory.first_difficulty[rating]
            continue
        stability, difficulty = stability[:count], difficulty[:count]
        stability_before[rows], difficulty_before[rows] = stability, difficulty
        stability, _ = memory.stability_after(stability, difficulty, elapsed[rows], rating)
        difficulty = memory.difficulty_after(difficulty, rating)
    return stability_before, difficulty_before


def recall_before(
    histories: Histories, parameters: Sequence[float], least_days: int = 0
) -> NDArray[np.float64]:
    """Return the predicted probability of recall at each review, shape (N,); nan at the first.

    Less than ``least_days`` since the previous review count as so many.
    """
    stability, _ = memory_before(histories, parameters)
    elapsed = np.maximum(histories.elapsed(), least_days).astype(np.float64)
    return ArrayMemory(parameters).retrievability(stability, elapsed)
