"""Copies: complete, standing alone, kept to a number, and put back without losing the present."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from support.decks import write_deck
from support.disks import tiny_disk
from support.stores import contents, is_sound, pragma
from support.studying import answer, opened

from mlinterview.collection import Collection
from mlinterview.errors import StoreCorrupt, StoreError, StoreFromFuture, UsageError
from mlinterview.store.backup import KEPT_DAILY, back_up, back_up_daily, list_backups, restore


@pytest.fixture
def collection(home: Path) -> Iterator[Collection]:
    write_deck(home, "a", "b")
    with opened(home) as collection:
        answer(collection, "tiny/a")
        yield collection


def test_copy_holds_everything(collection: Collection) -> None:
    copy = back_up(collection.home, "by-hand")
    assert contents(copy) == contents(collection.home.database)
    assert is_sound(copy)


def test_copy_stands_alone(collection: Collection, tmp_path: Path) -> None:
    copy = back_up(collection.home, "by-hand", tmp_path / "copy.sqlite3")
    assert pragma(copy, "journal_mode") == "delete"
    assert list(tmp_path.glob("*copy*")) == [copy]


def test_copy_is_made_while_another_writes(collection: Collection) -> None:
    with closing(sqlite3.connect(collection.home.database)) as other:
        other.execute("INSERT INTO meta VALUES ('half', 'done')")
        copy = back_up(collection.home, "by-hand")
    assert len(contents(copy)["reviews"]) == 1
    assert "half" not in [row["name"] for row in contents(copy)["meta"]]


def test_copies_of_one_name_do_not_overwrite_each_other(collection: Collection) -> None:
    names = [back_up(collection.home, "by-hand").name for _ in range(3)]
    assert names == ["by-hand.sqlite3", "by-hand-2.sqlite3", "by-hand-3.sqlite3"]


def test_copy_never_overwrites_a_file(collection: Collection, tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("mine")
    with pytest.raises(UsageError, match="exists already"):
        back_up(collection.home, "by-hand", target)
    assert target.read_text() == "mine"


def test_copy_of_nothing_is_refused_and_makes_nothing(collection: Collection) -> None:
    collection.close()
    collection.home.database.unlink()
    with pytest.raises(StoreError):
        back_up(collection.home, "by-hand")
    assert not collection.home.database.exists()
    assert list(collection.home.backups.iterdir()) == []


def test_one_copy_a_day(collection: Collection) -> None:
    assert back_up_daily(collection.home, "2026-03-02") is not None
    assert back_up_daily(collection.home, "2026-03-02") is None
    assert back_up_daily(collection.home, "2026-03-03") is not None


def test_old_daily_copies_go_and_others_stay(collection: Collection) -> None:
    back_up(collection.home, "by-hand")
    back_up(collection.home, "before-schema-9-from-8")
    days = [str(date(2026, 3, 1) + timedelta(days=number)) for number in range(KEPT_DAILY + 5)]
    for day in days:
        back_up_daily(collection.home, day)
    names = sorted(path.name for path in collection.home.backups.iterdir())
    daily = [f"{day}-daily.sqlite3" for day in days[-KEPT_DAILY:]]
    assert names == [*daily, "before-schema-9-from-8.sqlite3", "by-hand.sqlite3"]


def test_list_shows_the_newest_first_with_their_reviews(collection: Collection) -> None:
    old = back_up(collection.home, "old")
    answer(collection, "tiny/b")
    new = back_up(collection.home, "new")
    for path, day in ((old, 1), (new, 2)):
        moment = datetime(2026, 3, day, tzinfo=UTC).timestamp()
        os.utime(path, (moment, moment))
    listed = list_backups(collection.home)
    assert [(backup.path, backup.reviews, backup.made_at.day) for backup in listed] == [
        (new, 2, 2), (old, 1, 1)
    ]  # fmt: skip


def test_list_without_backups_is_empty(collection: Collection) -> None:
    assert list_backups(collection.home) == []


def test_list_shows_unreadable_copies_as_such(collection: Collection) -> None:
    copy = back_up(collection.home, "by-hand")
    copy.write_bytes(copy.read_bytes()[:5000])
    assert [backup.reviews for backup in list_backups(collection.home)] == [None]


def test_restored_copy_is_the_collection_and_the_present_is_kept(
    collection: Collection, home: Path
) -> None:
    copy = back_up(collection.home, "by-hand")
    answer(collection, "tiny/b")
    collection.close()
    present = contents(collection.home.database)
    kept = restore(collection.home, copy)
    assert contents(collection.home.database) == contents(copy)
    assert kept is not None
    assert contents(kept) == present
    with opened(home) as again:
        assert (again.card("tiny/a").reps, again.card("tiny/b").reps) == (1, 0)


def test_what_is_in_the_write_ahead_log_is_kept_too(collection: Collection) -> None:
    copy = back_up(collection.home, "by-hand")
    answer(collection, "tiny/b")
    present = contents(collection.home.database)
    kept = restore(collection.home, copy)  # while the collection is still open
    assert kept is not None
    assert contents(kept) == present
    assert contents(collection.home.database) == contents(copy)


def test_restore_into_an_empty_home(collection: Collection, tmp_path: Path) -> None:
    copy = back_up(collection.home, "by-hand", tmp_path / "copy.sqlite3")
    collection.close()
    shutil.rmtree(collection.home.folder)
    assert restore(collection.home, copy) is None
    assert contents(collection.home.database) == contents(copy)


def test_kept_file_can_be_restored_in_turn(collection: Collection, home: Path) -> None:
    copy = back_up(collection.home, "by-hand")
    answer(collection, "tiny/b")
    collection.close()
    kept = restore(collection.home, copy)
    assert kept is not None
    restore(collection.home, kept)
    with opened(home) as again:
        assert again.card("tiny/b").reps == 1


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0"])
def test_unsound_copy_is_not_restored(
    collection: Collection, tmp_path: Path, content: bytes
) -> None:
    source = tmp_path / "source"
    source.write_bytes(content)
    before = contents(collection.home.database)
    with pytest.raises(StoreCorrupt, match="no sound backup"):
        restore(collection.home, source)
    assert contents(collection.home.database) == before


def test_missing_copy_is_not_restored(collection: Collection, tmp_path: Path) -> None:
    with pytest.raises(StoreCorrupt, match="no sound backup"):
        restore(collection.home, tmp_path / "nowhere")


def test_database_of_another_program_is_not_restored(
    collection: Collection, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE reviews (film TEXT)")
    with pytest.raises(StoreCorrupt, match="no sound backup"):
        restore(collection.home, tmp_path / "other.db")


def test_copy_from_the_future_is_not_restored(collection: Collection) -> None:
    copy = back_up(collection.home, "by-hand")
    with closing(sqlite3.connect(copy)) as future:
        future.execute("PRAGMA user_version = 99")
    before = contents(collection.home.database)
    with pytest.raises(StoreFromFuture):
        restore(collection.home, copy)
    assert contents(collection.home.database) == before


def test_failing_restore_leaves_the_present_in_place(
    collection: Collection, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    copy = back_up(collection.home, "by-hand", tmp_path / "copy.sqlite3")
    before = contents(collection.home.database)
    with tiny_disk(disk, "128k"):
        shutil.copy(copy, disk / "collection.sqlite3")
        with pytest.raises(StoreError, match="full"):
            restore(type(collection.home)(disk), copy)
        assert contents(disk / "collection.sqlite3") == before
