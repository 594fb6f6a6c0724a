"""Days, streaks and hours, in any time zone."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.statistics import TODAY, one_review, put

from mlinterview.clock import StudyCalendar, to_ms
from mlinterview.settings import Settings
from mlinterview.statistics.activity import local_hours, streak
from mlinterview.statistics.build import build
from mlinterview.statistics.parts import Day, Share, Streak

# with daylight saving, without, of a quarter and of half an hour, and one that skipped a whole day
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
)


def calendar(zone: str) -> StudyCalendar:
    return Settings({"time_zone": zone}).calendar()


def on(*ago: int) -> tuple[Day, ...]:
    return tuple(
        Day(TODAY - one, (0, 0, 1, 0), 1, 0, 1.0, Share(0, 0)) for one in sorted(ago, reverse=True)
    )


@pytest.mark.parametrize(
    ("studied", "expected"),
    [
        ((), Streak(0, 0, 0, 0)),
        ((0,), Streak(1, 1, 1, 1)),
        ((1,), Streak(1, 1, 1, 1)),
        ((2,), Streak(0, 1, 1, 1)),
        ((0, 1, 2, 4, 5, 6, 7), Streak(3, 4, 7, 7)),
        ((1, 2, 29, 30), Streak(2, 2, 4, 3)),
        ((-1, 0), Streak(1, 1, 1, 1)),
    ],
)
def test_streak(studied, expected) -> None:
    assert streak(on(*studied), TODAY) == expected


@given(
    st.sampled_from(ZONES),
    st.lists(st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1)), min_size=1, max_size=40),
)
def test_hours_are_those_of_the_wall_clock(zone, moments) -> None:
    there = calendar(zone)
    milliseconds = [to_ms(moment.replace(tzinfo=UTC)) for moment in moments]
    shown = local_hours(np.array(milliseconds), there).tolist()
    assert shown == [there.local(moment).hour for moment in milliseconds]


@pytest.mark.parametrize("zone", ZONES)
def test_hours_of_every_quarter_of_a_year_with_two_changes_of_the_clock(zone) -> None:
    there = calendar(zone)
    start = to_ms(datetime(2026, 1, 1, tzinfo=UTC))
    quarters = start + np.arange(365 * 96) * 900_000 + 123
    expected = [there.local(int(moment)).hour for moment in quarters[::7]]
    assert local_hours(quarters, there)[::7].tolist() == expected


def test_review_after_midnight_is_of_the_evening_before_and_of_its_own_hour(collection) -> None:
    put(collection, one_review(1, "tiny/q0", TODAY - 1, hour=24.5))
    found = build(collection)
    assert [day.study_day for day in found.days] == [TODAY - 1]
    assert [hour.hour for hour in found.hours if hour.reviews] == [0]


def test_review_of_another_time_zone_keeps_its_study_day(collection) -> None:
    put(collection, one_review(1, "tiny/q0", TODAY - 3))
    collection.set("time_zone", "Pacific/Auckland")
    assert [day.study_day for day in build(collection).days] == [TODAY - 3]


def test_days_on_which_the_clocks_change_are_days_like_others(collection) -> None:
    collection.set("time_zone", "Europe/Berlin")
    there = collection.settings.calendar()
    # every six hours around the last Sundays of March and October 2025
    moments = [
        to_ms(datetime(2025, month, day, tzinfo=UTC) + timedelta(hours=hour))
        for month, day in ((3, 29), (10, 25))
        for hour in range(0, 72, 6)
    ]
    reviews = [
        one_review(0, "tiny/q0", 0).__class__(
            f"{n:08}",
            "here",
            f"tiny/q{n % 9}",
            moment,
            there.study_day(moment),
            rating=3,
            duration_ms=1,
        )
        for n, moment in enumerate(moments)
    ]
    put(collection, *reviews)
    found = build(collection)
    assert found.reviews == len(moments)
    assert found.streak.longest == 4
    assert sum(hour.reviews for hour in found.hours) == len(moments)


def test_unknown_durations_are_no_time(collection) -> None:
    put(
        collection,
        *(one_review(n, "tiny/q0", TODAY, duration_ms=d) for n, d in enumerate((None, -5, 500))),
    )
    found = build(collection)
    assert found.seconds == 0.5
    assert found.times.histogram.total == 1


def test_absurd_durations_spoil_no_other_number(collection) -> None:
    put(
        collection,
        one_review(1, "tiny/q0", TODAY, 4, duration_ms=2**62),
        one_review(2, "tiny/q1", TODAY),
    )
    found = build(collection)
    assert found.days[0].ratings == (0, 0, 1, 1)
    assert found.times.histogram.counts[-1] == 1


def test_question_that_no_deck_holds_any_more_counts_in_the_whole(collection) -> None:
    put(collection, one_review(1, "gone/away", TODAY))
    assert build(collection).reviews == 1
    assert build(collection).cards.total == 10
