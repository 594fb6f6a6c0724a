"""Ladders: a topic followed upwards after right answers and downwards after wrong ones."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from mlinterview.interviews.pool import LEVELS, choose, shift

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mlinterview.interviews.pool import Item, Pool
    from mlinterview.model.questions import Level

MOST_RUNGS = 5
"""Questions of a ladder at most."""

SPOKEN: Mapping[str, int] = {"recall": 0, "choice": 0, "numeric": 1, "cloze": 2}
"""Kinds that fit into a conversation, the better ones first."""
LONG = ("code", "scenario")
"""Kinds that have a part of the interview to themselves."""


class Step(StrEnum):
    """How a question follows from the answer before it."""

    FIRST = "first"
    UP = "up"
    LEVEL = "level"
    DOWN = "down"


def step_after(points: float) -> Step:
    """Return where an answer of so many points (0 to 1) leads."""
    if points >= 1:
        return Step.UP
    return Step.LEVEL if points > 0 else Step.DOWN


def is_over(points: Iterable[float]) -> bool:
    """Tell whether a ladder has nothing more to show: it is long enough, or two were wrong."""
    so_far = list(points)
    return len(so_far) >= MOST_RUNGS or (len(so_far) > 1 and so_far[-2:] == [0, 0])


def next_rung(
    pool: Pool, topic: str, last: Item, points: float, seed: int, free: Callable[[Item], bool]
) -> tuple[Item, Step] | None:
    """Return the next question of a ladder and how it follows; ``None`` if there is none.

    After a right answer: what its author would ask next, then a harder question of the topic.
    After a wrong one: what it requires, then an easier question of the topic. In between: another
    question of the same level. Those that the learner met lately come after all others.

    Args:
        pool: all questions.
        topic: what the ladder is about.
        last: the question that was answered.
        points: of that answer, 0 to 1.
        seed: of the interview.
        free: tells whether a question may be asked.
    """
    step = step_after(points)
    groups = [
        [item for item in group if item.kind not in LONG and free(item)]
        for group in _groups(pool, topic, last, step)
    ]
    level = shift(last.level, {Step.UP: 1, Step.DOWN: -1}.get(step, 0))
    for stalest in range(3):
        for group in groups:
            fresh = [item for item in group if item.staleness <= stalest]
            found = choose(fresh, level, seed, SPOKEN)
            if found is not None:
                return found, _step(last.level, found.level, step)
    return None


def _groups(pool: Pool, topic: str, last: Item, step: Step) -> list[list[Item]]:
    same = pool.by_topic.get(topic, [])
    here = [item for item in same if item.level is last.level]
    easier = [item for item in same if LEVELS.index(item.level) < LEVELS.index(last.level)]
    harder = [item for item in same if LEVELS.index(item.level) > LEVELS.index(last.level)]
    if step is Step.LEVEL:
        return [here, easier, harder]
    if step is Step.DOWN:
        required = pool.named(last.requires)
        simple = [i for i in required if LEVELS.index(i.level) <= LEVELS.index(last.level)]
        return [simple, easier, here if not easier else []]
    follow_ups = pool.named(last.follow_ups)
    onward = [i for i in follow_ups if LEVELS.index(i.level) >= LEVELS.index(last.level)]
    return [onward, harder, follow_ups, here]


def _step(before: Level, now: Level, wanted: Step) -> Step:
    """Return where the level really went: a prerequisite of the same level is still a step down."""
    if wanted is Step.UP and LEVELS.index(now) < LEVELS.index(before):
        return Step.LEVEL
    if wanted is Step.LEVEL and now is not before:
        return Step.UP if LEVELS.index(now) > LEVELS.index(before) else Step.DOWN
    return wanted
