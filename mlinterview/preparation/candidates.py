"""The learner's cards as the planner wants them: arrays, with what each counts and costs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mlinterview.planner import Costs, InterviewPlanner
from mlinterview.preparation.weights import weight
from mlinterview.store import planning, syllabus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from mlinterview.collection import Collection
    from mlinterview.learner import Habits
    from mlinterview.model.goals import Goal, Interview
    from mlinterview.store.queues import Selection


@dataclass(frozen=True)
class Candidates:
    """N cards that may be studied, in the order of introduction.

    Attributes:
        ids: the cards.
        questions: the question of each.
        topics: the topics of all questions.
        repetitions: reviews so far, shape (N,).
        stability: days, NaN for a card never studied, shape (N,).
        difficulty: 1–10, NaN likewise.
        elapsed: study days since the last review, 0 for a card never studied.
        weights: what recall of each card counts, shape (K, N) for K interviews.
        scale: how many times as long as usual a study of each takes, shape (N,).
    """

    ids: list[str]
    questions: list[str]
    topics: Mapping[str, Sequence[str]]
    repetitions: NDArray[np.int64]
    stability: NDArray[np.float64]
    difficulty: NDArray[np.float64]
    elapsed: NDArray[np.float64]
    weights: NDArray[np.float64]
    scale: NDArray[np.float64]


def candidates(
    collection: Collection,
    interviews: Sequence[Interview],
    selection: Selection,
    own: Habits,
) -> Candidates:
    """Return the cards of a part of the library as they are today; a question's cards share."""
    _ = collection.library
    with collection.database.reading() as connection:
        rows = planning.planned_cards(connection, selection)
        topics = syllabus.question_topics(connection)
    today = collection.study_day()
    siblings = Counter(row[1] for row in rows)
    weights = np.zeros((len(interviews), len(rows)))
    for column, (_, question, deck, kind, level, asked, *_) in enumerate(rows):
        for line, interview in enumerate(interviews):
            worth = weight(interview, deck, kind, level, asked, topics.get(question, ()))
            weights[line, column] = worth / siblings[question]
    columns: list[NDArray[np.float64]] = [
        np.array([np.nan if row[n] is None else row[n] for row in rows], dtype=float)
        for n in (7, 8, 9)
    ]
    stability, difficulty, reviewed = columns
    return Candidates(
        ids=[row[0] for row in rows],
        questions=[row[1] for row in rows],
        topics=topics,
        repetitions=np.array([row[6] for row in rows], dtype=np.int64),
        stability=stability,
        difficulty=difficulty,
        elapsed=np.where(np.isnan(reviewed), 0.0, np.maximum(today - reviewed, 0.0)),
        weights=weights,
        scale=np.array([own.kind_scale.get(row[3], 1.0) for row in rows], dtype=float),
    )


def planner_for(
    collection: Collection,
    goal: Goal,
    interviews: Sequence[Interview],
    own: Habits,
    seconds_today: float,
) -> InterviewPlanner:
    """Return the planner from today to the last of the interviews."""
    today = collection.today_date()
    days = [(interview.day - today).days for interview in interviews]
    budgets = goal.seconds(today, max(days[-1], 1))
    budgets[0] = seconds_today
    return InterviewPlanner(
        collection.settings["parameters"],
        days_left=days if len(days) > 1 else days[0],
        seconds_per_day=budgets,
        costs=Costs(first=own.first_seconds, review=own.review_seconds),
        first_rating=own.first_rating,
        recall_rating=own.recall_rating,
    )
