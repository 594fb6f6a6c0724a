"""Bring the cache of questions up to date with the deck files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from mlinterview.store.question_cache import CACHE_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from mlinterview.deckfiles.folder import FileReading
    from mlinterview.model.decks import DeckSource
    from mlinterview.model.kinds import QuestionKind
    from mlinterview.model.questions import Question
    from mlinterview.store.question_cache import CacheReader, CacheWriter, QuestionCache

_CLOCK_TICK_NS = 2_000_000_000
"""Filesystems keep time as coarsely as this; what changes twice in between may look unchanged."""


def refresh(
    cache: QuestionCache, sources: Sequence[DeckSource], kinds: Mapping[str, QuestionKind]
) -> None:
    """Make the cache hold what the decks' files hold now, parsing only what is new."""
    shelf = _Shelf(sources, kinds)
    with cache.reading() as reader:
        settled_ns = reader.settled_ns()
        if shelf.is_in(reader):
            if shelf.newest_ns >= settled_ns:
                _settle(cache, shelf)
            return
    # one process reads the files, the others wait and find it done
    with cache.rewriting() as writer:
        if not shelf.is_in(writer):
            shelf.put_into(writer, cache.now_ns() - _CLOCK_TICK_NS)


def _settle(cache: QuestionCache, shelf: _Shelf) -> None:
    """Let files that were new when the cache was built be known by their times from now on."""
    settled_ns = cache.now_ns() - _CLOCK_TICK_NS
    if shelf.newest_ns >= settled_ns:
        return  # not yet
    with cache.rewriting() as writer:
        # in this order: a file that changes after the look at its times is found by its content
        signatures = shelf.signatures(settled_ns)
        if shelf.is_in(writer):
            writer.sign(*signatures, settled_ns)


@dataclass(slots=True)
class _Shelf:
    """The decks on offer, and the kinds that their questions are read with.

    ``newest_ns`` is the newest time of a file, once they have been looked at.
    """

    sources: Sequence[DeckSource]
    kinds: Mapping[str, QuestionKind]
    newest_ns: int = 0

    def is_in(self, reader: CacheReader) -> bool:
        return reader.signature() == self._signature(self._scans(reader.settled_ns()))

    def put_into(self, writer: CacheWriter, settled_ns: int) -> None:
        from mlinterview.deckfiles.folder import deck_files, read_deck
        from mlinterview.scheduling.introduction import introduction_order

        scans = self._scans(settled_ns)
        known = writer.decks()
        for name in known.keys() - scans.keys():
            writer.drop_deck(name)
        everything: list[Question] = []
        paths: list[str] = []
        for position, source in enumerate(self.sources):
            paths += map(str, deck_files(source))
            signature = self._deck_signature(position, source, scans)
            old = known.get(source.id)
            if old and old.signature == signature and old.path == str(source.path):
                everything += writer.questions_of(source.id)
                continue
            reading = read_deck(source, self.kinds, partial(self._file, writer, source.id))
            everything += reading.questions
            writer.put_deck(position, reading, source.plugin, str(source.path), signature)
        writer.set_ranks(introduction_order(everything))
        writer.finish(self._signature(scans), settled_ns, paths)

    def signatures(self, settled_ns: int) -> tuple[str, dict[str, str]]:
        """Return the signature of everything, and that of each deck by id."""
        scans = self._scans(settled_ns)
        decks = {
            source.id: self._deck_signature(position, source, scans)
            for position, source in enumerate(self.sources)
        }
        return self._signature(scans), decks

    def _deck_signature(self, position: int, source: DeckSource, scans: Mapping[str, str]) -> str:
        return json.dumps([position, self._salt, source.plugin, scans[source.id]])

    @property
    def _salt(self) -> str:
        kinds = " ".join(f"{kind.name}:{kind.version}" for kind in self.kinds.values())
        return f"{CACHE_VERSION} {kinds}"

    def _scans(self, settled_ns: int) -> dict[str, str]:
        return {source.id: self._scan(source, settled_ns) for source in self.sources}

    def _scan(self, source: DeckSource, settled_ns: int) -> str:
        """Describe a deck's files by name, size and times: what changes when one is edited.

        A file written since shortly before the cache was built may have changed again without a
        new time; its content stands in the description instead.
        """
        try:
            files = [source.path] if source.path.is_file() else sorted(source.path.iterdir())
        except OSError as error:
            return f"unreadable {error.errno}"
        decisive = [path for path in files if path.suffix == ".md" and path.name[0] not in "._"]
        return json.dumps([self._describe(path, settled_ns) for path in decisive])

    def _describe(self, path: Path, settled_ns: int) -> list[Any]:
        try:
            status = path.stat()
        except OSError as error:
            return [path.name, error.errno]
        # permissions, too, decide what can be read: they change the second of these times
        times = [status.st_mtime_ns, status.st_ctime_ns]
        self.newest_ns = max(self.newest_ns, *times)
        known_by = times if max(times) < settled_ns else [_content(path, "")]
        return [path.name, status.st_size, *known_by]

    def _signature(self, scans: Mapping[str, str]) -> str:
        decks = [[s.id, s.plugin, str(s.path), scans[s.id]] for s in self.sources]
        return json.dumps([self._salt, decks])

    def _file(self, writer: CacheWriter, deck: str, path: Path) -> FileReading:
        """Return what a file holds; one whose content is known is not parsed."""
        from mlinterview.deckfiles.folder import FileReading, read_file

        content = _content(path, f"{self._salt} {deck}")
        known = writer.file_reading(str(path), content) if content else None
        if known is not None:
            return FileReading(tuple(known[0]), tuple(known[1]))
        reading = read_file(path, deck, self.kinds)
        if content:
            writer.put_file(str(path), content, reading.questions, reading.mistakes)
        return reading


def _content(path: Path, salt: str) -> str:
    """Return a hash of a file's content; empty if it cannot be read."""
    import hashlib  # costs start-up time, and most starts need it for no file

    try:
        return hashlib.sha256(salt.encode() + b"\n" + path.read_bytes()).hexdigest()
    except OSError:
        return ""
