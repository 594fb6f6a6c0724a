"""A learner with questions of their own and a past, and no plugins."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.hostile_cards import CARDS
from support.statistics import Ready, let_readiness_be, lived, write_questions
from support.studying import opened

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.statistics.build import build
from mlinterview.statistics.parts import Lapsed


@pytest.fixture(autouse=True)
def asked(home: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """Leave installed plugins alone and stand in for readiness; returns what it was asked."""
    monkeypatch.setenv("MLINTERVIEW_DISABLE_PLUGINS", "*")
    return let_readiness_be(monkeypatch)


@pytest.fixture
def collection(home: Path, clock: ManualClock) -> Collection:
    """A collection with ten questions, in which nothing has been done."""
    write_questions(home, 10)
    collection = opened(home, clock)
    collection.set("time_zone", "UTC")
    return collection


@pytest.fixture
def past(home: Path, clock: ManualClock) -> Collection:
    """A collection with forty questions and 230 days of study."""
    write_questions(home, 40)
    return lived(home, clock)


@pytest.fixture
def found(past):
    return build(past)


@pytest.fixture
def hostile(found):
    """Statistics in which every text of a deck is hostile."""
    lapses = tuple(
        Lapsed(f"tiny/{text}", text, 9, 20, 0.5, leech=True, suspended=True)
        for text in CARDS.values()
    )
    topics = tuple(Ready(text, 9, 3, 0.3, 0.1, 0.6) for text in CARDS.values())
    selection = replace(found.selection, decks=tuple(CARDS.values()), topics=tuple(CARDS.values()))
    return replace(found, lapses=lapses, readiness=topics, selection=selection)
