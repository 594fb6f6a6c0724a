"""The cards of a plan: checked, and for the search of prices a few that stand for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from mlinterview.planner.memory import LEAST_STABILITY, MOST_STABILITY

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

_WIDTHS: Final = np.array([0.15, 0.7, 0.2])
"""How far log S, D and log(1 + elapsed days) may differ within a group, at first."""


@dataclass(frozen=True, slots=True)
class Cards:
    """N cards as they are on the first study day.

    Attributes:
        states: stability in days (NaN: never studied), difficulty, elapsed days; shape (N, 3).
        weights: what recall of each card counts at each of J interviews, shape (J, N).
        scale: how much longer than usual its studies take, shape (N,).
    """

    states: NDArray[np.float64]
    weights: NDArray[np.float64]
    scale: NDArray[np.float64]

    def counted(self) -> Cards:
        """Return those that have a weight at any interview."""
        some = self.counts
        return Cards(self.states[some], self.weights[:, some], self.scale[some])

    @property
    def counts(self) -> NDArray[np.bool_]:
        """Return which cards have a weight at any interview, shape (N,)."""
        return np.asarray(self.weights.any(axis=0))


def checked(
    stability: ArrayLike,
    difficulty: ArrayLike,
    elapsed_days: ArrayLike,
    weights: ArrayLike | None,
    cost_scale: ArrayLike | None,
    interviews: int = 1,
) -> Cards:
    """Return the cards, or raise ValueError for what no card can be.

    Weights of one dimension are for all interviews alike.
    """
    s = _vector(stability, "stability")
    known = ~np.isnan(s)
    d = _vector(difficulty, "difficulty", len(s))
    elapsed = _vector(elapsed_days, "elapsed_days", len(s))
    if not (s[known] > 0).all():
        raise ValueError("stability must be positive, or NaN for a card never studied")
    if not ((d[known] >= 1) & (d[known] <= 10)).all():
        raise ValueError("difficulty must lie between 1 and 10")
    if not ((elapsed[known] >= 0) & np.isfinite(elapsed[known])).all():
        raise ValueError("elapsed_days must not be negative")
    s = np.clip(s, LEAST_STABILITY, MOST_STABILITY)
    states = np.stack([s, np.where(known, d, 1), np.where(known, np.floor(elapsed), 0)], axis=-1)
    w = _weights(weights, interviews, len(s))
    if not ((w >= 0) & np.isfinite(w)).all():
        raise ValueError("weights must be finite and not negative")
    scale = np.ones(len(s)) if cost_scale is None else _vector(cost_scale, "cost_scale", len(s))
    if not ((scale > 0) & np.isfinite(scale)).all():
        raise ValueError("cost_scale must be finite and positive")
    return Cards(states, w, scale)


def _weights(weights: ArrayLike | None, interviews: int, count: int) -> NDArray[np.float64]:
    if weights is None:
        return np.ones((interviews, count))
    w = np.asarray(weights, dtype=float)
    if w.ndim != 2:
        return np.tile(_vector(w, "weights", count), (interviews, 1))
    if w.shape != (interviews, count):
        raise ValueError(f"weights must have shape ({interviews}, {count}), not {w.shape}")
    return w


def _vector(values: ArrayLike, name: str, count: int | None = None) -> NDArray[np.float64]:
    vector = np.asarray(values, dtype=float)
    if vector.ndim != 1:
        raise ValueError(f"{name} must have one dimension, not {vector.ndim}")
    if count is not None and len(vector) != count:
        raise ValueError(f"{name} is for {len(vector)} cards, stability for {count}")
    return vector


def groups(states: NDArray[np.float64], most: int) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Return at most so many states that stand for all, and which of them each card is.

    Like cards are put together, first those that hardly differ, then coarser; the plan's order
    and bound are worked out from the exact states afterwards.
    """
    known = ~np.isnan(states[:, 0])
    place = np.stack([np.log(states[:, 0]), states[:, 1], np.log1p(states[:, 2])], axis=-1)
    place[~known] = 0
    width = _WIDTHS
    while True:
        cells = np.column_stack([known, np.round(place / width)])
        distinct, group = np.unique(cells, axis=0, return_inverse=True)
        if len(distinct) <= most:
            break
        width = width * 1.4
    group = group.ravel()
    size = np.bincount(group)
    means = np.stack([np.bincount(group, column) / size for column in place.T], axis=-1)
    middle = np.stack([np.exp(means[:, 0]), means[:, 1], np.round(np.expm1(means[:, 2]))], axis=-1)
    middle[distinct[:, 0] == 0, 0] = np.nan
    return middle, group
