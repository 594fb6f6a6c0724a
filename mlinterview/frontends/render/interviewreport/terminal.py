"""The report in a terminal, or as plain lines in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from mlinterview.frontends.render import clean
from mlinterview.frontends.render.hanging import Hanging
from mlinterview.frontends.render.interviewreport import words
from mlinterview.frontends.render.terminal import inline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from mlinterview.interviews.report import Report, Row
    from mlinterview.interviews.score import Estimate

_BAR = 20
_MOST_TOPICS = 8


def report_for_terminal(report: Report) -> RenderableType:
    """Return a report as something that a rich console prints, at any width."""
    parts: list[RenderableType] = [
        Text(),
        Text(clean(words.heading(report)), style="bold"),
        Text(clean(words.about(report)), style="dim"),
        Text(),
        *(Hanging(Text(sentence), "  ", "  ") for sentence in words.judgement(report)),
    ]
    if report.rows:
        parts += [
            *_section("By area, the weakest first"),
            _estimates((words.area(name), one) for name, one in report.areas),
            *_section("By level of the questions"),
            _estimates(report.levels),
            *_section("By topic, the weakest first"),
            _estimates(report.topics[:_MOST_TOPICS]),
        ]
        parts += _rows("Strongest answers", report.strongest)
        parts += _rows("Weakest answers", report.weakest)
        parts += _studies(report)
    return Group(*parts, Text())


def bar(estimate: Estimate) -> str:
    """Return an interval as a bar, with a point where the best guess is."""
    low, high = round(estimate.low * (_BAR - 1)), round(estimate.high * (_BAR - 1))
    point = round(estimate.mean * (_BAR - 1))
    return "".join(
        "●" if place == point else "━" if low <= place <= high else "·" for place in range(_BAR)
    )


def _section(title: str) -> list[RenderableType]:
    return [Text(), Text(title, style="bold cyan")]


def _estimates(groups: Iterable[tuple[str, Estimate]]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for name, estimate in groups:
        table.add_row(
            Text(f"  {clean(name)}"),
            Text(bar(estimate), style="dim"),
            Text(words.percent(estimate)),
            Text(words.answers(estimate), style="dim"),
        )
    return table


def _rows(title: str, rows: Sequence[Row]) -> list[RenderableType]:
    if not rows:
        return []
    parts = _section(title)
    for row in rows:
        parts.append(Hanging(inline(row.title), f"{row.number:3}. ", "     "))
        about = (
            f"{row.answer.question} · {row.level.value} · {words.result(row)} · {words.pace(row)}"
        )
        parts.append(Hanging(Text(clean(about), style="dim"), "     ", "     "))
    return parts


def _studies(report: Report) -> list[RenderableType]:
    if not report.studies:
        return []
    parts = _section("What to study next")
    for study in report.studies:
        parts.append(Text(f"  {clean(study.command)}", style="bold"))
        missed = f"missed: {', '.join(study.missed)}"
        parts.append(Hanging(Text(clean(missed), style="dim"), "     ", "     "))
        if study.before:
            before = f"it rests on: {', '.join(study.before)}"
            parts.append(Hanging(Text(clean(before), style="dim"), "     ", "     "))
    return parts
