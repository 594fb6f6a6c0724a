"""Reproducible chance: the same seed gives the same draw on every platform and in every version.

Python's ``random`` promises that only for ``random()``; splitmix64 (Steele, Lea, Flood: Fast
splittable pseudorandom number generators, 2014) is a few lines of integer arithmetic.
"""

from __future__ import annotations

_MASK = (1 << 64) - 1


class Draws:
    """A stream of reproducible draws."""

    def __init__(self, seed: int) -> None:
        self._state = seed & _MASK

    def bits(self) -> int:
        """Return 64 bits."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ mixed >> 27) * 0x94D049BB133111EB) & _MASK
        return mixed ^ mixed >> 31

    def below(self, count: int) -> int:
        """Return a whole number from 0 to ``count`` − 1, each as likely (to 1 in 2⁵⁰)."""
        return self.bits() * count >> 64


def shuffled_order(count: int, seed: int) -> list[int]:
    """Return the numbers below ``count`` in an order drawn from the seed."""
    draws, order = Draws(seed), list(range(count))
    for last in range(count - 1, 0, -1):
        other = draws.below(last + 1)
        order[last], order[other] = order[other], order[last]
    return order
