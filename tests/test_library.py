"""The decks of a collection: what they hold, how it is found, and whose they are."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from support.decks import cloze, recall, write_deck
from support.reading import write
from support.studying import answer, opened

from mlinterview import DeckSource, hookimpl
from mlinterview.collection import Collection
from mlinterview.errors import UnknownName
from mlinterview.library import Library
from mlinterview.model.questions import Question
from mlinterview.plugins import Plugins

Opener = Callable[..., Library]


class Offering:
    """A plugin with decks."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders

    @hookimpl
    def register_decks(self) -> list[DeckSource]:
        return [DeckSource(folder) for folder in self._folders]


@pytest.fixture
def library(home: Path) -> Iterator[Opener]:
    """Opens the library of the test's home, with plugins by the names p0, p1 and so on."""
    with ExitStack() as stack:

        def open_library(*offering: Offering) -> Library:
            extra = {f"p{number}": plugin for number, plugin in enumerate(offering)}
            plugins = Plugins(extra, discover=False)
            return stack.enter_context(Collection(home, None, plugins)).library

        yield open_library


def ids(questions: Iterable[Question]) -> list[str]:
    return [question.id.partition("/")[2] for question in questions]


# -- whose they are ----------------------------------------------------------------------------


def test_own_decks_stand_beside_those_of_plugins(
    home: Path, tmp_path: Path, library: Opener
) -> None:
    write_deck(tmp_path, "a", "b", deck="theirs")
    write_deck(home, cloze("c"), deck="mine")
    found = library(Offering(tmp_path / "decks" / "theirs"))
    assert [(d.info.id, d.plugin, dict(d.kinds), d.questions) for d in found.decks()] == [
        ("theirs", "p0", {"recall": 2}, 2),
        ("mine", "you", {"cloze": 1}, 1),
    ]
    assert found.ids() == ["mine/c", "theirs/a", "theirs/b"]


def test_own_deck_with_a_taken_id_is_refused(home: Path, tmp_path: Path) -> None:
    theirs = write_deck(tmp_path, "a", deck="d")
    mine = write_deck(home, "b", deck="d")
    plugins = Plugins({"p": Offering(theirs)}, discover=False)
    with Collection(home, None, plugins) as collection:
        assert collection.library.ids() == ["d/a"]
    [failure] = plugins.failures
    assert failure.plugin == "you"
    assert failure.reason == f"the deck id 'd' is taken by p: rename {mine}"


def test_folder_and_file_of_one_name_cannot_both_be_decks(home: Path) -> None:
    folder = write_deck(home, "a", deck="d")
    (home / "decks" / "d.md").write_text(recall("b"))
    plugins = Plugins(discover=False)
    with Collection(home, None, plugins) as collection:
        assert collection.library.ids() == ["d/a"]
    assert plugins.failures[0].reason.endswith(f"rename {folder}.md")


def test_single_file_is_a_deck_of_its_own(home: Path, library: Opener) -> None:
    (home / "decks").mkdir(parents=True)
    (home / "decks" / "quick.md").write_text(recall("a"))
    assert library().ids() == ["quick/a"]


def test_no_decks_at_all(home: Path, library: Opener) -> None:
    found = library()
    assert (found.decks(), found.ids(), found.topics(), found.mistakes()) == ([], [], [], [])


def test_deck_that_is_none_costs_nothing_else(home: Path, library: Opener) -> None:
    write_deck(home, "a", deck="good")
    (home / "decks" / "Bad Name").mkdir()
    (home / "decks" / "Bad Name" / "a.md").write_text(recall("b"))
    found = library()
    assert found.ids() == ["good/a"]
    assert [deck.mistakes for deck in found.decks()] == [1, 0]


def test_mistakes_of_all_decks_are_told_without_warnings(home: Path, library: Opener) -> None:
    write_deck(home, "a", recall("b", level="hard"), deck="one")
    (write_deck(home, "c", deck="two") / "deck.md").unlink()
    found = library()
    assert [m.what for m in found.mistakes()] == ["`level` cannot be 'hard'"]
    assert {deck.info.id: deck.mistakes for deck in found.decks()} == {"one": 1, "two": 0}


# -- one question ------------------------------------------------------------------------------


