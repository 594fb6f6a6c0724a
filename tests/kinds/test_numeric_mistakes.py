"""Each mistake that an author can make in a numeric question, with its line and its words."""

from pathlib import Path

import pytest
from support.authoring import NUMERIC, made
from support.reading import changed, only, read, told

BRACES = "write `{{name}}` or `{{name:.2f}}`; in TeX put a blank between braces"
NOT_HERE = "use arithmetic, functions and `math`, which is there"

MISTAKES = [
    ("decimals: 3", "decimals: three", 8, "`decimals` cannot be 'three'",
     "write a whole number from 0 to 12"),
    ("decimals: 3", "decimals: 13", 8, "`decimals` cannot be '13'",
     "write a whole number from 0 to 12"),
    ("decimals: 3", "decimals: -1", 8, "`decimals` cannot be '-1'",
     "write a whole number from 0 to 12"),
    ("decimals: 3", "decimals: [3]", 8, "`decimals` cannot be ['3']",
     "write a whole number from 0 to 12"),
    ("decimals: 3", "tolerance: small", 8, "`tolerance` cannot be 'small'",
     "write `1%` or a number"),
    ("decimals: 3", "tolerance: -1", 8, "`tolerance` cannot be '-1'", "write `1%` or a number"),
    ("decimals: 3", "tolerance: nan", 8, "`tolerance` cannot be 'nan'", "write `1%` or a number"),
    ("decimals: 3", "tolerance: [1%]", 8, "`tolerance` cannot be ['1%']",
     "write `1%` or a number"),
    ("decimals: 3", "decimals: 3\ntolerance: 1%", 9, "there are both `decimals` and `tolerance`",
     "keep one of them"),
    ("decimals: 3", "decimals: 3\ntrivial: yes", 9, "`trivial` cannot be 'yes'",
     "write `allowed`, or leave it out"),
    ("decimals: 3", "decimals: 3\nunit: [ms]", 9, "`unit` cannot be ['ms']",
     "write it short: `unit: ms`"),
    ("```python\ntp =", "```\ntp =", 15, "`### Draw` has 0 Python fences",
     "write one ```python fence there"),
    ("fn = integer(5, 60)\n```", "```\n\n```python\nfn = integer(5, 60)\n```", 15,
     "`### Draw` has 2 Python fences", "write one ```python fence there"),
    ("fp = integer(5, 60)", "fp = = 5", 17, "this is no Python (invalid syntax)", "correct it"),
    ("fp = integer(5, 60)", "import math\nfp = 5", 17,
     "imports and classes are not allowed here", NOT_HERE),
    ("fp = integer(5, 60)", "fp = 5\nif fp:\n  from os import system", 19,
     "imports and classes are not allowed here", NOT_HERE),
    ("fp = integer(5, 60)", "class A: pass\nfp = 5", 17,
     "imports and classes are not allowed here", NOT_HERE),
    ("fp = integer(5, 60)", f"fp = {'1+' * 2000}1", 16,
     "`### Draw` is longer than 4000 characters", "keep it to a few lines"),
    ("answer = tp", "result = tp", 24, "`### Solve` does not assign `answer`",
     "add `answer = …`"),
    ("answer = tp / (tp + fp)", "def answer():\n    return 1", 24,
     "`### Solve` does not assign `answer`", "add `answer = …`"),
    ("{{fp}} false alarms", "{{false}} alarms", 11,
     "the prompt shows `false`, which is not assigned", "assign it in `### Draw`"),
    ("{{fp}} false alarms", "{{answer}} alarms", 11,
     "the prompt shows `answer`, which is not assigned", "assign it in `### Draw`"),
    ("{{answer:.3f}}", "About it:\n{{tp}} and\n{{total}}", 36,
     "the answer shows `total`, which is not assigned", "assign it in `### Solve`"),
    ("Because.", "It is {{x}}.", 38, "the why shows `x`, which is not assigned",
     "assign it in `### Solve`"),
    ("None.", "{{tp}}, {{y}}.", 42, "the common mistake shows `y`, which is not assigned",
     "assign it in `### Solve`"),
    ("{{fp}} false alarms", "{{fp}} and\n{{ 2 * tp }} false alarms", 12,
     "the prompt has `{{` that is no placeholder", BRACES),
    ("{{fp}}", "{{fp.real}} {{fp}}", 11, "the prompt has `{{` that is no placeholder", BRACES),
    ("{{fp}}", "{{fp[0]}} {{fp}}", 11, "the prompt has `{{` that is no placeholder", BRACES),
    ("{{fp}}", "{{fp!r}} {{fp}}", 11, "the prompt has `{{` that is no placeholder", BRACES),
    ("{{fp}}", "{{fp:{tp}}} {{fp}}", 11, "the prompt has `{{` that is no placeholder", BRACES),
    ("{{fp}}", "{{fp:999999999}} {{fp}}", 11, "the prompt has `{{` that is no placeholder",
     BRACES),
    ("{{fp}}", "{{fp:.999f}} {{fp}}", 11, "the prompt has `{{` that is no placeholder", BRACES),
    ("{{tp}} hits, {{fp}} false alarms and {{fn}} misses", "many hits", 11,
     "the prompt shows none of the drawn numbers", "write them as `{{name}}`"),
    ("- `(tp + fp) / tp` It", "\nAlso\n\n- `(tp + fp) / tp` It", 31,
     "text in `### Wrong answers` is no item", "make it a list"),
    ("`(tp + fp) / tp` It", "(tp + fp) / tp: it", 30,
     "a wrong answer has no expression with feedback", "write - `expression` what went wrong"),
    ("` It is upside down.", "`", 30,
     "a wrong answer has no expression with feedback", "write - `expression` what went wrong"),
    ("`(tp + fp) / tp`", "`(tp + fp / tp`", 30, "`(tp + fp / tp` is no Python expression",
     "correct it"),
    ("`(tp + fp) / tp`", "`answer = 1`", 30, "`answer = 1` is no Python expression",
     "correct it"),
    ("`(tp + fp) / tp`", "`1) + (2`", 30, "`1) + (2` is no Python expression", "correct it"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "what", "mend"), MISTAKES)
