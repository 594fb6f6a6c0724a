"""What mock interviews read of the log and of the decks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlinterview.store.log import ACTIVE_REVIEWS
from mlinterview.store.rows import EVENT_COLUMNS, REVIEW_COLUMNS, event_from_row, review_from_row

if TYPE_CHECKING:
    import sqlite3

    from mlinterview.model.reviews import Event, Review

Row = tuple[Any, ...]


def interview_events(connection: sqlite3.Connection) -> list[Event]:
    """Return the beginnings and ends of interviews that count, oldest first."""
    rows = connection.execute(
        f"SELECT {EVENT_COLUMNS} FROM events WHERE kind = 'mock' "
        "AND operation NOT IN (SELECT operation FROM undone) ORDER BY happened_at, id"
    )
    return [event_from_row(row) for row in rows]


_INTERVIEW = """CASE WHEN json_valid(verdict)
    THEN json_extract(verdict, '$.parts.interview.id') END"""


def interview_reviews(
    connection: sqlite3.Connection, interview: str, began_at: int
) -> list[Review]:
    """Return the reviews of an interview that count, oldest first.

    Args:
        connection: to the collection.
        interview: the interview's id.
        began_at: no review of it is older than this (ms UTC).
    """
    rows = connection.execute(
        f"""SELECT {REVIEW_COLUMNS} FROM reviews
            WHERE reviewed_at >= ? AND mode = 'mock' AND {ACTIVE_REVIEWS} AND {_INTERVIEW} = ?
            ORDER BY reviewed_at, id""",
        (began_at, interview),
    )
    return [review_from_row(row) for row in rows]


def interview_totals(connection: sqlite3.Connection) -> dict[str, tuple[int, float]]:
    """Return for each interview with answers how many there are, and their time (seconds)."""
    rows = connection.execute(
        f"""SELECT {_INTERVIEW} AS interview, count(*), total(duration_ms) / 1000 FROM reviews
            WHERE mode = 'mock' AND {ACTIVE_REVIEWS} GROUP BY interview"""
    )
    return {str(row[0]): (int(row[1]), float(row[2])) for row in rows if row[0] is not None}


def questions_of_library(connection: sqlite3.Connection) -> list[Row]:
    """Return all questions in the order in which new ones are introduced.

    Each is ``(id, kind, level, asked, topics, requires, follow_ups, cards, minutes)``; lists are
    JSON, minutes may be missing.
    """
    return connection.execute(
        """SELECT id, kind, level, asked, json_extract(body, '$.topics'),
            json_extract(body, '$.requires'), json_extract(body, '$.follow_ups'),
            json_extract(body, '$.cards'), json_extract(body, '$.details.minutes')
            FROM library.questions ORDER BY rank, id"""
    ).fetchall()


def cards_reviewed(
    connection: sqlite3.Connection, since_day: int, before_ms: int, *, in_interviews: bool = False
) -> set[str]:
    """Return the cards reviewed from a study day on and before a moment (ms UTC)."""
    condition = "AND mode = 'mock'" if in_interviews else ""
    rows = connection.execute(
        f"""SELECT DISTINCT card_id FROM reviews WHERE study_day >= ? AND reviewed_at < ?
            {condition} AND {ACTIVE_REVIEWS}""",
        (since_day, before_ms),
    )
    return {str(row[0]) for row in rows}


def cards_held_back(connection: sqlite3.Connection, study_day: int) -> set[str]:
    """Return the cards that are suspended, or buried on a study day."""
    rows = connection.execute(
        "SELECT card_id FROM cards WHERE suspended OR buried_day = ?", (study_day,)
    )
    return {str(row[0]) for row in rows}
