"""What typed numbers mean, and what is no number."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlinterview.errors import UsageError
from mlinterview.grading.numbers import read_number

PLAIN = {
    "0": 0, "7": 7, "0.25": 0.25, ".5": 0.5, "5.": 5, "+3": 3, "-3": -3, "  2.5  ": 2.5,
    "2.5e-3": 0.0025, "1E6": 1e6, "1e+2": 100, "٣": 3,
    # minus signs as people's keyboards and editors make them
    "−3": -3, "–3": -3, "2−3": -1, "10^−2": 0.01,
    # thousands
    "1,234": 1234, "1,234.5": 1234.5, "1 234 567": 1234567, "1_234": 1234, "-1,234": -1234,
    "1\u202f234\u202f567": 1234567, "1\u00a0234": 1234, "12,345,678": 12345678,
    # a decimal comma; what begins with zero has no thousands
    "0,25": 0.25, "3,5": 3.5, "-0,5": -0.5, "0,234": 0.234, "12,3456": 12.3456, "1234,5": 1234.5,
    # fractions and expressions
    "1/4": 0.25, "-1/4": -0.25, "3 / 8": 0.375, "2*3+1": 7, "(1+2)/4": 0.75, "2**10": 1024,
    "2^10": 1024, "10^-2": 0.01, "sqrt(2)/2": math.sqrt(2) / 2, "ln(2)": math.log(2),
    "log(2)": math.log(2), "log2(8)": 3, "log10(1000)": 3, "exp(-1)": math.exp(-1), "pi/2": math.pi / 2,
    "e": math.e, "e**2": math.e**2, "--5": 5,
    # powers of ten
    "3×10^4": 3e4, "3 × 10^-4": 3e-4, "3x10^4": 3e4, "3*10^4": 3e4, "2.5·10^3": 2500,
    "3 × 10**4": 3e4, "3 × 10^(-4)": 3e-4, "-3 × 10^4": -3e4,
    # percent
    "25%": 0.25, "25 %": 0.25, "2,5 %": 0.025, "-3%": -0.03, "1/4 %": 0.0025,
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), PLAIN.items())
def test_what_a_number_means(text: str, value: float) -> None:
    assert read_number(text) == [pytest.approx(value, rel=1e-12)]


@pytest.mark.parametrize(
    ("text", "unit", "meanings"),
    [
        ("25", "%", [25, 2500]),
        ("0.25", "%", [0.25, 25]),
        ("25%", "%", [25]),
        ("25 %", "%", [25]),
        ("1/4", "%", [0.25, 25]),
        ("12 ms", "ms", [12]),
        ("12MS", "ms", [12]),
        ("12", "ms", [12]),
        ("1,200 MB", "MB", [1200]),
        ("3 µs", "µs", [3]),
        ("25 %", "ms", [0.25]),
    ],
)
def test_unit_may_be_typed_behind(text: str, unit: str, meanings: list[float]) -> None:
    assert read_number(text, unit) == [pytest.approx(meaning) for meaning in meanings]


NO_NUMBERS = [
    "", "   ", "%", "ms", "x", "none", "nan", "inf", "-inf", "Infinity", "1e999", "1/0", "0/0",
    "sqrt(-1)", "ln(0)", "exp(1000)", "1 2", "1,23,456", "1.234.567", "1,2,3", "1;2", "=3", "1=1", "3 apples",
    "0x10", "1j", "True", "1.000,5", "½", "()", "[1]", "(1,)", "1,", "'1'", "sqrt", "pi pi",
    # programs
    "().__class__", "().__class__.__bases__[0].__subclasses__()", "__import__('os')",
    "open('/etc/passwd')", "exec('1')", "lambda: 1", "e.e", "exp.exp", "1 if 1 else 2",
    "[0]*10**12", "print(1)", "a:=1", "{{x}}", "%s", "{0.__class__}", "\x00", "1\x00", "1\n2", "\\",
    # what would take all time or memory
    "9**9**9", "9^9^9", "9**9**9**9", "e**e**e**e**e", "9**999", "9" * 400, "1" * 10_000, "9" * 1_000_000, " " * 100_000 + "x",
    "1" + " " * 100_000 + "1", "1" + "," * 100_000, "1" + "+1" * 5000, "pi" * 5000, "1/" * 99 + "1/0",
    "10**308*10", "exp(700)*exp(700)", "2**2**2**2**2**2",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_NUMBERS, ids=lambda text: repr(text[:30]))
def test_no_number_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is no number: answer like"):
        read_number(text)


def test_refusal_quotes_only_the_beginning() -> None:
    with pytest.raises(UsageError) as caught:
        read_number("9" * 10_000)
    assert str(caught.value) == (
        f"'{'9' * 37}...' is no number: answer like 0.25, 25 %, 1/4 or 2.5e-3"
    )


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_is_read_as_python_writes_it(value: float) -> None:
    assert read_number(repr(value)) == [value]


@given(st.integers(-(10**15), 10**15))
def test_thousands_may_be_set_apart(value: int) -> None:
    assert read_number(f"{value:,}") == [value]


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        values = read_number(text)
    except UsageError:
        return
    assert all(math.isfinite(value) for value in values)


@given(st.text("0123456789.,+-*/()eE^% \u2212", max_size=12))
def test_any_arithmetic_is_read_or_refused(text: str) -> None:
    try:
        values = read_number(text, "%")
    except UsageError:
        return
    assert values
    assert all(math.isfinite(value) for value in values)
