"""What is around the cards: note types, decks and presets, from either of Anki's schemas."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mlinterview.errors import ExchangeError
from mlinterview.exchange.anki import protobuf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlinterview.store.anki.reading import AnkiReader, CollectionRow

_LAST_WITH_JSON = 11


@dataclass(slots=True)
class NoteType:
    """A note type.

    Attributes:
        name: as in Anki.
        is_cloze: whether cards are holes instead of templates.
        fields: names in order.
        templates: question and answer side, by number.
    """

    name: str = ""
    is_cloze: bool = False
    fields: list[str] = field(default_factory=list)
    templates: dict[int, tuple[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Surroundings:
    """Everything but notes, cards and reviews.

    Attributes:
        note_types: by id.
        decks: names by id, levels separated by ``::``.
        parameters: FSRS-6 parameters of the presets that have them.
        settings: the collection's own, by name.
    """

    note_types: dict[int, NoteType]
    decks: dict[int, str]
    parameters: list[tuple[float, ...]]
    settings: Mapping[str, Any]


def surroundings(reader: AnkiReader, where: str) -> Surroundings:
    """Read note types, decks and presets.

    Raises:
        ExchangeError: they are missing or damaged.
    """
    row = reader.collection()
    try:
        if row.version <= _LAST_WITH_JSON or not reader.has("notetypes"):
            return _from_json(row)
        return _from_tables(reader)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ExchangeError(
            f"{where}: its note types or decks are damaged ({error}): in Anki, choose Tools, "
            "Check Database, and export it again"
        ) from None


def _from_json(row: CollectionRow) -> Surroundings:
    types: dict[int, NoteType] = {}
    for number, model in json.loads(row.models).items():
        found = NoteType(str(model.get("name", "")), model.get("type") == 1)
        found.fields = [str(one.get("name", "")) for one in _ordered(model.get("flds", []))]
        for place, one in enumerate(_ordered(model.get("tmpls", []))):
            found.templates[place] = (str(one.get("qfmt", "")), str(one.get("afmt", "")))
        types[int(number)] = found
    decks = {int(n): str(deck.get("name", "")) for n, deck in json.loads(row.decks).items()}
    parameters = [
        tuple(float(value) for value in preset.get("fsrsParams6") or ())
        for preset in json.loads(row.dconf or "{}").values()
    ]
    settings = json.loads(row.conf or "{}")
    if not isinstance(settings, dict):
        raise TypeError("the settings are no table")
    return Surroundings(types, decks, [p for p in parameters if p], settings)


def _ordered(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(parts, key=lambda part: int(part.get("ord") or 0))


def _from_tables(reader: AnkiReader) -> Surroundings:
    types: dict[int, NoteType] = {}
    for number, name, config in reader.rows("notetypes", ("id", "name", "config")):
        types[number] = NoteType(name, protobuf.number(config or b"", 1) == 1)
    for number, _, name in sorted(map(tuple, reader.rows("fields", ("ntid", "ord", "name")))):
        if number in types:
            types[number].fields.append(name)
    for number, place, config in reader.rows("templates", ("ntid", "ord", "config")):
        if number in types:
            sides = [protobuf.texts(config or b"", side) for side in (1, 2)]
            types[number].templates[place] = ("".join(sides[0]), "".join(sides[1]))
    decks = {n: name.replace("\x1f", "::") for n, name in reader.rows("decks", ("id", "name"))}
    parameters = [
        tuple(protobuf.floats(config or b"", 6))
        for (config,) in reader.rows("deck_config", ("config",))
    ] if reader.has("deck_config") else []  # fmt: skip
    return Surroundings(types, decks, [p for p in parameters if p], {"schedVer": 2})
