"""Write a SQLite file to be explored with datasette or any other SQL tool; it is no collection."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from mlinterview.store.failures import explained

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_SQL_TYPES = {"integer": "INTEGER", "number": "REAL", "flag": "INTEGER"}

VIEWS = {
    "due_by_day": (
        {"cards"},
        """SELECT due_day, count(*) AS cards, sum(state = 'review') AS reviews,
            sum(state <> 'review') AS steps
        FROM cards WHERE due_day IS NOT NULL AND NOT suspended GROUP BY due_day ORDER BY due_day""",
    ),
    "cards_by_state": (
        {"cards"},
        """SELECT deck, state, count(*) AS cards, round(avg(stability), 1) AS mean_stability_days,
            round(avg(difficulty), 2) AS mean_difficulty,
            round(avg(retrievability), 3) AS mean_retrievability
        FROM cards GROUP BY deck, state ORDER BY deck, state""",
    ),
    "reviews_by_day": (
        {"reviews"},
        """SELECT study_day, count(*) AS reviews, count(DISTINCT card_id) AS cards,
            sum(rating = 1) AS again, sum(rating = 2) AS hard, sum(rating = 3) AS good,
            sum(rating = 4) AS easy, round(sum(duration_ms) / 60000.0, 1) AS minutes
        FROM reviews GROUP BY study_day ORDER BY study_day""",
    ),
    "retention_by_month": (
        {"reviews"},
        """SELECT substr(study_day, 1, 7) AS month, count(*) AS reviews,
            sum(rating > 1) AS remembered, round(avg(rating > 1), 4) AS retention
        FROM reviews WHERE previous_state = 'review' GROUP BY month ORDER BY month""",
    ),
    "retention_by_hour": (
        {"reviews"},
        """SELECT CAST(substr(reviewed_at, 12, 2) AS INTEGER) AS hour_utc, count(*) AS reviews,
            round(avg(rating > 1), 4) AS retention
        FROM reviews WHERE previous_state = 'review' GROUP BY hour_utc ORDER BY hour_utc""",
    ),
    "hardest_questions": (
        {"reviews", "questions"},
        """SELECT q.id AS question_id, q.title, q.deck, count(*) AS reviews,
            sum(r.rating = 1) AS again, max(c.lapses) AS lapses,
            round(max(c.difficulty), 2) AS difficulty
        FROM reviews r JOIN cards c USING (card_id) JOIN questions q ON q.id = c.question_id
        GROUP BY q.id ORDER BY again DESC, difficulty DESC, q.id""",
    ),
    "retention_by_topic": (
        {"reviews", "questions"},
        """SELECT t.topic, count(*) AS reviews, round(avg(r.rating > 1), 4) AS retention,
            round(avg(c.stability), 1) AS mean_stability_days
        FROM reviews r JOIN cards c USING (card_id)
            JOIN question_topics t ON t.question_id = c.question_id
        WHERE r.previous_state = 'review' GROUP BY t.topic ORDER BY retention""",
    ),
    "questions_by_topic": (
        {"questions"},
        """SELECT t.topic, count(*) AS questions, sum(q.level = 'entry') AS entry,
            sum(q.level = 'mid') AS mid, sum(q.level = 'senior') AS senior
        FROM question_topics t JOIN questions q ON q.id = t.question_id
        GROUP BY t.topic ORDER BY t.topic""",
    ),
}
"""Views by name: the tables that they need besides their own, and the query."""


class DataFile:
    """A new SQLite file that is filled table by table."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tables: set[str] = set()

    def create(
        self,
        table: str,
        columns: Mapping[str, str],
        key: Sequence[str],
        links: Mapping[str, tuple[str, str]],
    ) -> None:
        """Create a table; ``columns`` are types by name, ``links`` are columns of other tables."""
        parts = [f'"{name}" {_SQL_TYPES.get(kind, "TEXT")}' for name, kind in columns.items()]
        if key:
            parts.append(f"PRIMARY KEY ({', '.join(key)})")
        parts += [
            f'FOREIGN KEY ("{column}") REFERENCES {other} ({target})'
            for column, (other, target) in links.items()
        ]
        self._connection.execute(f"CREATE TABLE {table} ({', '.join(parts)})")
        self._tables.add(table)

    def fill(self, table: str, width: int, rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows; one whose key is there already is left out."""
        marks = ", ".join("?" * width)
        self._connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)

    def complete(self) -> None:
        """Add what rows refer to and no row tells, then indexes and views."""
        run = self._connection.execute
        if "reviews" in self._tables:
            # cards that were reset look as if they had never been seen
            run(
                """INSERT OR IGNORE INTO cards (card_id, title, deck, state, reps, lapses,
                    suspended, flagged, leech)
                SELECT DISTINCT card_id, card_id, substr(card_id, 1, instr(card_id, '/') - 1),
                    'new', 0, 0, 0, 0, 0 FROM reviews"""
            )
            run("CREATE INDEX index_reviews_card ON reviews (card_id)")
            run("CREATE INDEX index_reviews_day ON reviews (study_day)")
        if "cards" in self._tables:
            run(
                "INSERT OR IGNORE INTO decks (id, title) SELECT DISTINCT deck, deck FROM cards "
                "WHERE deck IS NOT NULL"
            )
            run("CREATE INDEX index_cards_due ON cards (due_day)")
            run("CREATE INDEX index_cards_question ON cards (question_id)")
        for name, (needed, query) in VIEWS.items():
            if needed <= self._tables:
                run(f"CREATE VIEW {name} AS {query}")


@contextmanager
def new_data_file(path: Path) -> Iterator[DataFile]:
    """Make a SQLite file, in one transaction."""
    with explained(path), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # it is renamed when it is complete: no journal is needed
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        yield DataFile(connection)
        connection.execute("COMMIT")
