"""Hostile answers: none passes, none hangs, none harms, with bubblewrap and without."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import gettempdir

import pytest
from support.hostile import CRASHES, ENDLESS, FORGERIES
from support.intruders import INTRUDERS, TRICKS, together
from support.judging import CAGES, cage, has_bubblewrap, is_alive, judged

from mlinterview.grading.judge.runner import Report

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the confinement of Linux")

TESTS = """
def test_it():
    \"\"\"It works.\"\"\"
    assert f(20) == 400

def test_close():
    assert close(f(3), 9)

def test_array():
    assert (f(np.array([2])) == np.array([4])).all()
"""

SECONDS = 2.0
SHORT = 0.5


@dataclass(frozen=True)
class Surroundings:
    """What a program must not reach."""

    home: Path
    victim: int
    port: int
    marker: str

    @property
    def canary(self) -> Path:
        return self.home / ".ssh" / "id_rsa"

    def meant(self, code: str) -> str:
        replaced = {
            "CANARY": self.canary,
            "HOME": self.home,
            "VICTIM": self.victim,
            "PORT": self.port,
        }
        for name, value in replaced.items():
            code = code.replace(name, str(value))
        return code

    def assert_unharmed(self, report: Report) -> None:
        # what failed is quoted elsewhere, harmless as it was
        assert "HARM" not in report.printed
        for secret in ("a very private key", "token of the parent", "root:"):
            assert secret not in repr(report)
        assert self.canary.read_text() == "a very private key"
        assert sorted(path.name for path in self.home.rglob("*")) == [".ssh", "id_rsa"]
        assert not Path(gettempdir(), "HARM").exists()
        assert is_alive(self.victim)
        assert left_behind(self.marker) == []


def left_behind(marker: str) -> list[str]:
    """Return the processes that a program has left running; they have its PATH."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if marker.encode() in (path / "environ").read_bytes():
                found.append((path / "cmdline").read_text())
        except OSError:
            continue
    return found


@pytest.fixture
def around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Surroundings]:
    home = tmp_path / "somebody"
    (home / ".ssh").mkdir(parents=True)
    (home / ".ssh" / "id_rsa").write_text("a very private key")
    marker = f"/marker/{tmp_path.name}/{os.getpid()}"
    with socket.create_server(("127.0.0.1", 0)) as server, subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE,
    ) as victim:  # fmt: skip
        monkeypatch.setenv("HOME", str(home))
        monkeypatch.setenv("SECRET_TOKEN", "token of the parent")
        monkeypatch.setenv("PATH", f"{os.environ['PATH']}:{marker}")
        yield Surroundings(home, victim.pid, server.getsockname()[1], marker)
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()
        victim.kill()


ALONE = [
    pytest.param(code, SHORT if name in ENDLESS else SECONDS, id=name)
    for programs in (ENDLESS, CRASHES, FORGERIES, TRICKS)
    for name, code in programs.items()
]


@pytest.mark.parametrize("where", CAGES)
@pytest.mark.parametrize(("code", "seconds"), ALONE)
def test_hostile_program(around: Surroundings, code: str, seconds: float, where: str) -> None:
    with cage(where):
        report = judged(around.meant(code), TESTS, seconds=seconds)
    assert not report.passed
    assert report.confined is (where == "caged" and has_bubblewrap())
    around.assert_unharmed(report)


NAMES = list(INTRUDERS)
BATCHES = [NAMES[start : start + 6] for start in range(0, len(NAMES), 6)]


@pytest.mark.parametrize("where", CAGES)
@pytest.mark.parametrize("names", BATCHES, ids=", ".join)
def test_intruders(around: Surroundings, names: list[str], where: str) -> None:
    with cage(where):
        report = judged(around.meant(together(names)), TESTS, seconds=SECONDS)
    for name in names:
        assert f"{name}\n" in report.printed
    assert not report.passed
    around.assert_unharmed(report)


def test_harm_would_be_noticed(around: Surroundings) -> None:
    sound = Report((), "", "fine", confined=False)
    around.assert_unharmed(sound)
    for told in ("HARM", "a very private key"):
        with pytest.raises(AssertionError):
            around.assert_unharmed(replace(sound, printed=told))
    (around.home / "new").touch()
    with pytest.raises(AssertionError):
        around.assert_unharmed(sound)


def test_names_of_programs_are_unique() -> None:
    names = [*ENDLESS, *CRASHES, *FORGERIES, *INTRUDERS, *TRICKS]
    assert len(set(names)) == len(names)
