"""Review logs from files and from the collection."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.decks import write_deck
from support.studying import GOOD, answer, opened

from mlinterview.clock import ManualClock, StudyCalendar
from mlinterview.errors import ExchangeError
from mlinterview.fitting.reviewlog import of_arrays, of_collection, of_file
from mlinterview.model.reviews import EventKind

CALENDAR = StudyCalendar(UTC, 4)


def write(folder: Path, text: str) -> Path:
    path = folder / "log.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_times_are_iso_or_milliseconds_and_days_begin_at_the_rollover_hour(tmp_path: Path) -> None:
    path = write(tmp_path, "card_id,review_rating,review_time,note\n"
                 "7,3,1970-01-02T03:59:00+00:00,x\n7,1,1970-01-02T04:00:00,\n"
                 f"8,4,{86_400_000 * 2},y\n7,2,1970-01-02T06:30:00+02:00,\n")  # fmt: skip
    found = of_file(path, CALENDAR)
    assert list(found.cards) == ["7", "8"]
    assert found.starts.tolist() == [0, 3, 4]
    assert found.day.tolist() == [0, 1, 1, 1]
    assert found.rating.tolist() == [3, 1, 2, 4]
    assert found.at.tolist() == [100_740_000, 100_800_000, 102_600_000, 172_800_000]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "no column card_id"),
        ("card_id,review_time\n1,2\n", "no column review_rating"),
        ("card_id,review_time,review_rating\n1,5,3\n1,6,5\n", "line 3: rating 5"),
        ("card_id,review_time,review_rating\n1,soon,3\n", "line 2"),
        ("card_id,review_time,review_rating\n1,-5,3\n", "between 1970 and 2248"),
        ("card_id,review_time,review_rating\n1,9999-01-01,3\n", "between 1970 and 2248"),
        ("card_id,review_time,review_rating\n1,5\n", "a column is missing"),
        ('card_id,review_time,review_rating\n1,5,"3', "line 2"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_with_its_line(
    tmp_path: Path, text: str, part: str
) -> None:
    with pytest.raises(ExchangeError, match=part):
        of_file(write(tmp_path, text), CALENDAR)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_bytes(b"\xff\xfe\x00card")
    with pytest.raises(ExchangeError, match="cannot be read"):
        of_file(tmp_path / "log.csv", CALENDAR)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("log") / "log.csv"
    path.write_text(
        "card_id,review_time,review_rating\n" + text, encoding="utf-8", errors="replace"
    )
    with suppress(ExchangeError):
        assert (of_file(path, CALENDAR).rating >= 1).all()


def test_columns_may_come_in_any_order() -> None:
    found = of_arrays(["b", "a", "b"], [3, 2, 1], [13, 12, 11], [3, 2, 1])
    assert list(found.cards) == ["a", "b"]
    assert found.day.tolist() == [12, 11, 13]
    with pytest.raises(ValueError, match="one shape"):
        of_arrays(["a"], [1, 2], [1, 2], [3, 3])
    with pytest.raises(ValueError, match="1 to 4"):
        of_arrays(["a"], [1], [1], [0])


def test_a_card_that_was_reset_begins_anew(home: Path) -> None:
    clock = ManualClock(datetime(2026, 3, 2, 9, tzinfo=UTC))
    write_deck(home, "a", "b")
    with opened(home, clock) as collection:
        for _ in range(2):
            for slug in ("a", "b"):
                answer(collection, f"tiny/{slug}", GOOD)
            clock.advance(days=3)
        collection.act(EventKind.RESET, ["tiny/a"])
        answer(collection, "tiny/a", GOOD)
        found = of_collection(collection)
        assert sorted(found.cards) == ["tiny/a", "tiny/a", "tiny/b"]
        assert sorted(found.lengths().tolist()) == [1, 2, 2]
        assert found.elapsed().sum() == 6
        # taken back, nothing was reset
        collection.undo()
        collection.undo()
        assert sorted(of_collection(collection).cards) == ["tiny/a", "tiny/b"]
