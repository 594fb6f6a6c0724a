"""No question vanishes without a word, however its file is broken."""

from pathlib import Path

import pytest
from support.reading import QUESTION, TWO, changed, only, questions, read, slugs, told

NEWLINE = "\n"
MEND = (
    "give it a heading `## …` of its own; if it has one, write a blank after ##, "
    "and close the code fence above it"
)
SECOND = f"a second `yaml question` fence under one heading; {MEND}"
HEADLESS = f"a `yaml question` fence without a level-2 heading; {MEND}"


@pytest.mark.parametrize(
    "unclosed", ["```python\nx = 1\n", "- A book.\n\n  ```python\n  x = 1\n\nText.\n```\n"]
)
def test_unclosed_code_fence(tmp_path: Path, unclosed: str) -> None:
    first = changed("- A book.\n", unclosed)
    reading = read(tmp_path, f"{first}\n{TWO}\n{QUESTION.replace('one', 'three')}")
    assert only(reading) == f"a.md:{first.count(NEWLINE) + 4}: {SECOND}"
    assert slugs(reading) == ["three"]


def test_code_fence_that_nothing_closes(tmp_path: Path) -> None:
    first = changed("- A book.\n", "~~~\nx = 1\n```\n")
    reading = read(tmp_path, f"{first}\n{TWO}\n{TWO}", QUESTION)
    lost = [first.count(NEWLINE) + 4, first.count(NEWLINE) + 4 + TWO.count(NEWLINE) + 1]
    assert told(reading) == [f"a.md:{line}: {SECOND}" for line in lost]
    assert slugs(reading) == ["one"]


def test_unclosed_fence_of_the_fields(tmp_path: Path) -> None:
    reading = read(tmp_path, changed("```\n", "") + "\n" + TWO)
    assert f"a.md:33: {SECOND}" in told(reading)
    assert any("YAML cannot be read" in message for message in told(reading))


def test_heading_without_a_blank_after_the_hashes(tmp_path: Path) -> None:
    reading = read(tmp_path, QUESTION + "\n" + changed("## ", "##", TWO))
    assert told(reading) == [f"a.md:34: {SECOND}"]


def test_first_heading_without_a_blank_after_the_hashes(tmp_path: Path) -> None:
    reading = read(tmp_path, changed("## ", "##") + "\n" + TWO)
    assert told(reading) == [f"a.md:3: {HEADLESS}"]
    assert slugs(reading) == ["two"]


@pytest.mark.parametrize("hashes", ["#", "###", "####"])
def test_heading_of_another_level(tmp_path: Path, hashes: str) -> None:
    assert only(read(tmp_path, changed("##", hashes))) == f"a.md:3: {HEADLESS}"


def test_second_fence_under_one_heading(tmp_path: Path) -> None:
    fence = "```yaml question\nid: other\n```\n"
    assert only(read(tmp_path, changed("The prompt.\n", fence))) == f"a.md:10: {SECOND}"


@pytest.mark.parametrize("indent", ["> ", "  - ", "    ", "\t", "1. ", "<!-- "])
def test_fence_that_markdown_puts_elsewhere(tmp_path: Path, indent: str) -> None:
    inside = "\n".join(indent + line for line in TWO.splitlines())
    mistakes = told(read(tmp_path, f"{QUESTION}\n{inside}\n"))
    assert any("yaml question" in message for message in mistakes)


def test_comment_swallows_nothing_and_is_told(tmp_path: Path) -> None:
    reading = read(tmp_path, f"<!--\n{QUESTION}\n{TWO}")
    assert only(reading).startswith("a.md:1: an HTML comment hides nothing from the learner;")
    assert slugs(reading) == ["one", "two"]


def test_example_of_a_heading_in_a_code_fence_is_no_question(tmp_path: Path) -> None:
    code = "```python\n## a comment\n### another\n```"
    [question] = questions(tmp_path, changed("The answer.", code))
    assert question.answer == code
