"""``mlinterview export``: to files and to standard output, never half."""

import csv
import io
import json
from pathlib import Path

import pytest
from support.decks import write_deck
from support.program import run


@pytest.fixture
def deck(home: Path, good) -> None:
    write_deck(home, "a", "b")
    for rating in ("good", "again"):
        good("answer", "tiny/a", "--rating", rating)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_reviews_go_to_standard_output_as_csv(deck, good) -> None:
    rows = list(csv.DictReader(io.StringIO(good("export", "reviews"))))
    assert [(row["card_id"], row["rating"]) for row in rows] == [("tiny/a", "3"), ("tiny/a", "1")]
    assert good("export", "reviews", "-o", "-") == good("export", "reviews")


def test_the_collection_goes_to_standard_output_as_json(deck, good) -> None:
    document = json.loads(good("export", "collection"))
    assert document["schema"] == {"name": "mlinterview/collection", "version": 1}
    assert len(document["reviews"]) == len(document["deck_questions"]) == 2


@pytest.mark.parametrize(
    ("name", "form"), [("x.csv", "csv"), ("x.JSON", "json"), ("x.jsonl", "jsonl"),
                       ("x.parquet", "parquet"), ("x.sqlite", "sqlite")]
)  # fmt: skip
def test_the_format_follows_from_the_file(deck, tmp_path, name, form) -> None:
    path = tmp_path / name
    document = run("export", "reviews", "-o", str(path), "--json").document
    assert {key: document[key] for key in ("subject", "format", "path", "rows")} == {
        "subject": "reviews", "format": form, "path": str(path), "rows": 2,
    }  # fmt: skip
    assert path.stat().st_size > 0


def test_a_person_is_told_where_it_is(deck, target) -> None:
    done = run("export", "cards", "--format", "csv", "-o", str(target))
    assert (done.code, done.out, done.err) == (0, "", f"Wrote 2 rows to {target}.\n")


def test_a_file_that_is_there_is_kept_unless_forced(deck, bad, target) -> None:
    target.write_text("mine")
    arguments = ("export", "cards", "--format", "csv", "-o", str(target))
    assert bad(*arguments) == (
        2, f"{target} is there already: choose another file, or give --force",
    )  # fmt: skip
    assert target.read_text() == "mine"
    assert run(*arguments, "--force").code == 0
    assert target.read_text().startswith("card_id,")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["export"], 2, "Say what to export: reviews, cards, questions, stats, collection."),
        (["export", "reviews", "--format", "xls"], 2, "there is no export format 'xls'"),
        (["export", "collection", "--format", "csv"], 2, "the format csv cannot hold collection"),
        (["export", "reviews", "-o", "x.doc"], 2, "is known by .doc: give --format"),
        (["export", "reviews", "--format", "sqlite"], 2, "no text for standard output"),
        (["export", "reviews", "--json"], 2, "give -o FILE"),
        (["export", "reviews", "-o", "no/such/folder.csv"], 1, "cannot be written"),
    ],
)
def test_misuse_is_one_line(deck, bad, tmp_path, monkeypatch, arguments, code, message) -> None:
    monkeypatch.chdir(tmp_path)
    found = bad(*arguments)
    assert found[0] == code
    assert message in found[1]


def test_formats_are_listed_with_what_they_hold(good) -> None:
    lines = good("export", "--list").splitlines()
    assert "csv (.csv): table with commas, for spreadsheets and data frames" in lines
    formats = {one["name"]: one for one in run("export", "--list", "--json").document["formats"]}
    assert formats["fsrs"]["subjects"] == ["reviews"]
    assert {"csv", "json", "jsonl", "parquet", "sqlite", "fsrs"} <= set(formats)


def test_nothing_is_left_beside_the_file(deck, tmp_path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    run("export", "reviews", "-o", str(folder / "x.csv"))
    run("export", "collection", "--format", "csv", "-o", str(folder / "y.csv"))
    assert [path.name for path in folder.iterdir()] == ["x.csv"]
