"""Which plugins are found: those installed, unless they are switched off or given by hand."""

import json
import os
from pathlib import Path

import pytest
from support.installing import BUNDLED, install, install_good_plugin

from mlinterview import hookimpl
from mlinterview.entrypoints import find_entries
from mlinterview.plugins import PluginInfo, Plugins


def names() -> list[str]:
    return [info.name for info in Plugins().found]


def test_installed_plugins_are_found_by_name(site) -> None:
    install(site, "zebra", "")
    install(site, "ant", "")
    assert names() == ["ant", "zebra"]


def test_listing_says_where_a_plugin_comes_from_and_what_it_does(site) -> None:
    install_good_plugin(site)
    assert Plugins().found == [PluginInfo("good", "plugin_good", "good 1.0", ("register_decks",))]


def test_plugins_given_by_hand_need_not_be_installed() -> None:
    class Streak:
        @hookimpl
        def review_recorded(self) -> None: ...

    [info] = Plugins({"streak": Streak()}, discover=False).found
    assert info == PluginInfo("streak", "Streak", "", ("review_recorded",))


@pytest.mark.parametrize(
    ("variable", "left"),
    [
        ("ml-fundamentals mlops neural-nets", ["a", "b", "c"]),
        ("ml-fundamentals,mlops,neural-nets,b", ["a", "c"]),
        ("ml-fundamentals, mlops, neural-nets, c a", ["b"]),
        ("*", []),
    ],
)
def test_plugins_are_switched_off_by_name(site, monkeypatch, variable, left) -> None:
    for name in ("a", "b", "c"):
        install(site, name, "")
    monkeypatch.setenv("MLINTERVIEW_DISABLE_PLUGINS", variable)
    assert names() == left


def test_plugin_that_is_switched_off_is_not_imported(site, run, monkeypatch) -> None:
    install(site, "broken", "raise RuntimeError")
    monkeypatch.setenv("MLINTERVIEW_DISABLE_PLUGINS", "*")
    assert json.loads(run("plugin", "list", "--json").stdout)["failures"] == []


def test_deck_of_a_plugin_that_is_switched_off_keeps_its_reviews(site, run, monkeypatch) -> None:
    install_good_plugin(site)
    run("answer", "fine/one", "--rating", "easy")
    monkeypatch.setenv("MLINTERVIEW_DISABLE_PLUGINS", "*")
    assert json.loads(run("deck", "list", "--json").stdout)["decks"] == []
    monkeypatch.setenv("MLINTERVIEW_DISABLE_PLUGINS", "ml-fundamentals mlops neural-nets")
    cards = json.loads(run("question", "show", "fine/one", "--json").stdout)["cards"]
    assert [card["reviews"] for card in cards] == [1]


def test_built_in_command_imports_no_plugin_that_it_does_not_need(site, run) -> None:
    install(site, "broken", "raise RuntimeError")
    assert run("config", "--help").stderr == ""


# -- what is remembered between starts ---------------------------------------------------------------


def remembered(cache: Path) -> list[str]:
    return [entry.name for entry in find_entries(cache) if entry.name not in BUNDLED]


def touch_later(folder: Path) -> None:
    """Give a folder a new time, however coarse the clock of the filesystem is."""
    later = folder.stat().st_mtime_ns + 10_000_000_000
    os.utime(folder, ns=(later, later))


def test_plugin_installed_later_is_found(site, tmp_path) -> None:
    cache = tmp_path / "cache" / "plugins.json"
    install(site, "a", "")
    assert remembered(cache) == ["a"]
    install(site, "b", "")
    touch_later(site)
    assert remembered(cache) == ["a", "b"]


def test_nothing_is_asked_of_the_packages_while_they_stay_as_they_are(
    site, tmp_path, monkeypatch
) -> None:
    cache = tmp_path / "cache" / "plugins.json"
    install(site, "a", "")
    assert remembered(cache) == ["a"]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: 1 / 0)
    assert remembered(cache) == ["a"]


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"key": 1, "entries": [[1]]}'])
def test_damaged_memory_is_asked_anew(site, tmp_path, content) -> None:
    cache = tmp_path / "plugins.json"
    install(site, "a", "")
    cache.write_bytes(content)
    assert remembered(cache) == ["a"]


def test_memory_that_cannot_be_written_costs_nothing_but_time(site, tmp_path) -> None:
    install(site, "a", "")
    (tmp_path / "file").write_text("")
    assert remembered(tmp_path / "file" / "plugins.json") == ["a"]


def test_entry_point_may_name_an_object_in_a_module(site) -> None:
    code = (
        "class Nested:\n class plugin:\n  @staticmethod\n  @hookimpl\n  def review_recorded(): ..."
    )
    install(site, "nested", f"from mlinterview import hookimpl\n{code}")
    (site / "plugin_nested-1.0.dist-info" / "entry_points.txt").write_text(
        "[mlinterview]\nnested = plugin_nested:Nested.plugin\n"
    )
    [info] = Plugins().found
    assert info.hooks == ("review_recorded",)
