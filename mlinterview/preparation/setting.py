"""Set the plan, add an interview to it, take one out; each is one operation that undo takes back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mlinterview.errors import UsageError
from mlinterview.model.goals import (
    LONGEST_DAYS,
    MOST_INTERVIEWS,
    MOST_MINUTES,
    Goal,
    goal_to_json,
)
from mlinterview.preparation.weights import weight
from mlinterview.store import planning, syllabus
from mlinterview.store.queues import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from mlinterview.collection import Collection
    from mlinterview.model.goals import Interview

USUAL_MINUTES = 30.0


def set_interview(
    collection: Collection,
    interview: Interview,
    minutes: float | None = None,
    rest: Iterable[int] | None = None,
) -> Goal:
    """Add an interview, or change the one of that date; returns the goal that now holds.

    Args:
        collection: whose.
        interview: what for.
        minutes: of study a day, for all interviews; as it was if not given, 30 at first.
        rest: weekdays without study, 0 for Monday; as it was if not given.

    Raises:
        UsageError: the date is past or too far away, the minutes are out of range, no day is left
            for study, or no question counts.
        UnknownName: a deck or topic does not occur.
    """
    today = collection.today_date()
    days = (interview.day - today).days
    if days < 0:
        raise UsageError(f"{interview.day} is past: give the date of an interview to come")
    if days > LONGEST_DAYS:
        raise UsageError(f"{interview.day} is {days} days away: plan at most {LONGEST_DAYS}")
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:  # NaN is out of range, too
        raise UsageError(f"{minutes:g} minutes a day: plan more than 0 and at most {MOST_MINUTES}")
    collection.library.check_names(interview.decks, interview.focus)
    if not _counts(collection, interview):
        raise UsageError("no question counts in this interview: choose other decks or focus")
    old = collection.settings.goal()
    kept = old.to_come(today) if old else ()
    others = {each.day: each for each in kept} | {interview.day: interview}
    if len(others) > MOST_INTERVIEWS:
        raise UsageError(f"there are {MOST_INTERVIEWS} interviews already: clear one first")
    goal = Goal(
        minutes=minutes if minutes is not None else old.minutes if old else USUAL_MINUTES,
        rest=frozenset(rest) if rest is not None else old.rest if old else frozenset(),
        interviews=tuple(others[day] for day in sorted(others)),
    )
    if len(goal.rest) == 7:
        raise UsageError("every day is a day of rest: leave one for study")
    collection.set("plan", goal_to_json(goal))
    return goal


def _counts(collection: Collection, interview: Interview) -> bool:
    """Tell whether any question counts in an interview."""
    with collection.database.reading() as connection:
        rows = planning.planned_cards(connection, Selection())
        topics = syllabus.question_topics(connection)
    return any(
        weight(interview, deck, kind, level, asked, topics.get(question, ())) > 0
        for _, question, deck, kind, level, asked, *_ in rows
    )


def clear(collection: Collection, day: date | None = None) -> Goal | None:
    """Take an interview out of the plan, or all; returns the goal that is left, if one is.

    Raises:
        UsageError: there is none, or none on this date.
    """
    today = collection.today_date()
    goal = collection.settings.goal()
    to_come = goal.to_come(today) if goal else ()
    left = tuple(each for each in to_come if day is not None and each.day != day)
    if goal is None or not to_come:
        raise UsageError("there is no plan: `mlinterview plan set DATE` makes one")
    if day is not None and len(left) == len(to_come):
        dates = ", ".join(str(each.day) for each in to_come)
        raise UsageError(f"there is no interview on {day}: the plan has {dates}")
    rest = replace(goal, interviews=left, cleared=None if left else today)
    collection.set("plan", goal_to_json(rest))
    return rest if left else None
