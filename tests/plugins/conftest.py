"""A folder of installed packages of its own, and the program run in this process."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.installing import BUNDLED

from mlinterview.frontends.cli.main import program

Run = Callable[..., Result]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on ``sys.path``; the bundled plugins are switched off."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("MLINTERVIEW_DISABLE_PLUGINS", " ".join(BUNDLED))
    before = set(sys.modules)
    yield folder
    for name in set(sys.modules) - before:
        if name.startswith("plugin_"):
            del sys.modules[name]


@pytest.fixture
def run(home: Path) -> Run:
    """Run the program with these arguments; an error that it did not expect is raised."""

    def run(*arguments: str, fails: bool = False, typed: str = "") -> Result:
        result = CliRunner().invoke(program, arguments, input=typed, catch_exceptions=fails)
        assert fails == (result.exit_code != 0), result.output
        return result

    return run
