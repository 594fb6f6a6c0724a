"""Copies of the collection, made and put back by hand."""

import re

import pytest
from support.decks import write_deck
from support.program import run


@pytest.fixture(autouse=True)
def answered(home, alone) -> None:
    write_deck(home, "one", "two")
    run("answer", "tiny/one", "--rating", "good")


def reviews() -> int:
    return run("doctor", "--json").document["reviews"]


def test_copy_goes_to_the_backup_folder(home, good) -> None:
    path = home / "backups" / "by-hand.sqlite3"
    assert good("backup") == f"Copied to {path}.\n"
    assert path.exists()


def test_second_copy_gets_another_name(home, good) -> None:
    good("backup")
    assert good("backup") == f"Copied to {home}/backups/by-hand-2.sqlite3.\n"


def test_copy_to_a_file(tmp_path, good) -> None:
    assert good("backup", str(tmp_path / "mine")) == f"Copied to {tmp_path}/mine.\n"
    assert (tmp_path / "mine").exists()


def test_existing_file_is_not_written_over(tmp_path, bad) -> None:
    (tmp_path / "mine").write_text("dear")
    assert bad("backup", str(tmp_path / "mine")) == (
        2,
        f"{tmp_path}/mine exists already: choose another file",
    )
    assert (tmp_path / "mine").read_text() == "dear"


def test_list_says_how_much_is_in_each_copy(home, good) -> None:
    good("backup")
    (home / "backups" / "broken.sqlite3").write_text("no database")
    listing = good("backup", "--list")
    when = r"\d{4}-\d\d-\d\d \d\d:\d\d"
    assert re.search(
        rf"^{home}/backups/by-hand.sqlite3\n    {when}, 1 review$", listing, re.MULTILINE
    )
    assert re.search(
        rf"^{home}/backups/broken.sqlite3\n    {when}, damaged$", listing, re.MULTILINE
    )


def test_list_without_copies(home) -> None:
    done = run("backup", "--list")
    assert (done.code, done.out) == (0, "")
    assert done.err == f"There are no copies in {home}/backups.\n"


def test_restored_copy_is_the_collection(home, good) -> None:
    good("backup")
    good("answer", "tiny/two", "--rating", "good")
    said = good("backup", "--restore", str(home / "backups" / "by-hand.sqlite3"))
    assert said == (
        f"Restored {home}/backups/by-hand.sqlite3. What was there before is "
        f"{home}/replaced-collection.sqlite3.\n"
    )
    assert reviews() == 1


def test_restoring_can_be_taken_back_by_restoring(home, good) -> None:
    good("backup")
    good("answer", "tiny/two", "--rating", "good")
    good("backup", "--restore", str(home / "backups" / "by-hand.sqlite3"))
    good("backup", "--restore", str(home / "replaced-collection.sqlite3"))
    assert reviews() == 2


def test_what_is_no_copy_is_not_restored(tmp_path, bad) -> None:
    (tmp_path / "file").write_text("no database")
    assert bad("backup", "--restore", str(tmp_path / "file")) == (
        1,
        f"{tmp_path}/file is no sound backup of a collection: choose another one",
    )
    assert reviews() == 1


def test_damaged_collection_is_restored_as_its_message_says(home, good, bad) -> None:
    good("backup")
    (home / "collection.sqlite3").write_bytes(b"no database" * 1000)
    assert "`mlinterview backup --list`" in bad("next")[1]
    copy = good("backup", "--list").splitlines()[0]
    good("backup", "--restore", copy)
    assert reviews() == 1


def test_restored_into_an_empty_home(home, tmp_path, good) -> None:
    good("backup", str(tmp_path / "mine"))
    other = str(tmp_path / "other")
    assert good("--home", other, "backup", "--restore", str(tmp_path / "mine")) == (
        f"Restored {tmp_path}/mine.\n"
    )
    assert run("--home", other, "doctor", "--json").document["reviews"] == 1
