"""Read a whole collection row by row, in one consistent state."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mlinterview.model.reviews import CardState
from mlinterview.store.log import ACTIVE_REVIEWS
from mlinterview.store.question_cache import question_from_json
from mlinterview.store.rows import (
    CARD_COLUMNS,
    EVENT_COLUMNS,
    REVIEW_COLUMNS,
    card_from_row,
    event_from_row,
    review_from_row,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from mlinterview.model.questions import Question
    from mlinterview.model.reviews import Event, Review
    from mlinterview.store.database import Database

Place = tuple[str, str] | None
"""Question and deck of a card that the decks hold."""


@contextmanager
def snapshot(database: Database) -> Iterator[sqlite3.Connection]:
    """Let everything that this thread reads in the block be of one moment; others may write."""
    with database.reading() as connection:
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def count(connection: sqlite3.Connection, what: str) -> int:
    """Return how many there are of ``reviews`` (that count), ``cards`` or ``questions``."""
    queries = {
        "reviews": f"SELECT count(*) FROM reviews WHERE {ACTIVE_REVIEWS}",
        "log": "SELECT (SELECT count(*) FROM reviews) + (SELECT count(*) FROM events)",
        "cards": "SELECT (SELECT count(*) FROM library.cards) + (SELECT count(*) FROM cards "
        "WHERE card_id NOT IN (SELECT card_id FROM library.cards))",
        "questions": "SELECT count(*) FROM library.questions",
    }
    return int(connection.execute(queries[what]).fetchone()[0])


def reviews(connection: sqlite3.Connection, *, all_of_them: bool = False) -> Iterator[Review]:
    """Yield the reviews, oldest first: those that count, or also those taken back."""
    where = "1" if all_of_them else ACTIVE_REVIEWS
    rows = connection.execute(
        # walks the index by time; sorting a million rows would need them all at once
        f"SELECT {REVIEW_COLUMNS} FROM reviews INDEXED BY reviews_by_time WHERE {where} "
        "ORDER BY reviewed_at, id"
    )
    yield from map(review_from_row, rows)


def events(connection: sqlite3.Connection) -> Iterator[Event]:
    """Yield all events, oldest first."""
    rows = connection.execute(f"SELECT {EVENT_COLUMNS} FROM events ORDER BY happened_at, id")
    yield from map(event_from_row, rows)


def cards(connection: sqlite3.Connection) -> Iterator[tuple[CardState, Place]]:
    """Yield the cards of the decks in the order of introduction, then those that have none."""
    columns = ", ".join(f"c.{name}" for name in CARD_COLUMNS.split(", "))
    rows = connection.execute(
        f"SELECT l.card_id, l.question_id, l.deck, {columns} "
        "FROM library.cards l LEFT JOIN cards c USING (card_id) ORDER BY l.rank"
    )
    for card_id, question_id, deck, *row in rows:
        card = CardState(card_id) if row[0] is None else card_from_row(row)
        yield card, (question_id, deck)
    rest = connection.execute(
        f"SELECT {CARD_COLUMNS} FROM cards "
        "WHERE card_id NOT IN (SELECT card_id FROM library.cards) ORDER BY card_id"
    )
    for row in rest:
        yield card_from_row(row), None


def questions(connection: sqlite3.Connection) -> Iterator[Question]:
    """Yield the questions of all decks in the order of introduction."""
    for (body,) in connection.execute("SELECT body FROM library.questions ORDER BY rank"):
        yield question_from_json(json.loads(body))
