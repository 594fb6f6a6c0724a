"""The tests' process: runs a question's tests against the player and reports, one entry a test."""

from __future__ import annotations

import json
import linecache
import os
import sys
import traceback
from typing import Any

from mlinterview.grading.judge import confinement
from mlinterview.grading.judge.remote import Connection, PlayerGone, Remote

FILE = "tests.py"
_LONGEST = 400


def main() -> None:
    """Read the job from standard input, write the report to standard output."""
    job = json.load(sys.stdin)
    # what a hostile player sends must not fill the machine's memory here
    confinement.limit_memory()
    report = run(job)
    # the player cannot write here: it has pipes of its own
    sys.stdout.write(json.dumps(report))
    sys.stdout.flush()
    os._exit(0)


def run(job: dict[str, Any]) -> dict[str, Any]:
    """Run all tests of a job; see ``runner.Report`` for what is reported."""
    report: dict[str, Any] = {"tests": [], "failure": "", "printed": ""}
    try:
        player = Connection(
            job["command"], job["env"], job["folder"], job["seconds"], job["operators"]
        )
    except (OSError, PlayerGone) as error:
        report["failure"] = f"the program could not be started: {error}"
        return report
    try:
        try:
            player.load(job["code"])
        except PlayerGone as error:
            report["failure"] = str(error)
        except Exception as error:
            report["failure"] = f"{type(error).__name__}: {error}"
        if not report["failure"]:
            _run_tests(player, job, report)
    finally:
        player.close()
        report["printed"] = player.printed
    return report


def _run_tests(player: Connection, job: dict[str, Any], report: dict[str, Any]) -> None:
    names = _names_for_tests(player, job["function"])
    code = job["tests"]
    linecache.cache[FILE] = (len(code), None, code.splitlines(keepends=True), FILE)
    try:
        # the deck is trusted, or we are not here
        exec(compile(code, FILE, "exec"), names)  # noqa: S102
    except PlayerGone as error:
        report["failure"] = str(error)
        return
    except BaseException as error:
        report["failure"] = f"the tests do not run: {type(error).__name__}: {error}"[:_LONGEST]
        return
    tests = [(name, test) for name, test in names.items()
             if name.startswith("test_") and callable(test)]  # fmt: skip
    gone = ""
    for name, test in tests:
        entry: dict[str, Any] = {
            "name": name,
            "about": " ".join((test.__doc__ or name).split()),
            "why": gone,
        }
        report["tests"].append(entry)
        if gone:
            continue
        try:
            if test() is None:
                entry["passed"] = True
            else:
                entry["why"] = "the test returns something instead of asserting it"
        except PlayerGone as error:
            entry["why"] = str(error)
            gone = "not run: the program had ended"
        except BaseException as error:
            entry["why"] = _why(error)


def _names_for_tests(player: Connection, function: str) -> dict[str, Any]:
    import numpy as np

    def raises(kind: type[Exception], call: Any, *arguments: Any, **keywords: Any) -> bool:
        """Tell whether the call raises this exception."""
        try:
            call(*arguments, **keywords)
        except kind:
            return True
        return False

    def mutates(call: Remote, *arguments: Any) -> bool:
        """Tell whether the call changes its arguments."""
        return player.changes(call._path, arguments)  # noqa: SLF001

    def close(a: Any, b: Any, tolerance: float = 1e-6) -> bool:
        """Tell whether numbers, sequences or arrays agree in shape and value."""
        try:
            first, second = np.asarray(a), np.asarray(b)
        except (TypeError, ValueError):
            return False
        # None and texts are no numbers, whatever NumPy could make of them
        if first.dtype.kind not in "biufc" or second.dtype.kind not in "biufc":
            return False
        return first.shape == second.shape and bool(
            np.allclose(first, second, rtol=tolerance, atol=tolerance, equal_nan=True)
        )

    return {
        "__name__": "tests",
        "np": np,
        function: Remote(player, [function]),
        "raises": raises,
        "mutates": mutates,
        "close": close,
    }


def _why(error: BaseException) -> str:
    """Say why a test failed: its own words, or the line and the values in it."""
    frames = [f for f in traceback.walk_tb(error.__traceback__) if f[0].f_code.co_filename == FILE]
    if not isinstance(error, AssertionError):
        return f"{type(error).__name__}: {error}"[:_LONGEST]
    if str(error):
        return str(error)[:_LONGEST]
    if not frames:
        return "it does not hold"
    frame, number = frames[-1]
    line = linecache.getline(FILE, number).strip()
    values = [
        f"{name} = {_short(value)}"
        for name, value in frame.f_locals.items()
        if name in line and not callable(value)
    ]
    return "\n".join([line.removeprefix("assert "), *values])[:_LONGEST]


def _short(value: Any) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) <= 100 else text[:97] + "..."


if __name__ == "__main__":
    main()
