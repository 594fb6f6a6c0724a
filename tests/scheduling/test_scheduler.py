"""From a rating to the next due date."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from support.histories import Situation, ratings, situations
from support.studying import AGAIN, DAY, EASY, GOOD, HARD, steps_at_due

from mlinterview.model.reviews import CardState, Mode, Rating, State
from mlinterview.scheduling.options import SchedulingOptions
from mlinterview.scheduling.scheduler import Scheduler

LEARNED = Scheduler().review(CardState("d/q"), EASY, 0, DAY).card


@given(situations(), ratings)
def test_preview_is_what_the_review_gives(situation: Situation, rating: Rating) -> None:
    scheduler, card, at_ms, day = (
        situation.scheduler, situation.card, situation.at_ms, situation.day,
    )  # fmt: skip
    assert scheduler.preview(card, at_ms, day)[rating] == scheduler.review(card, rating, at_ms, day)


@given(situations())
def test_better_rating_is_never_due_sooner(situation: Situation) -> None:
    steps = situation.scheduler.preview(situation.card, situation.at_ms, situation.day)
    waits = [steps[rating].interval_seconds for rating in Rating]
    assert all(worse <= better for worse, better in pairwise(waits))


@given(situations(), ratings)
def test_no_interval_exceeds_the_maximum(situation: Situation, rating: Rating) -> None:
    step = situation.scheduler.review(situation.card, rating, situation.at_ms, situation.day)
    assert step.interval_seconds <= situation.scheduler.options.maximum_interval * 86_400


@given(situations(), ratings)
def test_interval_leads_to_the_due_date(situation: Situation, rating: Rating) -> None:
    step = situation.scheduler.review(situation.card, rating, situation.at_ms, situation.day)
    if step.interval_seconds < 86_400:
        assert step.card.due_at == situation.at_ms + step.interval_seconds * 1000
        assert step.card.due_day == situation.day
    else:
        assert step.card.due_at is None
        assert step.card.due_day == situation.day + step.interval_seconds // 86_400


@given(situations(), ratings)
def test_review_counts_and_loses_nothing(situation: Situation, rating: Rating) -> None:
    before = situation.card
    after = situation.scheduler.review(before, rating, situation.at_ms, situation.day).card
    assert after.reps == before.reps + 1
    assert after.lapses - before.lapses == (before.state is State.REVIEW and rating is AGAIN)
    assert (after.reviewed_at, after.reviewed_day) == (situation.at_ms, situation.day)
    assert (after.flagged, after.buried_day) == (before.flagged, before.buried_day)
    if before.introduced_day is not None:
        assert after.introduced_day == before.introduced_day


@given(situations(), ratings)
def test_memory_state_stays_in_bounds(situation: Situation, rating: Rating) -> None:
    card = situation.scheduler.review(situation.card, rating, situation.at_ms, situation.day).card
    assert card.stability is not None
    assert card.difficulty is not None
    assert card.stability > 0
    assert 1 <= card.difficulty <= 10


def test_default_first_answers() -> None:
    steps = Scheduler(SchedulingOptions(fuzz=False)).preview(CardState("d/q"), 0, DAY)
    assert [steps[rating].interval_seconds for rating in Rating] == [60, 330, 600, 8 * 86_400]


def test_learning_steps_then_days() -> None:
    steps = list(steps_at_due(Scheduler(), [GOOD, AGAIN, GOOD, GOOD], "d/q"))
    assert [step.card.state for step in steps] == [*[State.LEARNING] * 3, State.REVIEW]
    assert [step.interval_seconds for step in steps][:3] == [600, 60, 600]


def test_forgotten_card_is_relearned() -> None:
    card = Scheduler().review(LEARNED, AGAIN, 0, DAY + 8).card
    assert (card.state, card.lapses, card.due_at) == (State.RELEARNING, 1, 600_000)


def test_without_steps_cards_go_straight_to_days() -> None:
    scheduler = Scheduler(SchedulingOptions(learning_steps=(), relearning_steps=(), fuzz=False))
    steps = list(steps_at_due(scheduler, [AGAIN, GOOD, AGAIN], "d/q"))
    assert {step.card.state for step in steps} == {State.REVIEW}


def test_step_of_a_day_or_more_is_due_by_the_day() -> None:
    scheduler = Scheduler(SchedulingOptions(learning_steps=(2 * 86_400,)))
    card = scheduler.review(CardState("d/q"), AGAIN, 0, DAY).card
    assert (card.state, card.due_at, card.due_day) == (State.LEARNING, None, DAY + 2)


def test_fewer_steps_than_a_card_has_seen_are_survived() -> None:
    card = replace(LEARNED, state=State.LEARNING, step=3)
    scheduler = Scheduler(SchedulingOptions(learning_steps=(60,)))
    assert scheduler.review(card, HARD, 0, DAY).card.state is State.REVIEW


def lapses(threshold: int, number: int, *, suspends: bool = False) -> list[CardState]:
    scheduler = Scheduler(
        SchedulingOptions(leech_threshold=threshold, leech_suspends=suspends, relearning_steps=())
    )
    return [step.card for step in steps_at_due(scheduler, [EASY] + [AGAIN] * number, "d/q")]


def test_leech_after_so_many_lapses() -> None:
    assert [card.leech for card in lapses(3, 4)] == [False, False, False, True, True]


def test_no_leeches_without_threshold() -> None:
    assert not any(card.leech for card in lapses(0, 20))


def test_leech_is_suspended_if_so_set() -> None:
    assert [card.suspended for card in lapses(2, 2, suspends=True)] == [False, False, True]
    assert not any(card.suspended for card in lapses(2, 2))


def test_resumed_leech_is_suspended_again_after_half_as_many_lapses() -> None:
    scheduler = Scheduler(SchedulingOptions(leech_threshold=4, leech_suspends=True))
    card, suspended = replace(LEARNED, lapses=3), []
    for _ in range(5):
        card = scheduler.review(replace(card, state=State.REVIEW, step=None), AGAIN, 0, DAY).card
        suspended.append(card.suspended)
        card = replace(card, suspended=False)
    assert suspended == [True, False, True, False, True]


@pytest.mark.parametrize("mode", [Mode.PLAN, Mode.MOCK])
@given(situation=situations(), rating=ratings)
def test_plan_and_interview_know_no_steps(situation: Situation, rating: Rating, mode: Mode) -> None:
    step = situation.scheduler.review(situation.card, rating, situation.at_ms, situation.day, mode)
    assert step.card.state is State.REVIEW
    assert step.card.due_at is None
    assert step.card.due_day > situation.day
