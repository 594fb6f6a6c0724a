"""Two copies of a collection, united through files: JSON and JSON lines hold the whole log."""

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.decks import recall, write_deck
from support.exchanging import copy_of, read, rows, state, write
from support.histories import random_log
from support.studying import AGAIN, GOOD, answer, differing

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.model.reviews import EventKind
from mlinterview.store import log

LATER = datetime(2035, 1, 1, tzinfo=UTC)


@pytest.fixture
def clock() -> ManualClock:
    """A clock that stands after every random history."""
    return ManualClock(LATER)


@pytest.fixture
def one(tmp_path: Path, clock: ManualClock):
    with copy_of(tmp_path / "one", clock) as collection:
        yield collection


@pytest.fixture
def other(tmp_path: Path, clock: ManualClock):
    with copy_of(tmp_path / "other", clock) as collection:
        yield collection


def fill(collection: Collection, seed: int) -> None:
    """Let a collection have random histories, of which some entries are taken back."""
    chance = random.Random(seed)
    entries = [e for n in range(4) for e in random_log(f"d/q{n}#{seed}", chance)]
    with collection.database.transaction() as connection:
        for entry in entries:
            if hasattr(entry, "rating"):
                log.append_review(connection, entry)
            else:
                log.append_events(connection, [entry])
    collection.rebuild()
    for _ in range(chance.randrange(3)):
        if entries:
            collection.undo()
            entries.pop()


def settings_aside(collection: Collection) -> list[tuple]:
    return rows(collection, "events", "kind <> 'setting' AND kind <> 'import'")


@pytest.mark.parametrize("name", ["json", "jsonl"])
@pytest.mark.parametrize("seed", range(4))
def test_a_log_comes_through_a_file_as_it_was(one, other, tmp_path, name, seed) -> None:
    fill(one, seed)
    read(other, write(one, "collection", name, tmp_path / f"log.{name}"))
    # all but the mark of the import
    assert [row[:-1] for row in rows(other, "reviews")] == [r[:-1] for r in rows(one, "reviews")]
    assert settings_aside(other) == settings_aside(one)
    assert rows(other, "cards") == rows(one, "cards")
    assert differing(other) == []


@pytest.mark.parametrize("seed", range(4))
def test_copies_that_read_each_other_have_the_same_cards(one, other, tmp_path, seed) -> None:
    fill(one, seed)
    fill(other, seed + 100)
    read(other, write(one, "collection", "json", tmp_path / "one.json"))
    read(one, write(other, "collection", "jsonl", tmp_path / "other.jsonl"))
    assert rows(one, "cards") == rows(other, "cards")
    assert {row[0] for row in rows(one, "reviews")} == {row[0] for row in rows(other, "reviews")}
    assert differing(one) == differing(other) == []


@pytest.mark.parametrize("seed", range(4))
def test_one_undo_takes_a_merge_back_and_the_file_brings_it_again(
    one, other, tmp_path, seed
) -> None:
    fill(one, seed)
    fill(other, seed + 100)
    path = write(one, "collection", "json", tmp_path / "one.json")
    before = rows(other, "cards")
    if read(other, path).is_empty:
        return
    merged = rows(other, "cards")
    for _ in range(2):
        other.undo()
        assert rows(other, "cards") == before
        assert read(other, path).restored
        assert rows(other, "cards") == merged
        assert differing(other) == []


def test_what_was_taken_back_here_stays_so_when_ones_own_export_is_read(one, tmp_path) -> None:
    write_deck(one.home.folder, "a")
    path = tmp_path / "log.csv"
    path.write_text("card_id,review_time,review_rating\ntiny/a,1711684180217,3\n")
    read(one, path)
    one.undo()
    read(one, write(one, "collection", "json", tmp_path / "own.json"))
    assert one.history("tiny/a") == []


def test_an_undo_made_elsewhere_takes_back_here(one, other, tmp_path, clock) -> None:
    write_deck(one.home.folder, "a")
    answer(one, "tiny/a", AGAIN)
    read(other, write(one, "collection", "json", tmp_path / "1.json"))
    assert len(other.history("tiny/a")) == 1
    clock.advance(hours=1)
    one.undo()
    done = read(other, write(one, "collection", "json", tmp_path / "2.json"))
    assert (done.reviews, done.known, done.events) == (0, 1, 1)
    assert other.history("tiny/a") == []
    other.undo()
    assert len(other.history("tiny/a")) == 1


def test_an_import_taken_back_elsewhere_is_taken_back_here(one, other, tmp_path, clock) -> None:
    path = tmp_path / "log.csv"
    path.write_text("card_id,review_time,review_rating\nd/a,1711684180217,3\n")
    read(one, path)
    read(other, write(one, "collection", "json", tmp_path / "1.json"))
    clock.advance(hours=1)
    one.undo()
    read(other, write(one, "collection", "json", tmp_path / "2.json"))
    assert other.history("d/a") == []


def test_settings_come_only_when_they_are_wanted(one, other, tmp_path) -> None:
    one.set("desired_retention", 0.8)
    path = write(one, "collection", "json", tmp_path / "log.json")
    done = read(other, path)
    assert done.is_empty
    assert done.notes == ["changes of settings left out (--settings brings them): 2"]
    assert other.settings["desired_retention"] == 0.9
    read(other, path, with_settings=True)
    assert other.settings["desired_retention"] == 0.8
    other.undo()
    assert other.settings["desired_retention"] == 0.9


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_own_decks_come_too(one, other, tmp_path, name) -> None:
    write_deck(one.home.folder, "a", recall("b", topics=["X1"]), deck="mine")
    answer(one, "mine/b", GOOD)
    done = read(other, write(one, "collection", name, tmp_path / f"log.{name}"))
    assert done.questions == {"mine": 2}
    there, here = one.library.question("mine/b"), other.library.question("mine/b")
    assert (here.prompt, here.answer, here.topics) == (there.prompt, there.answer, there.topics)
    assert here.content_hash == there.content_hash


def test_a_deck_that_both_have_gets_only_what_is_new(one, other, tmp_path) -> None:
    write_deck(one.home.folder, "a", "b", deck="mine")
    folder = write_deck(other.home.folder, "b", "c", deck="mine")
    done = read(other, write(one, "collection", "json", tmp_path / "log.json"))
    assert done.questions == {"mine": 1}
    assert sorted(other.library.ids()) == ["mine/a", "mine/b", "mine/c"]
    other.undo()
    assert sorted(other.library.ids()) == ["mine/b", "mine/c"]
    assert (folder / "questions.md").exists()


def test_a_file_read_twice_changes_nothing(one, other, tmp_path) -> None:
    write_deck(one.home.folder, "a")
    answer(one, "tiny/a")
    path = write(one, "collection", "json", tmp_path / "log.json")
    read(other, path)
    before = state(other)
    done = read(other, path)
    assert (done.is_empty, done.known, done.operation) == (True, 1, "")
    assert state(other) == before


def test_a_dry_run_says_what_comes_and_changes_nothing(one, other, tmp_path) -> None:
    write_deck(one.home.folder, "a", "b")
    answer(one, "tiny/a")
    one.act(EventKind.FLAG, ["tiny/b"])
    path = write(one, "collection", "json", tmp_path / "log.json")
    before = state(other)
    foreseen = read(other, path, dry_run=True)
    assert state(other) == before
    done = read(other, path)
    for field in ("reviews", "events", "questions", "known", "restored"):
        assert getattr(done, field) == getattr(foreseen, field)
    assert (done.reviews, done.events, done.questions) == (1, 1, {"tiny": 2})
