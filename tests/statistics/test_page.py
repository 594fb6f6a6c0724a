"""The report: one page that runs and loads nothing, reads well, and says everything twice."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from support.statistics import TODAY, Ready, lived, write_questions

from mlinterview.frontends.statistics import activity, memory
from mlinterview.frontends.statistics.page import fragment, page
from mlinterview.frontends.statistics.svg import ticks
from mlinterview.statistics.build import build

CHARTS = [
    activity.year, activity.reviews, activity.hours, activity.times, memory.retention,
    memory.forecast, memory.stability, memory.difficulty, memory.retrievability, memory.readiness,
]  # fmt: skip
every_chart = pytest.mark.parametrize("chart", CHARTS, ids=[chart.__name__ for chart in CHARTS])


class Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}


# -- what it holds ---------------------------------------------------------------------------------


@every_chart
def test_picture_has_a_name_a_description_and_is_xml(chart, found) -> None:
    for picture in chart(found).pictures:
        tree = ElementTree.fromstring(picture)
        assert tree.get("role") == "img"
        assert [child.tag for child in tree][:2] == ["title", "desc"]
        assert all(len(child.text or "") > 4 for child in list(tree)[:2])


@every_chart
def test_rows_have_a_cell_for_each_column(chart, found) -> None:
    drawn = chart(found)
    assert drawn.rows
    assert {len(row) for row in drawn.rows} == {len(drawn.columns)}


@every_chart
def test_nothing_is_drawn_outside_the_picture(chart, found) -> None:
    for picture in chart(found).pictures:
        tree = ElementTree.fromstring(picture)
        _, _, width, height = map(float, tree.get("viewBox", "").split())
        for box in tree.iter("rect"):
            x, y, w, h = (float(box.get(name, "nan")) for name in ("x", "y", "width", "height"))
            assert min(w, h) > 0
            assert min(x, y, width - x - w, height - y - h) >= 0


def test_calendar_has_a_square_for_each_day_of_a_year(found) -> None:
    text = "".join(activity.year(found).pictures)
    assert text.count("<rect") == 365
    told = re.findall(r"<title>\d+ \w+ \d+: ([\d,]+) answers?[,<]", text)
    year = [day for day in found.days if day.study_day > TODAY - 365]
    assert sum(int(count.replace(",", "")) for count in told) == sum(day.reviews for day in year)


def test_bars_are_as_high_as_their_numbers(found) -> None:
    tree = ElementTree.fromstring(memory.stability(found).pictures[0])
    heights = [float(bar.get("height", "")) for bar in tree.iter("rect")]
    counts = [count for count in found.stability.counts if count]
    assert heights == pytest.approx([max(heights) / max(counts) * n for n in counts], abs=1)


def test_table_of_a_histogram_holds_its_counts(found) -> None:
    rows = memory.difficulty(found).rows
    assert [int(count.replace(",", "")) for _, count in rows] == list(found.difficulty.counts)


@pytest.mark.parametrize("highest", [0, 1, 2, 3, 7, 10, 23, 99, 100, 101, 2500, 10**7])
def test_axis_is_round_and_long_enough(highest) -> None:
    marks = ticks(highest)
    assert marks[0] == 0
    assert marks[-1] >= highest
    assert len(marks) <= 6
    assert all(mark == int(mark) for mark in marks)


def test_page_is_of_the_size_of_a_picture(found) -> None:
    many = tuple(Ready(f"TOPIC{n:04}", 30, 20, n / 3000, 0.0, 1.0) for n in range(2000))
    assert len(page(replace(found, readiness=many)).encode()) < 1_000_000


def test_page_of_an_empty_collection_is_kind(collection) -> None:
    text = page(build(collection))
    assert "Nothing has been answered yet." in text
    assert "<code>mlinterview review</code>" in text
    assert "Readiness by topic" in text
    assert not re.search(r"\b(nan|inf|None)\b", text)


@pytest.mark.parametrize("days", [0, 1, 8, 400])
def test_page_of_any_past_can_be_drawn(home, clock, days) -> None:
    write_questions(home, 5)
    with lived(home, clock, 5, days) as collection:
        text = page(build(collection))
    assert not re.search(r"\b(nan|inf|None)\b", text)


# -- hostile decks ---------------------------------------------------------------------------------


@pytest.mark.parametrize("written", [page, fragment])
def test_hostile_texts_make_no_element(written, hostile, found) -> None:
    attacked, plain = Elements(written(hostile)), Elements(written(found))
    assert attacked.names == plain.names
    assert attacked.attributes == plain.attributes
    assert not attacked.names & {
        "script",
        "img",
        "iframe",
        "link",
        "a",
        "use",
        "image",
        "foreignobject",
    }


def test_page_forbids_everything_but_its_own_style(found) -> None:
    text = page(found)
    assert "content=\"default-src 'none'; style-src 'unsafe-inline'\"" in text
    assert not re.search(r"url\(|@import|<script|\b(?:src|href)=|\bon\w+=", text)
