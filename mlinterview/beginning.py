"""How a session begins: why cards are shown today, for how long, and from which agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.agenda import Agenda
from mlinterview.model.reviews import Mode
from mlinterview.today import minutes_left_today

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlinterview.collection import Collection
    from mlinterview.preparation.agenda import PlannedAgenda
    from mlinterview.store.queues import Selection

Beginning = tuple[Mode, float | None, "Agenda | PlannedAgenda"]
"""A session's mode, its time in minutes (``None`` without a limit), and its agenda."""


def begin(
    collection: Collection,
    selection: Selection,
    mode: Mode,
    minutes: float | None,
    new: int | None,
    new_only: bool,
    seconds_left: Callable[[], float | None],
) -> Beginning:
    """Return what a session begins with; where there is a plan, it decides about all three.

    ``seconds_left`` is asked later, when the session goes on.
    """
    if mode is Mode.REVIEW and collection.mode() is Mode.PLAN:
        from mlinterview.preparation.agenda import PlannedAgenda
        from mlinterview.preparation.dayplan import seconds_left_today

        seconds = seconds_left_today(collection) if minutes is None else minutes * 60
        agenda = PlannedAgenda(
            collection, selection, seconds, seconds_left, new=new, new_only=new_only
        )
        return Mode.PLAN, seconds / 60, agenda
    time = minutes_left_today(collection) if minutes is None else minutes
    return mode, time, Agenda(collection, selection, new=new, new_only=new_only, mode=mode)
