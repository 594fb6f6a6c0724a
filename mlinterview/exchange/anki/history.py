"""Anki's review log as reviews and resets of our cards."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from mlinterview.exchange.anki.schedule import mode_of
from mlinterview.exchange.arriving import LATEST_MS, review, review_id
from mlinterview.model.reviews import Event, EventKind, Mode, Rating, Review, State
from mlinterview.setback import CLOCK_TOLERANCE_MS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mlinterview.exchange.anki.memory import Memory
    from mlinterview.model.exchange import ImportOptions
    from mlinterview.store.anki.rows import CardRow, ReviewRow

ORIGIN = "anki"
_STATES = {0: State.LEARNING, 1: State.REVIEW, 2: State.RELEARNING, 3: State.REVIEW}
_CRAM, _MANUAL = 3, 4
_LONGEST_MS = 86_400_000
_RED_FLAG_MASK = 7
_FIRST_MS = 1
SKIPPED = {
    "manual": "entries of the review log that are no answers (cards moved by hand): {n}",
    "preview": "answers in filtered decks that did not reschedule, left out: {n}",
    "moment": "reviews before 1970, after 2199 or in the future, left out: {n}",
    "card": "reviews of cards that are not brought along: {n}",
    "rating": "reviews with a rating that does not exist, left out: {n}",
}


class History:
    """Turns a review log, oldest entry first, into ours; counts what is left out.

    Attributes:
        skipped: number of entries left out, by the reasons of ``SKIPPED``.
    """

    def __init__(
        self,
        cards: Mapping[int, str],
        options: ImportOptions,
        *,
        has_three_buttons: bool = False,
        ours: Mapping[str, object] | None = None,
        memory: Memory | None = None,
    ) -> None:
        """Take what the log alone does not tell.

        Args:
            cards: our card id by Anki's.
            options: as given to the importer.
            has_three_buttons: whether learning cards had no Hard, as in Anki's first scheduler.
            ours: what only we read, if the package is ours. See
                ``decks.configuration``.
            memory: is told of every review, to compare memory states.
        """
        self.skipped: Counter[str] = Counter()
        self._cards, self._options = cards, options
        self._has_three_buttons, self._memory = has_three_buttons, memory
        self._is_ours = ours is not None
        moved = None if ours is None else ours.get("moved")
        self._moved: dict[Any, Any] = moved if isinstance(moved, dict) else {}
        self._seen: set[str] = set()

    def reviews(self, rows: Iterable[ReviewRow]) -> Iterator[Review]:
        """Yield the reviews."""
        for row in rows:
            card_id = self._cards.get(row.cid)
            if _is_reset(row) and card_id is not None:
                self._reset(card_id)
                continue
            reason = self._why_not(row, card_id)
            if reason or card_id is None:
                self.skipped[reason or "card"] += 1
                continue
            found = self._review(row, card_id)
            if self._memory is not None:
                self._memory.add(row.cid, found)
            yield found

    def _review(self, row: ReviewRow, card_id: str) -> Review:
        state = _STATES.get(row.type, State.REVIEW) if card_id in self._seen else State.NEW
        self._seen.add(card_id)
        return review(
            ORIGIN,
            card_id,
            self._moment(row.id),
            self._rating(row),
            self._options,
            duration_ms=min(row.time, _LONGEST_MS) if row.time > 0 else None,
            mode=self._mode(row),
            previous_state=state,
        )

    def _mode(self, row: ReviewRow) -> Mode:
        if self._is_ours:
            return mode_of(row.usn)
        return Mode.CRAM if row.type == _CRAM else Mode.REVIEW

    def _moment(self, number: int) -> int:
        moment = self._moved.get(str(number))
        # it was moved because of others at the same time
        close_by = isinstance(moment, int) and 0 < number - moment < _LONGEST_MS
        return moment if isinstance(moment, int) and close_by else number

    def _rating(self, row: ReviewRow) -> Rating:
        # Again, Good, Easy were 1, 2, 3
        no_hard = self._has_three_buttons and row.type in (0, 2) and row.ease in (2, 3)
        return Rating(row.ease + no_hard)

    def _why_not(self, row: ReviewRow, card_id: str | None) -> str:
        if row.ease == 0 or row.type > _CRAM:
            return "manual"
        if not 1 <= row.ease <= 4:
            return "rating"
        if not is_possible(row.id, self._options):
            return "moment"
        if row.type == _CRAM and row.factor == 0:
            return "preview"
        return "" if card_id is not None else "card"

    def _reset(self, card_id: str) -> None:
        self._seen.discard(card_id)
        if self._memory is not None:
            self._memory.reset(card_id)


def is_possible(moment_ms: int, options: ImportOptions) -> bool:
    """Tell whether something can have been recorded at a moment (ms UTC)."""
    latest = min(LATEST_MS, options.now_ms + CLOCK_TOLERANCE_MS)
    return _FIRST_MS <= moment_ms < latest


def event(kind: EventKind, card_id: str, moment_ms: int, options: ImportOptions) -> Event:
    """Return an event for a card, with the same id in every import."""
    name = f"{card_id} {kind.value}"
    number, operation = review_id(name, moment_ms, 0), review_id(name, moment_ms, 1)
    day = options.calendar.study_day(moment_ms)
    return Event(number, ORIGIN, moment_ms, day, operation, kind, card_id)


def resets(
    rows: Iterable[ReviewRow], cards: Mapping[int, str], options: ImportOptions
) -> Iterator[Event]:
    """Yield a reset for each time that a card was made new again, by Anki's numbers of cards."""
    for row in rows:
        card_id = cards.get(row.cid)
        if card_id is not None and _is_reset(row) and is_possible(row.id, options):
            yield event(EventKind.RESET, card_id, row.id, options)


def _is_reset(row: ReviewRow) -> bool:
    return row.type == _MANUAL and row.ease == 0 and row.factor == 0


def marks(card: CardRow, card_id: str, options: ImportOptions) -> Iterator[Event]:
    """Yield what says that a card is suspended or flagged."""
    moment = card.mod * 1000
    if not is_possible(moment, options):
        moment = options.now_ms // 86_400_000 * 86_400_000
    if card.queue == -1:
        yield event(EventKind.SUSPEND, card_id, moment, options)
    if card.flags & _RED_FLAG_MASK:
        yield event(EventKind.FLAG, card_id, moment, options)
