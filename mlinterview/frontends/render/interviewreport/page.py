"""The report as one HTML file: it asks no network, runs nothing, and shows deck text escaped."""

from __future__ import annotations

from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from mlinterview.frontends.render import clean, plain, strip_markers, title
from mlinterview.frontends.render.interviewreport import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mlinterview.interviews.report import Report, Row
    from mlinterview.interviews.score import Estimate
    from mlinterview.model.kinds import Presentation

MARK = "mlinterview interview report"
"""Stands near the beginning of every page that we write, so that we write over no other file."""


def page(report: Report, shown: Mapping[int, Presentation]) -> str:
    """Return a report as an HTML page.

    Formulas are drawn where the extra ``notebook`` is installed; otherwise they are plain text.

    Args:
        report: the report.
        shown: by the answer's number what was shown, as far as it can be drawn again.
    """
    css = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    sections = [_overall(report)]
    if report.rows:
        sections += [
            _table("By area, the weakest first", "area",
                   ((words.area(name), one) for name, one in report.areas)),
            _table("By level of the questions", "level", report.levels),
            _table("By topic, the weakest first", "topic", report.topics),
            _list("Strongest answers", report.strongest),
            _list("Weakest answers", report.weakest),
            _studies(report),
            _all(report.rows, shown),
        ]  # fmt: skip
    return _PAGE.format(
        mark=MARK,
        title=_text(words.heading(report)),
        about=_text(words.about(report)),
        css=css,
        sections="\n".join(section for section in sections if section),
    )


def _text(text: str) -> str:
    return escape(strip_markers(clean(text)))


def _line(markdown: str) -> str:
    """Return Markdown of one line as HTML."""
    if _draws():
        from mlinterview.frontends.render.html import inline_html

        return inline_html(markdown)
    return _text(title(markdown))


def _block(markdown: str) -> str:
    """Return Markdown as HTML; without what cleans HTML, as the plain text that it stands for."""
    if _draws():
        from mlinterview.frontends.render.html import html

        return html(markdown)
    return f"<pre>{_text(plain(markdown))}</pre>"


def _draws() -> bool:
    return all(find_spec(name) is not None for name in ("nh3", "ziamath"))


def _overall(report: Report) -> str:
    sentences = "\n".join(f"<p>{_text(one)}</p>" for one in words.judgement(report))
    chart = f"<p>{_bar(report.overall, large=True)}</p>" if report.rows else ""
    return f'<section class="overall">\n<h2>Result</h2>\n{chart}\n{sentences}\n</section>'


def _bar(estimate: Estimate, large: bool = False) -> str:
    """Return an interval drawn; the numbers stand beside it for those who do not see it."""
    width, height = (600, 28) if large else (160, 12)
    low, high, mean = (x * width for x in (estimate.low, estimate.high, estimate.mean))
    middle = height / 2
    return (
        f'<svg class="bar" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'aria-hidden="true">'
        f'<rect class="all" x="0" y="{middle - 1:g}" width="{width}" height="2"/>'
        f'<rect class="sure" x="{low:.1f}" y="{middle - height / 4:g}" '
        f'width="{high - low:.1f}" height="{height / 2:g}" rx="{height / 4:g}"/>'
        f'<circle class="guess" cx="{mean:.1f}" cy="{middle:g}" r="{height / 3:g}"/></svg>'
    )


def _table(heading: str, name: str, groups: Iterable[tuple[str, Estimate]]) -> str:
    rows = "\n".join(
        f'<tr><th scope="row">{_text(group)}</th><td class="drawn">{_bar(one)}</td>'
        f"<td>{_text(words.percent(one))}</td><td>{one.points:g} of {one.answers}</td></tr>"
        for group, one in groups
    )
    return (
        f"<section>\n<h2>{heading}</h2>\n<table>\n<thead><tr>"
        f'<th scope="col">{name}</th><th scope="col" class="drawn">80 % interval</th>'
        '<th scope="col">share of points</th><th scope="col">points</th>'
        f"</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</section>"
    )


def _list(heading: str, rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    items = "\n".join(
        f'<li><a href="#q{row.number}">{row.number}.</a> {_line(row.title)}<br><small>'
        f"{_text(_facts(row))}</small></li>"
        for row in rows
    )
    return f'<section>\n<h2>{heading}</h2>\n<ul class="plain">\n{items}\n</ul>\n</section>'


def _facts(row: Row) -> str:
    return f"{row.answer.question} · {row.level.value} · {words.result(row)} · {words.pace(row)}"


def _studies(report: Report) -> str:
    if not report.studies:
        return ""
    items = []
    for study in report.studies:
        lines = [f"<code>{_text(study.command)}</code>",
                 f"<small>missed: {_text(', '.join(study.missed))}</small>"]  # fmt: skip
        if study.before:
            lines.append(f"<small>it rests on: {_text(', '.join(study.before))}</small>")
        items.append(f"<li>{'<br>'.join(lines)}</li>")
    inner = "\n".join(items)
    return f'<section>\n<h2>What to study next</h2>\n<ul class="plain">\n{inner}\n</ul>\n</section>'


def _all(rows: Sequence[Row], shown: Mapping[int, Presentation]) -> str:
    parts = "\n".join(_answer(row, shown.get(row.number)) for row in rows)
    return f'<section class="wide">\n<h2>All answers</h2>\n{parts}\n</section>'


def _answer(row: Row, shown: Presentation | None) -> str:
    inner = []
    if shown is not None and (row.question is None or row.question.title != row.question.prompt):
        inner.append(_block(shown.prompt))
    if row.outline:
        inner.append(f"<h3>Your answer</h3>\n{_given(row.outline, shown)}")
    if shown is not None:
        inner.append(f"<h3>A good answer</h3>\n{_block(shown.answer)}")
    why = shown.explanation if shown is not None else ""
    why = why or (row.question.explanation if row.question is not None else "")
    if why.strip():
        inner.append(f"<h3>Why</h3>\n{_block(why)}")
    stage = row.answer.stage.partition("-")[0]
    body = "\n".join(inner) or "<p>The decks do not hold this question any more.</p>"
    return (
        f'<details id="q{row.number}" class="points{int(row.answer.points * 2)}">\n<summary>'
        f"{row.number}. {_line(row.title)}<br><small>{_text(stage)} · {_text(_facts(row))}"
        f"{' · slow' if words.is_slow(row) else ''}</small></summary>\n<div>\n{body}\n</div>\n</details>"
    )


def _given(response: str, shown: Presentation | None) -> str:
    """Return what the learner answered; picked options in their words."""
    numbers = [int(part) for part in response.replace(",", " ").split() if part.isdecimal()]
    if shown is not None and shown.options and all(0 < n <= len(shown.options) for n in numbers):
        items = "".join(f"<li>{_line(shown.options[n - 1])}</li>" for n in numbers)
        return f"<ul>{items}</ul>"
    return f"<pre>{_text(response)}</pre>"


_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="{mark}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>{title}</title>
<style>
{css}
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
