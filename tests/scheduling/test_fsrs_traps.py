"""What the ``fsrs`` package lets slip, and we do not."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from support.studying import AGAIN, DAY, EASY, GOOD, HARD

from mlinterview.clock import StudyCalendar, to_ms
from mlinterview.model.reviews import CardState, Rating
from mlinterview.scheduling.curve import interval_days
from mlinterview.scheduling.options import SchedulingOptions
from mlinterview.scheduling.scheduler import Scheduler

PLAIN = Scheduler(SchedulingOptions(fuzz=False))
LEARNED = PLAIN.review(CardState("d/q"), EASY, 0, DAY).card


def review(card: CardState, rating: Rating, day: int) -> CardState:
    return PLAIN.review(card, rating, day * 86_400_000, day).card


@pytest.mark.parametrize("hours", [23, 24, 25])
def test_next_evening_is_one_day_later_whatever_the_hour(hours: int) -> None:
    calendar = StudyCalendar(UTC)
    evening = datetime(2026, 3, 2, 21, 0, tzinfo=UTC)
    first, second = to_ms(evening), to_ms(evening + timedelta(hours=hours))
    card = PLAIN.review(CardState("d/q"), EASY, first, calendar.study_day(first)).card
    later = PLAIN.review(card, GOOD, second, calendar.study_day(second)).card
    whole_day = PLAIN.review(card, GOOD, second, calendar.study_day(first) + 1).card
    assert later.stability == whole_day.stability


def test_time_within_the_day_does_not_change_the_memory_state() -> None:
    morning = PLAIN.review(LEARNED, GOOD, 1, DAY + 9).card
    evening = PLAIN.review(LEARNED, GOOD, 50_000_000, DAY + 9).card
    assert (morning.stability, morning.difficulty) == (evening.stability, evening.difficulty)


def test_day_before_the_last_one_counts_as_the_same_day() -> None:
    earlier, same = review(LEARNED, GOOD, DAY - 3), review(LEARNED, GOOD, DAY)
    assert (earlier.stability, earlier.difficulty) == (same.stability, same.difficulty)


def test_same_day_hard_does_not_weaken_a_memory() -> None:
    stability = review(LEARNED, HARD, DAY).stability
    assert stability is not None
    assert LEARNED.stability is not None
    assert stability >= LEARNED.stability


def test_review_does_not_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    def sleep(seconds: float) -> None:
        raise AssertionError(f"slept {seconds} s")

    monkeypatch.setattr(time, "sleep", sleep)
    assert review(CardState("d/q"), GOOD, DAY).reps == 1


@pytest.mark.parametrize("retention", [0.0, -0.1, 1.01, float("nan")])
def test_desired_retention_is_checked(retention: float) -> None:
    with pytest.raises(ValueError, match="desired retention"):
        Scheduler(SchedulingOptions(desired_retention=retention))
    with pytest.raises(ValueError, match="desired retention"):
        interval_days(1.0, retention)


def test_parameters_are_checked() -> None:
    with pytest.raises(ValueError, match="parameters"):
        Scheduler(SchedulingOptions(parameters=(1.0,) * 19))


def test_new_card_has_no_retrievability() -> None:
    assert PLAIN.retrievability(CardState("d/q"), DAY) is None


def test_retrievability_falls_with_study_days() -> None:
    values = [PLAIN.retrievability(LEARNED, DAY + days) for days in range(5)]
    assert values[0] == 1.0
    assert values == sorted(values, key=lambda value: -(value or 0))
    assert len(set(values)) == len(values)


def test_retrievability_is_one_before_the_last_review() -> None:
    assert PLAIN.retrievability(LEARNED, DAY - 5) == 1.0


def test_gap_of_ten_thousand_years_is_survived() -> None:
    assert review(LEARNED, AGAIN, DAY + 3_650_000).reps == 2


def test_study_days_beyond_the_calendar_are_survived() -> None:
    assert review(review(CardState("d/q"), EASY, 10_000_000), GOOD, 10_000_400).reps == 2


def test_memory_state_has_single_precision() -> None:
    import struct

    for value in (LEARNED.stability, LEARNED.difficulty):
        assert struct.unpack("<f", struct.pack("<f", value))[0] == value


def test_absurd_parameters_never_overflow() -> None:
    wild = (100.0, 100.0, 100.0, 100.0, 1.0, 0.001, 0.001, 0.001, 4.5, 0.0, 3.5, 5.0, 0.001, 0.9,
            4.0, 1.0, 6.0, 2.0, 2.0, 0.0, 0.1)  # fmt: skip
    scheduler = Scheduler(SchedulingOptions(parameters=wild))
    card = CardState("d/q")
    for _ in range(50):
        card = scheduler.review(card, EASY, 0, DAY).card
    assert card.reps == 50
