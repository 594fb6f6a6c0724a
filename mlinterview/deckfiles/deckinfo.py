"""Read ``deck.md``: YAML front matter with what the deck is and who wrote it."""

from __future__ import annotations

import re

from mlinterview.deckfiles.fields import read_fields
from mlinterview.model.decks import DeckInfo
from mlinterview.model.kinds import Text
from mlinterview.model.questions import Mistake

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_KEYS = ("title", "description", "license", "authors")


def read_deck_info(text: str, plain: DeckInfo, path: str, mistakes: list[Mistake]) -> DeckInfo:
    """Return what the front matter says, with ``plain`` for what is missing (reported)."""

    def report(line: int, what: str, mend: str) -> None:
        mistakes.append(Mistake(path, line, what, mend))

    match = _FRONT_MATTER.match(text)
    if match is None:
        report(1, "deck.md has no front matter",
               "begin it with `---`, title, description, license, authors, `---`")  # fmt: skip
        return plain
    fields = read_fields(Text(match[1], 2), report)
    if fields is None:
        return plain
    for key in sorted(fields.values.keys() - set(_KEYS)):
        report(fields.lines[key], f"deck.md has no field `{key}`", f"use: {', '.join(_KEYS)}")
    for key in _KEYS:
        if not fields.values.get(key):
            report(1, f"`{key}` is missing in deck.md", f"add `{key}: …`")
    values: dict[str, str] = {}
    for key in _KEYS[:3]:
        value = fields.values.get(key) or getattr(plain, key)
        if not isinstance(value, str):
            report(fields.lines[key], f"`{key}` is no plain text", "write it on one line")
            value = str(getattr(plain, key))
        values[key] = " ".join(value.split())
    authors = fields.values.get("authors") or []
    if not isinstance(authors, list) or not all(isinstance(name, str) for name in authors):
        report(fields.lines["authors"], "`authors` is no list of names", "write `authors: [Name]`")
        authors = []
    return DeckInfo(plain.id, authors=tuple(authors), **values)
