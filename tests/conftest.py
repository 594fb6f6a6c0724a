"""What every test gets: a home of its own, and a clock that stands still."""

import os
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest

from mlinterview.clock import ManualClock

# a shared machine may be slow at any moment; a slow example is no failure
hypothesis.settings.register_profile("patient", deadline=None)
# what lands is judged by the same examples each time; developers' machines go on looking
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "patient")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of all state; no test can reach a real one."""
    folder = tmp_path / "home"
    monkeypatch.setenv("MLINTERVIEW_HOME", str(folder))
    for name in ("MLINTERVIEW_NOW", "MLINTERVIEW_JOURNAL", "MLINTERVIEW_DISABLE_PLUGINS"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
