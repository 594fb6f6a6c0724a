"""What to study after an interview: the topics that cost most, and what they rest on."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlinterview.model.reviews import Rating, State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from mlinterview.collection import Collection
    from mlinterview.model.questions import Question

MOST_TOPICS = 4
_MOST_BEFORE = 4


@dataclass(frozen=True, slots=True)
class Study:
    """A topic to study.

    Attributes:
        topic: its name.
        lost: points lost on it, weighted by level.
        missed: ids of the questions that were not answered rightly.
        before: ids of questions that those require and that do not stand firm.
    """

    topic: str
    lost: float
    missed: tuple[str, ...]
    before: tuple[str, ...]

    @property
    def command(self) -> str:
        """The command line that studies it, whether or not its cards are due."""
        return f"mlinterview review --topic {shlex.quote(self.topic)} --ahead"


def advise(
    collection: Collection, missed: Iterable[tuple[Question, float]], right: AbstractSet[str]
) -> list[Study]:
    """Return what to study, the topic that cost most first.

    Args:
        collection: whose.
        missed: questions that were not answered rightly, and the weighted points lost with each.
        right: ids of the questions that were.
    """
    lost: dict[str, float] = {}
    by_topic: dict[str, list[Question]] = {}
    for question, cost in missed:
        topic = question.topics[0]
        lost[topic] = lost.get(topic, 0.0) + cost
        by_topic.setdefault(topic, []).append(question)
    order = sorted(lost, key=lambda topic: (-lost[topic], topic))
    return [
        Study(
            topic,
            lost[topic],
            tuple(question.id for question in by_topic[topic]),
            _before(collection, by_topic[topic], right),
        )
        for topic in order[:MOST_TOPICS]
    ]


def _before(
    collection: Collection, questions: list[Question], right: AbstractSet[str]
) -> tuple[str, ...]:
    """Return prerequisites that were never seen, or last forgotten."""
    own = {question.id for question in questions}
    wanted = dict.fromkeys(one for question in questions for one in question.requires)
    found = []
    for one in wanted:
        question = collection.library.find(one)
        if one in right or one in own or question is None:
            continue
        card = collection.card(question.card_ids()[0])
        if card.state is State.NEW or card.last_rating is Rating.AGAIN:
            found.append(one)
    return tuple(found[:_MOST_BEFORE])
