"""Undo: without limit, across restarts, and always exactly what was before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.decks import cloze, write_deck
from support.stores import contents
from support.studying import AGAIN, EASY, GOOD, answer, differing, opened

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.errors import NothingToUndo
from mlinterview.model.reviews import CardState, EventKind


@pytest.fixture
def collection(home: Path, clock: ManualClock) -> Iterator[Collection]:
    write_deck(home, "a", "b", cloze("c", 3))
    with opened(home, clock) as collection:
        yield collection


def state(collection: Collection) -> dict[str, object]:
    """Everything that follows from the log."""
    return dict(contents(collection.home.database, "cards", "settings"))


def do_everything(collection: Collection, clock: ManualClock) -> list[dict[str, object]]:
    """Do one thing of each sort, and return the state before each."""
    states = []
    for action in (
        lambda: answer(collection, "tiny/a", EASY),
        lambda: collection.act(EventKind.FLAG, ["tiny/a"]),
        lambda: answer(collection, "tiny/c#2", AGAIN),
        lambda: collection.act(EventKind.SUSPEND, ["tiny/c"]),
        lambda: collection.set("desired_retention", 0.8),
        lambda: answer(collection, "tiny/a", AGAIN),
        lambda: collection.act(EventKind.RESET, ["tiny/a"]),
        lambda: collection.set("desired_retention", 0.95),
        lambda: answer(collection, "tiny/a", GOOD),
        lambda: collection.act(EventKind.RESUME, ["tiny/c#2"]),
        lambda: collection.act(EventKind.BURY, ["tiny/b"]),
        lambda: collection.set("desired_retention", None),
    ):
        states.append(state(collection))
        action()
        clock.advance(hours=7)
    return states


def test_everything_is_taken_back_step_by_step(collection: Collection, clock: ManualClock) -> None:
    for before in reversed(do_everything(collection, clock)):
        collection.undo()
        assert state(collection) == before
    with pytest.raises(NothingToUndo):
        collection.undo()


def test_undo_survives_reopening(home: Path, collection: Collection, clock: ManualClock) -> None:
    states = do_everything(collection, clock)
    collection.close()
    for before in reversed(states):
        with opened(home, clock) as again:
            again.undo()
            assert state(again) == before


def test_undo_only_adds_to_the_log(collection: Collection, clock: ManualClock) -> None:
    do_everything(collection, clock)
    before = contents(collection.home.database, "reviews", "events")
    collection.undo()
    after = contents(collection.home.database, "reviews", "events")
    assert after["reviews"] == before["reviews"]
    assert after["events"][:-1] == before["events"]


def test_undone_state_is_what_a_replay_gives(collection: Collection, clock: ManualClock) -> None:
    for _ in do_everything(collection, clock):
        collection.undo()
        assert differing(collection) == []
        before = state(collection)
        collection.rebuild()
        assert state(collection) == before


def test_fresh_collection_has_nothing_to_undo(collection: Collection) -> None:
    with pytest.raises(NothingToUndo, match="nothing to take back"):
        collection.undo()


def test_undo_is_not_undone_by_undo(collection: Collection) -> None:
    answer(collection, "tiny/a")
    collection.undo()
    with pytest.raises(NothingToUndo):
        collection.undo()
    assert collection.card("tiny/a") == CardState("tiny/a")


def test_bulk_action_is_one_step(collection: Collection) -> None:
    answer(collection, "tiny/a")
    collection.act(EventKind.SUSPEND, ["tiny/a", "tiny/b", "tiny/c"])
    undone = collection.undo()
    assert len(undone.events) == 5
    assert not any(collection.card(card).suspended for card in undone.cards)
    assert collection.card("tiny/a").reps == 1


def test_undo_tells_what_was_taken_back(collection: Collection) -> None:
    review = answer(collection, "tiny/a").review
    undone = collection.undo()
    assert (undone.reviews, undone.events, undone.cards) == ((review,), (), ["tiny/a"])


def test_since_a_moment_is_one_step(collection: Collection, clock: ManualClock) -> None:
    answer(collection, "tiny/a")
    clock.advance(minutes=1)
    moment, before = clock.now_ms(), state(collection)
    answer(collection, "tiny/a", EASY)
    collection.act(EventKind.FLAG, ["tiny/b"])
    collection.set("new_per_day", 3)
    clock.advance(hours=1)
    answer(collection, "tiny/b")
    undone = collection.undo(since_ms=moment)
    assert state(collection) == before
    assert [review.card_id for review in undone.reviews] == ["tiny/a", "tiny/b"]
    collection.undo()  # the one before it
    assert collection.card("tiny/a") == CardState("tiny/a")


def test_since_a_moment_without_anything_to_undo(
    collection: Collection, clock: ManualClock
) -> None:
    answer(collection, "tiny/a")
    with pytest.raises(NothingToUndo, match="since then"):
        collection.undo(since_ms=clock.now_ms() + 60_000)
    assert collection.card("tiny/a").reps == 1


def test_undone_setting_reschedules(collection: Collection) -> None:
    before = answer(collection, "tiny/a", EASY).card
    collection.set("desired_retention", 0.8)
    assert collection.card("tiny/a") != before
    collection.undo()
    assert collection.card("tiny/a") == before
    assert collection.settings.is_default("desired_retention")


def test_undone_setting_gives_way_to_the_one_before(collection: Collection) -> None:
    collection.set("new_per_day", 3)
    collection.set("new_per_day", 4)
    collection.undo()
    assert collection.settings["new_per_day"] == 3


def test_answer_of_another_process_can_be_undone(
    collection: Collection, home: Path, clock: ManualClock
) -> None:
    with opened(home, clock) as other:
        answer(other, "tiny/a")
        assert collection.undo().cards == ["tiny/a"]
        assert other.card("tiny/a") == CardState("tiny/a")


def test_last_operation_goes_first_although_the_clock_was_set_back(
    collection: Collection, clock: ManualClock
) -> None:
    collection.act(EventKind.FLAG, ["tiny/b"])
    clock.advance(minutes=-20)
    answer(collection, "tiny/a")
    assert collection.undo().reviews
    clock.advance(minutes=-20)
    answer(collection, "tiny/a")
    collection.set("new_per_day", 1)
    assert collection.undo().events


def test_undone_answer_can_be_given_again(collection: Collection) -> None:
    answer(collection, "tiny/a", EASY)
    collection.undo()
    answer(collection, "tiny/a", AGAIN)
    assert collection.card("tiny/a").last_rating is AGAIN
    assert collection.card("tiny/a").reps == 1


def test_late_second_click_on_an_undone_answer_records_nothing(collection: Collection) -> None:
    shown = collection.show("tiny/a")
    collection.record(shown, GOOD)
    collection.undo()
    assert collection.record(shown, GOOD).repeated
    assert collection.card("tiny/a") == CardState("tiny/a")
