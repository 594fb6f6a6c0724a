"""The statistics as an output of a notebook, and the records behind it."""

import json
import re
import sys
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from support.statistics import READY, TODAY, one_review, put

import mlinterview
from mlinterview.errors import MLInterviewError, UnknownName
from mlinterview.frontends.notebook.stats import Stats
from mlinterview.statistics.build import build
from mlinterview.statistics.document import document
from mlinterview.store.queues import Selection


def test_displays_itself_in_three_forms(past) -> None:
    stats = Stats(past)
    assert stats._repr_html_().startswith("<style>")
    assert "| retention | " in stats._repr_markdown_()
    assert "readiness     42 % (35–50 %)" in repr(stats)


def test_text_says_what_was_done(collection) -> None:
    put(collection, one_review(1, "tiny/q0", TODAY), one_review(2, "tiny/q1", TODAY, 1))
    told = repr(Stats(collection))
    assert "answered      2 in 20 s" in told
    assert "streak        1 day" in told
    assert "not seen yet  8" in told


def test_output_leaves_the_headings_of_the_document_above_its_own(past) -> None:
    html = Stats(past)._repr_html_()
    assert set(re.findall(r"<h\d", html)) == {"<h3", "<h4", "<h5"}


def test_pictures_without_their_style_are_hidden(past) -> None:
    """Where style and SVG are taken out, as in a notebook of others, their words would be left."""
    html = Stats(past)._repr_html_()
    assert html.count('<div hidden="hidden" class="pictures') == html.count('class="pictures') == 10


def test_marimo_gets_one_form_with_everything_to_be_seen(past) -> None:
    kind, html = Stats(past)._mime_()
    assert kind == "text/html"
    assert "<div hidden" not in html


def test_function_takes_topics_and_decks(past, monkeypatch) -> None:
    stats = mlinterview.stats("A", collection=past)
    assert stats.statistics.selection == Selection(topics=("A",))
    with pytest.raises(UnknownName):
        mlinterview.stats("nothing", collection=past)


def test_reviews_are_those_that_count(past) -> None:
    rows = Stats(past).reviews()
    assert len(rows) == build(past).reviews
    assert set(rows[0]) == set(rows.columns)
    moments = [row["reviewed_at"] for row in rows]
    assert moments == sorted(moments)


def test_review_in_words_and_units(collection) -> None:
    put(collection, one_review(1, "tiny/q0", TODAY, 4, previous_stability=2.5, batch="import"))
    [row] = Stats(collection).reviews()
    row.pop("id")
    assert row == {
        "card": "tiny/q0", "reviewed_at": datetime(2026, 3, 2, 12, 0, 0, 1000, tzinfo=UTC),
        "date": date(2026, 3, 2), "rating": "easy", "seconds": 10.0, "mode": "review",
        "previous_state": "new", "previous_stability": 2.5, "previous_difficulty": None,
        "imported": True,
    }  # fmt: skip


def test_selection_holds_for_records(past) -> None:
    stats = Stats(past, Selection(topics=("A",)))
    assert {row["card"] for row in stats.cards()} == {f"tiny/q{n}" for n in range(0, 40, 2)}
    assert {row["card"] for row in stats.reviews()} <= {row["card"] for row in stats.cards()}


def test_days_and_topics(past) -> None:
    stats = Stats(past)
    assert sum(day["reviews"] for day in stats.days()) == stats.statistics.reviews
    assert stats.topics()[0] == {
        "topic": "A", "questions": 20, "seen": 10, "share": 0.3, "low": 0.2, "high": 0.4,
    }  # fmt: skip


def test_frame_without_pandas_is_told_in_one_line(past, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MLInterviewError, match=r"`pip install pandas`"):
        Stats(past).days().to_frame()


def test_frame_holds_rows_and_columns(collection, monkeypatch) -> None:
    pandas = SimpleNamespace(DataFrame=lambda rows, columns: (list(rows), columns))
    monkeypatch.setitem(sys.modules, "pandas", pandas)
    rows, columns = Stats(collection).cards().to_frame()
    assert len(rows) == 10
    assert columns[:2] == ["card", "state"]
    # without a single row the columns are there all the same
    assert Stats(collection).reviews().to_frame() == ([], list(Stats(collection).reviews().columns))


def test_document_is_json_without_nan(past, collection) -> None:
    for one in (past, collection):
        text = json.dumps(document(build(one)), allow_nan=False)
        assert json.loads(text)["study_day"] == "2026-03-02"


def test_document_tells_shares_with_their_intervals(past) -> None:
    values = document(build(past))
    share = values["retention"][-1]["all"]
    assert share["share"] == pytest.approx(share["passed"] / share["total"])
    assert 0 < share["low"] < share["share"] < share["high"] < 1


def test_document_tells_readiness(past) -> None:
    values = document(build(past, interview_day=TODAY + 5))
    assert values["interview"] == values["readiness"]["date"] == "2026-03-07"
    assert values["readiness"]["overall"]["share"] == READY[0].share
    assert [topic["topic"] for topic in values["readiness"]["topics"]] == ["A", "B"]
