"""What is shipped: the wheel is built from the sdist and used outside the checkout."""

import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from support.environments import Environment, build, names, wheel_of_sdist
from support.sources import ROOT

import mlinterview

PLUGINS = ("ml-fundamentals", "mlops", "neural-nets")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheel_of_sdist(ROOT, tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    environment = Environment(tmp_path_factory.mktemp("environment"), editable=False)
    environment.unpack(wheel)
    return environment


def package(slug: str) -> str:
    return f"mlinterview_{slug.replace('-', '_')}"


def deck_files(slug: str) -> list[str]:
    return sorted(path.name for path in (ROOT / "decks" / slug).glob("*.md"))


def test_wheel_holds_each_file_of_each_deck_once(wheel) -> None:
    found = Counter(name for name in names(wheel) if "/decks/" in name and "template" not in name)
    expected = [f"{package(s)}/decks/{s}/{name}" for s in PLUGINS for name in deck_files(s)]
    assert found == Counter(expected)
    assert len(expected) > 3 * len(PLUGINS)


def test_wheel_holds_the_program_the_plugins_and_nothing_else(wheel) -> None:
    tops = {name.partition("/")[0] for name in names(wheel)}
    metadata = f"mlinterview-{mlinterview.__version__}.dist-info"
    assert tops == {"mlinterview", metadata, *map(package, PLUGINS)}


def test_wheel_holds_all_of_the_package(wheel) -> None:
    tracked = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "mlinterview").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert tracked <= set(names(wheel))
    assert "mlinterview/py.typed" in tracked


def test_wheel_is_the_same_whether_it_is_built_from_the_checkout_or_the_sdist(
    wheel, tmp_path
) -> None:
    assert sorted(names(build(ROOT, "wheel", tmp_path))) == sorted(names(wheel))


def test_wheel_says_its_version(environment) -> None:
    said = environment.check("-m", "mlinterview", "--version")
    assert said == f"mlinterview, version {mlinterview.__version__}\n"


def test_wheel_runs_from_where_it_was_unpacked(environment) -> None:
    where = environment.check("-c", "import mlinterview; print(mlinterview.__file__)").strip()
    assert Path(where).is_relative_to(environment.packages)


def test_wheel_offers_its_decks(environment) -> None:
    decks = json.loads(environment.check("-m", "mlinterview", "deck", "list", "--json"))["decks"]
    assert {deck["id"] for deck in decks} == set(PLUGINS)
    assert all(deck["questions"] for deck in decks)
    assert all(Path(deck["path"]).is_relative_to(environment.packages) for deck in decks)


def test_wheel_asks_a_question_and_records_the_answer(environment) -> None:
    card = json.loads(environment.check("-m", "mlinterview", "next", "--json"))["card"]
    answer = ["answer", card["id"], "--rating", "good", "--json"]
    assert json.loads(environment.check("-m", "mlinterview", *answer))["id"] == card["id"]


def test_wheel_can_write_a_plugin(environment, tmp_path) -> None:
    folder = str(tmp_path / "new")
    environment.check("-m", "mlinterview", "plugin", "new", "vision-extra", "--folder", folder)
    environment.check("-m", "mlinterview", "deck", "check", "--strict", f"{folder}/src/mlinterview_vision_extra/decks")  # fmt: skip


def test_editable_install_reads_the_decks_where_they_are_edited() -> None:
    # an editable install puts the folders of these packages on the path
    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]
    _, *plugins = [ROOT / place for place in hatch["build"]["targets"]["wheel"]["packages"]]
    links = [next((plugin / "decks").iterdir()) for plugin in plugins]
    assert [link.resolve() for link in links] == [ROOT / "decks" / slug for slug in PLUGINS]
