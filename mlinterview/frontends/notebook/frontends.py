"""The notebook's front ends, and where each of them fits."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from mlinterview.frontends.notebook.surroundings import (
    has_widgets,
    in_kernel,
    somebody_is_there,
)
from mlinterview.model.frontends import Frontend

if TYPE_CHECKING:
    from mlinterview.frontends.notebook.quiz import Quiz
    from mlinterview.session import Session

SECONDS_TO_APPEAR = 6.0
"""A front end that shows widgets has answered by then."""


class WidgetFrontend(Frontend):
    """A card with buttons and keys, where the notebook shows widgets."""

    name = "widget"
    description = "A card with buttons and keys, in notebooks (mlinterview[notebook])."
    priority = 30

    def can_present(self) -> bool:
        """Whether a kernel is there and the extra is installed."""
        return in_kernel() and has_widgets()

    def present(self, session: Session, **options: Any) -> None:
        """Display the card; it goes on by itself, and ends as a summary."""
        quiz = _quiz(session, options)
        if quiz.over:
            _show_plain(quiz)
        else:
            _Display(quiz)


class PlainFrontend(Frontend):
    """A card as Markdown; magics answer it."""

    name = "plain"
    description = "A card as text, answered with %mlquiz commands, in any notebook."
    priority = 20

    def can_present(self) -> bool:
        """Whether a kernel is there."""
        return in_kernel()

    def present(self, session: Session, **options: Any) -> None:
        """Display the card as it stands now."""
        _show_plain(_quiz(session, options))


class StaticFrontend(Frontend):
    """One card as Markdown, for notebooks that a program executes."""

    name = "static"
    description = "One card as text, when a program executes the notebook."
    priority = 40

    def can_present(self) -> bool:
        """Whether a kernel is there and nobody can answer."""
        return in_kernel() and not somebody_is_there()

    def present(self, session: Session, **options: Any) -> None:
        """Display the first card once."""
        _show_plain(_quiz(session, options), static=True)


def _quiz(session: Session, options: dict[str, Any]) -> Quiz:
    """Return the quiz that the caller holds, or a new one."""
    from mlinterview.frontends.notebook.quiz import Quiz

    quiz = options.get("quiz")
    return quiz if isinstance(quiz, Quiz) else Quiz(session)


def _show_plain(quiz: Quiz, *, static: bool = False) -> None:
    from IPython.display import display

    from mlinterview.frontends.notebook.plaincard import view

    display(view(quiz, static=static))  # type: ignore[no-untyped-call]


class _Display:
    """A card on view: replaced by a summary at the end, with a word if it does not appear."""

    def __init__(self, quiz: Quiz) -> None:
        from IPython.display import display

        from mlinterview.frontends.notebook.lines import Line
        from mlinterview.frontends.notebook.widget import CardWidget

        self._quiz, self._done = quiz, False
        self._timer = threading.Timer(SECONDS_TO_APPEAR, self._missing)
        self._timer.daemon = True
        self._told = False
        widget = CardWidget(quiz, self._ready)
        self._card = display(widget, display_id=True)  # type: ignore[no-untyped-call]
        self._word = display(Line(""), display_id=True)  # type: ignore[no-untyped-call]
        quiz.listen(self._changed)
        self._timer.start()

    def _ready(self) -> None:
        from mlinterview.frontends.notebook.lines import Line

        self._timer.cancel()
        if self._told:
            self._told = False
            self._word.update(Line(""))

    def _missing(self) -> None:
        from mlinterview.frontends.notebook.lines import Line

        self._told = True
        self._word.update(Line("If no card appears above, run `%mlquiz --plain`."))

    def _changed(self) -> None:
        """A saved widget is shown as nothing elsewhere, a summary as what it is."""
        if self._quiz.over and not self._done:
            from mlinterview.frontends.notebook.summary import Summary

            self._done = True
            self._card.update(Summary(self._quiz))
