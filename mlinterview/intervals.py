"""Intervals for shares that were observed."""

from __future__ import annotations

import math
from typing import Final

_Z95: Final = 1.959963984540054


def wilson(good: float, count: int, z: float = _Z95) -> tuple[float, float]:
    """Return Wilson's score interval for a share of successes, by default of 95 %.

    It holds for few trials and for extreme shares too. Source: E. B. Wilson (1927).
    """
    share, square = good / count, z * z
    centre = (share + square / (2 * count)) / (1 + square / count)
    half = z * math.sqrt(share * (1 - share) / count + square / (4 * count**2))
    half /= 1 + square / count
    # rounding must not push the share out of its interval
    return max(min(centre - half, share), 0.0), min(max(centre + half, share), 1.0)
