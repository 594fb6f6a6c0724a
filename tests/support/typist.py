"""Somebody at the keyboard, as a script, and what they see."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rich.console import Console

from mlinterview.collection import Collection
from mlinterview.frontends.keys import Left
from mlinterview.frontends.terminal.loop import Loop
from mlinterview.frontends.terminal.screen import Screen
from mlinterview.model.reviews import Rating, Review
from mlinterview.session import Session


@dataclass(frozen=True)
class Line:
    """A line typed where one is asked for; ``None`` is Ctrl-C on it."""

    text: str | None


Act = str | Line | Callable[[], object]
"""A key; a line; or something that happens meanwhile, such as time that passes."""


@dataclass
class Played:
    """What was seen, and the session as it was left."""

    text: str
    session: Session

    @property
    def last_card(self) -> str:
        """What was seen since a card, or its answer, was last drawn."""
        return "━" + self.text.rpartition("\n━")[2]

    @property
    def answers(self) -> list[tuple[str, Rating]]:
        """The answers that the summary counts."""
        return [(a.review.card_id, a.review.rating) for a in self.session.summary.answers]


def play(
    collection: Collection, *script: Act, width: int = 80, console: Console | None = None,
    always: str | None = None, **options: Any,
) -> Played:  # fmt: skip
    """Run a review with these acts; after the last one the terminal is gone.

    ``always`` is typed wherever a line is asked for, so that the script needs keys only.
    """
    console = console or plain_console(width)
    acts = iter(script)

    def following() -> str | Line:
        for act in acts:
            if not callable(act):
                return act
            act()
        raise Left

    def key() -> str:
        act = following()
        assert isinstance(act, str), f"a key was waited for, not {act}"
        return act

    def line(prompt: str, beginning: str = "") -> str | None:
        act = Line(always) if always is not None else following()
        assert isinstance(act, Line), f"a line was waited for, not {act!r}"
        return None if act.text is None else f"{beginning}{act.text}"

    session = collection.session(**options)
    Loop(session, Screen(console), key, line).run()
    assert isinstance(console.file, io.StringIO)
    lines = console.file.getvalue().split("\n")
    return Played("\n".join(line.rstrip() for line in lines), session)


def plain_console(width: int = 80) -> Console:
    """Return a console of a fixed width, without colours, that writes into memory."""
    return Console(
        file=io.StringIO(), width=width, color_system=None, highlight=False, markup=False,
        emoji=False,
    )  # fmt: skip


def last_review(collection: Collection, card_id: str) -> Review:
    """Return the last review of a card that is in the log."""
    return collection.history(card_id)[-1]
