"""What is refused in the prompt of a cloze question, with its line."""

from pathlib import Path

import pytest
from support.reading import QUESTION, TWO, changed, only, questions, read, slugs

CLOZE = changed("### Answer\n\nThe answer.\n\n", "", changed("recall", "cloze"))


def cloze(prompt: str) -> str:
    return changed("The prompt.", prompt, CLOZE)


@pytest.mark.parametrize(
    ("prompt", "line", "what", "mend"),
    [
        ("Plain.", 10, "the prompt has no hole", "mark one: `{{text}}`"),
        ("A\n{{b", 11, "a hole is not closed", "end it with `}}`, and pair the braces inside"),
        ("{{a}b}}", 10, "a hole is not closed", "end it with `}}`, and pair the braces inside"),
        ("A\n\nb {{}}", 12, "a hole is empty", "write what is to be recalled"),
        ("{{ ::hint}}", 10, "a hole is empty", "write what is to be recalled"),
        ("{{c2::}}", 10, "a hole is empty", "write what is to be recalled"),
        (
            r"$\frac{{{TP}}}{n}$",
            10,
            "a hole begins with `{`",
            r"put a space before the hole: `\frac{ {{a}} }{b}`",
        ),
        (
            "{{c1::a}}\nand {{b}}",
            11,
            "some holes are numbered and this one is not",
            "number all holes of the prompt: `{{c1::…}}`",
        ),
        ("{{c0::a}}", 10, "a hole has the number 0", "number holes from 1 to 9,999"),
        ("{{c12345::a}}", 10, "a hole has the number 12345", "number holes from 1 to 9,999"),
        (
            "Text $x = {{a::hint}}$",
            10,
            "a hint inside mathematics would be seen on a page",
            "say it in the text around the formula",
        ),
    ],
)
def test_mistake_in_a_prompt(tmp_path: Path, prompt: str, line: int, what: str, mend: str) -> None:
    reading = read(tmp_path, cloze(prompt), TWO)
    assert only(reading) == f"a.md:{line}: {what}; {mend}"
    assert slugs(reading) == ["two"]


def test_cloze_question_has_no_answer_section(tmp_path: Path) -> None:
    mistake = only(read(tmp_path, changed("recall", "cloze", QUESTION).replace("prompt", "{{a}}")))
    assert mistake.startswith("a.md:12: a cloze question has no section `### Answer`;")


def test_holes_may_stand_in_the_heading(tmp_path: Path) -> None:
    [question] = questions(tmp_path, changed("What is one?", "One is {{a}}.", cloze("")))
    assert question.prompt == "One is {{a}}."


def test_each_number_is_a_card(tmp_path: Path) -> None:
    [question] = questions(tmp_path, cloze("{{c3::a}} {{c1::b}} {{c3::c}} {{c7::d}}"))
    assert question.cards == (1, 3, 7)
    assert question.card_ids() == ("d/one", "d/one#3", "d/one#7")
