"""True retention: what counts, what is young, and between which bounds the true share lies."""

import pytest
from scipy.stats import binomtest
from support.statistics import DAY_MS, TODAY, one_review, put, undo

from mlinterview.model.reviews import Event, EventKind, Mode
from mlinterview.statistics.build import build
from mlinterview.statistics.parts import Share

CARD = "tiny/q0"


def total(collection, *reviews) -> tuple[int, int]:
    """Return how many reviews count as young and as mature."""
    put(collection, *reviews)
    found = build(collection).retention[-1]
    return found.young.total, found.mature.total


def seen(day: int = TODAY - 30):
    return one_review(1, CARD, day)


def test_first_look_does_not_count(collection) -> None:
    assert total(collection, seen()) == (0, 0)


def test_next_day_counts(collection) -> None:
    assert total(collection, seen(TODAY - 1), one_review(2, CARD, TODAY)) == (1, 0)


def test_second_review_of_a_day_does_not_count(collection) -> None:
    later = one_review(2, CARD, TODAY, 1), one_review(3, CARD, TODAY, 3)
    put(collection, seen(), *later)
    [today, *_] = build(collection).retention
    assert (today.overall.passed, today.overall.total) == (0, 1)


@pytest.mark.parametrize(("rating", "passed"), [(1, 0), (2, 1), (3, 1), (4, 1)])
def test_all_but_again_pass(collection, rating, passed) -> None:
    put(collection, seen(), one_review(2, CARD, TODAY, rating))
    assert build(collection).retention[0].overall == Share(passed, 1)


@pytest.mark.parametrize(("stability", "counts"), [(20.99, (1, 0)), (21.0, (0, 1))])
def test_mature_is_a_stability_of_21_days(collection, stability, counts) -> None:
    assert (
        total(collection, seen(), one_review(2, CARD, TODAY, previous_stability=stability))
        == counts
    )


@pytest.mark.parametrize(("gap", "counts"), [(20, (1, 0)), (21, (0, 1))])
def test_without_stability_the_gap_decides(collection, gap, counts) -> None:
    """As in an import that does not say what the other program believed."""
    assert total(collection, seen(TODAY - gap), one_review(2, CARD, TODAY, batch="i")) == counts


@pytest.mark.parametrize("mode", Mode)
def test_only_what_is_asked_in_its_time_counts(collection, mode) -> None:
    counts = total(collection, seen(), one_review(2, CARD, TODAY, mode=mode))
    assert sum(counts) == (mode in (Mode.REVIEW, Mode.PLAN))
    assert build(collection).seconds == 20


def test_cram_before_the_review_of_the_day_makes_it_a_second_one(collection) -> None:
    cram = one_review(2, CARD, TODAY, mode=Mode.CRAM)
    assert total(collection, seen(), cram, one_review(3, CARD, TODAY)) == (0, 0)


def test_reset_card_is_new(collection) -> None:
    moment = (TODAY - 5) * DAY_MS
    reset = Event("r", "here", moment, TODAY - 5, "r", EventKind.RESET, CARD)
    assert total(collection, seen(), reset, one_review(2, CARD, TODAY)) == (0, 0)
    assert [day.new for day in build(collection).days] == [1, 1]


def test_reset_that_was_taken_back_changes_nothing(collection) -> None:
    moment = (TODAY - 5) * DAY_MS
    reset = Event("r", "here", moment, TODAY - 5, "r", EventKind.RESET, CARD)
    entries = seen(), reset, one_review(2, CARD, TODAY, previous_stability=3.0), undo(1, "r")
    assert total(collection, *entries) == (1, 0)


def test_undone_review_does_not_count(collection) -> None:
    assert total(collection, seen(), one_review(2, CARD, TODAY), undo(1, "00000002")) == (0, 0)


def test_import_that_was_taken_back_does_not_count(collection) -> None:
    put(
        collection, one_review(1, CARD, TODAY - 3, batch="i"), one_review(2, CARD, TODAY, batch="i")
    )
    assert build(collection).reviews == 2
    put(collection, undo(1, "i"))
    assert build(collection).reviews == 0


def test_periods_end_today(collection) -> None:
    reviews = [one_review(n, CARD, TODAY - ago) for n, ago in enumerate((400, 364, 29, 6, 0))]
    put(collection, *reviews)
    totals = {one.period: one.overall.total for one in build(collection).retention}
    assert totals == {"today": 1, "week": 2, "month": 3, "year": 4, "all": 4}


@pytest.mark.parametrize(("passed", "total"), [(0, 10), (8, 10), (10, 10), (450, 500), (1, 90_000)])
def test_interval_is_wilsons(passed, total) -> None:
    expected = binomtest(passed, total).proportion_ci(method="wilson")
    assert Share(passed, total).interval == pytest.approx((expected.low, expected.high))


def test_nothing_asked_says_nothing() -> None:
    assert Share(0, 0).value is None
    assert Share(0, 0).interval == (0.0, 1.0)
