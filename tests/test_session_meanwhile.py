"""Time passes, and decks, clocks and other processes go their own ways."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.decks import write_deck
from support.studying import AGAIN, EASY, GOOD, answer, asked, deck_writer, opened, run

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.errors import ClockError, StoreBusy

Deck = Callable[..., Collection]


@pytest.fixture
def deck(home: Path, clock: ManualClock) -> Deck:
    return deck_writer(home, clock)


# -- time ------------------------------------------------------------------------------------------


def test_time_to_answer_is_recorded(deck: Deck, clock: ManualClock) -> None:
    session = deck("a").session()
    clock.advance(seconds=12.5)
    assert session.rate(GOOD).review.duration_ms == 12_500


def test_pauses_do_not_count(deck: Deck, clock: ManualClock) -> None:
    session = deck("a").session()
    clock.advance(seconds=10)
    session.pause()
    clock.advance(hours=3)
    session.pause()
    session.resume()
    clock.advance(seconds=5)
    session.resume()
    assert session.rate(GOOD).review.duration_ms == 15_000


def test_rating_ends_a_pause(deck: Deck, clock: ManualClock) -> None:
    session = deck("a", "b").session()
    clock.advance(seconds=10)
    session.pause()
    clock.advance(hours=3)
    assert session.rate(GOOD).review.duration_ms == 10_000
    clock.advance(seconds=5)
    assert session.rate(GOOD).review.duration_ms == 5_000


def test_looking_at_the_time_does_not_end_a_pause(deck: Deck, clock: ManualClock) -> None:
    session = deck("a").session()
    clock.advance(seconds=10)
    session.pause()
    clock.advance(hours=3)
    assert session.seconds_on_card() == 10
    clock.advance(hours=3)
    assert session.seconds_on_card() == 10


def test_pause_goes_on_over_the_next_card(deck: Deck, clock: ManualClock) -> None:
    session = deck("a", "b").session()
    session.pause()
    clock.advance(hours=3)
    session.suspend()
    clock.advance(hours=3)
    session.resume()
    clock.advance(seconds=7)
    assert session.rate(GOOD).review.duration_ms == 7_000


# -- what changes meanwhile ------------------------------------------------------------------------


def test_answers_of_another_process_are_seen(deck: Deck, home: Path, clock: ManualClock) -> None:
    session = deck(*"abc").session()
    with opened(home, clock) as other:
        answer(other, "tiny/b", EASY)
        session.rate(EASY)
    assert asked(session) == "c"


def test_step_of_another_process_is_asked_here(deck: Deck, home: Path, clock: ManualClock) -> None:
    session = deck(*"abc").session()
    with opened(home, clock) as other:
        answer(other, "tiny/b", AGAIN)
    clock.advance(minutes=2)
    session.rate(EASY)
    assert asked(session) == "b"


def test_next_study_day_brings_its_own_cards(deck: Deck, clock: ManualClock) -> None:
    collection = deck(*"abc")
    collection.set("new_per_day", 1)
    session = collection.session()
    clock.set(datetime(2026, 3, 3, 4, 0, tzinfo=UTC))
    session.rate(EASY)
    assert asked(session) == "b"


def test_removed_question_is_skipped_and_its_log_stays(
    deck: Deck, home: Path, clock: ManualClock
) -> None:
    collection = deck(*"abc")
    answer(collection, "tiny/b", EASY)
    clock.advance(days=30)
    session = collection.session()
    assert asked(session) == "b"
    session.rate(GOOD)
    session.undo()
    write_deck(home, "c")
    with opened(home, clock) as other:
        assert other.library.ids() == ["tiny/c"]
    session.rate(GOOD)
    assert run(session) == ["c"]
    assert collection.card("tiny/b").reps == 2


def test_skipped_question_is_no_introduction(deck: Deck, home: Path, clock: ManualClock) -> None:
    collection = deck(*"abcd")
    collection.set("new_per_day", 2)
    session = collection.session()
    write_deck(home, "a", "d")
    with opened(home, clock) as other:
        assert other.library.ids() == ["tiny/a", "tiny/d"]
    assert run(session) == ["a", "d"]


def test_failing_store_does_not_look_like_the_end(
    deck: Deck, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = deck(*"abc")
    session = collection.session()

    def show(card_id: str) -> None:
        raise StoreBusy(card_id)

    monkeypatch.setattr(collection, "show", show)
    with pytest.raises(StoreBusy):
        session.suspend()


def test_clock_set_far_back_starts_no_session(deck: Deck, clock: ManualClock) -> None:
    collection = deck("a", "b")
    answer(collection, "tiny/a")
    clock.advance(hours=-2)
    with pytest.raises(ClockError, match=r"undo --since 2026-03-02T07:00:00.000Z"):
        collection.session()
    collection.undo(since_ms=clock.now_ms())
    assert asked(collection.session()) == "a"


def test_clock_set_far_back_during_a_session_keeps_the_card(deck: Deck, clock: ManualClock) -> None:
    session = deck("a", "b").session()
    session.rate(EASY)
    clock.advance(hours=-2)
    with pytest.raises(ClockError):
        session.rate(EASY)
    assert asked(session) == "b"
    clock.advance(hours=2)
    assert session.rate(EASY).card.reps == 1
