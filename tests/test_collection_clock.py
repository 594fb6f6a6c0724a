"""Clocks that are slow, fast or plain wrong do not disturb the order of the log."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.decks import cloze, write_deck
from support.stores import contents
from support.studying import EASY, answer, differing, opened

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.errors import ClockError
from mlinterview.model.reviews import CardState, EventKind


@pytest.fixture
def collection(home: Path, clock: ManualClock) -> Iterator[Collection]:
    write_deck(home, "a", "b", cloze("c", 3))
    with opened(home, clock) as collection:
        yield collection


def log_size(collection: Collection) -> tuple[int, int]:
    tables = contents(collection.home.database, "reviews", "events")
    return len(tables["reviews"]), len(tables["events"])


def test_reviews_follow_each_other_in_time(collection: Collection, clock: ManualClock) -> None:
    moments = []
    for minutes in (0, 0, -30, -20, 60, 0):
        clock.advance(minutes=minutes)
        moments.append(answer(collection, "tiny/a").review.reviewed_at)
    assert moments == sorted(set(moments))


def test_clock_set_far_back_is_refused(collection: Collection, clock: ManualClock) -> None:
    answer(collection, "tiny/a")
    before = log_size(collection)
    clock.advance(hours=-1, seconds=-1)
    with pytest.raises(ClockError, match=r"undo --since 2026-03-02T07:59:59.000Z"):
        answer(collection, "tiny/b")
    with pytest.raises(ClockError):
        collection.check_clock()
    assert log_size(collection) == before


def test_clock_set_back_an_hour_is_tolerated(collection: Collection, clock: ManualClock) -> None:
    answer(collection, "tiny/a")
    clock.advance(hours=-1)
    assert answer(collection, "tiny/b").card.reps == 1


def test_undo_since_is_the_way_out(collection: Collection, clock: ManualClock) -> None:
    clock.advance(days=365)
    answer(collection, "tiny/a")
    collection.act(EventKind.SUSPEND, ["tiny/b"])
    clock.advance(days=-365)
    collection.undo(since_ms=clock.now_ms())
    assert answer(collection, "tiny/a").review.reviewed_at == clock.now_ms()
    assert not collection.card("tiny/b").suspended


def test_setting_made_with_a_wrong_clock_blocks_nothing(
    collection: Collection, clock: ManualClock
) -> None:
    clock.advance(days=365)
    collection.set("new_per_day", 3)
    clock.advance(days=-365)
    assert answer(collection, "tiny/a").review.reviewed_at == clock.now_ms()


def test_event_of_a_slow_clock_comes_after_the_review_it_followed(
    collection: Collection, home: Path
) -> None:
    answer(collection, "tiny/a")
    with opened(home, ManualClock(datetime(2026, 3, 2, 8, 50, tzinfo=UTC))) as slow:
        slow.act(EventKind.RESET, ["tiny/a"])
    assert collection.card("tiny/a") == CardState("tiny/a")
    assert differing(collection) == []


def test_review_comes_after_the_event_it_followed(
    collection: Collection, clock: ManualClock
) -> None:
    shown = collection.show("tiny/a")
    collection.act(EventKind.RESET, ["tiny/a"])
    clock.advance(minutes=-10)
    recorded = collection.record(shown, EASY)
    assert recorded.card.reps == collection.card("tiny/a").reps == 1
    assert differing(collection) == []


def test_event_stamped_before_a_review_is_replayed_before_it(
    collection: Collection, clock: ManualClock
) -> None:
    card = answer(collection, "tiny/a", EASY).card
    clock.advance(days=-1)
    collection.act(EventKind.RESET, ["tiny/a"])
    assert collection.card("tiny/a") == card
    assert differing(collection) == []
