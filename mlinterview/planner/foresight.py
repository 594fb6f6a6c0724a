"""What to expect of a plan: simulated learners who differ follow it to the day of the interview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from mlinterview.planner.cards import checked
from mlinterview.planner.lives import Lives
from mlinterview.planner.policies import Following, Ordinary
from mlinterview.planner.population import population
from mlinterview.planner.solution import solve

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from mlinterview.planner.lives import Lived
    from mlinterview.planner.plan import InterviewPlanner

_INTERVAL: Final = (0.05, 0.95)
_MOST_UNCERTAIN: Final = 3


@dataclass(frozen=True, slots=True)
class Foresight:
    """What learners reach, as a weighted share (0–1) of recall on the day, and what it takes.

    A share is 0 where no card has a weight at that interview.

    Attributes:
        share, low, high: mean and 90 % interval of what following the planner reaches; with several
            interviews, on the day of the last.
        ordinary, ordinary_low, ordinary_high: the same for ordinary spaced repetition.
        shares, shares_low, shares_high, ordinary_shares: the same at each interview, in the order
            they were given in, shape (K,).
        seconds: expected study seconds of each day, shape (T,).
        new, reviews: expected first and later studies of each day, shape (T,).
        ordinary_seconds: expected study seconds of ordinary spaced repetition, shape (T,).
    """

    share: float
    low: float
    high: float
    ordinary: float
    ordinary_low: float
    ordinary_high: float
    shares: NDArray[np.float64]
    shares_low: NDArray[np.float64]
    shares_high: NDArray[np.float64]
    ordinary_shares: NDArray[np.float64]
    seconds: NDArray[np.float64]
    new: NDArray[np.float64]
    reviews: NDArray[np.float64]
    ordinary_seconds: NDArray[np.float64]


def foresee(
    planner: InterviewPlanner,
    stability: ArrayLike,
    difficulty: ArrayLike,
    elapsed_days: ArrayLike,
    weights: ArrayLike | None = None,
    cost_scale: ArrayLike | None = None,
    *,
    learners: int = 24,
    new_per_day: int = 20,
    desired_retention: float = 0.9,
    uncertainty: float = 1.0,
    missed_days: float = 0.05,
    seed: int = 0,
) -> Foresight:
    """Return what to expect of following the planner, and of ordinary spaced repetition.

    Simulated learners differ in luck, memory, ratings and pace, around what the planner believes,
    and miss days; both ways of studying know only what is believed, and have the same luck.
    The ordinary one studies what is due, the lowest recall first, then new cards in the order they
    were given in, and like the planner only cards that count.

    Args:
        planner: whose parameters, days, budgets and costs are believed.
        stability: as for ``planner.plan``, like the next four.
        difficulty: 1–10.
        elapsed_days: study days since a card's last study.
        weights: what recall of each card counts.
        cost_scale: how many times as long as usual each card's studies take.
        learners: how many.  The interval is meant for one more learner like them.
        new_per_day: new cards a day of the ordinary way.
        desired_retention: its retention, 0–1.
        uncertainty: how much learners differ from what is believed.  1: most FSRS parameters
            by 15 %, the seconds by a third (standard deviation); 0: not at all, luck only;
            at most 3.
        missed_days: chance that a day passes without any study, 0–1.
        seed: the same seed gives the same learners.

    Raises:
        ValueError: an argument is out of its range, or a length does not fit.
    """
    _check(learners, new_per_day, desired_retention, uncertainty, missed_days)
    given = stability, difficulty, elapsed_days, weights, cost_scale
    cards = checked(*given, interviews=len(planner.interviews)).counted()
    if not len(cards.scale):
        return _nothing(len(planner.interviews), len(planner.budgets))
    people = population(
        planner.learner,
        learners,
        len(planner.budgets),
        uncertainty,
        missed_days,
        np.random.default_rng(seed),
    )
    solution = solve(planner.learner, cards, planner.budgets, planner.interviews)
    ours, theirs = (
        Lives(planner.learner, cards, people, seed + 1).live(
            policy, planner.budgets, planner.interviews
        )
        for policy in (
            Following(solution, cards.scale),
            Ordinary(desired_retention, new_per_day),
        )
    )
    return _told(ours, theirs, cards.weights, int(np.argmax(planner.interviews)))


def _check(
    learners: int, new_per_day: int, retention: float, uncertainty: float, missed_days: float
) -> None:
    if learners < 2 or new_per_day < 0:
        raise ValueError("learners must be 2 or more, new_per_day not negative")
    if not (0 < retention < 1 and 0 <= missed_days <= 1):
        raise ValueError("desired_retention and missed_days must lie between 0 and 1")
    if not 0 <= uncertainty <= _MOST_UNCERTAIN:
        raise ValueError(f"uncertainty must lie between 0 and {_MOST_UNCERTAIN}")


def _told(ours: Lived, theirs: Lived, weights: NDArray[np.float64], last: int) -> Foresight:
    """Return what came of both ways; ``last`` is the place of the last interview."""
    shares, low, high = _shares(ours, weights)
    others, others_low, others_high = _shares(theirs, weights)
    return Foresight(
        share=float(shares[last]),
        low=float(low[last]),
        high=float(high[last]),
        ordinary=float(others[last]),
        ordinary_low=float(others_low[last]),
        ordinary_high=float(others_high[last]),
        shares=shares,
        shares_low=low,
        shares_high=high,
        ordinary_shares=others,
        seconds=ours.seconds.mean(axis=0),
        new=ours.new.mean(axis=0),
        reviews=ours.reviews.mean(axis=0),
        ordinary_seconds=theirs.seconds.mean(axis=0),
    )


def _shares(lived: Lived, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return mean and interval of the share at each interview, shape (3, K).

    Of m learners, the part p lies below the p·(m + 1)th, so that one more lies as often below it.
    """
    total = np.maximum(weights.sum(axis=1, keepdims=True), 1e-300)
    reached = np.einsum("kmn,kn->km", lived.recall, weights) / total
    low, high = np.quantile(reached, _INTERVAL, axis=1, method="weibull")
    return np.stack([reached.mean(axis=1), low, high])


def _nothing(interviews: int, days: int) -> Foresight:
    share, none = np.zeros(interviews), np.zeros(days)
    return Foresight(0, 0, 0, 0, 0, 0, share, share, share, share, none, none, none, none)
