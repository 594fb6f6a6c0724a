"""A clock that runs below the question while the learner thinks."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

_SECONDS = 1.0


class RunningClock:
    """Waits for a key, and meanwhile rewrites one line each second.

    It stands in the last line and is wiped before anything else is printed, so it needs to know
    nothing of what is on the screen. It runs only where a terminal can wipe a line and Python can
    wait for a key and the time at once.

    Args:
        key: returns the next key.
        text: returns what the clock shows.
        console: where it is shown.

    Attributes:
        shown: whether it runs.
    """

    def __init__(self, key: Callable[[], str], text: Callable[[], str], console: Console) -> None:
        self._key, self._text, self._console = key, text, console
        able = console.is_terminal and not console.is_dumb_terminal and sys.platform != "win32"
        self.shown = able
        self._able = able

    def toggle(self) -> bool:
        """Show or hide it; returns whether it runs now."""
        self.shown = self._able and not self.shown
        return self.shown

    def read_key(self) -> str:
        """Return the next key.

        Raises:
            Left: the terminal is gone.
        """
        if not self.shown:
            return self._key()
        written = False
        try:
            while not self._is_pressed():
                line = self._text()[: max(self._console.width - 1, 0)]
                # the rest of the line is wiped after the text, so that nothing flickers
                self._write(f"\r\x1b[2m{line}\x1b[0m\x1b[K")
                written = True
        finally:
            if written:
                self._write("\r\x1b[K")
        return self._key()

    def _is_pressed(self) -> bool:
        """Wait for a key, a second at most; true if there is one, or nothing can be waited for."""
        import select

        try:
            return bool(select.select([sys.stdin.fileno()], [], [], _SECONDS)[0])
        except (OSError, ValueError):
            return True

    def _write(self, text: str) -> None:
        try:
            os.write(self._console.file.fileno(), text.encode("ascii", "replace"))
        except (OSError, ValueError):
            self.shown = False  # the terminal is gone; reading the key will tell
