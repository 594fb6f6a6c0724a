"""``mlinterview stats``: numbers of your study, in the terminal and as a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mlinterview.frontends.cli.app import App, json_option, pass_app, selection_options
from mlinterview.frontends.cli.lazy import LazyCommand, LazyGroup

if TYPE_CHECKING:
    from mlinterview.statistics.whole import Statistics


@click.group("stats", cls=LazyGroup, invoke_without_command=True)
@selection_options
@json_option
@click.pass_context
def command(ctx: click.Context, /, as_json: bool, **selection: Any) -> None:
    """Show how you stand: today, retention, what falls due, readiness.

    The options choose the questions whose answers and cards are counted.
    """
    app: App = ctx.obj
    if ctx.invoked_subcommand is not None:
        if as_json or any(selection.values()):
            raise click.UsageError(
                f"Write options behind {ctx.invoked_subcommand!r}, not before it.", ctx
            )
        return
    found = _statistics(app, **selection)
    if as_json:
        from mlinterview.statistics.document import document

        app.document("stats", document(found))
        return
    from mlinterview.frontends.statistics.terminal import Terminal

    app.show(Terminal(found))


@command.command("report")
@click.option("-o", "--output", "file", required=True, metavar="FILE",
              type=click.Path(dir_okay=False, path_type=Path),
              help="Write it to this file.")  # fmt: skip
@selection_options
@json_option
@pass_app
def report(app: App, /, file: Path, as_json: bool, **selection: Any) -> None:
    """Write the statistics as one HTML page with charts.

    An earlier report of that name is replaced. The page needs no network, follows a light or dark screen, and prints.
    """
    from mlinterview.frontends.cli.pages import check_place, write_page
    from mlinterview.frontends.statistics.page import MARK, page

    check_place(file, MARK, "report of ours")
    found = _statistics(app, **selection)
    size = write_page(file, page(found))
    if as_json:
        values = {"path": str(file), "bytes": size, "reviews": found.reviews}
        app.document("stats-report", values)
    else:
        app.note(f"Written to {file}.")


command.add_command(
    LazyCommand(
        "model",
        "mlinterview.frontends.cli.commands.stats_model:command",
        "How well the memory model predicts, beside simple ones.",
    )
)
command.add_command(
    LazyCommand(
        "retention",
        "mlinterview.frontends.cli.commands.stats_retention:command",
        "What each desired retention would cost and give.",
    )
)


def _statistics(
    app: App,
    decks: tuple[str, ...],
    topics: tuple[str, ...],
    kinds: tuple[str, ...],
    levels: tuple[str, ...],
    flagged: bool,
) -> Statistics:
    from mlinterview.statistics.build import build
    from mlinterview.store.queues import Selection

    app.look_at_decks()
    return build(app.collection, Selection(decks, topics, kinds, levels, flagged))
