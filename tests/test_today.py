"""The numbers of today."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.decks import cloze, write_deck
from support.studying import AGAIN, EASY, GOOD, answer, opened

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.model.reviews import EventKind


@pytest.fixture
def collection(home: Path, clock: ManualClock) -> Iterator[Collection]:
    write_deck(home, "a", "b", cloze("c", 3))
    with opened(home, clock) as collection:
        yield collection


def test_numbers_of_a_fresh_day(collection: Collection) -> None:
    collection.set("new_per_day", 2)
    today = collection.today()
    assert (today.due, today.new, today.unseen, today.answered, today.streak) == (0, 2, 5, 0, 0)
    assert today.minutes == 2 * (60 + 30) / 60


def test_numbers_after_some_answers(collection: Collection) -> None:
    collection.record(collection.show("tiny/a"), AGAIN, duration_ms=30_000)
    collection.record(collection.show("tiny/b"), EASY, duration_ms=30_000)
    collection.act(EventKind.FLAG, ["tiny/a"])
    collection.act(EventKind.SUSPEND, ["tiny/c"])
    today = collection.today()
    assert (today.due, today.new, today.unseen) == (1, 0, 0)
    assert (today.answered, today.minutes_studied, today.streak) == (2, 1.0, 1)
    assert (today.flagged, today.suspended) == (1, 3)


def test_step_that_comes_tomorrow_is_not_due_today(
    collection: Collection, clock: ManualClock
) -> None:
    collection.set("time_zone", "UTC")
    collection.set("learning_steps", "20h")
    answer(collection, "tiny/a", AGAIN)
    assert collection.today().due == 0
    clock.advance(hours=20)
    assert collection.today().due == 1


def test_streak_counts_days_in_a_row_up_to_yesterday(
    collection: Collection, clock: ManualClock
) -> None:
    streaks = []
    for days in (1, 1, 1, 2, 1):
        answer(collection, "tiny/a")
        streaks.append(collection.today().streak)
        clock.advance(days=days)
    assert streaks == [1, 2, 3, 4, 1]
    assert collection.today().streak == 1
    clock.advance(days=1)
    assert collection.today().streak == 0


def test_what_was_taken_back_is_no_answer_of_today(collection: Collection) -> None:
    answer(collection, "tiny/a")
    collection.undo()
    today = collection.today()
    assert (today.answered, today.streak, today.unseen) == (0, 0, 5)


def test_answers_taken_back_do_not_tell_how_long_it_takes(home: Path, clock: ManualClock) -> None:
    write_deck(home, *(f"q{number}" for number in range(40)))
    with opened(home, clock) as collection:
        before = collection.today().minutes
        for number in range(20):
            collection.record(collection.show(f"tiny/q{number}"), GOOD, duration_ms=200_000)
        for _ in range(20):
            collection.undo()
        assert collection.today().minutes == before
