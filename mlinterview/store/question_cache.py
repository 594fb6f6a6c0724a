"""Parsed decks on disk, so that start-up does not grow with the number of questions.

Everything here can be rebuilt from the deck files; a damaged or older cache is thrown away.
Files are recognised by content: a file that was touched but not changed is not parsed again.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlinterview.model.decks import DeckInfo, DeckReading
from mlinterview.model.questions import Asked, Level, Mistake, Question
from mlinterview.store.failures import explained

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CACHE_VERSION = 3
"""Raise it whenever the tables below or the meaning of what is parsed change."""

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE files (path TEXT PRIMARY KEY, content TEXT NOT NULL, reading TEXT NOT NULL);
CREATE TABLE decks (id TEXT PRIMARY KEY, position INTEGER, title TEXT, description TEXT,
    license TEXT, authors TEXT, plugin TEXT, path TEXT, signature TEXT);
CREATE TABLE questions (id TEXT PRIMARY KEY, deck TEXT, kind TEXT, level TEXT, asked TEXT,
    rank INTEGER, body TEXT) WITHOUT ROWID;
CREATE TABLE cards (card_id TEXT PRIMARY KEY, question_id TEXT, deck TEXT, kind TEXT, level TEXT,
    rank INTEGER) WITHOUT ROWID;
CREATE INDEX cards_by_rank ON cards (rank);
CREATE TABLE topics (topic TEXT, question_id TEXT, PRIMARY KEY (topic, question_id)) WITHOUT ROWID;
CREATE TABLE confusable (question_id TEXT, other TEXT, PRIMARY KEY (question_id, other))
    WITHOUT ROWID;
CREATE TABLE mistakes (deck TEXT, path TEXT, line INTEGER, what TEXT, mend TEXT, warning INTEGER);
"""
_TUPLES = ("topics", "requires", "follow_ups", "confusable", "cards")


@dataclass(frozen=True, slots=True)
class CachedDeck:
    """A deck in the cache, with the signature of the files that it was read from."""

    info: DeckInfo
    plugin: str
    path: str
    signature: str


