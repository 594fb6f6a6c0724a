"""``mlinterview import``: says what came, and one undo takes it back."""

from pathlib import Path

import pytest
from support.decks import write_deck
from support.program import run

LOG = "card_id,review_time,review_rating\n1,1711700000000,3\n1,1711900000000,1\n2,1711700000000,0\n"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(LOG)
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "my cards.csv"
    path.write_text("question,answer\nWhat?,That.\n\x1b[2JWho?,They.\n")
    return path


STRANGERS = (
    "cards without a question in the decks here (their history counts for `optimize` and "
    "`stats model`): 1"
)
BY_HAND = "entries left out because they are no answers (rating 0, set by hand): 1"
NOTES = f"Note: {STRANGERS}.\nNote: {BY_HAND}.\n"


def test_reviews_come_and_go(log) -> None:
    done = run("import", str(log))
    assert (done.code, done.out, done.err) == (
        0, "Imported 2 reviews. `mlinterview undo` takes it back.\n", NOTES,
    )  # fmt: skip
    again = run("import", str(log))
    assert again.out == "There is nothing new in log.csv (2 reviews known already).\n"
    assert run("undo").out == "Taken back: the import of log.csv.\n"
    assert run("import", str(log)).out == (
        "Imported 1 earlier import that was taken back. `mlinterview undo` takes it back.\n"
    )


def test_a_dry_run_only_tells(log) -> None:
    for _ in range(2):
        done = run("import", str(log), "--dry-run")
        assert (done.code, done.out) == (0, "log.csv would bring 2 reviews.\n")


def test_the_document_has_the_numbers(log, table) -> None:
    document = run("import", str(log), "--json").document
    assert document["schema"] == {"name": "mlinterview/import", "version": 1}
    assert (document["reviews"], document["format"], document["dry_run"]) == (2, "fsrs", False)
    assert document["notes"] == [STRANGERS, BY_HAND]
    document = run("import", str(table), "--json").document
    assert document["questions"] == {"my-cards": 2}
    undone = run("undo", "--json").document
    assert (undone["events"], undone["imported"]) == (["import"], 0)


def test_imported_questions_are_asked(table, good) -> None:
    good("import", str(table))
    assert "my-cards/what" in good("search", "What")
    assert run("next", "--json").document["card"]["deck"] == "my-cards"


def test_what_a_file_says_reaches_no_terminal_unclean(tmp_path) -> None:
    path = tmp_path / "x\x1b[2J.csv"
    path.write_text("card_id,review_time,review_rating\n\x1b]0;evil\x07,x,3\n")
    done = run("import", str(path))
    assert done.code == 1
    assert "\x1b" not in done.out + done.err
    assert "\x07" not in done.out + done.err


@pytest.mark.parametrize(
    ("options", "day"),
    [([], "2024-03-01"), (["--day-start", "2"], "2024-03-02"),
     (["--time-zone", "Asia/Tokyo"], "2024-03-02")],
)  # fmt: skip
def test_time_zone_and_day_start_decide_the_study_day(tmp_path, good, options, day) -> None:
    path = tmp_path / "log.csv"
    path.write_text("card_id,review_time,review_rating\n1,2024-03-02T03:00:00Z,3\n")
    good("config", "set", "time_zone", "UTC")
    # a first import with other days, taken back, makes no difference
    run("import", str(path), "--day-start", "0", "--time-zone", "America/New_York")
    good("undo")
    assert run("import", str(path), *options).code == 0
    assert good("export", "reviews").splitlines()[1].split(",")[4] == day


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["import"], 2, "Say which file to import."),
        (["import", "missing.csv"], 1, "missing.csv cannot be read (No such file or directory)"),
        (["import", "."], 1, ". is a folder: import its files one by one"),
        (["import", "log.csv", "--format", "xls"], 2, "there is no import format 'xls'"),
        (["import", "log.csv", "--format", "json"], 1, "log.csv:1: a JSON object or list"),
        (["import", "log.csv", "--deck", "../x"], 2, "'../x' can be no deck's id"),
        (["import", "log.csv", "--time-zone", "Mars/Base"], 2, "time_zone cannot be 'Mars/Base'"),
    ],
)
def test_misuse_is_one_line(log, bad, monkeypatch, arguments, code, message) -> None:
    monkeypatch.chdir(log.parent)
    found = bad(*arguments)
    assert found[0] == code
    assert message in found[1]


def test_formats_are_listed(good) -> None:
    assert "fsrs (.csv, .json): review log of the FSRS community, as CSV or JSON" in (
        good("import", "--list").splitlines()
    )
    formats = {one["name"] for one in run("import", "--list", "--json").document["formats"]}
    assert {"json", "jsonl", "csv", "fsrs", "hashcards", "questions"} <= formats


def test_two_machines_are_united(home, tmp_path, good) -> None:
    write_deck(home, "a")
    good("answer", "tiny/a", "--rating", "good")
    path = tmp_path / "one.json"
    run("export", "collection", "-o", str(path))
    other = str(tmp_path / "other")
    done = run("--home", other, "import", str(path))
    assert done.out.startswith("Imported 1 review, 1 question for the deck tiny.")
    cards = [run("--home", one, "export", "cards").out for one in (str(home), other)]
    assert cards[0] == cards[1]
