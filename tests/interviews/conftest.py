"""Collections in which interviews are held."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.decks import write_deck
from support.studying import opened

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection

Deck = Callable[..., Collection]


@pytest.fixture
def deck(home: Path, clock: ManualClock) -> Iterator[Deck]:
    """Open a collection with a deck ``tiny`` of these questions; the clock stands still."""
    collections = []

    def deck(*questions: str) -> Collection:
        write_deck(home, *questions)
        collections.append(opened(home, clock))
        return collections[-1]

    yield deck
    for collection in collections:
        collection.close()


@pytest.fixture
def again(home: Path, clock: ManualClock) -> Iterator[Callable[[], Collection]]:
    """Open the same collection once more, as another process does."""
    collections = []

    def again() -> Collection:
        collections.append(opened(home, clock))
        return collections[-1]

    yield again
    for collection in collections:
        collection.close()
