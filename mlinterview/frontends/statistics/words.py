"""Numbers of the statistics in words, alike in the terminal, on the page and in a notebook."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mlinterview.clock import day_to_date

if TYPE_CHECKING:
    from datetime import date

    from mlinterview.statistics.parts import Histogram, Share
    from mlinterview.statistics.whole import Statistics
    from mlinterview.store.queues import Selection

PERIODS = {
    "today": "Today",
    "week": "7 days",
    "month": "30 days",
    "year": "365 days",
    "all": "All time",
}
RATINGS = ("Again", "Hard", "Good", "Easy")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Written here, as the system's language would change what it calls a month."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

NOTHING_YET = (
    "Nothing has been answered yet. Answer a few questions with `mlinterview review`, "
    "and your numbers appear here."
)
NOTHING_HERE = "None of your answers belongs to this selection yet."

RETENTION_NOTE = (
    "How many cards were recalled at their first review of a day. Young: stability under 21 days."
)


def percent(share: float | None) -> str:
    """Return a share in whole per cent; an en dash for none."""
    return "–" if share is None else f"{round(100 * share)} %"


def interval(low: float, high: float) -> str:
    """Return a 95 % interval in whole per cent."""
    return f"{round(100 * low)}–{round(100 * high)} %"


def share_of(share: Share) -> str:
    """Return a share with what it is of, such as ``91 % of 120``; an en dash for none."""
    return f"{percent(share.value)} of {share.total:,}" if share.total else "–"


def duration(seconds: float) -> str:
    """Return a time of study such as ``40 s``, ``12 min`` or ``3.5 h``."""
    if seconds < 59.5:
        return f"{seconds:.0f} s"
    if seconds < 59.5 * 60:
        return f"{seconds / 60:.0f} min"
    hours = seconds / 3600
    return f"{hours:.1f} h" if hours < 99.5 else f"{hours:,.0f} h"


def seconds(value: float | None) -> str:
    """Return the time of an answer; an en dash for none."""
    if value is None:
        return "–"
    return f"{value:.1f} s" if value < 9.95 else f"{value:.0f} s"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return ``1 card``, ``1,200 cards`` and so on."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def day_month(study_day: int) -> str:
    """Return a date such as ``3 Mar``."""
    when = day_to_date(study_day)
    return f"{when.day} {MONTHS[when.month - 1]}"


def full_date(study_day: int) -> str:
    """Return a date such as ``3 Mar 2026``."""
    return f"{day_month(study_day)} {day_to_date(study_day).year}"


def month_year(when: date) -> str:
    """Return a month such as ``Mar 2026``."""
    return f"{MONTHS[when.month - 1]} {when.year}"


def bins(histogram: Histogram, unit: str = "") -> list[str]:
    """Return the names of a histogram's bins, such as ``7–14``; the last may be ``730+``."""
    names = []
    for low, high in zip(histogram.edges, histogram.edges[1:], strict=False):
        upper = "+" if math.isinf(high) else f"–{high:g}"
        names.append(f"{low:g}{upper}{unit}")
    return names


def chosen(selection: Selection) -> str:
    """Return in a few words which part of the library the numbers are of; empty for all."""
    parts = [
        ", ".join(names)
        for names in (selection.decks, selection.topics, selection.kinds, selection.levels)
        if names
    ]
    return " · ".join([*parts, *(["flagged"] if selection.flagged else [])])


def headline(found: Statistics) -> list[tuple[str, str, str]]:
    """Return what matters at a glance: label, value, and a few words beside it."""
    done, streak = found.done_today, found.streak
    work = [
        f"{found.today.due:,} due" if found.today.due else "",
        f"{found.today.new:,} new" if found.today.new else "",
    ]
    left = " · ".join(part for part in work if part)
    month = next(one for one in found.retention if one.period == "month").overall
    lines = [
        (
            "Today",
            counted(done.reviews, "answer"),
            " · ".join(
                ([f"in {duration(done.seconds)}"] if done.reviews else [])
                + ([f"{left} left" if done.reviews else left] if left else ["nothing is due"])
            ),
        ),
        (
            "Streak",
            counted(streak.current, "day"),
            f"longest {streak.longest:,} · {streak.last_month} of the last 30 days",
        ),
        (
            "Retention",
            percent(month.value),
            f"{interval(*month.interval)} · {counted(month.total, 'review')} in 30 days"
            if month.total
            else "no card has come back in the last 30 days",
        ),
    ]
    if (ready := found.overall) is not None:
        parts = [
            interval(ready.low, ready.high),
            f"{ready.seen:,} of {counted(ready.questions, 'question')} seen",
        ]
        if found.interview_day is not None:
            parts.insert(0, f"on {day_month(found.readiness_day)}")
        lines.append(("Readiness", percent(ready.share), " · ".join(parts)))
    return lines


def readiness_day(found: Statistics) -> str:
    """Return for which day readiness is told."""
    if found.interview_day is None:
        return "today"
    return f"on {full_date(found.readiness_day)}"
