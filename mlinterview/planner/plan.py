"""The planner: most recall on the day of the interview for the time there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from mlinterview.planner.cards import Cards, checked, groups
from mlinterview.planner.grid import Grid
from mlinterview.planner.learner import Costs, Learner
from mlinterview.planner.memory import Memory
from mlinterview.planner.ordering import study_order
from mlinterview.planner.prices import Dual, find_prices
from mlinterview.planner.programme import Programme, Single
from mlinterview.planner.starts import Starts
from mlinterview.planner.weights import kinds_of, mixture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

_COARSE: Final = (20, 5)
_FINE: Final = (40, 9)
"""Points in log S and in D: while prices are sought, and for what is reported."""
_LONG: Final = 120
"""With more days than this, prices are sought among fewer cards and on a coarser grid still."""
_COARSER: Final = (14, 4)
_MISSED: Final = 0.03
"""Chance that what is put off today is never studied: days are missed, and questions take longer
than thought.  It decides between cards that could as well wait, in favour of those that would lose
most by being left out."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to study today, and what to expect on the day of the interview.

    Recall is a sum over cards of weight times probability; cards never studied count 0.

    Attributes:
        order: indices of cards to study today, best first, enough for twice today's budget, but
            without cards that are better left alone today; empty on a rest day.
        expected_recall: what following the planner every day is expected to reach.
        upper_bound: no policy that keeps within the budgets can expect more.
        recall_unstudied: what the cards come to if nothing is studied any more.
        studied: probability that each card is studied at all before the interview, shape (N,).
        seconds: expected study time of each day, shape (T,).
        prices: weighted recall that one more second on each day is worth, shape (T,).
    """

    order: NDArray[np.intp]
    expected_recall: float
    upper_bound: float
    recall_unstudied: float
    studied: NDArray[np.float64]
    seconds: NDArray[np.float64]
    prices: NDArray[np.float64]


class InterviewPlanner:
    """Plans the study days before an interview; pure, the same input gives the same plan.

    Args:
        parameters: the 21 FSRS-6 parameters of the learner's memory.
        days_left: days from today to the interview.  Today is study day 0, the interview is on day
            T = ``days_left``, and the study days are 0 … T−1: with 1 today is the last one.
            With 0 the interview is later today, and today's budget is what is left before it.
        seconds_per_day: study time, one number for all study days or one for each; 0 is a rest day.
        costs: seconds that studies take, by rating.
        first_rating: probabilities of Again, Hard, Good, Easy when a card is seen first.
        recall_rating: probabilities of Hard, Good, Easy when a card is recalled.

    Raises:
        ValueError: an argument is out of its range, or its length does not fit.
    """

    def __init__(
        self,
        parameters: Sequence[float],
        days_left: int = 14,
        seconds_per_day: float | Sequence[float] = 1800,
        costs: Costs | None = None,
        first_rating: Sequence[float] = (0.24, 0.094, 0.495, 0.171),
        recall_rating: Sequence[float] = (0.224, 0.631, 0.145),
    ) -> None:
        self._learner = Learner(Memory(parameters), costs or Costs(), first_rating, recall_rating)
        if int(days_left) != days_left or days_left < 0:
            raise ValueError(f"days_left must be a whole number from 0, not {days_left!r}")
        self._interview = int(days_left)
        self._budgets = _by_day(seconds_per_day, self._interview)

    def plan(
        self,
        stability: ArrayLike,
        difficulty: ArrayLike,
        elapsed_days: ArrayLike,
        weights: ArrayLike | None = None,
        cost_scale: ArrayLike | None = None,
    ) -> Plan:
        """Return the plan for N cards as they are now.

        Args:
            stability: days; NaN for a card never studied.
            difficulty: 1–10; not looked at where stability is NaN.
            elapsed_days: study days since a card's last study; 0: it was studied today, and another
                study follows FSRS-6's formula for the same day.
            weights: what recall of each card counts, not negative; 1 if not given.
            cost_scale: how many times as long as usual each card's studies take; 1 if not given.

        Raises:
            ValueError: an array is out of its range, or its length does not fit.
        """
        cards = checked(stability, difficulty, elapsed_days, weights, cost_scale)
        counted = np.flatnonzero(cards.weights > 0)
        if not len(counted):
            return self._empty(len(cards.weights))
        # only what counts is planned; the rest is never worth a second
        some = Cards(cards.states[counted], cards.weights[counted], cards.scale[counted])
        found = self._solve(some)
        studied = np.zeros(len(cards.weights))
        studied[counted] = found.studied
        return Plan(
            counted[found.order],
            found.expected_recall,
            found.upper_bound,
            found.recall_unstudied,
            studied,
            found.seconds,
            found.prices,
        )

    def _solve(self, cards: Cards) -> Plan:
        value = cards.weights / cards.scale
        unit = float(value.max())
        is_long = self._interview > _LONG
        kinds = kinds_of(value / unit, most=3 if is_long else 5)
        shares = mixture(value / unit, kinds) * cards.scale[:, None]

        few, group = groups(cards.states, most=80 if is_long else 250)
        numbers = np.stack([np.bincount(group, column) for column in shares.T], axis=-1)
        problem = self._problem(few, kinds, _COARSER if is_long else _COARSE)
        rough = Dual(*problem, numbers.astype(Single), self._budgets)
        prices, heat = find_prices(rough)
        course = rough.at(prices, heat)

        programme, starts = self._problem(cards.states, kinds, _FINE)
        offers = starts.offers(programme.solve(prices).after, prices, programme.weights)
        worth = np.einsum("tnk,nk->tn", offers, shares)
        bound = float(worth.max(axis=0).sum() + prices @ self._budgets)
        bound = min(bound, float(cards.weights.sum()) / unit)
        seconds = starts.seconds[0] * cards.scale
        waiting = (1 - _MISSED) * worth[1:].max(axis=0) + _MISSED * worth[-1]
        gain = worth[0] + prices[0] * seconds - waiting
        unstudied = float(cards.weights @ starts.recall)
        # seconds over the budgets are charged at their price, and the rough problem's gap is kept
        kept = course.recall + float(prices @ (self._budgets - course.seconds))
        expected = bound * kept / max(course.value, 1e-30)
        return Plan(
            study_order(gain, seconds, float(self._budgets[0])),
            float(np.clip(expected * unit, unstudied, bound * unit)),
            bound * unit,
            unstudied,
            (course.studied[group] * shares).sum(axis=1) / shares.sum(axis=1),
            np.minimum(course.seconds, self._budgets),
            prices * unit,
        )

    def _problem(
        self, states: NDArray[np.float64], kinds: NDArray[np.float64], points: tuple[int, int]
    ) -> tuple[Programme, Starts]:
        is_open = self._budgets > 0
        lowest = float(np.clip(self._learner.memory.first_stability.min() / 4, 0.001, 0.02))
        grid = Grid(lowest, 150 * max(self._interview, 7), *points)
        return (
            Programme(self._learner, grid, is_open, self._interview, kinds),
            Starts(self._learner, grid, states, is_open, self._interview),
        )

    def _empty(self, count: int) -> Plan:
        nothing = np.zeros(len(self._budgets))
        return Plan(np.zeros(0, dtype=np.intp), 0.0, 0.0, 0.0, np.zeros(count), nothing, nothing)


def _by_day(seconds: float | Sequence[float], days_left: int) -> NDArray[np.float64]:
    """Return the budget of each study day; the day of the interview is one if it is today."""
    days = max(days_left, 1)
    budgets = np.asarray(seconds, dtype=float)
    if budgets.ndim == 0:
        budgets = np.full(days, float(budgets))
    elif budgets.shape == (0,) and days_left == 0:
        budgets = np.zeros(1)
    if budgets.shape != (days,):
        raise ValueError(f"seconds_per_day must be one number or {days}, not {budgets.size}")
    if not (np.isfinite(budgets) & (budgets >= 0)).all():
        raise ValueError("seconds_per_day must be finite and not negative")
    return budgets
