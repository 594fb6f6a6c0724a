"""What ``%mlquiz`` is given: a part of the library and limits, or the name of an action."""

from __future__ import annotations

import math
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from mlinterview.errors import UnknownName, UsageError
from mlinterview.model.reviews import Mode
from mlinterview.store.queues import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mlinterview.collection import Collection

LEVELS = ("entry", "mid", "senior")
COMMANDS = {
    "stats": "where you stand today",
    "reveal": "show the answer",
    "answer": "answer the question: `answer 2`, `answer 0.25`, `answer some words`",
    "hint": "the next hint",
    "again": "rate the card Again",
    "hard": "rate it Hard",
    "good": "rate it Good",
    "easy": "rate it Easy",
    "lucky": "it was a lucky guess: Again",
    "more": "further questions and sources",
    "undo": "take the last answer or change back",
    "flag": "flag the card, or take the flag away",
    "bury": "put the question away until tomorrow",
    "suspend": "put the question away until you resume it",
    "code": "make a cell for a code question; `code TOPIC` chooses one",
    "demo": "put a short program into a cell: `demo backprop`; alone, list them",
    "stop": "end the session and show its summary",
}
"""Words that are commands; any other first word is a topic or a deck."""


@dataclass(frozen=True, slots=True)
class Start:
    """A session to begin.

    Attributes:
        selection: which part of the library.
        limits: options of ``Session``.
        frontend: the front end that was asked for; ``None`` for what fits here.
    """

    selection: Selection
    limits: dict[str, Any] = field(default_factory=dict)
    frontend: str | None = None


@dataclass(frozen=True, slots=True)
class Help:
    """Help was asked for."""

    text: str


@click.command("%mlquiz", add_help_option=False)
@click.argument("what", nargs=-1, metavar="[TOPIC|DECK]...")
@click.option("-n", "--limit", type=click.IntRange(1), help="Stop after so many answers.")
@click.option("--minutes", type=click.FloatRange(0, min_open=True), help="Stop after this time.")
@click.option("--kind", "kinds", multiple=True, help="Only this kind; may be repeated.")
@click.option(
    "--level",
    "levels",
    multiple=True,
    type=click.Choice(LEVELS),
    help="Only this level; may be repeated.",
)
@click.option("--new", type=click.IntRange(0), help="At most so many new cards.")
@click.option("--new-only", is_flag=True, help="Only new cards.")
@click.option("--flagged", is_flag=True, help="Only cards with your flag.")
@click.option("--ahead", is_flag=True, help="Go on with cards that fall due later.")
@click.option("--cram", is_flag=True, help="Take every card that you have seen, due or not.")
@click.option("--plain", is_flag=True, help="Text instead of a card with buttons.")
@click.option("--frontend", help="How to present the session.")
@click.option("-h", "--help", "show_help", is_flag=True, help="Show this text.")
def _command() -> None:
    """Answer what is due today, then new questions, in the notebook.

    Every answer is saved before the next question appears, in the same log as in the terminal.
    """


def help_text() -> str:
    """Return the whole help: options, then commands."""
    context = click.Context(_command, info_name="%mlquiz", max_content_width=80, terminal_width=80)
    commands = "\n".join(f"  %mlquiz {name:8} {about}" for name, about in COMMANDS.items())
    return f"{context.get_help()}\n\nCommands:\n{commands}\n  %%mlquiz answer  run the cell's program and its tests\n"


def read_start(line: str, collection: Collection) -> Start | Help:
    """Read what stands behind ``%mlquiz``.

    Raises:
        UsageError: it cannot be understood.
    """
    given = parsed(split(line))
    if given["show_help"] or given["what"] == ("help",):
        return Help(help_text())
    check_limits(given["limit"], given["minutes"])
    if given["ahead"] and given["cram"]:
        raise UsageError("--ahead and --cram exclude each other")
    if given["plain"] and given["frontend"]:
        raise UsageError("--plain and --frontend exclude each other")
    return Start(
        selected(collection, given["what"], given["kinds"], given["levels"], given["flagged"]),
        {
            "limit": given["limit"],
            "minutes": given["minutes"],
            "new": given["new"],
            "new_only": given["new_only"],
            "mode": Mode.AHEAD if given["ahead"] else Mode.CRAM if given["cram"] else Mode.REVIEW,
        },
        "plain" if given["plain"] else given["frontend"],
    )


def split(line: str) -> list[str]:
    """Split a line into words as a shell does.

    Raises:
        UsageError: a quotation mark is not closed.
    """
    try:
        return shlex.split(line)
    except ValueError as error:
        raise UsageError(f"{line!r} cannot be read ({error}): close the quotation mark") from None


def parsed(words: Sequence[str]) -> dict[str, Any]:
    """Return the options that words give.

    Raises:
        UsageError: one is not known, or cannot have this value.
    """
    try:
        return _command.make_context("%mlquiz", list(words)).params
    except click.ClickException as error:
        told = error.format_message().rstrip(".").replace("\n", " ")
        joint = " See" if told.endswith("?") else ": see"
        raise UsageError(f"{told}{joint} %mlquiz --help") from None


def check_limits(limit: Any, minutes: Any) -> None:
    """See that limits are numbers with which a session can end.

    Raises:
        UsageError: they are not.
    """
    if limit is not None and (not isinstance(limit, int) or limit < 1):
        raise UsageError(f"the number of answers is 1 or more, not {limit!r}")
    number = minutes is None or isinstance(minutes, int | float)
    if not number or (minutes is not None and not 0 < minutes < math.inf):
        raise UsageError(f"minutes are a number greater than 0, not {minutes!r}")


def selected(
    collection: Collection,
    what: Iterable[str],
    kinds: Iterable[str] = (),
    levels: Iterable[str] = (),
    flagged: bool = False,
) -> Selection:
    """Return the part of the library that words name: each is a deck, a topic or an area.

    Raises:
        UnknownName: one is neither.
        UsageError: there is no such level.
    """
    decks, topics = list[str](), list[str]()
    known_decks, known_topics = collection.library.deck_ids(), collection.library.topics()
    for word in map(str, what):
        if word in known_decks:
            decks.append(word)
        elif word and any(topic.upper().startswith(word.upper()) for topic in known_topics):
            topics.append(word)
        else:
            raise UnknownName(
                f"{word!r} is no topic, deck or command: topics are such as EVA01 or EVA, "
                f"decks are {', '.join(known_decks) or 'not there yet'}; see %mlquiz --help"
            )
    for level in levels:
        if level not in LEVELS:
            raise UsageError(f"there is no level {level!r}: choose from {', '.join(LEVELS)}")
    return Selection(tuple(decks), tuple(topics), tuple(kinds), tuple(levels), flagged)


def option_names() -> list[str]:
    """Return the options in their long form."""
    names = [name for option in _command.params for name in option.opts]
    return sorted(name for name in names if name.startswith("--"))
