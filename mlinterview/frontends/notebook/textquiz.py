"""A quiz as an object: for the plain prompt, scripts, and notebooks without magics and widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from mlinterview.frontends.notebook.plaincard import view
from mlinterview.frontends.notebook.surroundings import for_marimo
from mlinterview.model.reviews import Rating

if TYPE_CHECKING:
    from mlinterview.frontends.notebook.quiz import Quiz


def as_method(word: str, value: str = "") -> str:
    """Write a command as the method that does it."""
    number = value.replace(".", "", 1).isdigit()
    return f"`.{word}({value})`" if number or not value else f'`.{word}("{value}")`'


class TextQuiz:
    """Shows the current question as text; each method does one thing and returns the quiz again."""

    def __init__(self, quiz: Quiz) -> None:
        self._quiz = quiz

    def reveal(self) -> Self:
        """Show the answer."""
        return self._act("reveal")

    def answer(self, response: str | float) -> Self:
        """Answer the question: option numbers, a number, words, or a program."""
        return self._act("respond", response=str(response))

    def hint(self) -> Self:
        """Show the next hint."""
        return self._act("hint")

    def again(self) -> Self:
        """Rate the card Again."""
        return self._act("rate", rating=Rating.AGAIN)

    def hard(self) -> Self:
        """Rate it Hard."""
        return self._act("rate", rating=Rating.HARD)

    def good(self) -> Self:
        """Rate it Good."""
        return self._act("rate", rating=Rating.GOOD)

    def easy(self) -> Self:
        """Rate it Easy."""
        return self._act("rate", rating=Rating.EASY)

    def lucky(self) -> Self:
        """It was a lucky guess: Again."""
        return self._act("rate", lucky=True)

    def more(self) -> Self:
        """Show further questions and sources, or hide them."""
        return self._act("more")

    def undo(self) -> Self:
        """Take back the last answer or change."""
        return self._act("undo")

    def flag(self) -> Self:
        """Flag the card, or take the flag away."""
        return self._act("flag")

    def bury(self) -> Self:
        """Put the question away until tomorrow."""
        return self._act("bury")

    def suspend(self) -> Self:
        """Put the question away until you resume it."""
        return self._act("suspend")

    def stop(self) -> Self:
        """End the session and show its summary."""
        return self._act("stop")

    def _act(self, action: str, **values: Any) -> Self:
        self._quiz.act(action, **values)
        return self

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return view(self._quiz, command=as_method)._repr_mimebundle_()

    def _repr_markdown_(self) -> str:
        return self._repr_mimebundle_()["text/markdown"]

    def _mime_(self) -> tuple[str, str]:
        return for_marimo(self._repr_markdown_())

    def __repr__(self) -> str:
        return self._repr_mimebundle_()["text/plain"]
