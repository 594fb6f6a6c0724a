"""What Tab offers behind ``%mlquiz``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlinterview.errors import MLInterviewError
from mlinterview.frontends.notebook.arguments import COMMANDS, option_names

if TYPE_CHECKING:
    from mlinterview.frontends.notebook.magic import QuizMagics


def completions(magics: QuizMagics, line: str, symbol: str) -> list[str]:
    """Return the words that can stand where ``symbol`` begins in ``line``."""
    words = line.split()
    before = words[: -1 if symbol else None]
    if before and before[0] == "%%mlquiz":
        offered = ["answer"]
    elif symbol.startswith("-"):
        offered = option_names()
    else:
        offered = _values(magics, before[-1] if before else "")
        if len(before) == 1:
            offered += [*COMMANDS]
    return [word for word in offered if word.lower().startswith(symbol.lower())]


def _values(magics: QuizMagics, option: str) -> list[str]:
    try:
        library = magics.collection.library
        match option:
            case "--kind":
                return [*magics.collection.plugins.kinds]
            case "--level":
                return ["entry", "mid", "senior"]
            case "demo":
                from mlinterview.demos import DEMOS

                return [*DEMOS]
            case "--frontend":
                return [*magics.collection.plugins.frontends]
            case _:
                return [*library.deck_ids(), *library.topics()]
    except MLInterviewError:
        return []  # a Tab key is no place for error messages


def register(magics: QuizMagics, shell: Any) -> None:
    """Have IPython ask us for lines that begin with the magic."""

    def complete(_: Any, event: Any) -> list[str]:
        return completions(magics, event.line, event.symbol)

    for name in ("%mlquiz", "%%mlquiz"):
        shell.set_hook("complete_command", complete, str_key=name)
