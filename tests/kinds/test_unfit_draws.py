"""Draws that would make a bad question are thrown away; code that cannot make a good one is refused."""

from typing import Any

import pytest
from support.authoring import made, numeric

from mlinterview.grading.variants import DrawError, Rejected, Variant, draw, draw_once

WHOLE = "a = integer(2, 9)"


def variants(draw_code: str, solve: str, count: int = 40, **more: str) -> list[Variant]:
    details = made(numeric(draw_code, solve, **more)).details
    return [draw(details, seed) for seed in range(count)]


def reason(draw_code: str, solve: str, **more: str) -> str:
    """Return why the first draw is thrown away."""
    details = made(numeric(draw_code, solve, **more)).details
    with pytest.raises(Rejected) as caught:
        draw_once(details, 0, 0)
    return str(caught.value)


@pytest.mark.parametrize("answer", [0, 1, -1])
def test_trivial_answer_is_drawn_again(answer: int) -> None:
    found = variants(f"a = choose([{answer}, 5])", "answer = a + 0", prompt="{{a}}",
                     fields="trivial: allowed\n")  # fmt: skip
    assert {variant.answer for variant in found} == {answer, 5}
    found = variants(f"a = choose([{answer}, 5])\nb = 7", "answer = a + 0", prompt="{{b}}")
    assert {variant.answer for variant in found} == {5}
    assert {variant.attempts for variant in found} > {1}


def test_answer_that_stands_in_the_prompt_is_drawn_again() -> None:
    found = variants("a = integer(2, 5)\nb = integer(0, 2)", "answer = a * b")
    assert all(variant.answer != variant.values["a"] for variant in found)


def test_answer_that_only_rounds_to_a_shown_number_is_drawn_again() -> None:
    words = reason("a = 5", "answer = a + 0.004", fields="decimals: 2\n")
    assert words == "the answer is trivial, or stands in the prompt"


def test_answer_that_equals_a_number_behind_the_scenes_is_fine() -> None:
    assert variants("a = integer(2, 9)\nb = 12", "answer = b + 0")[0].answer == 12


def test_wrong_answer_that_equals_the_right_one_is_drawn_again() -> None:
    found = variants(WHOLE + "\nb = integer(2, 4)", "answer = a + b", wrong="- `a * b` Times.")
    assert not any(variant.values["a"] == variant.values["b"] == 2 for variant in found)
    assert reason("a = 2", "answer = a + a", wrong="- `a * a` Times.") == (
        "a wrong answer equals the right one"
    )


def test_wrong_answer_within_the_tolerance_is_drawn_again() -> None:
    words = reason("a = 100", "answer = a * 2.0", fields="tolerance: 1%\n", wrong="- `201` Near.")
    assert words == "a wrong answer equals the right one"


def test_division_by_zero_is_drawn_again() -> None:
    found = variants("a = integer(0, 3)", "answer = 60 // a")
    assert all(variant.values["a"] > 0 for variant in found)
    assert reason("a = 0", "answer = 1 // a") == "ZeroDivisionError: division by zero"


@pytest.mark.parametrize(
    ("solve", "words"),
    [
        ("answer = float('nan')", "a value is not finite"),
        ("answer = float('inf')", "a value is not finite"),
        ("answer = -float('inf')", "a value is not finite"),
        ("b = float('nan')\nanswer = 7", "a value is not finite"),
        ("answer = 10**16", "the answer is larger than 10^15"),
        ("answer = -10**400", "the answer is larger than 10^15"),
        ("answer = 1.5e15 * 2", "the answer is larger than 10^15"),
        ("answer = math.exp(1000)", "OverflowError: math range error"),
        ("answer = math.sqrt(-1)", "ValueError: expected a nonnegative input, got -1.0"),
        ("require(a > 9)\nanswer = 7", "AssertionError"),
    ],
)
def test_degenerate_draw_is_thrown_away(solve: str, words: str) -> None:
    assert reason(WHOLE, solve, fields="decimals: 1\n") == words


