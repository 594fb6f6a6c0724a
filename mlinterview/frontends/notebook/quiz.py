"""A session as notebooks drive it: named actions, each with a visible word about what became of it."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from mlinterview.clock import day_to_date
from mlinterview.errors import MLInterviewError, StoreError, UsageError
from mlinterview.frontends.words import comes_back
from mlinterview.model.kinds import Outcome
from mlinterview.model.reviews import Rating
from mlinterview.store.backup import back_up_daily

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mlinterview.model.kinds import Verdict
    from mlinterview.session import Session
    from mlinterview.showing import Recorded, Shown

Tone = Literal["quiet", "good", "warning", "error"]
LONGEST_RESPONSE = 200_000
_UNSEEN = ("pause", "resume")
"""What changes nothing on view: a key that was pressed meanwhile still means what it meant."""
_LOG = logging.getLogger("mlinterview")


@dataclass(frozen=True, slots=True)
class Message:
    """What became of the last action.

    Attributes:
        text: one line, plain text.
        tone: how much it matters.
    """

    text: str
    tone: Tone = "quiet"


class Quiz:
    """One session and what of it is on view; shared by the card, the magics and their cells.

    Actions may come from several threads and several views. Each change has a number: an action
    that names an older one was meant for what is no longer shown, and does nothing.

    Attributes:
        session: whose cards are shown.
        message: what became of the last action.
        number: counts changes.
        hints: hints asked for so far, as Markdown.
        tried: what the tests said of the last program, while it is still being worked on.
        judging: whether a scenario's rubric is being filled in.
        more: whether further questions and sources are shown.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.message: Message | None = None
        self.number = 0
        self.hints: list[str] = []
        self.tried: Verdict | None = None
        self.judging = False
        self.more = False
        self.outline = ""
        self.stopped = False
        self._lock = threading.RLock()
        self._listeners: list[Callable[[], None]] = []
        self._actions: dict[str, Callable[[Mapping[str, Any]], Message | None]] = {
            "reveal": self._reveal,
            "respond": self._respond,
            "attempt": self._attempt,
            "hint": self._hint,
            "judge": self._judge,
            "rate": self._rate,
            "undo": self._undo,
            "flag": self._flag,
            "bury": self._bury,
            "suspend": self._suspend,
            "more": self._more,
            "pause": self._pause,
            "resume": self._resume,
            "stop": self._stop,
        }

    @property
    def shown(self) -> Shown | None:
        """The card on view; ``None`` when the session is over or was stopped."""
        return None if self.stopped else self.session.shown

    @property
    def over(self) -> bool:
        """Whether nothing is asked any more."""
        return self.shown is None

    def listen(self, listener: Callable[[], None]) -> None:
        """Have a function called after each change, in the thread that made it."""
        with self._lock:
            self._listeners.append(listener)

    def act(self, action: str, number: int | None = None, **values: Any) -> Message | None:
        """Do something and tell everybody; never raises for what the learner can do something about.

        Args:
            action: its name.
            number: the change that the view showed; an older one means that the action came too
                late, and nothing is done.
            values: what the action needs.
        """
        with self._lock:
            if number is not None and number != self.number:
                self.message = Message("That was done already; this is where you are.", "warning")
            else:
                self._attend(action, values)
            if action not in _UNSEEN:
                self.number += 1
                # still under the lock, or an older state could be shown after a newer one
                for listener in self._listeners:
                    listener()
            return self.message

    def _attend(self, action: str, values: Mapping[str, Any]) -> None:
        answers, shown = len(self.session.summary.answers), self.session.shown
        try:
            do = self._actions.get(action)
            if do is None:
                raise UsageError(f"there is no action {action!r}")
            self.message = do(values)
        except MLInterviewError as error:
            saved = len(self.session.summary.answers) > answers
            lost = isinstance(error, StoreError) and not saved
            self.message = Message(f"{'Not saved: ' if lost else ''}{error}", "error")
        except Exception as error:  # a bug of ours: a callback's traceback is shown nowhere
            _LOG.exception("The action %r failed.", action)
            self.message = Message(
                f"Not saved: a mistake of mlinterview ({type(error).__name__}: {error}); "
                "the log of the kernel has its traceback.",
                "error",
            )
        if self.session.shown is not shown:
            self._new_card()

    def _new_card(self) -> None:
        self.hints, self.tried, self.judging, self.more = [], None, False, False
        self.outline = ""
        if self.session.shown is None:
            self._back_up()

    def _back_up(self) -> None:
        if not self.session.summary.answers:
            return
        collection = self.session.collection
        try:
            back_up_daily(collection.home, day_to_date(collection.study_day()).isoformat())
        except MLInterviewError as error:
            self.message = Message(f"Saved, but no backup was made: {error}", "warning")

    # -- actions -------------------------------------------------------------------------------

    def _reveal(self, _: Mapping[str, Any]) -> Message | None:
        self.session.reveal()
        self.judging = False
        return None

    def _respond(self, values: Mapping[str, Any]) -> Message | None:
        response = _text_of(values)
        if not response.strip():
            return Message("There is no answer yet.", "warning")
        before = self.session.revealed
        verdict = self.session.respond(response)
        self.judging = False
        if verdict is None and not before:
            return Message("Compare your answer with this one, then rate yourself.")
        return None

    def _attempt(self, values: Mapping[str, Any]) -> Message | None:
        response = _text_of(values)
        verdict = self.session.attempt(response)
        self.tried = verdict
        if verdict is None or verdict.outcome is not Outcome.WRONG:
            return None
        passed, tests = verdict.parts.get("passed", 0), verdict.parts.get("tests", 0)
        if not tests:
            return Message("The program does not run.", "warning")
        return Message(f"{passed} of {tests} tests pass; try again, or show a solution.", "warning")

    def _hint(self, _: Mapping[str, Any]) -> Message | None:
        hint = self.session.hint()
        if hint is None:
            return Message("There are no more hints.")
        self.hints.append(hint)
        return None

    def _judge(self, values: Mapping[str, Any]) -> Message | None:
        self.outline = str(values.get("outline", ""))[:LONGEST_RESPONSE]
        self.judging = True
        return None

    def _rate(self, values: Mapping[str, Any]) -> Message | None:
        session, shown = self.session, self.session.shown
        if shown is not None and not session.revealed:
            return Message("Look at the answer first, then rate.", "warning")
        lucky = bool(values.get("lucky"))
        rating = values.get("rating")
        if rating is None and not lucky:
            rating = session.proposed_rating() or Rating.GOOD
        recorded = session.rate(None if rating is None else Rating(int(rating)), lucky=lucky)
        return _saved(recorded, shown)

    def _undo(self, _: Mapping[str, Any]) -> Message | None:
        undone = self.session.undo()
        self.stopped = False
        return Message(f"Taken back: {undone.words}.")

    def _flag(self, _: Mapping[str, Any]) -> Message | None:
        return Message("Flagged." if self.session.flag() else "Flag taken away.")

    def _bury(self, _: Mapping[str, Any]) -> Message | None:
        self.session.bury()
        return Message("Put away until tomorrow; undo takes it back.")

    def _suspend(self, _: Mapping[str, Any]) -> Message | None:
        self.session.suspend()
        return Message("Suspended; undo takes it back.")

    def _more(self, _: Mapping[str, Any]) -> Message | None:
        self.more = not self.more
        return self.message

    def _pause(self, _: Mapping[str, Any]) -> Message | None:
        self.session.pause()
        return self.message

    def _resume(self, _: Mapping[str, Any]) -> Message | None:
        self.session.resume()
        return self.message

    def _stop(self, _: Mapping[str, Any]) -> Message | None:
        self.stopped = True
        self._back_up()
        return None


def _saved(recorded: Recorded, shown: Shown | None) -> Message:
    text = f"{recorded.review.rating.word.capitalize()}: {comes_back(recorded)}."
    if recorded.repeated:
        return Message("That answer was saved already.", "warning")
    if shown is not None and recorded.card.reps != shown.card.reps + 1:
        return Message(
            f"{text} It was answered elsewhere in the meantime; both answers count.", "warning"
        )
    return Message(text, "good")


def _text_of(values: Mapping[str, Any]) -> str:
    response = values.get("response", "")
    if not isinstance(response, str):
        raise UsageError("an answer is a text")
    if len(response) > LONGEST_RESPONSE:
        raise UsageError(f"the answer is longer than {LONGEST_RESPONSE:,} characters: shorten it")
    return response
