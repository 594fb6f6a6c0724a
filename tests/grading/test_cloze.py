"""How a cloze card is shown and judged."""

import pytest

from mlinterview.grading.cloze import Cloze
from mlinterview.grading.holes import CLOSE, OPEN
from mlinterview.model.kinds import Outcome, Presentation, ResponseForm
from mlinterview.model.questions import Level, Question

PROMPT = "Precision is $TP / (TP + {{FP}})$, recall {{sensitivity::which rate?}} for short."
SHARED = "{{c1::high bias}} against {{c2::high variance}} and {{c1::low bias::how much?}}."


def shown(prompt: str, ordinal: int = 1, seed: int = 0) -> Presentation:
    return Cloze().present(asked(prompt), ordinal, seed)


def asked(prompt: str) -> Question:
    return Question("d/q", "cloze", Level.MID, ("T",), "", prompt)


def recognised(prompt: str, response: str, ordinal: int = 1) -> bool:
    verdict = Cloze().grade(asked(prompt), shown(prompt, ordinal), response)
    return verdict is not None and verdict.outcome is Outcome.CORRECT


def test_hidden_text_is_not_in_the_prompt() -> None:
    assert (
        shown("The {{kernel trick}} avoids $\\phi$.").prompt
        == f"The {OPEN}…{CLOSE} avoids $\\phi$."
    )


def test_hint_stands_in_the_place_of_the_hidden_text() -> None:
    prompt = shown(PROMPT, 2).prompt
    assert f"recall {OPEN}which rate?{CLOSE} for" in prompt
    assert "sensitivity" not in prompt


def test_other_holes_are_filled_without_marks_or_hints() -> None:
    prompt = shown(PROMPT, 1).prompt
    assert prompt.endswith("recall sensitivity for short.")
    assert prompt.count(OPEN) == prompt.count(CLOSE) == 1


def test_answer_is_the_whole_statement_with_the_hole_marked() -> None:
    assert shown(PROMPT, 1).answer == (
        f"Precision is $TP / (TP + {OPEN}FP{CLOSE})$, recall sensitivity for short."
    )


def test_holes_of_one_number_are_hidden_together() -> None:
    presentation = shown(SHARED, 1)
    assert presentation.prompt == (
        f"{OPEN}…{CLOSE} against high variance and {OPEN}how much?{CLOSE}."
    )
    assert presentation.extra["missing"] == ("high bias", "low bias")


def test_nothing_is_drawn_by_chance() -> None:
    assert shown(PROMPT, 1, seed=1) == shown(PROMPT, 1, seed=2)


def test_learner_answers_freely() -> None:
    assert shown(PROMPT).form is ResponseForm.SELF


@pytest.mark.parametrize(
    ("prompt", "response", "ordinal"),
    [
        (PROMPT, "fp", 1),
        (PROMPT, "Sensitivity", 2),
        (SHARED, "high bias, low bias", 1),
        (SHARED, "low bias and high bias", 1),
        ("{{c1::k-means}} is {{c1::Lloyd's}}", "Lloyd's and K means", 1),
        ("{{c1::bias}} and {{c1::bias}}", "bias", 1),
        ("The mean of {{$\\{1, 2\\}$}}", "{1, 2}", 1),
        ("$\\sigma(x) = {{\\frac{1}{1 + e^{-x}}}}$", "1/(1+e^-x)", 1),
        ("It has {{101,770}} weights.", "101770", 1),
    ],
)
def test_right_answer_is_recognised(prompt: str, response: str, ordinal: int) -> None:
    assert recognised(prompt, response, ordinal)


@pytest.mark.parametrize(
    ("prompt", "response"),
    [
        (PROMPT, ""),
        (PROMPT, "FN"),
        (SHARED, "high bias"),
        ("It has {{101,770}} weights.", "770,101"),
        ("It has {{101,770}} weights.", "101.770"),
        ("At most {{0.25}}.", "25"),
        ("At most {{0.25}}.", "0,25"),
    ],
)
def test_other_answers_are_left_to_the_learner(prompt: str, response: str) -> None:
    assert Cloze().grade(asked(prompt), shown(prompt), response) is None