def test_mistake_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, what: str, mend: str
) -> None:
    # a drawn name that is missing may be missed elsewhere, too
    assert f"a.md:{line}: {what}; {mend}" in told(read(tmp_path, changed(old, new, NUMERIC)))


def test_sound_question_has_no_mistakes(tmp_path: Path) -> None:
    assert read(tmp_path, NUMERIC).mistakes == ()


@pytest.mark.parametrize("section", ["Draw", "Solve", "Answer"])
def test_sections_that_are_required(tmp_path: Path, section: str) -> None:
    text = changed(f"### {section}\n", "### Go deeper\n", changed("### Go deeper\n", "", NUMERIC))
    assert f"a.md:1: the section `### {section}` is missing; add it" in told(read(tmp_path, text))


def test_missing_wrong_answers_are_a_warning(tmp_path: Path) -> None:
    begin, end = NUMERIC.index("### Wrong"), NUMERIC.index("### Answer")
    reading = read(tmp_path, NUMERIC[:begin] + NUMERIC[end:])
    assert told(reading, warnings=True) == [
        "a.md:4: the section `### Wrong answers` is missing; "
        "list the values that typical mistakes lead to, with feedback"
    ]
    assert len(reading.questions) == 1


@pytest.mark.parametrize(
    "code",
    ["-" * 3000 + "1", "(" * 1500 + "1" + ")" * 1500, "1" + "+1" * 1900, "f" + "()" * 1900,
     "'\\d'", "1 is 1"],
)  # fmt: skip
def test_odd_programs_are_read_or_refused(tmp_path: Path, code: str) -> None:
    reading = read(tmp_path, changed("fp = integer(5, 60)", f"fp = {code}", NUMERIC))
    assert all("this is no Python" in message or "U+" in message for message in told(reading))
    assert len(told(reading)) <= 1


def test_deeply_nested_expression_of_a_wrong_answer(tmp_path: Path) -> None:
    nested = "(" * 1500 + "1" + ")" * 1500
    message = only(read(tmp_path, changed("`(tp + fp) / tp`", f"`{nested}`", NUMERIC)))
    assert message.endswith("is no Python expression; correct it")


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("a, (b, *c) = 1, (2, 3)", {"a", "b", "c"}),
        ("for i in [1]:\n    k = i", {"i", "k"}),
        ("if (w := 3): pass", {"w"}),
        ("n: int = 3\nn += 1", {"n"}),
        ("xs = [x * y for x in [1] for y in [2]]", {"xs"}),
        ("d = {k: v for k, v in []}\ns = {e for e in []}\ng = sum(q for q in [])",
         {"d", "s", "g"}),
        ("def f(p):\n    inner = p\n    return inner\nr = f(1)", {"r"}),
        ("_hidden = 1", set()),
        ("h = lambda u: u", {"h"}),
    ],
)  # fmt: skip
def test_names_that_texts_may_show(code: str, names: set[str]) -> None:
    question = made(changed("fn = integer(5, 60)", f"fn = integer(5, 60)\n{code}", NUMERIC))
    assert set(question.details["names"]) == names | {"tp", "fp", "fn", "answer"}
