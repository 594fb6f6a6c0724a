"""A learner who lives a plan with new cards, planned anew each day."""

import math
from collections.abc import Sequence

import numpy as np

from mlinterview.planner import Costs, InterviewPlanner
from mlinterview.planner.memory import Memory
from mlinterview.scheduling.options import DEFAULT_PARAMETERS

NEW = math.nan


class Walker:
    """One learner whose memory is as believed; luck by the seed."""

    def __init__(self, count: int, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.memory, self.costs = Memory(DEFAULT_PARAMETERS), Costs()
        self.stability, self.difficulty = np.full(count, NEW), np.full(count, 5.0)
        self.last = np.zeros(count)

    def study(self, card: int, day: int) -> float:
        """Study a card; return the seconds it takes."""
        s, d, elapsed = self.stability[card], self.difficulty[card], day - self.last[card]
        self.last[card] = day
        if np.isnan(s):
            rating = int(self.rng.choice(4, p=(0.24, 0.094, 0.495, 0.171)))
            self.stability[card] = self.memory.first_stability[rating]
            self.difficulty[card] = self.memory.first_difficulty[rating]
            return self.costs.first[rating]
        rating = 0
        if self.rng.random() < self.memory.recall(s, elapsed):
            rating = 1 + int(self.rng.choice(3, p=(0.224, 0.631, 0.145)))
        self.stability[card] = self.memory.stability_after(s, d, elapsed)[rating]
        self.difficulty[card] = self.memory.difficulty_after(d)[rating]
        return self.costs.review[rating]

    def recall(self, day: int) -> np.ndarray:
        """Return the probability of recall of each card on a day."""
        return np.nan_to_num(self.memory.recall(self.stability, day - self.last))


def walk(
    interviews: Sequence[int], seconds: float, weights: np.ndarray, seed: int
) -> tuple[np.ndarray, float]:
    """Live through all interviews, none of them today; weights have shape (K, N).

    Returns the weighted recall reached at each, shape (K,), and the bound of the first plan.
    """
    walker, reached = Walker(weights.shape[1], seed), np.zeros(len(interviews))
    bound, owed = math.nan, 0.0
    for day in range(max(interviews) + 1):
        today = np.array(interviews) == day
        reached[today] = weights[today] @ walker.recall(day)
        ahead = np.array(interviews) > day
        if not ahead.any():
            break
        planner = InterviewPlanner(
            DEFAULT_PARAMETERS, [one - day for one in np.array(interviews)[ahead]], seconds
        )
        state = walker.stability, walker.difficulty, day - walker.last
        found = planner.plan(*state, weights=weights[ahead])
        bound = bound if day else found.upper_bound
        left = seconds - owed
        for card in found.order:
            if left <= 0:
                break
            left -= walker.study(card, day)
        owed = max(-left, 0)
    return reached, bound
