"""What all commands share: the collection, the two output streams, JSON documents."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mlinterview.frontends.cli.wording import fitted
from mlinterview.plugins import Plugins

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from mlinterview.collection import Collection

F = TypeVar("F", bound=Callable[..., Any])


class App:
    """The object of every command's context.

    Attributes:
        home: folder given with ``--home``, if any.
        plugins: the plugins of this process.
    """

    def __init__(self, home: str | None = None) -> None:
        self.home = home
        self.plugins = Plugins()
        self._open: Collection | None = None

    @property
    def collection(self) -> Collection:
        """The learner's collection, opened when a command first needs it."""
        if self._open is None:
            from mlinterview.collection import open_collection

            self._open = open_collection(self.home, plugins=self.plugins)
        return self._open

    @cached_property
    def console(self) -> Console:
        """Standard output; colours only where they are understood."""
        from rich.console import Console

        return Console(highlight=False, soft_wrap=False, markup=False, emoji=False)

    def show(self, *renderables: RenderableType) -> None:
        """Print for people, on standard output."""
        if self.console.is_terminal:
            self.console.print(*renderables)
            return
        with self.console.capture() as captured:
            self.console.print(*renderables)
        # rich fills lines up with blanks, which are of no use in a file
        click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))

    def say(self, text: str) -> None:
        """Print lines for people, cleaned of what could command the terminal."""
        from mlinterview.frontends.render import clean

        click.echo(fitted(clean(text), sys.stdout))

    def note(self, text: str) -> None:
        """Print a message that is no answer, on standard error."""
        from mlinterview.frontends.render import clean

        click.echo(fitted(clean(text), sys.stderr), err=True)

    def look_at_decks(self) -> None:
        """Say that the very first look at the decks takes a moment, to people who wait for it."""
        if sys.stderr.isatty() and not self.collection.home.question_cache.exists():
            self.note("Reading the decks for the first time …")

    def look_at_plan(self) -> None:
        """Say that working out a plan takes a moment, to people who wait for it."""
        if not sys.stderr.isatty():
            return
        from mlinterview.preparation.dayplan import is_far

        if is_far(self.collection):
            self.note("Working out the plan; so far ahead it takes some seconds …")

    def document(self, name: str, values: Mapping[str, Any], version: int = 1) -> None:
        """Print one JSON document on standard output."""
        whole = {"schema": {"name": f"mlinterview/{name}", "version": version}, **values}
        # ASCII only, so that control characters of a deck cannot reach a terminal unescaped
        click.echo(json.dumps(whole, indent=2 if sys.stdout.isatty() else None))

    def close(self) -> None:
        """Close the collection and tell of plugins that failed on the way."""
        if self._open is not None:
            self._open.close()
        for failure in self.plugins.failures:
            self.note(
                f"plugin {failure.plugin}: {failure.stage} failed ({failure.reason}); "
                "see `mlinterview plugin list`"
            )


def interactive() -> bool:
    """Tell whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()


pass_app = click.make_pass_decorator(App)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def selection_options(function: F) -> F:
    """Add the options that choose a part of the library."""
    from mlinterview.frontends.cli.complete import decks, kinds, topics

    for option in (
        click.option("--flagged", is_flag=True, help="Only cards with your flag."),
        click.option(
            "--level", "levels", multiple=True, type=click.Choice(["entry", "mid", "senior"]),
            help="Only this level; may be repeated.",
        ),
        click.option("--kind", "kinds", multiple=True, shell_complete=kinds,
                     help="Only this kind of question; may be repeated."),
        click.option("--topic", "topics", multiple=True, shell_complete=topics,
                     help="Only this topic or area, such as EVA01 or EVA; may be repeated."),
        click.option("--deck", "decks", multiple=True, shell_complete=decks,
                     help="Only this deck; may be repeated."),
    ):  # fmt: skip
        function = option(function)
    return function
