"""The cards as they are today, and what each could do next, day by day.

Unlike on the grid, these states are exact: only the values of the states that a study leads to are
interpolated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mlinterview.planner.programme import NEVER, Single

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mlinterview.planner.grid import Grid
    from mlinterview.planner.learner import Learner


class Starts:
    """N cards, and for each of T days their next study if it is on that day.

    Args:
        learner: ratings, seconds and memory.
        grid: over memory states.
        cards: stability (NaN: never studied), difficulty and elapsed days, shape (N, 3).
        open_days: whether each study day has any time, shape (T,).
        interviews: the J days at which recall counts.
        weights: the K kinds of weights at the interviews, shape (K, J).

    Attributes:
        seconds: expected length of the next study on each day, shape (T, N).
        recall: probability of recall at each interview without any further study, shape (J, N).
        passed: whether an interview comes before the next study if that is on day t; last row: if
            there is none; shape (T + 1, J).
        collected: weighted recall at those interviews, shape (T + 1, N, K).
    """

    def __init__(
        self,
        learner: Learner,
        grid: Grid,
        cards: NDArray[np.float64],
        open_days: NDArray[np.bool_],
        interviews: tuple[int, ...],
        weights: NDArray[np.float64],
    ) -> None:
        self._size, self._open = grid.size, open_days
        days = len(open_days)
        fresh = np.isnan(cards[:, 0])
        stability, difficulty, elapsed = np.where(fresh[:, None], 1.0, cards).T
        study = learner.review(stability, difficulty, np.arange(days)[:, None] + elapsed)
        first = learner.first()
        self.seconds = np.where(fresh, first.seconds, study.seconds)
        asked = np.array(interviews)[:, None]
        self.recall = np.where(fresh, 0, learner.memory.recall(stability, asked + elapsed))
        # an interview on day 0 is later today, after what is studied today
        self.passed = (np.maximum(asked, 1) <= np.append(np.arange(days), max(interviews) + 1)).T
        self.collected = np.einsum(
            "tj,jn,kj->tnk", self.passed, self.recall, weights, optimize=True
        ).astype(Single)
        fresh_4 = fresh[:, None]
        points, weights = grid.corners(
            np.where(fresh_4, first.stability, study.stability),
            np.where(fresh_4, first.difficulty, study.difficulty),
        )
        weights = weights * np.where(fresh_4, first.chance, study.chance)[..., None]
        day = np.arange(days)[:, None, None] * grid.size
        self._points = points.reshape(days, len(cards), 16) + day
        self._weights = weights.reshape(self._points.shape).astype(Single)

    def offers(
        self,
        after: NDArray[np.float32],
        prices: NDArray[np.float64],
    ) -> NDArray[np.float32]:
        """Return what each next study is worth, net of its price; last row: none at all.

        Args:
            after: value of having finished with a card for the day, shape (T, n, K).
            prices: of a second on each day, shape (T,).

        Returns:
            Shape (T + 1, N, K).
        """
        worth = self._reached(after)
        worth[:-1] -= (prices[:, None] * self.seconds).astype(Single)[..., None]
        worth[:-1][~self._open] = NEVER
        worth += self.collected
        return worth

    def known(self, known: NDArray[np.float32], shares: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return expected recall at each interview, shape (J, N, K).

        Args:
            known: that of cards just studied, shape (J, T, n, K).
            shares: share of each start that has its next study on each day, or none (last row),
                shape (T + 1, N, K).
        """
        later = [(self._reached(one) * shares).sum(axis=0) for one in known]
        before = np.einsum("tnk,tj,jn->jnk", shares, self.passed, self.recall, optimize=True)
        return np.asarray(np.stack(later) + before)

    def _reached(self, after: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the expectation of a function on the grid after each next study; last row 0."""
        days, count, _ = self._points.shape
        kinds = after.shape[-1]
        flat = after.reshape(-1, kinds)
        worth = np.zeros((days + 1, count, kinds), dtype=Single)
        for kind in range(kinds):
            reached = flat[:, kind].take(self._points)
            np.einsum("tnc,tnc->tn", reached, self._weights, out=worth[:-1, :, kind])
        return worth

    def study(self, shares: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how many cards reach each state by their next study, shape (T, n, K).

        Args:
            shares: how many cards of each start have it on each day, shape (T, N, K).
        """
        days, _, kinds = shares.shape
        reached = [
            np.bincount(
                self._points.ravel(),
                (self._weights * shares[:, :, kind, None]).ravel(),
                minlength=days * self._size,
            )
            for kind in range(kinds)
        ]
        return np.stack(reached, -1).astype(Single).reshape(days, self._size, kinds)
