"""The questions that an interviewer may draw from, and how one of several is chosen."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mlinterview.model.questions import Asked, Level, area_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LEVELS = tuple(Level)
_ASKED = (Asked.OFTEN, Asked.SOMETIMES, Asked.RARELY)

_SECONDS: Mapping[str, tuple[int, int, int]] = {
    "recall": (75, 105, 135),
    "choice": (50, 70, 90),
    "cloze": (40, 50, 60),
    "numeric": (120, 165, 210),
    "code": (360, 510, 660),
}
"""How long an answer should take, by kind, for entry, mid and senior questions."""
_OTHER_SECONDS = (75, 105, 135)


@dataclass(frozen=True, slots=True)
class Item:
    """A question as the interviewer sees it.

    Attributes:
        id: the question's.
        card: the card that is shown.
        kind: its kind.
        level: its level.
        asked: how often interviews ask it.
        topics: the main one first.
        requires: ids of questions to be known before.
        follow_ups: ids of questions that would be asked next.
        minutes: for a scenario, the time that its author gives it.
        staleness: 0 if the learner has not met it lately, 1 if an interview asked it in the last
            30 days, 2 if it was reviewed in the last 7 days.
    """

    id: str
    card: str
    kind: str
    level: Level
    asked: Asked = Asked.SOMETIMES
    topics: tuple[str, ...] = ("",)
    requires: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    minutes: int | None = None
    staleness: int = 0

    @property
    def topic(self) -> str:
        """The main topic."""
        return self.topics[0]

    @property
    def area(self) -> str:
        """The area of its main topic."""
        return area_of(self.topic.upper())

    @property
    def seconds(self) -> int:
        """How long an answer should take."""
        if self.minutes is not None:
            return self.minutes * 60
        return _SECONDS.get(self.kind, _OTHER_SECONDS)[LEVELS.index(self.level)]


class Pool:
    """All questions that could be asked, by id, topic and area."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = {item.id: item for item in items}

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items.values())

    @cached_property
    def by_topic(self) -> Mapping[str, list[Item]]:
        """The questions of each topic, its main one or another."""
        found: dict[str, list[Item]] = {}
        for item in self:
            for topic in item.topics:
                found.setdefault(topic, []).append(item)
        return found

    def named(self, ids: Iterable[str]) -> list[Item]:
        """Return the questions of these ids that the pool holds."""
        return [self.items[one] for one in ids if one in self.items]


def shift(level: Level, steps: int) -> Level:
    """Return the level so many steps up or down, as far as there are levels."""
    return LEVELS[min(max(LEVELS.index(level) + steps, 0), len(LEVELS) - 1)]


def distance(one: Level, other: Level) -> int:
    """Return how many steps lie between two levels."""
    return abs(LEVELS.index(one) - LEVELS.index(other))


def draw(seed: int, *names: object) -> float:
    """Return a number in (0, 1) that depends on the seed and the names, and on nothing else."""
    text = "\0".join(map(str, (seed, *names)))
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()
    return ((int.from_bytes(digest) >> 11) + 0.5) / (1 << 53)


def race(seed: int, weight: float, *names: object) -> float:
    """Return a waiting time: whoever has the shortest is drawn in proportion to the weights.

    Exponential waiting times of rates w₁ … wₙ: the i-th is the first with probability wᵢ / Σw, and
    the order of all is that of drawing without replacement (Efraimidis and Spirakis, 2006).
    """
    return -math.log(draw(seed, *names)) / weight if weight > 0 else math.inf


def choose(
    candidates: Iterable[Item], level: Level, seed: int, kinds: Mapping[str, int] | None = None
) -> Item | None:
    """Return the question to ask; ``None`` if there is no candidate.

    What the learner has not met lately comes first, if it is at most one level away; then what an
    interview has asked lately, then anything. Among those: the kind, the level, how often
    interviews ask it, and the seed decide.

    Args:
        candidates: what may be asked.
        level: the level wanted.
        seed: of the interview.
        kinds: which kinds are wanted, the smallest number first; others come last.
    """
    ranks = kinds or {}

    def order(item: Item) -> tuple[bool, int, int, int, int, float]:
        far = distance(item.level, level)
        rank = ranks.get(item.kind, len(ranks))
        return far > 1, item.staleness, rank, far, _ASKED.index(item.asked), draw(seed, item.id)

    return min(candidates, key=order, default=None)
