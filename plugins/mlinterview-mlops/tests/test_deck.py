"""What a deck plugin promises: it is found, it is sound, and its questions can be studied."""

from importlib.metadata import entry_points
from pathlib import Path

import mlinterview_mlops

from mlinterview.testing import deck_mistakes, make_collection, plugin_failures

DECK = Path(mlinterview_mlops.__file__).parent / "decks" / "mlops"


def test_deck_has_no_mistakes() -> None:
    """The deck reads without a mistake or a warning."""
    assert deck_mistakes(DECK) == []


def test_plugin_has_no_failures() -> None:
    """Mlinterview takes all that the plugin offers."""
    assert plugin_failures(mlinterview_mlops) == []


def test_plugin_is_installed() -> None:
    """The entry point leads to the package."""
    entries = entry_points(group="mlinterview", name="mlops")
    assert {entry.load() for entry in entries} == {mlinterview_mlops}


def test_every_card_can_be_shown(tmp_path: Path) -> None:
    """A learner can be asked each card, and there is an answer to reveal."""
    with make_collection(tmp_path, mlinterview_mlops) as collection:
        questions = collection.library.questions("mlops")
        cards = [card_id for question in questions for card_id in question.card_ids()]
        assert cards
        assert all(collection.show(card_id).presentation.answer for card_id in cards)
