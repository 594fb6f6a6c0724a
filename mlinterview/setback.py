"""A clock that was set back: noticed before anything is asked or recorded."""

from __future__ import annotations

from mlinterview.clock import iso
from mlinterview.errors import ClockError

CLOCK_TOLERANCE_MS = 3_600_000
"""The clock may stand so far before the newest review: small corrections are no reason to stop."""


def refuse_setback(now_ms: int, newest_ms: int) -> None:
    """Refuse to go on if the clock (ms UTC) stands clearly before the newest review.

    Raises:
        ClockError: it does; the message names both ways out.
    """
    if newest_ms - now_ms <= CLOCK_TOLERANCE_MS:
        return
    now, newest = iso(now_ms), iso(newest_ms)
    raise ClockError(
        f"the clock says {now} but the newest review is of {newest}: set the clock right, or take "
        f"the later reviews back with `mlinterview undo --since {now}`"
    )
