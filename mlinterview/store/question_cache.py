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
    from collections.abc import Iterable, Iterator, Mapping, Sequence

CACHE_VERSION = 4
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
CREATE TABLE confusable (question_id TEXT, other TEXT, deck TEXT,
    PRIMARY KEY (question_id, other, deck)) WITHOUT ROWID;
CREATE TABLE mistakes (deck TEXT, path TEXT, line INTEGER, what TEXT, mend TEXT, warning INTEGER);
"""
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
_UNSYNCED = "PRAGMA synchronous=OFF"
"""What a power cut would damage can be built anew."""

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
            if not _is_sound(path):
                _renew(path)

    def now_ns(self) -> int:
        """Return the filesystem's present time (ns), which a clock of the program may not know."""
        with explained(self.path):
            watch = self.path.with_suffix(".clock")
            watch.touch()
            return watch.stat().st_mtime_ns

    @contextmanager
    def reading(self) -> Iterator[CacheReader]:
        """Read from the cache."""
        with explained(self.path), closing(_connect(self.path)) as connection:
            yield CacheReader(connection)

    @contextmanager
    def rewriting(self) -> Iterator[CacheWriter]:
        """Rewrite parts of the cache in one transaction; other writers wait for it."""
        with explained(self.path), closing(_connect(self.path)) as connection:
            connection.execute(_UNSYNCED)
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield CacheWriter(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise


class CacheReader:
    """Reads from one connection to the cache."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def signature(self) -> str:
        """Return what the cache was built from; empty if it was never built."""
        return self._meta("signature")

    def settled_ns(self) -> int:
        """Return the time before which files were known by their times when it was built."""
        return int(self._meta("settled") or 0)

    def decks(self) -> dict[str, CachedDeck]:
        """Return the decks by id."""
        rows = self._connection.execute(
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
        row = self._connection.execute(
            "SELECT reading FROM files WHERE path = ? AND content = ?", (path, content)
        ).fetchone()
        if row is None:
            return None
        questions, mistakes = json.loads(row[0])
        return [question_from_json(q) for q in questions], [Mistake(*m) for m in mistakes]

    def questions_of(self, deck: str) -> list[Question]:
        """Return a deck's questions in the author's order."""
        rows = self._connection.execute("SELECT body FROM questions WHERE deck = ?", (deck,))
        questions = [question_from_json(json.loads(row[0])) for row in rows]
        return sorted(questions, key=lambda question: (question.path, question.line))

    def _meta(self, name: str) -> str:
        row = self._connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""


class CacheWriter(CacheReader):
    """Writes within one transaction of the cache."""

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
        self._connection.execute(
            "DELETE FROM topics WHERE question_id IN (SELECT id FROM questions WHERE deck = ?)",
            (deck,),
        )
        for table in ("questions", "cards", "confusable", "mistakes"):
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

    def finish(self, signature: str, settled_ns: int, paths: Iterable[str]) -> None:
        """Record what the cache was built from, and forget files that are gone."""
        kept = set(paths)
        gone = [
            row for row in self._connection.execute("SELECT path FROM files") if row[0] not in kept
        ]
        self._connection.executemany("DELETE FROM files WHERE path = ?", gone)
        self.sign(signature, {}, settled_ns)

    def sign(self, signature: str, decks: Mapping[str, str], settled_ns: int) -> None:
        """Record what the cache as a whole and these decks were built from."""
        self._connection.executemany(
            "UPDATE decks SET signature = ? WHERE id = ?", [(s, id_) for id_, s in decks.items()]
        )
        self._connection.executemany(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)",
            [("signature", signature), ("settled", str(settled_ns))],
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
            # look-alikes are mutual, but only the deck that says so takes it back
            "INSERT OR IGNORE INTO confusable VALUES (?, ?, ?)",
            [pair for q in questions for other in q.confusable
             for pair in ((q.id, other, q.deck), (other, q.id, q.deck))],
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
    return sqlite3.connect(path, timeout=30, isolation_level=None)


def _is_sound(path: Path) -> bool:
    """Tell whether the cache can be used; an older or empty one is built anew first."""
    try:
        with closing(_connect(path)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version != CACHE_VERSION:
                _build(connection)
            connection.execute("SELECT count(*) FROM meta").fetchone()
            return _is_undamaged(path, connection)
    except sqlite3.DatabaseError as error:
        # a cache that is locked, or on a full disk, is not damaged
        if error.sqlite_errorcode & 0xFF not in _DAMAGE:
            raise
        return False


def _is_undamaged(path: Path, connection: sqlite3.Connection) -> bool:
    """Look through the whole file, unless it is as it was when that was last done.

    Otherwise damage would be found in the midst of a session; each time, it would cost 1 ms a
    megabyte, and start-up would grow with the decks.
    """
    status, note = path.stat(), path.with_suffix(".checked")
    state = f"{status.st_size} {status.st_mtime_ns}"
    with contextlib.suppress(OSError, ValueError):
        if note.read_text(encoding="ascii") == state:
            return True
    sound = bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    if sound:
        with contextlib.suppress(OSError):
            note.write_text(state, encoding="ascii")
    return sound


def _renew(path: Path) -> None:
    for suffix in ("", "-journal", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    with closing(_connect(path)) as connection:
        _build(connection)


def _build(connection: sqlite3.Connection) -> None:
    connection.execute(_UNSYNCED)
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
