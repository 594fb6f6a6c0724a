"""A learner with a small deck, and with a plan."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from support.studying import deck_writer

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.model.goals import Interview
from mlinterview.preparation.setting import set_interview

MONDAY = date(2026, 3, 2)
"""Today, in tests."""


@pytest.fixture
def deck(home: Path, clock: ManualClock) -> Iterator[Callable[..., Collection]]:
    """Write a deck and open the collection."""
    opened: list[Collection] = []

    def write(*questions: str) -> Collection:
        opened.append(deck_writer(home, clock)(*questions))
        return opened[-1]

    yield write
    for collection in opened:
        collection.close()


@pytest.fixture
def planned(deck: Callable[..., Collection]) -> Callable[..., Collection]:
    """Write a deck and plan for an interview in so many days."""

    def write(
        *questions: str, days: int = 10, minutes: float = 10, rest: tuple[int, ...] = (),
        **interview: object,
    ) -> Collection:  # fmt: skip
        collection = deck(*questions)
        day = MONDAY + timedelta(days=days)
        set_interview(collection, Interview(day, **interview), minutes, rest)  # type: ignore[arg-type]
        return collection

    return write
