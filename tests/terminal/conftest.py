"""A learner at a terminal, with decks of their own and no plugins."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.decks import write_deck
from support.studying import opened

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection

Deck = Callable[..., Collection]


@pytest.fixture(autouse=True)
def no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no real editor wait for somebody; this one saves nothing."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "true")


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
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make an editor that writes a text whenever it is opened."""

    def editor(text: str) -> None:
        (tmp_path / "text").write_text(text)
        script = tmp_path / "editor"
        script.write_text(f'#!/bin/sh\ncat "{tmp_path}/text" > "$1"\n')
        script.chmod(0o755)
        monkeypatch.setenv("EDITOR", str(script))

    return editor
