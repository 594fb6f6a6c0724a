"""A session: what is asked next, and what happens with the answer. Every front end drives this."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from mlinterview.beginning import begin
from mlinterview.errors import MLInterviewError, StoreError, UsageError
from mlinterview.grading.policy import proposed_rating
from mlinterview.model.kinds import Outcome, ResponseForm, Verdict
from mlinterview.model.reviews import EventKind, Mode, Rating
from mlinterview.progress import Remaining, Summary
from mlinterview.store.queues import Selection

if TYPE_CHECKING:
    from mlinterview.beginning import Beginning
    from mlinterview.collection import Collection
    from mlinterview.model.questions import Question
    from mlinterview.showing import Recorded, Shown
    from mlinterview.undoing import Undone


class Session:
    """Puts cards to the learner, one at a time, until nothing is left or a limit is reached.

    Order, without a plan: learning steps that are due, reviews that are due (most stable first),
    new cards (prerequisites first, look-alikes apart), then learning steps a little early.
    Everything answered is in the log at once, so a session can be left at any moment and another
    one goes on from there. Safe to use from several threads. It never prints.
    ``skipped`` tells by id why cards could not be shown.

    Args:
        collection: whose cards.
        selection: which part of the library; all by default.
        limit: number of answers after which the session ends.
        minutes: time after which it ends, at the next question; by default what is left of the
            setting ``minutes_per_day``.
        new: new cards at most in this session, within today's limit.
        new_only: ask only new cards.
        mode: ``Mode.AHEAD`` adds cards that fall due later, ``Mode.CRAM`` takes every card seen.
            With a plan, ``Mode.REVIEW`` becomes ``Mode.PLAN``: what to ask, and for how long, is
            the plan's to say.
    """

    def __init__(
        self,
        collection: Collection,
        selection: Selection | None = None,
        *,
        limit: int | None = None,
        minutes: float | None = None,
        new: int | None = None,
        new_only: bool = False,
        mode: Mode = Mode.REVIEW,
    ) -> None:
        self.collection = collection
        self.selection = selection or Selection()
        self.summary = Summary()
        self.skipped: dict[str, str] = {}
        self._limit = limit
        self._lock = threading.RLock()
        self._shown: Shown | None = None
        self._verdict: Verdict | None = None
        self._response: str | None = None
        self._revealed = False
        self._hints = self._attempts = 0
        self._shown_at = self._worked = 0.0
        self._paused_at: float | None = None
        collection.library.check_names(
            self.selection.decks, self.selection.topics, self.selection.kinds
        )
        collection.check_clock()
        self._minutes = minutes
        self.mode, self._minutes, self._agenda = self._begun(mode, minutes, new, new_only)
        self._advance()

    def _begun(
        self, mode: Mode, minutes: float | None, new: int | None, new_only: bool
    ) -> Beginning:
        """Return mode, time (minutes) and agenda; an interview brings its own."""
        return begin(
            self.collection, self.selection, mode, minutes, new, new_only,
            lambda: self.seconds_left,
        )  # fmt: skip

    # -- looking -------------------------------------------------------------------------------

    @property
    def shown(self) -> Shown | None:
        """The card that is put to the learner, or ``None`` when the session is over."""
        return self._shown

    @property
    def question(self) -> Question | None:
        """The current question, or ``None`` when the session is over."""
        return self._shown.question if self._shown else None

    @property
    def revealed(self) -> bool:
        """Whether the answer has been shown."""
        return self._revealed

    @property
    def verdict(self) -> Verdict | None:
        """What the grader said of the response, if there was one and it could."""
        return self._verdict

    @property
    def response(self) -> str | None:
        """What the learner answered to the current card, if anything."""
        return self._response

    @property
    def seconds_left(self) -> float | None:
        """Time (seconds) until the session ends at the next question; ``None`` without a limit."""
        if self._minutes is None:
            return None
        return max(self._minutes * 60 - self._worked, 0.0)

    @property
    def remaining(self) -> Remaining:
        """What is left, the current card included."""
        with self._lock:
            learning, due, new = self._agenda.counts()
            if self._shown is not None:
                extra = self._agenda.kind_of(self._shown.card)
                learning, due, new = (
                    learning + (extra == "learning"), due + (extra == "due"), new + (extra == "new"),
                )  # fmt: skip
            if self._limit is not None:
                left = max(self._limit - len(self.summary.answers), 0)
                learning = min(learning, left)
                due = min(due, left - learning)
                new = min(new, left - learning - due)
            return Remaining(learning, due, new)

    @property
    def limit_reached(self) -> Literal["answers", "minutes"] | None:
        """Which limit has ended the session, if one has."""
        if self._limit is not None and len(self.summary.answers) >= self._limit:
            return "answers"
        if self._minutes is not None and self._worked >= self._minutes * 60:
            return "minutes"
        return None

    @property
    def next_step_ms(self) -> int | None:
        """When the session is over: the moment (ms UTC) of the next learning step, if any."""
        return self._agenda.next_step_ms()

    def preview(self) -> dict[Rating, int]:
        """Return for each rating the seconds until the card would be shown again."""
        with self._lock:
            steps = self.collection.preview(self._current(), self.mode)
            return {rating: step.interval_seconds for rating, step in steps.items()}

    def proposed_rating(self, lucky: bool = False) -> Rating | None:
        """Return the rating that follows from the verdict; ``None`` where the learner judges."""
        return None if self._verdict is None else proposed_rating(self._verdict, lucky)

    # -- answering -----------------------------------------------------------------------------

    def reveal(self) -> None:
        """Show the answer; where the program grades, that is a verdict of its own."""
        with self._lock:
            graded = self._current().presentation.form not in (
                ResponseForm.SELF,
                ResponseForm.RUBRIC,
            )
            if graded and not self._revealed:
                self._verdict = Verdict(Outcome.REVEALED)
            self._revealed = True

    def hint(self) -> str | None:
        """Return the next hint as Markdown, ``None`` if there is no more.

        An answer that is right with the help of hints is partly correct.
        """
        with self._lock:
            hints = self._current().presentation.hints
            if self._hints >= len(hints):
                return None
            self._hints += 1
            return hints[self._hints - 1]

    def attempt(self, response: str) -> Verdict | None:
        """Grade a response, and reveal the answer only if it is right: try as often as you like."""
        with self._lock:
            if self._revealed:
                return self.respond(response)
            shown = self._current()
            verdict = self._helped(self.collection.grade(shown, response))
            self._response, self._attempts = response, self._attempts + 1
            if verdict is not None and verdict.outcome is not Outcome.WRONG:
                self._verdict, self._revealed = verdict, True
            return verdict

    def respond(self, response: str) -> Verdict | None:
        """Grade a response and reveal the answer; ``None`` where only the learner can judge.

        A response to an answer that was already revealed is not graded.
        """
        with self._lock:
            shown = self._current()
            if self._revealed and self._verdict is not None:
                return self._verdict  # answered already: a double click
            if shown.presentation.form is ResponseForm.RUBRIC or not self._revealed:
                self._verdict = self._helped(self.collection.grade(shown, response))
                self._attempts += 1
            else:
                self._verdict = Verdict(Outcome.REVEALED)
            self._response = response
            self._revealed = True
            return self._verdict

    def rate(
        self, rating: Rating | None = None, token: str | None = None, *, lucky: bool = False
    ) -> Recorded:
        """Record the answer, durably, and go on to the next card.

        Args:
            rating: the learner's; by default the one that the verdict proposes.
            token: of the card that was rated; a rating for a card that is no longer shown
                (a double click, a second view) is not recorded again.
            lucky: it was a lucky guess; proposes Again, and the log says so.

        Raises:
            UsageError: there is no card, or no rating and no verdict.
            StoreError: it could not be saved; the card stays.
        """
        with self._lock:
            if token is not None and (self._shown is None or token != self._shown.token):
                for answer in self.summary.answers:
                    if answer.review.id == token:
                        return answer
                raise UsageError("this card is no longer asked: answer the one that is shown")
            shown = self._current()
            rating = rating or (Rating.AGAIN if lucky else self.proposed_rating())
            if rating is None:
                raise UsageError("this question is judged by you: choose a rating")
            self.resume()
            seconds = self.seconds_on_card()
            recorded = self.collection.record(
                shown,
                rating,
                response=self._response,
                verdict=self._verdict_for_log(lucky),
                duration_ms=round(seconds * 1000),
                mode=self.mode,
            )
            self.summary.answers.append(recorded)
            self.summary.seconds += seconds
            self._worked += seconds
            self._agenda.answered(recorded.card, shown.question.card_ids())
            self._advance()
            return recorded

    def undo(self) -> Undone:
        """Take back the last operation of the collection; its card is asked again.

        Raises:
            NothingToUndo: there is nothing left to take back.
        """
        with self._lock:
            undone = self.collection.undo()
            gone = {review.id for review in undone.reviews}
            for answer in [a for a in self.summary.answers if a.review.id in gone]:
                self.summary.answers.remove(answer)
                # its time counts no more, or a limit in minutes would keep the card away
                self.summary.seconds -= (answer.review.duration_ms or 0) / 1000
                self._worked -= (answer.review.duration_ms or 0) / 1000
            again = undone.reviews[-1].card_id if undone.reviews else None
            self._agenda.taken_back(undone.cards)
            self._advance(again)
            return undone

    def flag(self) -> bool:
        """Flag the current card, or take the flag away; returns whether it is flagged now."""
        with self._lock:
            shown = self._current()
            flagged = self.collection.card(shown.card.card_id).flagged
            self.collection.act(
                EventKind.UNFLAG if flagged else EventKind.FLAG, [shown.card.card_id]
            )
            return not flagged

    def bury(self) -> list[str]:
        """Show the current question no more today; returns its cards."""
        return self._put_away(EventKind.BURY)

    def suspend(self) -> list[str]:
        """Show the current question no more until it is resumed; returns its cards."""
        return self._put_away(EventKind.SUSPEND)

    # -- time ----------------------------------------------------------------------------------

    def pause(self) -> None:
        """Stop the clock of the current card and of the session."""
        with self._lock:
            if self._paused_at is None:
                self._paused_at = self.collection.clock.stopwatch()

    def resume(self) -> None:
        """Go on after a pause."""
        with self._lock:
            if self._paused_at is not None:
                self._shown_at += self.collection.clock.stopwatch() - self._paused_at
                self._paused_at = None

    # -- helpers -------------------------------------------------------------------------------

    def _current(self) -> Shown:
        if self._shown is None:
            raise UsageError("the session is over: nothing is asked")
        return self._shown

    def _helped(self, verdict: Verdict | None) -> Verdict | None:
        if verdict is None or verdict.outcome is not Outcome.CORRECT or not self._hints:
            return verdict
        return replace(verdict, outcome=Outcome.PARTIAL)

    def _verdict_for_log(self, lucky: bool) -> Verdict | None:
        """Return the verdict with how it came about."""
        circumstances: dict[str, Any] = {}
        if self._hints:
            circumstances["hints"] = self._hints
        if self._attempts > 1:
            circumstances["attempts"] = self._attempts
        if lucky:
            circumstances["lucky"] = True
        if self._verdict is None and lucky:
            # the learner judged: right, but by luck
            return Verdict(Outcome.CORRECT, parts=circumstances)
        if self._verdict is None or not circumstances:
            return self._verdict
        return replace(self._verdict, parts={**self._verdict.parts, **circumstances})

    def seconds_on_card(self) -> float:
        """Return for how long the current card has been shown (seconds), pauses not counted."""
        now = self.collection.clock.stopwatch() if self._paused_at is None else self._paused_at
        return max(now - self._shown_at, 0.0)

    def _put_away(self, kind: EventKind) -> list[str]:
        with self._lock:
            cards = self.collection.act(kind, [self._current().question.id])
            self._agenda.reload()
            self._advance()
            return cards

    def _advance(self, card_id: str | None = None) -> None:
        self._shown = self._verdict = self._response = None
        self._revealed = False
        self._hints = self._attempts = 0
        if not self._over():
            if card_id is not None:
                self._agenda.take_card(card_id)
                self._shown = self._show(card_id)
            while self._shown is None and (following := self._agenda.take()) is not None:
                self._shown = self._show(following)
        self._shown_at = self.collection.clock.stopwatch()
        if self._paused_at is not None:
            self._paused_at = self._shown_at

    def _show(self, card_id: str) -> Shown | None:
        try:
            return self.collection.show(card_id)
        except StoreError:
            raise
        except MLInterviewError as error:
            # its deck changed under the session, or its numbers cannot be drawn: the log stays
            self._agenda.skipped(card_id)
            self.skipped[card_id] = str(error)
            return None

    def _over(self) -> bool:
        return self.limit_reached is not None
