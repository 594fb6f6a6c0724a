"""``mlinterview cheatsheet``: the last-minute sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlinterview.errors import MLInterviewError
from mlinterview.frontends.cli.app import App, json_option, pass_app
from mlinterview.frontends.cli.complete import topics as complete_topics

if TYPE_CHECKING:
    from mlinterview.cheatsheet import Sheet

_SUFFIXES = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md"}


@click.command("cheatsheet")
@click.option(
    "--minutes",
    type=click.FloatRange(1, 600),
    default=15,
    show_default=True,
    help="Time to read it, at 200 words a minute.",
)
@click.option(
    "--topic",
    "topics",
    multiple=True,
    shell_complete=complete_topics,
    help="Only this topic or area, such as EVA01 or EVA; may be repeated.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "md", "html"]),
    help="How to write it.  [default: by the name of FILE, else terminal]",
)
@click.option("-o", "--output", "file", type=click.Path(dir_okay=False, path_type=Path),
              metavar="FILE", help="Write it to this file.")  # fmt: skip
@json_option
@pass_app
def command(
    app: App, minutes: float, topics: tuple[str, ...], form: str | None, file: Path | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Make the last-minute sheet: what matters most, in the minutes you have.

    Its lines come from the decks; your own weakest points stand first.
    The HTML page needs no network and prints on two sides of A4; it takes
    `pip install "mlinterview[notebook]"`.
    """
    from mlinterview.cheatsheet import make_sheet
    from mlinterview.frontends.cli import sheets
    from mlinterview.frontends.cli.pages import check_place, write_page

    form = form or (_SUFFIXES.get(file.suffix.lower()) if file else None) or "terminal"
    if file is not None:
        check_place(file, sheets.MARK, "cheatsheet")
    sheet = make_sheet(app.collection, minutes, topics)
    if as_json:
        app.document("cheatsheet", _document(sheet))
    elif not sheet.sections:
        raise MLInterviewError(
            "the decks hold nothing for a sheet: see `mlinterview deck list`, and give more minutes"
        )
    elif file is not None:
        text = {"terminal": _plain, "md": sheets.markdown, "html": sheets.page}[form](sheet)
        write_page(file, text)
        app.note(f"Written to {file}: {sheets.about(sheet)}.")
    elif form == "terminal":
        app.show(sheets.terminal(sheet))
    else:
        click.echo(sheets.markdown(sheet) if form == "md" else sheets.page(sheet), nl=False)


def _document(sheet: Sheet) -> dict[str, object]:
    return {
        "minutes": sheet.minutes,
        "words": sheet.words,
        "topics": list(sheet.topics),
        "sections": [
            {
                "title": section.title,
                "lines": [
                    {"label": line.label, "text": line.text, "question": line.question}
                    for line in section.lines
                ],
            }
            for section in sheet.sections
        ],
    }


def _plain(sheet: Sheet) -> str:
    import io

    from rich.console import Console

    from mlinterview.frontends.cli import sheets

    stream = io.StringIO()
    Console(file=stream, width=80, highlight=False, markup=False, emoji=False).print(
        sheets.terminal(sheet)
    )
    lines = [line.rstrip() for line in stream.getvalue().splitlines()]
    return "\n".join([f"{sheets.MARK}", "", *lines]) + "\n"
