"""The built-in front ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.frontends.terminal.frontend import TerminalFrontend
from mlinterview.hookspecs import hookimpl

if TYPE_CHECKING:
    from mlinterview.model.frontends import Frontend


@hookimpl
def register_frontends() -> list[Frontend]:
    """The terminal."""
    return [TerminalFrontend()]
