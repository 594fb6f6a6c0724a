"""The planning problem of some cards, solved: prices, courses, and what each card is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from mlinterview.planner.cards import groups
from mlinterview.planner.grid import Grid
from mlinterview.planner.prices import Dual, find_prices
from mlinterview.planner.programme import Programme, Single
from mlinterview.planner.starts import Starts
from mlinterview.planner.weights import mixed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mlinterview.planner.cards import Cards
    from mlinterview.planner.learner import Learner
    from mlinterview.planner.prices import Relaxed
    from mlinterview.planner.programme import Values

_COARSE: Final = (20, 5)
_FINE: Final = (40, 9)
"""Points in log S and in D: while prices are sought, and for what is reported."""
_LONG: Final = 120
"""With more days than this, prices are sought among fewer cards and on a coarser grid still."""
_COARSER: Final = (14, 4)
_TINY: Final = 1e-200
"""A card so light that it is no share of any kind is taken for a mixture of all."""
MISSED: Final = 0.03
"""Chance that what is put off today is never studied: days are missed, and questions take longer
than thought.  It decides between cards that could as well wait, in favour of those that would lose
most by being left out."""


@dataclass(frozen=True, slots=True)
class Solution:
    """N cards of positive weight and T study days, solved.

    Recall and prices are in units of the heaviest card for its time.

    Attributes:
        unit: weight of that card.
        shares: of each of K kinds of weights in each card, times its ``cost_scale``, (N, K).
        prices: of a second on each day, shape (T,).
        programme, values: courses of single cards, hard maxima, on the finer grid.
        starts: the cards as they are.
        worth: of each card if its next study is on day t, net of the price; last row: if there is
            none; shape (T + 1, N).
        course: what happens when every card does what is best for it, ties shared; on the coarser
            grid and by groups of like cards.
        studied: probability by this course that each card is studied at all, shape (N,).
        recall: expected recall by this course at each interview, shape (J, N).
    """

    unit: float
    shares: NDArray[np.float64]
    prices: NDArray[np.float64]
    programme: Programme
    values: Values
    starts: Starts
    worth: NDArray[np.float64]
    course: Relaxed
    studied: NDArray[np.float64]
    recall: NDArray[np.float64]


def solve(
    learner: Learner, cards: Cards, budgets: NDArray[np.float64], interviews: tuple[int, ...]
) -> Solution:
    """Solve the problem of these cards; there is at least one, and each has a weight."""
    value = cards.weights / cards.scale
    unit = float(value.max())
    is_long = max(interviews) > _LONG
    kinds, shares = mixed(value / unit, most=3 if is_long else 5)
    shares = shares * cards.scale[:, None]

    def problem(states: NDArray[np.float64], points: tuple[int, int]) -> tuple[Programme, Starts]:
        is_open = budgets > 0
        lowest = float(np.clip(learner.memory.first_stability.min() / 4, 0.001, 0.02))
        grid = Grid(lowest, 150 * max(*interviews, 7), *points)
        return (
            Programme(learner, grid, is_open, interviews, kinds),
            Starts(learner, grid, states, is_open, interviews, kinds),
        )

    few, group = groups(cards.states, most=80 if is_long else 250)
    numbers = np.stack([np.bincount(group, column) for column in shares.T], axis=-1)
    rough = Dual(*problem(few, _COARSER if is_long else _COARSE), numbers.astype(Single), budgets)
    prices, heat = find_prices(rough)
    course = rough.at(prices, heat)

    programme, starts = problem(cards.states, _FINE)
    values = programme.solve(prices)
    offers = starts.offers(values.after, prices)
    worth = np.einsum("tnk,nk->tn", offers, shares)
    part = shares + _TINY
    part /= part.sum(axis=1, keepdims=True)
    studied = ((1 - course.shares[-1])[group] * part).sum(axis=1)
    known = rough.starts.known(rough.programme.known(course.values), course.shares)
    # what is mixed is recall times weight
    counts = part * kinds.T[:, None] + _TINY
    recall = (known[:, group] * counts).sum(axis=-1) / counts.sum(axis=-1)
    # a card differs from its group in what it comes to without a study
    recall += (starts.recall - rough.starts.recall[:, group]) * (1 - studied)
    return Solution(unit, shares, prices, programme, values, starts, worth, course, studied, recall)
