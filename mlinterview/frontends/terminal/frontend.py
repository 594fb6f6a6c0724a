"""The terminal as a front end."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from mlinterview.model.frontends import Frontend

if TYPE_CHECKING:
    from mlinterview.session import Session


class TerminalFrontend(Frontend):
    """Keys and text, for people at a terminal."""

    name = "terminal"
    description = "One key at a time, in a terminal."

    def can_present(self) -> bool:
        """Whether a person sits at both ends."""
        return sys.stdin.isatty() and sys.stdout.isatty()

    def present(self, session: Session, **options: Any) -> None:
        """Run the session until the learner leaves or nothing is left."""
        from mlinterview.frontends.keys import keyboard
        from mlinterview.frontends.terminal.loop import Loop
        from mlinterview.model.reviews import Mode

        with keyboard():
            if session.mode is Mode.MOCK:
                from mlinterview.frontends.terminal.interview import hold

                hold(session)
            else:
                Loop(session).run()
