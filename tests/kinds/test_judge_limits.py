"""Limits of time, memory and size, and what a program finds around it."""

import os
from pathlib import Path

import pytest
from support.judging import CAGES, cage, judged, passes, why

from mlinterview.grading.judge import runner

SAME = "def f(x):\n    return x\n"


def test_time_is_for_all_tests_together() -> None:
    code = "import time\ndef f(x):\n    time.sleep(0.4)\n    return x\n"
    tests = "\n".join(f"def test_{n}():\n    assert f(1) == 1\n" for n in range(5))
    report = judged(code, tests, seconds=1.0)
    whys = [test.why for test in report.tests]
    assert whys[0] == ""
    assert "it did not finish within 1 s" in whys
    assert whys[-1] == "not run: the program had ended"


def test_time_of_loading_counts() -> None:
    assert judged("while True: pass", "f(1)", seconds=0.5).failure == (
        "it did not finish within 0.5 s"
    )


def test_program_that_listens_no_more_does_not_block_the_tests() -> None:
    code = """
        import json, os, struct
        data = json.dumps({"value": None, "number": 1}).encode()
        for n in range(21):
            try: os.write(n, struct.pack("!I", len(data)) + data)
            except OSError: pass
        while True:
            pass
    """
    report = judged(code, "assert f('x' * 10_000_000)", seconds=1.0)
    assert [test.why for test in report.tests] == ["it did not finish within 1 s"]


def test_tests_that_never_end_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "GRACE_SECONDS", 1.0)
    report = judged(SAME, "while True: pass", seconds=0.5)
    assert report.failure == "the tests were stopped before they could report"
    assert not report.passed


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("def f(x):\n    return 'x' * 70_000_000\n", "a value is larger than 64 MB"),
        ("import numpy as np\ndef f(x):\n    return np.zeros(5_000_000)\n",
         "an array is larger than 32 MB"),
        ("def f(x):\n    return iter(int, 1)\n", "an iterator yields more than 10,000 values"),
        ("def f(x):\n    return (v := []) or v.append(v) or v\n", "nested too deeply"),
    ],
)  # fmt: skip
def test_value_that_cannot_be_sent_is_told(code: str, reason: str) -> None:
    assert reason in why(code, "f(1)")


def test_program_goes_on_after_a_value_that_cannot_be_sent() -> None:
    code = "def f(x):\n    return 'x' * x\n"
    assert passes(code, "try: f(70_000_000)\nexcept Exception: pass\nassert f(2) == 'xx'")


@pytest.mark.parametrize("where", CAGES)
def test_memory_is_limited(where: str) -> None:
    with cage(where):
        told = why("def f(x):\n    return len(bytearray(x))\n", "f(3 * 10**9)")
    assert told.startswith("MemoryError")


@pytest.mark.parametrize("where", CAGES)
def test_environment_is_empty_but_for_harmless_things(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "secret")
    monkeypatch.setenv("PYTHONSTARTUP", "/evil.py")
    monkeypatch.setenv("PYTHONPATH", "/evil")
    monkeypatch.setenv("LD_PRELOAD", "")
    with cage(where):
        report = judged("import os\nprint(*os.environ)", "f(1)")
    allowed = {
        "PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "HOME", "TMPDIR", "TEMP", "LANG",
        "PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS",
        "MKL_NUM_THREADS", "LC_CTYPE", "PWD",
    }  # fmt: skip
    assert set(report.printed.split()) <= allowed


@pytest.mark.parametrize("where", CAGES)
def test_own_folder_is_home_and_writable_and_gone_afterwards(where: str) -> None:
    code = """
        import os, pathlib, tempfile
        print(os.getcwd())
        assert os.environ["HOME"] == os.getcwd() == tempfile.gettempdir()
        pathlib.Path("a/b").mkdir(parents=True)
        pathlib.Path("a/b/c.txt").write_text("text")
        assert pathlib.Path("a/b/c.txt").read_text() == "text"
        assert os.listdir("a") == ["b"]
        with tempfile.TemporaryDirectory() as folder:
            open(os.path.join(folder, "x"), "wb").close()
    """
    with cage(where):
        report = judged(code + "    ", "assert True")
    assert report.failure == ""
    assert not Path(report.printed.strip()).exists()


LIBRARIES = (
    "abc, array, bisect, collections, concurrent.futures, contextlib, copy, dataclasses, decimal, "
    "enum, fractions, functools, heapq, itertools, json, math, numpy.fft, numpy.linalg, numpy.ma, "
    "numpy.random, operator, pickle, queue, random, re, statistics, string, threading, time, "
    "typing, unittest, urllib.parse, uuid, warnings, zoneinfo"
)


@pytest.mark.parametrize("where", CAGES)
def test_what_answers_import_is_there(where: str) -> None:
    with cage(where):
        report = judged(f"import {LIBRARIES}\n{SAME}", "assert f(1) == 1")
    assert report.failure == ""
    assert report.passed


@pytest.mark.parametrize("where", CAGES)
def test_chance_and_data_of_the_library_are_there(where: str) -> None:
    code = """
        import numpy as np, zoneinfo, random, secrets
        def f(x):
            zoneinfo.ZoneInfo("Europe/Berlin")
            return [np.random.default_rng(0).integers(5), secrets.randbelow(1), random.Random(0).random() < 1]
    """
    with cage(where):
        assert passes(code, "assert f(1)[1:] == [0, True]")


def test_modules_in_the_working_folder_do_not_get_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "numpy", "mlinterview", "sitecustomize", "usercustomize"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('shadowed')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert passes(SAME, "assert f(1) == 1")


def test_stray_interpreter_options_do_not_get_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONOPTIMIZE", "2")  # assertions would vanish
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    assert not judged(SAME, "assert f(1) == 2").passed


def test_program_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "_PLAYER", "raise ImportError('no player')")
    report = judged(SAME, "assert f(1) == 1")
    assert report.failure == (
        "the program could not be started: your program ended itself (exit code 1) "
        "ImportError: no player"
    )


def test_nothing_is_left_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    judged("open('x', 'w').write('x')\nimport os\nos.chmod", "f(1)")
    assert os.listdir(tmp_path) == []
