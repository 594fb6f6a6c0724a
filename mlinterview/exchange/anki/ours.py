"""Events in a package of ours: Anki has no place for them, and ignores the one they stand in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mlinterview.exchange.anki.history import is_possible
from mlinterview.model.reviews import Event, EventKind
from mlinterview.store.undo import undone_operations

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from mlinterview.model.exchange import ImportOptions

_KINDS = frozenset({
    EventKind.SUSPEND, EventKind.RESUME, EventKind.BURY, EventKind.FLAG, EventKind.UNFLAG,
    EventKind.RESET,
})  # fmt: skip
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DAYS_APART = 2


def card_events(events: Iterable[Event]) -> list[Event]:
    """Return the events of cards that count, in the same order."""
    everything = list(events)
    undone = undone_operations(
        (event.operation, event.value) for event in everything if event.kind is EventKind.UNDO
    )
    return [e for e in everything if e.kind in _KINDS and e.operation not in undone]


def to_json(events: Iterable[Event], cards: Container[str]) -> list[list[Any]]:
    """Return the events of some cards as JSON values."""
    return [
        [e.id, e.device, e.happened_at, e.study_day, e.operation, e.kind.value, e.card_id]
        for e in events
        if e.card_id in cards
    ]


def from_json(value: object, cards: Container[str], options: ImportOptions) -> Iterator[Event]:
    """Yield the events of some cards; what a stranger may have put there instead is left out."""
    for item in value if isinstance(value, list) else []:
        match item:
            case [
                str(number),
                str(device),
                int(at),
                int(day),
                str(operation),
                str(kind),
                str(card),
            ]:
                sound = (
                    _UUID.fullmatch(number)
                    and _UUID.fullmatch(operation)
                    and kind in _KINDS
                    and card in cards
                    and device.isprintable()
                    and len(device) <= 100
                    and is_possible(at, options)
                    and abs(day - at // 86_400_000) <= _DAYS_APART
                )
                if sound:
                    yield Event(number, device, at, day, operation, EventKind(kind), card)
