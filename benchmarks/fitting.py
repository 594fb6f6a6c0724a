"""How long a fit, an assessment and readiness take, and how they predict on a review log.

    python benchmarks/fitting.py [--log FILE.csv] [--reviews 1000000]

Without a file the log is made up: a learner who forgets by FSRS-6 with the default parameters.
"""

from __future__ import annotations

import argparse
import time
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mlinterview.clock import StudyCalendar
from mlinterview.fitting.assess import assess_histories
from mlinterview.fitting.reviewlog import of_file
from mlinterview.fitting.samples import samples
from mlinterview.readiness.chances import chances
from mlinterview.scheduling.arrays import ArrayMemory
from mlinterview.scheduling.fsrsrs import fit
from mlinterview.scheduling.histories import Histories
from mlinterview.scheduling.options import DEFAULT_PARAMETERS

if TYPE_CHECKING:
    from collections.abc import Callable

PER_CARD = 10


def made_up(reviews: int) -> Histories:
    chance, memory = np.random.default_rng(1), ArrayMemory(DEFAULT_PARAMETERS)
    cards = reviews // PER_CARD
    rating = np.zeros((cards, PER_CARD), np.int8)
    day = np.zeros((cards, PER_CARD), np.int64)
    rating[:, 0] = chance.choice([1, 2, 3, 4], cards, p=[0.24, 0.09, 0.5, 0.17])
    day[:, 0] = 20_000 + chance.integers(0, 1000, cards)
    stability = memory.first_stability[rating[:, 0]]
    difficulty = memory.first_difficulty[rating[:, 0]]
    for k in range(1, PER_CARD):
        gap = np.maximum(np.rint(stability * chance.uniform(0, 2, cards)), 0).astype(np.int64)
        gap = np.minimum(gap, 1000)
        recall = memory.retrievability(stability, gap.astype(float))
        passed = chance.choice([2, 3, 4], cards, p=[0.22, 0.63, 0.15])
        rating[:, k] = np.where(chance.random(cards) < recall, passed, 1)
        day[:, k] = day[:, k - 1] + gap
        stability, _ = memory.stability_after(stability, difficulty, gap, rating[:, k])
        difficulty = memory.difficulty_after(difficulty, rating[:, k])
    at = day.ravel() * 86_400_000 + np.arange(day.size)
    starts = np.arange(0, day.size + 1, PER_CARD)
    names = [f"deck/question-{number}" for number in range(cards)]
    return Histories(names, starts, rating.ravel(), at, day.ravel(), np.ones(day.size, bool))


def timed(name: str, work: Callable[[], Any]) -> Any:
    begin = time.perf_counter()
    found = work()
    print(f"{name:<42} {time.perf_counter() - begin:7.2f} s")
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--log", type=Path)
    parser.add_argument("--reviews", type=int, default=1_000_000)
    chosen = parser.parse_args()
    calendar = StudyCalendar(UTC, 4)
    given = of_file(chosen.log, calendar) if chosen.log else made_up(chosen.reviews)
    every = samples(given)
    print(f"{len(given.day):,} reviews, {len(every):,} of them measured")
    parameters = timed("one fit", lambda: fit(given, every.row))
    day = int(given.day.max()) + 1
    timed("readiness of all cards", lambda: chances(given, parameters, day))
    found = timed("assessment (five fits)", lambda: assess_histories(given))
    for row in found.rows:
        print(f"{row.name:<16} {row.log_loss:.4f} {row.rmse_bins:.4f} {row.auc:.4f}")


if __name__ == "__main__":
    main()
