"""When the interviews are over: ordinary reviews again, a portion a day."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from support.decks import recall
from support.studying import AGAIN, EASY, GOOD, asked

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.model.reviews import Mode
from mlinterview.preparation.setting import clear

Planned = Callable[..., Collection]

MANY = [f"q{number:03}" for number in range(150)]


def study(collection: Collection, clock: ManualClock, **options: object) -> list[str]:
    """Answer, 30 seconds each, until the session is over; returns the slugs."""
    session, slugs = collection.session(**options), []
    while (slug := asked(session)) is not None:
        clock.advance(seconds=30)
        session.rate(EASY)
        slugs.append(slug)
    return slugs


@pytest.fixture
def over(planned: Planned, clock: ManualClock) -> Collection:
    """A plan whose interview was long ago, with 120 cards that have fallen due since it began."""
    collection = planned(*MANY, days=10, minutes=14)
    for slug in MANY[:120]:
        shown = collection.show(f"tiny/{slug}")
        collection.record(shown, GOOD, duration_ms=60_000)
    clock.advance(days=11)
    return collection


def test_session_is_an_ordinary_one(over: Collection) -> None:
    assert over.session().mode is Mode.REVIEW
    assert over.today().interview is None


def test_no_more_is_due_than_a_day_of_the_plan_had_time_for(over: Collection) -> None:
    assert over.today().due == 28
    assert over.session().remaining.due == 28


def test_portion_is_of_the_day_not_of_the_session(over: Collection, clock: ManualClock) -> None:
    assert len(study(over, clock, limit=10)) == 10
    assert over.session().remaining.due == 18
    study(over, clock)
    assert over.today().due == 0


def test_new_cards_wait_while_there_is_no_room(over: Collection) -> None:
    assert over.today().new == 0
    assert over.session().remaining.new == 0


def test_pile_is_gone_after_some_days_and_new_cards_come(
    over: Collection, clock: ManualClock
) -> None:
    days = []
    for _ in range(12):
        days.append(over.session().remaining)
        study(over, clock)
        clock.advance(days=1)
    assert max(day.due for day in days) <= 28
    assert any(day.new for day in days)
    assert all(over.card(f"tiny/{slug}").reps >= 2 for slug in MANY[:120])


def test_no_learning_steps_are_left_over(planned: Planned, clock: ManualClock) -> None:
    collection = planned(*MANY[:20], minutes=20)
    session = collection.session()
    while asked(session):
        clock.advance(seconds=60)
        session.rate(AGAIN)
    clear(collection)
    assert collection.session().remaining.learning == 0


def test_clearing_a_plan_is_an_end_too(planned: Planned, clock: ManualClock) -> None:
    collection = planned(*MANY, days=60, minutes=14)
    for slug in MANY[:120]:
        collection.record(collection.show(f"tiny/{slug}"), GOOD, duration_ms=1000)
    clock.advance(days=11)
    clear(collection)
    assert collection.today().due == 28


def test_after_a_quarter_of_a_year_everything_due_is_asked(
    over: Collection, clock: ManualClock
) -> None:
    clock.advance(days=100)
    assert over.today().due == 120


def test_collection_that_never_had_a_plan_is_not_limited(deck: Planned, clock: ManualClock) -> None:
    collection = deck(*MANY, recall("extra"))
    for slug in MANY[:60]:
        collection.record(collection.show(f"tiny/{slug}"), GOOD, mode=Mode.PLAN)
    clock.advance(days=30)
    assert collection.today().due == 60


def test_plan_set_anew_ends_the_portions(over: Collection) -> None:
    from mlinterview.model.goals import Interview
    from mlinterview.preparation.setting import set_interview

    set_interview(over, Interview(over.today_date() + timedelta(days=5)), minutes=60)
    assert over.session().mode is Mode.PLAN
    assert over.session().remaining.total > 28


def test_new_cards_use_up_room_too(planned: Planned, clock: ManualClock) -> None:
    collection = planned(*MANY, days=1, minutes=5)
    study(collection, clock)
    clock.advance(days=2)
    room = collection.session().remaining
    assert room.due + room.new == 10
    study(collection, clock)
    assert collection.session().remaining.new == 0
    assert collection.today().new == 0


def test_plan_that_nobody_followed_leaves_no_trace(planned: Planned) -> None:
    collection = planned(*MANY, minutes=5)
    clear(collection)
    assert collection.today().new == 20
