"""The learner's own decks on their way from one copy of the collection to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlinterview.deckfiles.outline import outline
from mlinterview.deckfiles.question import SLUG
from mlinterview.exchange.writing import tidy
from mlinterview.model.exchange import ArrivingDeck, ArrivingQuestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NEXT = "\n\n## Next\n\n```yaml question\nid: next\n```\n"


def arriving_decks(rows: Iterable[Mapping[str, Any]], notes: list[str]) -> list[ArrivingDeck]:
    """Return decks from rows of their questions; a text that is not one question is left out."""
    titles: dict[str, tuple[str, str]] = {}
    questions: dict[str, dict[str, ArrivingQuestion]] = {}
    left_out = 0
    for row in rows:
        deck, slug, text = row.get("deck", ""), row.get("slug", ""), tidy(row.get("text", ""))
        if not (SLUG.fullmatch(deck) and _is_question(slug, text)):
            left_out += 1
            continue
        titles.setdefault(deck, (row.get("title") or deck, row.get("description") or ""))
        questions.setdefault(deck, {}).setdefault(slug, ArrivingQuestion(slug, text))
    if left_out:
        notes.append(f"questions of own decks left out because they cannot be read: {left_out}")
    return [
        ArrivingDeck(
            deck, *titles[deck], tuple(found.values()), origin=f"mlinterview {deck}", joins=True
        )
        for deck, found in questions.items()
    ]


def _is_question(slug: str, text: str) -> bool:
    """Tell whether a text is one question of this id, and leaves alone what follows it."""
    from mlinterview.deckfiles.fields import read_fields

    if not SLUG.fullmatch(slug) or len(slug) > 100 or not text.startswith("##"):
        return False
    problems: list[str] = []
    found = outline(text + _NEXT, lambda *report: problems.append(report[1]))
    if len(found) != 2 or found[0].fields is None or found[1].heading.text != "Next":
        return False
    fields = read_fields(found[0].fields, lambda *report: problems.append(report[1]))
    return fields is not None and fields.values.get("id") == slug and not problems
