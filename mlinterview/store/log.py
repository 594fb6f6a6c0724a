"""Append to the log and keep what is derived from it in step, within one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.model.reviews import CardState, Event, Review
from mlinterview.scheduling.replay import is_untouched, order, replay
from mlinterview.store.rows import (
    CARD_COLUMNS,
    EVENT_COLUMNS,
    REVIEW_COLUMNS,
    card_from_row,
    card_to_row,
    event_from_row,
    event_to_row,
    review_from_row,
    review_to_row,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from mlinterview.scheduling.scheduler import Scheduler

ACTIVE_REVIEWS = (
    "id NOT IN (SELECT operation FROM undone) "
    "AND (batch IS NULL OR batch NOT IN (SELECT operation FROM undone))"
)
"""A condition for reviews that count: neither they nor what they came with was taken back."""
_ACTIVE_EVENTS = "operation NOT IN (SELECT operation FROM undone)"


def _marks(columns: str) -> str:
    return ", ".join("?" * (columns.count(",") + 1))


_INSERT_REVIEW = (
    f"INSERT OR IGNORE INTO reviews ({REVIEW_COLUMNS}) VALUES ({_marks(REVIEW_COLUMNS)})"
)
_INSERT_EVENT = f"INSERT OR IGNORE INTO events ({EVENT_COLUMNS}) VALUES ({_marks(EVENT_COLUMNS)})"
_PUT_CARD = f"INSERT OR REPLACE INTO cards ({CARD_COLUMNS}) VALUES ({_marks(CARD_COLUMNS)})"
_GET_CARD = f"SELECT {CARD_COLUMNS} FROM cards WHERE card_id = ?"


def append_review(connection: sqlite3.Connection, review: Review) -> bool:
    """Append a review; false if it is there already (a double click, a second view)."""
    return connection.execute(_INSERT_REVIEW, review_to_row(review)).rowcount == 1


def append_events(connection: sqlite3.Connection, events: Iterable[Event]) -> None:
    """Append events; those that are there already are left alone."""
    connection.executemany(_INSERT_EVENT, map(event_to_row, events))


def has_review(connection: sqlite3.Connection, review_id: str) -> Review | None:
    """Return the review with this id, if it is in the log."""
    row = connection.execute(
        f"SELECT {REVIEW_COLUMNS} FROM reviews WHERE id = ?", (review_id,)
    ).fetchone()
    return None if row is None else review_from_row(row)


def get_card(connection: sqlite3.Connection, card_id: str) -> CardState:
    """Return a card's state; a card that was never touched is new."""
    row = connection.execute(_GET_CARD, (card_id,)).fetchone()
    return CardState(card_id) if row is None else card_from_row(row)


def put_card(connection: sqlite3.Connection, card: CardState) -> None:
    """Write a card's derived state."""
    connection.execute(_PUT_CARD, card_to_row(card))


def newest_moment(connection: sqlite3.Connection) -> int:
    """Return the time (ms UTC) of the newest review that counts; 0 if there is none."""
    row = connection.execute(
        f"SELECT reviewed_at FROM reviews WHERE {ACTIVE_REVIEWS} ORDER BY reviewed_at DESC LIMIT 1"
    ).fetchone()
    return int(row[0]) if row else 0


def next_moment(connection: sqlite3.Connection, now_ms: int, tolerance_ms: int) -> int:
    """Return now, or the moment after the newest entry if the clock stands a little before it.

    Entries that count then follow each other in time as they were recorded.
    """
    row = connection.execute(
        f"""SELECT max(moment) FROM (
            SELECT * FROM (SELECT reviewed_at AS moment FROM reviews
                WHERE reviewed_at <= ? AND {ACTIVE_REVIEWS} ORDER BY reviewed_at DESC LIMIT 1)
            UNION ALL
            SELECT * FROM (SELECT happened_at AS moment FROM events
                WHERE happened_at <= ? AND {_ACTIVE_EVENTS} AND kind <> 'undo'
                ORDER BY happened_at DESC LIMIT 1))""",
        (now_ms + tolerance_ms, now_ms + tolerance_ms),
    ).fetchone()
    return now_ms if row[0] is None else max(now_ms, int(row[0]) + 1)


def newest_operation(connection: sqlite3.Connection) -> str | None:
    """Return the newest operation that counts and is no undo."""
    row = connection.execute(
        f"""SELECT operation FROM (
            SELECT * FROM (SELECT id AS operation, reviewed_at AS moment, id FROM reviews
                WHERE batch IS NULL AND {ACTIVE_REVIEWS} ORDER BY reviewed_at DESC, id DESC LIMIT 1)
            UNION ALL
            SELECT * FROM (SELECT operation, happened_at AS moment, id FROM events
                WHERE {_ACTIVE_EVENTS} AND kind <> 'undo'
                ORDER BY happened_at DESC, id DESC LIMIT 1)
        ) ORDER BY moment DESC, id DESC LIMIT 1"""
    ).fetchone()
    return None if row is None else str(row[0])


def operations_since(connection: sqlite3.Connection, moment_ms: int) -> list[str]:
    """Return the operations at or after a moment (ms UTC) that count and are no undo."""
    rows = connection.execute(
        f"""SELECT id FROM reviews WHERE reviewed_at >= ? AND batch IS NULL AND {ACTIVE_REVIEWS}
            UNION SELECT operation FROM events
            WHERE happened_at >= ? AND kind <> 'undo' AND {_ACTIVE_EVENTS}""",
        (moment_ms, moment_ms),
    )
    return [row[0] for row in rows]


