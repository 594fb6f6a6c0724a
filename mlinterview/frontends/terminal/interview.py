"""An interview at a terminal: the review loop, with a clock, an interviewer and a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.errors import MLInterviewError
from mlinterview.frontends.interviewer import greeting
from mlinterview.frontends.keys import Left, read_key, read_line
from mlinterview.frontends.render.interviewreport.terminal import report_for_terminal
from mlinterview.frontends.terminal.interview_clock import RunningClock
from mlinterview.frontends.terminal.interview_responding import INTERVIEW_RESPONDERS
from mlinterview.frontends.terminal.interview_screen import InterviewScreen, clock
from mlinterview.frontends.terminal.loop import Loop
from mlinterview.interviews.interview import Interview
from mlinterview.interviews.record import find_interview
from mlinterview.interviews.report import make_report
from mlinterview.interviews.roles import find_role

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlinterview.model.reviews import Rating
    from mlinterview.session import Session
    from mlinterview.showing import Shown


def hold(session: Session) -> None:
    """Hold an interview at this terminal."""
    if not isinstance(session, Interview):
        raise TypeError("only an interview can be held")
    InterviewLoop(session).run()


class InterviewLoop(Loop):
    """Drives an interview from the keyboard."""

    responders = INTERVIEW_RESPONDERS  # type: ignore[assignment]
    session: Interview
    screen: InterviewScreen

    def __init__(
        self,
        session: Interview,
        screen: InterviewScreen | None = None,
        key: Callable[[], str] = read_key,
        line: Callable[..., str | None] = read_line,
    ) -> None:
        screen = screen or InterviewScreen()
        self._clock = RunningClock(key, self._time, screen.console)
        super().__init__(session, screen, self._clock.read_key, line)

    def run(self) -> None:
        """Greet, hold the interview, and report; who leaves earlier can go on later."""
        try:
            self._greet()
        except (Left, KeyboardInterrupt):
            self.screen.line("")
            self._farewell()
            return
        super().run()

    def _greet(self) -> None:
        """Say how it will go; the clock runs from the first question on."""
        session, screen = self.session, self.screen
        session.pause()
        if session.shown is not None and not session.answers:
            screen.console.clear()
            screen.words(greeting(session, find_role(session.brief.role).title))
            screen.keys(("any key", "begin"), ("q", "leave"))
            if self._key() == "q":
                raise Left
        session.resume()

    def _act(self, key: str, shown: Shown) -> None:
        if key == "c":
            self._clock.toggle()
            self.screen.time(self.session)
        else:
            super()._act(key, shown)

    def _time(self) -> str:
        return self.screen.time_line(self.session) if self.session.shown is not None else ""

    def _rate(self, shown: Shown, rating: Rating, lucky: bool = False) -> None:
        self.session.rate(rating, shown.token, lucky=lucky)
        self._changed = True

    def _draw_ratings(self, shown: Shown) -> None:
        self.screen.place(shown)
        if self.session.verdict is None:
            self.screen.line("How much of it did you say?", style="bold magenta")
        self.screen.choices(self.session.proposed_rating())

    def _tell_end(self) -> None:
        self.screen.line("That was the last question. Thank you.", style="bold magenta")

    def _farewell(self) -> None:
        session, screen = self.session, self.screen
        if session.shown is not None and not session.answers:
            session.finish()
            screen.line("Nothing was answered, so there is nothing to resume.")
        elif session.shown is not None:
            used, whole = clock(session.seconds_used), clock(session.brief.minutes * 60)
            screen.line(f"Left at {used} of {whole}: `mlinterview mock --resume` goes on here, "
                        "`mlinterview mock end` ends it.")  # fmt: skip
        else:
            try:
                session.finish()
                past = find_interview(session.collection, session.brief.id)
                screen.console.print(
                    report_for_terminal(make_report(session.collection, past)), width=screen.width
                )
                screen.line("`mlinterview mock report -o report.html` makes a page of it.")
            except MLInterviewError as error:
                screen.line(f"The report cannot be shown: {error}", style="yellow")
        self._back_up()
