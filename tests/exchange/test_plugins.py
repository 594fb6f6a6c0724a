"""Formats of plugins."""

import importlib.util
import re
from pathlib import Path

import pytest
from support.decks import write_deck
from support.exchanging import read, state
from support.studying import answer

from mlinterview import hookimpl
from mlinterview.collection import Collection
from mlinterview.errors import ExchangeError
from mlinterview.exchange.exporting import export
from mlinterview.model.exchange import Arrival, Exporter, Importer
from mlinterview.model.reviews import Rating, Review
from mlinterview.plugins import Plugins

PAGE = (Path(__file__).parents[2] / "docs" / "plugin-hooks.md").read_text(encoding="utf-8")


def documented(hook: str, folder: Path):
    """Load the smallest plugin that the documentation shows for a hook."""
    section = re.search(rf"^## `{hook}\(.*?(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    path = folder / "example.py"
    path.write_text(re.search(r"^```python\n(.*?)^```$", section[0], re.DOTALL | re.MULTILINE)[1])
    spec = importlib.util.spec_from_file_location("example", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def opened(home, clock):
    def opened(plugin: object) -> Collection:
        return Collection(home, clock, Plugins({"p": plugin}, discover=False))

    write_deck(home, "a", "b")
    return opened


def test_hook_register_exporters_writes_a_file(opened, tmp_path) -> None:
    with opened(documented("register_exporters", tmp_path)) as collection:
        answer(collection, "tiny/a")
        path = tmp_path / "due.txt"
        assert export(collection, "cards", collection.plugins.exporters["due-dates"], path) == 1
        due = collection.due_ms(collection.card("tiny/a"))
        assert path.read_text() == f"{due} tiny/a\n"


def test_hook_register_importers_brings_a_deck(opened, tmp_path) -> None:
    path = tmp_path / "x.arrows"
    path.write_text("What is it? -> That\nnothing\n")
    with opened(documented("register_importers", tmp_path)) as collection:
        done = read(collection, path)
        assert (done.format, done.questions) == ("arrows", {"arrows": 1})
        collection.undo()
        assert "arrows" not in collection.library.deck_ids()


class Broken(Exporter, Importer):
    name, description, suffix, suffixes = "broken", "breaks", ".broken", (".broken",)
    subjects = frozenset({"reviews"})

    def export(self, subject, source, target, progress):
        target.write_text("half")
        return 1 / 0

    def recognises(self, path):
        return path.suffix == ".broken" or 1 / 0

    def read(self, path, options):
        def reviews():
            yield Review("r1", "x", "tiny/a", 1000, 0, Rating.GOOD)
            yield 1 / 0

        return Arrival(reviews=reviews())


class BrokenPlugin:
    @hookimpl
    def register_exporters(self):
        return [Broken()]

    @hookimpl
    def register_importers(self):
        return [Broken()]


def test_a_format_that_fails_changes_nothing(opened, tmp_path) -> None:
    path = tmp_path / "x.broken"
    path.write_text("x")
    with opened(BrokenPlugin()) as collection:
        before = state(collection)
        with pytest.raises(ExchangeError, match="the plugin p failed and nothing was changed"):
            read(collection, path)
        assert state(collection) == before
        with pytest.raises(ExchangeError, match="the plugin p failed"):
            export(collection, "reviews", collection.plugins.exporters["broken"], tmp_path / "y")
        assert not list(tmp_path.glob("*y*"))
        stages = {failure.stage for failure in collection.plugins.failures}
        assert stages == {"importer broken", "exporter broken"}


def test_a_format_that_fails_to_recognise_leaves_the_file_to_others(opened, tmp_path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("card_id,review_time,review_rating\n1,1711700000000,3\n")
    with opened(BrokenPlugin()) as collection:
        assert read(collection, path).format == "fsrs"
