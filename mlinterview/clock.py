"""The only place that asks what time it is."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Protocol

from mlinterview.errors import InvalidSetting

EPOCH = date(1970, 1, 1)
MILLISECONDS_PER_DAY = 86_400_000


class Clock(Protocol):
    """Tells the time: real, fixed (``MLINTERVIEW_NOW``) or driven by a simulation."""

    def now_ms(self) -> int:
        """Milliseconds since 1970-01-01 UTC."""
        ...

    def stopwatch(self) -> float:
        """Seconds from an arbitrary start, for measuring how long an answer took."""
        ...


class SystemClock:
    """The machine's clock."""

    def now_ms(self) -> int:
        """Milliseconds since 1970-01-01 UTC."""
        return time.time_ns() // 1_000_000

    def stopwatch(self) -> float:
        """Seconds from an arbitrary start."""
        return time.monotonic()


class ShiftedClock:
    """A clock that was set to ``start`` when it was made and runs on from there."""

    def __init__(self, start: datetime) -> None:
        self._start_ms = to_ms(start)
        self._began = time.monotonic()

    def now_ms(self) -> int:
        """Milliseconds since 1970-01-01 UTC."""
        return self._start_ms + int((time.monotonic() - self._began) * 1000)

    def stopwatch(self) -> float:
        """Seconds from an arbitrary start."""
        return time.monotonic()


class ManualClock:
    """A clock that stands still until it is moved; for tests and simulations."""

    def __init__(self, start: datetime) -> None:
        self._now_ms = to_ms(start)

    def now_ms(self) -> int:
        """Milliseconds since 1970-01-01 UTC."""
        return self._now_ms

    def stopwatch(self) -> float:
        """Seconds since 1970-01-01 UTC."""
        return self._now_ms / 1000

    def advance(self, **delta: float) -> None:
        """Move by a ``timedelta`` given as keywords: ``clock.advance(days=1, hours=2)``."""
        self._now_ms += round(timedelta(**delta).total_seconds() * 1000)

    def set(self, moment: datetime) -> None:
        """Move to ``moment`` (with time zone), forwards or backwards."""
        self._now_ms = to_ms(moment)


def from_environment() -> Clock:
    """Return the clock that ``MLINTERVIEW_NOW`` asks for, otherwise the machine's.

    Raises:
        InvalidSetting: the variable is no ISO 8601 time with an offset.
    """
    text = os.environ.get("MLINTERVIEW_NOW")
    if not text:
        return SystemClock()
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError("no offset")
        return ShiftedClock(moment)
    except (ValueError, OverflowError):
        raise InvalidSetting(
            f"MLINTERVIEW_NOW is {text!r}, which is no time with an offset: "
            "write it like 2026-12-01T09:00:00+01:00"
        ) from None


@dataclass(frozen=True, slots=True)
class StudyCalendar:
    """Tells which study day a moment belongs to.

    A study day is a local date that begins at ``rollover_hour`` instead of midnight,
    so that what is studied after midnight still counts as the evening before.

    Attributes:
        zone: time zone of the learner; ``None`` for the machine's own.
        rollover_hour: local hour (0–23) at which a new study day begins.
    """

    zone: tzinfo | None = None
    rollover_hour: int = 4

    def study_day(self, moment_ms: int) -> int:
        """Return the study day of a moment: days since 1970-01-01 of the local study date."""
        local = self.local(moment_ms)
        return (local.date() - EPOCH).days - (local.hour < self.rollover_hour)

    def local(self, moment_ms: int) -> datetime:
        """Return the moment as the learner's wall clock shows it."""
        moment = datetime.fromtimestamp(moment_ms / 1000, UTC)
        return moment.astimezone(self.zone)

    def start_ms(self, study_day: int) -> int:
        """Return the moment (ms, UTC) at which a study day begins."""
        day = day_to_date(study_day)
        wall = datetime(day.year, day.month, day.day, self.rollover_hour, tzinfo=self.zone)
        return to_ms(wall.astimezone(UTC))


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970-01-01 UTC of a time with an offset (naive: local time)."""
    return round(moment.timestamp() * 1000)


def from_ms(moment_ms: int) -> datetime:
    """Return the UTC time of milliseconds since 1970-01-01 UTC."""
    return datetime.fromtimestamp(moment_ms / 1000, UTC)


def iso(moment_ms: int) -> str:
    """ISO 8601 in UTC with milliseconds, such as ``2026-12-01T08:00:00.000Z``."""
    return from_ms(moment_ms).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def day_to_date(study_day: int) -> date:
    """Return the calendar date of a study day, no later than the last one that Python knows."""
    return EPOCH + timedelta(days=min(max(study_day, -719_162), 2_932_896 - 1))
