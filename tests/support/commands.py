"""All commands of the program, found by walking its groups."""

from collections.abc import Iterator

import click

from mlinterview.frontends.cli.app import App
from mlinterview.frontends.cli.main import program
from mlinterview.plugins import Plugins

Path = tuple[str, ...]


def walk(command: click.Command = program, path: Path = ()) -> Iterator[tuple[Path, click.Command]]:
    """Yield each command with the words that lead to it; the program itself has none."""
    yield path, command
    if isinstance(command, click.Group):
        app = App()
        app.plugins = Plugins(discover=False)
        context = click.Context(command, obj=app)
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            yield from walk(child, (*path, name))
