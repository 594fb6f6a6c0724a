"""Groups of commands: those that are imported only when they are run, with help for wrong names."""

from __future__ import annotations

import importlib

import click


class LazyCommand(click.Command):
    """Stands for a command in listings, and loads it when it is asked for.

    Each start of the program so pays for one command only.

    Args:
        name: the command's name.
        target: ``package.module:attribute`` of the real command.
        short_help: its one line in ``--help``; a test compares it with the real one.
    """

    def __init__(self, name: str, target: str, short_help: str) -> None:
        super().__init__(name, short_help=short_help)
        self.target = target

    def load(self) -> click.Command:
        """Import the real command."""
        module, _, attribute = self.target.partition(":")
        command = getattr(importlib.import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self.target} is no click command")
        return command


class LazyGroup(click.Group):
    """A group whose commands may be lazy; it answers a wrong name with the nearest right one."""

    def find(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return a command as it is listed, perhaps a lazy one."""
        return self.commands.get(name)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, loaded."""
        command = self.find(ctx, cmd_name)
        return command.load() if isinstance(command, LazyCommand) else command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a wrong name is answered with the nearest right one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            close = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            if not close:
                raise
            hint = f"{error.message} Did you mean {close[0]!r}?"
            raise click.UsageError(hint, ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their whole lines, without loading the lazy ones."""
        rows: list[tuple[str, str]] = []
        for name in self.list_commands(ctx):
            command = self.find(ctx, name)
            if command is not None and not command.hidden:
                rows.append((name, command.get_short_help_str(limit=200)))
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)
