"""What a learner prepares for: interviews with dates, and the time for studying until then."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from mlinterview.model.questions import Level

if TYPE_CHECKING:
    from collections.abc import Mapping

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LONGEST_DAYS = 365
"""An interview is planned for at most so many days ahead."""
MOST_INTERVIEWS = 10
MOST_MINUTES = 1440
HIGHEST_FOCUS = 100.0


@dataclass(frozen=True, slots=True)
class Interview:
    """One interview.

    Attributes:
        day: its date; what is studied until then counts, on the day itself what comes before it.
        focus: how much more than usual a topic (or beginning of topics, such as ``EVA``) counts;
            0 leaves it out.
        decks: only these decks; empty for all.
        level: the level that is interviewed for; ``None`` if all count alike.
    """

    day: date
    focus: Mapping[str, float] = field(default_factory=dict)
    decks: tuple[str, ...] = ()
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """All interviews to come, and the time until then.

    Attributes:
        minutes: of study, on each day that is no day of rest.
        rest: weekdays without study, 0 for Monday.
        interviews: by date, one for each date.
        cleared: the date on which the last interview was taken out of the plan, if that was done.
    """

    minutes: float
    rest: frozenset[int] = frozenset()
    interviews: tuple[Interview, ...] = ()
    cleared: date | None = None

    def to_come(self, today: date) -> tuple[Interview, ...]:
        """Return the interviews from a date on, today's included."""
        return tuple(interview for interview in self.interviews if interview.day >= today)

    def ended(self, today: date) -> date | None:
        """Return the last date on which the goal held, if that is over."""
        if self.to_come(today):
            return None
        past = [interview.day for interview in self.interviews]
        return max(past, default=self.cleared)

    def seconds(self, today: date, days: int) -> list[float]:
        """Return the study time (seconds) of so many days, today's first."""
        weekdays = [(today + timedelta(days=day)).weekday() for day in range(days)]
        return [0.0 if weekday in self.rest else self.minutes * 60 for weekday in weekdays]


def goal_to_json(goal: Goal) -> dict[str, Any]:
    """Return a goal as JSON values."""
    return {
        "minutes": goal.minutes,
        "rest": [WEEKDAYS[number] for number in sorted(goal.rest)],
        "interviews": [
            {
                "date": interview.day.isoformat(),
                "focus": dict(interview.focus),
                "decks": list(interview.decks),
                "level": interview.level.value if interview.level else None,
            }
            for interview in goal.interviews
        ],
        "cleared": goal.cleared.isoformat() if goal.cleared else None,
    }


def goal_from_json(values: Any) -> Goal:
    """Return the goal that ``goal_to_json`` made these values of.

    Raises:
        ValueError: they are no such thing; says what is allowed.
    """
    try:
        interviews = [
            Interview(
                date.fromisoformat(each["date"]),
                {str(topic): checked_focus(weight) for topic, weight in each["focus"].items()},
                tuple(map(str, each["decks"])),
                Level(each["level"]) if each["level"] else None,
            )
            for each in values["interviews"]
        ]
        cleared = date.fromisoformat(values["cleared"]) if values["cleared"] else None
        rest = frozenset(WEEKDAYS.index(name) for name in values["rest"])
        minutes = float(values["minutes"])
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"a plan made by `mlinterview plan set` ({error})") from None
    if not 0 < minutes <= MOST_MINUTES or len(rest) == len(WEEKDAYS):
        raise ValueError("a plan with some minutes on some days")
    by_day = {interview.day: interview for interview in interviews}
    if len(by_day) > MOST_INTERVIEWS:
        raise ValueError(f"a plan for at most {MOST_INTERVIEWS} interviews")
    return Goal(minutes, rest, tuple(by_day[day] for day in sorted(by_day)), cleared)


def checked_focus(weight: Any) -> float:
    """Return a topic's weight as a number.

    Raises:
        ValueError: it is none from 0 to ``HIGHEST_FOCUS``.
    """
    number = float(weight)
    if not (math.isfinite(number) and 0 <= number <= HIGHEST_FOCUS):
        raise ValueError(f"a weight from 0 to {HIGHEST_FOCUS:g}")
    return number
