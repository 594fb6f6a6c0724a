"""Two ways to choose the day's studies: by a solved plan, and ordinary spaced repetition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from mlinterview.planner.solution import MISSED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mlinterview.planner.lives import Lives
    from mlinterview.planner.solution import Solution

_NOTHING: Final = 1e-9


class Following:
    """By the prices of one solution: value now less value of waiting, per second."""

    def __init__(self, solution: Solution, scale: NDArray[np.float64]) -> None:
        self._shares, self._scale = solution.shares, scale
        self._starts = _start_index(solution, scale)
        self._grid, self._gaps = solution.programme.grid, solution.programme.gaps
        self._gain = solution.programme.gains(solution.values, solution.prices, MISSED)

    def index(self, lives: Lives, day: int) -> NDArray[np.float64]:
        """Return the price at which studying each card today would just be worth while, (M, N)."""
        index = np.where(lives.touched, 0, self._starts[day])
        who, cards = np.nonzero(lives.touched)
        last = lives.last[who, cards].astype(np.intp)
        later = last < day
        who, cards, last = who[later], cards[later], last[later]
        if not len(who):
            return index
        stability, difficulty = lives.stability[who, cards], lives.difficulty[who, cards]
        gap = np.searchsorted(self._gaps, day - last, side="right") - 1
        points, parts = self._grid.corners(stability, difficulty)
        table = self._gain.reshape(-1, self._gain.shape[-1])
        rows = ((last * len(self._gaps) + gap) * self._grid.size)[:, None] + points
        gain = np.einsum("pck,pc,pk->p", table[rows], parts, self._shares[cards])
        recall = lives.learner.memory.recall(stability, day - last)
        again, good = lives.learner.review_seconds[0], lives.learner.review_seconds[1:]
        seconds = again + recall * (lives.learner.recall_rating @ good - again)
        index[who, cards] = gain / (seconds * self._scale[cards])
        return index


def _start_index(solution: Solution, scale: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the index of cards not studied since the solution, by day, shape (T, N)."""
    worth, seconds = solution.worth, solution.starts.seconds * scale
    later = np.maximum.accumulate(worth[::-1])[::-1]
    waiting = (1 - MISSED) * later[1:] + MISSED * worth[-1]
    index = (worth[:-1] - waiting) / seconds + solution.prices[:, None]
    return np.where(index > _NOTHING, index, 0)


class Ordinary:
    """FSRS: cards due at a desired retention, the lowest recall first, then new ones as they stand."""

    def __init__(self, retention: float, new_per_day: int) -> None:
        self._retention, self._new = retention, new_per_day

    def index(self, lives: Lives, day: int) -> NDArray[np.float64]:
        """Return more than 1 for what is due, 0 to 1 for new cards that are to be taken up."""
        new = np.isnan(lives.stability)
        stability, elapsed = np.where(new, 1.0, lives.stability), day - lives.last
        due = ~new & (elapsed >= lives.learner.memory.interval(stability, self._retention))
        forgotten = 1 - lives.learner.memory.recall(stability, elapsed)
        taken = new & (np.cumsum(new, axis=1) <= self._new)
        first = np.where(taken, 1 / (2 + np.arange(new.shape[1])), 0)
        return np.where(due, 1 + forgotten, first)
