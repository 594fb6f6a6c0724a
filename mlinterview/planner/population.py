"""Learners who differ: memory, ratings, pace and missed days drawn around what is believed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from mlinterview.planner.memory import Memory

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mlinterview.planner.learner import Learner

_PARAMETERS: Final = np.full(21, 0.15)
_PARAMETERS[[4, 8]] = 0.03, 0.08
_RATINGS: Final = 0.3
_PACE: Final = 0.33
"""Standard deviations of logarithms: of each parameter (those that stand in an exponent or close
to the upper end of D less), of the chances of ratings, and of the time that studies take."""
_DECAY: Final = (0.1, 0.8)
_HARDEST_FIRST: Final = 9.0
_GROWTHS: Final = 25
_GOOD: Final = 2


@dataclass(frozen=True, slots=True)
class Population:
    """M learners.

    Attributes:
        memory: their true memories, parameters (21, M).
        first_rating: probabilities of the four ratings at the first study, (M, 4).
        recall_rating: probabilities of Hard, Good, Easy when a card is recalled, (M, 3).
        pace: how many times as long as believed their studies take, (M,).
        missed: whether a day passes without any study, (M, T).
    """

    memory: Memory
    first_rating: NDArray[np.float64]
    recall_rating: NDArray[np.float64]
    pace: NDArray[np.float64]
    missed: NDArray[np.bool_]


def population(
    learner: Learner,
    learners: int,
    days: int,
    uncertainty: float,
    missed_days: float,
    rng: np.random.Generator,
) -> Population:
    """Draw learners; with uncertainty 0 all are as believed and differ by luck only."""

    def noise(spread: NDArray[np.float64], count: int) -> NDArray[np.float64]:
        return np.asarray(np.exp(uncertainty * spread * rng.standard_normal((learners, count))))

    believed = learner.memory.parameters
    w = (believed * noise(_PARAMETERS, 21)).T
    # a learner who differs stays within what FSRS-6 allows, but is never moved from the belief
    w[20] = np.clip(w[20], min(_DECAY[0], believed[20]), max(_DECAY[1], believed[20]))
    w[4] = np.minimum(w[4], max(_HARDEST_FIRST, believed[4]))
    first = learner.first_rating * noise(np.full(4, _RATINGS), 4)
    recalled = learner.recall_rating * noise(np.full(3, _RATINGS), 3)
    return Population(
        Memory(w),
        first / first.sum(axis=1, keepdims=True),
        recalled / recalled.sum(axis=1, keepdims=True),
        noise(np.full(1, _PACE), 1)[:, 0],
        rng.random((learners, days)) < missed_days,
    )


def true_stability(
    believed: Memory, memory: Memory, stability: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how stable cards are in the learners' true memories, shape (M, N).

    How a card came by the stability that is believed, shape (N,), is not known here.  Its ratio to
    the true one is taken from a history that could have led there: a first study, then Good
    whenever recall has fallen to 0.9.
    """
    ours, theirs = [believed.first_stability[_GOOD]], [memory.first_stability[:, _GOOD]]
    hard, hards = believed.first_difficulty[_GOOD], memory.first_difficulty[:, _GOOD]
    for _ in range(_GROWTHS):
        gap = ours[-1]
        theirs.append(memory.stability_after(theirs[-1], hards, gap)[:, _GOOD])
        ours.append(believed.stability_after(gap, hard, gap)[_GOOD])
        hard = believed.difficulty_after(hard)[_GOOD]
        hards = memory.difficulty_after(hards)[:, _GOOD]
    ours_log = np.log(np.array(ours))
    ratio = np.log(np.stack(theirs, axis=1)) - ours_log
    place = np.log(stability)
    return np.stack([stability * np.exp(np.interp(place, ours_log, one)) for one in ratio])
