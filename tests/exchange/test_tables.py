"""Exported tables: every value comes back, in every format, and no spreadsheet runs any."""

import asyncio
import csv
import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.decks import cloze, recall, write_deck
from support.exchanging import copy_of, read, rows, write
from support.studying import AGAIN, EASY, GOOD, answer

from mlinterview.errors import ExchangeError, UsageError
from mlinterview.exchange.columns import CARDS, QUESTIONS, REVIEWS, TABLES
from mlinterview.exchange.exporting import export
from mlinterview.exchange.formats.cells import quoted, unquoted
from mlinterview.model.exchange import Exporter
from mlinterview.model.reviews import EventKind, Mode, Rating, Review, State
from mlinterview.store import log
from mlinterview.store.datafile import VIEWS

EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "'=1", "'", "", "\uff1d1",
        "a,b", 'say "hi"', "two\nlines", "two\r\nlines", "\ufeffx", "-", "--", "\x00", "é\u2028"]  # fmt: skip

texts = st.one_of(st.sampled_from(EVIL), st.text(st.characters(codec="utf-8"), max_size=20))
reviews = st.builds(
    Review,
    id=st.uuids().map(str),
    device=texts,
    card_id=st.from_regex(r"\A[a-z]{1,5}/[a-z]{1,5}(#[1-9])?\Z"),
    reviewed_at=st.integers(0, 1_700_000_000_000),
    study_day=st.integers(0, 20_000),
    rating=st.sampled_from(Rating),
    duration_ms=st.none() | st.integers(0, 2**53),
    mode=st.sampled_from(Mode),
    response=st.none() | texts,
    verdict=st.none() | texts,
    seed=st.integers(0, 2**32),
    content_hash=texts,
    previous_state=st.sampled_from(State),
    previous_stability=st.none() | st.floats(0.001, 1e9),
    previous_difficulty=st.none() | st.floats(1, 10),
)


@pytest.fixture
def studied(home: Path, clock):
    """A collection with a deck, cards new and known, and reviews."""
    write_deck(home, "a", recall("b", topics=["X1", "Y2"]), cloze("c"), "d")
    with copy_of(home, clock) as collection:
        for card, rating in (("tiny/a", EASY), ("tiny/b", AGAIN), ("tiny/c#2", GOOD)):
            clock.advance(minutes=1)
            answer(collection, card, rating)
        clock.advance(days=3)
        answer(collection, "tiny/a", GOOD)
        collection.act(EventKind.RESET, ["tiny/b"])
        yield collection


# -- round trips -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["csv", "json", "jsonl"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(reviews, max_size=5, unique_by=lambda r: (r.card_id, r.reviewed_at)))
def test_reviews_come_back_exactly(clock, name, found) -> None:
    with TemporaryDirectory() as folder:
        one, other = (copy_of(Path(folder, name), clock) for name in ("one", "other"))
        with one, other:
            with one.database.transaction() as connection:
                for review in found:
                    log.append_review(connection, review)
            one.rebuild()
            read(other, write(one, "reviews", name, Path(folder, f"x.{name}")))
            with other.database.reading() as connection:
                for review in found:
                    there = log.has_review(connection, review.id)
                    assert replace(there, batch=None) == review
            assert rows(one, "cards") == rows(other, "cards")


@pytest.mark.parametrize("text", EVIL)
def test_a_quoted_cell_is_no_formula_and_comes_back(text) -> None:
    cell = quoted(text)
    assert cell == "" or cell.strip()[0] not in "=+-@\uff1d"
    assert unquoted(cell) == text


@given(st.text())
def test_quoting_loses_nothing(text) -> None:
    assert unquoted(quoted(text)) == text


def test_no_cell_of_an_export_is_a_formula(studied, tmp_path) -> None:
    with studied.database.transaction() as connection:
        for number, text in enumerate(EVIL):
            log.append_review(connection, Review(
                f"=cmd|{number}", text, f"=d/{number}", number, 0, GOOD, response=text, verdict=text,
            ))  # fmt: skip
    path = write(studied, "reviews", "csv", tmp_path / "x.csv")
    with path.open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row if cell]
    assert [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "-", "@", "\uff1d")] == []


