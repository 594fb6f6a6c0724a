"""Fuzz: spread intervals a little, reproducibly and without bias.

Cards learned on one day with the same ratings would otherwise stay together for ever.
The spread follows Anki's published ranges (15 % of the days from 2.5 to 7, 10 % up to 20, 5 % beyond, plus one day).
Unlike there, the range is symmetric in whole days around the interval, so its mean is the interval itself,
and the draw is a function of the card and its repetition, so that a preview, a commit and a replay agree.
"""

from __future__ import annotations

import zlib

RANGES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))
SHORTEST = 2
MULTIPLIERS = (0x7FEB352D, 0x846CA68B)


def fuzz_radius(interval: int, maximum: int) -> int:
    """Return by how many days, up or down, an interval of whole days may be moved."""
    if interval < RANGES[0][0]:
        return 0
    width = 1.0 + sum(share * max(min(interval, end) - start, 0.0) for start, end, share in RANGES)
    return max(min(int(width), interval - SHORTEST, maximum - interval), 0)


def fuzzed(interval: int, card_id: str, repetition: int, maximum: int) -> int:
    """Return the interval (days) for this card's repetition, within ``fuzz_radius`` of it."""
    radius = fuzz_radius(interval, maximum)
    if radius == 0:
        return interval
    return interval - radius + int(_draw(card_id, repetition) * (2 * radius + 1))


def _draw(card_id: str, repetition: int) -> float:
    """Return a number in [0, 1) that looks random and is the same on every machine."""
    # crc32 is linear, so similar names give related sums; the multiplications break that up
    bits = zlib.crc32(f"{card_id}\n{repetition}".encode())
    for multiplier in MULTIPLIERS:
        bits ^= bits >> 16
        bits = bits * multiplier & 0xFFFFFFFF
    return (bits ^ bits >> 15) / 2**32
