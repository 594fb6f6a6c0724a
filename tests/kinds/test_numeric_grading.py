"""A typed number is judged, and a foreseeable mistake is named."""

import pytest
from support.authoring import NUMERIC, made, numeric
from support.reading import changed

from mlinterview.errors import UsageError
from mlinterview.grading.numeric import Numeric
from mlinterview.model.kinds import Outcome, ResponseForm, Verdict
from mlinterview.model.questions import Question

RIGHT, WRONG = Outcome.CORRECT, Outcome.WRONG
PRECISION = made(NUMERIC)


def graded(question: Question, response: str, seed: int = 0) -> Verdict:
    verdict = Numeric().grade(question, Numeric().present(question, 1, seed), response)
    assert verdict is not None
    return verdict


# the seed 0 draws 82 hits, 29 false alarms and 6 misses
@pytest.mark.parametrize(
    ("response", "outcome", "feedback"),
    [
        ("0.739", RIGHT, ()),
        ("0.73874", RIGHT, ()),
        (".739", RIGHT, ()),
        ("0,739", RIGHT, ()),
        ("73.9 %", RIGHT, ()),
        ("82/111", RIGHT, ()),
        ("82/(82+29)", RIGHT, ()),
        ("7.39e-1", RIGHT, ()),
        ("0.738", WRONG, ()),
        ("0.74", WRONG, ()),
        ("73.9", WRONG, ()),
        ("-0.739", WRONG, ()),
        ("0", WRONG, ()),
        ("0.932", WRONG, ("That is recall.",)),
        ("82/88", WRONG, ("That is recall.",)),
        ("93.2 %", WRONG, ("That is recall.",)),
        ("1.354", WRONG, ("It is upside down.",)),
    ],
)
def test_numbers_are_judged(response: str, outcome: Outcome, feedback: tuple[str, ...]) -> None:
    verdict = graded(PRECISION, response)
    assert (verdict.outcome, verdict.feedback) == (outcome, feedback)


@pytest.mark.parametrize("seed", range(25))
def test_answer_of_each_variant_is_right_and_each_mistake_wrong(seed: int) -> None:
    values = Numeric().present(PRECISION, 1, seed).extra["values"]
    tp, fp, fn = (values[name] for name in ("tp", "fp", "fn"))
    assert graded(PRECISION, f"{tp / (tp + fp):.3f}", seed).outcome is RIGHT
    assert graded(PRECISION, f"{tp / (tp + fn):.3f}", seed).feedback == ("That is recall.",)
    assert graded(PRECISION, f"{(tp + fp) / tp:.3f}", seed).feedback == ("It is upside down.",)


def test_log_keeps_the_value_and_the_answer() -> None:
    verdict = graded(PRECISION, "1/4")
    assert verdict.parts == {"value": 0.25, "answer": pytest.approx(82 / 111)}


@pytest.mark.parametrize("response", ["", "I don't know", "about 0.7", "nan", "9**9**9", "1/0"])
def test_what_is_no_number_is_refused(response: str) -> None:
    with pytest.raises(UsageError, match="is no number"):
        graded(PRECISION, response)


PERCENT = made(numeric("a = 40", "answer = a / 64 * 100", fields='unit: "%"\ndecimals: 1\n'))


@pytest.mark.parametrize(
    ("response", "outcome"),
    [("62.5", RIGHT), ("62.5 %", RIGHT), ("0.625", RIGHT), ("5/8", RIGHT), ("62.50%", RIGHT),
     ("0.625 %", WRONG), ("6250", WRONG), ("0.62", WRONG), ("62.4", WRONG)],
)  # fmt: skip
def test_percent_may_be_given_as_a_fraction(response: str, outcome: Outcome) -> None:
    assert graded(PERCENT, response).outcome is outcome


BYTES = made(numeric("a = 7", "answer = a * 10**9", fields="unit: MB\n"))


@pytest.mark.parametrize(
    ("response", "outcome"),
    [("7000000000", RIGHT), ("7,000,000,000 MB", RIGHT), ("7 × 10^9", RIGHT), ("7e9", RIGHT),
     ("7*10**9", RIGHT), ("7000000001", WRONG), ("6999999999", WRONG), ("7000000000.5", WRONG)],
)  # fmt: skip
def test_whole_number_is_to_be_met_exactly(response: str, outcome: Outcome) -> None:
    assert graded(BYTES, response).outcome is outcome


def test_tolerance_applies_to_whole_numbers_too() -> None:
    question = made(numeric("a = 7", "answer = a * 100", fields="tolerance: 1%\n"))
    assert graded(question, "705").outcome is RIGHT
    assert graded(question, "708").outcome is WRONG


def test_right_answer_beats_a_wrong_one_nearby() -> None:
    question = made(
        numeric("a = 7", "answer = 100.0", fields="tolerance: 1\n", wrong="- `101.5` Off.")
    )
    assert graded(question, "101").outcome is RIGHT
    assert graded(question, "101.2").feedback == ("Off.",)


def test_first_wrong_answer_that_matches_speaks() -> None:
    question = made(numeric("a = 7", "answer = 100", wrong="- `1/0` A.\n- `8` B.\n- `a + 1` C."))
    assert graded(question, "8").feedback == ("B.",)


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ("decimals: 3\n", "rounded to 3 decimals"),
        ("tolerance: 5%\n", "within 5 %"),
        ('decimals: 1\nunit: "%"\n', "in %, rounded to 1 decimal"),
        ("unit: ms\n", "in ms, a whole number"),
        ("", "a whole number"),
    ],
)
def test_learner_is_told_what_to_type(fields: str, note: str) -> None:
    shown = Numeric().present(made(numeric("a = 7", "answer = 8", fields=fields)), 1, 0)
    assert (shown.form, shown.note) == (ResponseForm.NUMBER, note)


def test_same_seed_shows_the_same() -> None:
    assert Numeric().present(PRECISION, 1, 9) == Numeric().present(PRECISION, 1, 9)


def test_answer_shows_the_numbers_drawn() -> None:
    shown = Numeric().present(PRECISION, 1, 0)
    assert shown.prompt.startswith("There are 82 hits, 29 false alarms and 6 misses.")
    assert shown.answer == "0.739"


def test_feedback_goes_over_several_lines() -> None:
    question = made(changed("That is recall.", "That\n  is\n\n  recall.", NUMERIC))
    assert graded(question, "82/88").feedback == ("That is recall.",)
