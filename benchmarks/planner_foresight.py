"""Whether what is foreseen comes true.

    python benchmarks/planner_foresight.py [--learners 20] [--processes 1] [--only TEXT]

- coverage: learners of the benchmark's own simulator, misspecified, plan anew each day; how many end
  within the 90 % interval that was foreseen on the first day;
- following: simulated learners of ``foresee`` follow one solution, and the same learners with the
  same luck plan anew each day; the ratio of what they reach.
"""

from __future__ import annotations

import argparse
import itertools
import os
import time
from concurrent.futures import ProcessPoolExecutor

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from planner_policies import Fixed, Planned, live, planner_for, states_of
from planner_world import MISSED, Scenario, World

from mlinterview.planner import InterviewPlanner, foresee
from mlinterview.planner.cards import checked
from mlinterview.planner.lives import Lives
from mlinterview.planner.policies import Following
from mlinterview.planner.population import population
from mlinterview.planner.solution import solve
from mlinterview.scheduling.options import DEFAULT_PARAMETERS

SCENARIOS = (
    Scenario(300, 7, 25, misspecified=True),
    Scenario(300, 7, 40, learned=0.5, misspecified=True),
    Scenario(300, 14, 15, misspecified=True),
    Scenario(500, 14, 30, weighted=True, misspecified=True),
    Scenario(300, 14, 40, learned=0.5, misspecified=True),
    Scenario(300, 30, 20, learned=0.5, misspecified=True),
)


class Anew:
    """Plans anew each day for each learner."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    def index(self, lives: Lives, day: int) -> np.ndarray:
        """Return the places in today's orders, best first."""
        index, planner = np.zeros(lives.stability.shape), planner_for(self.scenario, day)
        for row, *cards in zip(index, lives.stability, lives.difficulty, lives.last, strict=True):
            stability, difficulty, last = cards
            order = planner.plan(stability, difficulty, day - last, self.scenario.weights()).order
            row[order] = np.arange(len(order), 0, -1)
        return index


def outcome(scenario: Scenario, seed: int) -> tuple[float, ...]:
    """Return what one learner reaches, what was foreseen, and the same for ordinary FSRS."""
    world, total = World(scenario, seed), sum(scenario.weights())
    found = foresee(
        planner_for(scenario, 0),
        *states_of(world, 0),
        weights=scenario.weights(),
        missed_days=MISSED,
        seed=seed,
    )
    ours = live(scenario, Planned(), seed) / total
    theirs = live(scenario, Fixed(0.9, 20, heaviest_first=False), seed) / total
    return (
        ours, found.share, found.low, found.high,
        theirs, found.ordinary, found.ordinary_low, found.ordinary_high,
    )  # fmt: skip


def followed(scenario: Scenario, learners: int) -> float:
    """Return what following one solution reaches, over what planning anew each day does."""
    planner, weights = planner_for(scenario, 0), np.array(scenario.weights())
    cards = checked(*states_of(World(scenario, 0), 0), weights, None)
    rng = np.random.default_rng(0)
    people = population(planner.learner, learners, scenario.days, 1.0, MISSED, rng)
    solution = solve(planner.learner, cards, planner.budgets, planner.interviews)
    reached = [
        Lives(planner.learner, cards, people, 1)
        .live(policy, planner.budgets, [scenario.days])
        .recall[0]
        for policy in (Following(solution, cards.scale), Anew(scenario))
    ]
    one, anew = ((recall @ weights).mean() for recall in reached)
    return float(one / anew)


def speed() -> float:
    """Return the processor seconds that foreseeing 1,700 cards and 30 days takes: the median of three."""
    rng = np.random.default_rng(1)
    stability = np.exp(rng.uniform(-1, 5, 1700))
    stability[rng.random(1700) < 0.5] = np.nan
    cards = stability, rng.uniform(1, 10, 1700), rng.integers(0, 90, 1700)
    planner, weights, taken = InterviewPlanner(DEFAULT_PARAMETERS, 30), rng.uniform(1, 8, 1700), []
    for _ in range(3):
        began = time.process_time()
        foresee(planner, *cards, weights=weights)
        taken.append(time.process_time() - began)
    return float(np.median(taken))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--learners", type=int, default=20, help="in each scenario")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--only", default="", help="scenarios whose description contains this")
    given = parser.parse_args()
    print(
        "| scenario | foreseen | reached | within | ordinary foreseen | reached | within | ÷ anew |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|", flush=True)
    every = []
    with ProcessPoolExecutor(given.processes) as pool:
        for number, scenario in enumerate(SCENARIOS):
            if given.only not in str(scenario):
                continue
            # other learners in each scenario, so that their luck is not shared
            seeds = range(1000 * number, 1000 * number + given.learners)
            rows = pool.map(outcome, itertools.repeat(scenario), seeds)
            found = np.array(list(rows))
            ours, theirs = found[:, :4], found[:, 4:]
            within = [
                ((one[:, 2] <= one[:, 0]) & (one[:, 0] <= one[:, 3])) for one in (ours, theirs)
            ]
            every.append(within)
            mean = found.mean(axis=0)
            print(
                f"| {scenario} | {mean[1]:.3f} ({mean[2]:.2f}–{mean[3]:.2f}) | {mean[0]:.3f} "
                f"| {within[0].mean():.0%} | {mean[5]:.3f} ({mean[6]:.2f}–{mean[7]:.2f}) "
                f"| {mean[4]:.3f} | {within[1].mean():.0%} "
                f"| {followed(scenario, max(60 // scenario.days, 2)):.3f} |",
                flush=True,
            )
    ours_all, theirs_all = np.concatenate(every, axis=1)
    print(f"\n- within: {ours_all.mean():.1%} of {ours_all.size}; ordinary {theirs_all.mean():.1%}")
    print(f"- 1,700 cards of many weights, 30 days: {speed():.2f} s (under 3)")


if __name__ == "__main__":
    main()
