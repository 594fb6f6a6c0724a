"""Which card comes next under a plan: today's order, best first, within the time there is."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Literal

from mlinterview.agenda import APART
from mlinterview.model.questions import split_card_id
from mlinterview.model.reviews import State
from mlinterview.preparation.dayplan import OUTDATED_AFTER, day_plan, goal_today, is_far
from mlinterview.store import planning, queues

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mlinterview.collection import Collection
    from mlinterview.model.reviews import CardState
    from mlinterview.preparation.dayplan import Planned
    from mlinterview.store.queues import Selection

_LOOK_AHEAD = 8
"""Among so many next cards one is looked for that is no look-alike of the last ones."""
_LAST_DAYS = 2
"""So near to an interview, all cards of a question may come on one day."""
_WORTH_PLANNING = 20.0
"""With less time (seconds) than this left, nothing is planned anew."""


class PlannedAgenda:
    """Today's order under a plan; has the methods of ``agenda.Agenda``.

    Args:
        collection: whose.
        selection: which part of the library.
        seconds: time (seconds) that there is at first.
        seconds_left: returns what is left of it when it is asked.
        new: new cards at most.
        new_only: only new cards.
    """

    def __init__(
        self,
        collection: Collection,
        selection: Selection,
        seconds: float,
        seconds_left: Callable[[], float | None] | None = None,
        *,
        new: int | None = None,
        new_only: bool = False,
    ) -> None:
        self._collection, self._selection = collection, selection
        self._seconds = seconds
        self._ask_seconds_left = seconds_left
        self._new_limit, self._new_only = new, new_only
        self._introduced: set[str] = set()
        self._recent: deque[str] = deque(maxlen=APART)
        self._answered = 0
        self.reload()

    def reload(self, anew: bool = False) -> None:
        """Read today's order, or work it out."""
        collection = self._collection
        self._day = collection.study_day()
        self._version = collection.database.version_of_data()
        self._operations = collection.operations
        plan = day_plan(collection, self._selection, self._seconds_left(), anew)
        with collection.database.reading() as connection:
            done = planning.repetitions(connection, (c.card_id for c in plan.order), self._day)
            questions = [split_card_id(card.card_id)[0] for card in plan.order]
            seen = queues.questions_seen_on(connection, self._day)
            self._look_alikes = queues.confusable_pairs(connection, questions)
        # a card with more reviews than when it was planned has been studied since
        self._order = [c for c in plan.order if done.get(c.card_id) == c.repetitions]
        if self._buries_siblings():
            self._order = [
                card
                for card in self._order
                if not seen.get(split_card_id(card.card_id)[0], set()) - {card.card_id}
            ]
        if self._new_only:
            self._order = [card for card in self._order if card.repetitions == 0]

    def take(self) -> str | None:
        """Return the next card and take it off the agenda; ``None`` if nothing is worth its time."""
        collection = self._collection
        if (
            collection.database.version_of_data() != self._version
            or collection.operations != self._operations
            or collection.study_day() != self._day
        ):
            self.reload()
        outdated = self._answered >= OUTDATED_AFTER and not is_far(collection)
        if outdated or (self._answered and not self._allowed()):
            self._plan_anew()
        allowed = self._allowed()
        if not allowed:
            return None
        chosen = next(filter(self._stands_apart, allowed[:_LOOK_AHEAD]), allowed[0])
        self._order.remove(chosen)
        if chosen.repetitions == 0:
            self._recent.append(split_card_id(chosen.card_id)[0])
        return chosen.card_id

    def answered(self, card: CardState, siblings: Iterable[str]) -> None:
        """Follow an answer; a question's other cards wait until the order is made anew."""
        self._answered += 1
        self._operations += 1  # the answer itself
        if card.reps == 1:
            self._introduced.add(card.card_id)
        for sibling in siblings:
            self.drop(sibling)

    def taken_back(self, card_ids: Iterable[str]) -> None:
        """Follow an undo."""
        for card_id in card_ids:
            if self._collection.card(card_id).state is State.NEW:
                self._introduced.discard(card_id)
        self.reload()

    def take_card(self, card_id: str) -> None:
        """Take a certain card off the agenda."""
        self.drop(card_id)

    def skipped(self, card_id: str) -> None:
        """Follow a card that was taken but could not be shown: nothing was promised for it."""

    def drop(self, card_id: str) -> None:
        """Take a card off the agenda."""
        self._order = [card for card in self._order if card.card_id != card_id]

    def counts(self) -> tuple[int, int, int]:
        """Return learning steps (none), reviews and new cards that the time is expected to do."""
        left, due, new = self._seconds_left(), 0, 0
        for card in self._allowed():
            if left <= 0:
                break
            left -= card.seconds
            new += card.repetitions == 0
            due += card.repetitions > 0
        return 0, due, new

    def next_step_ms(self) -> int | None:
        """Return ``None``: a plan has no learning steps."""
        return None

    def kind_of(self, card: CardState) -> Literal["learning", "due", "new"]:
        """Tell which of the counts a card belongs to."""
        return "new" if card.state is State.NEW else "due"

    def _allowed(self) -> list[Planned]:
        if self._new_limit is None or len(self._introduced) < self._new_limit:
            return self._order
        return [card for card in self._order if card.repetitions]

    def _stands_apart(self, card: Planned) -> bool:
        alike = self._look_alikes.get(split_card_id(card.card_id)[0], set())
        return card.repetitions > 0 or alike.isdisjoint(self._recent)

    def _buries_siblings(self) -> bool:
        """Tell whether a question's other cards wait for tomorrow: not when there is none left."""
        found = goal_today(self._collection)
        if found is None or not self._collection.settings["bury_siblings"]:
            return False
        return (found[1][0].day - self._collection.today_date()).days > _LAST_DAYS

    def _seconds_left(self) -> float:
        left = self._ask_seconds_left() if self._ask_seconds_left else None
        return self._seconds if left is None else left

    def _plan_anew(self) -> None:
        if self._seconds_left() >= _WORTH_PLANNING:
            self._answered = 0
            self.reload(anew=True)
