"""One learner's everything: what is recorded, what follows from it, and who else sees it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.decks import cloze, write_deck
from support.stores import contents
from support.studying import AGAIN, EASY, GOOD, HARD, answer, differing, opened

from mlinterview import open_collection
from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.errors import InvalidSetting, UnknownName
from mlinterview.model.kinds import Outcome, Verdict
from mlinterview.model.reviews import CardState, EventKind, Rating, State


@pytest.fixture
def collection(home: Path, clock: ManualClock) -> Iterator[Collection]:
    write_deck(home, "a", "b", cloze("c", 3))
    with opened(home, clock) as collection:
        yield collection


@pytest.fixture
def other(collection: Collection, home: Path, clock: ManualClock) -> Iterator[Collection]:
    """The same collection in another process, as far as the database can tell."""
    with opened(home, clock) as other:
        yield other


def log_size(collection: Collection) -> tuple[int, int]:
    tables = contents(collection.home.database, "reviews", "events")
    return len(tables["reviews"]), len(tables["events"])


# -- answering -------------------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.sampled_from(["tiny/a", "tiny/c#2"]),
    st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 400)), max_size=6),
    st.sampled_from(Rating),
)
def test_preview_is_exactly_what_is_recorded(
    collection: Collection,
    clock: ManualClock,
    card_id: str,
    history: list[tuple[Rating, int]],
    rating: Rating,
) -> None:
    collection.act(EventKind.RESET, [card_id])
    for earlier, days in history:
        clock.advance(minutes=1)
        answer(collection, card_id, earlier)
        clock.advance(days=days)
    clock.advance(minutes=1)
    shown = collection.show(card_id)
    previewed = collection.preview(shown)[rating]
    recorded = collection.record(shown, rating)
    assert recorded.card == previewed.card == collection.card(card_id)
    assert recorded.interval_seconds == previewed.interval_seconds


def test_same_showing_is_recorded_once(collection: Collection) -> None:
    shown = collection.show("tiny/a")
    first = collection.record(shown, GOOD)
    second = collection.record(shown, AGAIN)
    assert (first.repeated, second.repeated) == (False, True)
    assert second == replace(first, repeated=True)
    assert log_size(collection)[0] == 1


def test_same_showing_is_recorded_once_by_two_processes(
    collection: Collection, other: Collection
) -> None:
    shown = collection.show("tiny/a")
    assert other.record(shown, GOOD).card == collection.record(shown, AGAIN).card
    assert log_size(collection)[0] == 1


def test_review_tells_everything_about_the_answer(
    collection: Collection, clock: ManualClock
) -> None:
    answer(collection, "tiny/a", EASY)
    clock.advance(days=9)
    shown = collection.show("tiny/a")
    verdict = Verdict(Outcome.PARTIAL, ("almost",), {"part": 1})
    review = collection.record(
        shown, HARD, response="half", verdict=verdict, duration_ms=4321
    ).review
    assert (review.id, review.card_id, review.rating) == (shown.token, "tiny/a", HARD)
    assert (review.reviewed_at, review.study_day) == (clock.now_ms(), shown.study_day)
    assert (review.response, review.duration_ms, review.seed) == ("half", 4321, shown.seed)
    assert review.verdict == '{"feedback": ["almost"], "outcome": "partial", "parts": {"part": 1}}'
    assert review.content_hash == shown.question.content_hash != ""
    assert (review.previous_state, review.previous_stability) == (
        State.REVIEW, shown.card.stability,
    )  # fmt: skip


def test_study_day_is_that_of_the_showing(collection: Collection, clock: ManualClock) -> None:
    collection.set("time_zone", "UTC")
    clock.set(datetime(2026, 3, 3, 3, 59, tzinfo=UTC))
    shown = collection.show("tiny/a")
    clock.advance(minutes=2)
    assert collection.record(shown, GOOD).review.study_day == collection.study_day() - 1


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York", "Pacific/Kiritimati"])
def test_learner_may_live_anywhere(collection: Collection, zone: str) -> None:
    collection.set("time_zone", zone)
    recorded = answer(collection, "tiny/a", EASY)
    assert recorded.card.due_day == recorded.review.study_day + recorded.interval_seconds // 86_400


def test_study_day_stays_when_the_learner_moves(collection: Collection, clock: ManualClock) -> None:
    collection.set("time_zone", "UTC")
    before = answer(collection, "tiny/a", EASY).card
    for name, value in (("time_zone", "Pacific/Kiritimati"), ("rollover_hour", 23)):
        collection.set(name, value)
        collection.rebuild()
        assert collection.card("tiny/a") == before


def test_due_moment_of_a_step_is_exact_and_that_of_a_review_the_days_beginning(
    collection: Collection, clock: ManualClock
) -> None:
    collection.set("time_zone", "UTC")
    assert collection.due_ms(collection.card("tiny/a")) is None
    step, review = answer(collection, "tiny/a", AGAIN), answer(collection, "tiny/b", EASY)
    assert collection.due_ms(step.card) == step.review.reviewed_at + 60_000
    due = collection.due_ms(review.card)
    assert due is not None
    assert collection.study_day(due) == collection.study_day(due - 1) + 1 == review.card.due_day


def test_unknown_card_is_refused_with_a_suggestion(collection: Collection) -> None:
    with pytest.raises(UnknownName, match="did you mean tiny/a"):
        collection.show("tinny/a")


# -- events ----------------------------------------------------------------------------------------


def test_question_means_all_its_cards(collection: Collection) -> None:
    cards = ["tiny/c", "tiny/c#2", "tiny/c#3"]
    assert collection.act(EventKind.SUSPEND, ["tiny/c"]) == cards
    assert all(collection.card(card).suspended for card in cards)


def test_card_means_itself(collection: Collection) -> None:
    assert collection.act(EventKind.SUSPEND, ["tiny/c#2"]) == ["tiny/c#2"]
    assert not collection.card("tiny/c").suspended


def test_nothing_is_done_if_one_name_is_unknown(collection: Collection) -> None:
    with pytest.raises(UnknownName):
        collection.act(EventKind.SUSPEND, ["tiny/a", "tiny/nonsense"])
    assert log_size(collection) == (0, 0)
    assert not collection.card("tiny/a").suspended


def test_reset_card_is_as_if_never_seen(collection: Collection) -> None:
    answer(collection, "tiny/a")
    collection.act(EventKind.RESET, ["tiny/a"])
    assert collection.card("tiny/a") == CardState("tiny/a")
    assert contents(collection.home.database)["cards"] == []
    assert log_size(collection) == (1, 1)


# -- settings --------------------------------------------------------------------------------------


def test_setting_counts_at_once_and_everywhere(collection: Collection, other: Collection) -> None:
    assert other.settings["new_per_day"] == 20
    assert collection.set("new_per_day", "5") == 5
    assert other.settings["new_per_day"] == 5


def test_setting_survives_reopening(collection: Collection, home: Path) -> None:
    collection.set("learning_steps", "5m 1h")
    collection.close()
    with opened(home) as again:
        assert again.settings["learning_steps"] == [300, 3600]
        assert again.scheduler.options.learning_steps == (300, 3600)


def test_setting_goes_back_to_its_default(collection: Collection) -> None:
    collection.set("fuzz", "no")
    assert collection.set("fuzz", None) is True
    assert collection.settings.is_default("fuzz")


def test_setting_that_matters_reschedules_all_cards(collection: Collection) -> None:
    before = answer(collection, "tiny/a", EASY).card
    collection.set("desired_retention", 0.8)
    after = collection.card("tiny/a")
    assert after.stability == before.stability
    assert after.due_day is not None
    assert before.due_day is not None
    assert after.due_day > before.due_day
    assert differing(collection) == []


@pytest.mark.parametrize("value", [None, "5"])
def test_unknown_setting_is_refused_and_not_recorded(
    collection: Collection, value: str | None
) -> None:
    with pytest.raises(UnknownName, match="no setting 'nonsense'"):
        collection.set("nonsense", value)
    assert log_size(collection) == (0, 0)


def test_impossible_value_is_refused_and_not_recorded(collection: Collection) -> None:
    with pytest.raises(InvalidSetting, match=r"from 0.7 to 0.99"):
        collection.set("desired_retention", 1.5)
    assert log_size(collection) == (0, 0)


@pytest.mark.parametrize("kind", ["review", "event"])
def test_setting_changed_by_another_process_just_before_counts(
    collection: Collection, other: Collection, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    shown = collection.show("tiny/a")
    transaction = collection.database.transaction
    changes = iter([lambda: other.set("learning_steps", "")])

    def late_transaction() -> object:
        for change in changes:
            change()
        return transaction()

    monkeypatch.setattr(collection.database, "transaction", late_transaction)
    if kind == "review":
        assert collection.record(shown, GOOD).card.state is State.REVIEW
    else:
        collection.act(EventKind.FLAG, ["tiny/a"])
    assert differing(collection) == []


# -- the rest --------------------------------------------------------------------------------------


def test_answers_of_another_process_are_seen(collection: Collection, other: Collection) -> None:
    answer(other, "tiny/a")
    assert collection.card("tiny/a").reps == 1
    assert collection.today().answered == 1


def test_rebuild_mends_what_was_tampered_with(collection: Collection) -> None:
    before = answer(collection, "tiny/a").card
    with collection.database.transaction() as connection:
        connection.execute("UPDATE cards SET stability = 1e6")
        connection.execute("INSERT INTO settings VALUES ('new_per_day', '1')")
    assert differing(collection) == ["tiny/a"]
    assert collection.rebuild() == 1
    assert collection.card("tiny/a") == before
    assert collection.settings["new_per_day"] == 20
    assert differing(collection) == []


def test_log_of_a_removed_question_stays(collection: Collection, home: Path) -> None:
    before = answer(collection, "tiny/a").card
    collection.close()
    write_deck(home, "b")
    with opened(home) as again:
        assert again.library.ids() == ["tiny/b"]
        assert again.card("tiny/a") == before
        assert again.rebuild() == 1


def test_seed_differs_by_card_and_repetition(collection: Collection) -> None:
    first, second = collection.show("tiny/a").seed, collection.show("tiny/b").seed
    assert first == collection.show("tiny/a").seed
    answer(collection, "tiny/a")
    assert len({first, second, collection.show("tiny/a").seed}) == 3


def test_collection_opens_where_the_environment_says(home: Path) -> None:
    with open_collection() as collection:
        assert collection.home.folder == home


def test_given_home_goes_before_the_environment(tmp_path: Path) -> None:
    with open_collection(tmp_path / "elsewhere") as collection:
        assert collection.home.folder == tmp_path / "elsewhere"
