"""The grid over memory states, and bilinear interpolation on it.

Values of a card are smooth in log S and in D, so a few hundred points describe them.
A state outside the grid counts as the nearest one on its edge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Grid:
    """All pairs of stabilities, evenly spaced in log S, and difficulties, evenly spaced in 1 … 10.

    Attributes:
        size: number of points; a function on the grid is a vector of this length.
        stability, difficulty: days and 1–10 of each point, shape (size,).
    """

    def __init__(self, lowest: float, highest: float, stabilities: int, difficulties: int) -> None:
        self._start = np.log(lowest)
        self._step = (np.log(highest) - self._start) / (stabilities - 1)
        self._shape = (stabilities, difficulties)
        logs = self._start + self._step * np.arange(stabilities)
        self.size = stabilities * difficulties
        self.stability = np.repeat(np.exp(logs), difficulties)
        self.difficulty = np.tile(np.linspace(1, 10, difficulties), stabilities)

    def corners(
        self, stability: NDArray[np.float64], difficulty: NDArray[np.float64]
    ) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Return the four points around each state and their weights (sum 1), on a new last axis."""
        rows, columns = self._shape
        row, right = _cell((np.log(stability) - self._start) / self._step, rows)
        column, up = _cell((difficulty - 1) * ((columns - 1) / 9), columns)
        row, column, right, up = np.broadcast_arrays(row, column, right, up)
        first = row * columns + column
        points = np.stack([first, first + 1, first + columns, first + columns + 1], -1)
        left, down = 1 - right, 1 - up
        return points, np.stack([left * down, left * up, right * down, right * up], -1)


def _cell(place: NDArray[np.float64], count: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return the cell that each place (in steps) lies in, and how far through it, 0–1."""
    inside = np.clip(place, 0, count - 1)
    cell = np.minimum(inside.astype(np.intp), count - 2)
    return cell, inside - cell
