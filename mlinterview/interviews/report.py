"""The report of an interview: worked out anew from the log whenever it is asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlinterview.errors import MLInterviewError, StoreError
from mlinterview.interviews.advice import Study, advise
from mlinterview.interviews.pool import LEVELS
from mlinterview.interviews.record import answers_of
from mlinterview.interviews.roles import ROLES
from mlinterview.interviews.score import WEIGHTS, Estimate, estimate
from mlinterview.model.questions import area_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mlinterview.collection import Collection
    from mlinterview.interviews.brief import Brief
    from mlinterview.interviews.record import Answer, Past
    from mlinterview.model.kinds import Presentation
    from mlinterview.model.questions import Level, Question

_MOST_STRONG, _MOST_WEAK = 3, 5


@dataclass(frozen=True, slots=True)
class Row:
    """An answer in the report.

    Attributes:
        number: place in the interview, from 1.
        answer: from the log.
        question: as the decks hold it now; ``None`` if they do not any more.
        level: of the question; of the interview if the question is gone.
    """

    number: int
    answer: Answer
    question: Question | None
    level: Level

    @property
    def title(self) -> str:
        """The question's heading (Markdown); its id if the question is gone."""
        return self.answer.question if self.question is None else self.question.title

    @property
    def topic(self) -> str:
        """The main topic; empty if the question is gone."""
        return self.question.topics[0] if self.question is not None else ""

    @property
    def area(self) -> str:
        """The area of its main topic."""
        return area_of(self.topic.upper())

    @property
    def outline(self) -> str:
        """What the learner wrote, if anything; plain text."""
        response = self.answer.review.response or ""
        if self.question is None or self.question.kind != "scenario":
            return response
        try:
            judged = json.loads(response)
            return str(judged["outline"]) if isinstance(judged, dict) else response
        except (ValueError, KeyError):
            return ""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of an interview.

    Attributes:
        brief: as it was begun.
        title: of the role.
        ended: whether it was ended.
        rows: the answers, in order.
        overall: of all answers.
        areas: by area, the weakest first.
        topics: by main topic, the weakest first.
        levels: by level of the questions, the easiest first.
        strongest: right answers, the hardest questions first.
        weakest: answers that were not right, the easiest questions first.
        studies: what to study next, what matters most first.
    """

    brief: Brief
    title: str
    ended: bool
    rows: tuple[Row, ...]
    overall: Estimate
    areas: tuple[tuple[str, Estimate], ...]
    topics: tuple[tuple[str, Estimate], ...]
    levels: tuple[tuple[str, Estimate], ...]
    strongest: tuple[Row, ...]
    weakest: tuple[Row, ...]
    studies: tuple[Study, ...]

    @property
    def seconds(self) -> float:
        """Time used, pauses not counted."""
        return sum(row.answer.seconds for row in self.rows)

    @property
    def judged_by_learner(self) -> int:
        """How many answers the learner judged."""
        return sum(row.answer.by_learner for row in self.rows)


def make_report(collection: Collection, past: Past) -> Report:
    """Return the report of an interview, finished or not."""
    rows = []
    for number, answer in enumerate(answers_of(collection, past.brief), start=1):
        question = collection.library.find(answer.question)
        level = past.brief.level if question is None else question.level
        rows.append(Row(number, answer, question, level))
    role = ROLES.get(past.brief.role)
    known = [row for row in rows if row.question is not None]
    right = [row for row in rows if row.answer.points == 1]
    wrong = [row for row in rows if row.answer.points < 1]
    right.sort(key=lambda r: (-LEVELS.index(r.level), r.answer.by_learner, r.number))
    wrong.sort(key=lambda r: (r.answer.points, LEVELS.index(r.level), r.number))
    return Report(
        brief=past.brief,
        title=past.brief.role if role is None else role.title,
        ended=past.ended_at is not None,
        rows=tuple(rows),
        overall=_estimate(rows),
        areas=_weakest_first(_grouped(known, lambda row: row.area)),
        topics=_weakest_first(_grouped(known, lambda row: row.topic)),
        levels=tuple(
            (level.value, found)
            for level in LEVELS
            for name, found in _grouped(rows, lambda row: row.level.value)
            if name == level.value
        ),
        strongest=tuple(right[:_MOST_STRONG]),
        weakest=tuple(wrong[:_MOST_WEAK]),
        studies=tuple(advise(collection, _missed(known), {row.answer.question for row in right})),
    )


def _missed(rows: Iterable[Row]) -> list[tuple[Question, float]]:
    """Return the questions that were not answered rightly, and what was lost with each."""
    return [
        (row.question, WEIGHTS[row.level] * (1 - row.answer.points))
        for row in rows
        if row.question is not None and row.answer.points < 1
    ]


def _estimate(rows: Iterable[Row]) -> Estimate:
    return estimate((row.answer.points, row.level) for row in rows)


def _grouped(rows: Iterable[Row], name: Callable[[Row], str]) -> list[tuple[str, Estimate]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(name(row), []).append(row)
    return [(group, _estimate(members)) for group, members in groups.items()]


def _weakest_first(groups: list[tuple[str, Estimate]]) -> tuple[tuple[str, Estimate], ...]:
    return tuple(sorted(groups, key=lambda group: (group[1].mean, -group[1].answers, group[0])))


def shown_in(collection: Collection, report: Report) -> dict[int, Presentation]:
    """Return by number what the answers' questions showed, as far as it can be drawn again."""
    found = {}
    for row in report.rows:
        try:
            shown = collection.shown_then(row.answer.review)
        except StoreError:
            raise
        except (MLInterviewError, KeyError):
            continue  # its numbers cannot be drawn any more, or its kind is gone
        if shown is not None:
            found[row.number] = shown
    return found
