"""A session under a plan: what is asked, in which order, and for how long."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from support.decks import cloze, recall
from support.studying import AGAIN, EASY, GOOD, answer, asked, differing, opened, run

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.model.goals import Interview
from mlinterview.model.reviews import EventKind, Mode, State
from mlinterview.preparation.dayplan import OUTDATED_AFTER, day_plan
from mlinterview.preparation.setting import clear, set_interview
from mlinterview.store.queues import Selection

Planned = Callable[..., Collection]

MONDAY = date(2026, 3, 2)
MANY = [f"q{number:02}" for number in range(60)]


def study(
    collection: Collection, clock: ManualClock, seconds: float = 60, **options: object
) -> list[str]:
    """Answer, so many seconds each, until the session is over; returns the slugs."""
    session, slugs = collection.session(**options), []
    while (slug := asked(session)) is not None:
        clock.advance(seconds=seconds)
        session.rate(GOOD)
        slugs.append(slug)
    return slugs


# -- time ------------------------------------------------------------------------------------------


def test_day_ends_with_its_minutes(planned: Planned, clock: ManualClock) -> None:
    collection = planned(*MANY, minutes=10)
    assert len(study(collection, clock)) == 10
    assert collection.session().limit_reached == "minutes"


def test_minutes_are_shared_by_sessions(planned: Planned, clock: ManualClock) -> None:
    collection = planned(*MANY, minutes=10)
    assert len(study(collection, clock, limit=4)) == 4
    assert len(study(collection, clock)) == 6


def test_answers_that_nobody_timed_take_time(planned: Planned) -> None:
    collection = planned(*MANY, minutes=10)
    for _ in range(10):
        session = collection.session()
        assert session.shown
        collection.record(session.shown, GOOD)
    assert collection.session().shown is None


def test_extra_time_goes_on_with_the_plan(planned: Planned, clock: ManualClock) -> None:
    collection = planned(*MANY, minutes=5)
    first = study(collection, clock)
    more = study(collection, clock, minutes=20)
    assert len(first) == 5
    assert len(more) == 20
    assert not set(first) & set(more)


def test_day_of_rest_asks_nothing_by_itself(planned: Planned, clock: ManualClock) -> None:
    collection = planned(*MANY, rest=(0,))
    assert study(collection, clock) == []
    assert len(study(collection, clock, minutes=3)) == 3
    clock.advance(days=1)
    assert len(study(collection, clock)) == 10


def test_missed_days_are_made_up_for_by_planning_anew(planned: Planned, clock: ManualClock) -> None:
    collection = planned(*MANY, days=10)
    first = study(collection, clock)
    clock.advance(days=4)
    later = study(collection, clock)
    assert len(later) == 10
    assert set(first) - set(later) or set(later) - set(first)


@pytest.mark.parametrize("days", [0, 1])
def test_interview_today_or_tomorrow(planned: Planned, clock: ManualClock, days: int) -> None:
    collection = planned(*MANY, days=days)
    assert len(study(collection, clock)) == 10


# -- what is asked ---------------------------------------------------------------------------------


def test_new_cards_come_without_their_daily_limit(planned: Planned, clock: ManualClock) -> None:
    collection = planned(*MANY, minutes=40)
    collection.set("new_per_day", 2)
    assert len(set(study(collection, clock))) > 20


def test_session_says_that_it_follows_a_plan(planned: Planned) -> None:
    session = planned("a").session()
    assert session.rate(GOOD).review.mode is Mode.PLAN


def test_forgotten_card_has_no_learning_step(planned: Planned) -> None:
    session = planned(*MANY).session()
    card = session.rate(AGAIN).card
    assert card.state is State.REVIEW
    assert card.due_at is None
    assert session.remaining.learning == 0


def test_preview_is_what_is_recorded(planned: Planned) -> None:
    session = planned("a", "b").session()
    expected = session.preview()[AGAIN]
    assert session.rate(AGAIN).interval_seconds == expected


def test_answer_without_a_session_counts_for_the_plan(planned: Planned) -> None:
    assert answer(planned("a"), "tiny/a").review.mode is Mode.PLAN


def test_what_counts_more_comes_first(planned: Planned, clock: ManualClock) -> None:
    heavy = [recall(f"h{n}", topics=["HVY01"]) for n in range(5)]
    collection = planned(*MANY[:20], *heavy, minutes=5, focus={"HVY": 3.0})
    assert sorted(study(collection, clock)) == [f"h{n}" for n in range(5)]


def test_what_does_not_count_is_never_asked(planned: Planned, clock: ManualClock) -> None:
    collection = planned("a", recall("b", topics=["OUT01"]), "c", focus={"OUT": 0.0})
    assert set(study(collection, clock)) == {"a", "c"}


def test_required_question_comes_before(planned: Planned, clock: ManualClock) -> None:
    collection = planned(
        recall("later", requires=["tiny/basic"], asked="often"),
        recall("basic", asked="rarely"),
    )
    slugs = study(collection, clock)
    assert slugs.index("basic") < slugs.index("later")


def test_questions_that_require_each_other_are_asked_all_the_same(
    planned: Planned, clock: ManualClock
) -> None:
    collection = planned(
        recall("a", requires=["tiny/b"]), recall("b", requires=["tiny/c"]),
        recall("c", requires=["tiny/a"]),
    )  # fmt: skip
    assert sorted(study(collection, clock)[:3]) == ["a", "b", "c"]


def test_one_hole_of_a_question_a_day(planned: Planned, clock: ManualClock) -> None:
    collection = planned(cloze("x", holes=3), days=10, minutes=3)
    for _ in range(3):
        session = collection.session()
        assert len({slug.partition("#")[0] for slug in run(session)[:1]}) == 1
        clock.advance(days=1)
    assert opened_holes(collection) >= 2


def opened_holes(collection: Collection) -> int:
    return sum(collection.card(f"tiny/x{hole}").reps > 0 for hole in ("", "#2", "#3"))


def test_known_card_is_asked_once_a_day(planned: Planned, clock: ManualClock) -> None:
    assert study(planned("a"), clock) == ["a"]


def test_forgotten_card_comes_again_on_the_same_day_where_there_is_time(
    planned: Planned, clock: ManualClock
) -> None:
    session = planned("a", "b").session()
    ratings = {"a": [AGAIN, GOOD], "b": [AGAIN, AGAIN, AGAIN]}
    slugs = []
    while (slug := asked(session)) is not None:
        clock.advance(seconds=30)
        session.rate(ratings[slug].pop(0))
        slugs.append(slug)
    assert sorted(slugs) == ["a", "a", "b", "b", "b"]


def test_suspended_card_is_not_asked(planned: Planned, clock: ManualClock) -> None:
    collection = planned("a", "b")
    collection.session()  # the order is made
    collection.act(EventKind.SUSPEND, ["tiny/a"])
    assert "a" not in study(collection, clock)


def test_buried_card_waits_for_tomorrow(planned: Planned, clock: ManualClock) -> None:
    collection = planned("a", "b")
    session = collection.session()
    gone = asked(session)
    session.bury()
    assert asked(session) not in (None, gone)
    assert gone not in study(collection, clock)
    clock.advance(days=1)
    assert gone in study(collection, clock)


def test_selection_takes_its_part_of_the_plan(planned: Planned, clock: ManualClock) -> None:
    collection = planned(*MANY[:5], recall("other", topics=["U"]))
    assert study(collection, clock, selection=Selection(topics=("U",))) == ["other"]


def test_limits_of_new_cards_hold(planned: Planned) -> None:
    collection = planned(*MANY)
    assert len(run(collection.session(new=3))) == 3


def test_ahead_and_cram_ask_as_without_a_plan(planned: Planned) -> None:
    collection = planned("a", "b")
    assert collection.session(mode=Mode.CRAM).shown is None
    assert collection.session(mode=Mode.AHEAD).rate(GOOD).review.mode is Mode.AHEAD


# -- while it goes on ------------------------------------------------------------------------------


def test_card_is_not_asked_twice_from_one_order(planned: Planned, clock: ManualClock) -> None:
    collection = planned(*MANY, minutes=20)
    slugs = study(collection, clock, seconds=40)
    assert len(slugs) == len(set(slugs)) == 30


def test_undone_answer_is_asked_again(planned: Planned) -> None:
    session = planned(*MANY).session()
    first = asked(session)
    session.rate(EASY)
    session.undo()
    assert asked(session) == first


def test_two_sessions_do_not_ask_the_same(planned: Planned, home: Path, clock: ManualClock) -> None:
    one = planned(*MANY).session()
    with opened(home, clock) as second:
        other = second.session()
        assert asked(other) == asked(one)
        slug = asked(one)
        one.rate(GOOD)
        other.skipped.clear()
        assert asked(second.session()) != slug


def test_changed_plan_is_followed_at_once(planned: Planned, clock: ManualClock) -> None:
    collection = planned("a", recall("b", topics=["B"]))
    collection.session()
    set_interview(collection, Interview(MONDAY + timedelta(days=10), {"B": 0.0}))
    assert set(study(collection, clock)) == {"a"}


def test_order_follows_the_decks(planned: Planned, home: Path, clock: ManualClock) -> None:
    planned("a").session()
    (home / "decks" / "tiny" / "more.md").write_text(recall("b"))
    with opened(home, clock) as collection:
        assert "b" in study(collection, clock)


@pytest.mark.parametrize("rubbish", ["", "{", "[]", '{"key": 1}', "\x00" * 50])
def test_kept_order_may_be_rubbish(planned: Planned, clock: ManualClock, rubbish: str) -> None:
    collection = planned("a")
    collection.session()
    collection.home.day_plan.write_text(rubbish)
    assert study(collection, clock)[0] == "a"


def test_cleared_plan_returns_to_what_is_due(planned: Planned, clock: ManualClock) -> None:
    collection = planned(*MANY)
    study(collection, clock)
    clear(collection)
    assert collection.session().mode is Mode.REVIEW


def test_log_gives_the_same_cards_again(planned: Planned, clock: ManualClock) -> None:
    collection = planned(*MANY[:8], cloze("x"), minutes=4)
    for _ in range(6):
        study(collection, clock)
        clock.advance(days=1)
    assert differing(collection) == []


@pytest.mark.parametrize("planned_for", [None, 10])
def test_session_goes_on_behind_what_another_one_of_the_program_has_asked(
    deck: Planned, planned: Planned, planned_for: int | None
) -> None:
    collection = deck(*MANY) if planned_for is None else planned(*MANY, days=planned_for)
    one, other = collection.session(), collection.session()
    answered = []
    for _ in range(4):
        answered.append(asked(one))
        one.rate(EASY)
    # the other one still shows its first question
    assert asked(other) == answered[0]
    other.rate(EASY)
    assert asked(other) not in answered


def test_plan_that_wants_nothing_is_no_day_of_rest(planned: Planned) -> None:
    collection = planned("a")
    collection.record(collection.show("tiny/a"), EASY)
    today = collection.today()
    assert (today.due + today.new, today.rest) == (0, False)


def test_order_of_a_far_plan_holds_for_the_day(planned: Planned) -> None:
    collection = planned(*MANY, days=200, minutes=60)
    first = day_plan(collection)
    for card in first.order[: OUTDATED_AFTER + 5]:
        collection.record(collection.show(card.card_id), GOOD, duration_ms=1)
    assert day_plan(collection) == first
