"""Pseudo-terminals: the other end of a real terminal, and programs that run in one."""

import os
import pty
import re
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")


class Terminal:
    """The outer end of a pseudo-terminal."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def type(self, keys: str) -> None:
        """Press keys, all at once."""
        os.write(self._descriptor, keys.encode())

    def wait_for(self, text: str) -> str:
        """Read until something is seen; return all that came since the last such moment."""
        raw = b""
        while text not in (seen := _text(raw)):
            piece = self._read()
            assert piece, f"{text!r} did not come:\n{seen}"
            raw += piece
        return seen

    def rest(self) -> str:
        """Read until the program has ended."""
        raw = b""
        while piece := self._read():
            raw += piece
        return _text(raw)

    def hang_up(self) -> None:
        """Close the terminal, as a window is closed; once is enough."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._descriptor = -1

    def _read(self) -> bytes:
        try:
            return os.read(self._descriptor, 65_536)
        except OSError:
            return b""  # nobody is at the other end any more


def _text(raw: bytes) -> str:
    """Return what is seen; a character or a sequence may still be incomplete."""
    return ESCAPES.sub("", raw.decode(errors="replace")).replace("\r\n", "\n")


# the terminal has to be the new process's own, so that Ctrl-C and a closed window reach it
_LAUNCHER = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "mlinterview", *sys.argv[1:]])
"""


@contextmanager
def in_terminal(
    *arguments: str, columns: int = 80, env: Mapping[str, str] | None = None
) -> Iterator[tuple[subprocess.Popen[bytes], Terminal]]:
    """Run the program in a terminal of its own; both are gone at the end."""
    outer, inner = pty.openpty()
    termios.tcsetwinsize(inner, (40, columns))
    process = subprocess.Popen(
        [sys.executable, "-c", _LAUNCHER, *arguments],
        stdin=inner, stdout=inner, stderr=inner, start_new_session=True,
        env={**_without_size(os.environ), "TERM": "xterm", **(env or {})},
    )  # fmt: skip
    os.close(inner)
    terminal = Terminal(outer)
    try:
        yield process, terminal
    finally:
        terminal.hang_up()
        process.kill()
        process.wait()


def _without_size(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment that does not say how wide the terminal of the tests is."""
    return {name: v for name, v in environment.items() if name not in ("COLUMNS", "LINES")}
