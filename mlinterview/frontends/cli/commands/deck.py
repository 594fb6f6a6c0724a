"""``mlinterview deck``: list, show and check decks."""

from __future__ import annotations

from pathlib import Path

import click

from mlinterview.errors import DeckError, UsageError
from mlinterview.frontends.cli.app import App, json_option, pass_app
from mlinterview.frontends.cli.complete import decks
from mlinterview.frontends.cli.lazy import LazyGroup
from mlinterview.frontends.cli.wording import counted


@click.group("deck", cls=LazyGroup)
def command() -> None:
    """List, show and check decks."""


@command.command("list")
@json_option
@pass_app
def list_decks(app: App, as_json: bool) -> None:
    """List the decks with their plugins and numbers of questions."""
    summaries = app.collection.library.decks()
    if as_json:
        app.document("deck-list", {"decks": [
            {
                "id": deck.info.id,
                "title": deck.info.title,
                "plugin": deck.plugin,
                "questions": deck.questions,
                "kinds": dict(deck.kinds),
                "description": deck.info.description,
                "license": deck.info.license,
                "authors": list(deck.info.authors),
                "path": deck.path,
                "mistakes": deck.mistakes,
            }
            for deck in summaries
        ]})  # fmt: skip
        return
    if not summaries:
        app.say("There are no decks: install a deck plugin, or write one (docs/deck-format.md).")
    for deck in summaries:
        kinds = ", ".join(f"{count} {kind}" for kind, count in deck.kinds.items())
        app.say(f"{deck.info.id}: {deck.info.title}")
        of_kinds = f" ({kinds})" if kinds else ""
        app.say(f"    {counted(deck.questions, 'question')}{of_kinds}, from {deck.plugin}")
        if deck.mistakes:
            mistakes = counted(deck.mistakes, "mistake")
            app.say(f"    {mistakes}: see `mlinterview deck check {deck.path}`")


@command.command("show")
@click.argument("deck", shell_complete=decks)
@json_option
@pass_app
def show(app: App, deck: str, as_json: bool) -> None:
    """Show a deck's questions, topic by topic."""
    from mlinterview.frontends.render.plain import title

    questions = app.collection.library.questions(deck)
    if as_json:
        app.document("deck-show", {"id": deck, "questions": [
            {"id": q.id, "title": q.title, "kind": q.kind, "level": q.level.value,
             "topics": list(q.topics), "cards": list(q.card_ids())}
            for q in questions
        ]})  # fmt: skip
        return
    previous = None
    for question in sorted(questions, key=lambda q: q.topics[0]):
        if question.topics[0] != previous:
            previous = question.topics[0]
            app.say(f"\n{previous}")
        app.say(f"  {title(question.title)}")
        app.say(f"      {question.id} · {question.kind} · {question.level.value}")


@command.command("trust")
@click.argument("deck", shell_complete=decks)
@click.option("--revoke", is_flag=True, help="Take trust back.")
@json_option
@pass_app
def trust(app: App, deck: str, revoke: bool, as_json: bool) -> None:
    """Let a deck of your own folder run its code, as it stands now.

    Installed plugins are trusted already. When the deck's code changes, you are asked again.
    """
    from mlinterview import trust as trusting

    collection = app.collection
    collection.library.check_names(decks=[deck])
    if revoke:
        trusting.distrust(collection, deck)
        count = 0
    else:
        count = trusting.trust(collection, deck)
    trusted = trusting.is_trusted(collection, deck)
    if as_json:
        app.document("deck-trust", {"deck": deck, "trusted": trusted, "questions": count})
    elif revoke:
        app.say(f"{deck} may run code no more." if not trusted else f"{deck} is a plugin's deck.")
    else:
        app.say(f"{deck} may run the code of {counted(count, 'question')}, as it stands now.")


@command.command("check")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--strict", is_flag=True, help="Count warnings as mistakes.")
@click.option("--quick", is_flag=True, help="Only read; draw no numbers, compare no prompts.")
@click.option("--run-code", is_flag=True, help="Also run the code questions' programs. Only for "
              "decks that you trust.")  # fmt: skip
@json_option
@pass_app
def check(app: App, path: Path, strict: bool, quick: bool, run_code: bool, as_json: bool) -> None:
    """Check a deck file, a deck, or a folder of decks; report all mistakes at once."""
    from mlinterview.audit import audit
    from mlinterview.deckfiles.folder import read_deck
    from mlinterview.deckfiles.places import find_decks

    sources = find_decks(path)
    if not sources:
        raise UsageError(f"{path} holds no deck: a deck is a folder of Markdown files")
    kinds = app.plugins.kinds
    readings = [read_deck(source, kinds) for source in sources]
    mistakes = [mistake for reading in readings for mistake in reading.mistakes]
    if not quick:
        mistakes += [m for reading in readings for m in audit(reading, kinds, run_code)]
        mistakes.sort()
    count = sum(len(reading.questions) for reading in readings)
    bad = [mistake for mistake in mistakes if strict or not mistake.warning]
    if as_json:
        app.document("deck-check", {"questions": count, "mistakes": [
            {"path": m.path, "line": m.line, "what": m.what, "mend": m.mend, "warning": m.warning}
            for m in mistakes
        ]})  # fmt: skip
    else:
        for mistake in mistakes:
            app.say(f"{'' if mistake in bad else 'warning: '}{mistake}")
        names = ", ".join(source.id for source in sources)
        app.note(f"{names}: {counted(count, 'question')}, {counted(len(bad), 'mistake')}")
    if bad:
        raise DeckError(f"{len(bad)} to mend in {path}")
