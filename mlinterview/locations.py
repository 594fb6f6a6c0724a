"""Where a collection lives on disk."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of all state of one collection; nothing is written outside it."""

    folder: Path

    @property
    def database(self) -> Path:
        """The log and what is derived from it: the one file that must not be lost."""
        return self.folder / "collection.sqlite3"

    @property
    def question_cache(self) -> Path:
        """Parsed deck files; may be deleted at any time."""
        return self.folder / "cache" / "questions.sqlite3"

    @property
    def installed_plugins(self) -> Path:
        """Which plugins were found last time; may be deleted at any time."""
        return self.folder / "cache" / "plugins.json"

    @property
    def day_plan(self) -> Path:
        """What the planner said today; may be deleted at any time."""
        return self.folder / "cache" / "plan.json"

    @property
    def decks(self) -> Path:
        """The learner's own decks, one folder each."""
        return self.folder / "decks"

    @property
    def backups(self) -> Path:
        """Copies of the database."""
        return self.folder / "backups"


def find_home(given: str | os.PathLike[str] | None = None) -> Home:
    """Return the given folder, else ``MLINTERVIEW_HOME``, else the platform's data folder."""
    folder = given or os.environ.get("MLINTERVIEW_HOME")
    if not folder:
        # platformdirs costs 10 ms of start-up: only who relies on the default pays
        import platformdirs

        folder = platformdirs.user_data_dir("mlinterview", appauthor=False)
    return Home(Path(folder).expanduser().absolute())
