"""Two interviews: planned together, one after the other, and by ordinary scheduling.

    python benchmarks/planner_interviews.py [--learners 6] [--processes 1] [--only TEXT]

The score is the sum, over both interviews, of the true probabilities of recall of the cards that
they are about.

- together: ``InterviewPlanner`` with both, planned anew each day;
- nearest: with the nearest interview that is still to come, and nothing else;
- last: with the last interview, as if it were about all cards;
- best fixed: FSRS at the best of some desired retentions, new cards with the time that is left, in
  the order of the interviews.
"""

from __future__ import annotations

import argparse
import itertools
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from planner_policies import states_of
from planner_world import FIRST_RATING, RECALL_RATING, Scenario, World

from mlinterview.planner import InterviewPlanner
from mlinterview.scheduling.options import DEFAULT_PARAMETERS

FIXED = (0.7, 0.8, 0.9)


@dataclass(frozen=True)
class Two:
    """Two interviews.

    Attributes:
        scenario: cards, budgets and learner; its days end with the second interview.
        first: day of the first interview.
        shared: share of the cards that both are about; the rest is divided between them.
    """

    scenario: Scenario
    first: int
    shared: float = 0.0

    def __str__(self) -> str:
        return f"{self.scenario}, first on day {self.first}, {self.shared:.0%} shared"

    def weights(self) -> np.ndarray:
        """Return what each card counts at each interview, shape (2, N)."""
        turn = np.arange(self.scenario.cards) % 20
        both = turn < 20 * self.shared
        even = turn % 2 == 0
        return np.array([both | even, both | ~even], dtype=float)


SCENARIOS = (
    Two(Scenario(400, 14, 30), 3),
    Two(Scenario(400, 21, 20), 7),
    Two(Scenario(400, 21, 20), 18),
    Two(Scenario(400, 21, 20), 14, 0.5),
    Two(Scenario(400, 30, 25), 10, 1.0),
    Two(Scenario(400, 21, 20, learned=0.5), 7),
    Two(Scenario(400, 21, 20, misspecified=True), 7),
)


def order(name: str, two: Two, world: World, day: int) -> tuple[list[int], float]:
    """Return a planner's order of the day, and the bound of its plan."""
    ahead = np.array([two.first, two.scenario.days]) > day
    left, weights = np.array([two.first, two.scenario.days]) - day, two.weights()
    if name == "nearest":
        ahead[int(np.argmax(ahead)) + 1 :] = False
    elif name == "last":
        weights = np.tile(weights[ahead].sum(axis=0), (2, 1))
        ahead = np.array([False, True])
    planner = InterviewPlanner(
        DEFAULT_PARAMETERS,
        days_left=left[ahead].tolist(),
        seconds_per_day=two.scenario.budgets()[day : day + int(left[ahead].max())],
        costs=two.scenario.believed(),
        first_rating=FIRST_RATING,
        recall_rating=RECALL_RATING,
    )
    plan = planner.plan(*states_of(world, day), weights=weights[ahead])
    return [int(card) for card in plan.order], plan.upper_bound


def due(retention: float, two: Two, world: World, day: int) -> list[int]:
    """Return cards due at a retention, then new ones, those of the next interview first."""
    memory, waiting, new = world.believed, [], []
    weights = two.weights()
    for card, state in enumerate(world.states):
        if state is None:
            new.append(card)
        elif day - state.day >= memory.interval(state.stability, retention):
            waiting.append((memory.recall(state, day), card))
    new.sort(key=lambda card: -weights[0 if day < two.first else 1, card])
    return [card for _, card in sorted(waiting)] + new


def live(name: str, two: Two, seed: int) -> tuple[float, float, float]:
    """Return the scores of both interviews, and the bound of the first plan."""
    world, weights, scores = World(two.scenario, seed), two.weights(), []
    bound = owed = 0.0
    for day in range(two.scenario.days + 1):
        if day in (two.first, two.scenario.days):
            recall = [0 if s is None else world.truth.recall(s, day) for s in world.true_states]
            scores.append(float(weights[len(scores)] @ recall))
        if day == two.scenario.days or day in world.skipped:
            continue
        if name in ("together", "nearest", "last"):
            queue, found = order(name, two, world, day)
            bound = bound or found
        else:
            queue = due(float(name), two, world, day)
        left = two.scenario.budgets()[day] - owed
        for card in queue:
            if left <= 0:
                break
            left -= world.study(card, day)
        owed = max(-left, 0.0)
    return scores[0], scores[1], bound


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--learners", type=int, default=6, help="in each scenario")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--only", default="", help="scenarios whose description contains this")
    given = parser.parse_args()
    print("| scenario | bound | together | nearest | last | best fixed | ÷ nearest | ÷ bound |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|", flush=True)
    names = ("together", "nearest", "last", *map(str, FIXED))
    with ProcessPoolExecutor(given.processes) as pool:
        for two in SCENARIOS:
            if given.only not in str(two):
                continue
            jobs = list(itertools.product(names, [two], range(given.learners)))
            found = np.array(list(pool.map(live, *zip(*jobs, strict=True))))
            means = dict(zip(names, found.reshape(len(names), -1, 3).mean(axis=1), strict=True))
            best = max(map(str, FIXED), key=lambda name: means[name][:2].sum())
            cells = [
                f"{one[0]:.0f} + {one[1]:.0f}"
                for one in (means["together"], means["nearest"], means["last"], means[best])
            ]
            total, bound = means["together"][:2].sum(), means["together"][2]
            print(
                f"| {two} | {bound:.0f} | {' | '.join(cells)} ({best}) "
                f"| {total / means['nearest'][:2].sum():.3f} | {total / bound:.3f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