class QuestionCache:
    """The cache file; readers attach it to the collection's database as ``library``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with explained(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._open_or_renew()

    def written_ns(self) -> int:
        """Return when the cache file was last written, in the filesystem's time (ns)."""
        with explained(self.path):
            return self.path.stat().st_mtime_ns

    def signature(self) -> str:
        """Return what the cache was built from; empty if it was never built."""
        with self._reading() as connection:
            row = connection.execute("SELECT value FROM meta WHERE name = 'signature'").fetchone()
            return str(row[0]) if row else ""

    def decks(self) -> dict[str, CachedDeck]:
        """Return the decks by id."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT id, title, description, license, authors, plugin, path, signature "
                "FROM decks ORDER BY position"
            )
            return {
                id_: CachedDeck(
                    DeckInfo(id_, title, about, license_, tuple(json.loads(authors))), *rest
                )
                for id_, title, about, license_, authors, *rest in rows
            }

    def file_reading(self, path: str, content: str) -> tuple[list[Question], list[Mistake]] | None:
        """Return what a file with this content hash was read as, if it is known."""
        with self._reading() as connection:
            row = connection.execute(
                "SELECT reading FROM files WHERE path = ? AND content = ?", (path, content)
            ).fetchone()
        if row is None:
            return None
        questions, mistakes = json.loads(row[0])
        return [question_from_json(q) for q in questions], [Mistake(*m) for m in mistakes]

    def questions_of(self, deck: str) -> list[Question]:
        """Return a deck's questions."""
        with self._reading() as connection:
            rows = connection.execute("SELECT body FROM questions WHERE deck = ?", (deck,))
            return [question_from_json(json.loads(row[0])) for row in rows]

    @contextmanager
    def rewriting(self) -> Iterator[CacheWriter]:
        """Rewrite parts of the cache in one transaction."""
        with explained(self.path), closing(_connect(self.path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield CacheWriter(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with explained(self.path), closing(_connect(self.path)) as connection:
            yield connection

    def _open_or_renew(self) -> None:
        try:
            with closing(_connect(self.path)) as connection:
                (version,) = connection.execute("PRAGMA user_version").fetchone()
                if version == CACHE_VERSION:
                    connection.execute("SELECT count(*) FROM meta").fetchone()
                    return
                _build(connection)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
                raise
            for suffix in ("", "-journal", "-wal", "-shm"):
                with contextlib.suppress(FileNotFoundError):
                    Path(f"{self.path}{suffix}").unlink()
            with closing(_connect(self.path)) as connection:
                _build(connection)


class CacheWriter:
    """Writes within one transaction of the cache."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put_file(
        self, path: str, content: str, questions: Iterable[Question], mistakes: Iterable[Mistake]
    ) -> None:
        """Remember what a file was read as."""
        reading = [[question_to_json(q) for q in questions], [_mistake_row(m) for m in mistakes]]
        self._connection.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?)", (path, content, json.dumps(reading))
        )

    def put_deck(
        self, position: int, reading: DeckReading, plugin: str, path: str, signature: str
    ) -> None:
        """Replace all that is known of a deck."""
        info = reading.info
        self.drop_deck(info.id)
        self._connection.execute(
            "INSERT INTO decks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (info.id, position, info.title, info.description, info.license,
             json.dumps(info.authors), plugin, path, signature),
        )  # fmt: skip
        self._put_questions(reading.questions)
        self._connection.executemany(
            "INSERT INTO mistakes VALUES (?, ?, ?, ?, ?, ?)",
            [(info.id, *_mistake_row(m)) for m in reading.mistakes],
        )

    def drop_deck(self, deck: str) -> None:
        """Forget a deck; its log stays."""
        for table in ("topics", "confusable"):
            self._connection.execute(
                f"DELETE FROM {table} WHERE question_id IN (SELECT id FROM questions WHERE deck = ?)",
                (deck,),
            )
        for table in ("questions", "cards", "mistakes"):
            self._connection.execute(f"DELETE FROM {table} WHERE deck = ?", (deck,))
        self._connection.execute("DELETE FROM decks WHERE id = ?", (deck,))

    def set_ranks(self, question_ids: Sequence[str]) -> None:
        """Number the questions in the order in which new ones are introduced."""
        ranked = [(rank, question_id) for rank, question_id in enumerate(question_ids)]
        self._connection.executemany("UPDATE questions SET rank = ? WHERE id = ?", ranked)
        # the holes of a cloze question are far apart: first all first holes, then all second ones
        self._connection.execute(
            """UPDATE cards SET rank = (SELECT rank FROM questions WHERE id = question_id)
               + coalesce(nullif(substr(card_id, instr(card_id, '#') + 1), card_id) - 1, 0)
               * (SELECT count(*) FROM questions)"""
        )

    def finish(self, signature: str, paths: Iterable[str]) -> None:
        """Record what the cache was built from, and forget files that are gone."""
        kept = set(paths)
        gone = [
            row for row in self._connection.execute("SELECT path FROM files") if row[0] not in kept
        ]
        self._connection.executemany("DELETE FROM files WHERE path = ?", gone)
        self._connection.execute(
            "INSERT OR REPLACE INTO meta VALUES ('signature', ?)", (signature,)
        )

    def _put_questions(self, questions: Iterable[Question]) -> None:
        put = self._connection.executemany
        questions = list(questions)
        put(
            "INSERT OR IGNORE INTO questions VALUES (?, ?, ?, ?, ?, 0, ?)",
            [
                (q.id, q.deck, q.kind, q.level.value, q.asked.value,
                 json.dumps(question_to_json(q), ensure_ascii=False))
                for q in questions
            ],
        )  # fmt: skip
        put(
            "INSERT OR IGNORE INTO cards VALUES (?, ?, ?, ?, ?, 0)",
            [
                (card_id, q.id, q.deck, q.kind, q.level.value)
                for q in questions
                for card_id in q.card_ids()
            ],
        )
        put(
            "INSERT OR IGNORE INTO topics VALUES (?, ?)",
            [(topic.upper(), q.id) for q in questions for topic in q.topics],
        )
        put(
            "INSERT OR IGNORE INTO confusable VALUES (?, ?)",
            [pair for q in questions for other in q.confusable
             for pair in ((q.id, other), (other, q.id))],
        )  # fmt: skip


def question_to_json(question: Question) -> dict[str, Any]:
    """Return a question as JSON values."""
    return {field.name: getattr(question, field.name) for field in fields(question)}


def question_from_json(values: dict[str, Any]) -> Question:
    """Return the question that ``question_to_json`` made these values of."""
    for name in _TUPLES:
        values[name] = tuple(values[name])
    values["level"] = Level(values["level"])
    values["asked"] = Asked(values["asked"])
    return Question(**values)


def _mistake_row(mistake: Mistake) -> tuple[str, int, str, str, bool]:
    return (mistake.path, mistake.line, mistake.what, mistake.mend, mistake.warning)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    return connection


def _build(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN EXCLUSIVE")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != CACHE_VERSION:  # no other process was first
        for (table,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall():
            connection.execute(f'DROP TABLE "{table}"')
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {CACHE_VERSION}")
    connection.execute("COMMIT")
