"""Interviews in the log: their beginning and end are events, their answers reviews of mode mock.

Nothing else is kept, so an interview can be taken up again after anything, on any device that has
the log. Each review names its interview and its place there, in the parts of its verdict.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mlinterview.errors import UnknownName
from mlinterview.interviews.brief import LONGEST, SHORTEST, Brief, Given
from mlinterview.interviews.ladders import Step
from mlinterview.model.kinds import Outcome
from mlinterview.model.questions import Level, split_card_id
from mlinterview.model.reviews import EventKind, Rating
from mlinterview.store import interviews, log

if TYPE_CHECKING:
    from mlinterview.collection import Collection
    from mlinterview.interviews.brief import Ask
    from mlinterview.model.reviews import Event, Review

PART = "interview"
"""Key of the verdict's parts under which a review tells of its interview."""

_POINTS = {Outcome.CORRECT.value: 1.0, Outcome.PARTIAL.value: 0.5}
_RATED = {Rating.AGAIN: 0.0, Rating.HARD: 0.5, Rating.GOOD: 1.0, Rating.EASY: 1.0}


@dataclass(frozen=True, slots=True)
class Past:
    """An interview in the log.

    Attributes:
        brief: as it was begun.
        ended_at: when it was ended (ms UTC); ``None`` if it can be taken up again.
    """

    brief: Brief
    ended_at: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of an interview, from its review.

    Attributes:
        review: as it stands in the log.
        stage: key of the stage.
        step: how the question followed from the answer before it.
        planned: seconds that it should have taken.
        points: 0 wrong, ½ partly right, 1 right.
        by_learner: whether the learner judged it.
    """

    review: Review
    stage: str
    step: Step
    planned: int
    points: float
    by_learner: bool

    @property
    def question(self) -> str:
        """The question's id."""
        return split_card_id(self.review.card_id)[0]

    @property
    def seconds(self) -> float:
        """How long it took."""
        return (self.review.duration_ms or 0) / 1000

    @property
    def given(self) -> Given:
        """What the course needs of it."""
        return Given(self.question, self.stage, self.points, self.seconds, self.step)


def part_of_review(interview: str, ask: Ask) -> dict[str, Any]:
    """Return what a review says of its place in an interview."""
    return {
        "id": interview,
        "stage": ask.stage.key,
        "step": ask.step.value,
        "planned": ask.seconds,
    }


def past_interviews(collection: Collection) -> list[Past]:
    """Return the interviews that were begun, oldest first."""
    with collection.database.reading() as connection:
        events = interviews.interview_events(connection)
    ends = {event.value["id"]: event.happened_at for event in events if _what(event) == "end"}
    briefs = [brief for event in events if (brief := _brief(event)) is not None]
    return [Past(brief, ends.get(brief.id)) for brief in briefs]


def unfinished(collection: Collection) -> Brief | None:
    """Return the newest interview that was begun and not ended."""
    for past in reversed(past_interviews(collection)):
        if past.ended_at is None:
            return past.brief
    return None


def find_interview(collection: Collection, name: str | None = None) -> Past:
    """Return an interview by its id or its first or last letters; by default the newest one.

    By default means: that has answers, if there is one.

    Raises:
        UnknownName: there is none, or there are several.
    """
    past = past_interviews(collection)
    if name is None and past:
        totals = totals_of(collection)
        return next((one for one in reversed(past) if one.brief.id in totals), past[-1])
    wanted = (name or "").casefold().replace("-", "")
    found = []
    for one in past:
        whole = one.brief.id.replace("-", "")
        if wanted and (whole.startswith(wanted) or whole.endswith(wanted)):
            found.append(one)
    if len(found) == 1:
        return found[0]
    if not past:
        raise UnknownName("there was no mock interview yet: begin one with `mlinterview mock`")
    what = "several interviews" if found else "no interview"
    raise UnknownName(f"there is {what} {name!r}: see `mlinterview mock list`")


def begin_interview(collection: Collection, brief: Brief) -> Brief:
    """Record the beginning of an interview; those that were not finished end in the same breath.

    Returns the brief with the moment that the log gives it.
    """
    value = {
        "what": "begin", "id": brief.id, "role": brief.role, "level": brief.level.value,
        "minutes": brief.minutes, "seed": brief.seed,
    }  # fmt: skip
    with collection.database.transaction() as connection:
        (event,) = collection.events(EventKind.MOCK, [None], value)
        ends = [
            replace(event, id=collection.new_id(), value={"what": "end", "id": past.brief.id})
            for past in past_interviews(collection)
            if past.ended_at is None
        ]
        log.append_events(connection, [*ends, event])
    return replace(brief, began_at=event.happened_at, began_day=event.study_day)


def end_interview(collection: Collection, brief: Brief) -> None:
    """End an interview; ``undo`` makes it one that can be taken up again."""
    with collection.database.transaction() as connection:
        log.append_events(connection, _end(collection, brief))


def totals_of(collection: Collection) -> dict[str, tuple[int, float]]:
    """Return by id, for interviews with answers, how many there are and their time (seconds)."""
    with collection.database.reading() as connection:
        return interviews.interview_totals(connection)


def answers_of(collection: Collection, brief: Brief) -> list[Answer]:
    """Return the answers of an interview, in order."""
    with collection.database.reading() as connection:
        reviews = interviews.interview_reviews(connection, brief.id, brief.began_at)
    return [_answer(review) for review in reviews]


def points_of(verdict: dict[str, Any], rating: Rating) -> float:
    """Return what an answer is worth: 1 right, ½ partly right, 0 wrong or guessed.

    Where a grader judged, that counts; where the learner did, the rating: Again 0, Hard ½.
    """
    parts = verdict["parts"]
    if parts.get("lucky"):
        return 0.0
    if parts[PART].get("judge") == "self":
        return _RATED[rating]
    return _POINTS.get(str(verdict.get("outcome")), 0.0)


def _end(collection: Collection, brief: Brief) -> list[Event]:
    return collection.events(EventKind.MOCK, [None], {"what": "end", "id": brief.id})


def _answer(review: Review) -> Answer:
    verdict = json.loads(review.verdict or "{}")
    part = verdict["parts"][PART]
    step, planned = part.get("step"), part.get("planned")
    return Answer(
        review,
        str(part.get("stage", "")),
        # a log that was imported may say anything
        Step(step) if step in list(Step) else Step.FIRST,
        planned if isinstance(planned, int) else 0,
        points_of(verdict, review.rating),
        part.get("judge") == "self",
    )


def _what(event: Event) -> str | None:
    known = isinstance(event.value, dict) and isinstance(event.value.get("id"), str)
    return event.value.get("what") if known else None


def _brief(event: Event) -> Brief | None:
    """Read a beginning; one that this version does not understand is passed over."""
    if _what(event) != "begin":
        return None
    value = event.value
    try:
        minutes, seed = float(value["minutes"]), int(value["seed"])
        role, level = str(value["role"]), Level(value["level"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    if not SHORTEST <= minutes <= LONGEST:
        return None
    return Brief(value["id"], role, level, minutes, seed, event.happened_at, event.study_day)
