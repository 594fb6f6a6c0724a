"""Each mistake that an author can make in a code question, with its line and its words."""

from pathlib import Path

import pytest
from support.authoring import CODE, made
from support.reading import changed, only, read, told

from mlinterview.grading.code import Code

ONE_FENCE = "write one ```python fence there"
NAME = "name what is to be written: `function: softmax`"
TEST = 'def test_three():\n    """Doubles three."""\n    assert double(3) == 6\n'

MISTAKES = [
    ("function: double\n", "", 1, "`function` is missing or no name", NAME),
    ("function: double", "function: 2x", 8, "`function` is missing or no name", NAME),
    ("function: double", "function: a.b", 8, "`function` is missing or no name", NAME),
    ("function: double", "function: class", 8, "`function` is missing or no name", NAME),
    ("function: double", "function: [double]", 8, "`function` is missing or no name", NAME),
    (
        "function: double",
        "function: close",
        8,
        "`close` means something else in tests",
        "choose another name",
    ),
    (
        "topics: [T]",
        "topics: [T]\nseconds: soon",
        8,
        "`seconds` cannot be 'soon'",
        "write a number up to 120",
    ),
    ("[T]", "[T]\nseconds: 0", 8, "`seconds` cannot be '0'", "write a number up to 120"),
    ("[T]", "[T]\nseconds: -1", 8, "`seconds` cannot be '-1'", "write a number up to 120"),
    ("[T]", "[T]\nseconds: nan", 8, "`seconds` cannot be 'nan'", "write a number up to 120"),
    ("[T]", "[T]\nseconds: inf", 8, "`seconds` cannot be 'inf'", "write a number up to 120"),
    ("[T]", "[T]\nseconds: 121", 8, "`seconds` cannot be '121'", "write a number up to 120"),
    ("[T]", "[T]\nseconds: [5]", 8, "`seconds` cannot be ['5']", "write a number up to 120"),
    ("```python\ndef double(x):\n    ...", "```\n...", 15,
     "`### Starter` has 0 Python fences", ONE_FENCE),
    ("### Tests\n", "### Tests\n\n```python\n1\n```\n", 29,
     "`### Tests` has 2 Python fences", ONE_FENCE),
    ("    ...", "    ...\n  x", 18,
     "this is no Python (unindent does not match any outer indentation level)", "correct it"),
    ("return 2 * x", "return 2 *", 24, "this is no Python (invalid syntax)", "correct it"),
    ("assert double(3) == 6", "assert double(3) ==", 32,
     "this is no Python (invalid syntax)", "correct it"),
    ("def double(x):\n    ...", "def dubble(x):\n    ...", 16, "`double` is not defined here",
     "define it at the top level"),
    ("def double(x):\n    return 2 * x", "double = lambda x: 2 * x", 23,
     "`double` is not defined here", "define it at the top level"),
    ("def double(x):\n    return x * x", "def square(x):\n    return x * x", 44,
     "`double` is not defined here", "define it at the top level"),
    (TEST, "", 30, "there is no function `test_…`", "write some"),
    ("def test_list", "def test_three", 34, "a second test `test_three`",
     "give it a name of its own"),
    ("Gives it back.\n\n", "", 49, "a wrong solution has no name",
     "say in a paragraph before it what the mistake is"),
    ("Gives it back.\n\n```python\ndef double(x):\n    return x\n```\n", "", 41,
     "there are 1 wrong solutions", "write at least two plausible ones"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "what", "mend"), MISTAKES)
def test_mistake_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, what: str, mend: str
) -> None:
    text = changed("def test_list", "def other", CODE) if old == TEST else CODE
    assert f"a.md:{line}: {what}; {mend}" in told(read(tmp_path, changed(old, new, text)))


def test_sound_question_has_no_mistakes(tmp_path: Path) -> None:
    assert read(tmp_path, CODE).mistakes == ()


@pytest.mark.parametrize("section", ["Starter", "Solution", "Tests", "Wrong solutions"])
def test_sections_that_are_required(tmp_path: Path, section: str) -> None:
    begin = CODE.index(f"### {section}\n")
    end = CODE.index("\n### ", begin) + 1
    message = f"a.md:1: the section `### {section}` is missing; add it"
    assert told(read(tmp_path, CODE[:begin] + CODE[end:])) == [message]


def test_test_without_words_is_a_warning(tmp_path: Path) -> None:
    reading = read(tmp_path, changed('    """Doubles three."""\n', "", CODE))
    assert told(reading, warnings=True) == [
        "a.md:30: `test_three` does not say what it checks; "
        "give it a docstring, which is shown to the learner"
    ]
    assert len(reading.questions) == 1


def test_nothing_is_run_when_a_deck_is_read(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    text = changed("return 2 * x", f"return 2 * x\n\nopen({str(canary)!r}, 'w')", CODE)
    text = changed("def test_three", f"open({str(canary)!r}, 'w')\n\ndef test_three", text)
    assert told(read(tmp_path, text)) == []
    assert not canary.exists()


def test_deeply_nested_program_is_refused(tmp_path: Path) -> None:
    text = changed("return 2 * x", f"return {'(' * 1500}x{')' * 1500}", CODE)
    assert "this is no Python" in only(read(tmp_path, text))


def test_what_is_read() -> None:
    details = made(CODE).details
    assert details["function"] == "double"
    assert (details["seconds"], details["operators"]) == (10.0, False)
    assert details["hints"] == ["Multiply.", "By two."]
    assert [wrong["about"] for wrong in details["wrong"]] == ["Squares.", "Gives it back."]


def test_class_may_be_asked_for(tmp_path: Path) -> None:
    text = CODE.replace("def double(x):\n", "class double:\n    def __init__(self, x):\n    ")
    reading = read(tmp_path, text)
    assert told(reading) == []
    assert reading.questions[0].details["operators"] is True


def test_answer_is_the_solution_after_the_words_of_the_author() -> None:
    text = changed("### Why", "### Answer\n\nAdd it to itself.\n\n### Why", CODE)
    shown = Code().present(made(text), 1, 0)
    assert shown.answer == "Add it to itself.\n\n```python\ndef double(x):\n    return 2 * x\n```"
    assert (shown.starter, shown.hints) == (
        "def double(x):\n    ...\n",
        ("Multiply.", "By two."),
    )
