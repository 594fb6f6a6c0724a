"""``mlinterview stats retention``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mlinterview.frontends.cli.app import App, json_option, pass_app
from mlinterview.frontends.cli.wording import counted

if TYPE_CHECKING:
    from rich.table import Table

    from mlinterview.fitting.retention import Choices

_BAR = 20


@click.command("retention")
@json_option
@pass_app
def command(app: App, as_json: bool) -> None:
    """What each desired retention would cost and give.

    A year of study of all your decks is simulated with your own times and ratings, as far as your
    answers tell them, and with the memory model's parameters in force.
    """
    from mlinterview.fitting.retention import retention_choices

    app.look_at_decks()
    found = retention_choices(app.collection)
    if as_json:
        app.document("stats-retention", found.to_json())
        return
    if not found.cards:
        app.say("There are no cards to study: see `mlinterview deck list`.")
        return
    from rich.console import Group
    from rich.text import Text

    title = (
        f"A year with {counted(found.cards, 'card')}, {found.new_per_day} new a day, by desired "
        f"retention ({counted(found.answers, 'timed answer')} of yours)"
    )
    legend = f"● set now ({found.present:g})   ★ fewest minutes for each card remembered"
    advice = "Change it with `mlinterview config set desired_retention NUMBER`."
    parts = (Text(title), Text(), _table(found), Text(), Text(legend), Text(advice))
    app.show(Group(*parts))


def _table(found: Choices) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("retention", no_wrap=True, min_width=9)
    table.add_column("min a day", justify="right", no_wrap=True, min_width=9)
    table.add_column("", no_wrap=True, overflow="crop")
    table.add_column("remembered", justify="right", no_wrap=True, min_width=10)
    table.add_column("", no_wrap=True, overflow="crop")
    longest = max(choice.minutes for choice in found.curve) or 1
    for choice in found.curve:
        marks = "●" * (choice.retention == found.present) + "★" * (
            choice.retention == found.cheapest
        )
        table.add_row(
            f"{choice.retention:g} {marks}".rstrip(),
            f"{choice.minutes:.0f}",
            "▄" * max(round(choice.minutes / longest * _BAR), 1),
            f"{choice.remembered:,.0f}",
            "▄" * max(round(choice.remembered / found.cards * _BAR), 1),
        )
    return table