def operation_entries(
    connection: sqlite3.Connection, operation: str
) -> tuple[list[Review], list[Event]]:
    """Return what belongs to an operation: a review, an action's events, or all of an import."""
    reviews = connection.execute(
        f"SELECT {REVIEW_COLUMNS} FROM reviews WHERE id = ? OR batch = ?", (operation, operation)
    )
    events = connection.execute(
        f"SELECT {EVENT_COLUMNS} FROM events WHERE operation = ?", (operation,)
    )
    return [review_from_row(row) for row in reviews], [event_from_row(row) for row in events]


def has_operation(connection: sqlite3.Connection, operation: str) -> bool:
    """Tell whether the log holds events of an operation."""
    (found,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM events WHERE operation = ?)", (operation,)
    ).fetchone()
    return bool(found)


def operation_events(connection: sqlite3.Connection, operation: str) -> list[Event]:
    """Return the events of an operation; the reviews that came with it may be a million."""
    rows = connection.execute(
        f"SELECT {EVENT_COLUMNS} FROM events WHERE operation = ?", (operation,)
    )
    return [event_from_row(row) for row in rows]


def batch_size(connection: sqlite3.Connection, operation: str) -> int:
    """Return how many reviews came with an operation."""
    row = connection.execute(
        "SELECT count(*) FROM reviews WHERE batch = ?", (operation,)
    ).fetchone()
    return int(row[0])


def batch_cards(connection: sqlite3.Connection, operation: str) -> list[str]:
    """Return the cards of the reviews that came with an operation."""
    rows = connection.execute("SELECT DISTINCT card_id FROM reviews WHERE batch = ?", (operation,))
    return [row[0] for row in rows]


def card_log(connection: sqlite3.Connection, card_id: str) -> list[Review | Event]:
    """Return the entries of one card that count."""
    reviews = connection.execute(
        f"SELECT {REVIEW_COLUMNS} FROM reviews WHERE card_id = ? AND {ACTIVE_REVIEWS}", (card_id,)
    )
    events = connection.execute(
        f"SELECT {EVENT_COLUMNS} FROM events WHERE card_id = ? AND {_ACTIVE_EVENTS}", (card_id,)
    )
    return [*map(review_from_row, reviews), *map(event_from_row, events)]


def put_after(
    connection: sqlite3.Connection, entry: Review | Event, card: CardState, scheduler: Scheduler
) -> CardState:
    """Write and return the state of a card after an entry that has just been appended.

    ``card`` is that state if the entry is the card's newest; otherwise its log is replayed.
    """
    if _is_newest(connection, card.card_id, *order(entry)) and not is_untouched(card):
        put_card(connection, card)
        return card
    return rebuild_card(connection, card.card_id, scheduler)


def _is_newest(connection: sqlite3.Connection, card_id: str, moment: int, entry_id: str) -> bool:
    (later,) = connection.execute(
        f"""SELECT EXISTS (SELECT 1 FROM reviews
                WHERE card_id = ? AND (reviewed_at, id) > (?, ?) AND {ACTIVE_REVIEWS})
            OR EXISTS (SELECT 1 FROM events
                WHERE card_id = ? AND (happened_at, id) > (?, ?) AND {_ACTIVE_EVENTS})""",
        (card_id, moment, entry_id) * 2,
    ).fetchone()
    return not later


def card_reviews(connection: sqlite3.Connection, card_id: str) -> list[Review]:
    """Return the reviews of one card that count, oldest first."""
    rows = connection.execute(
        f"SELECT {REVIEW_COLUMNS} FROM reviews WHERE card_id = ? AND {ACTIVE_REVIEWS} "
        "ORDER BY reviewed_at, id",
        (card_id,),
    )
    return [review_from_row(row) for row in rows]


def rebuild_card(connection: sqlite3.Connection, card_id: str, scheduler: Scheduler) -> CardState:
    """Replay one card's log into its derived state."""
    card = replay(card_id, card_log(connection, card_id), scheduler)
    if is_untouched(card):
        connection.execute("DELETE FROM cards WHERE card_id = ?", (card_id,))
    else:
        put_card(connection, card)
    return card


def replay_all(connection: sqlite3.Connection, scheduler: Scheduler) -> Iterator[CardState]:
    """Yield the state of every card that the log names, replayed from scratch."""
    events: dict[str, list[Event]] = {}
    for row in connection.execute(
        f"SELECT {EVENT_COLUMNS} FROM events WHERE card_id IS NOT NULL AND {_ACTIVE_EVENTS}"
    ):
        event = event_from_row(row)
        events.setdefault(str(event.card_id), []).append(event)
    for card_id, reviews in _reviews_by_card(connection):
        yield replay(card_id, [*reviews, *events.pop(card_id, ())], scheduler)
    for card_id, rest in events.items():
        yield replay(card_id, rest, scheduler)


def _reviews_by_card(connection: sqlite3.Connection) -> Iterator[tuple[str, list[Review]]]:
    rows = connection.execute(
        f"SELECT {REVIEW_COLUMNS} FROM reviews WHERE {ACTIVE_REVIEWS} "
        "ORDER BY card_id, reviewed_at, id"
    )
    group: list[Review] = []
    for row in rows:
        review = review_from_row(row)
        if group and group[0].card_id != review.card_id:
            yield group[0].card_id, group
            group = []
        group.append(review)
    if group:
        yield group[0].card_id, group


def setting_moment(connection: sqlite3.Connection, name: str) -> int:
    """Return when (ms UTC) the value in force of a setting was set; 0 if it never was."""
    row = connection.execute(
        f"SELECT max(happened_at) FROM events WHERE kind = 'setting' AND {_ACTIVE_EVENTS} "
        "AND json_extract(value, '$[0]') = ?",
        (name,),
    ).fetchone()
    return int(row[0] or 0)
