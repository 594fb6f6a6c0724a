"""Start the referee with a job, and bring its report back, whatever happens there."""

from __future__ import annotations

import contextlib
import functools
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


def run_tests(code: str, tests: str, function: str, seconds: float = 10.0) -> Report:
    """Run a program against tests, each in a process of its own; never raises for what they do."""
    with tempfile.TemporaryDirectory(prefix="mlinterview-", ignore_cleanup_errors=True) as folder:
        cage = _bubblewrap(folder)
        player = [sys.executable, "-I", "-m", "mlinterview.grading.judge.player", folder]
        job = {
            "command": [*cage, *player, str(seconds)],
            "env": _environment(folder),
            "folder": folder,
            "seconds": seconds,
            "code": code,
            "tests": tests,
            "function": function,
        }
        raw = _referee(job, folder, seconds + GRACE_SECONDS)
    try:
        values = json.loads(raw)
        results = tuple(
            TestResult(t["name"], t["about"], bool(t.get("passed")), t["why"])
            for t in values["tests"]
        )
        return Report(results, values["failure"], values["printed"], bool(cage))
    except (ValueError, KeyError, TypeError):
        return Report((), "the tests were stopped before they could report", "", bool(cage))


def _referee(job: dict[str, Any], folder: str, seconds: float) -> bytes:
    process = subprocess.Popen(
        [sys.executable, "-I", "-m", "mlinterview.grading.judge.referee"],
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
    package = Path(__file__).resolve().parents[3]
    seen = ["/usr", "/lib", "/lib64", "/lib32", "/bin", "/etc/ld.so.cache", "/etc/localtime",
            "/etc/alternatives"]  # fmt: skip
    seen += [sys.prefix, sys.base_prefix, str(Path(sys.executable).resolve().parent.parent)]
    seen += [str(package), *(path for path in sys.path if path and Path(path).is_dir())]
    binds = [part for path in dict.fromkeys(seen) for part in ("--ro-bind-try", path, path)]
    return [
        "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL",
        "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", *binds,
        "--bind", folder, folder, "--chdir", folder, "--",
    ]  # fmt: skip


@functools.cache
def _works(program: str) -> bool:
    """Whether bubblewrap may make namespaces here; some systems and containers forbid it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [program, *_cage(folder), sys.executable, "-I", "-c", "pass"]
        try:
            done = subprocess.run(command, capture_output=True, timeout=30, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return False
    return done.returncode == 0
