"""``mlinterview undo``."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from mlinterview.errors import UsageError
from mlinterview.frontends.cli.app import App, json_option, pass_app

if TYPE_CHECKING:
    from mlinterview.collection import Collection
    from mlinterview.undoing import Undone


@click.command("undo")
@click.option(
    "--since",
    metavar="TIME",
    help="Take back everything since a time such as 2026-12-01 or 2026-12-01T18:00+01:00.",
)
@json_option
@pass_app
def command(app: App, since: str | None, as_json: bool) -> None:
    """Take back the last answer or change.

    There is no limit: call it again to go further back, also after a restart.
    What was done as one step (a bulk change, an import, --since) is taken back as one step.
    """
    collection = app.collection
    undone = collection.undo(None if since is None else _moment(collection, since))
    if as_json:
        document = {
            "reviews": [review.id for review in undone.reviews],
            "events": [event.kind.value for event in undone.events],
            "cards": undone.cards,
            "imported": undone.imported,
        }
        app.document("undo", document)
        return
    app.say(describe(undone))


def describe(undone: Undone) -> str:
    """Say in one line what was taken back."""
    parts = []
    if len(undone.reviews) == 1:
        review = undone.reviews[0]
        parts.append(f"the answer {review.rating.word.capitalize()} to {review.card_id}")
    elif undone.reviews:
        parts.append(f"{len(undone.reviews)} answers")
    for kind in dict.fromkeys(event.kind for event in undone.events):
        events = [event for event in undone.events if event.kind is kind]
        if kind.value == "setting":
            parts.append(f"setting {', '.join(event.value[0] for event in events)}")
        elif kind.value == "import":
            parts += [f"the import of {event.value.get('file', 'a file')}" for event in events]
        elif kind.value == "undo":
            continue  # part of an import
        elif kind.value == "mock":
            parts += [f"the {event.value['what']} of a mock interview" for event in events]
        elif len(events) == 1:
            parts.append(f"{kind.value} of {events[0].card_id}")
        else:
            parts.append(f"{kind.value} of {len(events)} cards")
    return f"Taken back: {', '.join(parts)}."


def _moment(collection: Collection, text: str) -> int:
    from mlinterview.clock import to_ms

    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            # on the learner's wall clock; without a zone of their own, the machine's
            moment = moment.replace(tzinfo=collection.settings.calendar().zone)
        return to_ms(moment)
    except (ValueError, OverflowError):
        raise UsageError(f"{text!r} is no time: write it like 2026-12-01T18:00+01:00") from None
