"""Reviews from elsewhere: counted once, in one operation, whatever happens on the way."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support.decks import write_deck
from support.exchanging import copy_of, read, review_log, rows, state, write
from support.studying import answer, differing

from mlinterview.errors import ExchangeError, NothingToUndo
from mlinterview.store import derived

NOON = 1_711_700_000_000
DAY = 86_400_000


@pytest.fixture
def collection(home: Path, clock):
    with copy_of(home, clock) as opened:
        yield opened


def lines(count: int, card: str = "17", first: int = NOON) -> list[str]:
    return [f"{card},{first + n * DAY},3" for n in range(count)]


def test_reviews_make_cards(collection, tmp_path) -> None:
    done = read(collection, review_log(tmp_path / "log.csv", *lines(3)))
    card = collection.card("imported/17")
    assert (done.reviews, card.reps, card.state) == (3, 3, "review")
    assert differing(collection) == []


def test_the_command_may_say_which_deck(collection, tmp_path) -> None:
    read(collection, review_log(tmp_path / "log.csv", *lines(1)), deck="old-app")
    assert collection.card("old-app/17").reps == 1


def test_reviews_that_are_known_by_card_and_moment_do_not_count_twice(collection, tmp_path) -> None:
    write_deck(collection.home.folder, "a")
    answer(collection, "tiny/a")
    path = write(collection, "reviews", "fsrs", tmp_path / "log.csv")
    done = read(collection, path)
    assert (done.is_empty, done.known) == (True, 1)


def test_lines_that_stand_twice_count_once(collection, tmp_path) -> None:
    done = read(collection, review_log(tmp_path / "log.csv", *lines(2), *lines(2)))
    assert (done.reviews, done.known) == (2, 2)


def test_two_imports_at_once_add_everything_once(home, tmp_path, clock, collection) -> None:
    path = review_log(tmp_path / "log.csv", *lines(200))
    with copy_of(home, clock) as other, ThreadPoolExecutor() as pool:
        done = list(pool.map(lambda one: read(one, path), (collection, other)))
    assert sorted((one.reviews, one.known) for one in done) == [(0, 200), (200, 0)]
    assert collection.card("imported/17").reps == 200


def test_an_overlapping_file_adds_the_rest(collection, tmp_path) -> None:
    read(collection, review_log(tmp_path / "log.csv", *lines(3)))
    done = read(collection, review_log(tmp_path / "log.csv", *lines(5)))
    assert (done.reviews, done.known) == (2, 3)
    collection.undo()
    assert collection.card("imported/17").reps == 3
    assert differing(collection) == []


def test_undo_takes_the_import_and_then_what_was_before(collection, tmp_path) -> None:
    write_deck(collection.home.folder, "a")
    answer(collection, "tiny/a")
    # later than the answer, as far as its moment goes
    now = collection.clock.now_ms()
    read(collection, review_log(tmp_path / "log.csv", *lines(3), f"17,{now + 60_000},3"))
    undone = collection.undo()
    assert (undone.imported, undone.cards, undone.reviews) == (4, ["imported/17"], ())
    assert undone.words == "the import of log.csv"
    assert rows(collection, "cards", "card_id = 'imported/17'") == []
    assert collection.undo().reviews[0].card_id == "tiny/a"


def test_undo_since_takes_an_import_too(collection, tmp_path, clock) -> None:
    start = clock.now_ms()
    clock.advance(minutes=1)
    read(collection, review_log(tmp_path / "log.csv", *lines(3)))
    assert collection.undo(start).imported == 3
    with pytest.raises(NothingToUndo):
        collection.undo(start)


def test_what_was_taken_back_with_other_things_comes_again_alone(
    collection, tmp_path, clock
) -> None:
    write_deck(collection.home.folder, "a")
    start = clock.now_ms()
    path = review_log(tmp_path / "log.csv", *lines(3))
    read(collection, path)
    answer(collection, "tiny/a")
    collection.undo(start)
    done = read(collection, path)
    assert (done.reviews, done.restored) == (3, [])
    assert (collection.card("imported/17").reps, collection.card("tiny/a").reps) == (3, 0)
    assert read(collection, path).is_empty
    assert differing(collection) == []


def test_a_part_of_what_was_taken_back_brings_only_that_part(collection, tmp_path) -> None:
    read(collection, review_log(tmp_path / "log.csv", *lines(5)))
    collection.undo()
    part = review_log(tmp_path / "part.csv", *lines(2))
    assert read(collection, part).reviews == 2
    assert collection.card("imported/17").reps == 2
    assert read(collection, part).is_empty
    collection.undo()
    done = read(collection, review_log(tmp_path / "log.csv", *lines(5)))
    assert (done.reviews, len(done.restored)) == (0, 1)
    assert collection.card("imported/17").reps == 5


def test_study_days_follow_the_zone_and_hour_that_are_given(collection, tmp_path) -> None:
    from mlinterview.clock import StudyCalendar
    from mlinterview.settings import Settings

    tokyo = Settings({"time_zone": "Asia/Tokyo"}).calendar().zone
    path = review_log(tmp_path / "log.csv", f"1,{NOON},3")  # 08:13 UTC, 17:13 in Tokyo
    read(collection, path, calendar=StudyCalendar(tokyo, 18))
    day = collection.card("imported/1").reviewed_day
    assert day == NOON // DAY - 1


def test_states_are_derived_where_the_log_does_not_tell_them(collection, tmp_path) -> None:
    path = review_log(
        tmp_path / "log.csv", f"1,{NOON + DAY},3", f"1,{NOON},3", f"1,{NOON + 60_000},3"
    )
    read(collection, path)
    states = [review.previous_state.value for review in collection.history("imported/1")]
    assert states == ["new", "learning", "review"]


def test_the_community_log_of_a_learner_is_read(collection, tmp_path) -> None:
    path = review_log(
        tmp_path / "log.csv",
        "1711684180217,1,2024-03-29T20:32:32.250000+00:00,25060",
        "1711684180217,0,2024-03-29T20:33:32.250000+00:00,1",
        header="card_id,review_rating,review_time,review_duration",
    )
    done = read(collection, path)
    [review] = collection.history("imported/1711684180217")
    assert (review.reviewed_at, review.duration_ms, int(review.rating)) == (1711744352250, 25060, 1)
    assert [note.partition(" (")[0] for note in done.notes] == [
        "cards without a question in the decks here",
        "entries left out because they are no answers",
    ]


def test_the_community_log_may_be_json(collection, tmp_path) -> None:
    path = tmp_path / "log.json"
    path.write_text(
        f'[{{"card_id": 5, "review_time": {NOON}, "review_rating": 4, "review_state": 2,'
        ' "review_duration": null}]'
    )
    read(collection, path)
    [review] = collection.history("imported/5")
    assert (review.rating, review.previous_state, review.duration_ms) == (4, "review", None)


# -- all or nothing --------------------------------------------------------------------------------

HOSTILE = {
    "1969": ("1,-86400000,3", "outside the years 1970 to 2199"),
    "1970, in seconds": ("1,1711700000,3", "counted in milliseconds"),
    "2262": ("1,9223372036854,3", "outside the years 1970 to 2199"),
    "2262, ISO": ("1,2262-04-11T23:47:16.854Z,3", "outside the years 1970 to 2199"),
    "the year ten thousand": ("1,10000-01-01T00:00:00Z,3", "no milliseconds"),
    "the future": ("1,2026-03-02T11:00:00Z,3", "in the future"),
    "no zone": ("1,2024-03-02T11:00:00,3", "with offset"),
    "no time": ("1,,3", "no milliseconds"),
    "a huge number": ("1,99999999999999999999999999,3", "no milliseconds"),
    "rating 5": (f"1,{NOON},5", "`review_rating` is '5', not a whole number from 0 to 4"),
    "rating 2.5": (f"1,{NOON},2.5", "`review_rating` is '2.5'"),
    "no card": (f",{NOON},3", "`card_id` is missing"),
    "one cell more": (f"1,{NOON},3,4", "4 cells, the header has 3"),
    "an open quotation mark": (f'1,{NOON},"3', "no CSV"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_bad_line_is_told_and_nothing_is_imported(collection, tmp_path, case) -> None:
    line, reason = HOSTILE[case]
    path = review_log(tmp_path / "log.csv", *lines(2), line, *lines(1, first=NOON + 9 * DAY))
    before = state(collection)
    with pytest.raises(ExchangeError) as error:
        read(collection, path)
    assert reason in str(error.value)
    assert f"{path}:4" in str(error.value) or case == "an open quotation mark"
    assert state(collection) == before


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"card_id,review_time,review_rating\n1,1711700000000,3\nM\xfcller,1,3\n", ":3: byte 0xFC"),
        ("card_id,review_time,review_rating\n".encode("utf-16"), "save it as UTF-8"),
        (b"", "is empty"),
        (b"\x00\x01\x02" * 100, "no format that is known"),
        (b"[" * 200_000, "no format that is known"),
    ],
)
def test_a_file_that_is_no_log_is_refused(collection, tmp_path, content, reason) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(content)
    before = state(collection)
    with pytest.raises(ExchangeError) as error:
        read(collection, path)
    assert reason in str(error.value)
    assert state(collection) == before


def test_what_is_no_file_is_refused_and_not_waited_for(collection, tmp_path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for name in (None, "fsrs"):
        with pytest.raises(ExchangeError, match="is no file"):
            read(collection, tmp_path / "pipe.csv", name)


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter(collection, tmp_path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(f"\ufeffcard_id,review_time,review_rating\r\n1,{NOON},3\r\n\r\n".encode())
    assert read(collection, path).reviews == 1


def test_a_failure_after_everything_was_added_leaves_nothing(
    collection, tmp_path, monkeypatch
) -> None:
    before = state(collection)
    path = review_log(tmp_path / "log.csv", *(f"{n},{NOON},3" for n in range(600)))

    def fail(*_: object) -> int:
        raise RuntimeError("the power is cut")

    with monkeypatch.context() as patched, pytest.raises(RuntimeError):
        patched.setattr(derived, "refresh_cards", fail)
        read(collection, path)
    assert state(collection) == before
    assert read(collection, path).reviews == 600
    assert differing(collection) == []
