"""``mlinterview config``: show and change settings."""

from __future__ import annotations

from typing import Any

import click

from mlinterview.frontends.cli.app import App, json_option, pass_app
from mlinterview.frontends.cli.complete import settings
from mlinterview.frontends.cli.lazy import LazyGroup
from mlinterview.settings import SETTINGS, find, write_value


@click.group("config", cls=LazyGroup)
def command() -> None:
    """Show and change settings."""


@command.command("list")
@json_option
@pass_app
def list_settings(app: App, as_json: bool) -> None:
    """List all settings with values and meanings."""
    current = app.collection.settings
    if as_json:
        values = {name: current[name] for name in SETTINGS}
        app.document("config", {"settings": values})
        return
    for name, setting in SETTINGS.items():
        text = write_value(name, current[name])
        if len(text) > 40:
            text = f"{text[:36]} …"
        mark = "" if current.is_default(name) else "   (changed)"
        app.say(f"{name} = {text}{mark}\n    {setting.meaning}")


@command.command("get")
@click.argument("name", shell_complete=settings)
@json_option
@pass_app
def get(app: App, name: str, as_json: bool) -> None:
    """Print one setting's value."""
    find(name)
    value = app.collection.settings[name]
    if as_json:
        app.document("config", {"settings": {name: value}})
    else:
        app.say(write_value(name, value))


@command.command("set")
@click.argument("name", shell_complete=settings)
@click.argument("value", nargs=-1, required=True)
@json_option
@pass_app
def set_value(app: App, name: str, value: tuple[str, ...], as_json: bool) -> None:
    """Change a setting; all cards follow, and `undo` takes it back."""
    _show(app, name, app.collection.set(name, " ".join(value)), as_json)


@command.command("unset")
@click.argument("name", shell_complete=settings)
@json_option
@pass_app
def unset(app: App, name: str, as_json: bool) -> None:
    """Set a setting back to its default."""
    _show(app, name, app.collection.set(name, None), as_json)


def _show(app: App, name: str, value: Any, as_json: bool) -> None:
    if as_json:
        app.document("config", {"settings": {name: value}})
    else:
        app.say(f"{name} = {write_value(name, value)}")
