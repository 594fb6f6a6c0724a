"""Drive a card, or a whole collection, through many answers."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from support.decks import write_deck

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.model.reviews import CardState, Rating
from mlinterview.plugins import Plugins
from mlinterview.scheduling.scheduler import Scheduler, Step
from mlinterview.session import Session
from mlinterview.showing import Recorded
from mlinterview.store import derived

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


def differing(collection: Collection) -> list[str]:
    """Return the cards whose stored state is not what the log gives."""
    with collection.database.reading() as connection:
        return derived.differing_cards(connection, collection.scheduler)


def deck_writer(home: Path, clock: ManualClock) -> Callable[..., Collection]:
    """Return a function that writes a deck of some questions and opens the collection."""
    return partial(_opened_with, home, clock)


def _opened_with(home: Path, clock: ManualClock, *questions: str) -> Collection:
    write_deck(home, *questions)
    collection = opened(home, clock)
    collection.set("time_zone", "UTC")
    collection.set("fuzz", False)
    return collection


def asked(session: Session) -> str | None:
    """Return the slug of the card that is shown."""
    return session.shown.card.card_id.partition("/")[2] if session.shown else None


def run(session: Session, rating: Rating = EASY) -> list[str]:
    """Answer until the session is over; returns the slugs in the order asked."""
    slugs = []
    while (slug := asked(session)) is not None:
        slugs.append(slug)
        session.rate(rating)
    return slugs