def test_question_comes_back_as_it_was_written(home: Path, library: Opener) -> None:
    write_deck(home, recall("a", topics=["CLS03", "X"], accept=["yes"], follow_ups=["b"]), "b")
    found = library().question("tiny/a")
    assert found.title == "What is a?"
    assert found.answer == "The answer to a."
    assert found.topics == ("CLS03", "X")
    assert found.follow_ups == ("tiny/b",)
    assert found.details == {"accept": ["yes"]}
    assert (found.kind, found.level, found.asked, found.line) == ("recall", "mid", "sometimes", 3)


def test_questions_of_a_deck_come_in_the_authors_order(home: Path, library: Opener) -> None:
    write_deck(home, "z", "m", "a")
    assert ids(library().questions("tiny")) == ["z", "m", "a"]


def test_card_of_a_question(home: Path, library: Opener) -> None:
    write_deck(home, cloze("a", holes=2))
    found = library()
    assert [found.card(name)[1] for name in ("tiny/a", "tiny/a#1", "tiny/a#2")] == [1, 1, 2]


def test_question_alone_means_its_first_card(home: Path, library: Opener) -> None:
    write_deck(home, cloze("a").replace("{{hole", "{{c4::hole"))
    assert library().card("tiny/a")[1] == 4


@pytest.mark.parametrize("name", ["tiny/a#3", "tiny/a#0", "tiny/a#x", "tiny/a#", "tiny/a#-1"])
def test_card_that_does_not_exist(home: Path, name: str, library: Opener) -> None:
    write_deck(home, cloze("a", holes=2))
    with pytest.raises(UnknownName) as caught:
        library().card(name)
    assert str(caught.value) == f"tiny/a has no card {name!r}: it has tiny/a, tiny/a#2"


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("tiny/bias-varience", " (did you mean tiny/bias-variance?)"),
        ("tiny/Bias-Variance", " (did you mean tiny/bias-variance?)"),
        ("bias-variance", " (did you mean tiny/bias-variance?)"),
        ("other/bias-variance#2", " (did you mean tiny/bias-variance?)"),
        ("bias-varianc", " (did you mean tiny/bias-variance?)"),
        ("tny/xgboost", " (did you mean tiny/xgboost?)"),
        ("zzz", ""),
        ("", ""),
    ],
)
def test_misspelt_question(home: Path, name: str, suggestion: str, library: Opener) -> None:
    write_deck(home, "bias-variance", "xgboost", "a")
    with pytest.raises(UnknownName) as caught:
        library().question(name)
    assert str(caught.value) == (
        f"there is no question {name!r}{suggestion}: find ids with `mlinterview search WORDS`"
    )


def test_find_tells_by_none_that_there_is_no_such_question(home: Path, library: Opener) -> None:
    assert library().find("tiny/a") is None


# -- decks change, the log stays ---------------------------------------------------------------


def test_editing_a_question_keeps_its_history(home: Path) -> None:
    write_deck(home, "a")
    with opened(home) as collection:
        before = answer(collection, "tiny/a").review
    write_deck(home, recall("a").replace("What is a?", "What, then, is a?"))
    with opened(home) as collection:
        assert collection.library.question("tiny/a").title == "What, then, is a?"
        assert collection.card("tiny/a").reps == 1
        after = answer(collection, "tiny/a").review
        assert after.content_hash != before.content_hash
        assert collection.card("tiny/a").reps == 2


def test_moving_a_question_to_another_file_keeps_its_history(home: Path) -> None:
    deck = write_deck(home, "a", "b")
    with opened(home) as collection:
        answer(collection, "tiny/a")
    write_deck(home, "b")
    (deck / "more.md").write_text(recall("a"))
    with opened(home) as collection:
        assert collection.library.question("tiny/a").path.endswith("more.md")
        assert collection.card("tiny/a").reps == 1


def test_removed_deck_disappears_and_its_log_stays(home: Path) -> None:
    deck = write_deck(home, "a")
    with opened(home) as collection:
        answer(collection, "tiny/a")
    deck.rename(home / "away")
    with opened(home) as collection:
        assert (collection.library.ids(), collection.library.decks()) == ([], [])
        assert collection.card("tiny/a").reps == 1
    (home / "away").rename(deck)
    with opened(home) as collection:
        assert collection.library.ids() == ["tiny/a"]
        assert collection.card("tiny/a").reps == 1


def test_deck_of_a_plugin_may_be_replaced_by_an_own_one(
    home: Path, tmp_path: Path, library: Opener
) -> None:
    theirs = write(tmp_path, recall("a"))
    assert library(Offering(theirs)).decks()[0].plugin == "p0"
    write_deck(home, "a", deck="d")
    assert [deck.plugin for deck in library().decks()] == ["you"]
