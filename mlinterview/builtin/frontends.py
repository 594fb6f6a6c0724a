"""The built-in front ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.frontends.notebook.frontends import (
    PlainFrontend,
    StaticFrontend,
    WidgetFrontend,
)
from mlinterview.frontends.terminal.frontend import TerminalFrontend
from mlinterview.hookspecs import hookimpl

if TYPE_CHECKING:
    from mlinterview.model.frontends import Frontend


@hookimpl
def register_frontends() -> list[Frontend]:
    """The terminal, also IPython's; the card, plain text and a single card in notebooks."""
    return [TerminalFrontend(), WidgetFrontend(), PlainFrontend(), StaticFrontend()]
