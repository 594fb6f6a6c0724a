"""For authors of plugins: check decks and plugins, and study in a throw-away collection.

Nothing here prints, waits, needs a test framework or looks at what is installed; a test that takes
pytest's ``tmp_path`` is all that is needed::

    import mlinterview_vision_extra as plugin
    from mlinterview.testing import Rating, make_collection, plugin_failures

    def test_plugin_has_no_failures():
        assert plugin_failures(plugin) == []

    def test_first_question_can_be_studied(tmp_path):
        with make_collection(tmp_path, plugin) as collection:
            session = collection.session()
            session.reveal()
            session.rate(Rating.GOOD)

A plugin is a module with hooks, or any object with hooks as its methods.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.deckfiles.folder import read_deck
from mlinterview.deckfiles.places import find_decks
from mlinterview.model.reviews import Rating
from mlinterview.plugins import Plugins

if TYPE_CHECKING:
    import os

    from mlinterview.clock import Clock

__all__ = ["ManualClock", "Rating", "deck_mistakes", "make_collection", "plugin_failures"]

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""Where the clock of a collection stands unless another one is given: a Monday morning."""


def deck_mistakes(path: str | os.PathLike[str], *plugins: Any, warnings: bool = True) -> list[str]:
    """Return the mistakes in a deck file, a deck's folder or a folder of decks, a line each.

    Args:
        path: what to check.
        plugins: plugins whose question kinds the decks use.
        warnings: count warnings too, as ``mlinterview deck check --strict`` does.
    """
    decks = find_decks(Path(path))
    if not decks:
        return [f"{path}:1: there is no deck; a deck is a folder of Markdown files"]
    kinds = _LoudPlugins(_by_name(plugins), discover=False).kinds
    mistakes = [mistake for deck in decks for mistake in read_deck(deck, kinds).mistakes]
    return [str(mistake) for mistake in mistakes if warnings or not mistake.warning]


def plugin_failures(*plugins: Any) -> list[str]:
    """Return what mlinterview would refuse of these plugins, as ``stage: reason``.

    All hooks that register something are called, and the decks are read.
    """
    loaded = Plugins(_by_name(plugins), discover=False)
    _ = loaded.frontends, loaded.commands, loaded.exporters, loaded.importers
    mistakes = [
        f"deck: {mistake}"
        for source in loaded.deck_sources
        for mistake in read_deck(source, loaded.kinds).mistakes
        if not mistake.warning
    ]
    return [f"{failure.stage}: {failure.reason}" for failure in loaded.failures] + mistakes


def make_collection(
    home: str | os.PathLike[str], *plugins: Any, clock: Clock | None = None
) -> Collection:
    """Open a collection with these plugins only, in which a failing plugin fails the test.

    Use it as a context manager. Decks in the folder ``decks`` of ``home`` are offered as well.

    Args:
        home: folder of all state, such as pytest's ``tmp_path``.
        plugins: the only plugins.
        clock: by default a ``ManualClock`` that stands still; give your own to move it.
    """
    loud = _LoudPlugins(_by_name(plugins), discover=False)
    return Collection(home, clock or ManualClock(START), loud)


class _LoudPlugins(Plugins):
    def fail(self, plugin: str, stage: str, reason: str) -> None:
        """Fail the test, with the plugin's own traceback above."""
        raise AssertionError(f"plugin {plugin}: {stage} failed ({reason})")


def _by_name(plugins: tuple[Any, ...]) -> dict[str, Any]:
    return {getattr(plugin, "__name__", type(plugin).__name__): plugin for plugin in plugins}
