"""What a fresh database looks like, and what it never lets happen."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.decks import write_deck
from support.studying import answer, opened

from mlinterview.locations import Home
from mlinterview.model.reviews import EventKind
from mlinterview.store.database import APPLICATION_ID, SCHEMA_VERSION, Database

EXPECTED = (Path(__file__).parent / "schema.sql").read_text(encoding="utf-8")


@pytest.fixture
def fresh(home: Path) -> Iterator[sqlite3.Connection]:
    database = Database(Home(home))
    yield database.connection
    database.close()


def test_fresh_schema_is_the_expected_one(fresh: sqlite3.Connection) -> None:
    rows = fresh.execute(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE '%sqlite%' "
        "ORDER BY type, name"
    )
    assert [plain(sql) for (sql,) in rows] == [plain(sql) for sql in EXPECTED.split("\n\n")]


def plain(sql: str) -> str:
    return re.sub(r"\s+", " ", sql).replace("( ", "(").replace(" )", ")").strip()


def test_version_is_the_number_of_migration_steps(fresh: sqlite3.Connection) -> None:
    rows = fresh.execute("SELECT migration_set, name FROM _sqlite_migrations ORDER BY id")
    assert rows.fetchall() == [
        ("mlinterview", "m001_log"),
        ("mlinterview", "m002_derived"),
        ("mlinterview", "m003_batches"),
    ]
    assert fresh.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,) == (3,)


def test_file_says_whose_it_is(fresh: sqlite3.Connection) -> None:
    assert fresh.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_nothing_but_the_database_is_left_of_its_making(home: Path) -> None:
    Database(Home(home)).close()
    visible = [path.name for path in home.iterdir() if not path.name.startswith(".")]
    assert visible == ["collection.sqlite3"]
    assert not list(home.glob(".new*"))


@pytest.fixture
def log(home: Path) -> Iterator[sqlite3.Connection]:
    write_deck(home, "a")
    with opened(home) as collection:
        answer(collection, "tiny/a")
        collection.act(EventKind.FLAG, ["tiny/a"])
        yield collection.database.connection


TABLES = pytest.mark.parametrize("table", ["reviews", "events"])


@TABLES
@pytest.mark.parametrize("change", ["UPDATE {} SET device = 'x'", "DELETE FROM {}"])
def test_log_refuses_changes(log: sqlite3.Connection, table: str, change: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="the log is append-only"):
        log.execute(change.format(table))


@TABLES
@pytest.mark.parametrize("insert", ["INSERT", "INSERT OR IGNORE", "INSERT OR REPLACE"])
def test_entry_with_a_known_id_is_left_as_it_is(
    log: sqlite3.Connection, table: str, insert: str
) -> None:
    before = log.execute(f"SELECT * FROM {table}").fetchall()
    other = (before[0][0], "another device", *before[0][2:])
    marks = ", ".join("?" * len(other))
    assert log.execute(f"{insert} INTO {table} VALUES ({marks})", other).rowcount == 0
    assert log.execute(f"SELECT * FROM {table}").fetchall() == before


@pytest.mark.parametrize("rating", [0, 5, "good"])
def test_log_refuses_ratings_that_do_not_exist(log: sqlite3.Connection, rating: object) -> None:
    row = log.execute("SELECT * FROM reviews").fetchone()
    other = ("new id", *row[1:5], rating, *row[6:])
    with pytest.raises(sqlite3.IntegrityError):
        log.execute(f"INSERT INTO reviews VALUES ({', '.join('?' * len(other))})", other)


def test_answers_are_durable_when_acknowledged(fresh: sqlite3.Connection) -> None:
    full = 2
    assert fresh.execute("PRAGMA synchronous").fetchone() == (full,)
