"""``%mlquiz stats``: where you stand today, as an output of a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlinterview.clock import day_to_date
from mlinterview.frontends.render.portable import literal

if TYPE_CHECKING:
    from mlinterview.collection import Collection


class Stats:
    """The numbers of today; displays itself as Markdown and as plain text."""

    def __init__(self, collection: Collection) -> None:
        today = collection.today()
        date = day_to_date(today.study_day)
        self._title = f"{date:%A} {date.day} {date:%B %Y}"
        self._rows = [
            ("due", str(today.due)),
            ("new today", str(today.new)),
            ("expected", f"{max(round(today.minutes), 1)} min" if today.due + today.new else "–"),
            ("answered", f"{today.answered} in {today.minutes_studied:.0f} min"),
            ("streak", f"{today.streak} day{'' if today.streak == 1 else 's'}"),
            ("not seen yet", str(today.unseen)),
            ("flagged", str(today.flagged)),
            ("suspended", str(today.suspended)),
            ("leeches", str(today.leeches)),
        ]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        rows = [f"| {name} | {literal(value)} |" for name, value in self._rows]
        markdown = [f"**mlinterview** · {literal(self._title)}", "", "| | |", "|---|---:|", *rows]
        return {"text/markdown": "\n".join(markdown), "text/plain": repr(self)}

    def __repr__(self) -> str:
        rows = [f"  {name:13} {value}" for name, value in self._rows]
        return "\n".join([f"mlinterview · {self._title}", *rows])
