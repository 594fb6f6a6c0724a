"""Charts of characters: they fit, and their shape tells the numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.statistics import TODAY

from mlinterview.frontends.statistics import blocks
from mlinterview.frontends.statistics.weeks import shade, shade_names, shades
from mlinterview.statistics.parts import Day, Share

BARS = "▁▂▃▄▅▆▇█"


def day(ago: int, reviews: int) -> Day:
    return Day(TODAY - ago, (0, 0, reviews, 0), 1, 0, 1.0, Share(0, 0))


def heights(lines: list[str], count: int) -> list[int]:
    """Return how high bars of one column are drawn, in eighths of a line."""
    margin = lines[0].index("│") + 1
    rows = [line[margin:].ljust(count) for line in lines[:-2]]
    return [
        sum(BARS.find(row[place]) + 1 for row in rows if row[place] != " ")
        for place in range(count)
    ]


@given(
    st.lists(st.integers(0, 10**6), min_size=1, max_size=40),
    st.integers(20, 120),
    st.booleans(),
)
def test_no_line_is_too_wide(values, width, at_edges) -> None:
    names = [f"{n:02}" for n in range(len(values) + at_edges)]
    lines = blocks.columns(values, names, width=width, at_edges=at_edges)
    assert max(map(len, lines)) <= width


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=20))
def test_bars_are_as_high_as_their_numbers(values) -> None:
    # no room for more than one column each
    lines = blocks.columns(values, [""] * len(values), width=len(values) + 8)
    step = 1 + lines[-2].count("─") // len(values) - 1
    drawn = heights(lines, len(values) * step)[::step]
    highest = max(values)
    for value, height in zip(values, drawn, strict=True):
        assert height == (max(round(value / highest * 40), 1) if value else 0)


def test_columns() -> None:
    assert blocks.columns([4, 2, 0, 1], ["a", "b", "c", "d"], width=12, height=2) == [
        "4 │█",
        "  │█ █   ▄",
        "0 └────────",
        "   a b c d",
    ]


def test_names_that_would_touch_are_left_out() -> None:
    assert blocks.spread([(0, "one"), (2, "two"), (4, "six"), (9, "nine")], 12) == "one six"


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.integers(1, 60))
def test_whiskers_go_from_lower_bound_to_upper(a, b, c, width) -> None:
    low, share, high = sorted((a, b, c))
    drawn = blocks.whiskers(share, low, high, width)
    assert len(drawn) == width
    assert drawn.count("█") == round(low * width)
    assert drawn.rstrip().count("█") + drawn.count("▒") == round(share * width)
    assert len(drawn.rstrip()) == round(high * width)


@pytest.mark.parametrize(("width", "weeks"), [(80, 53), (57, 53), (40, 36), (24, 20)])
def test_calendar_shows_as_many_weeks_as_fit(width, weeks) -> None:
    days = [day(ago, 1) for ago in range(500)]
    lines, _ = blocks.calendar(days, TODAY, width)
    assert max(map(len, lines)) <= width
    monday = lines[1].removeprefix("Mon ")
    assert len(monday) == weeks
    assert set(monday.strip()) == {"░"}


def test_calendar_ends_today_and_begins_a_year_ago() -> None:
    lines, _ = blocks.calendar([day(0, 3), day(364, 3), day(365, 3), day(-1, 3)], TODAY, 80)
    cells = [line[4:].ljust(53) for line in lines[1:]]
    # the tests' today is a Monday
    assert cells[0][-1] not in " ·"
    assert all(row[-1] == " " for row in cells[1:])
    assert sum(row.count("·") for row in cells) == 363
    assert sum(len(row.replace(" ", "")) for row in cells) == 365


@given(st.lists(st.integers(1, 500), max_size=60))
def test_shades_rise_with_the_reviews_of_a_day(counts) -> None:
    steps = shades([day(ago, count) for ago, count in enumerate(counts)])
    found = [shade(count, steps) for count in sorted(counts)]
    assert found == sorted(found)
    assert all(1 <= one <= 4 for one in found)
    assert shade(0, steps) == 0
    assert len(shade_names(steps)) == len(steps) + 1 <= len(blocks.SHADES)


def test_names_of_shades() -> None:
    assert shade_names((1, 2, 9, 40)) == ["0", "1", "2–8", "9–39", "40+"]
