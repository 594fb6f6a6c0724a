"""The built-in commands."""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING

from mlinterview.frontends.cli.lazy import LazyCommand
from mlinterview.hookspecs import hookimpl

if TYPE_CHECKING:
    import click

_COMMANDS = {
    "review": "Answer what is due today, then new questions.",
    "mock": "Hold a mock interview, against the clock.",
    "next": "Show what would be asked next; records nothing.",
    "answer": "Answer one question without a session.",
    "undo": "Take back the last answer or change.",
    "deck": "List, show and check decks.",
    "question": "Show, suspend, resume, bury, flag or reset questions.",
    "search": "Find questions by words.",
    "plan": "Be ready on the day: plan what to study until your interviews.",
    "stats": "Show how you stand: today, retention, what falls due, readiness.",
    "cheatsheet": "Make the last-minute sheet: what matters most, in the minutes you have.",
    "demo": "Run a short Python program that shows what questions ask about.",
    "plugin": "List plugins, or start one of your own.",
    "config": "Show and change settings.",
    "export": "Write reviews, cards, questions, numbers or all of it to a file.",
    "import": "Bring in reviews and questions from a file.",
    "doctor": "Check the collection, and mend what can be rebuilt.",
    "optimize": "Fit the memory model to your own answers, and keep it if it predicts better.",
    "backup": "Copy the collection, list copies, or restore one.",
    "completion": "Print the shell completion script.",
}


@hookimpl
def register_commands() -> list[click.Command]:
    """One file per command in ``frontends/cli/commands``."""
    return [
        LazyCommand(name, f"mlinterview.frontends.cli.commands.{_module(name)}:command", line)
        for name, line in _COMMANDS.items()
    ]


def _module(name: str) -> str:
    """Return the module of a command: its name, but for words that Python keeps to itself."""
    return f"{name}_" if keyword.iskeyword(name) else name
