"""The interview planner against ordinary scheduling, in a simulation of its own.

    python benchmarks/planner.py [--quick] [--runs 1] [--processes 1] [--only TEXT]

A simulated learner forgets and learns by FSRS-6, written here a second time in plain Python, and is
asked on the day of the interview: the score is the sum of the cards' true probabilities of recall.
Every policy has the same minutes a day, knows what an app knows (the memory states by the parameters
it believes in) and works through its queue until the time is used up:

- planner: ``InterviewPlanner``, planned anew each day;
- fixed 0.70 … 0.95: cards due at that retention first, the lowest recall first, then new cards with
  the time that is left;
- FSRS 0.9, 20 new: the same at 0.9 with at most 20 new cards a day;
- cramming: nothing before the last third of the days, then what raises recall on the day most for a
  second of study;
- bound: the planner's upper bound on the first day.

With ``misspecified`` the learner's true parameters, seconds and ratings differ from those the
policies believe in, and days are skipped at random.
"""

from __future__ import annotations

import argparse
import itertools
import math
import os
import random
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from mlinterview.planner import Costs, InterviewPlanner
from mlinterview.scheduling.options import DEFAULT_PARAMETERS

if TYPE_CHECKING:
    from collections.abc import Callable

SHORT = 0.75
"""Time is short where, by the bound, less than this share of all cards can be known on the day."""
FIXED = (0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
FIRST_RATING = (0.24, 0.094, 0.495, 0.171)
RECALL_RATING = (0.224, 0.631, 0.145)


@dataclass(frozen=True)
class Scenario:
    """One interview to prepare for.

    Attributes:
        cards: all of them; ``learned``: the share that was studied before.
        days, minutes: study days before the interview, and minutes on each.
        seconds: of a typical (Good) first study; the other costs are in proportion.
        misspecified: whether what the policies believe is wrong.
        weighted: whether cards count 1, 2, 4 or 7 instead of 1.
        rest: days of the week (0–6, counted from the first day) without study.
    """

    cards: int
    days: int
    minutes: int
    learned: float = 0.0
    seconds: float = 60.0
    misspecified: bool = False
    weighted: bool = False
    rest: tuple[int, ...] = ()

    def __str__(self) -> str:
        parts = [f"{self.cards} cards, {self.days} d × {self.minutes} min"]
        parts += [f"{self.learned:.0%} learned"] if self.learned else []
        parts += [f"{self.seconds:.0f} s"] if self.seconds != 60 else []
        parts += ["weights"] if self.weighted else []
        parts += ["rest days"] if self.rest else []
        parts += ["misspecified"] if self.misspecified else []
        return ", ".join(parts)

    def believed(self) -> Costs:
        """Return the seconds that policies reckon with."""
        unit = self.seconds / 60
        return Costs(
            first=(120 * unit, 90 * unit, 60 * unit, 30 * unit),
            review=(90 * unit, 50 * unit, 35 * unit, 20 * unit),
        )

    def weights(self) -> list[float]:
        """Return what each card counts."""
        levels = (1.0, 2.0, 4.0, 7.0) if self.weighted else (1.0,)
        return [levels[card % len(levels)] for card in range(self.cards)]

    def budgets(self) -> list[float]:
        """Return the seconds of each study day."""
        return [0.0 if day % 7 in self.rest else self.minutes * 60.0 for day in range(self.days)]


@dataclass
class State:
    """A card's memory: stability (days), difficulty, and the day of its last study."""

    stability: float
    difficulty: float
    day: int


class Fsrs:
    """FSRS-6 for one card at a time, from the published formulas."""

    def __init__(self, w: tuple[float, ...]) -> None:
        self.w = w
        self.factor = 0.9 ** (-1 / w[20]) - 1

    def recall(self, state: State, day: int) -> float:
        """Return the probability of recall on a day."""
        elapsed = max(day - state.day, 0)
        return float((1 + self.factor * elapsed / state.stability) ** -self.w[20])

    def interval(self, stability: float, retention: float) -> int:
        """Return whole days until recall has fallen to the retention."""
        return max(round(stability / self.factor * (retention ** (-1 / self.w[20]) - 1)), 1)

    def first(self, rating: int, day: int) -> State:
        """Return the memory after the first study."""
        return State(self.w[rating - 1], min(max(self._d0(rating), 1), 10), day)

    def after(self, state: State, rating: int, day: int) -> State:
        """Return the memory after a later study."""
        w, s, d = self.w, state.stability, state.difficulty
        r = self.recall(state, day)
        if day == state.day:
            growth = math.exp(w[17] * (rating - 3 + w[18])) * s ** -w[19]
            stability = s * (max(growth, 1) if rating > 1 else growth)
        elif rating == 1:
            longer = w[11] * d ** -w[12] * ((s + 1) ** w[13] - 1) * math.exp((1 - r) * w[14])
            stability = min(longer, s / math.exp(w[17] * w[18]))
        else:
            bonus = {2: w[15], 3: 1.0, 4: w[16]}[rating]
            gain = math.exp(w[8]) * (11 - d) * s ** -w[9] * (math.exp((1 - r) * w[10]) - 1)
            stability = s * (1 + gain * bonus)
        damped = d - w[6] * (rating - 3) * (10 - d) / 9
        difficulty = min(max(w[7] * self._d0(4) + (1 - w[7]) * damped, 1), 10)
        return State(max(stability, 0.001), difficulty, day)

    def _d0(self, rating: int) -> float:
        return self.w[4] - math.exp(self.w[5] * (rating - 1)) + 1


@dataclass
class World:
    """One learner: what is true, what is believed, and the cards' states under both."""

    scenario: Scenario
    seed: int

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.studies = [0] * self.scenario.cards
        self.believed = Fsrs(DEFAULT_PARAMETERS)
        self.truth, self.pace = self.believed, 1.0
        self.first_rating, self.recall_rating = FIRST_RATING, RECALL_RATING
        self.skipped: set[int] = set()
        if self.scenario.misspecified:
            self._differ()
        self.weights = self.scenario.weights()
        self.states: list[State | None] = [None] * self.scenario.cards
        self.true_states: list[State | None] = [None] * self.scenario.cards
        cards = range(self.scenario.cards)
        for card in self.rng.sample(cards, round(len(cards) * self.scenario.learned)):
            self._live(card)

    def _differ(self) -> None:
        w = list(DEFAULT_PARAMETERS)
        spread = {4: 0.03, 8: 0.08, 20: 0.15}
        for k in range(21):
            w[k] *= math.exp(self.rng.gauss(0, spread.get(k, 0.15)))
        w[4], w[20] = min(w[4], 9.0), min(max(w[20], 0.1), 0.8)
        self.truth = Fsrs(tuple(w))
        self.pace = self.rng.choice((2 / 3, 4 / 3))
        shifted = [p * math.exp(self.rng.gauss(0, 0.3)) for p in FIRST_RATING]
        self.first_rating = tuple(p / sum(shifted) for p in shifted)
        days = range(self.scenario.days)
        self.skipped = {day for day in days if self.rng.random() < 0.15}

    def _live(self, card: int) -> None:
        """Give a card a past of one to six studies, at intervals that grow, ending before day 0."""
        day = -self.rng.randint(1, 60)
        for _ in range(self.rng.randint(1, 6)):
            self.study(card, day)
            state = self.states[card]
            assert state is not None
            retention = self.rng.uniform(0.6, 0.95)
            day += min(self.believed.interval(state.stability, retention), 60)
            if day >= 0:
                break

    def study(self, card: int, day: int) -> float:
        """Study a card; return the seconds it took."""
        before, costs = self.true_states[card], self.scenario.believed()
        # the same luck with a card's nth study under every policy, so that differences are theirs
        luck = random.Random(f"{self.seed} {card} {self.studies[card]}")
        self.studies[card] += 1
        if before is None:
            rating = luck.choices((1, 2, 3, 4), self.first_rating)[0]
            self.states[card] = self.believed.first(rating, day)
            self.true_states[card] = self.truth.first(rating, day)
            return self.pace * costs.first[rating - 1]
        rating = 1
        if luck.random() < self.truth.recall(before, day):
            rating = luck.choices((2, 3, 4), self.recall_rating)[0]
        state = self.states[card]
        assert state is not None
        self.states[card] = self.believed.after(state, rating, day)
        self.true_states[card] = self.truth.after(before, rating, day)
        return self.pace * costs.review[rating - 1]

    def score(self) -> float:
        """Return the weighted sum of true probabilities of recall on the day of the interview."""
        day = self.scenario.days
        pairs = zip(self.weights, self.true_states, strict=True)
        return sum(w * self.truth.recall(s, day) for w, s in pairs if s is not None)


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
        scenario = world.scenario
        planner = InterviewPlanner(
            DEFAULT_PARAMETERS,
            days_left=scenario.days - day,
            seconds_per_day=scenario.budgets()[day:],
            costs=scenario.believed(),
            first_rating=FIRST_RATING,
            recall_rating=RECALL_RATING,
        )
        new = (math.nan, math.nan, math.nan)
        rows = [(s.stability, s.difficulty, day - s.day) if s else new for s in world.states]
        plan = planner.plan(*np.array(rows).T, weights=world.weights)
        if day == 0:
            self.bound, self.expected = plan.upper_bound, plan.expected_recall
        return [int(card) for card in plan.order]


@dataclass
class Fixed(Policy):
    """Cards due at a retention, the lowest recall first, then new ones while there is time."""

    retention: float
    new_per_day: int = 10**9

    def queue(self, world: World, day: int) -> list[int]:
        """Return what is due, then what is new."""
        memory, due, new = world.believed, [], []
        for card, state in enumerate(world.states):
            if state is None:
                new.append(card)
            elif day - state.day >= memory.interval(state.stability, self.retention):
                due.append((memory.recall(state, day), card))
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


@dataclass
class Row:
    """Mean scores of the policies in a scenario, and the planner's own numbers."""

    scenario: Scenario
    scores: dict[str, float]
    bound: float
    expected: float

    @property
    def best(self) -> str:
        """Return the fixed retention that did best here."""
        return max((f"{r:.2f}" for r in FIXED), key=self.scores.__getitem__)

    @property
    def to_ordinary(self) -> float:
        """Return the planner's score over FSRS 0.9 with 20 new a day."""
        return self.scores["planner"] / self.scores["20 new"]

    @property
    def to_best(self) -> float:
        """Return its score over that of the best fixed retention."""
        return self.scores["planner"] / self.scores[self.best]

    @property
    def to_bound(self) -> float:
        """Return its score over the bound."""
        return self.scores["planner"] / self.bound

    @property
    def is_short(self) -> bool:
        """Return whether time is short."""
        return self.bound < SHORT * sum(self.scenario.weights())

    def __str__(self) -> str:
        scores = self.scores
        return (
            f"| {self.scenario} | {self.bound / sum(self.scenario.weights()):.0%} "
            f"| {self.bound:.0f} | {self.expected:.0f} | {scores['planner']:.0f} "
            f"| {scores[self.best]:.0f} ({self.best}) | {scores['20 new']:.0f} "
            f"| {scores['cramming']:.0f} | {self.to_ordinary:.2f} | {self.to_best:.3f} "
            f"| {self.to_bound:.3f} |"
        )


HEAD = """\
| scenario | reachable | bound | expected | planner | best fixed | 0.9, 20 new | cramming | ÷ 20 new | ÷ best fixed | ÷ bound |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"""


def measure(scenario: Scenario, runs: int) -> Row:
    scores: dict[str, list[float]] = {name: [] for name in POLICIES}
    bounds, expected = [], []
    seeds = range(runs * max(42 // scenario.days, 1))
    for seed, (name, make) in itertools.product(seeds, POLICIES.items()):
        policy = make()
        scores[name].append(live(scenario, policy, seed))
        if isinstance(policy, Planned):
            bounds.append(policy.bound)
            expected.append(policy.expected)
    means = {name: statistics.mean(values) for name, values in scores.items()}
    return Row(scenario, means, statistics.mean(bounds), statistics.mean(expected))


def quick() -> list[Scenario]:
    return [
        Scenario(300, 3, 30),
        Scenario(500, 14, 20),
        Scenario(300, 14, 40, learned=0.5),
        Scenario(600, 30, 30),
        Scenario(500, 14, 30, rest=(5, 6), weighted=True),
        Scenario(500, 14, 30, misspecified=True),
        Scenario(300, 30, 20, learned=0.5, misspecified=True),
    ]


def grid() -> list[Scenario]:
    every = itertools.product
    new = [Scenario(*one) for one in every((300, 600, 1000), (3, 7, 14, 30, 60), (15, 25, 40))]
    known = [Scenario(*one, 0.5) for one in every((300, 1000), (3, 14, 30, 60), (15, 40))]
    wrong = [
        Scenario(*one, misspecified=True)
        for one in every((300, 1000), (7, 14, 30), (15, 40), (0.0, 0.5))
    ]
    special = [
        Scenario(500, 30, 30, rest=(5, 6)),
        Scenario(500, 14, 30, weighted=True),
        Scenario(500, 30, 30, learned=0.3, weighted=True, rest=(2, 3)),
        Scenario(500, 14, 40, seconds=120),
        Scenario(1000, 14, 30, seconds=30),
        Scenario(500, 30, 30, learned=0.3, weighted=True, misspecified=True),
    ]
    return new + known + wrong + special


def speed() -> float:
    """Return the seconds that a plan for 2,000 cards and 60 days takes: the median of five."""
    rng = np.random.default_rng(1)
    stability = np.exp(rng.uniform(-1, 5, 2000))
    stability[rng.random(2000) < 0.5] = np.nan
    cards = stability, rng.uniform(1, 10, 2000), rng.integers(0, 90, 2000)
    weights = rng.uniform(1, 8, 2000)
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        InterviewPlanner(DEFAULT_PARAMETERS, 60, 1800).plan(*cards, weights=weights)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def verdict(rows: list[Row]) -> None:
    short = [row.to_ordinary for row in rows if row.is_short]
    right = [row.to_bound for row in rows if not row.scenario.misspecified]
    worst = min(rows, key=lambda row: row.to_best)
    print()
    if short:
        print(
            f"- ÷ FSRS 0.9 with 20 new a day where time is short ({len(short)} scenarios): "
            f"mean {statistics.mean(short):.2f}, least {min(short):.2f} (mean at least 1.5)"
        )
    print(
        f"- ÷ best fixed retention: least {worst.to_best:.3f} in {worst.scenario} (at least 0.99)"
    )
    print(
        f"- ÷ bound: mean {statistics.mean(right):.3f}, least {min(right):.3f} (mean at least 0.93)"
    )
    print(f"- 2,000 cards of many weights, 60 days: {speed():.2f} s (under 2)")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a small grid, about a minute")
    parser.add_argument(
        "--runs",
        type=int,
        default=1,
        help="learners in a scenario of 42 days; shorter ones get more",
    )
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--only", default="", help="scenarios whose description contains this")
    given = parser.parse_args()
    scenarios = [one for one in (quick() if given.quick else grid()) if given.only in str(one)]
    print(HEAD, flush=True)
    rows = []
    with ProcessPoolExecutor(given.processes) as pool:
        for row in pool.map(measure, scenarios, itertools.repeat(given.runs)):
            print(row, flush=True)
            rows.append(row)
    verdict(rows)


if __name__ == "__main__":
    main()
