"""Each mistake that an author can make in a question, with the line and the words it is told in."""

from pathlib import Path

import pytest
from support.reading import KINDS, QUESTION, TWO, changed, only, read, slugs, told

NO_SLUG = "use lower-case letters, digits and single hyphens"

MISTAKES = [
    ("id: one\n", "", 4, "`id` is missing", "add `id: …` to the fields"),
    ("id: one", "id:", 4, "`id` is missing", "add `id: …` to the fields"),
    ("kind: recall\n", "", 4, "`kind` is missing", "add `kind: …` to the fields"),
    ("level: mid", "level:", 6, "`level` is missing", "add `level: …` to the fields"),
    ("topics: [T]", "topics: []", 7, "`topics` is missing", "add `topics: …` to the fields"),
    ("id: one", "id: One", 4, "the id 'One' is no slug", NO_SLUG),
    ("id: one", "id: o--e", 4, "the id 'o--e' is no slug", NO_SLUG),
    ("id: one", "id: d/one", 4, "the id 'd/one' is no slug", NO_SLUG),
    ("id: one", "id: one#2", 4, "the id 'one#2' is no slug", NO_SLUG),
    ("id: one", "id: [one]", 4, "the id ['one'] is no slug", NO_SLUG),
    ("id: one", f"id: {'o' * 101}", 4, f"the id '{'o' * 101}' is no slug", NO_SLUG),
    (
        "kind: recall",
        "kind: recal",
        5,
        "there is no question kind 'recal'",
        f"write one of: {', '.join(sorted(KINDS))}",
    ),
    (
        "level: mid",
        "level: middle",
        6,
        "`level` cannot be 'middle'",
        "write one of `entry`, `mid`, `senior`",
    ),
    (
        "level: mid",
        "level: mid\nasked: always",
        7,
        "`asked` cannot be 'always'",
        "write one of `often`, `sometimes`, `rarely`",
    ),
    ("[T]", "T", 7, "`topics` is no list of words", "write `topics: [a, b]`"),
    ("[T]", "[a: b]", 7, "`topics` is no list of words", "write `topics: [a, b]`"),
    (
        "[T]",
        "[two words]",
        7,
        "the topic 'two words' is no plain word",
        "write topics like `topics: [CLS03]`",
    ),
    (
        "[T]",
        "[T]\nrequires: [Two]",
        8,
        "`requires` names 'Two', which is no question id",
        "write `id` for this deck or `deck/id` for another",
    ),
    (
        "[T]",
        "[T]\nfollow-ups: [a/b/c]",
        8,
        "`follow-ups` names 'a/b/c', which is no question id",
        "write `id` for this deck or `deck/id` for another",
    ),
    (
        "[T]",
        "[T]\nconfusable: two",
        8,
        "`confusable` is no list of words",
        "write `confusable: [a, b]`",
    ),
    (
        "[T]",
        "[T]\nrequire: [two]",
        8,
        "a recall question has no field `require`",
        "did you mean `requires`?",
    ),
    (
        "[T]",
        "[T]\nacept: [x]",
        8,
        "a recall question has no field `acept`",
        "did you mean `accept`?",
    ),
    (
        "[T]",
        "[T]\nxyz: x",
        8,
        "a recall question has no field `xyz`",
        "use one of: accept, asked, confusable, follow-ups, id, kind, level, requires, topics",
    ),
    (
        "[T]",
        "[T]\naccept: FP",
        8,
        "`accept` is no list of short answers",
        "write `accept: [false positives, FP]`",
    ),
    ("[T]", "[T]\naccept: ['?']", 8, "`accept` holds '?', which says nothing", "delete it"),
    ("## What is one?", "##", 1, "the heading is empty", "write the question there"),
    ("### Answer\n\nThe answer.\n", "", 1, "the section `### Answer` is missing", "add it"),
    ("### Why\n\nBecause.\n", "", 1, "the section `### Why` is missing", "add it"),
    ("### Sources\n\n- A book.\n", "", 1, "the section `### Sources` is missing", "add it"),
    ("The answer.\n", "", 12, "the section `### Answer` is empty", "fill or delete it"),
    ("- A book.\n", "", 28, "the section `### Sources` is empty", "fill or delete it"),
    (
        "### Go deeper",
        "### Go Deper",
        24,
        "a recall question has no section `### Go Deper`",
        "did you mean `go deeper`?",
    ),
    ("### Common mistake", "### WHY", 20, "a second section `### WHY`", "join the two sections"),
    (
        "The prompt.",
        "p" * 20_001,
        10,
        "the prompt is longer than 20,000 characters",
        "split the question",
    ),
    (
        "Because.",
        "b" * 20_001,
        16,
        "the section `### Why` is longer than 20,000 characters",
        "split the question",
    ),
    (
        "What is one?",
        "w" * 1_001,
        1,
        "the heading is longer than 1,000 characters",
        "write a short title there, and the prompt below the fields",
    ),
    (
        "The prompt.\n",
        "Text\n---\n",
        11,
        "a line of dashes or equal signs makes the text above a heading",
        "put a blank line before it, or write headings with #",
    ),
    (
        "The answer.\n",
        "Two\nlines\n===\n",
        16,
        "a line of dashes or equal signs makes the text above a heading",
        "put a blank line before it, or write headings with #",
    ),
    (
        "The answer.\n",
        "- item\n  -\n",
        15,
        "a line of dashes or equal signs makes the text above a heading",
        "put a blank line before it, or write headings with #",
    ),
    (
        "```yaml question",
        "Text.\n\n```yaml question",
        5,
        "the `yaml question` fence does not stand right under the heading",
        "move it up, the prompt comes after it",
    ),
    (
        "The prompt.\n",
        "<!-- a note -->\n",
        10,
        "an HTML comment hides nothing from the learner",
        "delete it, or move it to a file whose name begins with `_`",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "what", "mend"), MISTAKES)
