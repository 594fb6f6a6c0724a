"""A collection of ours and one of Anki's, whose clocks say the same."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from anki.collection import Collection as Anki
from anki_helpers import anki
from support.studying import opened

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection


@pytest.fixture
def now(clock: ManualClock) -> int:
    """Let our clock and Anki's say the same."""
    clock.set(datetime.now(UTC))
    return clock.now_ms()


@pytest.fixture
def ours(home: Path, clock: ManualClock, now: int) -> Iterator[Collection]:
    with opened(home, clock) as collection:
        collection.set("time_zone", "UTC")
        yield collection


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Anki]:
    with anki(tmp_path / "anki") as collection:
        yield collection
