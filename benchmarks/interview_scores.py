"""Do the intervals of mock interviews hold what they promise.

Simulated learners take interviews of the shipped decks. A learner knows a question with probability
logistic(ability − difficulty of its level − how hard its topic is for them). The truth that an
interval should hold is the learner's mean share of points over many other interviews of the same
kind. Run it with

    python benchmarks/interview_scores.py [LEARNERS]
"""

from __future__ import annotations

import math
import random
import sys
import tempfile
from dataclasses import replace

from mlinterview.collection import Collection
from mlinterview.interviews.brief import Brief, Given
from mlinterview.interviews.course import Course
from mlinterview.interviews.roles import ROLES
from mlinterview.interviews.score import WEIGHTS, estimate
from mlinterview.interviews.supply import read_pool
from mlinterview.model.questions import Level

DIFFICULTY = {Level.ENTRY: -1.0, Level.MID: 0.0, Level.SENIOR: 1.0}
OTHERS = 30
"""Interviews from which a learner's true share is taken."""


class Learner:
    """Somebody of a certain ability, with stronger and weaker topics."""

    def __init__(self, seed: int, spread: float) -> None:
        self.chance = random.Random(seed)
        self.ability = self.chance.gauss(0, 1)
        self._topics: dict[str, float] = {}
        self._spread = spread

    def points(self, item, chance: random.Random) -> float:
        """Return the points of one answer."""
        hard = self._topics.setdefault(item.topic, self.chance.gauss(0, self._spread))
        logit = self.ability - DIFFICULTY[item.level] - hard
        right = 1 / (1 + math.exp(-logit))
        draw = chance.random()
        # one answer in five is half right
        return 1.0 if draw < right - 0.1 else 0.5 if draw < right + 0.1 else 0.0


def held(course: Course, learner: Learner, chance: random.Random) -> list[tuple[float, Level]]:
    given: list[Given] = []
    scored = []
    while (ask := course.next(given)) is not None:
        points = learner.points(ask.item, chance)
        seconds = ask.seconds * chance.uniform(0.6, 1.2)
        given.append(Given(ask.item.id, ask.stage.key, points, seconds, ask.step))
        scored.append((points, ask.item.level))
    return scored


def share(scored: list[tuple[float, Level]]) -> float:
    return sum(WEIGHTS[lv] * p for p, lv in scored) / sum(WEIGHTS[lv] for _, lv in scored)


def main(learners: int) -> None:
    with tempfile.TemporaryDirectory() as home, Collection(home) as collection:
        brief = Brief("x", "ml-engineer", Level.MID, 45, 0, 0, 20_000)
        pool, _ = read_pool(collection, brief)
    print(f"{len(pool.items)} questions, {learners} learners each")
    print("minutes  topics' spread  answers  covered  width  correlation of share and ability")
    for minutes in (15, 45, 90):
        for spread in (0.0, 1.0):
            covered, widths, counts, pairs = [], [], [], []
            for number in range(learners):
                learner = Learner(number, spread)
                chance = random.Random(number + 10**6)
                role = list(ROLES)[number % len(ROLES)]

                def one(seed: int, role=role, learner=learner, chance=chance, minutes=minutes):
                    agreed = replace(brief, role=role, minutes=minutes, seed=seed)
                    return held(Course(agreed, pool), learner, chance)

                truth = mean(share(one(seed)) for seed in range(1, OTHERS + 1))
                scored = one(0)
                found = estimate(scored)
                covered.append(found.low <= truth <= found.high)
                widths.append(found.high - found.low)
                counts.append(len(scored))
                pairs.append((share(scored), learner.ability))
            print(f"{minutes:7} {spread:15} {mean(counts):8.1f} {mean(covered):8.2f} "
                  f"{mean(widths):6.2f} {_correlation(pairs):8.2f}")  # fmt: skip


def mean(values) -> float:
    values = list(values)
    return sum(values) / len(values)


def _correlation(pairs: list[tuple[float, float]]) -> float:
    xs, ys = zip(*pairs, strict=True)
    mx, my = mean(xs), mean(ys)
    cov = sum((x - mx) * (y - my) for x, y in pairs)
    return cov / math.sqrt(sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
