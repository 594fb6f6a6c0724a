"""Counts of the cards as they stand: due dates, memory states, and what is forgotten most."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from mlinterview.errors import MLInterviewError
from mlinterview.model.questions import split_card_id
from mlinterview.scheduling.curve import retrievability
from mlinterview.statistics.activity import histogram
from mlinterview.statistics.parts import CardCounts, Due, Forecast, Histogram, Lapsed
from mlinterview.store.statistics import MATURE_DAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlinterview.collection import Collection
    from mlinterview.store.statistics import CardRow

HORIZON = 365
"""Days for which the forecast has a number of its own."""
STABILITIES = (0, 1, 2, 4, 7, 14, 21, 30, 60, 90, 180, 365, 730, float("inf"))
DIFFICULTIES = tuple(float(edge) for edge in range(1, 11))
RETRIEVABILITIES = tuple(round(edge / 20, 2) for edge in range(21))
MOST_LAPSED = 10


def forecast(rows: Sequence[CardRow], today: int) -> Forecast:
    """Return how many cards fall due when; suspended cards never do."""
    young, mature = Counter[int](), Counter[int]()
    overdue = later = 0
    for row in rows:
        if row.due_day is None or row.suspended:
            continue
        if row.due_day < today:
            overdue += 1
        elif row.due_day >= today + HORIZON:
            later += 1
        else:
            (mature if is_mature(row) else young)[row.due_day] += 1
    days = tuple(Due(day, young[day], mature[day]) for day in range(today, today + HORIZON))
    return Forecast(overdue, days, later)


def counts(rows: Sequence[CardRow]) -> CardCounts:
    """Return how many cards stand where."""
    found = Counter(_standing(row) for row in rows)
    return CardCounts(
        **{name: found[name] for name in ("new", "learning", "young", "mature", "suspended")},
        flagged=sum(row.flagged for row in rows),
        leeches=sum(row.leech for row in rows),
    )


def states(
    rows: Sequence[CardRow], today: int, parameters: Sequence[float]
) -> tuple[Histogram, Histogram, Histogram]:
    """Return stability, difficulty and today's retrievability of the cards that were seen."""
    recalls = [recall_today(row, today, parameters) for row in rows]
    return (
        histogram(_known([row.stability for row in rows]), STABILITIES),
        histogram(_known([row.difficulty for row in rows]), DIFFICULTIES),
        histogram(_known(recalls), RETRIEVABILITIES),
    )


def recall_today(row: CardRow, today: int, parameters: Sequence[float]) -> float | None:
    """Return the probability (0–1) of recalling a card today; ``None`` for a new one."""
    if row.stability is None or row.reviewed_day is None:
        return None
    return retrievability(row.stability, today - row.reviewed_day, parameters)


def is_mature(row: CardRow) -> bool:
    """Tell whether a card would be recalled at 0.9 after three weeks."""
    return row.stability is not None and row.stability >= MATURE_DAYS


def lapses(
    rows: Sequence[CardRow], today: int, collection: Collection, most: int = MOST_LAPSED
) -> tuple[Lapsed, ...]:
    """Return the cards that were forgotten most often, the worst first."""
    parameters = collection.scheduler.options.parameters
    forgotten = [row for row in rows if row.lapses]
    forgotten.sort(key=lambda row: (-row.lapses, -(row.difficulty or 0), row.card_id))
    return tuple(
        Lapsed(
            card_id=row.card_id,
            title=_title(collection, row.card_id),
            lapses=row.lapses,
            reviews=row.reps,
            retrievability=recall_today(row, today, parameters),
            leech=bool(row.leech),
            suspended=bool(row.suspended),
        )
        for row in forgotten[:most]
    )


def _title(collection: Collection, card_id: str) -> str:
    """Return a question's title; where that is the prompt, the prompt with its holes closed."""
    question = collection.library.find(card_id)
    if question is None:
        return card_id
    if question.title != question.prompt:
        return question.title
    try:
        kind = collection.plugins.kinds[question.kind]
        return kind.present(question, split_card_id(card_id)[1], 0).prompt
    except MLInterviewError:
        return question.title


def _standing(row: CardRow) -> str:
    if row.suspended:
        return "suspended"
    if row.state == "review":
        return "mature" if is_mature(row) else "young"
    return "new" if row.state == "new" else "learning"


def _known(values: Sequence[float | None]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([value for value in values if value is not None], np.float64)
