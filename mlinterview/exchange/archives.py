"""Read zip archives that strangers made.

``open_archive(path, limits)`` gives an ``Archive``; use it as a context manager::

    with open_archive(path) as archive:
        archive.names()                                  # plain file names and paths
        archive.read("media", 10_000_000)                # bytes, at most so many
        archive.extract_to("collection.anki21", target, 2_000_000_000)

What an archive declares of itself is checked first and then not believed: bytes are counted while
they are unpacked, over the whole archive. Nothing is unpacked to a path that the archive chooses.
Every problem is an ``ExchangeError``.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from mlinterview.errors import ExchangeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK = 1 << 20
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError,
)  # fmt: skip
"""What zipfile raises for archives that are none; RuntimeError for encryption and odd methods."""
_END = struct.Struct("<4s4H2LH")
_END64_PLACE = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_BYTES_PER_ENTRY = 46 + 200
"""Of the archive's table of contents: the fixed part, and a generous name."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may hold.

    Attributes:
        entries: files.
        total: bytes unpacked, of everything together.
        ratio: bytes unpacked for each byte packed, in a file that is larger than a megabyte;
            text and databases pack about 10:1, deflate can reach 1032:1.
    """

    entries: int = 200_000
    total: int = 4_000_000_000
    ratio: int = 200


class Archive:
    """An open zip archive; see the module's text."""

    def __init__(self, path: Path, opened: zipfile.ZipFile, limits: Limits) -> None:
        self._path, self._zip, self._limits = path, opened, limits
        self._unpacked = 0
        self._entries = {entry.filename: entry for entry in opened.infolist() if not entry.is_dir()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def names(self) -> list[str]:
        """Return the names of the files, directories left out, in the archive's order."""
        return list(self._entries)

    def read(self, name: str, limit: int) -> bytes:
        """Return a file's content, which may have at most ``limit`` bytes.

        Raises:
            ExchangeError: there is no such file, it is larger, or it is damaged.
        """
        return b"".join(self.chunks(name, limit))

    def extract_to(self, name: str, path: Path, limit: int) -> int:
        """Write a file's content to a path of your choice; returns its size (bytes).

        Raises:
            ExchangeError: there is no such file, it is larger than ``limit`` bytes, or it is
                damaged; what was written so far is deleted.
        """
        size = 0
        try:
            with path.open("wb") as target:
                for chunk in self.chunks(name, limit):
                    target.write(chunk)
                    size += len(chunk)
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise
        return size

    def chunks(self, name: str, limit: int) -> Iterator[bytes]:
        """Yield a file's content piece by piece.

        Raises:
            ExchangeError: as in ``read``, perhaps after some pieces.
        """
        entry = self._entries.get(name)
        if entry is None:
            raise ExchangeError(f"{self._path}: there is no {name!r} in it: export it again")
        size = 0
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self._count(entry, size, len(chunk), limit)
                    yield chunk
        except _DAMAGE as error:
            raise ExchangeError(
                f"{self._path}: {name!r} in it is damaged ({error}): export it again"
            ) from None

    def _count(self, entry: zipfile.ZipInfo, size: int, more: int, limit: int) -> None:
        self._unpacked += more
        if size > limit or self._unpacked > self._limits.total:
            allowed = limit if size > limit else self._limits.total
            raise ExchangeError(
                f"{self._path}: {entry.filename!r} in it unpacks to more than {allowed:,} bytes, "
                "which no real export needs: it is not read"
            )
        _check_ratio(self._path, entry, size, self._limits)


def open_archive(path: Path, limits: Limits | None = None) -> Archive:
    """Open a zip archive after a look at what it declares.

    Raises:
        ExchangeError: it is no zip archive, it is encrypted, it declares more than the limits
            allow, or it has names that lead out of it, links, or two files of one name.
    """
    limits = limits or Limits()
    opened: zipfile.ZipFile | None = None
    try:
        _check_contents_size(path, limits)
        opened = zipfile.ZipFile(path)
        _check(path, opened.infolist(), limits)
        return Archive(path, opened, limits)
    except BaseException as error:
        if opened is not None:
            opened.close()
        if isinstance(error, OSError) and error.filename is not None:
            raise ExchangeError(f"{path} cannot be read ({error.strerror})") from None
        if isinstance(error, _DAMAGE):
            raise ExchangeError(
                f"{path} is no zip archive, or a damaged one ({error}): export it again"
            ) from None
        raise


def _check_contents_size(path: Path, limits: Limits) -> None:
    """Refuse a huge table of contents before zipfile reads all of it into memory."""
    with path.open("rb") as file:
        file.seek(0, 2)
        size = file.tell()
        file.seek(max(size - (1 << 16) - _END.size, 0))
        tail = file.read()
        place = tail.rfind(b"PK\x05\x06")
        if place < 0 or len(tail) - place < _END.size:
            return  # no archive: zipfile says so
        table = _END.unpack_from(tail, place)[5]
        pointer = place - _END64_PLACE.size
        if pointer >= 0 and tail[pointer : pointer + 4] == b"PK\x06\x07":
            file.seek(min(_END64_PLACE.unpack_from(tail, pointer)[2], size))
            end = file.read(_END64.size)
            if len(end) == _END64.size and end.startswith(b"PK\x06\x06"):
                table = _END64.unpack(end)[8]
    if min(table, size) > limits.entries * _BYTES_PER_ENTRY:
        raise ExchangeError(
            f"{path}: it says that it holds more than {limits.entries:,} files: it is not read"
        )


def _check(path: Path, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise ExchangeError(
            f"{path}: it holds {len(entries):,} files, more than {limits.entries:,}: it is not read"
        )
    total = sum(entry.file_size for entry in entries)
    if total > limits.total:
        raise ExchangeError(
            f"{path}: it says that it unpacks to {total:,} bytes, more than {limits.total:,}: "
            "it is not read"
        )
    seen = set()
    for entry in entries:
        name = entry.filename
        if _leads_out(name) or stat.S_ISLNK(entry.external_attr >> 16):
            raise ExchangeError(
                f"{path}: {name!r} in it is a link or leads out of the archive: it is not read"
            )
        if name in seen:
            raise ExchangeError(f"{path}: it holds two files named {name!r}: export it again")
        seen.add(name)
        if entry.flag_bits & 0x1:
            raise ExchangeError(f"{path}: {name!r} in it is encrypted: export it without password")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ExchangeError(
                f"{path}: {name!r} in it is packed in an unusual way "
                f"(method {entry.compress_type}): pack it again with an ordinary zip program"
            )
        _check_ratio(path, entry, entry.file_size, limits)


def _check_ratio(path: Path, entry: zipfile.ZipInfo, size: int, limits: Limits) -> None:
    if size > 1_000_000 and size > limits.ratio * max(entry.compress_size, 1):
        raise ExchangeError(
            f"{path}: {entry.filename!r} in it unpacks to more than {limits.ratio} times its size, "
            "as a zip bomb does: it is not read"
        )


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return (
        ".." in parts
        or name.startswith(("/", "\\"))
        or "\x00" in name
        or (len(name) > 1 and name[1] == ":")
    )
