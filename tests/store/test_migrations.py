"""From any released schema to this one, or not at all."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database as SqliteUtilsDatabase
from sqlite_utils import Migrations
from support.stores import LOG, RELEASES, contents, from_dump, pragma
from support.studying import differing, opened

from mlinterview.errors import StoreCorrupt, StoreError, StoreFromFuture
from mlinterview.locations import Home
from mlinterview.store import database as module
from mlinterview.store import migrations
from mlinterview.store.database import SCHEMA_VERSION, Database

Step = Callable[[SqliteUtilsDatabase], None]

each_release = pytest.mark.parametrize("dump", RELEASES, ids=lambda path: path.stem)


@pytest.fixture
def next_release(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Adds migration steps, as a later release will."""

    def add(*steps: Step) -> None:
        later = Migrations(migrations.migrations.name)
        for step in [*(m.fn for m in migrations.migrations._migrations), *steps]:
            later()(step)
        monkeypatch.setattr(migrations, "migrations", later)
        monkeypatch.setattr(module, "SCHEMA_VERSION", SCHEMA_VERSION + len(steps))

    return add


def add_column(db: SqliteUtilsDatabase) -> None:
    db.execute("ALTER TABLE reviews ADD COLUMN mood TEXT")


def add_table_and_fail(db: SqliteUtilsDatabase) -> None:
    db.execute("CREATE TABLE half (done TEXT)")
    db.execute("INSERT INTO missing VALUES (1)")


def without(rows: dict[str, list[dict[str, object]]], column: str) -> dict[str, object]:
    return {
        table: [{name: value for name, value in row.items() if name != column} for row in entries]
        for table, entries in rows.items()
    }


def test_there_is_a_dump_of_every_release() -> None:
    assert [path.stem for path in RELEASES][:1] == ["0.1"]


@each_release
def test_released_schema_keeps_its_log(dump: Path, home: Path) -> None:
    path = Home(home).database
    from_dump(dump, path)
    before = contents(path, *LOG)
    assert all(before.values())
    Database(Home(home)).close()
    after = contents(path, *LOG)
    for table in LOG:
        old, new = before[table], after[table]
        assert [{name: row[name] for name in old[0]} for row in new] == old
    assert pragma(path, "user_version") == SCHEMA_VERSION


@each_release
def test_cards_of_a_released_schema_are_what_its_log_gives(dump: Path, home: Path) -> None:
    from_dump(dump, Home(home).database)
    with opened(home) as collection:
        assert differing(collection) == []


@each_release
def test_migration_backs_up_first(
    dump: Path, home: Path, next_release: Callable[..., None]
) -> None:
    path = Home(home).database
    from_dump(dump, path)
    before, version = contents(path), pragma(path, "user_version")
    next_release(add_column)
    Database(Home(home)).close()
    [backup] = Home(home).backups.iterdir()
    assert contents(backup) == before
    assert pragma(backup, "user_version") == version


def test_migration_keeps_rows(home: Path, next_release: Callable[..., None]) -> None:
    path = Home(home).database
    from_dump(RELEASES[-1], path)
    Database(Home(home)).close()
    before = contents(path, *LOG)
    next_release(add_column)
    Database(Home(home)).close()
    after = contents(path, *LOG)
    assert {row["mood"] for row in after["reviews"]} == {None}
    assert without(after, "mood") == before
    assert pragma(path, "user_version") == SCHEMA_VERSION + 1


def test_current_database_is_not_backed_up(home: Path) -> None:
    for _ in range(2):
        Database(Home(home)).close()
    assert not Home(home).backups.exists()


def test_applying_twice_changes_nothing(home: Path) -> None:
    Database(Home(home)).close()
    path = Home(home).database
    before = contents(path), contents(path, "sqlite_schema")
    module._apply_migrations(path)
    assert (contents(path), contents(path, "sqlite_schema")) == before


def test_failing_migration_rolls_back(home: Path, next_release: Callable[..., None]) -> None:
    path = Home(home).database
    from_dump(RELEASES[-1], path)
    Database(Home(home)).close()
    before = contents(path)
    next_release(add_table_and_fail)
    with pytest.raises(StoreError, match="no such table: missing"):
        Database(Home(home))
    assert contents(path) == before
    assert pragma(path, "user_version") == SCHEMA_VERSION


def test_failed_migration_can_be_tried_again(home: Path, next_release: Callable[..., None]) -> None:
    def succeed(db: SqliteUtilsDatabase) -> None:
        db.execute("CREATE TABLE whole (done TEXT)")

    path = Home(home).database
    from_dump(RELEASES[-1], path)
    next_release(add_column, add_table_and_fail)
    with pytest.raises(StoreError):
        Database(Home(home))
    succeed.__name__ = add_table_and_fail.__name__
    migrations.migrations._migrations[-1].fn = succeed
    Database(Home(home)).close()
    assert "whole" in contents(path)
    assert pragma(path, "user_version") == SCHEMA_VERSION + 2


def test_failing_creation_leaves_nothing_behind(
    home: Path, next_release: Callable[..., None]
) -> None:
    next_release(add_table_and_fail)
    with pytest.raises(StoreError):
        Database(Home(home))
    assert [path for path in home.iterdir() if path.stat().st_size] == []


def test_only_one_of_many_migrates(home: Path, next_release: Callable[..., None]) -> None:
    from_dump(RELEASES[-1], Home(home).database)
    next_release(add_column)
    failures: list[Exception] = []

    def open_it() -> None:
        try:
            Database(Home(home)).close()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(list(Home(home).backups.iterdir())) == 1


def test_database_from_the_future_is_refused(home: Path) -> None:
    path = Home(home).database
    from_dump(RELEASES[-1], path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreFromFuture, match=r"schema 99, this one knows 3.*pip install -U"):
        Database(Home(home))
    assert path.read_bytes() == before


def test_database_of_another_program_is_refused(home: Path) -> None:
    path = Home(home).database
    home.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreCorrupt, match=r"another program.*another --home"):
        Database(Home(home))
    assert path.read_bytes() == before
    assert list(home.iterdir()) == [path]
