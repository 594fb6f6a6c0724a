"""How one learner answers: own times and ratings, blended with published figures."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.decks import cloze, recall, write_deck
from support.studying import AGAIN, EASY, GOOD, opened

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.learner import (
    FIRST_RATING,
    FIRST_SECONDS,
    KIND_SCALE,
    RECALL_RATING,
    REVIEW_SECONDS,
    estimate,
    habits,
)
from mlinterview.model.reviews import Rating, Review
from mlinterview.planner import Costs
from mlinterview.store import log
from mlinterview.store.habits import Answered, count_reviews


def first(rating: int, seconds: float | None, kind: str | None = "recall") -> Answered:
    return Answered(rating, seconds, None, kind, "review")


def later(rating: int, seconds: float | None, kind: str | None = "recall", mode: str = "review",
          days: int = 3) -> Answered:  # fmt: skip
    return Answered(rating, seconds, days, kind, mode)


def test_without_answers_the_published_figures_hold() -> None:
    found = estimate([])
    assert (found.first_seconds, found.review_seconds) == (FIRST_SECONDS, REVIEW_SECONDS)
    assert found.first_rating == pytest.approx(FIRST_RATING)
    assert found.recall_rating == pytest.approx(RECALL_RATING)
    assert dict(found.kind_scale) == dict(KIND_SCALE)
    assert found.answers == 0


def test_published_seconds_are_those_of_the_planner() -> None:
    assert (Costs().first, Costs().review) == (FIRST_SECONDS, REVIEW_SECONDS)


def test_twenty_own_answers_weigh_as_much_as_the_published_figure() -> None:
    found = estimate([later(3, 15.0)] * 20)
    assert found.review_seconds[2] == pytest.approx((15 + 35) / 2)
    assert found.review_seconds[:2] == REVIEW_SECONDS[:2]
    assert found.first_seconds == FIRST_SECONDS
    assert found.answers == 20


def test_many_own_answers_decide() -> None:
    found = estimate(
        [first(r, s) for r, s in zip((1, 2, 3, 4), (80, 60, 40, 10), strict=True)] * 400
    )
    assert found.first_seconds == pytest.approx((80, 60, 40, 10), rel=0.1)
    assert found.first_rating == pytest.approx((0.25,) * 4, abs=0.01)


def test_a_kind_is_measured_by_recall_questions() -> None:
    found = estimate([later(3, 20.0)] * 900 + [later(3, 100.0, "numeric")] * 900)
    assert found.kind_scale["numeric"] == pytest.approx(5, rel=0.05)
    assert found.review_seconds[2] == pytest.approx(20, rel=0.05)
    assert found.kind_scale["recall"] == 1


def test_a_kind_of_a_plugin_starts_at_that_of_recall() -> None:
    found = estimate([later(3, 35.0, "essay")] * 20)
    assert found.kind_scale["essay"] == pytest.approx(1, rel=0.05)


def test_an_answer_that_was_left_lying_counts_five_minutes() -> None:
    assert estimate([later(3, 9000.0)] * 20) == estimate([later(3, 300.0)] * 20)


def test_a_program_may_take_an_hour() -> None:
    hour, day = ([later(3, s, "code")] * 20 for s in (3600.0, 86_400.0))
    assert estimate(hour) == estimate(day) != estimate([later(3, 300.0, "code")] * 20)


def test_steps_within_a_day_tell_nothing_of_reviews() -> None:
    assert estimate([later(1, 1.0, days=0)] * 100) == estimate([])


def test_crammed_answers_tell_nothing_of_ratings() -> None:
    assert estimate([later(4, None, mode="cram")] * 100).recall_rating == estimate([]).recall_rating
    assert estimate([later(4, None)] * 100).recall_rating[2] > 0.8


@given(st.lists(st.builds(
    Answered, st.integers(1, 4), st.none() | st.floats(0, 1e9), st.none() | st.integers(0, 1000),
    st.sampled_from([None, "recall", "cloze", "code", "essay"]),
    st.sampled_from(["review", "cram", "mock"])), max_size=60))  # fmt: skip
def test_numbers_are_always_usable(answers: list[Answered]) -> None:
    found = estimate(answers)
    assert all(s > 0 for s in (*found.first_seconds, *found.review_seconds))
    assert all(0 < s < 3600 for s in found.kind_scale.values())
    assert sum(found.first_rating) == pytest.approx(1)
    assert sum(found.recall_rating) == pytest.approx(1)
    Costs(found.first_seconds, found.review_seconds)


def answer(collection: Collection, slug: str, rating: Rating, seconds: int) -> None:
    collection.record(collection.show(f"tiny/{slug}"), rating, duration_ms=seconds * 1000)


def test_the_log_tells_kinds_and_what_came_before(tmp_path: Path) -> None:
    clock = ManualClock(datetime(2026, 3, 2, 9, tzinfo=UTC))
    write_deck(tmp_path, recall("a"), cloze("b"))
    with opened(tmp_path, clock) as collection:
        answer(collection, "a", GOOD, 100)
        answer(collection, "b#1", EASY, 3)
        clock.advance(minutes=10)
        answer(collection, "a", GOOD, 1)
        clock.advance(minutes=60 * 24 * 4)
        answer(collection, "a", AGAIN, 200)
        assert habits(collection) == estimate(
            [first(3, 100.0), first(4, 3.0, "cloze"), later(1, 200.0)]
        )


def test_an_answer_taken_back_does_not_count(tmp_path: Path) -> None:
    clock = ManualClock(datetime(2026, 3, 2, 9, tzinfo=UTC))
    write_deck(tmp_path, recall("a"))
    with opened(tmp_path, clock) as collection:
        answer(collection, "a", GOOD, 100)
        collection.undo()
        clock.advance(minutes=60 * 24)
        answer(collection, "a", EASY, 10)
        assert habits(collection) == estimate([first(4, 10.0)])


def test_reviews_are_counted_without_those_taken_back(tmp_path: Path) -> None:
    write_deck(tmp_path, recall("a"))
    with opened(tmp_path, ManualClock(datetime(2026, 3, 2, 9, tzinfo=UTC))) as collection:
        for day in range(4):
            came_with = "import" if day < 2 else None
            review = Review(f"r{day}", "here", "tiny/a", day, day, GOOD, batch=came_with)
            with collection.database.transaction() as connection:
                log.append_review(connection, review)
        counts = []
        for taken_back in ([], ["r3"], ["r3", "import"], ["r1", "r3", "import"]):
            with collection.database.transaction() as connection:
                connection.execute("DELETE FROM undone")
                connection.executemany("INSERT INTO undone VALUES (?)", [(o,) for o in taken_back])
                counts.append(count_reviews(connection))
        assert counts == [4, 3, 1, 1]
