"""Which typed answers count as the same; a wrong one must never pass for right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlinterview.grading.normalise import normalise, same_answer

EQUAL = [
    # case, blanks, hyphens, articles, quotes, width, accents
    ("False Positives", "false  positives"),
    ("k-means", "K means"),
    ("the bias", "Bias"),
    ("“early stopping”", "early stopping."),
    ("Bayes' rule", "Bayes rule"),
    ("naïve Bayes", "naive Bayes"),
    ("Ｆ１", "F1"),
    ("e.g. bias", "eg bias"),
    # British and American
    ("regularisation", "regularization"),
    ("generalised", "generalized"),
    ("analyse", "analyze"),
    ("mean-centred", "mean centered"),
    ("centre", "center"),
    ("modelling", "modeling"),
    ("labelled", "labeled"),
    ("colour", "color"),
    ("neighbourhood", "neighborhood"),
    ("catalogue", "catalog"),
    ("artefacts", "artifacts"),
    # numbers
    ("101,770", "101770"),
    ("1,234.5", "1234.5"),
    ("1_000_000", "1000000"),
    ("-1,000", "−1000"),
    (".5", "0.5"),
    ("5%", "5 percent"),
    ("(1,100)", "(1, 100)"),
    ("½", "1/2"),
    ("9 : 1", "9:1"),
    ("1, 2", "1 and 2"),
    # signs
    ("σ(x)", "sigma(x)"),
    ("x²", "x^2"),
    ("2**n", "2^n"),
    ("e⁻ˣ", "e^-x"),
    ("e^(-x)", "e^-x"),
    ("x₁", "x_1"),
    ("a ≠ b", "a != b"),
    ("a ≤ b", "a <= b"),
    ("2·3", "2 × 3"),
    ("ŷ", "y_hat"),
    ("x̄", "x bar"),
    ("σ̂", "sigma hat"),
    # TeX
    ("$101{,}770$", "101,770"),
    (r"\exp(-x)", "exp(-x)"),
    (r"\frac{TP}{TP + FP}", "TP/(TP+FP)"),
    (r"\frac12", "1/2"),
    (r"\frac{1}{\sqrt{d_k}}", "1/sqrt(d_k)"),
    (r"\frac{1}{\sqrt d}", "1/√d"),
    (r"\frac{x^{2}}{n}", "x^2/n"),
    (r"\hat{y}", "ŷ"),
    (r"\hat\sigma", "σ̂"),
    (r"\sigma(x)\,(1 - \sigma(x))", "σ(x)(1-σ(x))"),
    (r"a \neq b", "a≠b"),
    (r"x \le y", "x ≤ y"),
    (r"2 \cdot 3", "2·3"),
    (r"O(n \log n)", "O(n log n)"),
    (r"\operatorname{softmax}(z)", "softmax(z)"),
    (r"e^{-x}", "e^-x"),
    (r"X^\top r", "X^T r"),
    # sets in another order
    ("false positives and false negatives", "false negatives, false positives"),
    ("mean 0 and variance 1", "variance 1; mean 0"),
    ("precision & recall", "recall\nprecision"),
]

UNEQUAL = [
    ("2.5", "25"),
    ("2,5", "25"),
    ("0.5", "5"),
    ("0.05", "0.5"),
    ("1.5", "1:5"),
    ("-3", "3"),
    ("+1", "-1"),
    ("1e-3", "1e3"),
    ("1/40", "140"),
    ("1:40", "140"),
    ("9:1", "91"),
    ("1 2", "12"),
    ("1, 2", "12"),
    ("1;2", "12"),
    ("1, -2", "1 - 2"),
    ("5'3", "53"),
    ("10_1", "101"),
    ("10²", "102"),
    ("10₂", "102"),
    ("2½", "21/2"),
    ("1·2", "12"),
    ("5!", "5"),
    ("3, 4", "4, 3"),
    ("0 and 1", "1 and 0"),
    ("(3, 4)", "(4, 3)"),
    ("101,770", "770,101"),
    ("1,100", "1100.5"),
    (r"\frac{1}{25}", r"\frac{12}{5}"),
    (r"\frac{a}{bc}", r"\frac{ab}{c}"),
    (r"\sqrt{ab}", r"\sqrt{a}b"),
    ("x²", "x2"),
    ("x^{1}0", "x^{10}"),
    ("x^2 y", "x^(2y)"),
    ("e^{-x+1}", "e^{-x}+1"),
    ("sqrt(d) k", "sqrt(d_k)"),
    ("x ≠ 0", "x = 0"),
    ("x ∉ A", "x ∈ A"),
    ("a < b", "a > b"),
    ("a ≤ b", "a < b"),
    ("n!", "n"),
    ("f'(x)", "f(x)"),
    ("y'", "y"),
    ("ŷ", "y"),
    ("ŷi", "yi"),
    ("x̄", "x"),
    ("-Σ y·log(ŷ)", "-Σ ŷ·log(y)"),
    ("1 - p", "p - 1"),
    ("A x", "x"),
    ("TP/(TP+FN)", "TP/(TP+FP)"),
    ("not independent", "independent"),
    ("a, a, b", "a, b, b"),
    ("", "?"),
    ("?", "!"),
]

SIGNED = st.integers() | st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_same_answer(one: str, other: str) -> None:
    assert same_answer(one, other)
    assert same_answer(other, one)


@pytest.mark.parametrize(("one", "other"), UNEQUAL)
def test_another_answer(one: str, other: str) -> None:
    assert not same_answer(one, other)
    assert not same_answer(other, one)


@pytest.mark.parametrize("text", ["", " ", "?", "…,;", "$", "{}", "\\,"])
def test_nothing_is_no_answer(text: str) -> None:
    assert normalise(text) == "" or not text.strip("…,;")
    assert not same_answer("", text)


@given(SIGNED, SIGNED)
def test_numbers_never_collapse(one: float, other: float) -> None:
    assert same_answer(str(one), str(other)) is (str(one) == str(other))


@given(st.integers(), st.integers(0), st.sampled_from([" ", ", ", ":", "/", "-", ".", "^", ";"]))
def test_two_numbers_are_not_one(one: int, other: int, between: str) -> None:
    assert not same_answer(f"{one}{between}{other}", f"{one}{other}")


@given(st.text(), st.text())
def test_being_the_same_is_mutual(one: str, other: str) -> None:
    assert same_answer(one, other) == same_answer(other, one)


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_is_itself_or_nothing(text: str) -> None:
    assert same_answer(text, text) is bool(normalise(text))


@pytest.mark.parametrize("piece", ["{", "\\frac{", "^{", "' ", "a!", "1,", "\\sqrt ", "_{a}", "("])
def test_long_answers_end(piece: str) -> None:
    assert not same_answer(piece * 20_000, "a")
