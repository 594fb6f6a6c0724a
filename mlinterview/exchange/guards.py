"""Plugins' export and import formats behind the border: where one fails, nothing is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlinterview.errors import ExchangeError, MLInterviewError
from mlinterview.model.exchange import Arrival, Exporter, Importer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from mlinterview.border import Border
    from mlinterview.exchange.source import Source
    from mlinterview.model.exchange import ImportOptions


class GuardedExporter(Exporter):
    """A plugin's export format."""

    def __init__(self, exporter: Exporter, border: Border) -> None:
        self._exporter, self._border = exporter, border
        for attribute in ("name", "description", "suffix", "subjects", "is_text"):
            setattr(self, attribute, getattr(exporter, attribute))

    def export(
        self, subject: str, source: Source, target: Path, progress: Callable[[int], None]
    ) -> int:
        """Write a subject.

        Raises:
            ExchangeError: the format failed; the caller throws away what was written.
        """
        with self._border.crossing(f"exporter {self.name}", passing=(MLInterviewError,)):
            return int(self._exporter.export(subject, source, target, progress))
        raise ExchangeError(_failed("export", self.name, self._border.plugin))


class GuardedImporter(Importer):
    """A plugin's import format."""

    def __init__(self, importer: Importer, border: Border) -> None:
        self._importer, self._border = importer, border
        for attribute in ("name", "description", "suffixes"):
            setattr(self, attribute, getattr(importer, attribute))

    @property
    def _stage(self) -> str:
        return f"importer {self.name}"

    def recognises(self, path: Path) -> bool:
        """Tell whether it is a file of this format; one that fails does not know."""
        with self._border.crossing(self._stage):
            return bool(self._importer.recognises(path))
        return False

    def read(self, path: Path, options: ImportOptions) -> Arrival:
        """Read a file.

        Raises:
            ExchangeError: the format failed, now or while what it read is gone through.
        """
        with self._border.crossing(self._stage, passing=(MLInterviewError,)):
            arrival = self._importer.read(path, options)
            if not isinstance(arrival, Arrival):
                raise TypeError(f"{arrival!r} is no Arrival")
            arrival.reviews = self._each(arrival.reviews)
            arrival.events = self._each(arrival.events)
            return arrival
        raise ExchangeError(_failed("import", self.name, self._border.plugin))

    def _each(self, things: Iterable[Any]) -> Iterator[Any]:
        iterator, over = iter(things), object()
        while True:
            thing = None
            with self._border.crossing(self._stage, passing=(MLInterviewError,)):
                thing = next(iterator, over)
            if thing is over:
                return
            if thing is None:
                raise ExchangeError(_failed("import", self.name, self._border.plugin))
            yield thing


def _failed(what: str, name: str, plugin: str) -> str:
    return (
        f"the {what} format {name!r} of the plugin {plugin} failed and nothing was changed: "
        "see `mlinterview plugin list`"
    )
