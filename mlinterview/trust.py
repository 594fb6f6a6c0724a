"""Which decks may run code: those of installed plugins, and those that the learner has trusted.

Trust is given to content: when a deck's code changes, it is asked for again. It is kept beside the
log, not in it: a merged log must not bring trust along.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mlinterview.errors import Untrusted
from mlinterview.library import OWN
from mlinterview.store.meta import read_fact, write_fact

if TYPE_CHECKING:
    from mlinterview.collection import Collection


def code_of(collection: Collection, deck: str) -> dict[str, object]:
    """Return what a deck would run, by question.

    Raises:
        UnknownName: there is no such deck.
    """
    kinds = collection.plugins.kinds
    return {
        question.id: _without_lines(question.details)
        for question in collection.library.questions(deck)
        if question.kind in kinds and kinds[question.kind].runs_code
    }


def is_trusted(collection: Collection, deck: str) -> bool:
    """Tell whether a deck's code may run as it stands now."""
    if collection.library.plugin_of(deck) != OWN:
        return True  # installing a plugin is trusting its code
    return read_fact(collection.database, f"trust {deck}") == _hash(code_of(collection, deck))


def trust(collection: Collection, deck: str) -> int:
    """Trust a deck's code as it stands now; returns how many questions have code."""
    code = code_of(collection, deck)
    write_fact(collection.database, f"trust {deck}", _hash(code))
    return len(code)


def distrust(collection: Collection, deck: str) -> None:
    """Take trust back."""
    write_fact(collection.database, f"trust {deck}", "")


def require_trust(collection: Collection, deck: str) -> None:
    """Refuse to run a deck's code unless it is trusted.

    Raises:
        Untrusted: it is not, or it has changed since.
    """
    if not is_trusted(collection, deck):
        raise Untrusted(
            f"the deck {deck!r} is not trusted to run code, or its code has changed: "
            f"look at it, then run `mlinterview deck trust {deck}`"
        )


def _without_lines(details: Any) -> Any:
    """Leave out where the code stands in its file: a question that is moved runs the same."""
    if isinstance(details, Mapping):
        return {
            key: _without_lines(value)
            for key, value in details.items()
            if not (key in ("line", "lines") and _is_numbers(value))
        }
    return [_without_lines(one) for one in details] if isinstance(details, list) else details


def _is_numbers(value: Any) -> bool:
    values = value.values() if isinstance(value, Mapping) else [value]
    return all(isinstance(one, int) for one in values)


def _hash(code: dict[str, object]) -> str:
    import hashlib

    return hashlib.sha256(json.dumps(code, sort_keys=True).encode()).hexdigest()
