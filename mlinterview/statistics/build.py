"""Gather the statistics of a collection."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mlinterview.clock import EPOCH
from mlinterview.statistics import activity, memory
from mlinterview.statistics.log import read_log
from mlinterview.statistics.whole import Statistics
from mlinterview.store import statistics as store
from mlinterview.store.queues import Selection
from mlinterview.today import today as today_of

if TYPE_CHECKING:
    from mlinterview.collection import Collection
    from mlinterview.readiness import Readiness
    from mlinterview.scheduling.histories import Histories


def build(
    collection: Collection, selection: Selection | None = None, interview_day: int | None = None
) -> Statistics:
    """Return the statistics of a collection, or of a part of its library, as of now.

    Without a selection the reviews of questions that no deck holds any more count too; cards are
    always those of the library. Readiness is for the study day of the interview, by default of the
    plan's next one, else for today.

    Raises:
        UnknownName: the selection names a deck, topic or kind that does not occur.
    """
    selection = selection or Selection()
    library = collection.library
    library.check_names(selection.decks, selection.topics, selection.kinds)
    day, settings = collection.study_day(), collection.settings
    with collection.database.reading() as connection:
        packed = store.packed_reviews(connection, selection)
        log = read_log(packed, store.resets(connection))
        rows = store.card_rows(connection, selection)
    days = activity.days(log)
    stability, difficulty, recall = memory.states(
        rows, day, collection.scheduler.options.parameters
    )
    today = today_of(collection, selection)
    if interview_day is None and today.interview is not None:
        interview_day = (date.fromisoformat(today.interview) - EPOCH).days
    readiness_day = max(interview_day or day, day)
    # the whole log need not be read twice
    histories = log.histories() if store.is_all(selection) else None
    readiness, overall = _readiness(collection, readiness_day, selection, histories)
    return Statistics(
        study_day=day,
        selection=selection,
        today=today,
        streak=activity.streak(days, day),
        days=days,
        retention=activity.retention(log, day),
        desired_retention=settings["desired_retention"],
        forecast=memory.forecast(rows, day),
        cards=memory.counts(rows),
        stability=stability,
        difficulty=difficulty,
        retrievability=recall,
        times=activity.times(log, day),
        hours=activity.hours(log, day, settings.calendar()),
        readiness=readiness,
        overall=overall,
        readiness_day=readiness_day,
        interview_day=interview_day,
        lapses=memory.lapses(rows, day, collection),
    )


def _readiness(
    collection: Collection, study_day: int, selection: Selection, histories: Histories | None
) -> tuple[tuple[Readiness, ...], Readiness | None]:
    """Return readiness by topic, and overall.

    The weakest of the topics that were begun come first; the others tell nothing that is not known.
    """
    from mlinterview.readiness import readiness

    found = readiness(
        collection, study_day=study_day, selection=selection, by="topic", histories=histories
    )
    topics = sorted(
        (one for one in found if one.topic), key=lambda one: (one.seen == 0, one.share, one.topic)
    )
    return tuple(topics), next((one for one in found if not one.topic), None)
