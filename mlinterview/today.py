"""Where the learner stands today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlinterview.store import queues
from mlinterview.store.queues import Selection

if TYPE_CHECKING:
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
        unseen = queues.count_new(connection, selection, day)
        left = max(settings["new_per_day"] - queues.introduced_on(connection, day), 0)
        new = min(left, unseen)
        answered, _, studied_ms = queues.day_totals(connection, day)
        streak, expected = 0, day
        for studied in queues.study_days(connection, day):
            if studied == day - 1 and expected == day:
                expected = studied  # today may still come
            if studied != expected:
                break
            streak, expected = streak + 1, expected - 1
        first = _seconds(*queues.typical_seconds(connection, True, LONGEST_SECONDS), FIRST_SECONDS)
        later = _seconds(*queues.typical_seconds(connection, False, LONGEST_SECONDS), LATER_SECONDS)
        flagged, suspended, leeches = connection.execute(
            "SELECT total(flagged), total(suspended), total(leech) FROM cards"
        ).fetchone()
    return Today(
        study_day=day,
        due=due,
        new=new,
        unseen=unseen,
        # a new card is usually seen twice on its first day
        minutes=(due * later + new * (first + later)) / 60,
        answered=answered,
        minutes_studied=studied_ms / 60_000,
        streak=streak,
        flagged=int(flagged),
        suspended=int(suspended),
        leeches=int(leeches),
    )


def _seconds(count: int, mean: float, otherwise: float) -> float:
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
