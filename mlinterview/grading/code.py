"""Code: write a function; tests in another process decide."""

from __future__ import annotations

import ast
from keyword import iskeyword
from typing import TYPE_CHECKING, ClassVar

from mlinterview.grading.fences import one_fence, parse_python, python_fences
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
from mlinterview.model.questions import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mlinterview.grading.judge.runner import Report
    from mlinterview.model.kinds import Text
    from mlinterview.model.questions import Question


class Code(QuestionKind):
    """A function to be written."""

    name = "code"
    description = "Write a function that passes tests."
    version = 3
    fields = frozenset({"function", "seconds"})
    sections: ClassVar[Mapping[str, bool]] = {
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
        function = _name(draft)
        parts = {name: one_fence(draft, name) for name in ("starter", "solution", "tests")}
        _check_program(draft, parts["starter"], function)
        asked = _check_program(draft, parts["solution"], function)
        _check_tests(draft, parts["tests"])
        wrong = []
        section = draft.sections.get("wrong solutions")
        if section is not None:
            wrong = python_fences(section)
            for about, text in wrong:
                _check_program(draft, text, function)
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
            "operators": isinstance(asked, ast.ClassDef),
            **{name: text.text for name, text in parts.items()},
            "wrong": [{"about": about, "code": text.text, "line": text.line}
                      for about, text in wrong],
            "hints": [f"{i.head}\n\n{i.rest}".strip() for i in read_items(hints)[0]] if hints else [],
            "lines": {name: text.line for name, text in parts.items()},
        })  # fmt: skip

    def examine(self, question: Question) -> Iterator[Mistake]:
        """Run the solution, the starter and the wrong solutions."""
        yield from _examine(question)

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
        return verdict_of(
            run_tests(
                response, details["tests"], details["function"], details["seconds"],
                details["operators"],
            )
        )  # fmt: skip


def verdict_of(report: Report) -> Verdict:
    """Turn a report of tests into a verdict with one line a test."""
    lines = []
    if report.failure:
        lines.append(f"✗ The program does not run:\n\n{_indented(report.failure)}")
    for test in report.tests:
        lines.append(f"{'✓' if test.passed else '✗'} {test.about}")
        if not test.passed and test.why:
            lines[-1] += f"\n\n{_indented(test.why)}"
    if report.printed.strip():
        lines.append(f"Your program printed:\n\n{_indented(report.printed.strip()[:2000])}")
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


def _indented(text: str) -> str:
    """Return text as a Markdown code block, which no content can leave."""
    return "\n".join(f"    {line}" for line in text.splitlines())


def _line(text: str) -> str:
    return " ".join(text.split())


def _examine(question: Question) -> Iterator[Mistake]:
    from mlinterview.grading.judge.runner import run_tests

    details = question.details

    def run(code: str) -> Report:
        return run_tests(
            code, details["tests"], details["function"], details["seconds"], details["operators"]
        )

    def mistake(line: int, what: str, mend: str) -> Mistake:
        return Mistake(question.path, line, what, mend)

    solution = run(details["solution"])
    if not solution.passed:
        failed = [test for test in solution.tests if not test.passed]
        why = f"{failed[0].name}: {failed[0].why}" if failed else solution.failure
        yield mistake(details["lines"]["solution"], f"the solution fails ({_line(why)})",
                      "correct it")  # fmt: skip
    starter = run(details["starter"])
    if starter.failure:
        yield mistake(details["lines"]["starter"],
                      f"the starter does not run ({_line(starter.failure)})",
                      "let it load without error")  # fmt: skip
    elif starter.passed:
        yield mistake(details["lines"]["tests"], "the starter passes all tests", "add tests")
    caught = 0
    for wrong in details["wrong"]:
        report, about = run(wrong["code"]), _line(wrong["about"])
        if report.passed:
            yield mistake(wrong["line"], f"the wrong solution passes: {about}",
                          "add a test that it fails")  # fmt: skip
        elif report.failure:
            yield mistake(wrong["line"],
                          f"the wrong solution does not run ({_line(report.failure)}): {about}",
                          "let it load, and fail a test")  # fmt: skip
        else:
            caught += 1
    if caught < 2:
        yield mistake(details["lines"]["tests"], f"the tests catch {caught} wrong solutions",
                      "add wrong solutions, or tests, until at least two fail")  # fmt: skip


_HELPERS = ("np", "raises", "mutates", "close")


def _name(draft: Draft) -> str:
    function = draft.fields.get("function", "")
    if not isinstance(function, str) or not function.isidentifier() or iskeyword(function):
        draft.mistake(draft.line_of("function"), "`function` is missing or no name",
                      "name what is to be written: `function: softmax`")  # fmt: skip
        return ""
    if function in _HELPERS:
        draft.mistake(draft.line_of("function"), f"`{function}` means something else in tests",
                      "choose another name")  # fmt: skip
    return function


def _check_program(draft: Draft, code: Text, function: str) -> ast.AST | None:
    """Return where a program defines what is asked for; if it does not, report that."""
    tree = parse_python(draft, code) if code.text else None
    if tree is None or not function:
        return None
    for node in _top_level(tree):
        if node.name == function:
            return node
    draft.mistake(code.line, f"`{function}` is not defined here", "define it at the top level")
    return None


def _check_tests(draft: Draft, code: Text) -> None:
    tree = parse_python(draft, code) if code.text else None
    if tree is None:
        return
    tests = [node for node in _top_level(tree) if node.name.startswith("test_")]
    if not tests:
        draft.mistake(code.line, "there is no function `test_…`", "write some")
    for number, test in enumerate(tests):
        line = code.line + test.lineno - 1
        if any(test.name == other.name for other in tests[:number]):
            draft.mistake(line, f"a second test `{test.name}`", "give it a name of its own")
        if not ast.get_docstring(test):
            draft.warning(line, f"`{test.name}` does not say what it checks",
                          "give it a docstring, which is shown to the learner")  # fmt: skip


def _top_level(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [node for node in getattr(tree, "body", ()) if isinstance(node, kinds)]


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
