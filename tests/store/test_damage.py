"""Truncated, overwritten, emptied, half deleted: said clearly, and never made worse."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.decks import write_deck
from support.stores import RELEASES, from_dump, is_sound
from support.studying import answer, opened

from mlinterview.errors import StoreCorrupt
from mlinterview.locations import Home
from mlinterview.store.backup import back_up, list_backups, restore
from mlinterview.store.database import Database
from mlinterview.store.integrity import integrity_problems

PAGE = 4096


@pytest.fixture
def database(home: Path) -> Path:
    """A closed collection's file, with cards and a log."""
    write_deck(home, *(f"q{number}" for number in range(30)))
    with opened(home) as collection:
        for number in range(30):
            answer(collection, f"tiny/q{number}")
    return Home(home).database


def use(home: Path) -> None:
    """Read and write all tables."""
    with opened(home) as collection:
        collection.today()
        collection.rebuild()


@pytest.mark.parametrize("size", [1, 15, 16, 50, 99, 100, 511, 512, 1000, PAGE - 1, PAGE, 3 * PAGE])
def test_truncated_file_is_refused_with_advice(database: Path, home: Path, size: int) -> None:
    database.write_bytes(database.read_bytes()[:size])
    with pytest.raises(StoreCorrupt, match="mlinterview backup --list"):
        use(home)
    assert database.stat().st_size == size


def with_one_page_overwritten(database: Path) -> Iterator[None]:
    """Overwrite each page but the first, one at a time."""
    content = database.read_bytes()
    for start in range(PAGE, len(content), PAGE):
        database.write_bytes(content[:start] + b"\xa5" * PAGE + content[start + PAGE :])
        yield


def problems(home: Path) -> list[str]:
    try:
        database = Database(Home(home))
    except StoreCorrupt as error:
        return [str(error)]
    with database.reading() as connection:
        return integrity_problems(connection)


def test_every_overwritten_page_is_found(database: Path, home: Path) -> None:
    assert problems(home) == []
    assert all(problems(home) for _ in with_one_page_overwritten(database))


def test_overwritten_page_stops_what_needs_it(database: Path, home: Path) -> None:
    refusals = []
    for _ in with_one_page_overwritten(database):
        try:
            use(home)
        except StoreCorrupt as error:
            refusals.append(str(error))
    assert len(refusals) > 3
    assert all("mlinterview backup --restore FILE" in refusal for refusal in refusals)


@pytest.mark.parametrize("content", [b"\0" * PAGE, b"Dear diary, " * 500, b"SQLite format 3\0"])
def test_file_that_is_no_database_is_refused(home: Path, content: bytes) -> None:
    home.mkdir()
    Home(home).database.write_bytes(content)
    with pytest.raises(StoreCorrupt, match="mlinterview backup --list"):
        Database(Home(home))
    assert Home(home).database.read_bytes() == content


def test_empty_file_without_backups_is_a_fresh_start(home: Path) -> None:
    home.mkdir()
    Home(home).database.touch()
    with opened(home) as collection:
        assert collection.today().answered == 0
    assert is_sound(Home(home).database)


def test_empty_file_beside_backups_is_refused(database: Path, home: Path) -> None:
    back_up(Home(home), "by-hand")
    database.write_bytes(b"")
    with pytest.raises(StoreCorrupt, match=r"is empty although there are backups.*--restore FILE"):
        Database(Home(home))
    assert database.stat().st_size == 0


def test_restoring_a_backup_mends_it(database: Path, home: Path) -> None:
    back_up(Home(home), "by-hand")
    database.write_bytes(b"no database")
    kept = restore(Home(home), list_backups(Home(home))[0].path)
    assert kept is not None
    assert kept.read_bytes() == b"no database"
    with opened(home) as collection:
        assert collection.card("tiny/q7").reps == 1


def test_deleted_database_does_not_come_back_through_its_write_ahead_log(
    home: Path, tmp_path: Path
) -> None:
    source = Home(tmp_path / "other")
    from_dump(RELEASES[-1], source.database)
    other = Database(source)
    with other.transaction() as connection:
        connection.execute("INSERT INTO meta VALUES ('left', 'over')")
    home.mkdir()
    # as a killed process leaves it, and then the learner deletes the database itself
    for name in ("-wal", "-shm"):
        shutil.copy(f"{source.database}{name}", f"{Home(home).database}{name}")
    other.close()
    with opened(home) as collection, collection.database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM meta").fetchone() == (0,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert list(home.glob("stray-*-wal"))


def test_damaged_question_cache_is_built_anew(database: Path, home: Path) -> None:
    Home(home).question_cache.write_bytes(b"rubbish" * 1000)
    with opened(home) as collection:
        assert len(collection.library.ids()) == 30


def test_deleted_question_cache_is_built_anew(database: Path, home: Path) -> None:
    shutil.rmtree(Home(home).question_cache.parent)
    with opened(home) as collection:
        assert len(collection.library.ids()) == 30
