"""The review loop: show, reveal, rate; every key does one thing to the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.clock import day_to_date
from mlinterview.errors import MLInterviewError, NothingToUndo, StoreError
from mlinterview.frontends.durations import short
from mlinterview.frontends.fitting import after_session
from mlinterview.frontends.keys import Left, read_key, read_line
from mlinterview.frontends.terminal.responding import RESPONDERS, Responder
from mlinterview.frontends.terminal.screen import Screen
from mlinterview.frontends.words import OUTCOMES
from mlinterview.model.kinds import Outcome
from mlinterview.model.reviews import Mode, Rating
from mlinterview.store.backup import back_up_daily

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlinterview.session import Session
    from mlinterview.showing import Shown

_RATING_KEYS = {str(rating.value): rating for rating in Rating}
_STYLES = {
    Outcome.CORRECT: "bold green",
    Outcome.PARTIAL: "bold yellow",
    Outcome.WRONG: "bold red",
    Outcome.REVEALED: "bold",
}


class Loop:
    """Drives a session from the keyboard."""

    responders = RESPONDERS
    ending = "finish"
    """What comes after the last card."""

    def __init__(
        self,
        session: Session,
        screen: Screen | None = None,
        key: Callable[[], str] = read_key,
        line: Callable[..., str | None] = read_line,
    ) -> None:
        self.session, self.screen = session, screen or Screen()
        self._key, self._line = key, line
        self._more = self._changed = False
        self._responder: Responder
        self._message: tuple[str, str] | None = None

    def run(self) -> None:
        """Run until nothing is left or the learner leaves; then say what was done."""
        try:
            while True:
                while (shown := self.session.shown) is not None:
                    self._one_card(shown)
                if not self._goes_on():
                    break
        except (Left, KeyboardInterrupt):
            self.screen.line("")
        self._farewell()

    def _one_card(self, shown: Shown) -> None:
        """Show one card until it is rated, put away, or something else takes its place."""
        self._more = False
        form = shown.presentation.form
        self._responder = self.responders[form](
            self.session, shown, self.screen, self._key, self._line
        )
        self._draw(shown)
        while self.session.shown is shown:
            key = self._key()
            if key == "q":
                raise Left
            self._try(lambda key=key: self._act(key, shown))  # type: ignore[misc]

    def _try(self, act: Callable[[], None]) -> None:
        """Do something; if it fails the card stays, nothing is lost, and the learner may retry."""
        answers = len(self.session.summary.answers)
        try:
            act()
        except NothingToUndo as error:
            self.screen.line(f"{error}.".capitalize(), style="yellow")
        except MLInterviewError as error:
            # the next card may fail to load after the answer to this one was saved
            saved = len(self.session.summary.answers) > answers
            unsaved = "Not saved: " if isinstance(error, StoreError) and not saved else ""
            self.screen.line(f"{unsaved}{error}", style="bold red")

    def _act(self, key: str, shown: Shown) -> None:
        session = self.session
        if key in ("u", "f", "b", "s", "p", "?"):
            self._common(key, shown)
        elif not session.revealed:
            if self._responder.press(key):
                self._draw(shown)
        elif key in _RATING_KEYS:
            self._rate(shown, _RATING_KEYS[key])
        elif key in (" ", "enter"):
            self._rate(shown, session.proposed_rating() or Rating.GOOD)
        elif key == "g":
            self._rate(shown, Rating.AGAIN, lucky=True)
        elif key == "m":
            self._more = not self._more
            self._draw(shown)

    def _common(self, key: str, shown: Shown) -> None:
        session = self.session
        if key == "u":
            self._undo()
        elif key == "f":
            self.screen.line("Flagged." if session.flag() else "Flag taken away.", style="yellow")
        elif key == "b":
            session.bury()
            self._changed = True
            self._message = ("Buried until tomorrow; u takes it back.", "yellow")
        elif key == "s":
            session.suspend()
            self._changed = True
            self._message = ("Suspended; u takes it back.", "yellow")
        elif key == "p":
            session.pause()
            self.screen.line("Paused. Any key goes on.", style="bold")
            self._key()
            session.resume()
            self._draw(shown)
        else:
            self.screen.help()

    def _rate(self, shown: Shown, rating: Rating, lucky: bool = False) -> None:
        recorded = self.session.rate(rating, shown.token, lucky=lucky)
        self._changed = True
        # under a plan it is not asked again when it falls due, but when the plan says so
        planned = recorded.review.mode is Mode.PLAN
        again = "" if planned else f", again in {short(recorded.interval_seconds)}"
        self._message = (f"Last card: {rating.word.capitalize()}{again}.", "dim")

    def _undo(self) -> None:
        undone = self.session.undo()
        self._message = (f"Taken back: {undone.words}.", "yellow")

    def _draw(self, shown: Shown) -> None:
        self.screen.card(self.session, shown)
        if self.session.revealed:
            self._draw_answer(shown)
            return
        self._responder.draw()
        self._tell()
        self.screen.keys(*self._responder.keys(), ("u", "undo"), ("?", "help"), ("q", "leave"))

    def _draw_answer(self, shown: Shown) -> None:
        self._responder.draw_response()
        verdict, proposed = self.session.verdict, self.session.proposed_rating()
        if verdict is not None:
            self.screen.line(OUTCOMES[verdict.outcome], _STYLES[verdict.outcome])
            self.screen.feedback(verdict.feedback)
        self.screen.answer(shown, self._more)
        self._draw_ratings(shown)
        right = verdict is not None and verdict.outcome in (Outcome.CORRECT, Outcome.PARTIAL)
        lucky = [("g", "lucky guess")] if right else []
        space = (proposed or Rating.GOOD).word.capitalize()
        self.screen.keys(("1-4", "rate"), ("space", space), *lucky, ("m", "more"), ("f", "flag"),
                         ("u", "undo"), ("?", "help"), ("q", "leave"))  # fmt: skip

    def _draw_ratings(self, shown: Shown) -> None:
        """Show the four ratings below the answer."""
        intervals = [(r, short(s)) for r, s in self.session.preview().items()]
        self.screen.ratings(intervals, self.session.proposed_rating())

    def _tell(self) -> None:
        """Say, once, what became of the last key."""
        if self._message:
            self.screen.line(*self._message)
            self._message = None

    def _goes_on(self) -> bool:
        """After the last card, one more key: undo, or leave. True if there is a card again."""
        while self._changed:
            self.screen.line("")
            self._tell_end()
            self.screen.keys(("u", "undo"), ("any other key", self.ending))
            if self._key() != "u":
                break
            self._try(self._undo)
            if self.session.shown is not None:
                return True
        return False

    def _tell_end(self) -> None:
        self._tell()

    def _farewell(self) -> None:
        session = self.session
        step = session.next_step_ms
        wait = None if step is None else short((step - session.collection.clock.now_ms()) / 1000)
        self.screen.summary(session, wait)
        self._back_up()
        self._fit()

    def _fit(self) -> None:
        if self.session.summary.answers:
            try:
                said = after_session(self.session.collection)
            except MLInterviewError as error:
                said = f"The memory model was not fitted: {error}"
            if said:
                self.screen.line(said, style="dim")

    def _back_up(self) -> None:
        session = self.session
        if session.summary.answers:
            today = day_to_date(session.collection.study_day()).isoformat()
            try:
                back_up_daily(session.collection.home, today)
            except MLInterviewError as error:
                self.screen.line(f"No backup was made: {error}", style="yellow")
