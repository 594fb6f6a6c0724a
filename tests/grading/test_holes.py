"""Where the holes of a cloze prompt are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlinterview.grading.holes import Hole, HoleError, fill, find_holes

TEXTS = st.text(st.sampled_from("ab{}$`:c1 \\\n"), max_size=60)


def holes(prompt: str) -> list[tuple[int, str, str]]:
    return [(hole.ordinal, hole.text, hole.hint) for hole in find_holes(prompt)]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("none", []),
        ("}} {x}", []),
        ("{{a}} and {{b}}", [(1, "a", ""), (2, "b", "")]),
        ("{{a}}{{b}}", [(1, "a", ""), (2, "b", "")]),
        ("{{a}}}", [(1, "a", "")]),
        ("{{a::hint}}", [(1, "a", "hint")]),
        ("{{a:: the hint }}", [(1, "a", "the hint")]),
        ("{{a::}}", [(1, "a", "")]),
        ("{{a::b::c}}", [(1, "a", "b::c")]),
        ("{{a: b}}", [(1, "a: b", "")]),
        ("{{3::how many?}}", [(1, "3", "how many?")]),
        ("{{two\nlines}}", [(1, "two\nlines", "")]),
        ("{{c1::a}} {{c3::b::h}} {{c1::c}}", [(1, "a", ""), (3, "b", "h"), (1, "c", "")]),
        ("{{c3}}", [(1, "c3", "")]),
        ("{{cc1::a}}", [(1, "cc1", "a")]),
        (r"{{\frac{a}{b}}}", [(1, r"\frac{a}{b}", "")]),
        (r"$\frac{TP}{TP + {{FP}}}$", [(1, "FP", "")]),
        (r"\frac{ {{a}} }{b}", [(1, "a", "")]),
        (r"$x_{{{c1::i}}}$".replace("{{{", "{ {{").replace("}}}", "}} }"), [(1, "i", "")]),
        (r"{{$\sqrt d$::in d}}", [(1, r"$\sqrt d$", "in d")]),
    ],
)
def test_holes_of_a_prompt(prompt: str, expected: list[tuple[int, str, str]]) -> None:
    assert holes(prompt) == expected


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("`x[{{::2}}]`", (1, "::2", "")),
        ("`{{x[::2]}}`", (1, "x[::2]", "")),
        ("{{`x[::2]`}}", (1, "`x[::2]`", "")),
        ("{{`x[::2]`::every other}}", (1, "`x[::2]`", "every other")),
        ("{{c2::`x[::2]`::every other}}", (2, "`x[::2]`", "every other")),
        ("`{{c2::std::vector}}`", (2, "std::vector", "")),
        ("``a ` {{b::c}}``", (1, "b::c", "")),
        ("```python\nx[{{::2}}]\n```", (1, "::2", "")),
        ("~~~\nx[{{::2}}]", (1, "::2", "")),
        ("a ` b {{x::y}}", (1, "x", "y")),
        ("a ` b\n\n{{x::y}} ` c", (1, "x", "y")),
        (r"\$3 and {{x::y}} are \$4", (1, "x", "y")),
        ("$3 and {{x::y}} or $4", (1, "x", "y")),
        ("$a$ {{x::y}} $b$", (1, "x", "y")),
    ],
)
def test_two_colons_are_text_in_code_only(prompt: str, expected: tuple[int, str, str]) -> None:
    assert holes(prompt) == [expected]


@pytest.mark.parametrize(
    "prompt", ["$x = {{a::b}}$", "$$\nx = {{a::b}}\n$$", "${{a::b}}$", "{{$a::b$}}"]
)
def test_hint_inside_mathematics_is_refused(prompt: str) -> None:
    with pytest.raises(HoleError, match="a hint inside mathematics"):
        find_holes(prompt)


@pytest.mark.parametrize(
    ("prompt", "position"),
    [("{{a", 0), ("ab {{}}", 3), ("{{a}} {{{b}}}", 6), ("{{a}} {{c1::b}}", 0)],
)
def test_mistake_has_the_place_of_its_hole(prompt: str, position: int) -> None:
    with pytest.raises(HoleError) as caught:
        find_holes(prompt)
    assert caught.value.position == position


@pytest.mark.parametrize("number", ["0", "00", "10000", "9" * 5000])
def test_numbers_of_holes_are_limited(number: str) -> None:
    with pytest.raises(HoleError, match="a hole has the number"):
        find_holes(f"{{{{c{number}::a}}}}")


@pytest.mark.parametrize("prompt", ["{{" * 10_000, "`" * 20_000, "$" * 20_000, "{{a}}" * 4_000])
def test_long_prompts_end(prompt: str) -> None:
    found = found_or_mistake(prompt)
    assert isinstance(found, HoleError) or len(found) in (0, 4_000)


def found_or_mistake(prompt: str) -> list[Hole] | HoleError:
    try:
        return find_holes(prompt)
    except HoleError as error:
        return error


@given(TEXTS)
def test_any_prompt_has_holes_in_order_or_a_mistake_in_its_midst(prompt: str) -> None:
    found = found_or_mistake(prompt)
    if isinstance(found, HoleError):
        assert prompt.startswith("{{", found.position)
    else:
        places = [place for hole in found for place in (hole.start, hole.end)]
        assert places == sorted(places)
        assert all(hole.text.strip() and hole.text in prompt for hole in found)


@given(TEXTS)
def test_filling_holes_with_themselves_changes_nothing(prompt: str) -> None:
    found = found_or_mistake(prompt)
    holes = [] if isinstance(found, HoleError) else found
    assert fill(prompt, holes, lambda hole: prompt[hole.start : hole.end]) == prompt
