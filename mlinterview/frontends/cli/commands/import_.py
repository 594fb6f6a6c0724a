"""``mlinterview import``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlinterview.errors import UsageError
from mlinterview.frontends.cli.app import App, json_option, pass_app
from mlinterview.frontends.cli.bars import bar
from mlinterview.frontends.cli.wording import counted

if TYPE_CHECKING:
    from mlinterview.clock import StudyCalendar
    from mlinterview.collection import Collection
    from mlinterview.exchange.importing import Imported


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--format", "name", metavar="NAME", help="What it is.  [default: by its content]")
@click.option("--dry-run", is_flag=True, help="Only say what would come.")
@click.option("--deck", metavar="ID",
              help="Deck for questions, or for cards without a deck.  [default: by the file]")  # fmt: skip
@click.option("--time-zone", metavar="NAME",
              help="Time zone of the reviews, such as Europe/Berlin.  [default: the setting]")  # fmt: skip
@click.option("--day-start", type=click.IntRange(0, 23), metavar="HOUR",
              help="Hour at which their days began.  [default: the setting rollover_hour]")  # fmt: skip
@click.option("--settings", "with_settings", is_flag=True,
              help="Bring the settings of another copy of the collection too.")  # fmt: skip
@click.option("--list", "show_list", is_flag=True, help="List the formats.")
@json_option
@pass_app
def command(
    app: App, file: Path | None, name: str | None, dry_run: bool, deck: str | None,
    time_zone: str | None, day_start: int | None, with_settings: bool, show_list: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Bring in reviews and questions from a file.

    Nothing is replaced: what is there already stays, and a file that was imported before adds
    nothing. All of it comes or nothing does, and one `mlinterview undo` takes it back.
    Questions become a deck in your own folder. Their code, if any, is not trusted.
    """
    if show_list:
        _list(app, as_json)
        return
    if file is None:
        raise click.UsageError("Say which file to import.")
    _check_deck(deck)
    from mlinterview.exchange.importing import bring, options_for
    from mlinterview.exchange.recognising import choose_importer

    importer = choose_importer(app.plugins.importers, file, name)
    app.look_at_decks()
    collection = app.collection
    options = options_for(
        collection,
        deck=deck,
        calendar=_calendar(collection, time_zone, day_start),
        with_settings=with_settings,
    )
    with bar(f"Reading {file.name}") as (progress, expect):
        done = bring(
            collection, file, importer, options,
            dry_run=dry_run, progress=progress, expect=expect,
        )  # fmt: skip
    if as_json:
        app.document("import", {"file": str(file), "dry_run": dry_run, **_document(done)})
        return
    app.say(_words(done, file, dry_run))
    for note in done.notes:
        app.note(f"Note: {note}.")


def _document(done: Imported) -> dict[str, object]:
    return {
        "format": done.format,
        "operation": done.operation or None,
        "reviews": done.reviews,
        "known_reviews": done.known,
        "events": done.events,
        "questions": done.questions,
        "restored": done.restored,
        "notes": done.notes,
    }


def _words(done: Imported, file: Path, dry_run: bool) -> str:
    parts = []
    if done.reviews:
        parts.append(counted(done.reviews, "review"))
    if done.events:
        parts.append(f"{counted(done.events, 'other entry', 'other entries')} of the log")
    parts += [f"{counted(n, 'question')} for the deck {deck}" for deck, n in done.questions.items()]
    if done.restored:
        parts.append(f"{counted(len(done.restored), 'earlier import')} that was taken back")
    known = f" ({counted(done.known, 'review')} known already)" if done.known else ""
    if not parts:
        return f"There is nothing new in {file.name}{known}."
    if dry_run:
        return f"{file.name} would bring {', '.join(parts)}{known}."
    return f"Imported {', '.join(parts)}{known}. `mlinterview undo` takes it back."


def _check_deck(deck: str | None) -> None:
    from mlinterview.exchange.decks import is_deck_id

    if deck is not None and not is_deck_id(deck):
        raise UsageError(
            f"{deck!r} can be no deck's id: use lower-case letters, digits and single hyphens"
        )


def _calendar(
    collection: Collection, time_zone: str | None, day_start: int | None
) -> StudyCalendar | None:
    from mlinterview.clock import StudyCalendar
    from mlinterview.settings import Settings, read_value

    if time_zone is None and day_start is None:
        return None
    own = collection.settings.calendar()
    zone = own.zone
    if time_zone is not None:
        zone = Settings({"time_zone": read_value("time_zone", time_zone)}).calendar().zone
    return StudyCalendar(zone, own.rollover_hour if day_start is None else day_start)


def _list(app: App, as_json: bool) -> None:
    importers = app.plugins.importers.values()
    if as_json:
        app.document("import-list", {"formats": [
            {"name": one.name, "description": one.description, "suffixes": list(one.suffixes)}
            for one in importers
        ]})  # fmt: skip
        return
    for one in importers:
        app.say(f"{one.name} ({', '.join(one.suffixes)}): {one.description}")
