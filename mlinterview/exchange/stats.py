"""The statistics as rows: one number each, with its name and what it is about."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlinterview.collection import Collection

_LABELS = ("period", "date", "topic", "hour", "question", "card_id", "name", "low")
"""Keys that say what an entry of a list is about, the first one found."""


def rows(collection: Collection) -> Iterator[tuple[str, str, float | None, str | None]]:
    """Yield name, group, number and text of each value in ``mlinterview stats --json``.

    The name is the path of keys with dots between; the group says which entry of a list is meant.
    """
    from mlinterview.statistics.build import build
    from mlinterview.statistics.document import document

    yield from _flat(document(build(collection)), "", "")


def _flat(value: Any, name: str, group: str) -> Iterator[tuple[str, str, float | None, str | None]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}".lstrip("."), group)
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            yield from _flat(inner, name, f"{group} {_label(inner, number)}".strip())
    elif isinstance(value, str):
        yield name, group, None, value
    elif value is not None and math.isfinite(value):
        yield name, group, float(value), None


def _label(entry: Any, number: int) -> str:
    if isinstance(entry, dict):
        for key in _LABELS:
            if isinstance(entry.get(key), (str, int, float)):
                return str(entry[key])
    return str(number)