def test_parquet_has_the_values_of_json(studied, tmp_path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for table in (REVIEWS, CARDS, QUESTIONS):
        found = parquet.read_table(write(studied, table.name, "parquet", tmp_path / "x.parquet"))
        document = json.loads(write(studied, table.name, "json", tmp_path / "x.json").read_text())
        assert found.schema.names == table.names
        about = json.loads(found.schema.metadata[b"mlinterview"])
        assert about["schema"] == document["schema"]
        assert len(document[table.name]) == found.num_rows > 0
        for values, wanted in zip(found.to_pylist(), document[table.name], strict=True):
            for column in table.columns:
                value = values[column.name]
                if column.type == "time" and value is not None:
                    value = value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
                elif column.type == "date" and value is not None:
                    value = value.isoformat()
                elif column.type == "json":
                    value = json.loads(value)
                assert value == wanted[column.name], column


def test_cards_tell_what_is_due_and_how_well_it_is_known(studied, tmp_path) -> None:
    document = json.loads(write(studied, "cards", "json", tmp_path / "x.json").read_text())
    cards = {card["card_id"]: card for card in document["cards"]}
    assert set(cards) == {"tiny/a", "tiny/b", "tiny/c", "tiny/c#2", "tiny/d"}
    known, new = cards["tiny/c#2"], cards["tiny/d"]
    state = studied.card("tiny/c#2")
    assert known["stability"] == state.stability
    assert known["retrievability"] == studied.scheduler.retrievability(state, studied.study_day())
    assert (new["state"], new["due_at"], new["retrievability"]) == ("new", None, None)
    assert (known["question_id"], known["deck"]) == ("tiny/c", "tiny")


def test_statistics_are_one_number_a_row(studied, tmp_path) -> None:
    document = json.loads(write(studied, "stats", "json", tmp_path / "x.json").read_text())
    found = {(row["name"], row["group"]): row["value"] for row in document["stats"]}
    assert found["totals.reviews", ""] == 4
    assert found["cards.total", ""] == 5
    assert len(found) == len(document["stats"])


def test_an_export_of_lines_says_first_what_follows(studied, tmp_path) -> None:
    first, *rest = write(studied, "reviews", "jsonl", tmp_path / "x.jsonl").read_text().splitlines()
    assert json.loads(first)["schema"] == {"name": "mlinterview/reviews", "version": 1}
    assert [list(json.loads(line)) for line in rest] == [REVIEWS.names] * 4


# -- for datasette ---------------------------------------------------------------------------------


@pytest.fixture
def datafile(studied, tmp_path) -> Path:
    return write(studied, "collection", "sqlite", tmp_path / "x.sqlite")


def test_every_row_of_a_data_file_refers_to_one_that_is_there(datafile) -> None:
    connection = sqlite3.connect(datafile)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    links = connection.execute("PRAGMA foreign_key_list(reviews)").fetchall()
    assert {(link[2], link[3]) for link in links} == {("cards", "card_id"), ("ratings", "rating")}


def test_every_view_of_a_data_file_has_rows(datafile) -> None:
    connection = sqlite3.connect(datafile)
    counts = {name: len(connection.execute(f"SELECT * FROM {name}").fetchall()) for name in VIEWS}
    # a retention needs a review of a card that was known: there is one
    assert min(counts.values()) >= 1, counts


def test_datasette_shows_labels_and_views(datafile) -> None:
    app = pytest.importorskip("datasette.app")

    async def look() -> tuple[dict, dict, int]:
        datasette = app.Datasette(files=[str(datafile)])
        await datasette.invoke_startup()
        reviews = await datasette.client.get("/x/reviews.json?_labels=on&_shape=objects")
        home = await datasette.client.get("/x.json")
        page = await datasette.client.get("/x/hardest_questions")
        return reviews.json(), home.json(), page.status_code

    reviews, home, status = asyncio.run(look())
    assert reviews["rows"][0]["card_id"]["label"] == "What is a?"
    assert reviews["rows"][0]["rating"]["label"] == "Easy"
    assert {view["name"] for view in home["views"]} == set(VIEWS)
    assert status == 200


def test_a_file_of_questions_holds_no_reviews(studied, tmp_path) -> None:
    path = write(studied, "questions", "sqlite", tmp_path / "x.sqlite")
    tables = sqlite3.connect(path).execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    assert {name for (name,) in tables} == {
        "about", "columns", "decks", "questions", "topics", "question_topics",
    }  # fmt: skip


# -- writing ---------------------------------------------------------------------------------------


class Failing(Exporter):
    name, description, suffix = "failing", "stops half way", ".txt"
    subjects = frozenset({"reviews"})

    def export(self, subject, source, target, progress) -> int:
        target.write_text("half")
        raise ExchangeError("no more")


def test_a_failed_export_leaves_the_old_file(studied, tmp_path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("old")
    with pytest.raises(ExchangeError):
        export(studied, "reviews", Failing(), path, force=True)
    assert [(one.name, one.read_text()) for one in tmp_path.glob("*x.txt*")] == [("x.txt", "old")]


def test_a_file_that_is_there_is_kept_unless_it_may_go(studied, tmp_path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("old")
    exporter = studied.plugins.exporters["csv"]
    with pytest.raises(UsageError, match="there already"):
        export(studied, "reviews", exporter, path)
    assert path.read_text() == "old"
    assert export(studied, "reviews", exporter, path, force=True) == 4


def test_an_export_is_of_one_moment(studied, clock, tmp_path) -> None:
    from mlinterview.exchange.source import Source

    with copy_of(studied.home.folder, clock) as other, Source(studied) as source:
        before = source.review_count
        stream = source.reviews()
        next(stream)
        answer(other, "tiny/d")
        assert 1 + len(list(stream)) == before == source.review_count
    with Source(studied) as source:
        assert source.review_count == before + 1


# -- documentation ---------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_columns_are_documented_as_they_are(table) -> None:
    page = (Path(__file__).parents[2] / "docs" / "exchange.md").read_text(encoding="utf-8")
    lines = [f"| `{c.name}` | {c.type} | {c.meaning} |" for c in table.columns]
    assert f"### `{table.name}`, version {table.version}\n" in page
    assert "\n".join(lines) in page
