"""One learner's everything: the log, the cards that follow from it, and the decks on offer."""

from __future__ import annotations

import zlib
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from mlinterview import clock as clocks
from mlinterview.library import Library
from mlinterview.locations import find_home
from mlinterview.model.questions import split_card_id
from mlinterview.model.reviews import CardState, Event, EventKind, Mode, Rating, Review
from mlinterview.plugins import Plugins
from mlinterview.scheduling.replay import apply
from mlinterview.scheduling.scheduler import Scheduler, Step
from mlinterview.setback import CLOCK_TOLERANCE_MS, refuse_setback
from mlinterview.settings import Settings, find, read_value
from mlinterview.showing import Recorded, Shown, verdict_json
from mlinterview.store import derived, log
from mlinterview.store.database import Database
from mlinterview.store.ids import uuid7
from mlinterview.store.meta import device_name
from mlinterview.trust import require_trust

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Sequence
    from datetime import date

    from mlinterview.model.kinds import Presentation, Verdict
    from mlinterview.session import Session
    from mlinterview.today import Today
    from mlinterview.undoing import Undone


class Collection:
    """Everything of one learner; the object behind every front end. It never prints.

    Open it with ``mlinterview.open_collection`` and close it, or use it as a context manager.
    May be used from several threads, and by several processes at once.
    """

    def __init__(
        self,
        home: str | os.PathLike[str] | None = None,
        clock: clocks.Clock | None = None,
        plugins: Plugins | None = None,
    ) -> None:
        self.home = find_home(home)
        self.clock = clock or clocks.from_environment()
        self.plugins = plugins or Plugins()
        if self.plugins.cache is None:
            self.plugins.cache = self.home.installed_plugins
        self.database = Database(self.home)
        self._rules: tuple[int, Settings, Scheduler] | None = None
        self.operations = 0
        """What this object has recorded; SQLite tells only of what others write."""

    def close(self) -> None:
        """Close the database; everything answered is saved already."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- what is in force ----------------------------------------------------------------------

    @cached_property
    def library(self) -> Library:
        """The decks and their questions."""
        return Library(self.home, self.plugins, self.database)

    def look_again(self) -> None:
        """See what has changed in the decks' files; sessions that run go on as they were."""
        self.__dict__.pop("library", None)

    @property
    def settings(self) -> Settings:
        """The settings in force, also if another process has just changed them."""
        return self._current_rules()[0]

    @property
    def scheduler(self) -> Scheduler:
        """The scheduler that follows from the settings."""
        return self._current_rules()[1]

    def study_day(self, moment_ms: int | None = None) -> int:
        """Return the study day of a moment (ms UTC), by default of now."""
        moment = self.clock.now_ms() if moment_ms is None else moment_ms
        return self.settings.calendar().study_day(moment)

    def today_date(self) -> date:
        """Return the calendar date of the present study day."""
        return clocks.day_to_date(self.study_day())

    def due_ms(self, card: CardState) -> int | None:
        """Return the moment (ms UTC) at which a card falls due; ``None`` if it is new."""
        if card.due_day is None:
            return None
        return (
            card.due_at
            if card.due_at is not None
            else (self.settings.calendar().start_ms(card.due_day))
        )

    def card(self, card_id: str) -> CardState:
        """Return a card's state, whether or not the decks still hold its question."""
        with self.database.reading() as connection:
            return log.get_card(connection, card_id)

    def history(self, card_id: str) -> list[Review]:
        """Return the reviews of a card that count, oldest first."""
        with self.database.reading() as connection:
            return log.card_reviews(connection, card_id)

    def shown_then(self, review: Review) -> Presentation | None:
        """Return what a past review showed, drawn again from its seed.

        ``None`` if the decks do not hold the question any more, or hold it in other words.
        """
        question = self.library.find(review.card_id)
        if question is None or question.content_hash != review.content_hash:
            return None
        ordinal = split_card_id(review.card_id)[1]
        return self.plugins.kinds[question.kind].present(question, ordinal, review.seed)

    def check_clock(self) -> None:
        """Refuse to go on if the clock stands clearly before the newest review.

        Raises:
            ClockError: it does.
        """
        with self.database.reading() as connection:
            refuse_setback(self.clock.now_ms(), log.newest_moment(connection))

    # -- studying ------------------------------------------------------------------------------

    def session(self, **options: Any) -> Session:
        """Start a session; see ``mlinterview.session.Session`` for the options."""
        from mlinterview.session import Session

        return Session(self, **options)

    def today(self) -> Today:
        """Return where the learner stands today."""
        from mlinterview.today import today

        return today(self)

    def mode(self) -> Mode:
        """Return why cards are shown today: for a plan, or because they are due."""
        goal = self.settings.goal()
        return Mode.PLAN if goal and goal.to_come(self.today_date()) else Mode.REVIEW

    def show(self, card_id: str) -> Shown:
        """Prepare a card to be put to the learner.

        Raises:
            UnknownName: the decks hold no such card.
        """
        question, ordinal = self.library.card(card_id)
        card = self.card(question.card_id(ordinal))
        seed = zlib.crc32(f"{self._device} {card.card_id} {card.reps}".encode())
        kind = self.plugins.kinds[question.kind]
        now = self.clock.now_ms()
        return Shown(
            token=uuid7(now),
            card=card,
            question=question,
            ordinal=ordinal,
            presentation=kind.present(question, ordinal, seed),
            seed=seed,
            study_day=self.study_day(now),
        )

    def preview(self, shown: Shown, mode: Mode | None = None) -> dict[Rating, Step]:
        """Return for each rating exactly what recording it in this mode would lead to."""
        now, mode = self.clock.now_ms(), mode or self.mode()
        return self.scheduler.preview(shown.card, now, shown.study_day, mode)

    def grade(self, shown: Shown, response: str) -> Verdict | None:
        """Judge a response; ``None`` where only the learner can. Nothing is recorded."""
        kind = self.plugins.kinds[shown.question.kind]
        if kind.runs_code:
            require_trust(self, shown.question.deck)
        return kind.grade(shown.question, shown.presentation, response)

    def record(
        self,
        shown: Shown,
        rating: Rating,
        *,
        response: str | None = None,
        verdict: Verdict | None = None,
        duration_ms: int | None = None,
        mode: Mode | None = None,
    ) -> Recorded:
        """Append an answer to the log, durably, and return what follows from it.

        Without a ``mode`` it is asked as cards are asked today: ``Collection.mode``.

        Raises:
            ClockError: the clock stands clearly before the newest review.
            StoreError: it could not be saved; nothing was changed.
        """
        with self.database.transaction() as connection:
            scheduler = self.scheduler
            earlier = log.has_review(connection, shown.token)
            if earlier is not None:
                card = log.get_card(connection, earlier.card_id)
                return Recorded(earlier, card, self._interval(earlier, card), repeated=True)
            now = self.clock.now_ms()
            refuse_setback(now, log.newest_moment(connection))
            before = log.get_card(connection, shown.card.card_id)
            # one order for everybody: never at or before what is in the log already
            at_ms = log.next_moment(connection, now, CLOCK_TOLERANCE_MS)
            mode = mode or self.mode()
            step = scheduler.review(before, rating, at_ms, shown.study_day, mode)
            review = Review(
                id=shown.token,
                device=self._device,
                card_id=before.card_id,
                reviewed_at=at_ms,
                study_day=shown.study_day,
                rating=rating,
                duration_ms=duration_ms,
                mode=mode,
                response=response,
                verdict=None if verdict is None else verdict_json(verdict),
                seed=shown.seed,
                content_hash=shown.question.content_hash,
                previous_state=before.state,
                previous_stability=before.stability,
                previous_difficulty=before.difficulty,
            )
            log.append_review(connection, review)
            card = log.put_after(connection, review, step.card, scheduler)
            self.operations += 1
        self.plugins.review_recorded(review, card)
        return Recorded(review, card, step.interval_seconds)

    # -- everything else that is logged --------------------------------------------------------

    def act(self, kind: EventKind, ids: Iterable[str]) -> list[str]:
        """Suspend, resume, bury, flag, unflag or reset cards as one operation.

        ``ids`` are cards, or questions for all of their cards. Returns the cards.

        Raises:
            UnknownName: one of them does not exist; nothing is done.
        """
        cards = list(dict.fromkeys(card for one in ids for card in self._cards_of(one)))
        with self.database.transaction() as connection:
            events, scheduler = self.events(kind, cards), self.scheduler
            log.append_events(connection, events)
            for event in events:
                card = apply(log.get_card(connection, str(event.card_id)), event, scheduler)
                log.put_after(connection, event, card, scheduler)
            self.operations += 1
        return cards

    def set(self, name: str, value: Any) -> Any:
        """Change a setting, for all processes and at once; ``None`` sets it back to the default.

        Returns the value in force.

        Raises:
            UnknownName: there is no such setting.
            InvalidSetting: it cannot have this value.
        """
        find(name)
        value = None if value is None else read_value(name, value)
        with self.database.transaction() as connection:
            log.append_events(connection, self.events(EventKind.SETTING, [None], [name, value]))
            derived.refresh_settings(connection)
            if find(name).reschedules:
                rules = Settings(derived.read_settings(connection))
                derived.refresh_cards(connection, Scheduler(rules.scheduling()))
        self.forget_rules()
        return self.settings[name]

    def undo(self, since_ms: int | None = None) -> Undone:
        """Take back the last operation, or as one step all since a moment (ms UTC).

        Raises:
            NothingToUndo: there is nothing left to take back.
        """
        from mlinterview.undoing import undo

        return undo(self, since_ms)

    def rebuild(self) -> int:
        """Derive settings and all cards anew from the log; returns the number of cards."""
        with self.database.transaction() as connection:
            derived.refresh_operations(connection)
            rules = Settings(derived.read_settings(connection))
            count = derived.refresh_cards(connection, Scheduler(rules.scheduling()))
        self.forget_rules()
        return count

    # -- helpers -------------------------------------------------------------------------------

    def events(
        self, kind: EventKind, cards: Sequence[str | None], value: Any = None
    ) -> list[Event]:
        """Make events of one operation, to be appended in the transaction that is open."""
        with self.database.reading() as connection:
            now = log.next_moment(connection, self.clock.now_ms(), CLOCK_TOLERANCE_MS)
        day, operation = self.study_day(), uuid7(now)
        return [
            Event(uuid7(now), self._device, now, day, operation, kind, card, value)
            for card in cards
        ]

    def _cards_of(self, card_or_question: str) -> tuple[str, ...]:
        if "#" not in card_or_question:
            return self.library.question(card_or_question).card_ids()
        question, ordinal = self.library.card(card_or_question)
        return (question.card_id(ordinal),)

    def new_id(self) -> str:
        """Return a fresh id for the log."""
        return uuid7(self.clock.now_ms())

    def forget_rules(self) -> None:
        """Read settings anew when they are next needed, after this process changed something."""
        self._rules = None
        self.operations += 1

    @cached_property
    def _device(self) -> str:
        return device_name(self.database)

    def _interval(self, review: Review, card: CardState) -> int:
        due = self.due_ms(card)
        return 0 if due is None else max(due - review.reviewed_at, 0) // 1000

    def _current_rules(self) -> tuple[Settings, Scheduler]:
        version = self.database.version_of_data()
        if self._rules is None or self._rules[0] != version:
            with self.database.reading() as connection:
                settings = Settings(derived.read_settings(connection))
            options = settings.scheduling()
            old = self._rules
            same = old is not None and old[2].options == options
            scheduler = old[2] if same and old is not None else Scheduler(options)
            self._rules = (version, settings, scheduler)
        return self._rules[1], self._rules[2]


def open_collection(
    home: str | os.PathLike[str] | None = None,
    clock: clocks.Clock | None = None,
    plugins: Plugins | None = None,
) -> Collection:
    """Open a learner's collection, creating it if it does not exist.

    Args:
        home: folder of all state; default ``MLINTERVIEW_HOME``, else the platform's data folder.
        clock: tells the time; default ``MLINTERVIEW_NOW`` if set, else the machine's clock.
        plugins: which plugins to use; default all that are installed.

    Raises:
        StoreError: the database cannot be opened; the message says what to do.
    """
    return Collection(home, clock, plugins)
