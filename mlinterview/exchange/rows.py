"""Back from the rows of an export to what stands in the log; rows come from strangers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mlinterview.exchange.columns import EVENTS, REVIEWS, Table
from mlinterview.exchange.values import TYPES
from mlinterview.model.reviews import Event, EventKind, Mode, Rating, Review, State

if TYPE_CHECKING:
    from collections.abc import Mapping


def review_from(values: Mapping[str, Any]) -> Review:
    """Return the review of a row's values by name.

    Raises:
        ValueError: a value is missing or makes no sense, with its name.
    """
    known = dict(values)
    for name in ("id", "card_id", "reviewed_at", "study_day", "rating"):
        if known.get(name) is None:
            raise ValueError(f"`{name}` is missing")
    for name, choices in (("rating", Rating), ("mode", Mode), ("previous_state", State)):
        if known.get(name) is None:
            known.pop(name, None)  # the default stands
            continue
        known[name] = _one_of(choices, name, known[name])
    for name in ("device", "content_hash"):
        known[name] = known.get(name) or ""
    known["seed"] = known.get("seed") or 0
    return Review(**{name: known[name] for name in REVIEWS.names if name in known})


def event_from(values: Mapping[str, Any]) -> Event:
    """Return the event of a row's values by name.

    Raises:
        ValueError: a value is missing or makes no sense, with its name.
    """
    known: dict[str, Any] = {name: values.get(name) for name in EVENTS.names}
    for name in ("id", "device", "happened_at", "study_day", "operation", "kind"):
        if known[name] is None:
            raise ValueError(f"`{name}` is missing")
    known["kind"] = _one_of(EventKind, "kind", known["kind"])
    if not _is_sound(known["kind"], known["card_id"], known["value"]):
        raise ValueError(f"`value` is nothing that belongs to a {known['kind'].value}")
    return Event(**known)


def _is_sound(kind: EventKind, card_id: str | None, value: Any) -> bool:
    """Tell whether an event means something: what is in the log is replayed for ever."""
    match kind:
        case EventKind.SETTING:
            return isinstance(value, list) and len(value) == 2 and isinstance(value[0], str)
        case EventKind.UNDO:
            return isinstance(value, str)
        case EventKind.IMPORT:
            return isinstance(value, dict) and all(
                isinstance(value.get(key, []), list)
                and all(isinstance(one, str) for one in value.get(key, []))
                for key in ("operations", "restored")
            )
        case EventKind.MOCK:
            return isinstance(value, dict) and isinstance(value.get("what"), str)
    return card_id is not None


def from_json(table: Table, found: Any) -> dict[str, Any]:
    """Return the values of a JSON object by column; other keys are left alone.

    Raises:
        ValueError: it is no object, or a value is none of its column's type.
    """
    if not isinstance(found, dict):
        raise ValueError("this is no object")
    values: dict[str, Any] = {}
    for column in table.columns:
        value = found.get(column.name)
        if value is not None:
            try:
                values[column.name] = TYPES[column.type].from_json(value)
            except ValueError as error:
                raise ValueError(
                    f"`{column.name}` is {json.dumps(value)[:60]}, not {error}"
                ) from None
    return values


def _one_of(choices: Any, name: str, value: Any) -> Any:
    try:
        return choices(value)
    except ValueError:
        words = ", ".join(str(choice.value) for choice in choices)
        raise ValueError(f"`{name}` is {value!r}, not one of {words}") from None
