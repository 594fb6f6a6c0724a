"""The ways to choose a day's studies that the planner's benchmarks compare."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from planner_world import FIRST_RATING, RECALL_RATING, Scenario, World

from mlinterview.planner import InterviewPlanner
from mlinterview.scheduling.options import DEFAULT_PARAMETERS

if TYPE_CHECKING:
    from collections.abc import Callable

FIXED = (0.7, 0.75, 0.8, 0.85, 0.9, 0.95)


def planner_for(scenario: Scenario, day: int) -> InterviewPlanner:
    """Return the planner for what is left of the days, with what is believed."""
    return InterviewPlanner(
        DEFAULT_PARAMETERS,
        days_left=scenario.days - day,
        seconds_per_day=scenario.budgets()[day:],
        costs=scenario.believed(),
        first_rating=FIRST_RATING,
        recall_rating=RECALL_RATING,
    )


def states_of(world: World, day: int) -> np.ndarray:
    """Return believed stability, difficulty and elapsed days of all cards, shape (3, N)."""
    new = (math.nan, math.nan, math.nan)
    rows = [(s.stability, s.difficulty, day - s.day) if s else new for s in world.states]
    return np.array(rows).T


class Policy:
    """What to study on a day, best first; nothing of the truth is known to it."""

    def queue(self, world: World, day: int) -> list[int]:
        """Return cards in the order in which to study them on this day."""
        raise NotImplementedError


@dataclass
class Planned(Policy):
    """The planner, planned anew each day; keeps the first day's bound and expectation."""

    bound: float = math.nan
    expected: float = math.nan

    def queue(self, world: World, day: int) -> list[int]:
        """Return today's order of a fresh plan."""
        planner = planner_for(world.scenario, day)
        plan = planner.plan(*states_of(world, day), weights=world.weights)
        if day == 0:
            self.bound, self.expected = plan.upper_bound, plan.expected_recall
        return [int(card) for card in plan.order]


@dataclass
class Fixed(Policy):
    """Cards due at a retention, the lowest recall first, then new ones while there is time.

    New ones come the heaviest first, or as they stand.
    """

    retention: float
    new_per_day: int = 10**9
    heaviest_first: bool = True

    def queue(self, world: World, day: int) -> list[int]:
        """Return what is due, then what is new."""
        memory, due, new = world.believed, [], []
        for card, state in enumerate(world.states):
            if state is None:
                new.append(card)
            elif day - state.day >= memory.interval(state.stability, self.retention):
                due.append((memory.recall(state, day), card))
        if self.heaviest_first:
            new.sort(key=lambda card: -world.weights[card])
        return [card for _, card in sorted(due)] + new[: self.new_per_day]


class Cramming(Policy):
    """In the last third of the days, what raises recall on the day most for a second of study."""

    def queue(self, world: World, day: int) -> list[int]:
        """Return nothing at first, later the cards that gain."""
        days = world.scenario.days
        if day < days - max(days // 3, 1):
            return []
        costs, memory = world.scenario.believed(), world.believed
        gains = []
        for card, state in enumerate(world.states):
            if state is None:
                chances, seconds, before = FIRST_RATING, costs.first, 0.0
                after = [memory.first(rating, day) for rating in (1, 2, 3, 4)]
            else:
                recall, before = memory.recall(state, day), memory.recall(state, days)
                chances = (1 - recall, *(recall * p for p in RECALL_RATING))
                seconds = costs.review
                after = [memory.after(state, rating, day) for rating in (1, 2, 3, 4)]
            gain = sum(p * memory.recall(s, days) for p, s in zip(chances, after, strict=True))
            spent = sum(p * s for p, s in zip(chances, seconds, strict=True))
            gains.append((world.weights[card] * (before - gain) / spent, card))
        return [card for gain, card in sorted(gains) if gain < 0]


POLICIES: dict[str, Callable[[], Policy]] = {
    "planner": Planned,
    "20 new": lambda: Fixed(0.9, 20),
    "cramming": Cramming,
    **{f"{r:.2f}": partial(Fixed, r) for r in FIXED},
}


def live(scenario: Scenario, policy: Policy, seed: int) -> float:
    """Return the score that a policy reaches with one learner."""
    world = World(scenario, seed)
    owed = 0.0
    for day, budget in enumerate(scenario.budgets()):
        if budget == 0 or day in world.skipped:
            continue
        left = budget - owed
        for card in policy.queue(world, day):
            if left <= 0:
                break
            left -= world.study(card, day)
        # the last study may run over; the next day is shorter for it
        owed = max(-left, 0.0)
    return world.score()
