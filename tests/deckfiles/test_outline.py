"""How a file is split into questions and sections."""

from pathlib import Path

import pytest
from support.reading import QUESTION, TWO, changed, questions, read


def test_heading_is_the_prompt_if_there_is_no_other(tmp_path: Path) -> None:
    [question] = questions(tmp_path, changed("The prompt.\n", ""))
    assert (question.title, question.prompt) == ("What is one?", "What is one?")


def test_heading_is_the_title_of_a_prompt(tmp_path: Path) -> None:
    [question] = questions(tmp_path, QUESTION)
    assert (question.title, question.prompt) == ("What is one?", "The prompt.")


def test_each_section_has_its_place(tmp_path: Path) -> None:
    [question] = questions(tmp_path, QUESTION)
    assert question.answer == "The answer."
    assert question.explanation == "Because."
    assert question.common_mistake == "None."
    assert question.go_deeper == "- And then?"
    assert question.sources == "- A book."


def test_sections_are_found_in_any_order_and_case(tmp_path: Path) -> None:
    text = changed("### Answer", "### x").replace("### Why", "###  ANSWER ##")
    [question] = questions(tmp_path, text.replace("### x", "### why"))
    assert (question.answer, question.explanation) == ("Because.", "The answer.")


def test_question_ends_at_a_level_1_heading(tmp_path: Path) -> None:
    first, second = questions(tmp_path, f"# A\n\nIntro.\n\n{QUESTION}\n# B\n\nIntro.\n\n{TWO}")
    assert first.sources == second.sources == "- A book."


def test_deeper_headings_belong_to_their_section(tmp_path: Path) -> None:
    [question] = questions(tmp_path, changed("The answer.", "One.\n\n#### Detail\n\nTwo."))
    assert question.answer == "One.\n\n#### Detail\n\nTwo."


def test_lines_and_indentation_of_a_text_are_kept(tmp_path: Path) -> None:
    text = "1. a\n\n   b\n\n    code\n\nlast  \nline"
    [question] = questions(tmp_path, changed("The answer.", f"\n\n{text}\n\n"))
    assert question.answer == text


def test_question_knows_its_file_and_line(tmp_path: Path) -> None:
    _, second = questions(tmp_path, QUESTION, "\n\n" + TWO)
    assert (Path(second.path).name, second.line) == ("b.md", 3)


def test_questions_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    found = questions(tmp_path, TWO, QUESTION + "\n" + QUESTION.replace("one", "three"))
    assert [question.id for question in found] == ["d/two", "d/one", "d/three"]


def test_tildes_make_a_fence_as_well(tmp_path: Path) -> None:
    text = QUESTION.replace("```yaml question", "~~~ yaml  question").replace("```", "~~~")
    assert len(questions(tmp_path, text)) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The answer.", "The answer!"),
        ("The prompt.", "The  prompt."),
        ("What is", "Who is"),
        ("level: mid", "level: senior"),
        ("Because.\n\n### Common mistake\n\nNone.", "None.\n\n### Common mistake\n\nBecause."),
    ],
)
def test_another_wording_has_another_hash(tmp_path: Path, old: str, new: str) -> None:
    [before] = questions(tmp_path, QUESTION)
    [after] = questions(tmp_path, changed(old, new))
    assert before.content_hash != after.content_hash


def test_blank_lines_and_blanks_at_line_ends_leave_the_hash_alone(tmp_path: Path) -> None:
    [before] = questions(tmp_path, QUESTION)
    [after] = questions(tmp_path, changed("The answer.\n", "\n\nThe answer.  \n\n"))
    assert before.content_hash == after.content_hash


def test_fields_of_a_question(tmp_path: Path) -> None:
    fields = "[T1, T2, T1]\nrequires: [two]\nfollow-ups: [o/x]\nconfusable: [d/two]\nasked: often"
    [question, _] = read(tmp_path, changed("[T]", fields), TWO).questions
    assert question.topics == ("T1", "T2")
    assert question.requires == question.confusable == ("d/two",)
    assert question.follow_ups == ("o/x",)
    assert (question.kind, question.level, question.asked) == ("recall", "mid", "often")
