"""A plugin's question kind may fail in all it does: it costs the question, never the session."""

import inspect
from pathlib import Path
from typing import Any

import pytest
from support.decks import DECK, recall, write_deck
from support.kinds import ECHO_QUESTION, Echo, KindPlugin

from mlinterview.border import GuardedKind
from mlinterview.collection import Collection
from mlinterview.errors import MLInterviewError, UsageError
from mlinterview.model.kinds import Outcome, Presentation, QuestionKind, Reading, Verdict
from mlinterview.model.reviews import Rating
from mlinterview.plugins import Plugins


def opened(home: Path, kind: QuestionKind) -> Collection:
    write_deck(home, ECHO_QUESTION, recall("other"))
    return Collection(home, plugins=Plugins({"p": KindPlugin(kind)}, discover=False))


def kind_that(method: str, result: Any) -> Echo:
    """Return a kind of which one method raises or returns something."""

    def replaced(self: Echo, *arguments: Any) -> Any:
        if isinstance(result, BaseException):
            raise result
        return result

    return type("Odd", (Echo,), {method: replaced})()


def test_every_method_of_a_kind_is_guarded() -> None:
    methods = {name for name, _ in inspect.getmembers(QuestionKind, inspect.isfunction)}
    assert methods <= vars(GuardedKind).keys()


def test_guarded_kind_says_of_itself_what_the_kind_says(home) -> None:
    kinds = opened(home, Echo()).plugins.kinds
    for attribute in QuestionKind.__annotations__:
        assert getattr(kinds["echo"], attribute) == getattr(Echo, attribute)


@pytest.mark.parametrize(
    "result",
    [
        ValueError("bad"),
        None,
        Reading({"a": b"bytes"}),
        Reading({}, ()),
        Reading({}, (0,)),
        Reading({}, ("1",)),
        Reading(5),
    ],
    ids=str,
)
def test_question_that_a_kind_cannot_read_is_a_mistake_of_its_deck(home, result) -> None:
    with opened(home, kind_that("read", result)) as collection:
        [mistake] = collection.library.mistakes()
        assert mistake.what == "the question kind 'echo' cannot read this question"
        assert collection.library.ids() == [f"{DECK}/other"]
        assert [(f.plugin, f.stage) for f in collection.plugins.failures] == [("p", "kind echo")]


def test_line_of_the_mistake_is_the_one_that_names_the_kind(home) -> None:
    with opened(home, kind_that("read", None)) as collection:
        [mistake] = collection.library.mistakes()
        line = Path(mistake.path).read_text().splitlines()[mistake.line - 1]
        assert line == "kind: echo"


def test_details_are_what_the_cache_gives_back(home) -> None:
    with opened(home, kind_that("read", Reading({"word": ("a", "b")}))) as collection:
        assert collection.library.question(f"{DECK}/parrot").details == {"word": ["a", "b"]}


@pytest.mark.parametrize("result", [ValueError("bad"), None, SystemExit()], ids=repr)
def test_card_that_cannot_be_shown_is_passed_over(home, result) -> None:
    with opened(home, kind_that("present", result)) as collection:
        session = collection.session()
        assert session.question.id == f"{DECK}/other"
        session.rate(Rating.EASY)
        assert session.shown is None


def test_card_that_cannot_be_shown_names_the_plugin(home) -> None:
    with opened(home, kind_that("present", None)) as collection:
        with pytest.raises(MLInterviewError, match="kind 'echo' of the plugin p failed"):
            collection.show(f"{DECK}/parrot")
        [failure] = collection.plugins.failures
        assert failure.reason == "TypeError: None is no Presentation"


@pytest.mark.parametrize(
    "result", [ValueError("bad"), "right", Verdict(Outcome.WRONG, parts={"x": b"bytes"})], ids=str
)
def test_response_that_cannot_be_graded_is_judged_by_the_learner(home, result) -> None:
    with opened(home, kind_that("grade", result)) as collection:
        shown = collection.show(f"{DECK}/parrot")
        verdict = collection.grade(shown, "hello")
        assert verdict is None
        collection.record(shown, Rating.HARD, response="hello", verdict=verdict)
        assert collection.card(f"{DECK}/parrot").last_rating is Rating.HARD


def test_kind_may_tell_the_learner_what_is_wrong_with_a_response(home) -> None:
    with opened(home, kind_that("grade", UsageError("a number is expected"))) as collection:
        with pytest.raises(UsageError, match="a number is expected"):
            collection.grade(collection.show(f"{DECK}/parrot"), "x")
        assert collection.plugins.failures == []


def test_kind_without_a_description_is_refused(home) -> None:
    class Mute(QuestionKind):
        name = "mute"
        read = present = grade = Presentation

    [failure] = plugins_failures(Mute())
    assert failure.stage == "register_question_kinds"
    assert "description" in failure.reason


def test_kind_with_a_taken_name_is_refused() -> None:
    class Recall(Echo):
        name = "recall"

    [failure] = plugins_failures(Recall())
    assert failure.reason == "the name 'recall' is taken"


def plugins_failures(kind: QuestionKind) -> list[Any]:
    plugins = Plugins({"p": KindPlugin(kind)}, discover=False)
    assert list(plugins.kinds)[:2] == ["recall", "cloze"]
    return plugins.failures
