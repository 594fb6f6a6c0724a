"""Collections with a past, for statistics; and readiness as if somebody had worked it out."""

import random
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from support.decks import recall, write_deck
from support.studying import opened

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.model.reviews import CardState, Event, EventKind, Mode, Rating, Review
from mlinterview.store import log

TODAY = 20_514
"""The study day of the tests' clock: 2 March 2026, a Monday."""
DAY_MS = 86_400_000


@dataclass(frozen=True)
class Ready:
    """What ``readiness`` returns."""

    topic: str
    questions: int
    seen: int
    share: float
    low: float
    high: float


READY = (
    Ready("", 40, 12, 0.42, 0.35, 0.5),
    Ready("B", 20, 2, 0.55, 0.4, 0.7),
    Ready("A", 20, 10, 0.3, 0.2, 0.4),
)


def write_questions(home: Path, count: int) -> None:
    """Write recall questions q0, q1 and so on, in the topics A and B by turns."""
    write_deck(home, *(recall(f"q{n}", topics=["AB"[n % 2]]) for n in range(count)))


def let_readiness_be(
    patch: pytest.MonkeyPatch, found: Iterable[Any] = READY
) -> list[dict[str, Any]]:
    """Stand in for the module ``readiness``; returns what it is asked."""
    asked: list[dict[str, Any]] = []

    def readiness(collection: Collection, **options: Any) -> list[Any]:
        asked.append(options)
        return list(found)

    module = ModuleType("mlinterview.readiness")
    module.readiness = readiness  # type: ignore[attr-defined]
    patch.setitem(sys.modules, "mlinterview.readiness", module)
    return asked


def one_review(
    number: int, card: str, day: int, rating: int = 3, *, hour: float = 12.0, **fields: Any
) -> Review:
    """Return a review at an hour (UTC) of a study day; ``number`` makes its id and its order."""
    moment = day * DAY_MS + int(hour * 3_600_000) + number
    values: dict[str, Any] = {"duration_ms": 10_000, **fields}
    return Review(f"{number:08}", "here", card, moment, day, Rating(rating), **values)


def put(collection: Collection, *entries: Review | Event) -> None:
    """Write entries into the log as if they had come from elsewhere, and derive all anew."""
    with collection.database.transaction() as connection:
        for entry in entries:
            if isinstance(entry, Review):
                log.append_review(connection, entry)
            else:
                log.append_events(connection, [entry])
    collection.rebuild()


def undo(number: int, operation: str, day: int = TODAY) -> Event:
    """Return the event that takes an operation back."""
    moment = day * DAY_MS + DAY_MS - 1000 + number
    return Event(f"u{number}", "here", moment, day, f"u{number}", EventKind.UNDO, None, operation)


def lived(home: Any, clock: ManualClock, cards: int = 40, days: int = 230) -> Collection:
    """Open a collection whose cards were studied as they fell due, with all that can happen."""
    collection = opened(home, clock)
    collection.set("time_zone", "Europe/Berlin")
    scheduler, chance = collection.scheduler, random.Random(days)
    states = {}
    reviews, number = [], 0
    for day in range(TODAY - days, TODAY + 1):
        if chance.random() < 0.2:
            continue
        fresh = [CardState(f"tiny/q{n}") for n in range(len(states), min(len(states) + 2, cards))]
        queue = [card for card in states.values() if card.due_day <= day] + fresh
        for card in queue:
            number += 1
            rating = Rating(chance.choices((1, 2, 3, 4), (15, 15, 60, 10))[0])
            review = one_review(
                number, card.card_id, day, rating, hour=chance.choice((6.5, 8, 18)),
                duration_ms=chance.choice((None, 900, 12_000, 70_000, 400_000)),
                mode=chance.choices(list(Mode), (90, 3, 3, 2, 2))[0],
                previous_state=card.state, previous_stability=card.stability,
                previous_difficulty=card.difficulty,
            )  # fmt: skip
            reviews.append(review)
            step = scheduler.review(card, rating, review.reviewed_at, day, review.mode)
            states[card.card_id] = step.card
    put(collection, *reviews)
    return collection
