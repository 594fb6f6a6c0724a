"""Each bundled deck plugin is a complete distribution: the living example for everybody else."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from support.environments import Environment, names, wheel_of_sdist
from support.installing import BUNDLED
from support.sources import ROOT


@pytest.fixture(scope="module", params=BUNDLED)
def slug(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def wheel(slug: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a copy somewhere else, links followed, as ``cp -rL`` makes it."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "plugins" / f"mlinterview-{slug}", folder / "plugin")
    return wheel_of_sdist(folder / "plugin", folder / "built")


def test_wheel_of_a_plugin_holds_its_deck_once(slug, wheel) -> None:
    module = f"mlinterview_{slug.replace('-', '_')}"
    decks = Counter(name for name in names(wheel) if "/decks/" in name)
    assert decks == Counter(
        f"{module}/decks/{slug}/{path.name}" for path in (ROOT / "decks" / slug).glob("*.md")
    )
    assert f"{module}/decks/{slug}/deck.md" in decks


def test_wheel_built_in_the_repository_is_the_same(slug, wheel, tmp_path) -> None:
    in_place = wheel_of_sdist(ROOT / "plugins" / f"mlinterview-{slug}", tmp_path)
    assert sorted(names(in_place)) == sorted(names(wheel))


def test_tests_of_a_plugin_pass_where_it_is_installed(slug, wheel, tmp_path) -> None:
    environment = Environment(tmp_path / "environment", editable=True)
    environment.unpack(wheel)
    tests = str(ROOT / "plugins" / f"mlinterview-{slug}" / "tests")
    said = environment.check("-m", "pytest", "-q", "-p", "no:cacheprovider", tests)
    assert "4 passed" in said
