"""Cards of many weights, seen as mixtures of a few kinds.

Only the ratio of a card's weight to its seconds matters at given prices, so the programme is solved
for a few ratios and interpolated.  What a card is worth is convex in its weight (a maximum of linear
functions) and 0 at weight 0, so a mixture of the nearest kinds is never worth less than the card:
bounds stay bounds.  With several interviews a weight is a point, the nodes are a lattice, and a card
is a mixture of the corners of the simplex that it lies in (Kuhn's triangulation).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEAST: Final = 0.02
"""Cards lighter than this share of the heaviest are mixed with cards of no weight."""


_LEVELS: Final = {2: 3, 3: 2}
"""Positive weights along each axis of the lattice, by number of interviews; 1 with more."""


def mixed(
    weights: NDArray[np.float64], most: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return few weights that stand for all, and the share of each in each card.

    Args:
        weights: at J interviews, of N cards, shape (J, N).
        most: so many, if there is one interview; about so many times J otherwise.

    Returns:
        Shapes (K, J) and (N, K).
    """
    if len(weights) == 1:
        kinds = kinds_of(weights[0], most)
        return kinds[:, None], mixture(weights[0], kinds)
    distinct, which = np.unique(weights.T, axis=0, return_inverse=True)
    if len(distinct) <= len(weights) * most:
        return distinct, np.eye(len(distinct))[which.ravel()]
    return _lattice(weights, min(_LEVELS.get(len(weights), 1), most - 1))


def _lattice(
    weights: NDArray[np.float64], levels: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    axes = []
    for row in weights:
        positive = row[row > 0]
        axes.append([0.0, *(kinds_of(positive, levels) if len(positive) else [1.0])])
    lower, part = np.empty(weights.shape, dtype=np.intp), np.empty(weights.shape)
    for axis, nodes, row in zip(range(len(axes)), axes, weights, strict=True):
        lower[axis] = np.clip(np.searchsorted(nodes, row, side="right") - 1, 0, len(nodes) - 2)
        low, high = np.array(nodes)[lower[axis]], np.array(nodes)[lower[axis] + 1]
        part[axis] = np.clip((row - low) / (high - low), 0, 1)
    # from the lowest corner up, one axis at a time, the one with the largest part first
    order = np.argsort(-part, axis=0, kind="stable")
    sorted_part = np.take_along_axis(part, order, axis=0)
    edges = np.concatenate([np.ones_like(part[:1]), sorted_part, np.zeros_like(part[:1])])
    portions = edges[:-1] - edges[1:]
    shape = tuple(len(nodes) for nodes in axes)
    shares = np.zeros((weights.shape[1], int(np.prod(shape))))
    rows, corner = np.arange(weights.shape[1]), lower.copy()
    shares[rows, np.ravel_multi_index(tuple(corner), shape)] += portions[0]
    for axis, portion in zip(order, portions[1:], strict=True):
        corner[axis, rows] += 1
        shares[rows, np.ravel_multi_index(tuple(corner), shape)] += portion
    used = np.asarray(shares.any(axis=0))
    used[0] = False
    points = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, len(axes))
    return points[used], shares[:, used]


def kinds_of(weights: NDArray[np.float64], most: int) -> NDArray[np.float64]:
    """Return at most so many weights (ascending, positive) that stand for all of these."""
    distinct = np.unique(weights)
    if len(distinct) <= most and distinct[0] >= _LEAST * distinct[-1]:
        return distinct
    if most == 1:
        return distinct[-1:]
    lowest = max(distinct[0], _LEAST * distinct[-1])
    return np.geomspace(lowest, distinct[-1], most)


def mixture(weights: NDArray[np.float64], kinds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share of each kind in each card, shape (N, K); rows sum to 1 or less."""
    nodes = np.concatenate([[0.0], kinds])
    upper = np.clip(np.searchsorted(nodes, weights), 1, len(kinds))
    part = np.clip((weights - nodes[upper - 1]) / (nodes[upper] - nodes[upper - 1]), 0, 1)
    shares = np.zeros((len(weights), len(nodes)))
    rows = np.arange(len(weights))
    shares[rows, upper] = part
    shares[rows, upper - 1] += 1 - part
    return shares[:, 1:]
