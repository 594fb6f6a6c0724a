"""Single keys and typed lines: nothing typed ahead is lost, and a closed terminal ends the session."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator


class Left(Exception):
    """The learner left, or the terminal is gone."""


def read_key() -> str:
    """Return one key in lower case; Enter is ``enter``, Escape and arrows are names in ``<>``.

    Raises:
        Left: Ctrl-C, Ctrl-D, or no terminal any more.
    """
    try:
        key = _next_key()
    except (KeyboardInterrupt, EOFError, OSError):
        raise Left from None
    if key in ("", "\x03", "\x04"):
        raise Left
    if key in ("\r", "\n"):
        return "enter"
    if key == "\x1b":
        return "<escape>"
    if key.startswith("\x1b"):
        return "<other>"
    return key.casefold()


def read_line(prompt: str, beginning: str = "") -> str | None:
    """Return a typed line, or ``None`` if the learner thought better of it (Ctrl-C, Ctrl-D).

    ``beginning`` stands on the line already, where the platform can edit lines.
    """
    with lines():
        try:
            import readline
        except ImportError:
            typed = _plain_line(f"{prompt}{beginning}")
            return None if typed is None else f"{beginning}{typed}"
        readline.set_startup_hook(lambda: readline.insert_text(beginning))
        try:
            return _plain_line(prompt)
        finally:
            readline.set_startup_hook(None)


def _plain_line(prompt: str) -> str | None:
    try:
        return input(prompt).strip()
    except (KeyboardInterrupt, EOFError, OSError):
        click.echo()
        return None


if sys.platform == "win32":

    @contextmanager
    def keyboard() -> Iterator[None]:
        """Do nothing: Windows keeps keys until they are asked for, and shows none."""
        yield

    lines = keyboard
    _next_key = click.getchar

else:
    import codecs
    import select
    import termios

    _ESCAPE_SECONDS = 0.05
    """A terminal sends the rest of an arrow key at once; a finger takes longer after Escape."""

    @contextmanager
    def keyboard() -> Iterator[None]:
        """Within the block each key counts at once, also if it is typed ahead, and is not shown."""
        with _mode(by_line=False):
            yield

    @contextmanager
    def lines() -> Iterator[None]:
        """Within the block the terminal edits and shows lines, as ``input`` and editors expect."""
        with _mode(by_line=True):
            yield

    @contextmanager
    def _mode(*, by_line: bool) -> Iterator[None]:
        try:
            descriptor = sys.stdin.fileno()
            before = termios.tcgetattr(descriptor)
        except (AttributeError, ValueError, OSError, termios.error):
            yield  # no terminal, so nothing to set
            return
        mode = termios.tcgetattr(descriptor)
        editing = termios.ICANON | termios.ECHO
        mode[3] = mode[3] | editing if by_line else mode[3] & ~editing
        if not by_line:
            mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
            # who comes back from Ctrl-Z finds the shell's mode here, not this one
            mode[6][termios.VSUSP] = bytes([os.fpathconf(descriptor, "PC_VDISABLE") & 0xFF])
        # "drain", since "flush" would throw away what was typed ahead
        termios.tcsetattr(descriptor, termios.TCSADRAIN, mode)
        try:
            yield
        finally:
            with suppress(termios.error):  # the terminal may be gone
                termios.tcsetattr(descriptor, termios.TCSADRAIN, before)

    def _next_key() -> str:
        with keyboard():
            descriptor = sys.stdin.fileno()
            key = _character(descriptor)
            while key.startswith("\x1b") and not _is_whole(key):
                if not select.select([descriptor], [], [], _ESCAPE_SECONDS)[0]:
                    break
                key += _character(descriptor)
            return key

    def _is_whole(sequence: str) -> bool:
        if sequence[1:2] in ("[", "O"):
            return len(sequence) > 2 and "@" <= sequence[-1] <= "~"
        return len(sequence) > 1

    def _character(descriptor: int) -> str:
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        character = ""
        while not character:
            byte = os.read(descriptor, 1)
            if not byte:
                raise EOFError
            character = decoder.decode(byte)
        return character
