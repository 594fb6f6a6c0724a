"""Become ready for machine-learning interviews: spaced repetition, decks, plans, statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mlinterview.collection import Collection, open_collection
    from mlinterview.frontends.notebook.functions import check, quiz
    from mlinterview.frontends.notebook.stats import stats
    from mlinterview.hookspecs import hookimpl
    from mlinterview.model.decks import DeckSource

__version__ = "0.1.0"
__all__ = [
    "Collection",
    "DeckSource",
    "__version__",
    "check",
    "hookimpl",
    "open_collection",
    "quiz",
    "stats",
]

_PLACES = {
    "Collection": "mlinterview.collection",
    "open_collection": "mlinterview.collection",
    "hookimpl": "mlinterview.hookspecs",
    "DeckSource": "mlinterview.model.decks",
    "check": "mlinterview.frontends.notebook.functions",
    "quiz": "mlinterview.frontends.notebook.functions",
    "stats": "mlinterview.frontends.notebook.stats",
}


def __getattr__(name: str) -> Any:
    # what is imported with the package is paid for by every start of the program
    if name in _PLACES:
        import importlib

        return getattr(importlib.import_module(_PLACES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def load_ipython_extension(shell: Any) -> None:
    """Make ``%mlquiz`` known to IPython: ``%load_ext mlinterview``."""
    import importlib

    importlib.import_module("mlinterview.frontends.notebook.extension").load(shell)
