"""A database with something wrong in its structure is refused; what it could run is not run."""

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki_helpers import arrival, bring_in
from forged_packages import DAY, database, package, refused, spoiled
from support.studying import opened

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.errors import ExchangeError
from mlinterview.store.anki.rows import ReviewRow


@pytest.fixture
def ours(home: Path, clock: ManualClock) -> Iterator[Collection]:
    with opened(home, clock) as collection:
        yield collection


_ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT"
_NOTES_VIEW = f"""DROP TABLE notes; CREATE VIEW notes AS {_ENDLESS}
    i AS id, 'g' AS guid, 1 AS mid, 1 AS mod, 0 AS usn, '' AS tags, 'a' AS flds, '' AS sfld,
    0 AS csum, 0 AS flags, '' AS data FROM n;"""

DATABASES = {
    "DROP TABLE notes": "table `notes` is missing",
    "DROP TABLE revlog": "table `revlog` is missing",
    "DROP TABLE col": "table `col` is missing",
    "DELETE FROM col": "`col` is empty",
    "ALTER TABLE cards DROP COLUMN data": "column of the table `cards`",
    "UPDATE col SET models = '{'": "damaged",
    "UPDATE col SET models = '[]'": "damaged",
    "UPDATE col SET decks = '{\"x\": 1}'": "damaged",
    "UPDATE col SET models = zeroblob(100)": "damaged",
    _NOTES_VIEW: "table `notes` is missing",
    "DROP TABLE notes; CREATE VIRTUAL TABLE notes USING fts5(id, guid, mid, mod, usn, tags, flds, "
    "sfld, csum, flags, data)": "table `notes` is missing",
}


@pytest.mark.parametrize("change", DATABASES, ids=lambda sql: sql[:40])
def test_database_is_refused(change: str, ours: Collection, tmp_path: Path) -> None:
    assert DATABASES[change] in refused(ours, spoiled(tmp_path, change))


def test_generated_columns_are_not_computed(ours: Collection, tmp_path: Path) -> None:
    columns = "guid, mid, mod, usn, tags, sfld, csum, flags, data"
    change = f"""DROP TABLE notes; CREATE TABLE notes (id INTEGER PRIMARY KEY, {columns},
        flds TEXT GENERATED ALWAYS AS (hex(zeroblob(100000000))) VIRTUAL);
        INSERT INTO notes (id, {columns}) VALUES (1, 'g', 1, 1, 0, '', '', 0, 0, '')"""
    assert "column of the table `notes`" in refused(ours, spoiled(tmp_path, change))


def test_queries_end(ours: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # with the real budget this takes seconds; the same guard with a small one
    monkeypatch.setattr("mlinterview.store.anki.reading._FREE_LOOKS", 0)
    monkeypatch.setattr("mlinterview.store.anki.reading._STEPS", 1_000)
    reviews = [ReviewRow(DAY + n, 11, 0, 3, 4, 0, 500, 5000, 1) for n in range(20_000)]
    monkeypatch.setattr("mlinterview.store.anki.reading._BYTES_PER_LOOK", 10**9)
    assert "endless work" in refused(ours, spoiled(tmp_path, reviews=reviews))


def test_triggers_do_nothing(ours: Collection, tmp_path: Path) -> None:
    change = "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; END"
    assert bring_in(ours, spoiled(tmp_path, change)).questions == {"d": 2}


@pytest.mark.parametrize("seed", range(6))
def test_flipped_bytes_are_refused_or_harmless(seed: int, ours: Collection, tmp_path: Path) -> None:
    chance = random.Random(seed)
    data = bytearray(database(tmp_path).read_bytes())
    for _ in range(60):
        data[chance.randrange(100, len(data))] = chance.randrange(256)
    path = package(tmp_path, {"collection.anki21": bytes(data), "media": b"{}"})
    try:
        with arrival(ours, path) as found:
            assert all(review.reviewed_at > 0 for review in found.reviews)
            list(found.events)
    except ExchangeError as error:
        assert "\n" not in str(error)  # noqa: PT017


def test_a_database_that_is_none_is_refused(ours: Collection, tmp_path: Path) -> None:
    path = package(tmp_path, {"collection.anki21": b"SQLite format 3\x00" + bytes(5000)})
    assert "damaged" in refused(ours, path)


def test_reviews_that_break_off_leave_nothing(ours: Collection, tmp_path: Path) -> None:
    # the notes can be read, the history only in part
    reviews = [ReviewRow(DAY + n, 11, 0, 3, 4, 0, 500, 5000, 1) for n in range(3_000)]
    path = database(tmp_path, reviews=reviews)
    data = path.read_bytes()
    with sqlite3.connect(path) as connection:
        [root] = connection.execute(
            "SELECT max(pageno) FROM dbstat WHERE name = 'revlog'"
        ).fetchone()
    connection.close()
    size = 4096
    broken = data[: (root - 1) * size] + b"\xff" * size + data[root * size :]
    assert "damaged" in refused(
        ours, package(tmp_path, {"collection.anki21": broken, "media": b"{}"})
    )
