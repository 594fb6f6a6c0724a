"""How answers are given in an interview: aloud first, and the time is the interviewer's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.frontends.interviewer import aloud
from mlinterview.frontends.terminal.responding import (
    RESPONDERS,
    CodeResponder,
    NumberResponder,
    OptionsResponder,
    Responder,
    RubricResponder,
)
from mlinterview.interviews.interview import Interview
from mlinterview.model.kinds import ResponseForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlinterview.frontends.terminal.responding import Keys

QUICK_SECONDS = 6.0
"""Whoever looks at the answer sooner has said nothing aloud."""


_CLOCK = ("c", "clock")


class Spoken(Responder):
    """An answer said aloud, perhaps with notes; whoever looks too soon is asked once."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self._asked = False

    def keys(self) -> Keys:
        """Space means that something was said."""
        return [("space", "I have answered"), ("t", "type notes"), _CLOCK]

    def draw(self) -> None:
        """Ask for an answer aloud."""
        self.screen.line(aloud(ResponseForm.SELF), style="italic")
        self.screen.line("")

    def press(self, key: str) -> bool:
        """Reveal, unless nothing can have been said in so short a time."""
        if key in (" ", "enter") and not self._asked:
            self._asked = True
            if self.session.seconds_on_card() < QUICK_SECONDS:
                self.screen.line("That was quick: say it aloud, also if it is only that you do not "
                                 "know. Then space again.", style="yellow")  # fmt: skip
                return False
        return super().press(key)


class Picked(OptionsResponder):
    """Options, with a reason said aloud."""

    def keys(self) -> Keys:
        """The clock, too."""
        return [*super().keys(), _CLOCK]

    def draw(self) -> None:
        """Show the options, and ask for the reason before the answer is out."""
        super().draw()
        if not self.session.revealed:
            self.screen.line(aloud(ResponseForm.OPTIONS), style="italic")
            self.screen.line("")


class Worked(NumberResponder):
    """A number, worked out aloud."""

    def keys(self) -> Keys:
        """The clock, too."""
        return [*super().keys(), _CLOCK]

    def draw(self) -> None:
        """Show unit and rounding, and ask for the way."""
        super().draw()
        self.screen.line(aloud(ResponseForm.NUMBER), style="italic")
        self.screen.line("")


class Programmed(CodeResponder):
    """A program, announced aloud."""

    def keys(self) -> Keys:
        """The clock, too."""
        return [*super().keys(), _CLOCK]

    def draw(self) -> None:
        """Ask for the plan."""
        self.screen.line(aloud(ResponseForm.CODE), style="italic")
        self.screen.line("")


class Designed(RubricResponder):
    """An outline in the time that the interview has for it."""

    def draw(self) -> None:
        """Show how much time there is, and the outline."""
        session = self.session
        assert isinstance(session, Interview)
        seconds = session.ask.seconds if session.ask else 0
        self.screen.line(f"You have about {max(round(seconds / 60), 1)} minutes for this.")
        self.screen.line(aloud(ResponseForm.RUBRIC), style="italic")
        self.screen.line("")
        self.draw_response()


INTERVIEW_RESPONDERS: Mapping[ResponseForm, type[Responder]] = {
    **RESPONDERS,
    ResponseForm.SELF: Spoken,
    ResponseForm.OPTIONS: Picked,
    ResponseForm.NUMBER: Worked,
    ResponseForm.CODE: Programmed,
    ResponseForm.RUBRIC: Designed,
}
