"""Pages that commands write to files: over nothing but earlier ones of their own, whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mlinterview.errors import MLInterviewError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

_BEGINNING = 400
"""The mark of a page stands within so many bytes."""


def check_place(file: Path, mark: str, what: str) -> None:
    """Refuse to write over what is no earlier page with this mark.

    Raises:
        UsageError: another file stands there; ``what`` says what it is not, such as ``cheatsheet``.
        MLInterviewError: what stands there cannot be read.
    """
    try:
        with file.open("rb") as stream:
            ours = mark.encode() in stream.read(_BEGINNING)
    except FileNotFoundError:
        return
    except OSError as error:
        raise MLInterviewError(
            f"{file} cannot be read ({error.strerror}): choose another file"
        ) from None
    if not ours:
        raise UsageError(f"{file} exists already and is no {what}: choose another file")


def write_page(file: Path, text: str) -> int:
    """Write a whole page in UTF-8, or nothing; returns its bytes.

    Raises:
        MLInterviewError: it cannot be written.
    """
    data = text.encode("utf-8", errors="replace")
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(file)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise MLInterviewError(
            f"{file} cannot be written ({error.strerror}): choose another file"
        ) from None
    return len(data)
