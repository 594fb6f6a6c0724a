"""Which cards there are, of which kind and about which topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from mlinterview.store.queues import Selection


def selected_cards(
    connection: sqlite3.Connection, selection: Selection
) -> list[tuple[str, str, str]]:
    """Return card, question and kind of a part of the library."""
    where, values = selection.where()
    rows = connection.execute(
        f"SELECT l.card_id, l.question_id, l.kind FROM library.cards l WHERE {where} "
        "ORDER BY l.card_id",
        values,
    )
    return list(rows)


def question_topics(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Return the topics of each question, in alphabetical order."""
    topics: dict[str, list[str]] = {}
    for topic, question in connection.execute(
        "SELECT topic, question_id FROM library.topics ORDER BY topic"
    ):
        topics.setdefault(question, []).append(topic)
    return topics


def seen_cards(connection: sqlite3.Connection) -> set[str]:
    """Return the cards that are not new."""
    return {row[0] for row in connection.execute("SELECT card_id FROM cards WHERE reps > 0")}
