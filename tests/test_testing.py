"""The public kit for authors of plugins."""

import pytest
from support.decks import DECK, recall, write_deck
from support.kinds import ECHO_QUESTION, Echo, KindPlugin

from mlinterview import DeckSource, hookimpl
from mlinterview.model.reviews import Rating
from mlinterview.testing import ManualClock, deck_mistakes, make_collection, plugin_failures


class Failing:
    """Fails when a review is recorded, with a traceback worth seeing."""

    @hookimpl
    def review_recorded(self) -> None:
        raise ZeroDivisionError("in the plugin")


def test_good_deck_has_no_mistakes(tmp_path) -> None:
    assert deck_mistakes(write_deck(tmp_path, "one")) == []


def test_mistake_names_file_line_and_what_to_do(tmp_path) -> None:
    folder = write_deck(tmp_path, recall("one", levle="mid"))
    [mistake] = deck_mistakes(folder)
    assert mistake.startswith(f"{folder}/questions.md:")
    assert mistake.endswith("did you mean `level`?")


def test_warnings_count_unless_they_are_not_wanted(tmp_path) -> None:
    folder = write_deck(tmp_path, recall("one"))
    (folder / "deck.md").unlink()
    assert len(deck_mistakes(folder)) == 1
    assert deck_mistakes(folder, warnings=False) == []


def test_folder_without_a_deck_is_a_mistake(tmp_path) -> None:
    [mistake] = deck_mistakes(tmp_path)
    assert "there is no deck" in mistake


def test_deck_may_use_the_kind_of_a_plugin(tmp_path) -> None:
    folder = write_deck(tmp_path, ECHO_QUESTION)
    assert len(deck_mistakes(folder)) == 1
    assert deck_mistakes(folder, KindPlugin(Echo())) == []


def test_sound_plugin_has_no_failures() -> None:
    assert plugin_failures(KindPlugin(Echo())) == []


def test_failure_of_a_plugin_names_stage_and_reason() -> None:
    class Wrong:
        @hookimpl
        def register_decks(self):
            return ["here"]

    assert plugin_failures(Wrong()) == ["register_decks: 'here' is no DeckSource"]


def test_mistakes_in_the_decks_of_a_plugin_are_its_failures(tmp_path) -> None:
    folder = write_deck(tmp_path, recall("one", level="easy"))

    class Offering:
        @hookimpl
        def register_decks(self):
            return [DeckSource(folder)]

    [failure] = plugin_failures(Offering())
    assert failure.startswith(f"deck: {folder}/questions.md:")


def test_collection_has_only_the_plugins_that_it_is_given(tmp_path) -> None:
    with make_collection(tmp_path, KindPlugin(Echo())) as collection:
        assert [info.name for info in collection.plugins.found] == ["KindPlugin"]
        assert collection.library.decks() == []


def test_clock_of_a_collection_stands_still(tmp_path) -> None:
    with make_collection(tmp_path) as collection:
        assert isinstance(collection.clock, ManualClock)
        assert collection.clock.now_ms() == collection.clock.now_ms()


def test_card_falls_due_when_the_clock_is_moved(tmp_path, clock) -> None:
    write_deck(tmp_path, "one")
    with make_collection(tmp_path, clock=clock) as collection:
        collection.session().rate(Rating.EASY)
        assert collection.session().shown is None
        clock.advance(days=30)
        assert collection.session().question.id == f"{DECK}/one"


def test_failing_plugin_fails_the_test_and_shows_its_own_traceback(tmp_path) -> None:
    write_deck(tmp_path, "one")
    with make_collection(tmp_path, Failing()) as collection:
        shown = collection.show(f"{DECK}/one")
        with pytest.raises(AssertionError, match="plugin Failing: review_recorded") as caught:
            collection.record(shown, Rating.GOOD)
    assert isinstance(caught.value.__context__, ZeroDivisionError)
