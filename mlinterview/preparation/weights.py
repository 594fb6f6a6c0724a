"""What knowing a question on the day of an interview counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.model.questions import Asked, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mlinterview.model.goals import Interview

ASKED: Mapping[str, float] = {
    Asked.OFTEN.value: 1.0,
    Asked.SOMETIMES.value: 0.6,
    Asked.RARELY.value: 0.3,
}
"""By how often interviews ask it."""

KINDS: Mapping[str, float] = {"numeric": 1.5, "code": 3.0, "scenario": 4.0}
"""By kind, others 1: a task takes a larger part of an interview than a question.

Without this a task that takes twenty minutes to study would never be worth its time."""

_EASIER = (1.0, 0.8, 0.5)
_HARDER = (1.0, 0.5, 0.2)
_LEVELS = [level.value for level in Level]


def weight(
    interview: Interview, deck: str, kind: str, level: str, asked: str, topics: Iterable[str]
) -> float:
    """Return what a question counts in an interview; 0 if it is not asked there."""
    if interview.decks and deck not in interview.decks:
        return 0.0
    found = ASKED.get(asked, 0.6) * KINDS.get(kind, 1.0) * focus(interview.focus, topics)
    if interview.level is not None and level in _LEVELS:
        steps = _LEVELS.index(level) - _LEVELS.index(interview.level.value)
        found *= _HARDER[steps] if steps > 0 else _EASIER[-steps]
    return found


def focus(weights: Mapping[str, float], topics: Iterable[str]) -> float:
    """Return the weight of the entry that names a question's topics most closely; 1 if none does.

    ``EVA03`` is closer than ``EVA``; of two that are equally close, the greater counts.
    """
    fitting = [
        (len(name), value)
        for name, value in weights.items()
        for topic in topics
        if topic.upper().startswith(name.upper())
    ]
    return max(fitting)[1] if fitting else 1.0
