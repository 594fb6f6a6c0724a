"""A full disk, a folder without rights, a busy database: said clearly, and nothing is lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from support.decks import write_deck
from support.disks import read_only, tiny_disk
from support.stores import LOG, contents, is_sound
from support.studying import GOOD, answer, opened

from mlinterview.collection import Collection
from mlinterview.errors import StoreBusy, StoreError, StoreFull, StoreReadOnly
from mlinterview.locations import Home
from mlinterview.store import database as module
from mlinterview.store.backup import back_up, back_up_daily
from mlinterview.store.database import Database


@pytest.fixture
def collection(home: Path) -> Iterator[Collection]:
    write_deck(home, "a", "b")
    with opened(home) as collection:
        answer(collection, "tiny/a")
        yield collection


def log(home: Path) -> dict[str, list[dict[str, object]]]:
    return contents(Home(home).database, *LOG)


# -- full disk -------------------------------------------------------------------------------------


@contextmanager
def full(connection: sqlite3.Connection) -> Iterator[None]:
    """Let the database grow no more."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        connection.execute("PRAGMA max_page_count = 1000000")


def test_full_disk_is_said_and_the_answer_can_be_given_again(
    collection: Collection, home: Path
) -> None:
    before, long = log(home), "x" * 100_000
    shown = collection.show("tiny/b")
    with full(collection.database.connection), pytest.raises(StoreFull, match="disk is full"):
        collection.record(shown, GOOD, response=long)
    assert log(home) == before
    assert collection.card("tiny/b").reps == 0
    assert collection.record(shown, GOOD, response=long).card.reps == 1
    assert [review["response"] for review in log(home)["reviews"]].count(long) == 1


def test_full_disk_keeps_the_card_in_the_session(collection: Collection) -> None:
    session = collection.session()
    shown = session.shown
    session.respond("x" * 100_000)
    with full(collection.database.connection), pytest.raises(StoreFull):
        session.rate(GOOD)
    assert session.shown is shown
    assert session.summary.answers == []
    assert session.rate(GOOD).card.reps == 1


def test_disk_that_fills_up_while_answering_loses_no_acknowledged_answer(
    tmp_path: Path,
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    with tiny_disk(disk, "2m"):
        write_deck(disk, *(f"q{number}" for number in range(60)))
        acknowledged = []
        with opened(disk) as collection, pytest.raises(StoreFull, match="free some space"):
            for number in range(60):
                shown = collection.show(f"tiny/q{number}")
                collection.record(shown, GOOD, response="x" * 60_000)
                acknowledged.append(shown.token)
        assert acknowledged
        assert is_sound(Home(disk).database)
        assert {review["id"] for review in log(disk)["reviews"]} == set(acknowledged)


def test_full_disk_before_the_first_start_is_said(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    with tiny_disk(disk, "16k"):
        with pytest.raises(StoreFull, match="disk is full"):
            Database(Home(disk))
        assert not Home(disk).database.exists()


def test_backup_to_a_full_disk_is_said_and_leaves_nothing(
    collection: Collection, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    with tiny_disk(disk, "16k"):
        with pytest.raises(StoreFull, match="disk is full"):
            back_up(collection.home, "by-hand", disk / "copy.sqlite3")
        assert list(disk.iterdir()) == []


# -- no right to write -----------------------------------------------------------------------------


def test_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    with read_only(folder), pytest.raises(StoreReadOnly, match="make it writable"):
        Database(Home(folder / "home"))


def test_home_that_became_read_only_is_said(collection: Collection, home: Path) -> None:
    collection.close()
    before = log(home)
    with read_only(home), pytest.raises(StoreError, match=r"writable|permissions"):
        opened(home).card("tiny/a")
    assert log(home) == before


def test_file_that_cannot_be_written_is_said(collection: Collection, home: Path) -> None:
    before = log(home)
    shown = collection.show("tiny/b")
    collection.database.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreReadOnly, match="make it writable, or choose another folder"):
        collection.record(shown, GOOD)
    assert log(home) == before


def test_backup_folder_that_cannot_be_written_is_said(collection: Collection, home: Path) -> None:
    folder = Home(home).backups
    folder.mkdir()
    with read_only(folder), pytest.raises(StoreError, match=r"backups .*permissions"):
        back_up_daily(collection.home, "2026-03-02")


def test_file_where_the_folder_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(StoreError, match="taken"):
        Database(Home(tmp_path / "taken"))


def test_folder_where_the_file_should_be_is_said(home: Path) -> None:
    Home(home).database.mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot be opened"):
        Database(Home(home))


# -- busy ------------------------------------------------------------------------------------------


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BUSY_SECONDS", 0.05)


@pytest.mark.usefixtures("impatient")
def test_database_locked_for_too_long_is_said(home: Path) -> None:
    write_deck(home, "a")
    with opened(home) as collection, closing(sqlite3.connect(Home(home).database)) as other:
        shown = collection.show("tiny/a")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="in use by another program"):
            collection.record(shown, GOOD)
        other.rollback()
        assert collection.record(shown, GOOD).card.reps == 1


@pytest.mark.usefixtures("impatient")
def test_database_that_is_being_written_can_be_read(home: Path) -> None:
    write_deck(home, "a")
    with opened(home) as collection, closing(sqlite3.connect(Home(home).database)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert collection.card("tiny/a").reps == 0
        with opened(home) as second:
            assert second.today().due == 0
        other.rollback()


def test_error_inside_a_transaction_takes_all_of_it_back(home: Path) -> None:
    database = Database(Home(home))
    with pytest.raises(KeyError), database.transaction() as connection:
        connection.execute("INSERT INTO meta VALUES ('half', 'done')")
        raise KeyError("stop")
    assert database.connection.execute("SELECT count(*) FROM meta").fetchone() == (0,)
    assert not database.connection.in_transaction
