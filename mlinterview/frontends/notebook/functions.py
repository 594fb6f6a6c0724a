"""The quiz without magics: for marimo, scripts and the plain prompt."""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, Any

from mlinterview.errors import UsageError
from mlinterview.frontends.notebook.surroundings import has_widgets, in_kernel, in_marimo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mlinterview.frontends.notebook.checked import Checked


def quiz(
    *what: str,
    n: int | None = None,
    minutes: float | None = None,
    kinds: str | Iterable[str] = (),
    levels: str | Iterable[str] = (),
    new_only: bool = False,
    plain: bool = False,
) -> Any:
    """Answer what is due today, then new questions, with whatever can show it here.

    In marimo the result is the card: let it stand last in its cell. In a notebook with a kernel the
    card is displayed and nothing is returned. At a terminal the review runs until it is left.
    Elsewhere, and with ``plain``, the result shows the question as text and has methods to answer it.

    Args:
        what: topics such as ``"EVA01"`` or ``"EVA"``, or decks.
        n: number of answers after which the session ends.
        minutes: time after which it ends, at the next question.
        kinds: only these kinds of question.
        levels: only these levels.
        new_only: only new cards.
        plain: text, whatever else would be possible.

    Raises:
        UnknownName: no such topic, deck or kind.
        UsageError: a limit or a level that cannot be.
    """
    from mlinterview.collection import open_collection
    from mlinterview.frontends.notebook.arguments import check_limits, selected
    from mlinterview.frontends.notebook.quiz import Quiz

    check_limits(n, minutes)
    collection = open_collection()
    selection = selected(collection, what, _several(kinds), _several(levels))
    session = collection.session(selection=selection, limit=n, minutes=minutes, new_only=new_only)
    current = Quiz(session)
    if not plain and in_marimo() and has_widgets():
        from mlinterview.frontends.notebook.widget import CardWidget

        return CardWidget(current)
    if not plain and not in_marimo():
        name = "widget" if in_kernel() else "terminal"
        frontend = collection.plugins.frontends.get(name)
        if frontend is not None and frontend.can_present():
            frontend.present(session, quiz=current)
            return None
    from mlinterview.frontends.notebook.textquiz import TextQuiz

    return TextQuiz(current)


def _several(words: str | Iterable[str]) -> tuple[str, ...]:
    """Take one word for a list of it; its letters are never meant."""
    return (words,) if isinstance(words, str) else tuple(words)


def check(
    question_id: str, answer: str | float | Callable[..., Any] | type | None = None
) -> Checked:
    """Grade an answer to one question, and record the rating that follows.

    For a code question the answer is a function or class, its source as text, or nothing: then the
    function that the question asks for is taken from where ``check`` is called. It is recorded once
    it passes; a program that fails may be tried as often as you like.
    For other kinds the answer is a number, or a text as in ``mlinterview answer --response``.
    The same answer is recorded once a study day, however often the cell is run.

    Args:
        question_id: such as ``"ml-fundamentals/code-auc"``.
        answer: what to grade.

    Raises:
        UnknownName: no such question.
        UsageError: there is no answer, or only you can judge it.
        Untrusted: the deck's code may not run.
    """
    from mlinterview.collection import open_collection
    from mlinterview.frontends.notebook.checked import grade

    with open_collection() as collection:
        shown = collection.show(question_id)
        response = str(answer) if isinstance(answer, str | int | float) else None
        if response is None:
            function = shown.question.details.get("function")
            namespace = sys._getframe(1).f_globals  # noqa: SLF001 - the caller's cell
            response = _program(str(function or ""), answer, namespace)
        return grade(collection, shown, response)


def _program(name: str, answer: Any, namespace: dict[str, Any]) -> str:
    """Return the source of the function or class that answers a code question."""
    from mlinterview.frontends.notebook.names import with_names

    if not name:
        raise UsageError(
            'this question takes no program: give the answer as a text, check(id, "2")'
        )
    found = namespace.get(name) if answer is None else answer
    if found is None:
        raise UsageError(f"there is no {name!r} here: define it, or give it to check()")
    try:
        source = inspect.cleandoc("\n" + inspect.getsource(found))
    except (OSError, TypeError):
        raise UsageError(f"the source of {name!r} cannot be found: give it as a text") from None
    if getattr(found, "__name__", name) != name:
        source += f"\n{name} = {found.__name__}\n"
    return with_names(source, namespace)
