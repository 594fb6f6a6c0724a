"""Deck text made safe and readable: for terminals (rich) and for pipes (plain).

Importing this package costs next to nothing: rich, markdown-it and the TeX reader are loaded by the first text that
needs them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

# A public name that is also the name of a submodule must be bound here, or it would become the submodule.
from mlinterview.frontends.render.clean import clean
from mlinterview.frontends.render.markers import END, START, strip_markers
from mlinterview.frontends.render.plain import plain, title

if TYPE_CHECKING:
    from mlinterview.frontends.render.mathematics import to_unicode
    from mlinterview.frontends.render.terminal import inline, markdown

__all__ = [
    "END",
    "START",
    "clean",
    "inline",
    "markdown",
    "plain",
    "strip_markers",
    "title",
    "to_unicode",
]


_SLOW = {"inline": "terminal", "markdown": "terminal", "to_unicode": "mathematics"}


def __getattr__(name: str) -> object:
    """Load one of the names whose module is slow to import, and keep it."""
    if name not in _SLOW:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_SLOW[name]}"), name)
    globals()[name] = value
    return value
