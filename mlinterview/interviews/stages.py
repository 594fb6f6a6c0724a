"""How the minutes of an interview are divided among its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlinterview.interviews.roles import LEAST_MINUTES, Part

if TYPE_CHECKING:
    from collections.abc import Collection

    from mlinterview.interviews.roles import Role

_LADDER_MINUTES = 6.0
"""What a ladder takes: four or five questions."""
_MOST_LADDERS = 8
_LEAST_SHARE = 0.75
"""Who is late still begins a part with this share of its least time."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch of the interview.

    Attributes:
        part: what happens there.
        number: which one of its part, from 1; there are several ladders.
        minutes: how long it should take.
    """

    part: Part
    number: int
    minutes: float

    @property
    def key(self) -> str:
        """Name in the log, such as ``ladder-2``."""
        return f"{self.part.value}-{self.number}"

    @property
    def least_seconds(self) -> float:
        """With less time than this (seconds) it is not worth while to begin it."""
        return min(LEAST_MINUTES[self.part], self.minutes) * 60 * _LEAST_SHARE


def plan_stages(role: Role, minutes: float, possible: Collection[Part]) -> tuple[Stage, ...]:
    """Divide the time of an interview.

    The parts that cannot be had are left out, then the one that comes shortest of its least time,
    until each of the others gets at least that; one always remains.

    Args:
        role: who interviews.
        minutes: for all parts together.
        possible: the parts for which the decks have questions.
    """
    shares = {part: role.shares[part] for part in Part if part in possible}
    while shares:
        whole = sum(shares.values())
        times = {part: share / whole * minutes for part, share in shares.items()}
        shortest = min(times, key=lambda part: times[part] / LEAST_MINUTES[part])
        if len(times) == 1 or times[shortest] >= LEAST_MINUTES[shortest]:
            return tuple(stage for part, time in times.items() for stage in _stages(part, time))
        del shares[shortest]
    return ()


def _stages(part: Part, minutes: float) -> list[Stage]:
    count = 1
    if part is Part.LADDER:
        count = min(max(round(minutes / _LADDER_MINUTES), 1), _MOST_LADDERS)
    return [Stage(part, number, minutes / count) for number in range(1, count + 1)]
