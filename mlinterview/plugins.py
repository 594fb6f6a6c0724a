"""Find, load and call plugins; a broken one costs what it offers, never the program."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pluggy

from mlinterview import hookspecs
from mlinterview.border import Border, GuardedFrontend, GuardedKind
from mlinterview.entrypoints import Entry, find_entries
from mlinterview.errors import MLInterviewError
from mlinterview.hookspecs import API_VERSION, PROJECT
from mlinterview.model.decks import DeckSource
from mlinterview.model.frontends import Frontend
from mlinterview.model.kinds import QuestionKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import click

    from mlinterview.library import Library
    from mlinterview.model.exchange import Exporter, Importer
    from mlinterview.model.reviews import CardState, Review

T = TypeVar("T")

_OURS = {
    "register_question_kinds": "mlinterview.builtin.kinds",
    "register_frontends": "mlinterview.builtin.frontends",
    "register_commands": "mlinterview.builtin.commands",
    "register_exporters": "mlinterview.builtin.exchange",
    "register_importers": "mlinterview.builtin.exchange",
}
"""Our own parts use the same doors; each module is imported when its hook is first called."""


_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class PluginFailure:
    """What went wrong in a plugin.

    Attributes:
        plugin: its entry point's name.
        stage: discovery, import, api version, register, the name of a hook, ``kind`` or
            ``frontend`` with its name, or deck.
        reason: one line.
    """

    plugin: str
    stage: str
    reason: str


@dataclass(slots=True)
class PluginInfo:
    """A plugin as found, for listing.

    Attributes:
        name: the entry point's name.
        module: the module it names.
        distribution: installed package and version; empty for plugins registered by hand.
        hooks: hooks that it implements; empty if it could not be loaded.
    """

    name: str
    module: str
    distribution: str = ""
    hooks: tuple[str, ...] = ()


@dataclass
class Plugins:
    """The plugins of this process, loaded when the first hook is called.

    Attributes:
        extra: plugins registered by hand, by name; for tests and embedding.
        discover: whether to look for installed plugins.
        cache: file in which to remember what is installed between starts.
        failures: what went wrong so far.
    """

    extra: dict[str, Any] = field(default_factory=dict)
    discover: bool = True
    cache: Path | None = None
    failures: list[PluginFailure] = field(default_factory=list)
    _registered: dict[tuple[str, str], Any] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def deck_sources(self) -> list[DeckSource]:
        """What plugins offer as decks; the first plugin that takes an id has it."""
        sources: dict[str, DeckSource] = {}
        for border, offered in self._collect("register_decks", DeckSource):
            with border.crossing("register_decks"):
                source = DeckSource(Path(offered.path).absolute(), border.plugin)
                if not source.path.exists():
                    raise MLInterviewError(f"there is no folder {source.path}")
                if source.id in sources:
                    owner = sources[source.id].plugin
                    raise MLInterviewError(f"the deck id {source.id!r} is taken by {owner}")
                sources[source.id] = source
        return list(sources.values())

    @cached_property
    def kinds(self) -> dict[str, QuestionKind]:
        """Question kinds by name."""
        return self._named("register_question_kinds", QuestionKind, GuardedKind)  # type: ignore[type-abstract]

    @cached_property
    def frontends(self) -> dict[str, Frontend]:
        """Front ends by name."""
        return self._named("register_frontends", Frontend, GuardedFrontend)  # type: ignore[type-abstract]

    @cached_property
    def exporters(self) -> dict[str, Exporter]:
        """Export formats by name."""
        from mlinterview.exchange.guards import GuardedExporter
        from mlinterview.model.exchange import Exporter

        return self._named("register_exporters", Exporter, GuardedExporter)  # type: ignore[type-abstract]

    @cached_property
    def importers(self) -> dict[str, Importer]:
        """Import formats by name."""
        from mlinterview.exchange.guards import GuardedImporter
        from mlinterview.model.exchange import Importer

        return self._named("register_importers", Importer, GuardedImporter)  # type: ignore[type-abstract]

    @cached_property
    def own_commands(self) -> dict[str, click.Command]:
        """The built-in commands by name, found without loading any other plugin."""
        ours = importlib.import_module(_OURS["register_commands"])
        commands: Iterable[click.Command] = ours.register_commands()
        return {command.name: command for command in commands if command.name}

    @cached_property
    def commands(self) -> dict[str, click.Command]:
        """All commands by name."""
        import click

        return self._named("register_commands", click.Command)

    def review_recorded(self, review: Review, card: CardState) -> None:
        """Tell plugins of a recorded review."""
        for border, call in self._calls("review_recorded", {"review": review, "card": card}):
            with border.crossing("review_recorded"):
                call()

    @cached_property
    def found(self) -> list[PluginInfo]:
        """All plugins that were found, broken ones included."""
        callers = self._manager.get_hookcallers
        infos = []
        for name, module, distribution in [*self._extra_places(), *self._entry_places()]:
            plugin = self._registered.get((name, module))
            hooks = [] if plugin is None else [caller.name for caller in callers(plugin) or ()]
            infos.append(PluginInfo(name, module, distribution, tuple(sorted(hooks))))
        return infos

    def fail(self, plugin: str, stage: str, reason: str) -> None:
        """Keep a failure, to be shown by `plugin list` and once on standard error."""
        failure = PluginFailure(plugin, stage, " ".join(reason.split())[:_LONGEST_REASON])
        if failure not in self.failures:
            self.failures.append(failure)

    # -- calling -------------------------------------------------------------------------------

    def _named(
        self, hook: str, wanted: type[T], guarded: Callable[[T, Border], T] | None = None
    ) -> dict[str, T]:
        things: dict[str, T] = {}
        for border, thing in self._collect(hook, wanted):
            with border.crossing(hook):
                name = getattr(thing, "name", None)
                if not isinstance(name, str) or not name:
                    raise MLInterviewError(f"{thing!r} has no name")
                if name in things:
                    raise MLInterviewError(f"the name {name!r} is taken")
                ours = border.plugin == PROJECT
                things[name] = thing if ours or not guarded else guarded(thing, border)
        return things

    def _collect(self, hook: str, wanted: type[T]) -> Iterator[tuple[Border, T]]:
        for border, call in self._calls(hook, {}):
            things: list[T] = []
            with border.crossing(hook):
                result = call()
                if isinstance(result, str) or not isinstance(result, Iterable):
                    raise TypeError(f"it returned {result!r}, not a list of {wanted.__name__}")
                for thing in list(result):
                    if isinstance(thing, wanted):
                        things.append(thing)
                    else:
                        self.fail(border.plugin, hook, f"{thing!r} is no {wanted.__name__}")
            for thing in things:
                yield border, thing

    def _calls(
        self, hook: str, arguments: dict[str, Any]
    ) -> Iterator[tuple[Border, Callable[[], Any]]]:
        if hook in _OURS:
            ours = importlib.import_module(_OURS[hook])
            yield self._border(PROJECT), getattr(ours, hook)
        implementations = getattr(self._manager.hook, hook).get_hookimpls()
        for found in sorted(implementations, key=lambda each: (not each.tryfirst, each.trylast)):
            given = [arguments[name] for name in found.argnames]
            yield self._border(found.plugin_name), partial(found.function, *given)

    def _border(self, plugin: str) -> Border:
        return Border(plugin, self.fail)

    # -- finding and loading -------------------------------------------------------------------

    @cached_property
    def _manager(self) -> pluggy.PluginManager:
        manager = pluggy.PluginManager(PROJECT)
        manager.add_hookspecs(hookspecs)
        for name, plugin in self.extra.items():
            self._register(manager, name, _place(plugin), plugin)
        for entry in self._entries:
            with self._border(entry.name).crossing("import"):
                self._register(manager, entry.name, entry.value, entry.load())
        return manager

    def _register(self, manager: pluggy.PluginManager, name: str, place: str, plugin: Any) -> None:
        with self._border(name).crossing("api version"):
            version = getattr(plugin, "mlinterview_api", API_VERSION)
            if version != API_VERSION:
                raise MLInterviewError(
                    f"it is made for API {version}, this mlinterview offers {API_VERSION}"
                )
            with self._border(name).crossing("register"):
                if name == PROJECT or manager.has_plugin(name):
                    raise MLInterviewError(f"the plugin name {name!r} is taken")
                _check_hooks(manager, plugin)
                try:
                    manager.register(plugin, name)
                except pluggy.PluginValidationError:
                    # pluggy keeps the hooks before the wrong one: all or nothing is easier to tell
                    manager.unregister(name=name)
                    raise
                self._registered[name, place] = plugin

    @cached_property
    def _entries(self) -> list[Entry]:
        disabled = set(os.environ.get("MLINTERVIEW_DISABLE_PLUGINS", "").replace(",", " ").split())
        if not self.discover or "*" in disabled:
            return []
        with self._border("installed packages").crossing("discovery"):
            return [entry for entry in find_entries(self.cache) if entry.name not in disabled]
        return []

    def _entry_places(self) -> Iterator[tuple[str, str, str]]:
        for entry in self._entries:
            yield entry.name, entry.value, entry.distribution

    def _extra_places(self) -> Iterator[tuple[str, str, str]]:
        for name, plugin in self.extra.items():
            yield name, _place(plugin), ""


def malformed_decks(library: Library) -> list[PluginFailure]:
    """Return the decks on offer that have mistakes, as failures of the plugins they are from."""
    mistakes = library.mistakes()
    failures = []
    for deck in library.decks():
        inside = [m for m in mistakes if Path(m.path).is_relative_to(deck.path)]
        if inside:
            reason = f"{len(inside)} mistakes in {deck.info.id}, the first: {inside[0]}"
            failures.append(PluginFailure(deck.plugin, "deck", reason))
    return failures


def _check_hooks(manager: pluggy.PluginManager, plugin: Any) -> None:
    """Refuse what pluggy would take without a word, or would only complain of later."""
    for attribute in dir(plugin):
        options = manager.parse_hookimpl_opts(plugin, attribute)
        if options is None or options.get("optionalhook"):
            continue
        hook = options.get("specname") or attribute
        if not hasattr(hookspecs, hook):
            raise MLInterviewError(f"there is no hook {hook!r}")
        if options.get("hookwrapper") or options.get("wrapper"):
            raise MLInterviewError(f"the hook {hook!r} may not be a wrapper")


def _place(plugin: Any) -> str:
    return str(getattr(plugin, "__name__", type(plugin).__name__))
