"""The plugin that mlinterview writes for somebody to start from works as it is."""

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.environments import Environment, build, names

from mlinterview.errors import UsageError
from mlinterview.frontends.cli.main import program
from mlinterview.scaffold import write_plugin
from mlinterview.testing import deck_mistakes

NAME = "vision-extra"
MODULE = "mlinterview_vision_extra"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "new" / f"mlinterview-{NAME}"
    write_plugin(NAME, folder)
    return folder


def test_a_plugin_has_all_that_a_package_needs(tmp_path) -> None:
    files = write_plugin(NAME, tmp_path / "new")
    assert {file.relative_to(tmp_path / "new").as_posix() for file in files} == {
        ".gitignore",
        "README.md",
        "pyproject.toml",
        f"src/{MODULE}/__init__.py",
        f"src/{MODULE}/decks/{NAME}/deck.md",
        f"src/{MODULE}/decks/{NAME}/first-questions.md",
        "tests/test_deck.py",
    }


def test_no_placeholder_is_left(folder) -> None:
    texts = [path.read_text() for path in folder.rglob("*") if path.is_file()]
    assert [text for text in texts if "@" in text.replace("@hookimpl", "")] == []


def test_deck_of_the_plugin_has_no_mistakes_and_no_warnings(folder) -> None:
    assert deck_mistakes(folder / "src" / MODULE / "decks" / NAME) == []


def test_plugin_is_named_in_the_entry_point_group(folder) -> None:
    project = tomllib.loads((folder / "pyproject.toml").read_text())["project"]
    assert project["name"] == f"mlinterview-{NAME}"
    assert project["entry-points"] == {"mlinterview": {NAME: MODULE}}


def test_empty_folder_may_exist(tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    assert write_plugin(NAME, tmp_path / "empty")


@pytest.mark.parametrize(
    "name",
    ["", "A", "a_b", "-a", "a-", "a--b", "a b", "../a", "a/b", "ünder", "a" * 51, "a\n", "@name@"],
)
def test_name_that_is_no_deck_id_is_refused(tmp_path, name) -> None:
    with pytest.raises(UsageError, match="cannot be a deck's id: use lower-case letters"):
        write_plugin(name, tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["mlops", "mlinterview"])
def test_name_that_is_taken_is_refused(tmp_path, name) -> None:
    with pytest.raises(UsageError, match=f"the name '{name}' is taken"):
        write_plugin(name, tmp_path / "new")


def test_name_with_the_prefix_is_refused_and_the_right_one_is_told(tmp_path) -> None:
    with pytest.raises(UsageError, match="write `mlinterview plugin new vision`"):
        write_plugin("mlinterview-vision", tmp_path / "new")


def test_folder_that_is_not_empty_is_left_alone(tmp_path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="is not empty: choose another with --folder"):
        write_plugin(NAME, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_file_in_place_of_the_folder_is_left_alone(tmp_path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match="is a file: choose a folder"):
        write_plugin(NAME, tmp_path / "file")


def test_folder_that_cannot_be_made_is_told_in_one_line(tmp_path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match=r"cannot be written \(Not a directory\)"):
        write_plugin(NAME, tmp_path / "file" / "below")


@pytest.mark.parametrize("name", ["dist", "build", "venv"])
def test_deck_named_like_an_ignored_folder_is_in_the_wheel(tmp_path, name) -> None:
    write_plugin(name, tmp_path / "new")
    wheel = build(tmp_path / "new", "wheel", tmp_path / "out")
    assert f"mlinterview_{name}/decks/{name}/deck.md" in names(wheel)


def test_command_writes_next_to_where_it_is_run(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(program, ["plugin", "new", NAME, "--json"], catch_exceptions=False)
    document = json.loads(result.stdout)
    assert document["folder"] == f"mlinterview-{NAME}"
    assert all(Path(file).is_file() for file in document["files"])
    assert len(document["files"]) == 7


def test_plugin_installs_is_found_and_its_tests_pass(folder, tmp_path) -> None:
    environment = Environment(tmp_path / "environment", editable=True)
    environment.install(folder)
    decks = json.loads(environment.check("-m", "mlinterview", "deck", "list", "--json"))["decks"]
    assert {deck["id"]: deck["questions"] for deck in decks}[NAME] == 2
    assert "4 passed" in environment.check("-m", "pytest", "-q", str(folder))
