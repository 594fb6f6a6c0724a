"""After the interviews: back to ordinary reviews, without a pile of what fell due meanwhile.

A plan leaves cards alone that are worth less than others, and they fall due all the same. When the
plan is over they come back a portion a day, as many as fit into the minutes that a day of the plan
had, the most stable first; new cards wait until there is room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.store import planning, queues
from mlinterview.today import LATER_SECONDS, LONGEST_SECONDS, blended

if TYPE_CHECKING:
    import sqlite3

    from mlinterview.collection import Collection

LONGEST = 90
"""Days after which everything that is due is asked again, whatever it was."""
_LEAST = 10
_SHORTEST = 10.0
"""Seconds of a review, however quick somebody is."""


def reviews_allowed(collection: Collection, connection: sqlite3.Connection) -> int | None:
    """Return how many reviews are asked today yet; ``None`` unless a plan has just ended."""
    goal = collection.settings.goal()
    if goal is None:
        return None
    today = collection.today_date()
    ended = goal.ended(today)
    if ended is None or not 0 <= (today - ended).days <= LONGEST:
        return None
    if not planning.was_followed(connection):
        return None
    count, mean = queues.typical_seconds(connection, False, LONGEST_SECONDS)
    seconds = max(blended(count, mean, LATER_SECONDS), _SHORTEST)
    portion = max(round(goal.minutes * 60 / seconds), _LEAST)
    return max(portion - queues.reviewed_on(connection, collection.study_day()), 0)
