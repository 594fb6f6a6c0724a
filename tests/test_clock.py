"""Study days, time zones, and the one place that asks what time it is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlinterview import clock as clocks
from mlinterview.clock import ManualClock, ShiftedClock, StudyCalendar, SystemClock
from mlinterview.errors import InvalidSetting

BERLIN, NEW_YORK, KOLKATA = map(ZoneInfo, ("Europe/Berlin", "America/New_York", "Asia/Kolkata"))
# half an hour of summer time, a change at midnight, no summer time, far east, far west
ZONES = [BERLIN, NEW_YORK, KOLKATA, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("America/Asuncion"),
         ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Pago_Pago"), UTC]  # fmt: skip
HOUR = 3_600_000
# after the islands changed sides of the date line
moments = st.datetimes(datetime(2012, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC)).map(
    clocks.to_ms
)
calendars = st.builds(StudyCalendar, st.sampled_from(ZONES), st.integers(0, 23))


def day_of(calendar: StudyCalendar, text: str) -> date:
    local = datetime.fromisoformat(text)
    if local.tzinfo is None:
        local = local.replace(tzinfo=calendar.zone)
    return clocks.day_to_date(calendar.study_day(clocks.to_ms(local)))


@pytest.mark.parametrize(
    ("local", "day"),
    [
        ("2026-03-02T03:59:59.999", date(2026, 3, 1)),
        ("2026-03-02T04:00", date(2026, 3, 2)),
        ("2026-03-02T23:59", date(2026, 3, 2)),
        ("2026-03-03T00:30", date(2026, 3, 2)),
        ("2026-01-01T01:00", date(2025, 12, 31)),
    ],
)
def test_after_midnight_is_still_the_evening_before(local: str, day: date) -> None:
    assert day_of(StudyCalendar(BERLIN, 4), local) == day


def test_rollover_at_midnight_gives_calendar_days() -> None:
    assert day_of(StudyCalendar(BERLIN, 0), "2026-03-03T00:00") == date(2026, 3, 3)


def test_one_moment_is_another_day_elsewhere() -> None:
    moment = "2026-03-02T23:30+00:00"
    days = [day_of(StudyCalendar(zone), moment).day for zone in (NEW_YORK, BERLIN, KOLKATA)]
    assert days == [2, 2, 3]


@pytest.mark.parametrize(
    ("start", "hours"),
    [
        ("2026-03-28T04:00+01:00", 23),
        ("2026-10-24T04:00+02:00", 25),
        ("2026-06-01T04:00+02:00", 24),
    ],
)
def test_study_day_is_as_long_as_the_wall_clock_says(start: str, hours: int) -> None:
    calendar, begin = StudyCalendar(BERLIN), clocks.to_ms(datetime.fromisoformat(start))
    day = calendar.study_day(begin)
    assert calendar.start_ms(day) == begin
    assert calendar.start_ms(day + 1) - begin == hours * HOUR


def test_rollover_in_the_hour_that_is_skipped() -> None:
    calendar = StudyCalendar(BERLIN, 2)  # on this morning two o'clock is three o'clock
    day = calendar.study_day(clocks.to_ms(datetime(2026, 3, 29, 12, tzinfo=BERLIN)))
    start = calendar.start_ms(day)
    assert clocks.iso(start) == "2026-03-29T01:00:00.000Z"
    assert (calendar.study_day(start - 1), calendar.study_day(start)) == (day - 1, day)


def test_rollover_in_the_hour_that_comes_twice() -> None:
    calendar = StudyCalendar(BERLIN, 2)
    day = calendar.study_day(clocks.to_ms(datetime(2026, 10, 25, 12, tzinfo=BERLIN)))
    start = calendar.start_ms(day)
    assert clocks.iso(start) == "2026-10-25T00:00:00.000Z"
    assert [calendar.study_day(start + hours * HOUR) - day for hours in (-1, 0, 1, 2)] == [
        -1, 0, 0, 0
    ]  # fmt: skip


@given(calendars, moments)
def test_moment_is_within_its_study_day(calendar: StudyCalendar, moment: int) -> None:
    day = calendar.study_day(moment)
    assert calendar.start_ms(day) <= moment < calendar.start_ms(day + 1)


@given(calendars, moments, st.integers(0, 400 * 24 * HOUR))
def test_study_days_never_go_back(calendar: StudyCalendar, moment: int, later: int) -> None:
    assert calendar.study_day(moment) <= calendar.study_day(moment + later)


@given(calendars, moments)
def test_study_day_begins_at_its_start(calendar: StudyCalendar, moment: int) -> None:
    day = calendar.study_day(moment)
    start = calendar.start_ms(day)
    assert (calendar.study_day(start - 1), calendar.study_day(start)) == (day - 1, day)


def test_machines_own_zone_is_the_default() -> None:
    moment = clocks.to_ms(datetime(2026, 3, 2, 12, tzinfo=UTC))
    local = StudyCalendar().local(moment)
    assert local.utcoffset() == datetime(2026, 3, 2, 12, tzinfo=UTC).astimezone().utcoffset()
    day = StudyCalendar().study_day(moment)
    assert StudyCalendar().start_ms(day) <= moment < StudyCalendar().start_ms(day + 1)


@pytest.mark.parametrize("day", [-10_000_000, 10_000_000])
def test_study_day_beyond_the_calendar_has_a_date(day: int) -> None:
    assert clocks.day_to_date(day).year in (1, 9999)


@given(moments)
def test_milliseconds_survive_the_way_there_and_back(moment: int) -> None:
    assert clocks.to_ms(clocks.from_ms(moment)) == moment
    assert clocks.to_ms(datetime.fromisoformat(clocks.iso(moment))) == moment


def test_iso_is_utc_with_milliseconds() -> None:
    assert clocks.iso(clocks.to_ms(datetime(2026, 12, 1, 9, tzinfo=BERLIN))) == (
        "2026-12-01T08:00:00.000Z"
    )


def test_environment_sets_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLINTERVIEW_NOW", "2026-12-01T09:00:00+01:00")
    clock = clocks.from_environment()
    assert isinstance(clock, ShiftedClock)
    elapsed = clock.now_ms() - clocks.to_ms(datetime(2026, 12, 1, 8, tzinfo=UTC))
    assert 0 <= elapsed < 24 * HOUR


def test_without_environment_the_machine_tells_the_time() -> None:
    assert isinstance(clocks.from_environment(), SystemClock)


@pytest.mark.parametrize("text", ["tomorrow", "2026-12-01T09:00:00", "2026-13-01T09:00+00:00"])
def test_bad_time_in_the_environment_says_what_to_write(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLINTERVIEW_NOW", text)
    with pytest.raises(InvalidSetting, match="write it like 2026-12-01T09:00:00"):
        clocks.from_environment()


@pytest.mark.parametrize("clock", [SystemClock(), ShiftedClock(datetime(2020, 1, 1, tzinfo=UTC))])
def test_running_clocks_run(clock: clocks.Clock) -> None:
    first, start = clock.now_ms(), clock.stopwatch()
    while clock.now_ms() == first:
        pass
    assert clock.now_ms() > first
    assert clock.stopwatch() > start


def test_manual_clock_stands_still_until_moved(clock: ManualClock) -> None:
    first, start = clock.now_ms(), clock.stopwatch()
    assert clock.now_ms() == first
    clock.advance(minutes=1, seconds=0.5)
    assert (clock.now_ms() - first, clock.stopwatch() - start) == (60_500, 60.5)


def test_manual_clock_can_be_set_back(clock: ManualClock) -> None:
    before = clocks.from_ms(clock.now_ms()) - timedelta(days=1)
    clock.set(before)
    assert clock.now_ms() == clocks.to_ms(before)
