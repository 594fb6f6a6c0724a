"""The best course of one card when each second of study has a price.

Between two studies a card only ages, so a course is a choice, after each study, of the day of the
next one, or of none before the interview.  The value of having just studied a card on day t is

    W_t(S, D) = max( w·R(T − t, S),  max over later days u of E[ W_u(S', D') ] − λ_u·seconds )

where λ_u is the price of a second on day u, w the card's weight, and the expectation is over the
rating.  It is solved backwards from the interview on a grid over (S, D); elapsed days need no axis.
Where there are several interviews, w·R is a sum over those that are still to come, and what counts at
those between two studies is added to the later one.  With a temperature τ > 0 each maximum becomes τ·log Σ exp(·/τ): then the value is differentiable in
the prices and ties are shared between days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mlinterview.planner.grid import Grid
    from mlinterview.planner.learner import Learner, Outcome

Single = np.float32
NEVER: Final = Single(-1e30)
_DENSE_GAPS: Final = 10
_LEAST: Final = Single(0.02)


@dataclass(frozen=True, slots=True)
class Values:
    """The solved programme, for n grid points, T days and K weights.

    Attributes:
        after: value of having finished with a card for the day, shape (T, n, K).
        again: share of cards just studied that are studied once more the same day, (T, n, K).
        move: share that is studied next after each gap, (T, gaps, n, K).
    """

    after: NDArray[np.float32]
    again: NDArray[np.float32]
    move: NDArray[np.float32]


class Programme:
    """Everything about the programme that does not depend on prices.

    Args:
        learner: ratings, seconds and memory.
        grid: over memory states.
        open_days: whether each study day t = 0 … T−1 has any time, shape (T,).
        interviews: the J days at which recall counts.
        weights: the K weights at the interviews that it is solved for at once, shape (K, J).

    Attributes:
        weights: as given.
        sizes: the sum of each weight over the interviews, at least 0.02, shape (K,).
        gaps: days between studies that are considered, ascending.
    """

    def __init__(
        self,
        learner: Learner,
        grid: Grid,
        open_days: NDArray[np.bool_],
        interviews: tuple[int, ...],
        weights: NDArray[np.float64],
    ) -> None:
        self.grid, self.days, self.weights = grid, len(open_days), weights.astype(Single)
        self.sizes = np.maximum(self.weights.sum(axis=1), _LEAST)
        self._open = open_days
        self.gaps = _gaps(self.days)
        steps = np.concatenate([[0], self.gaps]).astype(float)[:, None]
        studies = learner.review(grid.stability, grid.difficulty, steps)
        matrices = dense(grid, studies)
        self._same, self._same_seconds = matrices[0], studies.seconds[0].astype(Single)
        self._moves, self._seconds = matrices[1:], studies.seconds[1:].astype(Single)
        asked = np.array(interviews)[:, None]
        left = asked - np.arange(self.days)
        # an interview on day 0 is later today; others come before what is studied on their day
        self._ahead = (left > 0) | ((asked == 0) & (left == 0))
        recall = learner.memory.recall(grid.stability, np.maximum(left, 0)[..., None])
        following = np.arange(self.days)[:, None, None] + self.gaps[:, None]
        self._between = (asked[:, 0] <= following) & (following < self.days)
        self._between &= self._ahead.T[:, None]
        self._recall = (recall * self._ahead[..., None]).astype(Single)
        self._rest = np.einsum("jtn,kj->tnk", self._recall, self.weights)

    def solve(self, prices: NDArray[np.float64], temperature: float = 0.0) -> Values:
        """Solve backwards for these prices (per second, by day, shape (T,))."""
        kinds, count = len(self.weights), self.grid.size
        heat = Single(temperature) * self.sizes
        price = prices.astype(Single)
        offers = np.full((self.days, len(self.gaps), count, kinds), NEVER, dtype=Single)
        after = np.empty((self.days, count, kinds), dtype=Single)
        again = np.zeros_like(after)
        for day in range(self.days - 1, -1, -1):
            if (passed := self._passed(day)) is not None:
                offers[day] += np.einsum("gjn,kj->gnk", passed, self.weights)
            value, shares = best(np.concatenate([offers[day], self._rest[None, day]]), heat)
            offers[day] = shares[:-1]
            after[day] = value
            if self._open[day]:
                once_more = self._same @ value - price[day] * self._same_seconds[:, None]
                after[day], shares = best(np.stack([value, once_more]), heat)
                again[day] = shares[1]
                reach = int(np.searchsorted(self.gaps, day, side="right"))
                self._offer(offers, after[day], day, reach, price[day])
        return Values(after, again, offers)

    def _passed(self, day: int) -> NDArray[np.float32] | None:
        """Return recall at the interviews before the next study, for cards studied on this day.

        Shape (gaps, J, n), 0 for interviews that come later; None where there are none before.
        """
        if not self._between[day].any():
            return None
        return np.asarray(self._between[day, ..., None] * self._recall[:, day])

    def _offer(
        self,
        offers: NDArray[np.float32],
        value: NDArray[np.float32],
        day: int,
        reach: int,
        price: np.float32,
    ) -> None:
        """Enter what a study on this day is worth to cards studied before, gap by gap."""
        count, kinds = value.shape
        worth = (self._moves[:reach].reshape(reach * count, count) @ value).reshape(
            reach, count, kinds
        )
        worth -= price * self._seconds[:reach, :, None]
        offers[day - self.gaps[:reach], np.arange(reach)] = worth

    def gains(
        self, values: Values, prices: NDArray[np.float64], missed: float
    ) -> NDArray[np.float32]:
        """Return what studying gains over waiting, before the price of the study itself.

        Args:
            values: solved with hard maxima for these prices.
            prices: per second, by day, shape (T,).
            missed: chance that what waits is never studied.

        Returns:
            For cards last studied on a day, after each gap, shape (T, gaps, n, K).
        """
        later = np.maximum.accumulate(values.move[:, ::-1], axis=1)[:, ::-1]
        rest = self._rest[:, None]
        later = np.concatenate([later[:, 1:], np.full_like(later[:, :1], NEVER)], axis=1)
        waiting = (1 - Single(missed)) * np.maximum(later, rest) + Single(missed) * rest
        day = np.minimum(np.arange(self.days)[:, None] + self.gaps, self.days - 1)
        price = np.where(self._open[day], prices[day], 0).astype(Single)
        gain = values.move - waiting + (price[..., None] * self._seconds)[..., None]
        return np.asarray(np.maximum(gain, 0, out=gain))

    def known(self, values: Values) -> NDArray[np.float32]:
        """Return expected recall at each interview of cards just studied, shape (J, T, n, K)."""
        known = np.zeros((len(self._recall), *values.after.shape), dtype=Single)
        for day in range(self.days - 1, -1, -1):
            move, reach = values.move[day], int(np.sum(self.gaps < self.days - day))
            stay, passed = 1 - move.sum(axis=0), self._passed(day)
            done = stay * self._recall[:, day, :, None]
            if passed is not None:
                done += np.einsum("gnk,gjn->jnk", move, passed)
            if reach:
                later = self._moves[:reach] @ known[:, day + self.gaps[:reach]]
                done += (move[:reach] * later).sum(axis=1)
            known[:, day] = done + values.again[day] * (self._same @ done - done)
        return known

    def spend(
        self, values: Values, studied: NDArray[np.float32]
    ) -> tuple[NDArray[np.float64], float]:
        """Follow cards forwards from the studies that are given.

        Args:
            values: the solved programme.
            studied: how many cards reach each state by the studies of each day, (T, n, K);
                it is added to.

        Returns:
            Expected seconds of all further studies by day, (T,), and the expected weighted recall
            of all these cards at the interview.
        """
        seconds = np.zeros(self.days)
        recall = 0.0
        moved = np.zeros_like(values.move)
        for day in range(self.days):
            reach = int(np.searchsorted(self.gaps, day, side="right"))
            arrived = moved[day - self.gaps[:reach], np.arange(reach)]
            if reach and self._open[day]:
                seconds[day] += float(np.einsum("gnk,gn->", arrived, self._seconds[:reach]))
                flat = arrived.reshape(reach * self.grid.size, -1)
                studied[day] += (flat.T @ self._moves[:reach].reshape(len(flat), -1)).T
            twice = studied[day] * values.again[day]
            seconds[day] += float(np.einsum("nk,n->", twice, self._same_seconds))
            done = studied[day] - twice + self._same.T @ twice
            moved[day] = done * values.move[day]
            stay = done - moved[day].sum(0)
            recall += float((stay * self._rest[day]).sum(dtype=float))
            if (passed := self._passed(day)) is not None:
                recall += float(np.einsum("gnk,gjn,kj->", moved[day], passed, self.weights))
        return seconds, recall


def best(
    options: NDArray[np.float32], heat: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the (soft) maximum over the first axis, and the share that each option has in it.

    ``heat`` is the temperature for each entry of the last axis; with 0 the shares are not used
    and are returned as the options themselves.
    """
    top = options.max(axis=0)
    if not heat.any():
        return top, options
    shares = np.exp((options - top) / heat)
    total = shares.sum(axis=0)
    shares /= total
    return top + heat * np.log(total), shares


def dense(grid: Grid, studies: Outcome) -> NDArray[np.float32]:
    """Return matrices that take a function on the grid to its expectation after each study.

    Shape: that of ``studies.seconds`` plus (n,); a row sums to 1.
    """
    points, weights = grid.corners(studies.stability, studies.difficulty)
    weights = weights * studies.chance[..., None]
    rows = studies.seconds.size
    flat = points.reshape(rows, -1) + grid.size * np.arange(rows)[:, None]
    summed = np.bincount(flat.ravel(), weights.ravel(), minlength=rows * grid.size)
    return summed.reshape(*studies.seconds.shape, grid.size).astype(Single)


def _gaps(days: int) -> NDArray[np.intp]:
    """Return the gaps between studies that are considered: all short ones, then ever fewer."""
    gaps = list(range(1, min(days, _DENSE_GAPS + 1)))
    while gaps and (following := gaps[-1] + max(gaps[-1] // 6, 1)) < days:
        gaps.append(following)
    return np.array(gaps, dtype=np.intp)
