"""Open Anki's files: one zip archive with a database, media, and a table of the media's names.

Three formats: ``collection.anki2`` (up to 2.0), ``collection.anki21`` (2.1, schema 11) and
``collection.anki21b`` (from 2.1.50 on: database, media and table packed with Zstandard).
"""

from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from mlinterview.errors import ExchangeError
from mlinterview.exchange.anki import protobuf
from mlinterview.exchange.anki.zstd import unpacked
from mlinterview.exchange.archives import open_archive

if TYPE_CHECKING:
    from mlinterview.exchange.archives import Archive

DATABASES = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""The newest first: the others in the same file only say that a newer Anki is needed."""
NEWEST_VERSION = 3
LARGEST_DATABASE = 2_000_000_000
LARGEST_TABLE = 50_000_000
LARGEST_MEDIUM = 20_000_000
ALL_MEDIA = 1_000_000_000


class Package:
    """An open package; what is unpacked of it lies in a temporary folder until it is closed.

    Attributes:
        path: the file.
        database: the unpacked database.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="mlinterview-anki-")
        except OSError as error:
            raise _no_room(path, error) from None
        self._archive: Archive | None = None
        self._media_bytes = 0
        try:
            self._archive = open_archive(path)
            names = self._names = set(self._archive.names())
            found = next((name for name in DATABASES if name in names), None)
            if found is None:
                raise ExchangeError(
                    f"{path} is no Anki package: there is no collection in it; "
                    "export it in Anki with File, Export"
                )
            self._is_packed = found == DATABASES[0]
            self._check_version(names)
            self.database = Path(self._folder.name) / "collection.sqlite"
            self._extract(found, self.database, LARGEST_DATABASE)
            self._media = self._media_table() if "media" in names else {}
        except BaseException as error:
            self.close()
            if isinstance(error, OSError):
                raise _no_room(path, error) from None
            raise

    def close(self) -> None:
        """Delete what was unpacked."""
        if self._archive is not None:
            self._archive.__exit__(None, None, None)
        self._folder.cleanup()

    def medium(self, name: str) -> Path | None:
        """Return an unpacked media file, or ``None`` if the package has none of that name.

        Raises:
            ExchangeError: it is damaged or too large.
        """
        entry = self._media.get(name)
        if entry is None or entry not in self._names:
            return None
        path = Path(self._folder.name) / f"medium-{entry}"
        if not path.exists():
            left = min(LARGEST_MEDIUM, ALL_MEDIA - self._media_bytes)
            self._media_bytes += self._extract(entry, path, left)
        return path

    def _check_version(self, names: set[str]) -> None:
        if "meta" not in names or self._archive is None:
            return
        try:
            version = protobuf.number(self._archive.read("meta", 1000), 1)
        except ValueError:
            version = 0
        if version > NEWEST_VERSION:
            raise ExchangeError(
                f"{self.path}: a newer Anki wrote it (package version {version}): export it there "
                "with `Support older Anki versions`"
            )

    def _extract(self, name: str, target: Path, limit: int) -> int:
        """Unpack a file of the archive; returns its size (bytes)."""
        if self._archive is None:
            return 0
        if not self._is_packed:
            return self._archive.extract_to(name, target, limit)
        packed, size = target.with_suffix(".zst"), 0
        length = self._archive.extract_to(name, packed, limit)
        where = f"{self.path}: {name!r} in it"
        with packed.open("rb") as stream, target.open("wb") as unpacked_file:
            for chunk in unpacked(stream, length, limit, where):
                size += unpacked_file.write(chunk)
        packed.unlink()
        return size

    def _media_table(self) -> dict[str, str]:
        """Return the archive's names of the media, by the names that notes use."""
        if self._archive is None:
            return {}
        where = f"{self.path}: the table of media in it"
        data = self._archive.read("media", LARGEST_TABLE)
        try:
            if self._is_packed:
                stream = unpacked(io.BytesIO(data), len(data), LARGEST_TABLE, where)
                return _from_message(b"".join(stream))
            return _from_json(data)
        except (ValueError, RecursionError):
            raise ExchangeError(f"{where} is damaged: export it again") from None


def _no_room(path: Path, error: OSError) -> ExchangeError:
    return ExchangeError(
        f"{path} cannot be unpacked to {tempfile.gettempdir()} ({error.strerror}): make room there, "
        "or set TMPDIR to another folder"
    )


def _from_json(data: bytes) -> dict[str, str]:
    table = json.loads(data or b"{}")
    if not isinstance(table, dict):
        raise ValueError("no table")
    return {str(name): str(entry) for entry, name in table.items() if _is_entry(entry)}


def _from_message(data: bytes) -> dict[str, str]:
    table = {}
    entries = [v for n, v in protobuf.fields(data) if n == 1 and isinstance(v, bytes)]
    for place, entry in enumerate(entries):
        names = protobuf.texts(entry, 1)
        if names:
            table[names[-1]] = str(protobuf.number(entry, 255, place))
    return table


def _is_entry(name: str) -> bool:
    return name.isascii() and name.isdecimal() and len(name) <= 9
