"""Single keys, read so that a closed terminal ends the session instead of hanging it."""

from __future__ import annotations

import contextlib

import click


class Left(Exception):
    """The learner left, or the terminal is gone."""


def read_key() -> str:
    """Return one key in lower case; Enter is ``enter``, Escape and arrows are names in ``<>``.

    Raises:
        Left: Ctrl-C, Ctrl-D, or no terminal any more.
    """
    try:
        key = click.getchar()
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


def read_line(prompt: str) -> str | None:
    """Return a typed line, or ``None`` if the learner thought better of it (Ctrl-C, Ctrl-D)."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401  # line editing, where the platform has it
    try:
        return input(prompt).strip()
    except (KeyboardInterrupt, EOFError):
        return None
