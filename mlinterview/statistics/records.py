"""Reviews, cards and days one by one, as dictionaries or as a data frame."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from mlinterview.clock import day_to_date, from_ms
from mlinterview.errors import MLInterviewError
from mlinterview.model.reviews import Rating
from mlinterview.statistics.memory import recall_today
from mlinterview.store.statistics import card_rows, review_records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlinterview.collection import Collection
    from mlinterview.statistics.parts import Day
    from mlinterview.statistics.whole import Statistics
    from mlinterview.store.queues import Selection


class Records(list[dict[str, Any]]):
    """Rows as dictionaries with the same keys."""

    def __init__(self, rows: Iterable[dict[str, Any]], columns: tuple[str, ...]) -> None:
        super().__init__(rows)
        self.columns = columns

    def to_frame(self) -> Any:
        """Return the rows as a pandas data frame.

        Raises:
            MLInterviewError: pandas is not installed.
        """
        try:
            pandas = importlib.import_module("pandas")
        except ModuleNotFoundError:
            raise MLInterviewError(
                "a data frame needs pandas: install it with `pip install pandas`, "
                "or use the rows as they are"
            ) from None
        return pandas.DataFrame(self, columns=list(self.columns))


REVIEWS = (
    "id", "card", "reviewed_at", "date", "rating", "seconds", "mode", "previous_state",
    "previous_stability", "previous_difficulty", "imported",
)  # fmt: skip
CARDS = (
    "card", "state", "stability", "difficulty", "retrievability", "due", "reviewed", "reviews",
    "lapses", "suspended", "flagged", "leech",
)  # fmt: skip
DAYS = ("date", "reviews", "again", "hard", "good", "easy", "cards", "new", "seconds",
        "recalled", "asked")  # fmt: skip
TOPICS = ("topic", "questions", "seen", "share", "low", "high")


def reviews(collection: Collection, selection: Selection) -> Records:
    """Return the reviews that count, oldest first; ``date`` is the study day's."""
    _ = collection.library
    with collection.database.reading() as connection:
        rows = [
            {
                "id": row["id"],
                "card": row["card_id"],
                "reviewed_at": from_ms(row["reviewed_at"]),
                "date": day_to_date(row["study_day"]),
                "rating": Rating(row["rating"]).word,
                "seconds": None if row["duration_ms"] is None else row["duration_ms"] / 1000,
                "mode": row["mode"],
                "previous_state": row["previous_state"],
                "previous_stability": row["previous_stability"],
                "previous_difficulty": row["previous_difficulty"],
                "imported": bool(row["imported"]),
            }
            for row in review_records(connection, selection)
        ]
    return Records(rows, REVIEWS)


def cards(collection: Collection, selection: Selection) -> Records:
    """Return the cards of the library in order of their ids, those never seen as new."""
    _ = collection.library
    today, parameters = collection.study_day(), collection.scheduler.options.parameters
    with collection.database.reading() as connection:
        found = card_rows(connection, selection)
    rows = [
        {
            "card": row.card_id,
            "state": row.state,
            "stability": row.stability,
            "difficulty": row.difficulty,
            "retrievability": recall_today(row, today, parameters),
            "due": None if row.due_day is None else day_to_date(row.due_day),
            "reviewed": None if row.reviewed_day is None else day_to_date(row.reviewed_day),
            "reviews": row.reps,
            "lapses": row.lapses,
            "suspended": bool(row.suspended),
            "flagged": bool(row.flagged),
            "leech": bool(row.leech),
        }
        for row in found
    ]
    return Records(rows, CARDS)


def days(found: Iterable[Day]) -> Records:
    """Return the study days with reviews, oldest first."""
    return Records(
        (
            {
                "date": day_to_date(day.study_day),
                "reviews": day.reviews,
                **{rating.word: day.ratings[rating - 1] for rating in Rating},
                "cards": day.cards,
                "new": day.new,
                "seconds": day.seconds,
                "recalled": day.recall.passed,
                "asked": day.recall.total,
            }
            for day in found
        ),
        DAYS,
    )


def topics(found: Statistics) -> Records:
    """Return readiness by topic, the weakest first."""
    return Records(
        ({name: getattr(one, name) for name in TOPICS} for one in found.readiness), TOPICS
    )
