"""Picked options are judged, and each that matters is explained."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.authoring import CHOICE, SEVERAL, made
from support.reading import changed

from mlinterview.errors import UsageError
from mlinterview.grading.choice import Choice
from mlinterview.model.kinds import Outcome, Presentation, Verdict
from mlinterview.model.questions import Question

ONE, SOME = made(CHOICE), made(SEVERAL)


def shown(question: Question) -> Presentation:
    return Choice().present(question, 1, 3)


def graded(question: Question, *texts: str, seed: int = 3) -> Verdict:
    """Pick options by their texts."""
    shown = Choice().present(question, 1, seed)
    numbers = [str(shown.options.index(text) + 1) for text in texts]
    verdict = Choice().grade(question, shown, " ".join(numbers))
    assert verdict is not None
    return verdict


@pytest.mark.parametrize("seed", range(6))
def test_right_option_is_right_wherever_it_stands(seed: int) -> None:
    assert graded(ONE, "The second", seed=seed).outcome is Outcome.CORRECT


@pytest.mark.parametrize("text", ["The first", "The third"])
def test_other_options_are_wrong(text: str) -> None:
    assert graded(ONE, text).outcome is Outcome.WRONG


def test_wrong_pick_is_explained_beside_the_right_one() -> None:
    feedback = graded(ONE, "The first").feedback
    assert sorted(feedback) == [
        "- ✓ The second (not picked)\n\n  About the second.",
        "- ✗ The first\n\n  About the first.",
    ]


def test_right_pick_is_explained_alone() -> None:
    assert graded(ONE, "The second").feedback == ("- ✓ The second\n\n  About the second.",)


def test_feedback_stands_in_the_order_shown() -> None:
    shown = Choice().present(SOME, 1, 1)
    verdict = Choice().grade(SOME, shown, "1 2 3")
    assert verdict is not None
    assert [text.partition("\n")[0][4:] for text in verdict.feedback] == list(shown.options)


def test_log_names_options_as_they_stand_in_the_file() -> None:
    assert graded(ONE, "The third").parts == {"picked": [2], "right": [1]}


SEVERAL_OUTCOMES = {
    ("The second", "The third"): Outcome.CORRECT,
    ("The second",): Outcome.PARTIAL,
    ("The third",): Outcome.PARTIAL,
    ("The first", "The second", "The third"): Outcome.PARTIAL,
    ("The first", "The second"): Outcome.WRONG,
    ("The first", "The third"): Outcome.WRONG,
    ("The first",): Outcome.WRONG,
}


@pytest.mark.parametrize(("texts", "outcome"), SEVERAL_OUTCOMES.items())
def test_several_selection(texts: tuple[str, ...], outcome: Outcome) -> None:
    assert graded(SOME, *texts).outcome is outcome


def test_every_selection_is_in_the_table() -> None:
    texts = ["The first", "The second", "The third"]
    assert set(SEVERAL_OUTCOMES) == {c for n in (1, 2, 3) for c in combinations(texts, n)}


def test_missed_right_option_is_explained() -> None:
    assert "(not picked)" in "".join(graded(SOME, "The second").feedback)


@pytest.mark.parametrize("response", ["1 3", "3,1", "1, 3", " 3;1 ", "1\n3", "1 1 3", "1, 3,"])
def test_numbers_may_be_written_in_many_ways(response: str) -> None:
    verdict = Choice().grade(SOME, shown(SOME), response)
    assert verdict is not None
    order = shown(SOME).extra["order"]
    assert verdict.parts["picked"] == sorted([order[0], order[2]])


@pytest.mark.parametrize(
    "response",
    ["", "   ", ",", "0", "4", "-1", "1.0", "one", "1 x", "1_0", "+1", "²", "1-3", "9" * 5000,
     "1" * 5000, "\0", "[1]", "1 2 3 4"],
)  # fmt: skip
def test_malformed_response_is_refused(response: str) -> None:
    with pytest.raises(UsageError, match="answer with numbers from 1 to 3"):
        Choice().grade(SOME, shown(SOME), response)


def test_refusal_quotes_only_the_beginning_of_a_long_response() -> None:
    with pytest.raises(UsageError) as caught:
        Choice().grade(ONE, shown(ONE), "x" * 10_000)
    assert len(str(caught.value)) < 100


def test_two_picks_are_refused_where_one_is_right() -> None:
    with pytest.raises(UsageError, match="answer with one number"):
        Choice().grade(ONE, shown(ONE), "1 2")


@given(st.text())
def test_any_response_is_graded_or_refused(response: str) -> None:
    try:
        verdict = Choice().grade(SOME, shown(SOME), response)
    except UsageError:
        return
    assert verdict is not None


def test_answer_names_the_right_options() -> None:
    assert shown(SOME).answer == "- The second\n- The third"


def test_author_may_word_the_answer() -> None:
    text = changed("### Why", "### Answer\n\nIt is the second.\n\n### Why", CHOICE)
    assert shown(made(text)).answer == "It is the second."


def test_presentation_does_not_tell_which_option_is_right() -> None:
    presentation = shown(ONE)
    told = (presentation.prompt, presentation.options, presentation.note, presentation.hints)
    assert "x]" not in repr(told)
    assert "About" not in repr(told)
    assert sorted(presentation.extra["order"]) == [0, 1, 2]
