"""Start the referee with a job, and bring its report back, whatever happens there."""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GRACE_SECONDS = 40.0
"""For starting two interpreters and importing NumPy, on a slow machine."""
_REFEREE, _PLAYER = (
    f"from mlinterview.grading.judge.{role} import main; main()" for role in ("referee", "player")
)
_PASSED_ON = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC")


@dataclass(frozen=True, slots=True)
class TestResult:
    """One test.

    Attributes:
        name: the test function's.
        about: what it checks, in words.
        passed: whether it holds.
        why: what went wrong, if it does not.
    """

    name: str
    about: str
    passed: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a program.

    Attributes:
        tests: one entry a test, in order.
        failure: why no test was run; empty if they were.
        printed: the beginning of what the program printed.
        confined: whether it ran in bubblewrap.
    """

    tests: tuple[TestResult, ...]
    failure: str
    printed: str
    confined: bool

    @property
    def passed(self) -> bool:
        """Whether there were tests and all of them hold."""
        return not self.failure and bool(self.tests) and all(test.passed for test in self.tests)


def run_tests(
    code: str, tests: str, function: str, seconds: float = 10.0, operators: bool = False
) -> Report:
    """Run a program against tests, each in a process of its own; never raises for what they do.

    Args:
        code: the program.
        tests: functions ``test_…``.
        function: what the tests call.
        seconds: for the program, all tests together.
        operators: tests may add, index and so on what the program returns: a class is asked for.
    """
    with tempfile.TemporaryDirectory(prefix="mlinterview-", ignore_cleanup_errors=True) as folder:
        cage = _bubblewrap(folder)
        job = {
            "command": [*cage, *_python(_PLAYER), folder, str(seconds)],
            "env": _environment(folder),
            "folder": folder,
            "seconds": seconds,
            "code": code,
            "tests": tests,
            "function": function,
            "operators": operators,
        }
        raw = _referee(job, folder, seconds + GRACE_SECONDS)
    try:
        values = json.loads(raw)
        results = tuple(
            TestResult(t["name"], t["about"], bool(t.get("passed")), _sound(t["why"]))
            for t in values["tests"]
        )
        return Report(
            results, _sound(values["failure"]), _sound(values["printed"]), confined=bool(cage)
        )
    except (ValueError, KeyError, TypeError):
        failure = "the tests were stopped before they could report"
        return Report((), failure, "", confined=bool(cage))


def _referee(job: dict[str, Any], folder: str, seconds: float) -> bytes:
    process = subprocess.Popen(
        _python(_REFEREE),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(folder),
        cwd=folder,
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(json.dumps(job).encode(), timeout=seconds)
    except subprocess.TimeoutExpired:
        output = b""
    finally:
        # the player has asked to die with the referee, and bubblewrap dies with it
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.communicate()
    return output


def _python(code: str) -> list[str]:
    """Return a command that runs code with this very package, apart from all that could shadow it.

    Isolated mode knows neither PYTHONPATH nor the user's own site-packages.
    """
    ours, site_packages = map(str, _roots())
    found = f"sys.path.insert(0, {ours!r}); import mlinterview; sys.path.pop(0)"
    return [
        sys.executable, "-I", "-c", f"import sys; {found}; sys.path.append({site_packages!r}); {code}",
    ]  # fmt: skip


@functools.cache
def _roots() -> tuple[Path, Path]:
    """Where this package and NumPy are imported from."""
    ours = Path(__file__).resolve().parents[3]
    numpy = importlib.util.find_spec("numpy")
    if numpy is None or numpy.origin is None:
        return ours, ours
    return ours, Path(numpy.origin).resolve().parents[1]


def _sound(text: str) -> str:
    """Return a text that can be kept: half characters, which cannot, become question marks."""
    return text.encode(errors="replace").decode()


def _environment(folder: str) -> dict[str, str]:
    """Nothing of ours that a program could want: no tokens, no keys, no settings."""
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {
        **kept,
        "HOME": folder,
        "TMPDIR": folder,
        "TEMP": folder,
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        # one thread is enough for an answer, and the limits stay meaningful
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }


def _bubblewrap(folder: str) -> list[str]:
    """Return the beginning of a command that runs the rest in bubblewrap; empty if it cannot."""
    program = shutil.which("bwrap")
    if program is None:
        return []
    command = [program, *_cage(folder)]
    return command if _works(program) else []


def _cage(folder: str) -> list[str]:
    ours, site_packages = _roots()
    seen = [Path(path) for path in (
        "/usr", "/lib", "/lib64", "/lib32", "/bin", "/etc/ld.so.cache", "/etc/localtime",
        "/etc/alternatives", sys.prefix, sys.base_prefix,
    )]  # fmt: skip
    # of a checkout, only the package: not what else its owner keeps there
    seen += [Path(sys.executable).resolve().parents[1], ours / "mlinterview", site_packages]
    home = Path(os.environ.get("HOME", "/"))
    binds = [
        part
        for path in dict.fromkeys(seen)
        if not home.is_relative_to(path)  # a Python that is installed there: better no cage
        for part in ("--ro-bind-try", str(path), str(path))
    ]
    return [
        "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL",
        "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", *binds,  # noqa: S108 - the cage's own
        "--bind", folder, folder, "--chdir", folder, "--",
    ]  # fmt: skip


@functools.cache
def _works(program: str) -> bool:
    """Whether bubblewrap may make namespaces here; some systems and containers forbid it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [program, *_cage(folder), *_python("import numpy, mlinterview")]
        try:
            done = subprocess.run(command, capture_output=True, timeout=30, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return False
    return done.returncode == 0
