"""The order in which new questions are introduced: basics first, topics mixed, look-alikes apart."""

from __future__ import annotations

import heapq
from bisect import bisect_left, insort
from collections import Counter, defaultdict, deque
from typing import TYPE_CHECKING

from mlinterview.model.questions import Asked, Level, Question
from mlinterview.scheduling.circles import circles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

APART = 8
"""Questions that are easily confused stand at least so far apart, where that is possible."""

_LEVELS = {level: number for number, level in enumerate(Level)}
_ASKED = {asked: number for number, asked in enumerate(Asked)}


def introduction_order(questions: Iterable[Question]) -> list[str]:
    """Return the ids of all questions in the order of introduction.

    A question never comes before one that it requires, unless they require each other.
    Topics advance evenly, each in proportion to its size; within a topic lower levels come first,
    then what interviews ask often, then the author's order.
    """
    return _Curriculum(list(questions)).order()


_Key = tuple[bool, int, int, int, str]
"""What decides within a topic: in a circle, level, how often it is asked, place, id."""

_Entry = tuple[float, tuple[int, int], str]
"""How far a topic has come (0–1), its place, its name."""


class _Curriculum:
    def __init__(self, questions: Sequence[Question]) -> None:
        self._by_id = {question.id: question for question in questions}
        groups = circles({q.id: [r for r in q.requires if r in self._by_id] for q in questions})
        sizes = Counter(groups.values())
        # which question of a circle comes first is anybody's guess: the rest of its topic does
        self._key: dict[str, _Key] = {
            q.id: (sizes[groups[q.id]] > 1, _LEVELS[q.level], _ASKED[q.asked], place, q.id)
            for place, q in enumerate(questions)
        }
        self._waiting = {
            q.id: {r for r in q.requires if r in self._by_id and groups[r] != groups[q.id]}
            for q in questions
        }
        self._look_alikes: dict[str, set[str]] = defaultdict(set)
        for q in questions:
            self._look_alikes[q.id].update(q.confusable)
            for other in q.confusable:
                self._look_alikes[other].add(q.id)
        self._unlocks: dict[str, list[str]] = defaultdict(list)
        for question_id, required in self._waiting.items():
            for one in required:
                self._unlocks[one].append(question_id)
        self._ready: dict[str, list[_Key]] = defaultdict(list)
        self._size: dict[str, int] = defaultdict(int)
        self._taken: dict[str, int] = defaultdict(int)
        for q in questions:
            self._size[_topic(q)] += 1
        self._topics: list[_Entry] = []
        self._asleep: set[str] = set()
        self._recent: deque[str] = deque(maxlen=APART)
        self._place = _places(questions)

    def order(self) -> list[str]:
        chosen: list[str] = []
        self._topics = [(0.0, place, topic) for topic, place in self._place.items()]
        heapq.heapify(self._topics)
        for question_id, required in self._waiting.items():
            if not required:
                self._make_ready(question_id)
        while (following := self._choose()) is not None:
            chosen.append(following)
            self._recent.append(following)
            for unlocked in self._unlocks[following]:
                self._waiting[unlocked].discard(following)
                if not self._waiting[unlocked]:
                    self._make_ready(unlocked)
        return chosen

    def _choose(self) -> str | None:
        """Take from the topic that is furthest behind, unless only look-alikes are ready there."""
        passed: list[_Entry] = []
        found: str | None = None
        while self._topics and found is None:
            entry = heapq.heappop(self._topics)
            topic = entry[2]
            if not self._ready[topic]:
                self._asleep.add(topic)
                continue
            found = self._first_apart(topic)
            passed.append(entry)
        if found is None and passed:
            found = self._ready[passed[0][2]][0][-1]
        if found is not None:
            topic = _topic(self._by_id[found])
            self._taken[topic] += 1
            del self._ready[topic][bisect_left(self._ready[topic], self._key[found])]
        for _, _, topic in passed:
            heapq.heappush(self._topics, self._entry(topic))
        return found

    def _first_apart(self, topic: str) -> str | None:
        for *_, question_id in self._ready[topic][:APART]:
            if self._look_alikes[question_id].isdisjoint(self._recent):
                return question_id
        return None

    def _make_ready(self, question_id: str) -> None:
        topic = _topic(self._by_id[question_id])
        insort(self._ready[topic], self._key[question_id])
        if topic in self._asleep:
            self._asleep.discard(topic)
            heapq.heappush(self._topics, self._entry(topic))

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
