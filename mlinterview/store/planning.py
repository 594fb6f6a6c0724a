"""What a plan needs to know of the cards, and of today."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mlinterview.store.log import ACTIVE_REVIEWS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from mlinterview.store.queues import Selection


_LONGEST_MS, _LONGEST_TASK_MS = 300_000, 3_600_000
_MOST_A_DAY = 3
_OFTEN = f"""(SELECT count(*) FROM reviews r WHERE r.card_id = l.card_id AND r.study_day = ?
    AND {ACTIVE_REVIEWS}) >= ?"""


def planned_cards(
    connection: sqlite3.Connection, selection: Selection
) -> list[tuple[str, str, str, str, str, str, int, float | None, float | None, int | None]]:
    """Return the cards that may be studied, in the order of introduction.

    Each is card, question, deck, kind, level, how often asked, repetitions, stability (days),
    difficulty and the study day of its last review.
    """
    where, values = selection.where()
    rows = connection.execute(
        f"""SELECT l.card_id, l.question_id, l.deck, l.kind, l.level, q.asked, coalesce(c.reps, 0),
                c.stability, c.difficulty, c.reviewed_day
            FROM library.cards l JOIN library.questions q ON q.id = l.question_id
            LEFT JOIN cards c ON c.card_id = l.card_id
            WHERE coalesce(c.suspended, 0) = 0 AND {where} ORDER BY l.rank, l.card_id""",
        values,
    )
    return rows.fetchall()


def repetitions(
    connection: sqlite3.Connection, card_ids: Iterable[str], study_day: int
) -> dict[str, int]:
    """Return how often each of these cards was reviewed, those left out that have had enough today.

    These are cards that were put away, and cards that were known today, or asked three times: what
    another study on the same day adds to them is not worth the time of somebody who wants to go on.
    """
    found: dict[str, int] = {}
    for part in _parts(card_ids):
        rows = connection.execute(
            f"""SELECT l.card_id, coalesce(c.reps, 0) FROM library.cards l
                LEFT JOIN cards c ON c.card_id = l.card_id
                WHERE l.card_id IN ({", ".join("?" * len(part))})
                AND coalesce(c.suspended, 0) = 0 AND coalesce(c.buried_day, -1) <> ?
                AND NOT (coalesce(c.reviewed_day, -1) = ? AND (c.last_rating > 1 OR {_OFTEN}))""",
            [*part, study_day, study_day, study_day, _MOST_A_DAY],
        )
        found.update(rows.fetchall())
    return found


def required_questions(
    connection: sqlite3.Connection, question_ids: Iterable[str]
) -> dict[str, list[str]]:
    """Return what each of these questions requires."""
    found: dict[str, list[str]] = {}
    for part in _parts(question_ids):
        for question, requires in connection.execute(
            "SELECT id, json_extract(body, '$.requires') FROM library.questions "
            f"WHERE id IN ({', '.join('?' * len(part))})",
            part,
        ):
            found[question] = json.loads(requires)
    return found


def answered_on(connection: sqlite3.Connection, study_day: int) -> tuple[int, float, int, int]:
    """Return of a study day: answers, seconds that were timed, first and later answers that were not.

    Of an answer that somebody left lying, five minutes count, or an hour where a task takes long.
    """
    row = connection.execute(
        f"""SELECT count(*),
                coalesce(sum(min(duration_ms, iif(kind IN ('code', 'scenario'), ?, ?))), 0) / 1000.0,
                coalesce(sum(duration_ms IS NULL AND previous_state = 'new'), 0),
                coalesce(sum(duration_ms IS NULL AND previous_state <> 'new'), 0)
            FROM reviews LEFT JOIN library.cards USING (card_id)
            WHERE study_day = ? AND {ACTIVE_REVIEWS}""",
        (_LONGEST_TASK_MS, _LONGEST_MS, study_day),
    ).fetchone()
    return int(row[0]), float(row[1]), int(row[2]), int(row[3])


def was_followed(connection: sqlite3.Connection) -> bool:
    """Tell whether anything was studied under a plan."""
    (found,) = connection.execute(
        f"SELECT EXISTS (SELECT 1 FROM reviews WHERE mode = 'plan' AND {ACTIVE_REVIEWS})"
    ).fetchone()
    return bool(found)


def state_of_rules(connection: sqlite3.Connection) -> str:
    """Return what tells that neither the settings nor the decks have changed."""
    settings = connection.execute("SELECT name, value FROM settings ORDER BY name").fetchall()
    decks = connection.execute("SELECT value FROM library.meta WHERE name = 'signature'").fetchall()
    return json.dumps([settings, decks])


def _parts(names: Iterable[str]) -> Iterable[list[Any]]:
    wanted = list(dict.fromkeys(names))
    return (wanted[start : start + 500] for start in range(0, len(wanted), 500))
