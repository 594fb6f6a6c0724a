"""Go through a JSON document piece by piece, so that its size is no matter."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from mlinterview.errors import ExchangeError
from mlinterview.exchange.formats.files import lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK = 1 << 18
_LARGEST_PIECE = 20_000_000
_BLANK = re.compile(r"[ \t\r\n]*")
_END = ""


def pieces(path: Path) -> Iterator[tuple[str, Any, int]]:
    """Yield key, value and line of each member of a JSON object.

    A list is not given as a whole but item by item, each with the list's key; the items of a
    document that is a list have the key ``""``.

    Raises:
        ExchangeError: it is no JSON document, with the line, or one piece of it is huge.
    """
    stream = _Stream(path)
    first = stream.peek()
    if first == "[":
        yield from stream.items("")
    elif first == "{":
        yield from stream.members()
    else:
        raise stream.error("a JSON object or list is expected")
    if stream.peek() != _END:
        raise stream.error("something follows the end of the document")


class _Stream:
    """A window on the text of a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines = lines(path)
        self._text, self._place, self._line = "", 0, 1
        self._is_over = False

    def error(self, what: str) -> ExchangeError:
        return ExchangeError(f"{self._path}:{self._line}: {what}: export the file again")

    def peek(self) -> str:
        """Return the next character that is no blank; empty at the end."""
        while True:
            self._forward(_BLANK.match(self._text, self._place).end())  # type: ignore[union-attr]
            if self._place < len(self._text):
                return self._text[self._place]
            if not self._more():
                return _END

    def take(self, *wanted: str) -> str:
        """Read one of these characters."""
        found = self.peek()
        if found not in wanted or found == _END:
            words = " or ".join(wanted)
            raise self.error(f"{words} is expected here, not {found or 'the end of the file'}")
        self._forward(self._place + 1)
        return found

    def members(self) -> Iterator[tuple[str, Any, int]]:
        self.take("{")
        if self.peek() == "}":
            self.take("}")
            return
        while True:
            key, _ = self.value()
            if not isinstance(key, str):
                raise self.error("a key in quotation marks is expected here")
            self.take(":")
            if self.peek() == "[":
                yield from self.items(key)
            else:
                value, line = self.value()
                yield key, value, line
            if self.take(",", "}") == "}":
                return

    def items(self, key: str) -> Iterator[tuple[str, Any, int]]:
        self.take("[")
        if self.peek() == "]":
            self.take("]")
            return
        while True:
            value, line = self.value()
            yield key, value, line
            if self.take(",", "]") == "]":
                return

    def value(self) -> tuple[Any, int]:
        """Read one value, with its line."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._place)
                # a number at the end of the window may go on
                if end < len(self._text) or not self._more():
                    line = self._line
                    self._forward(end)
                    return value, line
            except RecursionError:
                raise self.error("the document is nested too deeply") from None
            except ValueError as error:
                if not self._more():
                    reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
                    raise self.error(f"this is no JSON ({reason})") from None

    def _more(self) -> bool:
        """Read on, at least as much again as is left, so that nothing is parsed many times."""
        if self._is_over:
            return False
        rest = self._text[self._place :]
        if len(rest) > _LARGEST_PIECE:
            raise self.error(f"a value is longer than {_LARGEST_PIECE:,} characters")
        parts, size, wanted = [rest], 0, max(_CHUNK, len(rest))
        for line in self._lines:
            parts.append(line)
            size += len(line)
            if size >= wanted:
                break
        else:
            self._is_over = True
        self._text, self._place = "".join(parts), 0
        return size > 0

    def _forward(self, place: int) -> None:
        self._line += self._text.count("\n", self._place, place)
        self._place = place


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


_DECODER = json.JSONDecoder(parse_constant=_no_constant)
