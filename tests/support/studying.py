"""Drive a card, or a whole collection, through many answers."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection, Recorded
from mlinterview.model.reviews import CardState, Rating
from mlinterview.plugins import Plugins
from mlinterview.scheduling.scheduler import Scheduler, Step

AGAIN, HARD, GOOD, EASY = Rating

DAY = 20_000
"""Some study day."""


def opened(home: Path, clock: ManualClock | None = None) -> Collection:
    """Open the collection of a home with the learner's own decks and no plugins."""
    return Collection(home, clock, Plugins(discover=False))


def steps_at_due(scheduler: Scheduler, ratings: Iterable[Rating], name: str) -> Iterator[Step]:
    """Review a new card again and again on the very day that it falls due."""
    card, day = CardState(name), DAY
    for rating in ratings:
        step = scheduler.review(card, rating, day * 86_400_000, day)
        card, day = step.card, step.card.due_day or day
        yield step


def answer(collection: Collection, card_id: str, rating: Rating = GOOD) -> Recorded:
    """Show a card and rate it."""
    return collection.record(collection.show(card_id), rating)
