"""Whatever is done, in whatever order: the stored cards are what a replay of the log gives."""

import os
import random
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.decks import cloze, write_deck
from support.histories import CARD_EVENTS
from support.stores import contents
from support.studying import differing, opened

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.errors import ClockError, NothingToUndo
from mlinterview.model.reviews import Rating
from mlinterview.store import log
from mlinterview.store.rows import event_from_row, review_from_row

HISTORIES = int(os.environ.get("MLINTERVIEW_TEST_COLLECTIONS", "4"))
ACTIONS = 80

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SETTINGS = [("desired_retention", 0.8), ("desired_retention", 0.95), ("fuzz", False),
            ("learning_steps", "5m"), ("relearning_steps", ""), ("leech_threshold", 1),
            ("leech_action", "suspend"), ("maximum_interval", 10), ("rollover_hour", 0),
            ("fuzz", None), ("desired_retention", None), ("learning_steps", None)]  # fmt: skip


def prepare(home: Path) -> None:
    write_deck(home, "a", "b", cloze("c", 3))


class Learner:
    """Does random things in a home that may have several clocks, none of them quite right."""

    def __init__(self, home: Path, chance: random.Random, windows: int) -> None:
        self.chance = chance
        self.clocks = [ManualClock(START) for _ in range(windows)]
        self.windows = [opened(home, clock) for clock in self.clocks]

    def act(self) -> None:
        window = self.chance.randrange(len(self.windows))
        collection, clock = self.windows[window], self.clocks[window]
        card = self.chance.choice([c for q in collection.library.ids()
                                   for c in collection.library.question(q).card_ids()])  # fmt: skip
        choice = self.chance.random()
        if choice < 0.5:
            rating = Rating(self.chance.choice([1, 1, 2, 3, 3, 4]))
            with suppress(ClockError):
                collection.record(collection.show(card), rating)
        elif choice < 0.7:
            collection.act(self.chance.choice(CARD_EVENTS), [card])
        elif choice < 0.76:
            collection.set(*self.chance.choice(SETTINGS))
        elif choice < 0.86:
            self._undo(collection, clock)
        else:
            self._let_time_pass()

    def close(self) -> None:
        for collection in self.windows:
            collection.close()

    def _undo(self, collection: Collection, clock: ManualClock) -> None:
        since = clock.now_ms() - 86_400_000 if self.chance.random() < 0.2 else None
        with suppress(NothingToUndo):
            collection.undo(since)

    def _let_time_pass(self) -> None:
        minutes = self.chance.choice([1, 10, 60 * 24, 60 * 24 * 9])
        for clock in self.clocks:
            clock.advance(minutes=minutes)
        # a clock is corrected, forwards or backwards, or loses three hours
        self.chance.choice(self.clocks).advance(minutes=self.chance.choice([0, -9, -2, 5, -180]))


@pytest.mark.parametrize("windows", [1, 3])
@pytest.mark.parametrize("seed", range(HISTORIES))
def test_stored_cards_are_what_the_log_gives(home: Path, seed: int, windows: int) -> None:
    prepare(home)
    learner = Learner(home, random.Random(seed), windows)
    for number in range(ACTIONS):
        learner.act()
        if number % 8 == 0:
            assert differing(learner.windows[0]) == []
    assert differing(learner.windows[0]) == []
    before = contents(learner.windows[0].home.database, "cards", "settings", "undone")
    learner.windows[0].rebuild()
    assert contents(learner.windows[0].home.database, "cards", "settings", "undone") == before
    learner.close()


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_logs_of_two_devices_merge_to_the_same_cards(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    homes = [tmp_path / name for name in ("one", "two", "merged", "merged-the-other-way")]
    for number, home in enumerate(homes):
        prepare(home)
        if number < 2:
            learner = Learner(home, chance, 1)
            for _ in range(ACTIONS // 2):
                learner.act()
            learner.close()
    merged = [merge(homes[2], homes[:2], chance), merge(homes[3], homes[1::-1], chance)]
    assert merged[0] == merged[1]
    assert merged[0]["cards"]


def merge(home: Path, sources: list[Path], chance: random.Random) -> dict[str, object]:
    """Put the entries of some homes, in any order and some of them twice, into another one."""
    with opened(home) as collection:
        for source in sources:
            with opened(source) as other, other.database.reading() as connection:
                reviews = [
                    review_from_row(row) for row in connection.execute("SELECT * FROM reviews")
                ]
                events = [event_from_row(row) for row in connection.execute("SELECT * FROM events")]
            chance.shuffle(reviews)
            chance.shuffle(events)
            with collection.database.transaction() as connection:
                log.append_events(connection, [*events, *events[:5]])
                for review in [*reviews, *reviews[:5]]:
                    log.append_review(connection, review)
        collection.rebuild()
        return dict(contents(collection.home.database, "reviews", "events", "cards", "settings"))
