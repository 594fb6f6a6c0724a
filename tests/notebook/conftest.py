"""A small deck with a question of every kind, a quiz on it, and a browser."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support.browsers import launched
from support.cards import CardPage
from support.decks import DECK, cloze, recall
from support.forms import number, one_of, outline, program, several_of, typed
from support.studying import deck_writer

from mlinterview.clock import ManualClock
from mlinterview.frontends.notebook.quiz import Quiz
from mlinterview.trust import trust

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EVERY_KIND = {
    "recall": recall("a"),
    "cloze": cloze("a"),
    "typed": typed("a"),
    "one": one_of("a"),
    "several": several_of("a"),
    "number": number("a"),
    "code": program("a"),
    "scenario": outline("a"),
}


@pytest.fixture
def start(home: Path, clock: ManualClock) -> Callable[..., Quiz]:
    """Return a function that begins a quiz on some questions."""

    def begin(*questions: str, **options: Any) -> Quiz:
        collection = deck_writer(home, clock)(*questions)
        trust(collection, DECK)
        return Quiz(collection.session(**options))

    return begin


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    with launched() as found:
        yield found


@pytest.fixture
def card(browser: "Browser", start: Callable[..., Quiz]) -> Iterator[Callable[..., CardPage]]:
    """Return a function that opens the card of a quiz on some questions."""
    contexts = []

    def opened(*questions: str, theme: str = "light", **options: Any) -> CardPage:
        context = browser.new_context(viewport={"width": 900, "height": 900})
        contexts.append(context)
        return CardPage(context.new_page(), start(*questions, **options), theme)

    yield opened
    for context in contexts:
        context.close()
