"""Text that commands a terminal or deceives its reader, and a plugin's kind that is full of it."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from mlinterview.model.kinds import (
    Outcome,
    Presentation,
    QuestionKind,
    Reading,
    ResponseForm,
    Verdict,
)
from mlinterview.model.questions import Mistake

HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202egnp.exe\u2066\u200b\r"
"""Window title, clear screen, a colour, and letters that run backwards."""


def commands_in(text: str) -> list[str]:
    """Return the characters of a text that are no text."""
    return [c for c in text if c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cf", "Cs")]


class Hostile(QuestionKind):
    """Presents nothing but hostile text, in a form of choice."""

    name = "hostile"
    description = "For tests."
    form = ResponseForm.OPTIONS

    def read(self, draft: Any) -> Reading:
        return Reading()

    def examine(self, question: Any) -> Iterator[Mistake]:
        yield Mistake(f"file{HOSTILE}", 1, f"bad{HOSTILE}", f"mend{HOSTILE}")

    def present(self, question: Any, ordinal: int, seed: int) -> Presentation:
        return Presentation(
            prompt=f"Prompt {HOSTILE}",
            answer=f"Answer {HOSTILE}",
            explanation=f"Why {HOSTILE}",
            common_mistake=f"Mistake {HOSTILE}",
            form=self.form,
            options=(f"One {HOSTILE}", f"`Two {HOSTILE}`"),
            several=True,
            note=f"note {HOSTILE}",
            hints=(f"Hint {HOSTILE}",),
        )

    def grade(self, question: Any, shown: Presentation, response: str) -> Verdict | None:
        return Verdict(Outcome.WRONG, (f"Feedback {HOSTILE}",), {"part": HOSTILE})
