"""The interview planner against ordinary scheduling, in a simulation of its own.

    python benchmarks/planner.py [--quick] [--runs 1] [--seed 0] [--processes 1] [--only TEXT]

A simulated learner (``planner_world.py``) is
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
import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from planner_policies import FIXED, POLICIES, Planned, live
from planner_world import Scenario

from mlinterview.planner import InterviewPlanner
from mlinterview.scheduling.options import DEFAULT_PARAMETERS

SHORT = 0.75
"""Time is short where, by the bound, less than this share of all cards can be known on the day."""


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


def measure(scenario: Scenario, runs: int, first: int) -> Row:
    scores: dict[str, list[float]] = {name: [] for name in POLICIES}
    bounds, expected = [], []
    seeds = range(first, first + runs * max(42 // scenario.days, 1))
    for seed, (name, make) in itertools.product(seeds, POLICIES.items()):
        policy = make()
        scores[name].append(live(scenario, policy, seed))
        if isinstance(policy, Planned):
            bounds.append(policy.bound)
            expected.append(policy.expected)
    means = {name: float(np.mean(values)) for name, values in scores.items()}
    return Row(scenario, means, float(np.mean(bounds)), float(np.mean(expected)))


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
    """Return the processor seconds that a plan for 2,000 cards and 60 days takes: the median of five."""
    rng = np.random.default_rng(1)
    stability = np.exp(rng.uniform(-1, 5, 2000))
    stability[rng.random(2000) < 0.5] = np.nan
    cards = stability, rng.uniform(1, 10, 2000), rng.integers(0, 90, 2000)
    weights = rng.uniform(1, 8, 2000)
    taken = []
    for _ in range(5):
        began = time.process_time()
        InterviewPlanner(DEFAULT_PARAMETERS, 60, 1800).plan(*cards, weights=weights)
        taken.append(time.process_time() - began)
    return float(np.median(taken))


def verdict(rows: list[Row]) -> None:
    short = [row.to_ordinary for row in rows if row.is_short]
    right = [row.to_bound for row in rows if not row.scenario.misspecified]
    worst = min(rows, key=lambda row: row.to_best)
    print()
    if short:
        print(
            f"- ÷ FSRS 0.9 with 20 new a day where time is short ({len(short)} scenarios): "
            f"mean {np.mean(short):.2f}, least {min(short):.2f} (mean at least 1.5)"
        )
    print(
        f"- ÷ best fixed retention: least {worst.to_best:.3f} in {worst.scenario} (at least 0.99)"
    )
    print(f"- ÷ bound: mean {np.mean(right):.3f}, least {min(right):.3f} (mean at least 0.93)")
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
    parser.add_argument("--seed", type=int, default=0, help="of the first learner")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--only", default="", help="scenarios whose description contains this")
    given = parser.parse_args()
    scenarios = [one for one in (quick() if given.quick else grid()) if given.only in str(one)]
    print(HEAD, flush=True)
    rows = []
    with ProcessPoolExecutor(given.processes) as pool:
        for row in pool.map(measure, scenarios, *map(itertools.repeat, (given.runs, given.seed))):
            print(row, flush=True)
            rows.append(row)
    verdict(rows)


if __name__ == "__main__":
    main()
