"""``mlinterview export``."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlinterview.errors import UsageError
from mlinterview.frontends.cli.app import App, json_option, pass_app
from mlinterview.frontends.cli.bars import bar
from mlinterview.frontends.cli.wording import counted
from mlinterview.model.exchange import SUBJECTS

if TYPE_CHECKING:
    from mlinterview.model.exchange import Exporter


@click.command("export")
@click.argument("subject", type=click.Choice(SUBJECTS), required=False)
@click.option("--format", "name", metavar="NAME",
              help="How to write it.  [default: by the name of FILE, else csv or json]")  # fmt: skip
@click.option("-o", "--output", "file", type=click.Path(path_type=Path, allow_dash=True),
              metavar="FILE", help="Where to write it; `-` is standard output.  [default: -]")  # fmt: skip
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option("--list", "show_list", is_flag=True, help="List the formats.")
@json_option
@pass_app
def command(
    app: App, subject: str | None, name: str | None, file: Path | None, force: bool,
    show_list: bool, as_json: bool,
) -> None:  # fmt: skip
    """Write reviews, cards, questions, numbers or all of it to a file.

    `collection` is everything that a format can hold; as json it is the whole log, which
    `mlinterview import` unites with that of another machine.
    What the columns mean, and in which units, is in docs/exchange.md.
    """
    if show_list:
        _list(app, as_json)
        return
    if subject is None:
        raise click.UsageError(f"Say what to export: {', '.join(SUBJECTS)}.")
    from mlinterview.exchange.exporting import choose_exporter

    to_output = file is None or str(file) == "-"
    exporter = choose_exporter(app.plugins.exporters, subject, name, None if to_output else file)
    if not to_output:
        assert file is not None
        rows = _export(app, subject, exporter, file, force)
        if as_json:
            app.document("export", {
                "subject": subject, "format": exporter.name, "path": str(file), "rows": rows,
            })  # fmt: skip
        else:
            app.note(f"Wrote {counted(rows, 'row')} to {file}.")
        return
    if as_json:
        raise click.UsageError("--json tells of a file that was written: give -o FILE.")
    if not exporter.is_text:
        raise UsageError(f"{exporter.name} is no text for standard output: give -o FILE")
    with tempfile.TemporaryDirectory(prefix="mlinterview-") as folder:
        path = Path(folder) / f"export{exporter.suffix}"
        _export(app, subject, exporter, path, force=False)
        # a failure so writes nothing, and a file is as large as the collection
        with path.open("rb") as content:
            sys.stdout.flush()
            shutil.copyfileobj(content, sys.stdout.buffer)


def _export(app: App, subject: str, exporter: Exporter, path: Path, force: bool) -> int:
    from mlinterview.exchange.exporting import export

    app.look_at_decks()
    with bar(f"Exporting {subject}") as (progress, expect):
        return export(
            app.collection, subject, exporter, path,
            html=_html, force=force, progress=progress, expect=expect,
        )  # fmt: skip


def _html(markdown: str) -> str:
    from mlinterview.frontends.render.html import html

    return html(markdown)


def _list(app: App, as_json: bool) -> None:
    exporters = app.plugins.exporters.values()
    if as_json:
        app.document("export-list", {"formats": [
            {"name": one.name, "description": one.description, "suffix": one.suffix,
             "subjects": [subject for subject in SUBJECTS if subject in one.subjects]}
            for one in exporters
        ]})  # fmt: skip
        return
    for one in exporters:
        subjects = ", ".join(subject for subject in SUBJECTS if subject in one.subjects)
        app.say(f"{one.name} ({one.suffix}): {one.description}\n    {subjects}")
