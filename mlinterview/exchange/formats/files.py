"""Read lines and bytes of files that strangers made."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from mlinterview.errors import ExchangeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_LONGEST_LINE = 20_000_000
_LONGEST_CELL = 10_000_000
_HEAD = 64_000


def head(path: Path) -> str:
    """Return the beginning of a file as text, however it is written; empty if it has none."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD).removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    except OSError:
        return ""


def lines(path: Path) -> Iterator[str]:
    """Yield the lines of a UTF-8 file with their line ends; a byte-order mark is left out.

    Raises:
        ExchangeError: it cannot be read, it is not UTF-8 (with the line), or a line is endless.
    """
    number = 0
    try:
        with path.open("rb") as file:
            while line := file.readline(_LONGEST_LINE):
                number += 1
                if number == 1:
                    if line.startswith((b"\xff\xfe", b"\xfe\xff")):
                        raise ExchangeError(f"{path}: the file is UTF-16: save it as UTF-8")
                    line = line.removeprefix(b"\xef\xbb\xbf")
                if len(line) == _LONGEST_LINE:
                    raise ExchangeError(
                        f"{path}:{number}: the line is longer than {_LONGEST_LINE:,} bytes: "
                        "export the file again"
                    )
                yield line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ExchangeError(
            f"{path}:{number}: byte 0x{error.object[error.start]:02X} is not UTF-8: "
            "save the file as UTF-8"
        ) from None
    except OSError as error:
        raise ExchangeError(f"{path} cannot be read ({error.strerror}): choose another") from None


def cells(path: Path, text: Iterable[str], delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV file with the line on which each ends, blank rows left out.

    Raises:
        ExchangeError: it is no CSV, with the line.
    """
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        for row in reader:
            if any(row):
                yield reader.line_num, row
    except csv.Error as error:
        raise ExchangeError(
            f"{path}:{reader.line_num}: this is no CSV ({error}): export the file again"
        ) from None
    finally:
        csv.field_size_limit(before)
