"""The learner's own editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mlinterview.frontends.keys import lines

if TYPE_CHECKING:
    from mlinterview.frontends.terminal.screen import Screen


def edit(text: str, suffix: str, screen: Screen) -> str | None:
    """Open ``$VISUAL`` or ``$EDITOR`` on a text; return it as saved, ``None`` if it was not."""
    try:
        with lines():
            return click.edit(text, extension=suffix, require_save=True)
    except click.ClickException as error:
        screen.line(f"{error.format_message()}; set EDITOR to your editor.", style="yellow")
        return None
