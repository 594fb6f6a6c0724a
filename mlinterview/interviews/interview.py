"""An interview that is being held: a session whose questions follow a course."""

from __future__ import annotations

import math
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from mlinterview.errors import MLInterviewError, NothingToUndo, UsageError
from mlinterview.interviews.agenda import CourseAgenda
from mlinterview.interviews.brief import LONGEST, SHORTEST, Brief
from mlinterview.interviews.record import (
    PART,
    begin_interview,
    end_interview,
    part_of_review,
    past_interviews,
)
from mlinterview.interviews.roles import find_role
from mlinterview.model.kinds import Outcome, Verdict
from mlinterview.model.questions import Level
from mlinterview.model.reviews import EventKind, Mode, Rating
from mlinterview.session import Session
from mlinterview.store import log

if TYPE_CHECKING:
    from mlinterview.collection import Collection
    from mlinterview.interviews.brief import Ask
    from mlinterview.interviews.record import Answer
    from mlinterview.interviews.stages import Stage
    from mlinterview.showing import Recorded
    from mlinterview.undoing import Undone

_OUTCOMES = {Rating.AGAIN: Outcome.WRONG, Rating.HARD: Outcome.PARTIAL}


class Interview(Session):
    """Puts the questions of an interview, one at a time; front ends drive it like any session.

    Everything answered is in the log at once: an interview that was left, or killed, is taken up
    again where it was. See ``begin`` and ``resume``.

    Args:
        collection: whose interview.
        brief: what was agreed.
    """

    _agenda: CourseAgenda

    def __init__(self, collection: Collection, brief: Brief) -> None:
        self.brief = brief
        self._judged: Rating | None = None
        super().__init__(collection, mode=Mode.MOCK)

    def _begun(
        self, mode: Mode, minutes: float | None, new: int | None, new_only: bool
    ) -> tuple[Mode, None, CourseAgenda]:
        # the course alone decides what is asked and for how long, whatever the day's limits are
        return mode, None, CourseAgenda(self.collection, self.brief)

    # -- looking -------------------------------------------------------------------------------

    @property
    def ask(self) -> Ask | None:
        """What is being asked, and its place in the interview; ``None`` when it is over."""
        return self._agenda.ask if self._shown is not None else None

    @property
    def answers(self) -> list[Answer]:
        """What was answered so far, also before the interview was taken up again."""
        return list(self._agenda.answers)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """What is planned."""
        return self._agenda.course.stages

    @property
    def untrusted(self) -> list[str]:
        """Decks whose programs are left out, since nobody trusts them."""
        return list(self._agenda.untrusted)

    @property
    def seconds_used(self) -> float:
        """Time (seconds) of the interview so far, the current question included; no pauses."""
        used = sum(answer.seconds for answer in self._agenda.answers)
        return used + (self.seconds_on_card() if self._shown is not None else 0)

    @property
    def seconds_left(self) -> float:
        """Time (seconds) until the interview ends at the next question."""
        return max(self.brief.minutes * 60 - self.seconds_used, 0.0)

    @property
    def stage_seconds_left(self) -> float:
        """Time (seconds) that is left for the current stage; negative if it is overdrawn."""
        ask = self.ask
        if ask is None:
            return 0.0
        given = [answer.given for answer in self._agenda.answers]
        here = sum(one.seconds for one in given if one.stage == ask.stage.key)
        whole = self._agenda.course.seconds_for(ask.stage, given)
        return whole - here - self.seconds_on_card()

    # -- answering -----------------------------------------------------------------------------

    def rate(
        self, rating: Rating | None = None, token: str | None = None, *, lucky: bool = False
    ) -> Recorded:
        """Record the answer, durably, and go on; see ``Session.rate``."""
        with self._lock:
            self._judged = Rating.AGAIN if lucky else rating
            return super().rate(rating, token, lucky=lucky)

    def _verdict_for_log(self, lucky: bool) -> Verdict | None:
        """Return the verdict with its place in the interview; self-judged ones get one, too."""
        verdict, ask = super()._verdict_for_log(lucky), self._agenda.ask
        if ask is None:
            return verdict
        place = part_of_review(self.brief.id, ask)
        if self._verdict is None:
            place["judge"] = "self"
            outcome = _OUTCOMES.get(self._judged or Rating.AGAIN, Outcome.CORRECT)
            parts = {} if verdict is None else verdict.parts
            return Verdict(outcome, parts={**parts, PART: place})
        verdict = verdict or self._verdict
        return replace(verdict, parts={**verdict.parts, PART: place})

    def undo(self) -> Undone:
        """Take back the last operation since the interview began; its question is asked again.

        Raises:
            NothingToUndo: nothing was answered or changed in this interview.
        """
        with self._lock:
            with self.collection.database.reading() as connection:
                newest = log.newest_operation(connection)
                reviews, events = (
                    ([], []) if newest is None else log.operation_entries(connection, newest)
                )
            own = {answer.review.id for answer in self._agenda.answers}
            if any(
                review.id not in own
                for review in reviews
                if review.reviewed_at > self.brief.began_at
            ):
                raise NothingToUndo(
                    "the last answer was given elsewhere: take it back with `mlinterview undo`"
                )
            if any(event.kind in (EventKind.SETTING, EventKind.IMPORT) for event in events):
                raise NothingToUndo(
                    "the last change was made elsewhere: take it back with `mlinterview undo`"
                )
            moments = [r.reviewed_at for r in reviews] + [e.happened_at for e in events]
            if not any(moment > self.brief.began_at for moment in moments):
                raise NothingToUndo("nothing was answered in this interview yet")
            return super().undo()

    def finish(self) -> None:
        """End the interview, so that it is not offered again; what was answered stays."""
        if any(past.brief.id == self.brief.id and past.ended_at is None
               for past in past_interviews(self.collection)):  # fmt: skip
            end_interview(self.collection, self.brief)


def begin(
    collection: Collection,
    role: str = "ml-engineer",
    level: Level = Level.MID,
    minutes: float = 45,
    seed: int | None = None,
) -> Interview:
    """Begin an interview; one that was not finished is ended.

    Args:
        collection: whose interview.
        role: name of a role; see ``roles.ROLES``.
        level: what the learner applies for.
        minutes: 5 to 180.
        seed: chooses the questions, together with the answers; by default a random one.

    Raises:
        UnknownName: there is no such role.
        UsageError: the minutes are out of range.
        MLInterviewError: the decks hold nothing that could be asked; nothing was recorded.
    """
    find_role(role)
    if not (math.isfinite(minutes) and SHORTEST <= minutes <= LONGEST):
        raise UsageError(f"an interview takes {SHORTEST} to {LONGEST} minutes, not {minutes:g}")
    seed = secrets.randbits(32) if seed is None else seed
    now = collection.clock.now_ms()
    draft = Brief(collection.new_id(), role, level, minutes, seed, now, collection.study_day())
    if CourseAgenda(collection, draft).take() is None:
        raise MLInterviewError(
            "there is no question left to ask: see `mlinterview deck list`, and whether they are "
            "suspended"
        )
    collection.check_clock()
    return Interview(collection, begin_interview(collection, draft))


def resume(collection: Collection, brief: Brief) -> Interview:
    """Take up an interview where it was left.

    Raises:
        UnknownName: this version does not know its role.
    """
    find_role(brief.role)
    return Interview(collection, brief)
