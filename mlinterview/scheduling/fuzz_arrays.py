"""Fuzz for arrays of cards: the same days as ``fuzz.py`` gives one by one."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from mlinterview.scheduling.fuzz import MULTIPLIERS, RANGES, SHORTEST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


def fuzzed_many(
    intervals: NDArray[np.int64],
    cards: Iterable[str],
    repetitions: Iterable[int],
    maximum: int,
) -> NDArray[np.int64]:
    """Return the intervals (days) for these cards' repetitions; all of shape (n,)."""
    spread = np.zeros(len(intervals))
    for start, end, share in RANGES:
        spread += share * np.maximum(np.minimum(intervals, end) - start, 0.0)
    radius = (1.0 + spread).astype(np.int64)
    radius = np.minimum(np.minimum(radius, intervals - SHORTEST), maximum - intervals)
    radius = np.where(intervals < RANGES[0][0], 0, np.maximum(radius, 0))
    sums = (zlib.crc32(f"{c}\n{r}".encode()) for c, r in zip(cards, repetitions, strict=True))
    bits = np.fromiter(sums, np.uint64, len(intervals))
    for multiplier in MULTIPLIERS:
        bits ^= bits >> np.uint64(16)
        bits *= np.uint64(multiplier)
        bits &= np.uint64(0xFFFFFFFF)
    draws = (bits ^ bits >> np.uint64(15)).astype(np.float64) / 2**32
    return intervals - radius + (draws * (2 * radius + 1)).astype(np.int64)
