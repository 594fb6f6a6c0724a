"""Replay in arrays against ``fsrs.Scheduler.reschedule_card`` on the same histories.

    python benchmarks/replay.py [--reviews 100000 1000000] [--sample 2000] [--rebuild]

``reschedule_card`` replays a sample of the cards, as it takes seconds for each 100,000 reviews; the
other one replays all of them, with everything that makes a card's state.  Both are given their input
in the form that they want: making it is not measured.  Every run of one is followed by a run of the
other, and the best of three counts.  ``--rebuild`` also measures ``Collection.rebuild`` from a
database, reading and writing included.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import fsrs
import numpy as np

from mlinterview.scheduling.bulk import replay_all
from mlinterview.scheduling.histories import Histories
from mlinterview.scheduling.scheduler import Scheduler

if TYPE_CHECKING:
    from collections.abc import Callable

PER_CARD = 10
GAPS = (0, 1, 3, 10, 30, 100)
START = datetime(2020, 1, 1, tzinfo=UTC)
BAR = 50


def histories(reviews: int) -> Histories:
    chance = np.random.default_rng(1)
    lengths = chance.poisson(PER_CARD - 1, reviews // PER_CARD) + 1
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    total = int(starts[-1])
    rating = chance.choice([1, 2, 3, 4], total, p=[0.12, 0.1, 0.65, 0.13]).astype(np.int8)
    gaps = np.cumsum(chance.choice(GAPS, total))
    day = 20_000 + gaps - np.repeat(gaps[starts[:-1]], lengths)
    names = [f"deck/question-{number}" for number in range(len(lengths))]
    at = day * 86_400_000 + np.arange(total) % 80_000_000
    return Histories(names, starts, rating, at, day, np.ones(total, bool))


def logs(given: Histories, cards: list[int]) -> list[list[fsrs.ReviewLog]]:
    found = []
    for card in cards:
        rows = range(given.starts[card], given.starts[card + 1])
        found.append([
            fsrs.ReviewLog(card, fsrs.Rating(int(given.rating[row])),
                           START + timedelta(days=int(given.day[row]) - 20_000), None)
            for row in rows
        ])  # fmt: skip
    return found


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def compare(reviews: int, sample: int) -> float:
    given = histories(reviews)
    chosen = random.Random(1).sample(range(len(given.cards)), min(sample, len(given.cards)))
    sampled = logs(given, chosen)
    one_by_one = fsrs.Scheduler(enable_fuzzing=False)

    def plain() -> None:
        for number, log in zip(chosen, sampled, strict=True):
            one_by_one.reschedule_card(fsrs.Card(card_id=number), log)

    scheduler = Scheduler()
    theirs, ours = [], []
    for _ in range(3):
        theirs.append(seconds(plain) / sum(map(len, sampled)))
        ours.append(seconds(lambda: replay_all(given, scheduler)) / len(given.day))
    ratio = min(theirs) / min(ours)
    print(
        f"{len(given.day):>9,} reviews: {min(ours) * 1e9:6.0f} ns a review, reschedule_card "
        f"{min(theirs) * 1e9:,.0f} ns: {ratio:.0f} times faster"
    )
    return ratio


def rebuild(reviews: int) -> None:
    from mlinterview.collection import Collection
    from mlinterview.plugins import Plugins

    given = histories(reviews)
    owners = given.owners()
    with tempfile.TemporaryDirectory() as home:
        collection = Collection(Path(home), None, Plugins(discover=False))
        with collection.database.transaction() as connection:
            connection.executemany(
                "INSERT INTO reviews (id, device, card_id, reviewed_at, study_day, rating, mode, "
                "seed, content_hash, previous_state) "
                "VALUES (?, 'here', ?, ?, ?, ?, 'review', 0, '', 'new')",
                (
                    (f"{row:036d}", given.cards[owners[row]], int(given.at[row]),
                     int(given.day[row]), int(given.rating[row]))
                    for row in np.argsort(given.at, kind="stable").tolist()
                ),
            )  # fmt: skip
        best = min(seconds(collection.rebuild) for _ in range(2))
        collection.close()
    print(f"{len(given.day):>9,} reviews: rebuilt from the database in {best:.1f} s")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--reviews", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--sample", type=int, default=2000, help="cards for reschedule_card")
    parser.add_argument("--rebuild", action="store_true")
    chosen = parser.parse_args()
    worst = min(compare(reviews, chosen.sample) for reviews in chosen.reviews)
    if chosen.rebuild:
        rebuild(max(chosen.reviews))
    if worst < BAR:
        raise SystemExit(f"less than {BAR} times faster")


if __name__ == "__main__":
    main()
