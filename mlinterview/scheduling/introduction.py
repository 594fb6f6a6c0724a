"""The order in which new questions are introduced: basics first, topics mixed, look-alikes apart."""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from typing import TYPE_CHECKING

from mlinterview.model.questions import Asked, Level, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

APART = 8
"""Questions that are easily confused stand at least so far apart, where that is possible."""

_LEVELS = {level: number for number, level in enumerate(Level)}
_ASKED = {asked: number for number, asked in enumerate(Asked)}


def introduction_order(questions: Iterable[Question]) -> list[str]:
    """Return the ids of all questions in the order of introduction.

    A question never comes before one that it requires.
    Topics advance evenly, each in proportion to its size; within a topic lower levels come first,
    then what interviews ask often, then the author's order.
    """
    return _Curriculum(list(questions)).order()


_Entry = tuple[float, tuple[int, int], str]
"""How far a topic has come (0–1), its place, its name."""


class _Curriculum:
    def __init__(self, questions: Sequence[Question]) -> None:
        self._by_id = {question.id: question for question in questions}
        self._key = {
            q.id: (_LEVELS[q.level], _ASKED[q.asked], place, q.id)
            for place, q in enumerate(questions)
        }
        self._waiting = {
            q.id: {r for r in q.requires if r in self._by_id and r != q.id} for q in questions
        }
        self._unlocks: dict[str, list[str]] = defaultdict(list)
        for question_id, required in self._waiting.items():
            for one in required:
                self._unlocks[one].append(question_id)
        self._ready: dict[str, list[tuple[int, int, int, str]]] = defaultdict(list)
        self._size: dict[str, int] = defaultdict(int)
        self._taken: dict[str, int] = defaultdict(int)
        for q in questions:
            self._size[_topic(q)] += 1
        self._recent: deque[str] = deque(maxlen=APART)
        self._place = _places(questions)

    def order(self) -> list[str]:
        chosen: list[str] = []
        topics = [(0.0, place, topic) for topic, place in self._place.items()]
        heapq.heapify(topics)
        sleeping: set[str] = set()
        for question_id, required in self._waiting.items():
            if not required:
                self._make_ready(question_id)
        while topics:
            following = self._choose(topics, sleeping)
            if following is None:
                break
            chosen.append(following)
            self._recent.append(following)
            for unlocked in self._unlocks[following]:
                self._waiting[unlocked].discard(following)
                if not self._waiting[unlocked]:
                    self._make_ready(unlocked)
                    topic = _topic(self._by_id[unlocked])
                    if topic in sleeping:
                        sleeping.discard(topic)
                        heapq.heappush(topics, self._entry(topic))
        done = set(chosen)
        return chosen + [q for q in self._by_id if q not in done]  # circles of prerequisites

    def _choose(self, topics: list[_Entry], sleeping: set[str]) -> str | None:
        """Take from the topic that is furthest behind, unless only look-alikes are ready there."""
        passed: list[_Entry] = []
        fallback: str | None = None
        found: str | None = None
        while topics and found is None:
            entry = heapq.heappop(topics)
            topic = entry[2]
            if not self._ready[topic]:
                sleeping.add(topic)
                continue
            found = self._first_apart(topic)
            passed.append(entry)
            fallback = fallback or topic
        if found is None and fallback is not None:
            found = self._ready[fallback][0][3]
        for _, _, topic in passed:
            if found is not None and topic == _topic(self._by_id[found]):
                self._taken[topic] += 1
                self._ready[topic].remove(self._key[found])
                heapq.heapify(self._ready[topic])
            heapq.heappush(topics, self._entry(topic))
        return found

    def _first_apart(self, topic: str) -> str | None:
        for _, _, _, question_id in sorted(self._ready[topic])[:APART]:
            look_alikes = self._by_id[question_id].confusable
            if not any(
                other in look_alikes or question_id in self._by_id[other].confusable
                for other in self._recent
            ):
                return question_id
        return None

    def _make_ready(self, question_id: str) -> None:
        topic = _topic(self._by_id[question_id])
        heapq.heappush(self._ready[topic], self._key[question_id])

    def _entry(self, topic: str) -> _Entry:
        return self._taken[topic] / self._size[topic], self._place[topic], topic


def _places(questions: Iterable[Question]) -> dict[str, tuple[int, int]]:
    """Return each topic's place: the first topics of all decks, then the second ones, and so on."""
    decks: dict[str, dict[str, int]] = {}
    for question in questions:
        topics = decks.setdefault(question.deck, {})
        topics.setdefault(_topic(question), len(topics))
    places: dict[str, tuple[int, int]] = {}
    for number, topics in enumerate(decks.values()):
        for topic, place in topics.items():
            places.setdefault(topic, (place, number))
    return places


def _topic(question: Question) -> str:
    return question.topics[0] if question.topics else question.deck
