"""Read Anki's ``.apkg`` and ``.colpkg``: notes become questions, the history becomes reviews."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any, ClassVar

from mlinterview.exchange.anki.gathering import Gathering
from mlinterview.exchange.anki.history import SKIPPED, History, resets
from mlinterview.exchange.anki.memory import Memory, usable
from mlinterview.exchange.anki.notebook import surroundings
from mlinterview.exchange.anki.ours import from_json
from mlinterview.exchange.anki.package import DATABASES, Package
from mlinterview.model.exchange import Arrival, Importer, ImportOptions
from mlinterview.store.anki.reading import AnkiReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mlinterview.exchange.anki.notebook import Surroundings
    from mlinterview.model.reviews import Event, Review

_MEDIAN_WORTH_SAYING = 0.005


class AnkiImporter(Importer):
    """Anki's packages, old and new: of some decks, or of a whole collection."""

    name: ClassVar[str] = "apkg"
    description: ClassVar[str] = "Anki package or collection, with pictures and history"
    suffixes: ClassVar[tuple[str, ...]] = (".apkg", ".colpkg")

    def recognises(self, path: Path) -> bool:
        """Tell whether it is a zip archive with a database of Anki's, or is named as one."""
        if path.suffix.lower() in self.suffixes:
            return True
        try:
            with zipfile.ZipFile(path) as archive:
                return any(name in archive.NameToInfo for name in DATABASES)
        except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
            return False

    def read(self, path: Path, options: ImportOptions) -> Arrival:
        """Read notes at once, the history while it is gone through."""
        package = Package(path)
        try:
            reader = AnkiReader(package.database, str(path))
        except BaseException:
            package.close()
            raise

        def close() -> None:
            reader.close()
            package.close()

        try:
            return _Reading(package, reader, options).arrival(close)
        except BaseException:
            close()
            raise


class _Reading:
    """One import on its way."""

    def __init__(self, package: Package, reader: AnkiReader, options: ImportOptions) -> None:
        self._reader, self._options = reader, options
        self._around: Surroundings = surroundings(reader, str(package.path))
        self._parameters = usable(self._around.parameters)
        self._memory = Memory(self._parameters)
        self._gathering = Gathering(package, self._around, options)
        self._notes: list[str] = []
        ours = self._around.settings.get("mlinterview")
        self._ours: dict[str, Any] | None = ours if isinstance(ours, dict) else None

    def arrival(self, close: Callable[[], None]) -> Arrival:
        """Return what the package brings."""
        gathering = self._gathering
        for card in gathering.gather(self._reader):
            self._memory.expect(card.id, card.data)
        self._notes += gathering.notes()
        if self._parameters is not None:
            words = " ".join(f"{value:g}" for value in self._parameters)
            self._notes.append(
                "the package has FSRS parameters of its own; to schedule with them: "
                f'mlinterview config set parameters "{words}"'
            )
        return Arrival(
            reviews=self._reviews(),
            events=self._events(),
            decks=gathering.decks(),
            notes=self._notes,
            total=self._reader.count_reviews(),
            close=close,
        )

    def _events(self) -> Iterator[Event]:
        yield from self._gathering.events
        cards = self._gathering.cards
        if self._ours is None:
            yield from resets(self._reader.reviews(), cards, self._options)
        else:
            yield from from_json(self._ours.get("events"), set(cards.values()), self._options)

    def _reviews(self) -> Iterator[Review]:
        history = History(
            self._gathering.cards,
            self._options,
            has_three_buttons=self._around.settings.get("schedVer", 1) == 1,
            ours=self._ours,
            memory=self._memory,
        )
        yield from history.reviews(self._reader.reviews())
        self._notes += [SKIPPED[why].format(n=n) for why, n in sorted(history.skipped.items())]
        compared = self._memory.difference()
        if compared is not None and compared[1] > _MEDIAN_WORTH_SAYING:
            count, median = compared
            self._notes.append(
                f"Anki's stabilities of {count} cards differ from those that follow from their "
                f"history by {median:.1%} (median): part of the history, or the parameters, are "
                "not in the package"
            )
