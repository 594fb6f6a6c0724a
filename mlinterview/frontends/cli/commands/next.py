"""``mlinterview next``."""

from __future__ import annotations

import click

from mlinterview.frontends.cli.app import App, json_option, pass_app, selection_options
from mlinterview.frontends.cli.cards import shown_document
from mlinterview.frontends.durations import short


@click.command("next")
@selection_options
@json_option
@pass_app
def command(
    app: App,
    decks: tuple[str, ...],
    topics: tuple[str, ...],
    kinds: tuple[str, ...],
    levels: tuple[str, ...],
    flagged: bool,
    as_json: bool,
) -> None:
    """Show what would be asked next; records nothing.

    With `mlinterview answer` an editor or a bot can run a review of its own.
    The intervals of the JSON document are in seconds.
    """
    from mlinterview.store.queues import Selection

    session = app.collection.session(selection=Selection(decks, topics, kinds, levels, flagged))
    shown = session.shown
    remaining = session.remaining
    if as_json:
        card = None if shown is None else shown_document(app.collection, shown)
        counts = {"learning": remaining.learning, "due": remaining.due, "new": remaining.new}
        app.document("next", {"card": card, "remaining": counts})
        return
    if shown is None:
        app.say("Nothing is left for now.")
        return
    from mlinterview.frontends.render.plain import plain

    app.say(f"{shown.card.card_id}\n\n{plain(shown.presentation.prompt)}")
    for number, option in enumerate(shown.presentation.options, start=1):
        app.say(f"  {number}. {plain(option)}")
    if shown.presentation.several:
        app.say("\nSeveral may be right.")
    if shown.presentation.note:
        app.say(f"\nAnswer {shown.presentation.note}.")
    intervals = session.preview().items()
    app.say("\n" + "   ".join(f"{rating.word} {short(wait)}" for rating, wait in intervals))
