"""What bubblewrap alone keeps from a program, with nothing of Python's own in the way."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from support.judging import has_bubblewrap

import mlinterview
from mlinterview.grading.judge import runner

pytestmark = pytest.mark.skipif(not has_bubblewrap(), reason="there is no bubblewrap here")


def caged(folder: Path, code: str, *arguments: object) -> str:
    """Run Python in the cage and return what it prints."""
    folder.mkdir(exist_ok=True)
    command = [*runner._bubblewrap(str(folder)), sys.executable, "-I", "-c", code]
    command += map(str, arguments)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "own"


EXISTS = "import os, sys; print(*map(os.path.exists, sys.argv[1:]))"


def test_own_folder_is_there_and_can_be_written(folder: Path) -> None:
    code = "import os; open('x', 'w').write('1'); print(os.getcwd())"
    assert caged(folder, code) == str(folder)
    assert (folder / "x").read_text() == "1"


def test_homes_and_secrets_are_not_there(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("secret")
    places = ["/root", "/home", "/etc/passwd", "/etc/shadow", "/var", "/mnt", tmp_path / "key"]
    if Path(sys.prefix).is_relative_to("/root") or Path(sys.base_prefix).is_relative_to("/root"):
        places.remove("/root")  # the folders above this Python are there, empty
    assert caged(folder, EXISTS, *places) == " ".join(["False"] * len(places))


def test_of_a_checkout_only_the_package_is_there(folder: Path) -> None:
    package = Path(mlinterview.__file__).parent
    outside = package.parent / "pyproject.toml"
    assert caged(folder, EXISTS, package, outside) == "True False"


def test_folders_on_the_path_of_imports_are_not_there(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # such as the home of somebody who starts Python there
    somebody = tmp_path / "somebody"
    somebody.mkdir()
    monkeypatch.syspath_prepend(somebody)
    assert caged(folder, EXISTS, somebody) == "False"


def test_python_in_a_home_does_not_open_the_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(Path(sys.prefix) / "somebody"))
    bound = runner._cage("/own")
    assert sys.prefix not in bound
    assert "/own" in bound


def test_python_and_numpy_cannot_be_changed(folder: Path) -> None:
    code = """
import sys
for path in sys.argv[1:]:
    try:
        open(path, "a")
        print("written")
    except OSError as error:
        print(error.strerror)
"""
    told = caged(folder, code, os.__file__, np.__file__, mlinterview.__file__, "/usr/new")
    assert told.split("\n") == ["Read-only file system"] * 4


def test_only_its_own_processes_are_there(folder: Path) -> None:
    code = "import os; print(*sorted(n for n in os.listdir('/proc') if n.isdecimal()))"
    assert len(caged(folder, code).split()) <= 3


def test_other_processes_cannot_be_signalled(folder: Path) -> None:
    code = (
        "import os, sys\ntry: os.kill(int(sys.argv[1]), 0)\nexcept OSError as e: print(e.strerror)"
    )
    assert caged(folder, code, os.getpid()) in ("No such process", "Operation not permitted")


def test_there_is_no_network(folder: Path) -> None:
    code = """
import socket, sys
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), 2)
    print("connected")
except OSError as error:
    print("not connected")
"""
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert caged(folder, code, server.getsockname()[1]) == "not connected"


def test_without_bubblewrap_there_is_no_cage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert runner._bubblewrap("/own") == []


def test_bubblewrap_that_does_not_work_is_no_cage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(broken))
    assert runner._bubblewrap("/own") == []
