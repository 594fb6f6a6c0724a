"""A cache that is damaged, or used by several at once, never shows in what the decks hold."""

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.decks import cloze, write_deck
from support.studying import opened

from mlinterview.deckfiles import folder
from mlinterview.errors import StoreError
from mlinterview.locations import Home
from mlinterview.store.question_cache import CACHE_VERSION


def ids(home: Path) -> list[str]:
    with opened(home) as collection:
        return collection.library.ids()


def cache(home: Path) -> Path:
    return Home(home).question_cache


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def overwrite_middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = random.Random(0).randbytes(len(data) - 4096)
    path.write_bytes(data)


def overwrite_all(path: Path) -> None:
    path.write_bytes(b"rubbish" * 5_000)


def drop_table(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE meta")
    connection.close()


def other_version(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {CACHE_VERSION + 1}")
        connection.execute("ALTER TABLE questions RENAME TO elsewhere")
    connection.close()


@pytest.mark.parametrize(
    "damage", [cut, empty, overwrite_middle, overwrite_all, drop_table, other_version, os.unlink]
)
def test_damaged_cache_is_built_anew(home: Path, damage: Callable[[Path], None]) -> None:
    write_deck(home, "a", cloze("b"))
    assert ids(home) == ["tiny/a", "tiny/b"]
    damage(cache(home))
    with opened(home) as collection:
        assert collection.library.question("tiny/b").cards == (1, 2)
        assert collection.session().question is not None


def test_every_single_page_may_be_damaged(home: Path) -> None:
    write_deck(home, *[f"q{number}" for number in range(20)])
    expected = ids(home)
    sound = cache(home).read_bytes()
    for start in range(0, len(sound), 4096):
        page = random.Random(start).randbytes(8)
        cache(home).write_bytes(sound[:start] + page + sound[start + 8 :])
        assert ids(home) == expected


def test_cache_that_cannot_be_opened_is_explained(home: Path) -> None:
    cache(home).mkdir(parents=True)
    with pytest.raises(StoreError, match=r"questions\.sqlite3 cannot be opened"):
        ids(home)


def test_failure_while_reading_leaves_the_cache_as_it_was(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_deck(home, "a")
    ids(home)
    write_deck(home, "b")
    with monkeypatch.context() as patch:
        patch.setattr(folder, "outline", None)
        with pytest.raises(TypeError):
            ids(home)
    with sqlite3.connect(cache(home)) as connection:
        assert connection.execute("SELECT id FROM questions").fetchall() == [("tiny/a",)]
    connection.close()
    assert ids(home) == ["tiny/b"]


LIST_IDS = """
from mlinterview.collection import Collection
from mlinterview.plugins import Plugins
with Collection(plugins=Plugins(discover=False)) as collection:
    print(*collection.library.ids())
"""


def test_processes_that_start_together_see_the_same(home: Path) -> None:
    write_deck(home, *[f"q{number}" for number in range(100)])
    expected = " ".join(sorted(f"tiny/q{number}" for number in range(100)))
    running = [
        subprocess.Popen([sys.executable, "-c", LIST_IDS], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    outputs = [process.communicate()[0].strip() for process in running]
    assert outputs == [expected] * 3
    assert [process.returncode for process in running] == [0] * 3


def test_cache_is_rebuilt_under_an_open_collection(home: Path) -> None:
    write_deck(home, "a")
    with opened(home) as first:
        assert first.library.ids() == ["tiny/a"]
        write_deck(home, "a", "b")
        assert ids(home) == ["tiny/a", "tiny/b"]
        assert first.library.question("tiny/b").title == "What is b?"
