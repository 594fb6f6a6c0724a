"""``%mlquiz stats`` and ``mlinterview.stats()``: how you stand, as an output of a notebook."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from mlinterview.clock import day_to_date
from mlinterview.frontends.render.portable import literal
from mlinterview.frontends.statistics import words
from mlinterview.statistics import records
from mlinterview.statistics.build import build
from mlinterview.store.queues import Selection

if TYPE_CHECKING:
    from mlinterview.collection import Collection
    from mlinterview.statistics.records import Records
    from mlinterview.statistics.whole import Statistics


class Stats:
    """The statistics; displays itself with charts, as Markdown and as plain text.

    ``days()``, ``cards()``, ``reviews()`` and ``topics()`` are the numbers behind it, as lists of
    dictionaries; ``.to_frame()`` of each is a pandas data frame.

    Args:
        collection: whose.
        selection: of which part of the library; all by default.
    """

    def __init__(self, collection: Collection, selection: Selection | None = None) -> None:
        self._collection, self._selection = collection, selection or Selection()
        self.statistics: Statistics = build(collection, self._selection)

    def days(self) -> Records:
        """Return the study days with reviews, oldest first."""
        return records.days(self.statistics.days)

    def topics(self) -> Records:
        """Return readiness by topic, the weakest first."""
        return records.topics(self.statistics)

    def cards(self) -> Records:
        """Return the cards as they stand now, those never seen as new."""
        return records.cards(self._collection, self._selection)

    def reviews(self) -> Records:
        """Return the reviews that count, oldest first."""
        return records.reviews(self._collection, self._selection)

    @cached_property
    def _title(self) -> str:
        date = day_to_date(self.statistics.study_day)
        title = f"{date:%A} {date.day} {date:%B %Y}"
        chosen = words.chosen(self._selection)
        return f"{title} · {chosen}" if chosen else title

    @cached_property
    def _rows(self) -> list[tuple[str, str]]:
        found = self.statistics
        today, cards, done = found.today, found.cards, found.done_today
        month = next(one for one in found.retention if one.period == "month").overall
        rows = [
            ("due", f"{today.due:,}"),
            ("new today", f"{today.new:,}"),
            ("expected", words.duration(today.minutes * 60) if today.due + today.new else "–"),
            ("answered", f"{done.reviews:,} in {words.duration(done.seconds)}"),
            ("streak", words.counted(found.streak.current, "day")),
            ("retention", f"{words.share_of(month)} in 30 days" if month.total else "–"),
        ]
        if (ready := found.overall) is not None:
            between = words.interval(ready.low, ready.high)
            rows.append(("readiness", f"{words.percent(ready.share)} ({between})"))
        return [
            *rows,
            ("not seen yet", f"{cards.new:,}"),
            ("flagged", f"{cards.flagged:,}"),
            ("suspended", f"{cards.suspended:,}"),
            ("leeches", f"{cards.leeches:,}"),
        ]

    def _repr_html_(self) -> str:
        from mlinterview.frontends.statistics.page import fragment

        return fragment(self.statistics)

    def _repr_markdown_(self) -> str:
        rows = [f"| {name} | {literal(value)} |" for name, value in self._rows]
        return "\n".join(
            [f"**mlinterview** · {literal(self._title)}", "", "| | |", "|---|---:|", *rows]
        )

    def _mime_(self) -> tuple[str, str]:
        """Return the one form that marimo shows."""
        from mlinterview.frontends.statistics.page import fragment

        return "text/html", fragment(self.statistics, pictures_need_style=False)

    def __repr__(self) -> str:
        rows = [f"  {name:13} {value}" for name, value in self._rows]
        return "\n".join([f"mlinterview · {self._title}", *rows])


def stats(*what: str, collection: Any = None) -> Stats:
    """Return how you stand, for everything or for topics such as ``"EVA"`` and decks.

    Args:
        what: topics, areas or decks; all by default.
        collection: whose; by default the one that ``open_collection()`` opens.

    Raises:
        UnknownName: there is no such topic or deck.
    """
    from mlinterview.collection import open_collection
    from mlinterview.frontends.notebook.arguments import selected

    collection = collection or open_collection()
    return Stats(collection, selected(collection, what))
