"""Plugins as they are listed, and one to start from."""

import re
from pathlib import Path

import pytest
from support.installing import BUNDLED, install, install_good_plugin
from support.program import run


@pytest.fixture
def site(tmp_path: Path, alone, monkeypatch) -> Path:
    """A folder on ``sys.path``, where only the bundled plugins are left alone."""
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.setenv("MLINTERVIEW_DISABLE_PLUGINS", " ".join(BUNDLED))
    return tmp_path / "site"


def test_plugin_with_its_hooks(site, good) -> None:
    install_good_plugin(site)
    assert good("plugin", "list") == "good (good 1.0)\n    register_decks\n"


def test_broken_plugin_with_stage_and_reason(site, good) -> None:
    install(site, "broken", "import no_such_module\n")
    assert good("plugin", "list") == (
        "broken (broken 1.0)\n    no hooks\n"
        "    failed at import: ModuleNotFoundError: No module named 'no_such_module'\n"
    )


def test_broken_plugin_is_told_of_once_on_standard_error(site) -> None:
    install(site, "broken", "import no_such_module\n")
    done = run("deck", "list")
    assert done.code == 0
    assert done.err == (
        "plugin broken: import failed (ModuleNotFoundError: No module named 'no_such_module'); "
        "see `mlinterview plugin list`\n"
    )


def test_no_plugins(good) -> None:
    assert good("plugin", "list") == ""


def test_new_plugin_is_written_with_what_to_do_next(tmp_path, good) -> None:
    said = good("plugin", "new", "vision", "--folder", str(tmp_path / "mine"))
    assert re.match(rf"Wrote \d+ files to {tmp_path}/mine\. Next:\n    pip install -e ", said)
    assert (tmp_path / "mine" / "pyproject.toml").exists()


def test_name_that_cannot_be_a_plugin(bad) -> None:
    code, message = bad("plugin", "new", "Big Vision")
    assert code == 2
    assert message.startswith("the name 'Big Vision' cannot be a deck's id: use lower-case")
