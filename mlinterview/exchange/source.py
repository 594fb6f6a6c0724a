"""What exporters see of a collection: everything, row by row, as it was at one moment."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from mlinterview.store import exporting, log

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from mlinterview.clock import StudyCalendar
    from mlinterview.collection import Collection
    from mlinterview.library import DeckSummary
    from mlinterview.model.questions import Question
    from mlinterview.model.reviews import CardState, Event, Review
    from mlinterview.scheduling.scheduler import Scheduler
    from mlinterview.settings import Settings


@dataclass(frozen=True, slots=True)
class CardNow:
    """A card as it stands at the moment of the export.

    Attributes:
        state: what the log says of it.
        question_id: its question; ``None`` if no deck holds it.
        deck: its deck; the beginning of the card's id if no deck holds it.
        due_ms: when it falls due (ms UTC); ``None`` if it is new.
        retrievability: probability of recall today (0–1); ``None`` if it is new.
    """

    state: CardState
    question_id: str | None
    deck: str
    due_ms: int | None
    retrievability: float | None


class Source:
    """Streaming access to a collection; a context manager, used in one thread.

    What is read inside the ``with`` block is of one moment, whatever others write meanwhile.

    Attributes:
        collection: whose; for what is not offered here.
        calendar, settings, scheduler: the rules in force.
        now_ms: the moment of the export (ms UTC).
        study_day: the study day of that moment.
        html: Markdown of a deck to safe HTML, for formats that need it.
    """

    def __init__(self, collection: Collection, html: Callable[[str], str] | None = None) -> None:
        self.collection = collection
        self.html = html or _no_html
        self.settings: Settings = collection.settings
        self.calendar: StudyCalendar = collection.settings.calendar()
        self.scheduler: Scheduler = collection.scheduler
        self.now_ms: int = collection.clock.now_ms()
        self.study_day: int = self.calendar.study_day(self.now_ms)
        # read the decks now: they cannot be attached within the transaction
        self._decks: list[DeckSummary] = collection.library.decks()
        self._stack = ExitStack()
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        self._connection = self._stack.enter_context(exporting.snapshot(self.collection.database))
        return self

    def __exit__(self, *error: object) -> None:
        self._connection = None
        self._stack.close()

    # -- counts --------------------------------------------------------------------------------

    @property
    def review_count(self) -> int:
        """Number of reviews that count."""
        return exporting.count(self._open, "reviews")

    @property
    def card_count(self) -> int:
        """Number of cards, new ones included."""
        return exporting.count(self._open, "cards")

    @property
    def question_count(self) -> int:
        """Number of questions."""
        return exporting.count(self._open, "questions")

    @property
    def log_count(self) -> int:
        """Number of entries in the log, those taken back included."""
        return exporting.count(self._open, "log")

    # -- content -------------------------------------------------------------------------------

    def reviews(self) -> Iterator[Review]:
        """Yield the reviews that count, oldest first."""
        return exporting.reviews(self._open)

    def card_reviews(self, card_id: str) -> list[Review]:
        """Return the reviews of one card that count, oldest first."""
        return log.card_reviews(self._open, card_id)

    def all_reviews(self) -> Iterator[Review]:
        """Yield all reviews, those taken back included, oldest first."""
        return exporting.reviews(self._open, all_of_them=True)

    def events(self) -> Iterator[Event]:
        """Yield all events, those taken back included, oldest first."""
        return exporting.events(self._open)

    def cards(self) -> Iterator[CardNow]:
        """Yield all cards, new ones included, in the order of introduction."""
        for state, place in exporting.cards(self._open):
            question_id, deck = place or (None, state.card_id.partition("/")[0])
            yield CardNow(
                state,
                question_id,
                deck,
                self.due_ms(state),
                self.scheduler.retrievability(state, self.study_day),
            )

    def questions(self) -> Iterator[Question]:
        """Yield the questions of all decks, in the order of introduction."""
        return exporting.questions(self._open)

    def decks(self) -> list[DeckSummary]:
        """Return the decks."""
        return self._decks

    def due_ms(self, card: CardState) -> int | None:
        """Return when a card falls due (ms UTC); ``None`` if it is new."""
        if card.due_day is None:
            return None
        return self.calendar.start_ms(card.due_day) if card.due_at is None else card.due_at

    @property
    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise RuntimeError("a Source is used inside its with block")
        return self._connection


def _no_html(_: str) -> str:
    raise RuntimeError("this Source was made without a renderer for HTML")
