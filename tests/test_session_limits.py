"""When a session ends, and what it leaves for another day."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.decks import cloze
from support.studying import AGAIN, EASY, answer, asked, deck_writer, run

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.model.reviews import EventKind
from mlinterview.store.queues import Selection

Deck = Callable[..., Collection]


@pytest.fixture
def deck(home: Path, clock: ManualClock) -> Deck:
    return deck_writer(home, clock)


# -- limits ----------------------------------------------------------------------------------------


def test_limit_of_answers(deck: Deck) -> None:
    session = deck(*"abcde").session(limit=3)
    assert session.remaining.total == 3
    assert run(session) == ["a", "b", "c"]
    assert session.limit_reached == "answers"


def test_limit_of_minutes_ends_at_the_next_question(deck: Deck, clock: ManualClock) -> None:
    session = deck(*"abcde").session(minutes=1)
    for _ in range(3):
        clock.advance(seconds=25)
        session.rate(EASY)
    assert asked(session) is None
    assert session.limit_reached == "minutes"
    assert session.summary.seconds == 75


def test_minutes_of_the_day_are_shared_by_sessions(deck: Deck, clock: ManualClock) -> None:
    collection = deck(*"abcde")
    collection.set("minutes_per_day", 2)
    session = collection.session()
    clock.advance(seconds=90)
    session.rate(EASY)
    second = collection.session()
    clock.advance(seconds=30)
    second.rate(EASY)
    assert asked(second) is None
    clock.advance(days=1)
    assert asked(collection.session()) is not None


def test_new_cards_a_day(deck: Deck, clock: ManualClock) -> None:
    collection = deck(*"abcde")
    collection.set("new_per_day", 2)
    assert run(collection.session()) == ["a", "b"]
    assert run(collection.session()) == []
    clock.advance(days=1)
    assert run(collection.session()) == ["c", "d"]


def test_new_cards_of_a_session_are_within_those_of_the_day(deck: Deck) -> None:
    collection = deck(*"abcde")
    collection.set("new_per_day", 4)
    assert run(collection.session(new=3)) == ["a", "b", "c"]
    assert run(collection.session(new=3)) == ["d"]


def test_only_new_cards(deck: Deck, clock: ManualClock) -> None:
    collection = deck(*"ab")
    answer(collection, "tiny/a", EASY)
    clock.advance(days=20)
    assert run(collection.session(new_only=True)) == ["b"]


def test_undo_gives_back_what_the_limits_counted(deck: Deck) -> None:
    collection = deck(*"abcde")
    collection.set("new_per_day", 2)
    session = collection.session(limit=2, new=2)
    session.rate(EASY)
    session.undo()
    assert session.remaining.new == 2
    assert run(session) == ["a", "b"]


@pytest.mark.parametrize("times", [1, 2])
def test_undone_introduction_counts_once(deck: Deck, times: int) -> None:
    collection = deck(*"abcde")
    session = collection.session(new=3)
    for _ in range(times):
        session.rate(EASY)
        session.undo()
    collection.set("new_per_day", 10)
    session.rate(EASY)
    session.bury()  # reads the queues anew
    assert run(session) == ["c", "d"]


def test_undone_introduction_leaves_room_for_no_more_than_the_day_allows(deck: Deck) -> None:
    collection = deck(*"abc")
    collection.set("new_per_day", 1)
    session = collection.session()
    session.rate(EASY)
    session.undo()
    assert run(session) == ["a"]


# -- siblings --------------------------------------------------------------------------------------


def test_one_hole_a_day(deck: Deck, clock: ManualClock) -> None:
    collection = deck(cloze("c", 3), "a")
    days = []
    for _ in range(3):
        days.append(run(collection.session()))
        clock.advance(days=1)
    assert days == [["c", "a"], ["c#2"], ["c#3"]]


def test_one_hole_a_day_also_of_those_that_are_due(deck: Deck, clock: ManualClock) -> None:
    collection = deck(cloze("c", 3))
    for card in ("tiny/c", "tiny/c#2"):
        answer(collection, card, EASY)
    clock.advance(days=30)
    assert len(run(collection.session())) == 1
    assert run(collection.session()) == []


def test_steps_of_siblings_are_not_put_off(deck: Deck, clock: ManualClock) -> None:
    collection = deck(cloze("c", 2))
    answer(collection, "tiny/c", AGAIN)
    answer(collection, "tiny/c#2", AGAIN)
    clock.advance(minutes=5)
    assert sorted(run(collection.session())) == ["c", "c#2"]


def test_all_holes_a_day_if_so_set(deck: Deck) -> None:
    collection = deck(cloze("c", 3))
    collection.set("bury_siblings", "no")
    assert run(collection.session()) == ["c", "c#2", "c#3"]


# -- putting away ----------------------------------------------------------------------------------


def test_buried_question_comes_tomorrow(deck: Deck, clock: ManualClock) -> None:
    collection = deck(cloze("c", 2), "a")
    session = collection.session()
    assert session.bury() == ["tiny/c", "tiny/c#2"]
    assert run(session) == ["a"]
    clock.advance(days=1)
    assert run(collection.session()) == ["c"]


def test_suspended_question_comes_when_it_is_resumed(deck: Deck, clock: ManualClock) -> None:
    collection = deck("a", "b")
    session = collection.session()
    session.suspend()
    assert run(session) == ["b"]
    clock.advance(days=1)
    assert run(collection.session()) == []
    collection.act(EventKind.RESUME, ["tiny/a"])
    assert run(collection.session()) == ["a"]


def test_flag_goes_on_and_off_and_the_card_stays(deck: Deck) -> None:
    collection = deck("a")
    session = collection.session()
    assert [session.flag(), session.flag(), session.flag()] == [True, False, True]
    assert asked(session) == "a"
    assert asked(collection.session(selection=Selection(flagged=True))) == "a"
