"""Each mistake that an author can make in a choice question, with its line and its words."""

from pathlib import Path

import pytest
from support.authoring import CHOICE, SEVERAL
from support.reading import changed, only, read, told

MISTAKES = [
    (
        "- [ ] The first",
        "- The first",
        14,
        "an option has no box",
        "begin it with `- [ ]` or `- [x]`",
    ),
    ("- [ ] The first", "- [ ]", 14, "an option is empty", "fill or delete it"),
    (
        "  About the first.\n",
        "",
        14,
        "an option has no feedback",
        "add an indented paragraph after a blank line",
    ),
    (
        "first\n\n  About the first.",
        "first\n  About the first.",
        14,
        "an option goes over several lines",
        "write the option on one line, and its feedback after a blank line",
    ),
    (
        "  About the first.",
        "About the first.",
        16,
        "text between the options is no option",
        "indent an option's feedback below it, after a blank line",
    ),
    ("The third", "the  First", 14, "two options are the same", "change one of them"),
    (
        "The third",
        "All of the above",
        22,
        "the option 'All of the above' depends on the others",
        "say what it claims",
    ),
    ("[x]", "[ ]", 14, "no option is right", "mark the right one with `[x]`"),
    (
        "- [ ] The third",
        "- [X] The third",
        14,
        "2 options are right",
        "mark one, or announce it with `select: several`",
    ),
    (
        "[T]",
        "[T]\nselect: many",
        8,
        "`select` cannot be 'many'",
        "write `several`, or leave it out",
    ),
    (
        "[T]",
        "[T]\nselect: [several]",
        8,
        "`select` cannot be ['several']",
        "write `several`, or leave it out",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "what", "mend"), MISTAKES)
def test_mistake_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, what: str, mend: str
) -> None:
    # an option that cannot be read, or has stray text after it, may bring about another mistake
    assert f"a.md:{line}: {what}; {mend}" in told(read(tmp_path, changed(old, new, CHOICE)))


def test_sound_question_has_no_mistakes(tmp_path: Path) -> None:
    assert read(tmp_path, CHOICE).mistakes == ()


def test_several_right_options_may_be_announced(tmp_path: Path) -> None:
    assert read(tmp_path, SEVERAL).mistakes == ()


def test_one_right_option_may_be_announced_as_several(tmp_path: Path) -> None:
    text = changed("- [x] The third", "- [ ] The third", SEVERAL)
    assert read(tmp_path, text).mistakes == ()


def test_options_are_required(tmp_path: Path) -> None:
    text = changed(CHOICE[CHOICE.index("### Options") : CHOICE.index("### Why")], "", CHOICE)
    assert only(read(tmp_path, text)) == "a.md:1: the section `### Options` is missing; add it"


@pytest.mark.parametrize(("count", "ok"), [(1, False), (2, True), (9, True), (10, False)])
def test_number_of_options(tmp_path: Path, count: int, ok: bool) -> None:
    options = "\n\n".join(
        f"- [{'x' if n == 0 else ' '}] Option {n}\n\n  About {n}." for n in range(count)
    )
    text = changed(CHOICE[CHOICE.index("- [ ]") : CHOICE.index("\n\n### Why")], options, CHOICE)
    expected = [f"a.md:14: there are {count} options; write 2 to 9, better 3 to 5"]
    assert told(read(tmp_path, text)) == ([] if ok else expected)


@pytest.mark.parametrize(
    "option",
    ["None of the above.", "Both of these", "all of those!", "Neither of the others", "All the above"],
)  # fmt: skip
def test_option_that_speaks_of_the_others_is_refused(tmp_path: Path, option: str) -> None:
    assert only(read(tmp_path, changed("The third", option, CHOICE))) == (
        f"a.md:22: the option {option!r} depends on the others; say what it claims"
    )


@pytest.mark.parametrize(
    "option",
    ["All of the weights shrink", "None of the gradients vanish", "Both of these layers learn",
     "Any of the classes above one half"],
)  # fmt: skip
def test_option_that_speaks_of_the_matter_is_fine(tmp_path: Path, option: str) -> None:
    assert read(tmp_path, changed("The third", option, CHOICE)).mistakes == ()


def test_feedback_may_have_several_blocks(tmp_path: Path) -> None:
    text = changed("  About the first.", "  About it:\n\n  - more\n\n  ```\n  x\n  ```", CHOICE)
    [question] = read(tmp_path, text).questions
    assert question.details["options"][0]["feedback"] == "About it:\n\n- more\n\n```\nx\n```"
