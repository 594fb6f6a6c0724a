"""Run small programs before small tests, in a cage where there is one, and outside of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from textwrap import dedent
from unittest.mock import patch

from mlinterview.grading.judge import runner
from mlinterview.grading.judge.runner import Report, run_tests

SECONDS = 8.0
"""More than any of the programs needs, also on a busy machine."""

CAGES = ["caged", "uncaged"]


@contextmanager
def cage(which: str) -> Iterator[None]:
    """Run programs in bubblewrap, or as if there were none."""
    if which == "caged":
        yield
    else:
        with patch.object(runner, "_bubblewrap", lambda folder: []):
            yield


def has_bubblewrap() -> bool:
    return bool(runner._bubblewrap("/nowhere"))


def judged(
    code: str, tests: str, function: str = "f", seconds: float = SECONDS, operators: bool = False
) -> Report:
    """Run a program against tests; a test without ``def`` is the body of one."""
    tests = dedent(tests)
    if "def test_" not in tests:
        body = "\n".join(f"    {line}" for line in tests.strip().splitlines())
        tests = f'def test_it():\n    """It works."""\n{body}\n'
    return run_tests(dedent(code), tests, function, seconds, operators)


def why(code: str, tests: str, function: str = "f") -> str:
    """Return why the only test fails."""
    report = judged(code, tests, function)
    assert report.failure == ""
    [test] = report.tests
    assert not test.passed
    return test.why


def passes(code: str, tests: str, function: str = "f") -> bool:
    report = judged(code, tests, function)
    assert report.passed or report.failure or any(test.why for test in report.tests)
    return report.passed


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
