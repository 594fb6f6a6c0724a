"""Which card comes next: today's queues, kept in step with what this and other processes record."""

from __future__ import annotations

import heapq
from collections import deque
from typing import TYPE_CHECKING, Literal

from mlinterview.model.questions import split_card_id
from mlinterview.model.reviews import CardState, Mode, State
from mlinterview.store import queues

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from mlinterview.collection import Collection
    from mlinterview.store.queues import Selection

APART = 4
"""New questions that are easily confused have at least so many others between them, if possible."""


class Agenda:
    """Today's learning steps, due reviews and new cards, in the order in which they are asked."""

    def __init__(
        self,
        collection: Collection,
        selection: Selection,
        *,
        new: int | None = None,
        new_only: bool = False,
        mode: Mode = Mode.REVIEW,
    ) -> None:
        self._collection, self._selection = collection, selection
        self._new_limit, self._new_only, self._mode = new, new_only, mode
        self._recent_new: deque[str] = deque(maxlen=APART)
        self._asked: set[str] = set()
        self._introduced: set[str] = set()
        self.reload()

    def reload(self) -> None:
        """Read the queues from the database."""
        collection, selection = self._collection, self._selection
        settings = collection.settings
        self._day = collection.study_day()
        self._ahead_ms = settings["learn_ahead_minutes"] * 60_000
        self._version = collection.database.version_of_data()
        self._operations = collection.operations
        with collection.database.reading() as connection:
            self._learning = queues.learning_cards(connection, selection, self._day)
            self._due = deque[str]()
            if not self._new_only:
                self._due.extend(queues.due_cards(connection, selection, self._day))
            if self._mode in (Mode.AHEAD, Mode.CRAM):
                later = queues.ahead_cards(connection, selection, self._day)
                self._due.extend(card for card in later if card not in self._asked)
            allowed = max(settings["new_per_day"] - queues.introduced_on(connection, self._day), 0)
            room = self._room(connection)
            if room is not None and self._mode is Mode.REVIEW:
                allowed = min(allowed, max(room - len(self._due), 0))
                self._due = deque(list(self._due)[:room])
            if self._new_limit is not None:
                allowed = min(allowed, max(self._new_limit - len(self._introduced), 0))
            if self._mode is Mode.CRAM:
                allowed = 0
            # siblings and look-alikes may be passed over, so read more than will be asked
            wanted = allowed * 3 + 20 if allowed else 0
            self._new = queues.new_cards(connection, selection, self._day, wanted)
            self._allowed = allowed
            questions = [split_card_id(card_id)[0] for card_id in self._new]
            self._confusable = queues.confusable_pairs(connection, questions)
            seen = queues.questions_seen_on(connection, self._day)
        self._buries = settings["bury_siblings"] and self._mode is not Mode.CRAM
        if self._buries:
            self._bury_siblings(seen)

    def take(self) -> str | None:
        """Return the next card to ask and take it off the agenda; ``None`` if nothing is left."""
        if self._is_stale():
            self.reload()
        now = self._collection.clock.now_ms()
        if self._learning and self._learning[0][0] <= now:
            return heapq.heappop(self._learning)[1]
        if self._due:
            return self._due.popleft()
        new = self._take_new()
        if new is not None:
            return new
        if self._learning and self._learning[0][0] <= now + self._ahead_ms:
            return heapq.heappop(self._learning)[1]
        return None

    def answered(self, card: CardState, siblings: Iterable[str]) -> None:
        """Put an answered card back if it has a step to come today; bury its siblings."""
        self._operations += 1  # the answer itself
        self._asked.add(card.card_id)
        if card.due_at is not None and not card.suspended:
            heapq.heappush(self._learning, (card.due_at, card.card_id))
        if card.reps == 1:
            self._introduced.add(card.card_id)
        if self._buries:
            for sibling in siblings:
                if sibling != card.card_id:
                    self.drop(sibling, learning=False)

    def taken_back(self, card_ids: Iterable[str]) -> None:
        """Follow an undo: what is as if it had not been asked does not count as asked."""
        for card_id in card_ids:
            self._asked.discard(card_id)
            if self._is_new(card_id):
                self._introduced.discard(card_id)
        self.reload()

    def take_card(self, card_id: str) -> None:
        """Take a certain card off the agenda, as ``take`` would."""
        if self._is_new(card_id):
            self._allowed = max(self._allowed - 1, 0)
        self.drop(card_id)

    def skipped(self, card_id: str) -> None:
        """Follow a card that was taken but could not be shown: it is no introduction."""
        if self._is_new(card_id):
            self._allowed += 1

    def drop(self, card_id: str, learning: bool = True) -> None:
        """Take a card off the agenda wherever it stands."""
        if learning:
            self._learning = [entry for entry in self._learning if entry[1] != card_id]
            heapq.heapify(self._learning)
        if card_id in self._due:
            self._due.remove(card_id)
        if card_id in self._new:
            self._new.remove(card_id)

    def counts(self) -> tuple[int, int, int]:
        """Return how many learning steps, due reviews and new cards are on the agenda."""
        latest = self._collection.clock.now_ms() + self._ahead_ms
        learning = sum(moment <= latest for moment, _ in self._learning)
        return learning, len(self._due), min(self._allowed, len(self._new))

    def next_step_ms(self) -> int | None:
        """Return the moment (ms UTC) of the next learning step; ``None`` if there is none."""
        return self._learning[0][0] if self._learning else None

    def kind_of(self, card: CardState) -> Literal["learning", "due", "new"]:
        """Tell which queue a card belongs to."""
        if card.state is State.NEW:
            return "new"
        return "learning" if card.due_at is not None else "due"

    def _room(self, connection: sqlite3.Connection) -> int | None:
        """Return how many reviews there is room for today, where a plan has just ended."""
        if self._collection.settings.goal() is None:
            return None
        from mlinterview.preparation.afterwards import reviews_allowed

        return reviews_allowed(self._collection, connection)

    def _is_new(self, card_id: str) -> bool:
        return self._collection.card(card_id).state is State.NEW

    def _is_stale(self) -> bool:
        collection = self._collection
        return (
            collection.database.version_of_data() != self._version
            or collection.operations != self._operations
            or collection.study_day() != self._day
        )

    def _take_new(self) -> str | None:
        if not self._allowed or not self._new:
            return None
        self._allowed -= 1
        chosen = self._new[0]
        for candidate in self._new:
            look_alikes = self._confusable.get(split_card_id(candidate)[0], ())
            if not any(recent in look_alikes for recent in self._recent_new):
                chosen = candidate
                break
        self._new.remove(chosen)
        self._recent_new.append(split_card_id(chosen)[0])
        return chosen

    def _bury_siblings(self, seen: dict[str, set[str]]) -> None:
        """Leave at most one card a question for today; ``seen`` are those asked today already."""
        for queue in (self._due, self._new):
            for card_id in list(queue):
                question = split_card_id(card_id)[0]
                if seen.setdefault(question, {card_id}) - {card_id}:
                    queue.remove(card_id)
