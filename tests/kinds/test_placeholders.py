"""Values in the place of ``{{name}}``, whatever they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.authoring import made, numeric

from mlinterview.errors import MLInterviewError
from mlinterview.grading.numeric import Numeric, fill
from mlinterview.grading.variants import DrawError


@pytest.mark.parametrize(
    ("text", "values", "filled"),
    [
        ("{{a}}", {"a": 5}, "5"),
        ("{{ a }} and {{a}}", {"a": 5}, "5 and 5"),
        ("{{a}}", {"a": 0.1 + 0.2}, "0.3"),
        ("{{a}}", {"a": 1e-7}, "1e-07"),
        ("{{a}}", {"a": 2 / 3}, "0.6666666667"),
        ("{{a:.2f}}", {"a": 2 / 3}, "0.67"),
        ("{{a:.0f}}", {"a": 2.6}, "3"),
        ("{{a:,}}", {"a": 1234567}, "1,234,567"),
        ("{{a:,.1f}}", {"a": 1234.56}, "1,234.6"),
        ("{{a:.1%}}", {"a": 0.256}, "25.6%"),
        ("{{a:.2e}}", {"a": 12345}, "1.23e+04"),
        ("{{a:d}}", {"a": 7}, "7"),
        ("{{a:}}", {"a": 7}, "7"),
        ("{{a}}", {"a": [1, 2.5, "x"]}, "[1, 2.5, 'x']"),
        ("{{a}}", {"a": "a **word**"}, "a **word**"),
        ("{{a}}", {"a": "{{b}}", "b": 1}, "{{b}}"),
        (r"\frac{ {{a}} }{ {{b}} }", {"a": 1, "b": 2}, r"\frac{ 1 }{ 2 }"),
        (r"\frac{{{a}}}{2}", {"a": 1}, r"\frac{1}{2}"),
        ("{a} {{a b}} {{1}}", {"a": 1}, "{a} {{a b}} {{1}}"),
    ],
)
def test_values_take_their_places(text: str, values: dict[str, object], filled: str) -> None:
    assert fill(text, values) == filled


@pytest.mark.parametrize(
    ("text", "value", "what"),
    [
        ("{{a:d}}", 1.5, "cannot be shown (Unknown format code 'd' for object of type 'float')"),
        ("{{a:.2f}}", "x", "cannot be shown (Unknown format code 'f' for object of type 'str')"),
        ("{{a:.2f}}", [1], "cannot be shown (unsupported format string passed to list.__format__)"),
        ("{{a:.2f}}", None, "cannot be shown (unsupported format string passed to "
         "NoneType.__format__)"),
        ("{{a:,}}", "x", "cannot be shown (Cannot specify ',' with 's'.)"),
        ("{{a:.2f}}", 10**400, "cannot be shown (int too large to convert to float)"),
        ("{{a}}", 10**600, "is longer than 500 characters"),
        ("{{a}}", "x" * 501, "is longer than 500 characters"),
        ("{{a}}", [0] * 10**5, "is longer than 500 characters"),
        ("{{a}}", "\x1b[31m", "holds a control character"),
        ("{{a}}", "\ue000", "holds a control character"),
        ("{{a}}", "\u202e", "holds a control character"),
    ],
)  # fmt: skip
def test_value_that_cannot_be_shown_is_refused(text: str, value: object, what: str) -> None:
    with pytest.raises(DrawError) as caught:
        fill(text, {"a": value})
    assert str(caught.value) == f"the value of `{text}` {what}"


def test_number_of_too_many_digits_is_refused() -> None:
    with pytest.raises(DrawError, match=r"cannot be shown \(Exceeds the limit"):
        fill("{{a}}", {"a": 1 << 100_000})


values = st.recursive(
    st.one_of(st.integers(), st.floats(), st.text(), st.booleans(), st.none(), st.complex_numbers()),
    lambda inner: st.lists(inner, max_size=3),
)  # fmt: skip
formats = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", ","]),
    st.sampled_from(["", ".0", ".2", ".99"]),
    st.sampled_from(["", "d", "e", "f", "g", "%"]),
)


@given(values, formats)
def test_any_value_is_shown_or_refused(value: object, spec: str) -> None:
    try:
        filled = fill(f"{{{{a:{spec}}}}}", {"a": value})
    except MLInterviewError:
        return
    assert len(filled) <= 500


def test_question_whose_value_cannot_be_shown_is_not_shown() -> None:
    question = made(numeric("a = 1.5", "answer = 7", prompt="{{a:d}}"))
    with pytest.raises(DrawError):
        Numeric().present(question, 1, 0)


def test_all_texts_are_filled() -> None:
    text = numeric("a = 8", "answer = a + 34", prompt="From {{a}}")
    text = text.replace("Because.", "Why {{a}} gives {{answer}}.").replace("None.", "Not {{a}}.")
    shown = Numeric().present(made(text), 1, 0)
    assert (shown.prompt, shown.answer) == ("From 8", "42")
    assert (shown.explanation, shown.common_mistake) == ("Why 8 gives 42.", "Not 8.")
