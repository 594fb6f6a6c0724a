"""The numbers that a seed draws: written out, so that they stay the same everywhere."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.authoring import NUMERIC, made, numeric

from mlinterview.grading.draws import Draws, shuffled_order
from mlinterview.grading.sandbox import SandboxError, evaluate
from mlinterview.grading.variants import PRELUDE, draw

GOLDEN = [
    (0, {"tp": 82, "fp": 29, "fn": 6}, 82 / 111),
    (1, {"tp": 55, "fp": 29, "fn": 25}, 55 / 84),
    (2, {"tp": 27, "fp": 16, "fn": 55}, 27 / 43),
    (271828, {"tp": 44, "fp": 33, "fn": 42}, 44 / 77),
    (2**32 - 1, {"tp": 30, "fp": 18, "fn": 26}, 30 / 48),
]


@pytest.mark.parametrize(("seed", "drawn", "answer"), GOLDEN)
def test_golden_variants(seed: int, drawn: dict[str, int], answer: float) -> None:
    variant = draw(made(NUMERIC).details, seed)
    assert {name: variant.values[name] for name in drawn} == drawn
    assert variant.answer == pytest.approx(answer, rel=1e-15)


GOLDEN_HELPERS = [
    ("[integer(1, 6) for _ in range(8)]", [5, 1, 2, 3, 1, 6, 2, 5]),
    ("[integer(-5, 5) for _ in range(8)]", [3, -4, -2, -2, -5, 4, -3, 3]),
    ("[integer(0, 10**12) for _ in range(3)]", [741564878772, 159910392877, 278601130255]),
    ("[decimal(0, 1, 0.05) for _ in range(6)]", [0.75, 0.15, 0.25, 0.35, 0.0, 0.9]),
    ("[decimal(0.05, 0.95, 0.1) for _ in range(6)]", [0.75, 0.15, 0.25, 0.35, 0.05, 0.85]),
    ("[decimal(10, 100, 5) for _ in range(6)]", [80, 25, 35, 40, 10, 90]),
    ("[choose(['a', 'b', 'c']) for _ in range(8)]", ["c", "a", "a", "b", "a", "c", "a", "c"]),
    ("shuffled([1, 2, 3, 4, 5])", [2, 3, 5, 1, 4]),
    ("shuffled('abc')", ["b", "a", "c"]),
    ("sample([1, 2, 3, 4, 5], 3)", [2, 3, 5]),
    ("sample(range(10), 2)", [8, 3]),
    ("integer(3, 3)", 3),
    ("decimal(0, 1, 0.35)", 0.7),
]


def run(code: str, seed: int = 42) -> Any:
    """Run code with the helpers that a deck has."""
    return evaluate([PRELUDE, code], {"_seed": seed})[-1]


@pytest.mark.parametrize(("code", "value"), GOLDEN_HELPERS)
def test_golden_helpers(code: str, value: object) -> None:
    assert run(code) == value


@given(st.integers(0, 2**64 - 1), st.integers(-(10**9), 10**9), st.integers(0, 10**9))
def test_sandbox_draws_as_our_own_stream_does(seed: int, low: int, width: int) -> None:
    draws = Draws(seed)
    expected = [low + draws.below(width + 1) for _ in range(3)]
    assert run(f"[integer({low}, {low + width}) for _ in range(3)]", seed) == expected


@given(st.integers(0, 2**64 - 1), st.integers(1, 9))
def test_sandbox_shuffles_as_we_do(seed: int, count: int) -> None:
    assert run(f"shuffled(range({count}))", seed) == shuffled_order(count, seed)


def test_both_ends_of_integer_are_drawn_and_nothing_beyond() -> None:
    counts = Counter(run("[integer(1, 3) for _ in range(3000)]"))
    assert set(counts) == {1, 2, 3}
    assert min(counts.values()) > 900


def test_decimal_keeps_to_its_steps_and_ends() -> None:
    values = run("[decimal(0.1, 0.7, 0.2) for _ in range(500)]")
    assert set(values) == {0.1, 0.3, 0.5, 0.7}


def test_decimal_never_goes_beyond_its_end() -> None:
    assert set(run("[decimal(0, 1, 0.35) for _ in range(500)]")) == {0.0, 0.35, 0.7}


def test_decimal_has_no_crumbs() -> None:
    assert {len(str(value)) for value in run("[decimal(0, 1, 0.001) for _ in range(500)]")} <= {
        3, 4, 5,
    }  # fmt: skip


def test_sample_takes_each_item_at_most_once() -> None:
    assert all(len(set(one)) == 3 for one in run("[sample(range(5), 3) for _ in range(100)]"))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("integer(5, 1)", "ValueError"),
        ("sample([1, 2], 3)", "ValueError"),
        ("choose([])", "ValueError"),
        ("require(False)", "AssertionError"),
        ("integer(1, 2.5)", "TypeError"),
        ("integer('a', 'b')", "TypeError"),
    ],
)
def test_helpers_refuse_what_they_cannot_draw(code: str, kind: str) -> None:
    with pytest.raises(SandboxError) as caught:
        run(code)
    assert caught.value.kind == kind


def test_failure_in_a_helper_is_told_at_the_line_that_calls_it() -> None:
    with pytest.raises(SandboxError) as caught:
        run("a = 1\nb = 2\nc = integer(a, 'x')")
    assert (caught.value.snippet, caught.value.line) == (1, 3)


def test_failure_in_an_own_function_is_told_at_its_line() -> None:
    with pytest.raises(SandboxError) as caught:
        run("def f():\n    return [][1]\n\n\nf()")
    assert caught.value.line == 2


def test_syntax_that_the_sandbox_lacks_is_told_at_its_line() -> None:
    with pytest.raises(SandboxError) as caught:
        run("a = 1\ndef f():\n    yield 1")
    assert (caught.value.snippet, caught.value.line) == (1, 3)


def test_draws_with_comprehensions_and_functions() -> None:
    text = numeric(
        "xs = [integer(10, 99) for i in range(3)]\na = xs[0]\ndouble = lambda x: 2 * x",
        "def total(values):\n    s = 0\n    for v in values:\n        s += v\n    return s\n\n"
        "answer = double(total(xs))",
    )
    variant = draw(made(text).details, 4)
    assert variant.answer == 2 * sum(variant.values["xs"])


def test_seeds_draw_different_numbers() -> None:
    details = made(NUMERIC).details
    assert len({draw(details, seed).answer for seed in range(100)}) > 90
