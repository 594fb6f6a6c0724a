"""A simulated learner for the planner's benchmarks, who forgets and learns by FSRS-6.

The formulas are written here a second time, in plain Python, one card at a time.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from mlinterview.planner import Costs
from mlinterview.scheduling.options import DEFAULT_PARAMETERS

FIRST_RATING = (0.24, 0.094, 0.495, 0.171)
RECALL_RATING = (0.224, 0.631, 0.145)
MISSED = 0.15
"""Share of days that a misspecified learner misses."""


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
        self.skipped = {day for day in days if self.rng.random() < MISSED}

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
