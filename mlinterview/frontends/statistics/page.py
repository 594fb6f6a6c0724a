"""The statistics as one HTML page: no network, no script, light and dark, also on paper."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from mlinterview.frontends.render import title as one_line
from mlinterview.frontends.statistics import activity, memory, palette
from mlinterview.frontends.statistics import words as say
from mlinterview.frontends.statistics.svg import Chart, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlinterview.statistics.whole import Statistics

MARK = "mlinterview statistics"
"""Stands near the beginning of every page that we write, so that we write over no other file."""

TITLE = "Interview practice"


def page(found: Statistics) -> str:
    """Return the statistics as a page that asks no network and runs nothing."""
    return _PAGE.format(
        mark=MARK,
        title=f"{TITLE}, {say.full_date(found.study_day)}",
        style=palette.for_page() + _style("style.css") + _style("page.css"),
        body=_body(found),
    )


def fragment(found: Statistics, *, pictures_need_style: bool = True) -> str:
    """Return the statistics as a piece of HTML with its own style, for an output of a notebook.

    Where a saved notebook is opened elsewhere, style and SVG are taken out of it, but not the words
    in the SVG. So pictures are hidden, and the style shows them again if it is still there.
    """
    style = palette.for_notebook() + _style("style.css") + _style("notebook.css")
    # an output is a part of somebody's document, whose headings stand above ours
    body = re.sub(r"(</?h)([123])(?=[ >])", lambda h: f"{h[1]}{int(h[2]) + 2}", _body(found))
    if pictures_need_style:
        body = body.replace('<div class="pictures', '<div hidden="hidden" class="pictures')
        body = body.replace('<ul class="legend', '<ul hidden="hidden" class="legend')
    return f'<style>{style}</style><div class="mlq-stats">{body}</div>'


def _body(found: Statistics) -> str:
    chosen = say.chosen(found.selection)
    about = say.full_date(found.study_day) + (f" · {chosen}" if chosen else "")
    parts = [f'<header><h1 class="t1">{TITLE}</h1><p class="about">{words(about)}</p></header>']
    if not found.reviews:
        empty = say.NOTHING_HERE if chosen else say.NOTHING_YET
        parts.append(f'<p class="empty">{_with_code(empty)}</p>')
        if not found.readiness:
            return "".join(parts)
    parts.append(_tiles(found))
    if found.reviews:
        parts.append(_section("Over the year", [_card(activity.year(found), "calendar")]))
        parts.append(
            _section(
                "What you remember",
                [
                    _card(memory.retention(found)),
                    _retention(found),
                    _card(memory.forecast(found)),
                    _card(activity.reviews(found)),
                ],
            )
        )
    if found.readiness:
        chart = memory.readiness(found)
        tall = " tall" if len(found.readiness) > 20 else ""
        parts.append(_section("For the interview", [_card(chart, f"apart{tall}")]))
    if found.reviews:
        states = (memory.stability, memory.difficulty, memory.retrievability)
        parts.append(
            _section(
                "Your cards",
                [_counts(found), *(_card(state(found)) for state in states)],
            )
        )
        habits = [_card(activity.hours(found)), _card(activity.times(found))]
        parts.append(_section("How you study", habits))
    if found.lapses:
        parts.append(_section("Forgotten most often", [_lapses(found)]))
    return "".join(parts)


def _tiles(found: Statistics) -> str:
    tiles = "".join(
        f'<div class="tile"><dt>{words(name)}</dt><dd class="value">{words(value)}</dd>'
        f"<dd>{words(beside)}</dd></div>"
        for name, value, beside in say.headline(found)
    )
    return f'<dl class="tiles">{tiles}</dl>'


def _section(title: str, cards: Iterable[str]) -> str:
    return f'<section><h2 class="t2">{words(title)}</h2><div class="grid">{"".join(cards)}</div></section>'


def _card(chart: Chart, layout: str = "") -> str:
    wide = " wide" if layout else ""
    tall = " tall" if "tall" in layout else ""
    legend = "".join(
        f'<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="{colour}" width="10" '
        f'height="10" rx="2"/></svg>{words(meaning)}</li>'
        for colour, meaning in chart.legend
    )
    legend = f'<ul class="legend">{legend}</ul>' if legend else ""
    return (
        f'<article class="chart{wide}{tall}"><h3 class="t3">{words(chart.title)}</h3>'
        f'<p class="note">{words(chart.note)}</p>'
        f'<div class="pictures {layout}">{"".join(chart.pictures)}</div>{legend}'
        f"<details><summary>{words(chart.title)} in numbers</summary>"
        f'<div class="scroll" tabindex="0" role="region" aria-label="{words(chart.title)} in numbers">'
        f"{_table(chart.columns, chart.rows)}</div></details></article>"
    )


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f'<th scope="col">{words(column)}</th>' for column in columns)
    body = []
    for first, *rest in rows:
        cells = "".join(f"<td>{words(cell)}</td>" for cell in rest)
        body.append(f'<tr><th scope="row">{words(first)}</th>{cells}</tr>')
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def _retention(found: Statistics) -> str:
    """Return true retention of the periods, a table rather than a chart."""
    rows = []
    for one in found.retention:
        cells = "".join(
            f"<td>{say.percent(share.value)} <small>of {share.total:,}</small></td>"
            for share in (one.young, one.mature, one.overall)
        )
        rows.append(f'<tr><th scope="row">{say.PERIODS[one.period]}</th>{cells}</tr>')
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Period", "Young", "Mature", "All"))
    return (
        f'<article class="chart"><h3 class="t3">True retention</h3><p class="note">{say.RETENTION_NOTE} '
        f"Your aim is {say.percent(found.desired_retention)}.</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></article>"
    )


def _counts(found: Statistics) -> str:
    cards = found.cards
    rows = [
        ("Not seen yet", cards.new), ("Learning", cards.learning), ("Young", cards.young),
        ("Mature, 21 days and more", cards.mature), ("Suspended", cards.suspended),
        ("With your flag", cards.flagged), ("Leeches", cards.leeches),
    ]  # fmt: skip
    body = "".join(
        f'<tr><th scope="row">{name}</th><td>{count:,}</td></tr>' for name, count in rows
    )
    note = say.counted(cards.total, "card") + " in the decks."
    return (
        f'<article class="chart"><h3 class="t3">Where they stand</h3><p class="note">{note}</p>'
        f"<table><tbody>{body}</tbody></table></article>"
    )


def _lapses(found: Statistics) -> str:
    head = "".join(
        f'<th scope="col">{name}</th>' for name in ("Question", "Lapses", "Answers", "Recall today")
    )
    rows = []
    for one in found.lapses:
        marks = [
            word for word, said in (("leech", one.leech), ("suspended", one.suspended)) if said
        ]
        about = " · ".join([one.card_id, *marks])
        rows.append(
            f'<tr><th scope="row">{words(one_line(one.title))}<span class="id">{words(about)}</span>'
            f"</th><td>{one.lapses:,}</td><td>{one.reviews:,}</td>"
            f"<td>{say.percent(one.retrievability)}</td></tr>"
        )
    return (
        '<article class="chart wide"><h3 class="t3">Cards that were learned and lost</h3>'
        '<p class="note">Rewrite them, split them, or look up what they rest on.</p>'
        f'<table class="named"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
        "</article>"
    )


def _with_code(text: str) -> str:
    before, mark, rest = text.partition("`")
    command, _, after = rest.partition("`")
    return words(before) + (f" <code>{words(command)}</code> {words(after)}" if mark else "")


def _style(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="{mark}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main class="mlq-stats">
{body}
</main>
</body>
</html>
"""
