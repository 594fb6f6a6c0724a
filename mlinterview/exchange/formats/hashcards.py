r"""Import hashcards: Markdown files with ``Q:``/``A:`` pairs and ``C:`` texts with ``[holes]``.

A line that begins with ``Q:``, ``A:`` or ``C:`` begins a part, which may go on over further lines;
a line ``---`` ends a card. ``\[`` and ``\]`` are brackets, and so are those of pictures.
A file may begin with a block between ``---`` lines whose ``name = "…"`` is the deck's title.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from mlinterview.exchange.formats.files import head, lines
from mlinterview.exchange.writing import question, slug_of, words_of
from mlinterview.model.exchange import Arrival, ArrivingDeck, Importer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mlinterview.model.exchange import ArrivingQuestion, ImportOptions

_TAG = re.compile(r"([QAC]):[ \t]*(.*)", re.DOTALL)
_NAME = re.compile(r"""\s*name\s*=\s*["'](.*)["']\s*""")
_BRACKETS = re.compile(r"(\\[\[\]\\])|(!\[[^\]\n]*\])|\[((?:\\[\[\]]|[^\[\]])+)\]")
_ESCAPED = re.compile(r"\\([\[\]])")


class HashcardsImporter(Importer):
    """hashcards' Markdown."""

    name: ClassVar[str] = "hashcards"
    description: ClassVar[str] = "hashcards Markdown: Q:/A: pairs and C: texts with [holes]"
    suffixes: ClassVar[tuple[str, ...]] = (".md",)

    def recognises(self, path: Path) -> bool:
        """Tell whether a line begins with ``Q:`` or ``C:``, and no question of ours is in it."""
        text = head(path)
        is_ours = "```yaml question" in text
        return not is_ours and re.search(r"^[QC]:", text, re.MULTILINE) is not None

    def read(self, path: Path, options: ImportOptions) -> Arrival:
        """Read all cards; those that cannot be questions are counted."""
        arrival = Arrival()
        text = [line.rstrip("\r\n") for line in lines(path)]
        name, text = _front_matter(text)
        title = name or path.stem
        deck = options.deck or words_of(title) or "imported"
        arrival.decks = [
            ArrivingDeck(
                id=deck,
                title=title,
                description=f"Questions imported from {path.name}.",
                questions=_questions(_cards(text), arrival.notes),
                origin=f"hashcards {deck}",
                joins=options.deck is not None,
            )
        ]
        return arrival


def _front_matter(text: list[str]) -> tuple[str, list[str]]:
    if text and text[0].strip() == "---":
        for number, line in enumerate(text[1:], start=1):
            if line.strip() == "---":
                names = [found[1] for one in text[1:number] if (found := _NAME.fullmatch(one))]
                return names[0] if names else "", text[number + 1 :]
    return "", text


def _cards(text: Iterable[str]) -> Iterator[dict[str, list[str]]]:
    """Yield the parts of each card by their letter."""
    card: dict[str, list[str]] = {}
    part: list[str] | None = None
    for line in text:
        found = _TAG.fullmatch(line)
        if found or line.strip() == "---":
            letter = found[1] if found else ""
            if card and (letter != "A" or "A" in card or "C" in card):
                yield card
                card = {}
            part = card.setdefault(letter, [found[2]]) if found else None
        elif part is not None:
            part.append(line)
    if card:
        yield card


def _questions(cards: Iterable[dict[str, list[str]]], notes: list[str]) -> list[ArrivingQuestion]:
    found: dict[str, ArrivingQuestion] = {}
    left_out = repeated = 0
    for card in cards:
        made = _question({letter: "\n".join(part).strip("\n") for letter, part in card.items()})
        if made is None:
            left_out += 1
        elif made.slug in found:
            repeated += 1
        else:
            found[made.slug] = made
    if repeated:
        notes.append(f"cards left out because they repeat another: {repeated}")
    if left_out:
        notes.append(
            f"cards left out because they have no answer, or holes that decks cannot hold: {left_out}"
        )
    return list(found.values())


def _question(card: dict[str, str]) -> ArrivingQuestion | None:
    sources = "- Imported from hashcards."
    if "C" not in card:
        prompt = card.get("Q", "")
        return question(slug_of(prompt), prompt, card.get("A", ""), sources=sources)
    text = _with_holes(card["C"].strip())
    if text is None:
        return None
    return question(slug_of(card["C"].strip()), text, "", kind="cloze", sources=sources)


def _with_holes(text: str) -> str | None:
    """Return a text with our holes in place of brackets; ``None`` if it cannot have them."""
    parts, last, number = [], 0, 0
    for found in _BRACKETS.finditer(text):
        parts.append(_no_holes(text[last : found.start()]))
        last = found.end()
        if found[3] is None:
            parts.append(found[0])
            continue
        number += 1
        hole = _ESCAPED.sub(r"\1", found[3].strip())
        if not hole or "::" in hole or hole.count("{") != hole.count("}") or "\n\n" in hole:
            return None
        # three braces in a row would be read as another hole
        before, after = (" " if hole[0] == "{" else ""), (" " if hole[-1] == "}" else "")
        parts.append(f"{{{{c{number}::{before}{hole}{after}}}}}")
    parts.append(_no_holes(text[last:]))
    return "".join(parts) if number else None


def _no_holes(text: str) -> str:
    return text.replace("{{", "{ {").replace("}}", "} }")
