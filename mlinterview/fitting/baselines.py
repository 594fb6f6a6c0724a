"""What predicts without a memory model: any model has to be better than these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ALPHA: Final = 0.02


def average(recalled: Floats, parts: Sequence[tuple[int, int]]) -> Floats:
    """Predict for each part the share that was recalled before it."""
    return np.concatenate([np.full(end - start, recalled[:start].mean()) for start, end in parts])


def moving_average(recalled: Floats, parts: Sequence[tuple[int, int]]) -> Floats:
    """Predict each review by a mean of those before it, the newest weighing ``ALPHA``.

    Each part starts from the share that was recalled before it.
    """
    found: list[float] = []
    for start, end in parts:
        mean = float(recalled[:start].mean())
        for one in recalled[start:end].tolist():
            found.append(mean)
            mean += ALPHA * (one - mean)
    return np.array(found)
