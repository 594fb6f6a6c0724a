"""Pseudo-terminals: the other end of a real terminal, and programs that run in one."""

import os
import pty
import re
import select
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
        self.seen = ""

    def type(self, keys: str) -> None:
        """Press keys, all at once."""
        os.write(self._descriptor, keys.encode())

    def wait_for(self, text: str) -> str:
        """Read until something is seen; return all that came since the last such moment."""
        since = ""
        while text not in since:
            ready = select.select([self._descriptor], [], [], 60)[0]
            assert ready, f"{text!r} did not come:\n{since}"
            since += self._read()
        return since

    def rest(self) -> str:
        """Read until the program has ended."""
        found = ""
        while piece := self._read():
            found += piece
        return found

    def hang_up(self) -> None:
        """Close the terminal, as a window is closed; once is enough."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._descriptor = -1

    def _read(self) -> str:
        try:
            piece = os.read(self._descriptor, 65_536).decode(errors="replace")
        except OSError:
            piece = ""  # nobody is at the other end any more
        piece = ESCAPES.sub("", piece).replace("\r\n", "\n")
        self.seen += piece
        return piece


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
        env={**os.environ, "TERM": "xterm", **(env or {})},
    )  # fmt: skip
    os.close(inner)
    terminal = Terminal(outer)
    try:
        yield process, terminal
    finally:
        terminal.hang_up()
        process.kill()
        process.wait()
