"""A learner with decks of their own and no plugins."""

from pathlib import Path

import pytest
from support.program import Done, run

NOON = "2026-03-02T12:00:00+00:00"


@pytest.fixture(autouse=True)
def alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave installed plugins alone, and let it be noon in Europe on a certain day."""
    monkeypatch.setenv("MLINTERVIEW_DISABLE_PLUGINS", "*")
    monkeypatch.setenv("MLINTERVIEW_NOW", NOON)


@pytest.fixture
def good():
    """Run the program; it must end well and say nothing on standard error."""

    def good(*arguments: str, stdin: bytes = b"") -> str:
        done = run(*arguments, stdin=stdin)
        assert (done.code, done.err) == (0, "")
        return done.out

    return good


@pytest.fixture
def bad():
    """Run the program; it must fail with one line, which is returned with the exit code."""

    def bad(*arguments: str, stdin: bytes = b"") -> tuple[int, str]:
        done: Done = run(*arguments, stdin=stdin)
        assert done.out == ""
        assert done.err.startswith("mlinterview: ")
        assert done.err.count("\n") == 1
        return done.code, done.err.removeprefix("mlinterview: ").rstrip("\n")

    return bad
