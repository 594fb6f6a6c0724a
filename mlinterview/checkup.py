"""Is the collection sound: the file, the derived cards, the decks, the plugins, the clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mlinterview.errors import ClockError
from mlinterview.store import derived
from mlinterview.store.integrity import integrity_problems, journal_mode, log_size

if TYPE_CHECKING:
    from mlinterview.collection import Collection
    from mlinterview.model.questions import Mistake


@dataclass(frozen=True, slots=True)
class Report:
    """What a check-up found.

    Attributes:
        home: the folder of all state.
        journal: SQLite's journal mode.
        reviews, events: sizes of the log.
        problems: what SQLite's integrity check says; empty if sound.
        differing: cards whose stored state is not what the log gives.
        clock: what is wrong with the clock; empty if nothing is.
        deck_mistakes: mistakes in the decks on offer.
        failures: plugins that failed.
        sqlite, fsrs: versions.
    """

    home: str
    journal: str
    reviews: int
    events: int
    problems: tuple[str, ...]
    differing: tuple[str, ...]
    clock: str
    deck_mistakes: tuple[Mistake, ...]
    failures: tuple[str, ...]
    sqlite: str
    fsrs: str

    @property
    def sound(self) -> bool:
        """Whether the database is what it should be; decks and plugins do not count."""
        return not (self.problems or self.differing)

    @property
    def advice(self) -> str:
        """What to do if it is not."""
        if self.problems:
            return (
                f"the database is damaged ({self.problems[0]}): see `mlinterview backup --list`, "
                "then `mlinterview backup --restore FILE`"
            )
        cards = "1 card is" if len(self.differing) == 1 else f"{len(self.differing)} cards are"
        return f"{cards} not what the log gives: run `mlinterview doctor --rebuild`"

    def values(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        wrong = len(self.deck_mistakes)
        return {
            "home": self.home,
            "journal": self.journal,
            "reviews": self.reviews,
            "events": self.events,
            "integrity": "; ".join(self.problems) or "ok",
            "cards": f"{len(self.differing)} differ" if self.differing else "ok",
            "clock": self.clock or "ok",
            "decks": f"{wrong} mistake{'s' if wrong > 1 else ''}" if wrong else "ok",
            "plugins": "; ".join(self.failures) or "ok",
            "sqlite": self.sqlite,
            "fsrs": self.fsrs,
        }


def check_up(collection: Collection) -> Report:
    """Look at everything, change nothing."""
    import importlib.metadata

    with collection.database.reading() as connection:
        problems = integrity_problems(connection)
        differing = [] if problems else derived.differing_cards(connection, collection.scheduler)
        reviews, events = log_size(connection)
        journal, sqlite = journal_mode(connection)
    try:
        collection.check_clock()
        clock = ""
    except ClockError as error:
        clock = str(error)
    mistakes = collection.library.mistakes()
    return Report(
        home=str(collection.home.folder),
        journal=journal,
        reviews=reviews,
        events=events,
        problems=tuple(problems),
        differing=tuple(differing),
        clock=clock,
        deck_mistakes=tuple(mistakes),
        failures=tuple(f"{f.plugin}: {f.stage}" for f in collection.plugins.failures),
        sqlite=sqlite,
        fsrs=importlib.metadata.version("fsrs"),
    )
