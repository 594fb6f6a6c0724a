"""The planner: most recall on the day of the interview for the time there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mlinterview.planner.cards import checked
from mlinterview.planner.learner import Costs, Learner
from mlinterview.planner.memory import Memory
from mlinterview.planner.ordering import study_order
from mlinterview.planner.solution import MISSED, solve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from mlinterview.planner.cards import Cards
    from mlinterview.planner.solution import Solution


@dataclass(frozen=True, slots=True)
class Plan:
    """What to study today, and what to expect on the day of the interview.

    Recall is a sum over cards of weight times probability; cards never studied count 0.
    With several interviews it is also a sum over them.

    Attributes:
        order: indices of cards to study today, best first, enough for twice today's budget, but
            without cards that are better left alone today; empty on a rest day.
        expected_recall: what following the planner every day is expected to reach.
        upper_bound: no policy that keeps within the budgets can expect more.
        recall_unstudied: what the cards come to if nothing is studied any more.
        studied: probability that each card is studied at all before the interview, shape (N,).
        seconds: expected study time of each day, shape (T,).
        prices: weighted recall that one more second on each day is worth, shape (T,).
        recall: expected recall of each card on the day of the interview, shape (N,); with several
            interviews at each, (K, N).
    """

    order: NDArray[np.intp]
    expected_recall: float
    upper_bound: float
    recall_unstudied: float
    studied: NDArray[np.float64]
    seconds: NDArray[np.float64]
    prices: NDArray[np.float64]
    recall: NDArray[np.float64]


class InterviewPlanner:
    """Plans the study days before an interview; pure, the same input gives the same plan.

    Args:
        parameters: the 21 FSRS-6 parameters of the learner's memory.
        days_left: days from today to the interview.  Today is study day 0, the interview is on day
            T = ``days_left``, and the study days are 0 … T−1: with 1 today is the last one.
            With 0 the interview is later today, and today's budget is what is left before it.
            Several interviews: the days left to each; T is the last, and an interview on day 1 or
            later is before what is studied on its day.
        seconds_per_day: study time, one number for all study days or one for each; 0 is a rest day.
        costs: seconds that studies take, by rating.
        first_rating: probabilities of Again, Hard, Good, Easy when a card is seen first.
        recall_rating: probabilities of Hard, Good, Easy when a card is recalled.

    Attributes:
        learner: what is believed of memory, seconds and ratings.
        interviews: days left to each interview, as given.
        budgets: seconds of each study day, shape (T,).

    Raises:
        ValueError: an argument is out of its range, or its length does not fit.
    """

    def __init__(
        self,
        parameters: Sequence[float],
        days_left: int | Sequence[int] = 14,
        seconds_per_day: float | Sequence[float] = 1800,
        costs: Costs | None = None,
        first_rating: Sequence[float] = (0.24, 0.094, 0.495, 0.171),
        recall_rating: Sequence[float] = (0.224, 0.631, 0.145),
    ) -> None:
        self.learner = Learner(Memory(parameters), costs or Costs(), first_rating, recall_rating)
        self.interviews, self._several = _interviews(days_left), np.ndim(days_left) > 0
        self.budgets = _by_day(seconds_per_day, max(self.interviews))

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
            weights: what recall of each card counts, not negative; 1 if not given.  With K
                interviews: shape (K, N), or (N,) for all alike.
            cost_scale: how many times as long as usual each card's studies take; 1 if not given.

        Raises:
            ValueError: an array is out of its range, or its length does not fit.
        """
        given = stability, difficulty, elapsed_days, weights, cost_scale
        cards = checked(*given, interviews=len(self.interviews))
        counted = np.flatnonzero(cards.counts)
        if not len(counted):
            return self._empty(len(cards.scale))
        # only what counts is planned; the rest is never worth a second
        some = cards.counted()
        found = self._read(some, solve(self.learner, some, self.budgets, self.interviews))
        studied = np.zeros(len(cards.scale))
        studied[counted] = found.studied
        recall = np.zeros((*found.recall.shape[:-1], len(cards.scale)))
        recall[..., counted] = found.recall
        return Plan(
            counted[found.order],
            found.expected_recall,
            found.upper_bound,
            found.recall_unstudied,
            studied,
            found.seconds,
            found.prices,
            recall,
        )

    def _read(self, cards: Cards, found: Solution) -> Plan:
        """Return what a solution says of today and of the day of the interview."""
        worth, unit, prices, course = found.worth, found.unit, found.prices, found.course
        bound = float(worth.max(axis=0).sum() + prices @ self.budgets)
        unstudied = float((cards.weights * found.starts.recall).sum())
        bound = max(min(bound, float(cards.weights.sum()) / unit), unstudied / unit)
        seconds = found.starts.seconds[0] * cards.scale
        waiting = (1 - MISSED) * worth[1:].max(axis=0) + MISSED * worth[-1]
        gain = worth[0] + prices[0] * seconds - waiting
        # seconds over the budgets are charged at their price, and the rough problem's gap is kept
        kept = course.recall + float(prices @ (self.budgets - course.seconds))
        expected = bound * kept / max(course.value, 1e-30)
        expected = float(np.clip(expected * unit, unstudied, bound * unit))
        recall = _adding_up(found.recall, found.starts.recall, cards.weights, expected)
        return Plan(
            study_order(gain, seconds, float(self.budgets[0])),
            expected,
            bound * unit,
            unstudied,
            found.studied,
            np.minimum(course.seconds, self.budgets),
            prices * unit,
            recall if self._several else recall[0],
        )

    def _empty(self, count: int) -> Plan:
        nothing, none = np.zeros(len(self.budgets)), np.zeros(count)
        recall = np.zeros((len(self.interviews), count)) if self._several else none
        return Plan(np.zeros(0, dtype=np.intp), 0, 0, 0, none, nothing, nothing, recall)


def _adding_up(
    recall: NDArray[np.float64],
    unstudied: NDArray[np.float64],
    weights: NDArray[np.float64],
    expected: float,
) -> NDArray[np.float64]:
    """Return recall with its gains over no study in proportion, so that it comes to this sum."""
    base, gain = (weights * unstudied).sum(), (weights * (recall - unstudied)).sum()
    part = (expected - base) / gain if gain > 0 else 1.0
    return np.asarray(np.clip(unstudied + part * (recall - unstudied), 0, 1))


def _interviews(days_left: int | Sequence[int]) -> tuple[int, ...]:
    days = np.atleast_1d(np.asarray(days_left, dtype=float))
    if days.ndim != 1 or not days.size or not ((days >= 0) & (days % 1 == 0)).all():
        raise ValueError(f"days_left must be whole numbers from 0, not {days_left!r}")
    return tuple(int(day) for day in days)


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
