"""Programs written in cells: the task and its cell, running it, and its tests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from IPython.display import display

from mlinterview.errors import UsageError
from mlinterview.frontends.notebook.arguments import Help, read_start
from mlinterview.frontends.notebook.lines import Line, Parts
from mlinterview.frontends.notebook.names import with_names
from mlinterview.frontends.notebook.plaincard import PlainCard
from mlinterview.frontends.notebook.quiz import Quiz
from mlinterview.frontends.notebook.summary import USED_UP, are_new_cards_used_up
from mlinterview.model.kinds import Outcome, ResponseForm

if TYPE_CHECKING:
    from mlinterview.collection import Collection
    from mlinterview.showing import Shown

HEAD = "%%mlquiz answer\n"


def start_with_code(collection: Collection, what: str) -> Quiz:
    """Begin a session of code questions in a part of the library.

    Raises:
        UsageError: other kinds are asked for.
    """
    asked = read_start(what, collection)
    if isinstance(asked, Help):
        raise UsageError("`%mlquiz code` takes what `%mlquiz` takes: see %mlquiz --help")
    if set(asked.selection.kinds) - {"code"}:
        raise UsageError("`%mlquiz code` asks code questions: leave --kind out")
    selection = replace(asked.selection, kinds=("code",))
    return Quiz(collection.session(selection=selection, **asked.limits))


def ask(shell: Any, quiz: Quiz) -> None:
    """Show the task and make a cell for it; where that cannot be, the cell's text stands below."""
    shown = _current(quiz)
    display(PlainCard(quiz))  # type: ignore[no-untyped-call]
    shell.set_next_input(f"{HEAD}{shown.presentation.starter.rstrip()}\n")
    display(Line("Write your program in a cell that begins with `%%mlquiz answer`, and run it."))  # type: ignore[no-untyped-call]


def answer(shell: Any, quiz: Quiz, program: str) -> None:
    """Run a cell's program as an ordinary cell, then its tests; passing them records the rating."""
    shown = _current(quiz)
    done = shell.run_cell(program, store_history=False)
    if not done.success:
        display(Line("Nothing was recorded: mend the program and run the cell again."))  # type: ignore[no-untyped-call]
        return
    message = quiz.act("attempt", response=with_names(program, shell.user_ns))
    if message is not None and message.tone == "error":
        raise UsageError(message.text)
    tried = quiz.tried
    feedback = tried.feedback if tried else ()
    if tried is None or tried.outcome is Outcome.WRONG:
        told = message.text if message else ""
        display(Parts(feedback, f"{told} `%mlquiz hint` · `%mlquiz reveal`"))  # type: ignore[no-untyped-call]
        return
    message = quiz.act("rate")
    told = message.text if message else ""
    display(Parts(feedback, f"{shown.question.id}: {told} `%mlquiz undo` takes it back."))  # type: ignore[no-untyped-call]


def takes_a_program(shown: Shown | None) -> bool:
    """Tell whether a question is on view that a program answers."""
    return shown is not None and shown.presentation.form is ResponseForm.CODE


def demonstrate(shell: Any, name: str) -> None:
    """Put a demonstration's program into a new cell; without a name, list them."""
    from mlinterview import demos

    if not name:
        for demo in demos.DEMOS.values():
            display(Line(f"`%mlquiz demo {demo.name}` {demo.title}"))  # type: ignore[no-untyped-call]
        return
    shell.set_next_input(demos.source(name))
    display(Line(f"{demos.shows(name)} Run the new cell; its questions: {_listed(name)}."))  # type: ignore[no-untyped-call]


def _listed(name: str) -> str:
    from mlinterview import demos

    return ", ".join(demos.find(name).questions)


def _current(quiz: Quiz) -> Shown:
    shown = quiz.shown
    if shown is None:
        used_up = are_new_cards_used_up(quiz.session.collection)
        why = USED_UP if used_up else "%mlquiz code TOPIC chooses one"
        raise UsageError(f"no code question is left today: {why}")
    if not takes_a_program(shown):
        raise UsageError(
            "the question that is asked takes no program: `%mlquiz code TOPIC` asks one that does"
        )
    return shown
