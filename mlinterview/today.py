"""Where the learner stands today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlinterview.store import queues
from mlinterview.store.queues import Selection

if TYPE_CHECKING:
    import sqlite3

    from mlinterview.collection import Collection

FIRST_SECONDS, LATER_SECONDS = 60.0, 30.0
"""What an answer takes until enough of the learner's own have been timed."""
LONGEST_SECONDS = 300.0
"""An answer that took longer was interrupted: more does not count."""
_ENOUGH = 20


@dataclass(frozen=True, slots=True)
class Today:
    """The numbers of a study day.

    Attributes:
        study_day: days since 1970-01-01.
        due: cards to review by the end of the study day, learning steps included.
        new: new cards that today's limit still allows.
        unseen: new cards in all.
        minutes: expected time for due and new.
        answered: answers given today.
        minutes_studied: time spent today.
        streak: study days in a row with reviews, up to today or yesterday.
        flagged: cards with a flag.
        suspended: cards that are suspended.
        leeches: cards that keep being forgotten.
        interview: date (ISO 8601) of the next interview of the plan, if there is one; ``due`` and
            ``new`` are then what the plan wants today.
        days_left: days until then.
        rest: whether the plan has no study time today.
    """

    study_day: int
    due: int
    new: int
    unseen: int
    minutes: float
    answered: int
    minutes_studied: float
    streak: int
    flagged: int
    suspended: int
    leeches: int
    interview: str | None = None
    days_left: int | None = None
    rest: bool = False


def today(collection: Collection, selection: Selection | None = None) -> Today:
    """Return the numbers of the current study day for a part of the library."""
    selection = selection or Selection()
    day, settings = collection.study_day(), collection.settings
    _ = collection.library
    with collection.database.reading() as connection:
        ends = settings.calendar().start_ms(day + 1)
        steps = queues.learning_cards(connection, selection, day)
        due = len(queues.due_cards(connection, selection, day))
        due += sum(moment < ends for moment, _ in steps)
        room = _room(collection, connection)
        due = due if room is None else min(due, room)
        unseen = queues.count_new(connection, selection, day)
        left = max(settings["new_per_day"] - queues.introduced_on(connection, day), 0)
        new = min(left, unseen) if room is None else min(left, unseen, max(room - due, 0))
        answered, _, studied_ms = queues.day_totals(connection, day)
        streak, expected = 0, day
        for studied in queues.study_days(connection, day):
            if studied == day - 1 and expected == day:
                expected = studied  # today may still come
            if studied != expected:
                break
            streak, expected = streak + 1, expected - 1
        first = blended(*queues.typical_seconds(connection, True, LONGEST_SECONDS), FIRST_SECONDS)
        later = blended(*queues.typical_seconds(connection, False, LONGEST_SECONDS), LATER_SECONDS)
        flagged, suspended, leeches = connection.execute(
            "SELECT total(flagged), total(suspended), total(leech) FROM cards"
        ).fetchone()
        # a new card is usually seen twice on its first day
        minutes = (due * later + new * (first + later)) / 60
    work = _planned(collection, selection) or (due, new, minutes, None, None)
    due, new, minutes, interview, days_left = work
    return Today(
        study_day=day,
        due=due,
        new=new,
        unseen=unseen,
        minutes=minutes,
        answered=answered,
        minutes_studied=studied_ms / 60_000,
        streak=streak,
        flagged=int(flagged),
        suspended=int(suspended),
        leeches=int(leeches),
        interview=interview,
        days_left=days_left,
        rest=interview is not None and _is_rest(collection),
    )


def _is_rest(collection: Collection) -> bool:
    goal = collection.settings.goal()
    return goal is not None and goal.seconds(collection.today_date(), 1)[0] == 0


def _planned(
    collection: Collection, selection: Selection
) -> tuple[int, int, float, str, int] | None:
    """Return what a plan wants today: reviews, new cards, minutes, the interview, days until then."""
    if collection.settings.goal() is None:
        return None
    from mlinterview.preparation.agenda import PlannedAgenda
    from mlinterview.preparation.dayplan import goal_today, seconds_left_today

    found = goal_today(collection)
    if found is None:
        return None
    left = seconds_left_today(collection)
    _, due, new = PlannedAgenda(collection, selection, left).counts()
    day = found[1][0].day
    minutes = left / 60 if due or new else 0.0
    return due, new, minutes, day.isoformat(), (day - collection.today_date()).days


def _room(collection: Collection, connection: sqlite3.Connection) -> int | None:
    if collection.settings.goal() is None:
        return None
    from mlinterview.preparation.afterwards import reviews_allowed

    return reviews_allowed(collection, connection)


def blended(count: int, mean: float, otherwise: float) -> float:
    """Blend the learner's mean with the default until there are enough answers."""
    own = min(count / _ENOUGH, 1.0)
    return own * mean + (1 - own) * otherwise


def minutes_left_today(collection: Collection) -> float | None:
    """Return what the setting ``minutes_per_day`` leaves of today; ``None`` without a limit."""
    allowed: int = collection.settings["minutes_per_day"]
    if not allowed:
        return None
    with collection.database.reading() as connection:
        _, _, studied_ms = queues.day_totals(connection, collection.study_day())
    return max(allowed - studied_ms / 60_000, 0.0)
