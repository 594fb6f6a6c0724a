"""``mlinterview search``."""

from __future__ import annotations

import click

from mlinterview.frontends.cli.app import App, json_option, pass_app


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("-n", "--limit", type=click.IntRange(1), default=20, show_default=True,
              help="Show at most so many.")  # fmt: skip
@json_option
@pass_app
def command(app: App, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find questions by words.

    All of the words have to occur; questions with some of them in the title come first.
    """
    found = app.collection.library.search(words, limit)
    if as_json:
        app.document("search", {"questions": [
            {"id": q.id, "title": q.title, "kind": q.kind, "level": q.level.value,
             "topics": list(q.topics)}
            for q in found
        ]})  # fmt: skip
        return
    from mlinterview.frontends.render.plain import title

    for question in found:
        app.say(f"{title(question.title)}\n    {question.id}")
    if not found:
        app.note("No question holds all these words.")