def test_mistake_costs_its_question_only(
    tmp_path: Path, old: str, new: str, line: int, what: str, mend: str
) -> None:
    reading = read(tmp_path, changed(old, new), TWO)
    assert only(reading) == f"a.md:{line}: {what}; {mend}"
    assert slugs(reading) == ["two"]


def test_heading_without_fields(tmp_path: Path) -> None:
    assert only(read(tmp_path, TWO + "\n## Background\n\nText.\n")) == (
        "a.md:32: the question 'Background' has no fields; put a ```yaml question fence "
        "with `id`, `kind`, `level` and `topics` under the heading"
    )


@pytest.mark.parametrize(
    ("section", "what", "mend"),
    [
        (
            "### Common mistake\n\nNone.\n",
            "the section `### Common mistake` is missing",
            "say what people usually answer wrongly, and why it is wrong",
        ),
        (
            "### Go deeper\n\n- And then?\n",
            "there is nothing to ask next",
            "name `follow-ups:`, or add a section `### Go deeper`",
        ),
    ],
)
def test_warning_costs_nothing(tmp_path: Path, section: str, what: str, mend: str) -> None:
    reading = read(tmp_path, changed(section, ""))
    assert told(reading) == []
    assert told(reading, warnings=True) == [f"a.md:1: {what}; {mend}"]
    assert slugs(reading) == ["one"]


def test_follow_ups_take_the_place_of_go_deeper(tmp_path: Path) -> None:
    text = changed("### Go deeper\n\n- And then?\n", "")
    reading = read(tmp_path, changed("[T]", "[T]\nfollow-ups: [two]", text), TWO)
    assert reading.mistakes == ()


def test_all_mistakes_of_a_question_are_told_at_once(tmp_path: Path) -> None:
    text = changed("recall", "recal", changed("level: mid", "level: hard"))
    text = changed("id: one", "id: ONE", changed("### Why", "### Wy", text))
    lines = [message.split(":")[1] for message in told(read(tmp_path, text))]
    assert lines == ["1", "4", "5", "6"]


def test_all_mistakes_of_a_folder_are_told_at_once(tmp_path: Path) -> None:
    reading = read(
        tmp_path, changed("id: one", "id:"), changed("mid", "hard"), changed("Because.", "")
    )
    assert [message[:5] for message in told(reading)] == ["a.md:", "b.md:", "c.md:"]


def test_id_that_is_taken_in_another_file(tmp_path: Path) -> None:
    reading = read(tmp_path, QUESTION, "\n" + QUESTION)
    assert only(reading) == (
        "b.md:2: the id `d/one` is taken by a.md:1; give this question an id of its own"
    )
    assert len(reading.questions) == 1


def test_id_that_is_taken_in_the_same_file(tmp_path: Path) -> None:
    assert only(read(tmp_path, QUESTION + "\n" + QUESTION)) == (
        "a.md:32: the id `d/one` is taken by line 1; give this question an id of its own"
    )
