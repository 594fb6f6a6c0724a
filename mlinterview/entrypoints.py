"""Which plugins are installed, remembered between starts.

Asking ``importlib.metadata`` costs 20 ms and more with each installed distribution, so its answer is
kept in the collection's cache folder together with the times of the folders on ``sys.path``:
installing or removing a distribution changes the time of the folder that it is in.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mlinterview.hookspecs import PROJECT

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry point of the group ``mlinterview``.

    Attributes:
        name: the plugin's name.
        value: the module, or ``module:attribute``.
        distribution: name and version of the package that it comes with.
    """

    name: str
    value: str
    distribution: str

    def load(self) -> Any:
        """Import what the entry point names."""
        module, _, attribute = self.value.partition(":")
        found: Any = importlib.import_module(module.strip())
        for part in filter(None, attribute.strip().split(".")):
            found = getattr(found, part)
        return found


def find_entries(cache: Path | None = None) -> list[Entry]:
    """Return the installed plugins by name; ``cache`` is a file to remember them in."""
    key = _key()
    if cache is not None:
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            kept = json.loads(cache.read_text(encoding="utf-8"))
            if kept["key"] == key:
                return [Entry(*entry) for entry in kept["entries"]]
    entries = _ask()
    if cache is not None:
        # a cache that cannot be written costs time, nothing else
        with contextlib.suppress(OSError):
            _write(
                cache, {"key": key, "entries": [[e.name, e.value, e.distribution] for e in entries]}
            )
    return entries


def _ask() -> list[Entry]:
    from importlib.metadata import entry_points

    # editable installs can be found twice
    unique = {(entry.name, entry.value): entry for entry in entry_points(group=PROJECT)}
    return [
        Entry(name, value, f"{entry.dist.name} {entry.dist.version}" if entry.dist else "")
        for (name, value), entry in sorted(unique.items())
    ]


def _key() -> list[Any]:
    key: list[Any] = [sys.version, sys.prefix]
    for folder in sys.path:
        try:
            key.append([folder, os.stat(folder or ".").st_mtime_ns])  # noqa: PTH116 - start-up path
        except OSError:
            key.append([folder, 0])
    return key


def _write(path: Path, document: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        partial.write_text(json.dumps(document), encoding="utf-8")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
