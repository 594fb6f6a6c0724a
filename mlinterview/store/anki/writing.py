"""Write the database of an Anki package: schema 11, which every Anki since 2.1 reads."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mlinterview.store.anki.rows import CardRow, NoteRow, ReviewRow

SCHEMA = 11

_TABLES = """
CREATE TABLE col (
    id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
    ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL,
    conf text NOT NULL, models text NOT NULL, decks text NOT NULL, dconf text NOT NULL,
    tags text NOT NULL);
CREATE TABLE notes (
    id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
    usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL,
    csum integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (
    id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
    mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL,
    due integer NOT NULL, ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL,
    lapses integer NOT NULL, left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL,
    flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (
    id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,
    ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL,
    time integer NOT NULL, type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
"""
_INDEXES = """
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
"""


class AnkiWriter:
    """Fills the tables of a new database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add_note(self, note: NoteRow, cards: Iterable[CardRow]) -> None:
        """Write a note and its cards."""
        self._insert("notes", [note])
        self._insert("cards", cards)

    def add_reviews(self, reviews: Iterable[ReviewRow]) -> None:
        """Write reviews, one at a time as they come."""
        self._insert("revlog", reviews)

    def add_collection(
        self, created: int, modified_ms: int, conf: str, models: str, decks: str, presets: str
    ) -> None:
        """Write the one row of ``col``.

        Args:
            created: seconds since 1970 of the collection's day 0.
            modified_ms: milliseconds since 1970 of now.
            conf: settings, JSON.
            models: note types, JSON by id.
            decks: JSON by id.
            presets: of decks, JSON by id.
        """
        self._connection.execute(
            "INSERT INTO col VALUES (1, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?, ?, '{}')",
            (created, modified_ms, modified_ms, SCHEMA, conf, models, decks, presets),
        )

    def _insert(self, table: str, rows: Iterable[NoteRow | CardRow | ReviewRow]) -> None:
        columns = {"notes": 11, "cards": 18, "revlog": 9}[table]
        marks = ", ".join("?" * columns)
        self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


@contextmanager
def new_anki_database(path: Path) -> Iterator[AnkiWriter]:
    """Create a database at a path where there is none, and give what fills it.

    Raises:
        OSError: it cannot be written.
    """
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode=OFF")
            connection.execute("PRAGMA synchronous=OFF")
            connection.executescript(_TABLES)
            connection.execute("BEGIN")
            yield AnkiWriter(connection)
            connection.execute("COMMIT")
            # afterwards, they are built in one go
            connection.executescript(_INDEXES)
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        raise OSError(0, str(error)) from None  # such as a full disk