@pytest.mark.parametrize(
    ("answer", "decimals", "hangs"),
    [("0.125", 2, True), ("0.1249999999", 2, True), ("0.1251", 2, False), ("2.5", 0, True),
     ("-0.375", 2, True), ("0.13", 2, False), ("7.0000000001", 0, False)],
)  # fmt: skip
def test_answer_whose_rounding_hangs_on_its_last_bit(
    answer: str, decimals: int, hangs: bool
) -> None:
    details = made(numeric(WHOLE, f"answer = {answer}", fields=f"decimals: {decimals}\n")).details
    if hangs:
        with pytest.raises(Rejected, match="the rounding of the answer hangs on its last bit"):
            draw_once(details, 0, 0)
    else:
        assert draw_once(details, 0, 0).answer == float(answer)


def test_hundred_bad_draws_are_enough() -> None:
    details = made(numeric(WHOLE, "require(False)\nanswer = 7")).details
    with pytest.raises(DrawError) as caught:
        draw(details, 0)
    assert str(caught.value) == "100 draws were thrown away, the last because AssertionError"


def test_wrong_answers_without_a_value_do_no_harm() -> None:
    wrong = "\n".join(
        f"- `{code}` No."
        for code in ("1 / 0", "math.sqrt(-1)", "float('nan')", "10**400", "'text'", "None", "True",
                     "[1]", "(1, 2)", "1, 2", "1j")
    )  # fmt: skip
    [variant] = variants(WHOLE, "answer = a + 40", 1, wrong=wrong)
    assert variant.wrong == (None,) * 11


@pytest.mark.parametrize("code", ["a + 1 # plus one", "(a\n  + 2)", "[a + 3][0]", "(a, 4)[0] + 4"])
def test_wrong_answer_is_any_expression(code: str) -> None:
    [variant] = variants(WHOLE, "answer = a + 40", 1, wrong=f"- `{code}` No.")
    assert variant.wrong[0] in {variant.values["a"] + n for n in (1, 2, 3, 4)}


def test_giant_number_in_the_prompt_does_no_harm() -> None:
    found = variants("a = 7\nb = 10**400", "answer = 8.5", 1, prompt="{{a}} {{b}}",
                     fields="decimals: 1\n")  # fmt: skip
    assert found[0].answer == 8.5


@pytest.mark.parametrize(
    ("solve", "what"),
    [
        ("answer = True", "`answer` is a bool, which is no number"),
        ("answer = None", "`answer` is a NoneType, which is no number"),
        ("answer = '7'", "`answer` is a str, which is no number"),
        ("answer = [7]", "`answer` is a list, which is no number"),
        ("answer = 2 + 3j", "`answer` is a complex, which is no number"),
        (
            "answer = a / 7",
            "`answer` is no whole number, and the fields have neither `decimals` nor `tolerance`",
        ),
        ("answer = a + missing", "NameError: name 'missing' is not defined"),
        ("if a > 99:\n    b = 1\nanswer = 7", "NameError: name 'b' is not defined"),
        ("answer = [][7]", "IndexError: list index out of range"),
        ("answer = a.real_part", "AttributeError: 'int' object has no attribute 'real_part'"),
    ],
)
def test_code_that_cannot_be_right_is_refused_at_once(solve: str, what: str) -> None:
    with pytest.raises(DrawError) as caught:
        draw(made(numeric(WHOLE, solve)).details, 0)
    assert (str(caught.value), caught.value.part) == (what, "solve")


def test_failing_wrong_answer_is_named_by_its_number() -> None:
    text = numeric(WHOLE, "answer = a + 1", wrong="- `a + 5` One.\n- `missing` Two.")
    with pytest.raises(DrawError) as caught:
        draw(made(text).details, 0)
    assert (caught.value.part, caught.value.line) == ("wrong answers", 2)


def test_wrong_answers_cannot_change_the_right_one() -> None:
    wrong = "- `(answer := 99)` One.\n- `xs.append(5)` Two."
    [variant] = variants(WHOLE + "\nxs = [1]", "answer = a + 40", 1, wrong=wrong)
    values: dict[str, Any] = dict(variant.values)
    assert values["answer"] == values["a"] + 40
    assert values["xs"] == [1]


def test_solution_sees_what_was_drawn() -> None:
    assert variants("a = 8\n_b = a + 5", "answer = a * _b", 1)[0].answer == 104
