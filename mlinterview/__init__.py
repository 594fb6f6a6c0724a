"""Become ready for machine-learning interviews: spaced repetition, decks, plans, statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mlinterview.collection import Collection, open_collection
    from mlinterview.hookspecs import hookimpl
    from mlinterview.model.decks import DeckSource

__version__ = "0.1.0"
__all__ = ["Collection", "DeckSource", "__version__", "hookimpl", "open_collection"]

_PLACES = {
    "Collection": "mlinterview.collection",
    "open_collection": "mlinterview.collection",
    "hookimpl": "mlinterview.hookspecs",
    "DeckSource": "mlinterview.model.decks",
}


def __getattr__(name: str) -> Any:
    # what is imported with the package is paid for by every start of the program
    if name in _PLACES:
        import importlib

        return getattr(importlib.import_module(_PLACES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
