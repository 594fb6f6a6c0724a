"""A cheatsheet for the terminal, as Markdown and as a page to be printed."""

from __future__ import annotations

import math
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from mlinterview.errors import MLInterviewError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from mlinterview.cheatsheet import Sheet

TITLE = "Machine-learning interview cheatsheet"
MARK = "mlinterview cheatsheet"
"""Stands near the beginning of every file that we write, so that we write over no other."""

_SMALLEST, _LARGEST = 6.5, 10.5
"""Type sizes in print, in points; smaller ones are not read on the way to an interview."""
_WORDS_AT_ONE_POINT = 185_000.0
"""Words that would fill two pages of A4 at one point: 197,000 were measured, and fonts differ."""


def about(sheet: Sheet) -> str:
    """Return in a few words how long a sheet is and what it is about."""
    minutes = f"{sheet.minutes:g} {'minute' if sheet.minutes == 1 else 'minutes'}"
    topics = f" · {', '.join(sheet.topics)}" if sheet.topics else ""
    return f"{minutes} · {sheet.words:,} words{topics}"


def terminal(sheet: Sheet) -> RenderableType:
    """Return a sheet as something that a rich console prints, at any width."""
    from rich.console import Group
    from rich.text import Text

    from mlinterview.frontends.render.hanging import Hanging
    from mlinterview.frontends.render.terminal import inline

    parts: list[RenderableType] = [Text(TITLE, style="bold"), Text(about(sheet), style="dim")]
    for section in sheet.sections:
        parts += [Text(), Text(section.title, style="bold underline")]
        for line in section.lines:
            label = inline(line.label)
            label.stylize("bold cyan")
            parts.append(Hanging(Text("  ").join([label, inline(line.text)]), "• ", "  "))
    return Group(*parts)


def markdown(sheet: Sheet) -> str:
    """Return a sheet as Markdown that is safe and looks alike everywhere."""
    from mlinterview.frontends.render.portable import portable_line

    parts = [f"# {TITLE}", "", about(sheet), "", f"<!-- {MARK} -->"]
    for section in sheet.sections:
        parts += ["", f"## {section.title}", ""]
        parts += [
            f"- **{portable_line(line.label)}** {portable_line(line.text)}"
            for line in section.lines
        ]
    return "\n".join(parts) + "\n"


def page(sheet: Sheet) -> str:
    """Return a sheet as one HTML file, which asks no network and runs nothing.

    Raises:
        MLInterviewError: what draws the formulas is not installed.
    """
    missing = [name for name in ("nh3", "ziamath") if find_spec(name) is None]
    if missing:
        raise MLInterviewError(
            f"HTML needs {' and '.join(missing)}: install them with "
            '`pip install "mlinterview[notebook]"`, or take --format md'
        )
    from mlinterview import cheatsheets
    from mlinterview.cheatsheet import WEAKEST_TITLE
    from mlinterview.frontends.render.html import inline_html

    css = Path(cheatsheets.__file__).with_name("page.css").read_text(encoding="utf-8")
    sections = []
    for section in sheet.sections:
        lines = "\n".join(
            f'<li title="{escape(line.question)}"><b{_LONG if len(line.label) > 60 else ""}>'
            f"{inline_html(line.label)}</b> {inline_html(line.text)}</li>"
            for line in section.lines
        )
        own = ' class="own"' if section.title == WEAKEST_TITLE else ""
        sections.append(
            f"<section{own}>\n<h2>{escape(section.title)}</h2>\n<ul>\n{lines}\n</ul>\n</section>"
        )
    return _PAGE.format(
        mark=MARK, title=TITLE, about=escape(about(sheet)), css=css,
        size=_print_size(sheet.words), sections="\n".join(sections),
    )  # fmt: skip


def _print_size(words: int) -> float:
    """Return the type size (points) at which a sheet fills two pages, within what can be read."""
    size = math.sqrt(_WORDS_AT_ONE_POINT / max(words, 1))
    return round(min(max(size, _SMALLEST), _LARGEST), 2)


_LONG = ' class="asked"'
"""For a label that is a whole question."""

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="{mark}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{css}
:root {{ --print: {size}pt; }}
</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p>{about}</p>
</header>
<main>
{sections}
</main>
</body>
</html>
"""
