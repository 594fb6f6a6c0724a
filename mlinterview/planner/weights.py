"""Cards of many weights, seen as mixtures of a few kinds.

Only the ratio of a card's weight to its seconds matters at given prices, so the programme is solved
for a few ratios and interpolated.  What a card is worth is convex in its weight (a maximum of linear
functions) and 0 at weight 0, so a mixture of the nearest kinds is never worth less than the card:
bounds stay bounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEAST: Final = 0.02
"""Cards lighter than this share of the heaviest are mixed with cards of no weight."""


def kinds_of(weights: NDArray[np.float64], most: int) -> NDArray[np.float64]:
    """Return at most so many weights (ascending, positive) that stand for all of these."""
    distinct = np.unique(weights)
    if len(distinct) <= most and distinct[0] >= _LEAST * distinct[-1]:
        return distinct
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
