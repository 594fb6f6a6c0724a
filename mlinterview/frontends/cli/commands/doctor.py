"""``mlinterview doctor``."""

from __future__ import annotations

import click

from mlinterview.errors import StoreCorrupt
from mlinterview.frontends.cli.app import App, json_option, pass_app
from mlinterview.frontends.cli.wording import counted


@click.command("doctor")
@click.option("--rebuild", is_flag=True, help="Derive all cards and settings anew from the log.")
@json_option
@pass_app
def command(app: App, rebuild: bool, as_json: bool) -> None:
    """Check the collection, and mend what can be rebuilt.

    The log is the truth: cards and due dates are derived from it and can always be derived again.
    """
    from mlinterview.checkup import check_up

    rebuilt = app.collection.rebuild() if rebuild else None
    report = check_up(app.collection)
    if as_json:
        app.document("doctor", {**report.values(), "rebuilt_cards": rebuilt})
    else:
        if rebuilt is not None:
            app.say(f"{counted(rebuilt, 'card')} derived anew from the log.")
        for name, value in report.values().items():
            app.say(f"{name.replace('_', ' '):<18} {value}")
        for mistake in report.deck_mistakes:
            app.say(str(mistake))
    if not report.sound:
        raise StoreCorrupt(report.advice)
