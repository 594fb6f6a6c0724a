"""The card as a widget: state to the browser as a trait, actions back as messages. Imported when one is shown."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from mlinterview.errors import MLInterviewError
from mlinterview.frontends.notebook.cardstate import card_state, warm

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlinterview.frontends.notebook.quiz import Quiz

_HERE = Path(__file__).parent
_LOG = logging.getLogger("mlinterview")


class CardWidget(anywidget.AnyWidget):
    """Shows a quiz in a browser.

    The whole state is one trait, so a view that is opened late, or a second one, shows the same card.
    """

    _esm = (_HERE / "card.js").read_text(encoding="utf-8")
    _css = (_HERE / "card.css").read_text(encoding="utf-8")
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, quiz: Quiz, on_ready: Callable[[], None] | None = None) -> None:
        self._quiz, self._on_ready = quiz, on_ready
        super().__init__(state=_state(quiz))
        self.on_msg(self._received)
        quiz.listen(self._changed)
        warm(quiz)

    def _received(self, _: Any, content: Any, __: Any) -> None:
        """Do what a view asks for; runs in the kernel's thread for widgets."""
        if not isinstance(content, dict) or not isinstance(content.get("action"), str):
            return
        values = {str(name): value for name, value in content.items()}
        action = values.pop("action")
        if action == "ready":
            if self._on_ready is not None:
                self._on_ready()
            return
        number = values.pop("number", None)
        self._quiz.act(action, number if isinstance(number, int) else None, **values)

    def _changed(self) -> None:
        self.state = _state(self._quiz, self.state)
        warm(self._quiz)


def _state(quiz: Quiz, before: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the state; if it cannot be made, the one before with a word about why."""
    try:
        return card_state(quiz)
    except MLInterviewError as error:
        why = str(error)
    except Exception as error:  # a callback's traceback is shown nowhere
        _LOG.exception("The card could not be drawn.")
        why = f"a mistake of mlinterview ({type(error).__name__}: {error})"
    message = {"text": f"The card could not be drawn: {why}", "tone": "error"}
    return {**(before or _EMPTY), "number": quiz.number, "message": message}


_EMPTY: dict[str, Any] = {
    "phase": "over",
    "summary": [],
    "progress": {
        "done": 0, "total": 0, "due": 0, "learning": 0, "new": 0, "seconds_left": None,
    },
}  # fmt: skip
