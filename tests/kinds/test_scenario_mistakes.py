"""Each mistake that an author can make in a scenario, with its line and its words."""

from pathlib import Path

import pytest
from support.authoring import SCENARIO, made
from support.reading import changed, read, told

MINUTES = "write a whole number from 1 to 90"
MISTAKES = [
    ("minutes: 15", "minutes: soon", 8, "`minutes` cannot be 'soon'", MINUTES),
    ("minutes: 15", "minutes: 0", 8, "`minutes` cannot be '0'", MINUTES),
    ("minutes: 15", "minutes: 91", 8, "`minutes` cannot be '91'", MINUTES),
    ("minutes: 15", "minutes: 7.5", 8, "`minutes` cannot be '7.5'", MINUTES),
    ("minutes: 15", "minutes: -5", 8, "`minutes` cannot be '-5'", MINUTES),
    ("minutes: 15", "minutes: [15]", 8, "`minutes` cannot be ['15']", MINUTES),
    ("minutes: 15", f"minutes: {'9' * 5000}", 8, f"`minutes` cannot be '{'9' * 5000}'", MINUTES),
    ("**Must:** ", "", 15, "the rubric has no must-have",
     "begin the points that nobody may miss with `**Must:**`"),
    ("- Watches it.\n", "", 15, "`### Rubric` has 3 items", "write 4 to 7"),
    ("- Watches it.\n", "- Watches it.\n" + "".join(f"- More {n}.\n" for n in range(4)), 15,
     "`### Rubric` has 8 items", "write 4 to 7"),
    ("- Watches it.", "- Watches it.\n\nAnd so on.", 20, "text in `### Rubric` is no item",
     "make it a list"),
    ("- Ignores costs.\n- Forgets the users.", "He ignores costs.", 22,
     "text in `### Red flags` is no item", "make it a list"),
    ("- Ignores costs.\n- Forgets the users.", "He ignores costs.", 22,
     "`### Red flags` has 0 items", "write 1 to 10"),
    ("### Strong answer\n\nFirst I ask.\n\n", "", 1,
     "the section `### Strong answer` is missing", "add it"),
    ("### Weak answer\n\nI would use a big one.\n\n", "", 1,
     "the section `### Weak answer` is missing", "add it"),
    ("### Why", "### Answer\n\nIt depends.\n\n### Why", 33,
     "a scenario question has no section `### Answer`", "did you mean `weak answer`?"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "what", "mend"), MISTAKES)
def test_mistake_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, what: str, mend: str
) -> None:
    assert f"a.md:{line}: {what}; {mend}" in told(read(tmp_path, changed(old, new, SCENARIO)))


def test_sound_question_has_no_mistakes(tmp_path: Path) -> None:
    assert read(tmp_path, SCENARIO).mistakes == ()


@pytest.mark.parametrize("section", ["Rubric", "Red flags"])
def test_sections_that_are_required(tmp_path: Path, section: str) -> None:
    begin = SCENARIO.index(f"### {section}\n")
    end = SCENARIO.index("\n### ", begin) + 1
    message = f"a.md:1: the section `### {section}` is missing; add it"
    assert told(read(tmp_path, SCENARIO[:begin] + SCENARIO[end:])) == [message]


@pytest.mark.parametrize(
    ("item", "text", "must"),
    [
        ("**Must:** Asks.", "Asks.", True),
        ("**must** Asks.", "Asks.", True),
        ("**Must**: Asks.", "Asks.", True),
        ("Asks what **must:** be.", "Asks what **must:** be.", False),
        ("Must ask.", "Must ask.", False),
        ("Asks\n  over two lines.", "Asks over two lines.", False),
        ("Asks.\n\n  And explains.", "Asks. And explains.", False),
    ],
)
def test_how_points_are_read(item: str, text: str, must: bool) -> None:
    rubric = f"**Must:** First.\n- {item}"
    question = made(changed("**Must:** Asks what for.", rubric, SCENARIO))
    assert question.details["rubric"][1] == {"text": text, "must": must}


def test_twenty_minutes_unless_told_otherwise() -> None:
    assert made(changed("minutes: 15\n", "", SCENARIO)).details["minutes"] == 20
    assert made(SCENARIO).details["minutes"] == 15
