"""Values of the fields are text, and nothing in them is dangerous or read by halves."""

from pathlib import Path
from typing import Any

import pytest
from support.reading import QUESTION, changed, only, questions, read

from mlinterview.deckfiles.fields import read_fields
from mlinterview.model.kinds import Text

FIRST = 10


def values(source: str) -> dict[str, Any]:
    told: list[Any] = []
    fields = read_fields(Text(source, FIRST), lambda *mistake: told.append(mistake))
    assert fields is not None
    assert told == []
    return fields.values


def mistakes(source: str) -> list[tuple[int, str, str]]:
    told: list[tuple[int, str, str]] = []
    read_fields(Text(source, FIRST), lambda *mistake: told.append(mistake))
    return told


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "null", "~", "12:30", "0.50", "1_000", "007", "1e3", "2026-01-01", ".inf", "<<"],
)
def test_plain_value_stays_text(text: str) -> None:
    assert values(f"a: {text}\nb: [{text}]\n{text}: c") == {"a": text, "b": [text], text: "c"}


def test_tags_make_no_objects() -> None:
    assert values("a: !!python/object/apply:os.getcwd []\nb: !!int 7") == {"a": [], "b": "7"}


def test_empty_value_is_empty_text() -> None:
    assert values("a:\nb: ''") == {"a": "", "b": ""}


def test_lines_of_keys_are_lines_of_the_file() -> None:
    fields = read_fields(Text("a: x\nb:\n  - y\nc: z", FIRST), lambda *_: None)
    assert fields is not None
    assert fields.lines == {"a": 10, "b": 11, "c": 13}


def test_key_that_stands_twice() -> None:
    twice = "the key `id` stands twice"
    assert mistakes("id: a\nkind: b\nid: c") == [(12, twice, "keep one of them")]


def test_key_that_stands_twice_further_inside() -> None:
    assert mistakes("a:\n  b: 1\n  b: 2") == [(12, "the key `b` stands twice", "keep one of them")]


def test_aliases_are_refused_before_they_grow() -> None:
    laughs = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for old, new in zip("abcdefghij", "bcdefghijk", strict=True):
        laughs.append(f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]")
    what = "YAML aliases (`*name`) are not allowed"
    assert mistakes("\n".join(laughs)) == [(11, what, "write the value out")]


@pytest.mark.parametrize("deep", ["[" * 100_000, "{a: " * 100_000, "[" * 25 + "]" * 25])
def test_deep_nesting_is_refused(deep: str) -> None:
    assert mistakes(f"x: y\na: {deep}") == [(11, "YAML is nested too deeply", "write it flat")]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a: b: c", 10),
        ("a: b\n  c: d", 11),
        ("a: 'x\nb: y", 11),
        ("a: [x", 10),
        ("a: x\n---\nb: y", 11),
        ("a: `x`", 10),
        ("a: @x", 10),
        ("a: *", 10),
        ("%YAML 9.9\n---\na: b", 10),
        ("a: \ufffe", 10),
    ],
)
def test_what_yaml_cannot_read(source: str, line: int) -> None:
    [(at, what, mend)] = mistakes(source)
    assert at == line
    assert what.startswith("YAML cannot be read here (")
    assert mend == "check indentation, and put quotes round values with `: `, `#` or `[`"


@pytest.mark.parametrize(("source", "line"), [("a:\n\tb: c", 11), ("\ta: b", 10)])
def test_tab_as_indentation(source: str, line: int) -> None:
    [(at, _, mend)] = mistakes(source)
    assert (at, mend) == (line, "indent with spaces, not with tabs")


@pytest.mark.parametrize("source", ["", "# a comment", "- a", "word"])
def test_what_is_no_mapping(source: str) -> None:
    what = "the fields are no `key: value` lines"
    assert mistakes(source) == [(10, what, "write them like `id: my-question`")]


def test_key_that_is_no_word() -> None:
    assert mistakes("? [a]\n: b") == [(10, "a key is no plain word", "write `key: value`")]


@pytest.mark.parametrize("quoted", ['"\\e[31m"', '["\\e"]', '{"\\e": x}', '{x: "\\x1b"}'])
def test_control_character_written_as_an_escape(quoted: str) -> None:
    assert mistakes(f"x: y\na: {quoted}") == [(11, "the control character U+001B", "delete it")]


def test_message_about_a_key_of_two_lines_is_one_line(tmp_path: Path) -> None:
    mistake = only(read(tmp_path, changed("[T]", '[T]\n"a\\nb": c')))
    assert mistake.startswith("a.md:8: a recall question has no field `a b`;")


def test_value_cut_off_by_a_comment_sign_is_what_yaml_says(tmp_path: Path) -> None:
    [question] = questions(tmp_path, changed("[T]", "[T] # the main topic"))
    assert question.topics == ("T",)


def test_unreadable_fields_cost_their_question_only(tmp_path: Path) -> None:
    reading = read(tmp_path, changed("[T]", "[T"), QUESTION)
    assert only(reading).startswith("a.md:7: YAML cannot be read here (")
    assert len(reading.questions) == 1


def test_empty_mapping_lacks_all_required_fields(tmp_path: Path) -> None:
    text = changed("id: one\nkind: recall\nlevel: mid\ntopics: [T]\n", "{}\n")
    assert [m.what for m in read(tmp_path, text).mistakes if not m.warning] == [
        "`id` is missing", "`kind` is missing", "`level` is missing", "`topics` is missing"
    ]  # fmt: skip
