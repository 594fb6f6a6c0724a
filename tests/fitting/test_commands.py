"""`optimize`, `stats model` and `stats retention`, as people and programs call them."""

import json
from pathlib import Path

import pytest
from support.decks import write_deck
from support.learners import FORGETFUL, append, reviews_of
from support.program import run
from support.studying import opened

REVIEWS = reviews_of(FORGETFUL, 130, 8)


@pytest.fixture(autouse=True)
def alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLINTERVIEW_DISABLE_PLUGINS", "*")
    monkeypatch.setenv("MLINTERVIEW_NOW", "2026-03-02T12:00:00+00:00")


def good(*arguments: str) -> str:
    done = run(*arguments)
    assert (done.code, done.err) == (0, "")
    return done.out


def document(*arguments: str, name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(good(*arguments, "--json"))
    assert found.pop("schema") == {"name": f"mlinterview/{name}", "version": 1}
    return found


def study(home: Path) -> None:
    write_deck(home, *(f"q{number}" for number in range(130)))
    with opened(home) as collection:
        append(collection, REVIEWS)


def test_optimizing_says_what_changed_and_undo_takes_it_back(home: Path) -> None:
    study(home)
    before = document("config", "list", name="config")
    assert "would be kept. Nothing changed." in good("optimize", "--dry-run")
    assert document("config", "list", name="config") == before
    found = document("optimize", name="optimize")
    assert found["kept"] is True
    assert found["new_log_loss"] < found["old_log_loss"]  # type: ignore[operator]
    assert document("config", "list", name="config") != before
    good("undo")
    assert document("config", "list", name="config") == before
    text = good("optimize")
    assert "are kept" in text
    assert "mlinterview undo" in text


def test_too_few_answers_are_said_to_be_too_few(home: Path) -> None:
    assert good("optimize").startswith("Nothing changed: 0 reviews")
    assert good("stats", "model").startswith("There is not enough to measure by: 0 of 0 reviews")
    assert good("stats", "retention").startswith("There are no cards")
    assert document("stats", "model", name="stats-model")["rows"] == []


def test_the_model_is_shown_beside_simple_ones(home: Path) -> None:
    study(home)
    text = good("stats", "model")
    for name in ("readiness", "fitted", "defaults", "moving average", "average", "Anki's health"):
        assert name in text
    found = document("stats", "model", name="stats-model")
    assert [row["name"] for row in found["rows"]] == [  # type: ignore[attr-defined]
        "readiness", "fitted", "defaults", "moving average", "average"]  # fmt: skip
    assert found["reviews"] == len(REVIEWS)
    assert sum(one["count"] for one in found["reliability"]) == found["scored"]  # type: ignore[attr-defined]


def test_a_log_in_a_file_is_measured_without_touching_the_collection(
    home: Path, tmp_path: Path
) -> None:
    lines = [f"{one.card_id},{one.reviewed_at},{int(one.rating)}" for one in REVIEWS]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(["card_id,review_time,review_rating", *lines]) + "\n")
    of_file = document("stats", "model", "--log", str(path), name="stats-model")
    assert not home.exists()
    study(home)
    with opened(home) as collection:
        collection.set("time_zone", "UTC")
    assert of_file == document("stats", "model", name="stats-model")


def test_a_file_that_makes_no_sense_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("card_id,review_time,review_rating\n1,\x1b[31mnow,3\n")
    done = run("stats", "model", "--log", str(path))
    assert (done.code, done.out) == (1, "")
    assert "line 2" in done.err
    assert "\x1b" not in done.err
    assert done.err.count("\n") == 1
    done = run("stats", "model", "--log", str(path), "--time-zone", "Nowhere/Land")
    assert (done.code, done.err.count("\n")) == (2, 1)


def test_the_cost_of_retentions_is_a_table(home: Path) -> None:
    study(home)
    text = good("stats", "retention")
    assert "0.9 ●" in text
    assert text.splitlines()[3].split() == ["retention", "min", "a", "day", "remembered"]
    assert "★" in text
    found = document("stats", "retention", name="stats-retention")
    assert found["cards"] == 130
    assert 0.9 in [one["retention"] for one in found["curve"]]  # type: ignore[attr-defined]
