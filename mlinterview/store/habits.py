"""The learner's latest answers as the log tells them, with what their times depend on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlinterview.store.log import ACTIVE_REVIEWS

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer.

    Attributes:
        rating: Again 1 … Easy 4.
        seconds: from showing the prompt to rating; ``None`` if unknown.
        elapsed_days: study days since the card's previous answer; ``None`` if it was the first.
        kind: of the question; ``None`` if no deck holds it any more.
        mode: why the card was shown.
    """

    rating: int
    seconds: float | None
    elapsed_days: int | None
    kind: str | None
    mode: str


def latest_answers(connection: sqlite3.Connection, most: int) -> list[Answered]:
    """Return the newest answers that count, at most so many, newest first.

    What came before an answer is asked of the log: imported reviews do not tell it themselves.
    """
    rows = connection.execute(
        f"""SELECT r.rating, r.duration_ms, r.study_day, l.kind, r.mode,
                (SELECT p.study_day FROM reviews p WHERE p.card_id = r.card_id
                    AND (p.reviewed_at, p.id) < (r.reviewed_at, r.id) AND {ACTIVE_REVIEWS}
                    ORDER BY p.reviewed_at DESC, p.id DESC LIMIT 1)
            FROM (SELECT * FROM reviews WHERE {ACTIVE_REVIEWS}
                ORDER BY reviewed_at DESC LIMIT ?) r
            LEFT JOIN library.cards l ON l.card_id = r.card_id""",
        (most,),
    )
    return [
        Answered(
            rating,
            None if milliseconds is None else max(milliseconds, 0) / 1000,
            None if earlier is None else max(day - earlier, 0),
            kind,
            mode,
        )
        for rating, milliseconds, day, kind, mode, earlier in rows
    ]


def count_reviews(connection: sqlite3.Connection) -> int:
    """Return how many reviews count."""
    # by indexes alone, which a condition on each review would not be
    (count,) = connection.execute(
        """SELECT (SELECT count(*) FROM reviews) - (SELECT count(*) FROM (
            SELECT id FROM reviews WHERE id IN (SELECT operation FROM undone)
            UNION SELECT id FROM reviews WHERE batch IN (SELECT operation FROM undone)))"""
    ).fetchone()
    return int(count)
