"""Live by a plan, day by day, through the program, with days that are missed; then without one.

    python benchmarks/lived_plan.py [--days 30] [--minutes 30] [--miss 0.15] [--seed 0]

A simulated learner answers as FSRS-6 with the default parameters says, takes as long as the
published figures, and misses days at random.  What is known on the day of the interview is the
weighted share of recall over all questions, as ``plan show`` counts it.
"""

import argparse
import random
import tempfile
from datetime import UTC, datetime, timedelta

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.learner import (
    FIRST_RATING,
    FIRST_SECONDS,
    KIND_SCALE,
    RECALL_RATING,
    REVIEW_SECONDS,
)
from mlinterview.model.goals import Interview
from mlinterview.model.reviews import Rating
from mlinterview.planner.memory import Memory
from mlinterview.preparation.outlook import outlook
from mlinterview.preparation.setting import set_interview
from mlinterview.scheduling.options import DEFAULT_PARAMETERS

START = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


class Learner:
    """Answers by FSRS-6, seeded."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._memory = Memory(DEFAULT_PARAMETERS)

    def misses(self, share: float) -> bool:
        """Tell whether a day is missed."""
        return self._chance.random() < share

    def answer(self, collection: Collection, shown) -> tuple[Rating, float]:
        """Return a rating, and how long it took (seconds)."""
        card = shown.card
        if card.stability is None:
            rating = self._chance.choices(list(Rating), FIRST_RATING)[0]
            seconds = FIRST_SECONDS[rating - 1]
        else:
            elapsed = shown.study_day - card.reviewed_day
            recall = float(self._memory.recall(card.stability, elapsed))
            if elapsed > 0 and self._chance.random() >= recall:
                rating = Rating.AGAIN
            else:
                rating = self._chance.choices(list(Rating)[1:], RECALL_RATING)[0]
            seconds = REVIEW_SECONDS[rating - 1]
        return rating, seconds * KIND_SCALE[shown.question.kind]


def live(with_plan: bool, options: argparse.Namespace) -> None:
    """Live all days, and two weeks after them, and print what came of it."""
    clock, learner = ManualClock(START), Learner(options.seed)
    with tempfile.TemporaryDirectory() as home, Collection(home, clock) as collection:
        collection.set("time_zone", "UTC")
        day = collection.today_date() + timedelta(days=options.days)
        if with_plan:
            set_interview(collection, Interview(day), options.minutes)
            found = outlook(collection)
            share, other = found.share, found.ordinary
            print(f"  expected {share.expected:.3f} ({share.low:.3f} to {share.high:.3f}); "
                  f"ordinary {other.expected:.3f} ({other.low:.3f} to {other.high:.3f})")  # fmt: skip
        studied, answers = 0.0, 0
        for number in range(options.days):
            clock.set(START + timedelta(days=number))
            if learner.misses(options.miss):
                continue
            session = collection.session(minutes=None if with_plan else options.minutes)
            while session.shown is not None:
                rating, seconds = learner.answer(collection, session.shown)
                clock.advance(seconds=seconds)
                session.rate(rating)
                studied, answers = studied + seconds, answers + 1
        clock.set(START + timedelta(days=options.days))
        set_interview(collection, Interview(day), options.minutes)
        known = outlook(collection)
        print(f"  known on the day {known.now:.3f}, {known.seen} of {known.questions} questions seen, "
              f"{answers} answers in {studied / 3600:.1f} h")  # fmt: skip
        if with_plan:
            pile = []
            for number in range(1, 15):
                clock.set(START + timedelta(days=options.days + number))
                today = collection.today()
                pile.append(f"{today.due}+{today.new}")
                session = collection.session(minutes=options.minutes)
                while session.shown is not None:
                    rating, seconds = learner.answer(collection, session.shown)
                    clock.advance(seconds=seconds)
                    session.rate(rating)
            print(f"  due+new on the days after: {' '.join(pile)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--miss", type=float, default=0.15)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    for planned in (True, False):
        print("with the plan:" if planned else "without:")
        live(planned, chosen)
