"""The program, run as from a shell: in this process for speed, or in one of its own."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from unittest import mock

from mlinterview.frontends.cli.main import main


@dataclass(frozen=True)
class Done:
    """What a run of the program left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document on standard output, with nothing beside it."""
        assert (self.code, self.err) == (0, "")
        assert self.out.count("\n") == 1
        return json.loads(self.out)


def run(*arguments: str, stdin: bytes = b"") -> Done:
    """Run the program in this process, from its arguments to its exit code."""
    streams = {
        "stdin": io.TextIOWrapper(io.BytesIO(stdin), "utf-8"),
        "stdout": io.TextIOWrapper(io.BytesIO(), "utf-8"),
        "stderr": io.TextIOWrapper(io.BytesIO(), "utf-8"),
    }
    code = 0
    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(sys, "argv", ["mlinterview", *arguments]))
        for name, stream in streams.items():
            stack.enter_context(mock.patch.object(sys, name, stream))
        try:
            main()
        except SystemExit as left:
            code = left.code
    return Done(code, _text(streams["stdout"]), _text(streams["stderr"]))


def start(
    *arguments: str, env: Mapping[str, str] | None = None, **options: Any
) -> subprocess.Popen:
    """Start the program in a process of its own; its output is captured unless told otherwise."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    command = [sys.executable, "-m", "mlinterview", *arguments]
    return subprocess.Popen(command, env={**os.environ, **(env or {})}, **options)


def run_alone(*arguments: str, **options: Any) -> Done:
    """Run the program in a process of its own, to its end."""
    process = start(*arguments, **options)
    out, err = (stream or b"" for stream in process.communicate())
    return Done(process.returncode, out.decode(), err.decode())


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode()
