"""Code: write a function; tests in another process decide."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from mlinterview.grading.fences import one_fence, python_fences
from mlinterview.grading.listitems import read_items
from mlinterview.model.kinds import (
    Draft,
    Outcome,
    Presentation,
    QuestionKind,
    Reading,
    ResponseForm,
    Verdict,
)

if TYPE_CHECKING:
    from mlinterview.grading.judge.runner import Report
    from mlinterview.model.kinds import Text
    from mlinterview.model.questions import Question


class Code(QuestionKind):
    """A function to be written."""

    name = "code"
    description = "Write a function that passes tests."
    fields = frozenset({"function", "seconds"})
    sections = {
        "starter": True,
        "solution": True,
        "tests": True,
        "wrong solutions": True,
        "hints": False,
    }
    answer = None
    runs_code = True

    def read(self, draft: Draft) -> Reading:
        """Read the programs; nothing is run."""
        function = str(draft.fields.get("function", ""))
        if not function.isidentifier():
            draft.mistake(draft.line_of("function"), "`function` is missing or no name",
                          "name what is to be written: `function: softmax`")  # fmt: skip
        parts = {name: one_fence(draft, name) for name in ("starter", "solution", "tests")}
        for name, text in parts.items():
            _check_python(draft, text, function if name != "tests" else "")
        tests = [n for n in _top_level(parts["tests"].text) if n.startswith("test_")]
        if parts["tests"].text and not tests:
            draft.mistake(parts["tests"].line, "there is no function `test_…`", "write some")
        wrong = []
        section = draft.sections.get("wrong solutions")
        if section is not None:
            wrong = python_fences(section)
            for about, text in wrong:
                _check_python(draft, text, function)
                if not about:
                    draft.mistake(text.line, "a wrong solution has no name",
                                  "say in a paragraph before it what the mistake is")  # fmt: skip
            if len(wrong) < 2:
                draft.mistake(section.line, f"there are {len(wrong)} wrong solutions",
                              "write at least two plausible ones")  # fmt: skip
        hints = draft.sections.get("hints")
        return Reading({
            "function": function,
            "seconds": _seconds(draft),
            **{name: text.text for name, text in parts.items()},
            "wrong": [{"about": about, "code": text.text, "line": text.line}
                      for about, text in wrong],
            "hints": [f"{i.head}\n\n{i.rest}".strip() for i in read_items(hints)[0]] if hints else [],
            "lines": {name: text.line for name, text in parts.items()},
        })  # fmt: skip

    def present(self, question: Question, ordinal: int, seed: int) -> Presentation:
        """Return the task; the answer is the solution with the author's words."""
        solution = f"```python\n{question.details['solution'].rstrip()}\n```"
        return Presentation(
            prompt=question.prompt,
            answer=f"{question.answer}\n\n{solution}".strip(),
            form=ResponseForm.CODE,
            hints=tuple(question.details["hints"]),
            starter=question.details["starter"],
        )

    def grade(self, question: Question, shown: Presentation, response: str) -> Verdict | None:
        """Run the tests; all of them have to hold."""
        from mlinterview.grading.judge.runner import run_tests

        details = question.details
        report = run_tests(response, details["tests"], details["function"], details["seconds"])
        return verdict_of(report)


def verdict_of(report: Report) -> Verdict:
    """Turn a report of tests into a verdict with one line a test."""
    lines = []
    if report.failure:
        lines.append(f"✗ The program does not run: {report.failure}")
    for test in report.tests:
        lines.append(f"{'✓' if test.passed else '✗'} {test.about}")
        if not test.passed and test.why:
            lines[-1] += f": {test.why}"
    if report.printed.strip():
        lines.append(f"Your program printed:\n{report.printed.strip()[:2000]}")
    failed = next((test.name for test in report.tests if not test.passed), None)
    return Verdict(
        Outcome.CORRECT if report.passed else Outcome.WRONG,
        tuple(lines),
        {
            "passed": sum(test.passed for test in report.tests),
            "tests": len(report.tests),
            "failed": failed or report.failure or None,
        },
    )


def _check_python(draft: Draft, code: Text, function: str) -> None:
    if not code.text:
        return
    try:
        compile(code.text, "deck", "exec", dont_inherit=True, flags=ast.PyCF_ONLY_AST)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = code.line + (getattr(error, "lineno", None) or 1) - 1
        draft.mistake(line, f"this is no Python ({getattr(error, 'msg', error)})", "correct it")
        return
    if function and function not in _top_level(code.text):
        draft.mistake(code.line, f"`{function}` is not defined here", "define it at the top level")


def _top_level(code: str) -> list[str]:
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [statement.name for statement in tree.body if isinstance(statement, kinds)]


def _seconds(draft: Draft) -> float:
    value = draft.fields.get("seconds", "10")
    try:
        seconds = float(value)
    except (TypeError, ValueError):
        seconds = 0.0
    if not 0 < seconds <= 120:
        draft.mistake(draft.line_of("seconds"), f"`seconds` cannot be {value!r}",
                      "write a number up to 120")  # fmt: skip
        return 10.0
    return seconds
