"""How each kind of response is given with keys, before the answer is shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mlinterview.frontends.durations import short
from mlinterview.frontends.keys import Left
from mlinterview.frontends.terminal.editor import edit
from mlinterview.model.kinds import Outcome, ResponseForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlinterview.frontends.terminal.screen import Screen
    from mlinterview.session import Session
    from mlinterview.showing import Shown

Keys = list[tuple[str, str]]


class Responder:
    """Thinking and typing: what fits every question.

    Attributes:
        typed: what the learner answered, for showing it again.
    """

    def __init__(
        self,
        session: Session,
        shown: Shown,
        screen: Screen,
        key: Callable[[], str],
        line: Callable[..., str | None],
    ) -> None:
        self.session, self.shown, self.screen = session, shown, screen
        self._key, self._line = key, line
        self.typed = ""

    def keys(self) -> Keys:
        """Which keys do what, besides the common ones."""
        return [("space", "reveal"), ("t", "type")]

    def draw(self) -> None:
        """Show what belongs to responding, below the prompt."""

    def draw_response(self) -> None:
        """Show again what was answered, above the verdict."""
        if self.typed:
            self.screen.line(f"› {self.typed}", style="bold")
            if self.session.verdict is None:
                self.screen.line("Compare it with the answer.")

    def press(self, key: str) -> bool:
        """Do what a key means; true if the card looks different now."""
        if key in (" ", "enter"):
            self.session.reveal()
            return True
        return key == "t" and self._type()

    def _type(self, beginning: str = "") -> bool:
        response = self._line("› ", beginning)
        if not response:
            return False
        self.session.respond(response)
        self.typed = response
        return True


class OptionsResponder(Responder):
    """Options picked by their numbers."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self._picked: set[int] = set()

    def keys(self) -> Keys:
        """Digits; Enter only where several may be picked."""
        last = len(self.shown.presentation.options)
        if self.shown.presentation.several:
            return [(f"1-{last}", "pick"), ("enter", "answer"), ("space", "I don't know")]
        return [(f"1-{last}", "answer"), ("space", "I don't know")]

    def draw(self) -> None:
        """Show the options, those that are picked marked."""
        self.screen.options(self.shown.presentation, self._picked)

    def draw_response(self) -> None:
        """Show the options, those that were picked marked."""
        self.draw()

    def press(self, key: str) -> bool:
        """Pick, answer, or give up."""
        presentation = self.shown.presentation
        if key.isdecimal() and 1 <= int(key) <= len(presentation.options):
            self._picked ^= {int(key)}
            return presentation.several or self._answer()
        if key == "enter" and presentation.several:
            return self._answer()
        if key == " ":
            self._picked.clear()
            self.session.reveal()
            return True
        return False

    def _answer(self) -> bool:
        if not self._picked:
            self.screen.line("Pick at least one, or press space if you don't know.")
            return False
        self.session.respond(", ".join(map(str, sorted(self._picked))))
        return True


class NumberResponder(Responder):
    """A number, typed at once: the first digit opens the line."""

    def keys(self) -> Keys:
        """Digits open the line."""
        return [("0-9", "type the answer"), ("space", "I don't know")]

    def draw(self) -> None:
        """Show unit and rounding."""
        if self.shown.presentation.note:
            self.screen.line(f"Answer {self.shown.presentation.note}.", style="italic")
            self.screen.line("")

    def press(self, key: str) -> bool:
        """Type, or give up."""
        if key in ("enter", "t"):
            return self._type()
        if len(key) == 1 and key in "0123456789.-−(√":
            return self._type(key)
        if key == " ":
            self.session.reveal()
            return True
        return False


class CodeResponder(Responder):
    """A program, written in the learner's editor, tried as often as wanted."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self._code = self.shown.presentation.starter

    def keys(self) -> Keys:
        """Edit, ask for a hint, give up."""
        keys = [("e", "edit and run"), ("space", "give up, show a solution")]
        return [*keys, ("h", "hint")] if self.shown.presentation.hints else keys

    def draw_response(self) -> None:
        """Show nothing: the program is in the editor, and may be long."""

    def press(self, key: str) -> bool:
        """Edit and run, hint, or give up."""
        if key in ("e", "enter"):
            return self._edit()
        if key == "h":
            hint = self.session.hint()
            self.screen.text(f"**Hint.** {hint}" if hint else "There are no more hints.")
        if key == " ":
            self.session.reveal()
            return True
        return False

    def _edit(self) -> bool:
        written = edit(self._code, ".py", self.screen)
        if written is None:
            return False
        self._code = self.typed = written
        self.screen.line("Running the tests …", style="dim")
        self.screen.line("")
        verdict = self.session.attempt(written)
        if verdict is None or verdict.outcome is not Outcome.WRONG:
            return True
        self.screen.feedback(verdict.feedback)
        self.screen.keys(*self.keys())
        return False


class RubricResponder(Responder):
    """An outline against the clock; after it, point by point."""

    def keys(self) -> Keys:
        """Outline, or judge at once."""
        return [("e", "write an outline"), ("c", "clock"), ("space", "judge yourself")]

    def draw(self) -> None:
        """Show how much time there is, and the outline."""
        minutes = self.shown.presentation.extra["minutes"]
        self.screen.line(f"You have {minutes} minutes. Outline your answer aloud or in writing.")
        self.screen.line("")
        self.draw_response()

    def draw_response(self) -> None:
        """Show the outline, if there is one."""
        if self.typed:
            self.screen.quote(self.typed)
            self.screen.line("")

    def press(self, key: str) -> bool:
        """Write, look at the clock, or go on to the rubric."""
        if key == "c":
            left = self.shown.presentation.extra["minutes"] * 60 - self.session.seconds_on_card()
            self.screen.line(f"{short(left)} left." if left > 0 else f"{short(-left)} over time.")
        elif key == "e":
            written = edit(self.typed, ".md", self.screen)
            self.typed = self.typed if written is None else written.strip()
            return written is not None
        elif key in (" ", "enter"):
            self._judge()
            return True
        return False

    def _judge(self) -> None:
        extra = self.shown.presentation.extra
        self.screen.line("For each point: 0 none, 1 less than half, 2 more than half, 3 full.")
        self.screen.line("")
        rubric = [("**Must:** " if p["must"] else "") + p["text"] for p in extra["rubric"]]
        points = [int(key) for key in self._each(rubric, "0123")]
        self.screen.line("Red flags: y if it happened, n if not.")
        self.screen.line("")
        happened = self._each(extra["flags"], "yn")
        flags = [number for number, key in enumerate(happened, start=1) if key == "y"]
        judged = {"points": points, "flags": flags, "outline": self.typed}
        self.session.respond(json.dumps(judged, ensure_ascii=False))

    def _each(self, texts: list[str], allowed: str) -> list[str]:
        """Ask for one of the allowed keys for each text; u goes back by one."""
        given: list[str] = []
        while len(given) < len(texts):
            self.screen.text(f"{len(given) + 1}. {texts[len(given)]}")
            while (key := self._key()) not in set(f"{allowed}uq"):
                pass
            if key == "q":
                raise Left
            self.screen.line("   back" if key == "u" else f"   {key}", style="bold")
            self.screen.line("")
            given = given[:-1] if key == "u" else [*given, key]
        return given


RESPONDERS: dict[ResponseForm, type[Responder]] = {
    ResponseForm.SELF: Responder,
    ResponseForm.OPTIONS: OptionsResponder,
    ResponseForm.NUMBER: NumberResponder,
    ResponseForm.CODE: CodeResponder,
    ResponseForm.RUBRIC: RubricResponder,
}
