"""The review loop: show, reveal, rate; every key does one thing to the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.clock import day_to_date
from mlinterview.errors import MLInterviewError, NothingToUndo
from mlinterview.frontends.durations import short
from mlinterview.frontends.terminal.keys import Left, read_key, read_line
from mlinterview.frontends.terminal.screen import Screen
from mlinterview.model.kinds import Outcome
from mlinterview.model.reviews import Rating
from mlinterview.store.backup import back_up_daily

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlinterview.collection import Shown
    from mlinterview.session import Session

_RATING_KEYS = {str(rating.value): rating for rating in Rating}
_OUTCOMES = {
    Outcome.CORRECT: ("Correct.", "bold green"),
    Outcome.PARTIAL: ("Partly correct.", "bold yellow"),
    Outcome.WRONG: ("Not correct.", "bold red"),
    Outcome.REVEALED: ("Revealed.", "bold"),
}
_HELP = """
  space, enter   reveal; then take the proposed rating (Good where you judge)
  1 2 3 4        Again, Hard, Good, Easy
  t              type an answer before revealing, for grading or just to commit to it
  g              it was a lucky guess: Again
  m              more: further questions and sources
  u              undo the last answer or change, as often as you like
  f  b  s        flag · bury until tomorrow · suspend
  p              pause: the clock stops
  q, Ctrl-C      leave; everything answered is saved
"""


class Loop:
    """Drives a session from the keyboard."""

    def __init__(
        self,
        session: Session,
        screen: Screen | None = None,
        key: Callable[[], str] = read_key,
        line: Callable[[str], str | None] = read_line,
    ) -> None:
        self.session, self.screen = session, screen or Screen()
        self._key, self._line = key, line
        self._more = False
        self._response = ""
        self._message: tuple[str, str] | None = None

    def run(self) -> None:
        """Run until nothing is left or the learner leaves; then say what was done."""
        try:
            while True:
                while (shown := self.session.shown) is not None:
                    self._one_card(shown)
                if not self._offer_undo():
                    break
        except (Left, KeyboardInterrupt):
            self.screen.line("")
        self._farewell()

    def _one_card(self, shown: Shown) -> None:
        """Show one card until it is rated, put away, or something else takes its place."""
        self._more, self._response = False, ""
        self._draw(shown)
        while self.session.shown is shown:
            key = self._key()
            if key == "q":
                raise Left
            try:
                self._act(key, shown)
            except MLInterviewError as error:
                # the card stays and nothing is lost: say what is wrong and let the learner retry
                self.screen.line(f"Not saved: {error}", style="bold red")

    def _act(self, key: str, shown: Shown) -> None:
        session = self.session
        if key in ("u", "f", "b", "s", "p", "?", "h"):
            self._common(key, shown)
        elif not session.revealed:
            if key in (" ", "enter"):
                session.reveal()
                self._redraw(shown)
            elif key == "t":
                self._type(shown)
        elif key in _RATING_KEYS:
            self._rate(shown, _RATING_KEYS[key])
        elif key in (" ", "enter"):
            self._rate(shown, session.proposed_rating() or Rating.GOOD)
        elif key == "g":
            self._rate(shown, Rating.AGAIN)
        elif key == "m":
            self._more = not self._more
            self._redraw(shown)

    def _common(self, key: str, shown: Shown) -> None:
        session = self.session
        if key == "u":
            try:
                undone = session.undo()
                self._message = (f"Taken back: {', '.join(undone.cards) or 'a setting'}", "yellow")
            except NothingToUndo as error:
                self.screen.line(str(error), style="yellow")
        elif key == "f":
            word = "Flagged." if session.flag() else "Flag taken away."
            self.screen.line(word, style="yellow")
        elif key == "b":
            session.bury()
            self._message = ("Buried until tomorrow; u takes it back.", "yellow")
        elif key == "s":
            session.suspend()
            self._message = ("Suspended; u takes it back.", "yellow")
        elif key == "p":
            session.pause()
            self.screen.line("Paused. Any key goes on.", style="bold")
            self._key()
            session.resume()
            self._redraw(shown)
        else:
            self.screen.line(_HELP)

    def _type(self, shown: Shown) -> None:
        response = self._line("› ")
        if not response:
            return
        self._response = response
        self.session.respond(response)
        self._redraw(shown)

    def _rate(self, shown: Shown, rating: Rating) -> None:
        recorded = self.session.rate(rating, shown.token)
        wait = short(recorded.interval_seconds)
        self._message = (f"{rating.word.capitalize()}: again in {wait}", "dim")

    def _draw(self, shown: Shown) -> None:
        self.screen.card(self.session, shown)
        if self._message:
            self.screen.line(*self._message)
            self._message = None
        self.screen.keys(("space", "reveal"), ("t", "type"), ("u", "undo"), ("?", "help"),
                         ("q", "leave"))  # fmt: skip

    def _draw_answer(self, shown: Shown) -> None:
        if self._response:
            self.screen.line(f"› {self._response}", style="bold")
        self.screen.answer(shown, self._more)
        verdict = self.session.verdict
        if verdict is not None:
            self.screen.line(*_OUTCOMES[verdict.outcome])
            for feedback in verdict.feedback:
                self.screen.line(feedback)
        intervals = [(r, short(s)) for r, s in self.session.preview().items()]
        self.screen.ratings(intervals, self.session.proposed_rating())
        self.screen.keys(("1-4", "rate"), ("m", "more"), ("f", "flag"), ("u", "undo"),
                         ("?", "help"))  # fmt: skip

    def _redraw(self, shown: Shown) -> None:
        self.screen.card(self.session, shown)
        if self.session.revealed:
            self._draw_answer(shown)
        else:
            self._draw(shown)

    def _offer_undo(self) -> bool:
        """After the last card, one more key: undo, or leave. True if there is a card again."""
        if not self.session.summary.answers:
            return False
        self.screen.line("")
        self.screen.keys(("u", "undo the last answer"), ("any other key", "finish"))
        if self._key() != "u":
            return False
        self.session.undo()
        return self.session.shown is not None

    def _farewell(self) -> None:
        session = self.session
        step = session.next_step_ms
        wait = None if step is None else short((step - session.collection.clock.now_ms()) / 1000)
        self.screen.summary(session, wait)
        if session.summary.answers:
            today = day_to_date(session.collection.study_day()).isoformat()
            try:
                back_up_daily(session.collection.home, today)
            except MLInterviewError as error:
                self.screen.line(f"No backup was made: {error}", style="yellow")
