"""Which import format a file has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.errors import ExchangeError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mlinterview.model.exchange import Importer


def choose_importer(importers: Mapping[str, Importer], path: Path, name: str | None) -> Importer:
    """Return the importer of a name, or the one that recognises a file.

    Raises:
        UsageError: there is no importer of this name.
        ExchangeError: no importer recognises the file, or it cannot be read.
    """
    if name is not None and name not in importers:
        raise UsageError(
            f"there is no import format {name!r}: choose one of {', '.join(importers)}"
        )
    try:
        if path.is_dir():
            raise ExchangeError(f"{path} is a folder: import its files one by one")
        if path.exists() and not path.is_file():
            raise ExchangeError(f"{path} is no file: save what comes from it in one, and import it")
        if name is not None:
            return importers[name]
        with path.open("rb") as file:
            start = file.read(2)
    except OSError as error:
        raise ExchangeError(f"{path} cannot be read ({error.strerror}): choose another") from None
    if not start:
        raise ExchangeError(f"{path} is empty: export it again")
    suffix = path.suffix.lower()
    # formats that expect this kind of name first; the content decides
    ordered = sorted(importers.values(), key=lambda one: suffix not in one.suffixes)
    for importer in ordered:
        if importer.recognises(path):
            return importer
    if start in (b"\xff\xfe", b"\xfe\xff"):
        raise ExchangeError(f"{path}: the file is UTF-16: save it as UTF-8")
    raise ExchangeError(
        f"{path} has no format that is known here: see `mlinterview import --list`, and give "
        "--format if you know it"
    )
