"""The questions that ship with mlinterview, read once for all tests of the decks."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from support.reading import KINDS

from mlinterview.deckfiles.folder import read_deck
from mlinterview.deckfiles.places import decks_inside
from mlinterview.frontends.render.document import tokens_of

DECKS = Path(__file__).parents[2] / "decks"
QUESTIONS = {q.id: q for source in decks_inside(DECKS) for q in read_deck(source, KINDS).questions}
NO_TEXTS = {"draw", "solve", "starter", "solution", "tests", "code", "names", "shown", "function"}


def strings(value) -> Iterator[str]:
    """Yield all texts in a question's details, but no programs."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in NO_TEXTS:
                yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)


def texts(question, *, sources: bool = True) -> Iterator[str]:
    """Yield all that a learner can get to read of a question."""
    yield from (question.title, question.go_deeper)
    for ordinal in question.cards:
        shown = KINDS[question.kind].present(question, ordinal, seed=1)
        yield from (shown.prompt, shown.answer)
        yield shown.explanation or question.explanation
        yield shown.common_mistake or question.common_mistake
    yield from strings(question.details)
    if sources:
        yield question.sources


def tokens(text: str) -> Iterator:
    for block in tokens_of(text):
        yield block
        yield from block.children or ()


@cache
def formulas() -> dict[tuple[str, bool], str]:
    """Return every formula, and whether it stands on lines of its own, with a question that has it."""
    found: dict[tuple[str, bool], str] = {}
    for question in QUESTIONS.values():
        for text in texts(question):
            for token in tokens(text):
                if token.type.startswith("math_"):
                    key = token.content, token.type != "math_inline"
                    found.setdefault(key, question.id)
    return found
