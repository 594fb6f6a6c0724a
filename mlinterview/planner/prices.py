"""The price of a second on each day: what minimises the dual of the planning problem.

For prices λ ≥ 0 the dual is Σ (value of each card at these prices) + Σ λ_t·budget_t.  Whatever the
prices, no policy that keeps within the budgets in expectation can exceed it.  It is convex; its slope
in λ_t is the budget of day t less the seconds that the cards want of it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from mlinterview.planner.programme import Single, best

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from mlinterview.planner.programme import Programme, Values
    from mlinterview.planner.starts import Starts

    Smooth = Callable[[NDArray[np.float64]], tuple[float, NDArray[np.float64]]]

_COOLING: Final = ((0.01, 10.0, 10), (0.002, 0.1, 15), (0.002, 0.03, 20))
"""Temperatures in recall of a card, in the price of a typical study (the lower counts), and steps.

Where there is plenty of time a study is worth little, and a temperature must be lower still.
"""
_PATIENCE: Final = 5
"""Times the steps with several interviews: prices then fall at each, and start further off."""
_COLDEST: Final = 1e-5
_ENOUGH: Final = 1e-6
_MEMORY: Final = 12


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What happens when every card does what is best for it at given prices.

    Attributes:
        value: of the dual.
        seconds: expected study time of each day, shape (T,).
        recall: expected weighted recall at the interview.
        shares: share of each start that has its next study on each day, or none (last row),
            shape (T + 1, N, K).
        values: the solved programme.
    """

    value: float
    seconds: NDArray[np.float64]
    recall: float
    shares: NDArray[np.float32]
    values: Values


@dataclass(frozen=True, slots=True)
class Dual:
    """The dual of one plan.

    Attributes:
        programme: courses of single cards.
        starts: the cards.
        numbers: how many of each start and kind there are, shape (N, K).
        budgets: seconds of each day, shape (T,).
    """

    programme: Programme
    starts: Starts
    numbers: NDArray[np.float32]
    budgets: NDArray[np.float64]

    def at(self, prices: NDArray[np.float64], temperature: float) -> Relaxed:
        """Return the smoothed dual at these prices, and the policy behind it."""
        values = self.programme.solve(prices, temperature)
        offers = self.starts.offers(values.after, prices)
        top, parts = best(offers, Single(temperature) * self.programme.sizes)
        shares = parts * self.numbers
        seconds, recall = self.programme.spend(values, self.starts.study(shares[:-1]))
        seconds += np.einsum("tnk,tn->t", shares[:-1], self.starts.seconds)
        recall += float((shares * self.starts.collected).sum(dtype=float))
        value = float((top * self.numbers).sum(dtype=float)) + float(prices @ self.budgets)
        return Relaxed(value, seconds, recall, parts, values)


def find_prices(dual: Dual) -> tuple[NDArray[np.float64], float]:
    """Return prices by day (per second) that nearly minimise the dual; 0 on closed days.

    The second value is the last temperature, at which ``Dual.at`` shares ties between days.
    """
    is_open = dual.budgets > 0
    if not is_open.any():
        return np.zeros(len(is_open)), _COLDEST
    typical = float(dual.starts.seconds.mean())
    total = float((dual.numbers * dual.programme.sizes).sum())
    scale = total / float(dual.numbers.sum()) / typical

    def smooth(heat: float, levels: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        found = dual.at(levels * scale, heat)
        slope = dual.budgets - found.seconds
        return found.value / total, np.where(is_open, slope * (scale / total), 0)

    patience = _PATIENCE if dual.starts.passed[:-1].any() else 1
    levels = np.where(is_open, _common(partial(smooth, _COOLING[0][0]), is_open), 0)
    heat = _COOLING[0][0]
    for most, part, steps in _COOLING:
        heat = min(most, max(part * float(levels[is_open].mean()), _COLDEST))
        levels = descend(partial(smooth, heat), levels, steps * patience)
    return levels * scale, heat


def _common(smooth: Smooth, is_open: NDArray[np.bool_]) -> float:
    """Return the best single level for all days, by bisection of its logarithm."""
    low, high = -7.0, 1.0
    for _ in range(6):
        middle = (low + high) / 2
        _, slope = smooth(np.where(is_open, np.exp(middle), 0))
        low, high = (middle, high) if slope.sum() < 0 else (low, middle)
    return float(np.exp((low + high) / 2))


def descend(smooth: Smooth, start: NDArray[np.float64], steps: int) -> NDArray[np.float64]:
    """Minimise a smooth convex function over x ≥ 0: L-BFGS on what is not held at the border.

    Source: D. Bertsekas, Projected Newton methods for optimization problems with simple
    constraints (1982), with the limited-memory approximation of J. Nocedal (1980).
    """
    x, (value, slope) = start, smooth(start)
    pairs: deque[tuple[NDArray[np.float64], NDArray[np.float64]]] = deque(maxlen=_MEMORY)
    for _ in range(steps):
        free = (x > 0) | (slope < 0)
        way = np.where(free, -_newton(np.where(free, slope, 0), pairs), 0)
        if way @ slope >= 0:
            pairs.clear()
            way = np.where(free, -slope, 0)
        if not way.any():
            break
        size = 1.0 if pairs else 0.1 * float(x.mean() + 1e-3) / float(abs(way).max())
        for _ in range(8):
            moved = np.maximum(x + size * way, 0)
            found, its_slope = smooth(moved)
            if found <= value + 1e-4 * float(slope @ (moved - x)):
                break
            size /= 3
        else:
            break
        gained = value - found
        if (moved - x) @ (its_slope - slope) > 1e-14:
            pairs.append((moved - x, its_slope - slope))
        x, value, slope = moved, found, its_slope
        if gained < _ENOUGH * abs(value):
            break
    return x


def _newton(
    slope: NDArray[np.float64], pairs: deque[tuple[NDArray[np.float64], NDArray[np.float64]]]
) -> NDArray[np.float64]:
    """Return the slope times the approximate inverse of the curvature (two-loop recursion)."""
    way, parts = slope.copy(), []
    for moved, turned in reversed(pairs):
        part = float(moved @ way) / float(moved @ turned)
        parts.append(part)
        way -= part * turned
    if pairs:
        moved, turned = pairs[-1]
        way *= float(moved @ turned) / float(turned @ turned)
    for (moved, turned), part in zip(pairs, reversed(parts), strict=True):
        way += moved * (part - float(turned @ way) / float(moved @ turned))
    return way
