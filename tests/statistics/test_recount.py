"""The numbers are those of a slow count over the log, whatever is in it."""

import random
from collections import Counter
from itertools import groupby, pairwise

import pytest
from support.statistics import DAY_MS, TODAY, one_review, put, undo

from mlinterview.fitting.reviewlog import of_collection
from mlinterview.model.reviews import Event, EventKind, Mode, Review
from mlinterview.statistics.build import build
from mlinterview.statistics.log import read_log
from mlinterview.store import statistics as store
from mlinterview.store.queues import Selection


def random_entries(chance: random.Random) -> list[Review | Event]:
    """Return reviews of many days in every mode, resets, imports, and undos of some of them."""
    entries: list[Review | Event] = []
    for number in range(chance.randrange(150)):
        day = TODAY - int(chance.expovariate(0.02))
        card = f"tiny/q{chance.randrange(6)}"
        hour = 4 + 19 * chance.random()
        if chance.random() < 0.06:
            moment = day * DAY_MS + int(hour * 3_600_000) + number
            entries.append(
                Event(f"r{number}", "here", moment, day, f"r{number}", EventKind.RESET, card)
            )
            continue
        stability = chance.choice((None, 3.0, 20.999, 21.0, 300.0))
        entries.append(
            one_review(
                number,
                card,
                day,
                chance.randrange(1, 5),
                hour=hour,
                duration_ms=chance.choice((None, 0, 1999, 2000, 45_000, 3_000_000)),
                mode=chance.choice((Mode.REVIEW, Mode.REVIEW, *Mode)),
                previous_stability=stability,
                batch=chance.choice((None, None, "import-1")),
            )
        )
    names = [entry.id for entry in entries if chance.random() < 0.1] + ["import-1"]
    entries += [undo(n, name) for n, name in enumerate(chance.sample(names, k=len(names) // 2))]
    return entries


def active(entries: list[Review | Event]) -> tuple[list[Review], list[Event]]:
    gone = {e.value for e in entries if isinstance(e, Event) and e.kind is EventKind.UNDO}
    reviews = [e for e in entries if isinstance(e, Review) and not {e.id, e.batch} & gone]
    resets = [e for e in entries if isinstance(e, Event) and e.kind is EventKind.RESET]
    return sorted(reviews, key=lambda r: r.reviewed_at), [e for e in resets if e.id not in gone]


def counted(entries: list[Review | Event]) -> tuple[list[Review], list[tuple[Review, bool]]]:
    """Return the reviews that are a card's first, and those that count for retention, with maturity."""
    reviews, resets = active(entries)
    new, counting = [], []
    by_card = sorted(reviews, key=lambda r: r.card_id)
    for card, of_card in groupby(by_card, key=lambda r: r.card_id):
        before: Review | None = None
        for review in of_card:
            moments = [e.happened_at for e in resets if e.card_id == card]
            since = 0 if before is None else before.reviewed_at
            if before is None or any(since <= m < review.reviewed_at for m in moments):
                new.append(review)
            elif before.study_day < review.study_day and review.mode in (Mode.REVIEW, Mode.PLAN):
                gap = review.study_day - before.study_day
                stability = review.previous_stability
                counting.append((review, (gap if stability is None else stability) >= 21))
            before = review
    return new, counting


@pytest.mark.parametrize("seed", range(25))
def test_counts_are_those_of_the_log(collection, seed) -> None:
    entries = random_entries(random.Random(seed))
    put(collection, *entries)
    found = build(collection)
    reviews, _ = active(entries)
    new, counting = counted(entries)

    assert found.reviews == len(reviews)
    assert found.seconds == pytest.approx(sum(r.duration_ms or 0 for r in reviews) / 1000)
    of_day = Counter(r.study_day for r in reviews)
    assert {day.study_day: day.reviews for day in found.days} == of_day
    for day in found.days:
        there = [r for r in reviews if r.study_day == day.study_day]
        assert day.ratings == tuple(sum(r.rating == one for r in there) for one in (1, 2, 3, 4))
        assert day.cards == len({r.card_id for r in there})
        assert day.new == sum(r.study_day == day.study_day for r in new)
        asked = [r for r, _ in counting if r.study_day == day.study_day]
        assert (day.recall.passed, day.recall.total) == (
            sum(r.rating > 1 for r in asked),
            len(asked),
        )
    for period in found.retention:
        chosen = [
            (review.rating > 1, mature)
            for review, mature in counting
            if period.days is None or review.study_day > TODAY - period.days
        ]
        for share, wanted in ((period.young, False), (period.mature, True)):
            ratings = [passed for passed, mature in chosen if mature is wanted]
            assert (share.passed, share.total) == (sum(ratings), len(ratings))


@pytest.mark.parametrize("seed", range(25))
def test_readiness_is_given_the_log_as_it_would_read_it(collection, seed) -> None:
    put(collection, *random_entries(random.Random(seed)))
    with collection.database.reading() as connection:
        packed = store.packed_reviews(connection, Selection())
        ours = read_log(packed, store.resets(connection)).histories()
    theirs = of_collection(collection)
    by_card = {card: theirs.cards.count(card) for card in theirs.cards}
    assert {card: ours.cards.count(card) for card in ours.cards} == by_card
    for name in ("rating", "at", "day"):
        assert pieces(ours, name) == pieces(theirs, name)


def pieces(histories, name: str) -> list[tuple[str, list[int]]]:
    """Return the values of each card's reviews, by card."""
    starts, values = histories.starts.tolist(), getattr(histories, name).tolist()
    spans = zip(histories.cards, pairwise(starts), strict=True)
    return sorted((card, values[start:end]) for card, (start, end) in spans)


@pytest.mark.parametrize("seed", range(5))
def test_hours_and_times_are_those_of_the_last_year(collection, seed) -> None:
    entries = random_entries(random.Random(seed))
    put(collection, *entries)
    found = build(collection)
    reviews = [r for r in active(entries)[0] if r.study_day > TODAY - 365]
    hours = Counter(r.reviewed_at // 3_600_000 % 24 for r in reviews)
    assert [hour.reviews for hour in found.hours] == [hours[hour] for hour in range(24)]
    timed = [r.duration_ms / 1000 for r in reviews if r.duration_ms is not None]
    edges = found.times.histogram.edges
    assert found.times.histogram.counts == tuple(
        sum(low <= seconds < high for seconds in timed) for low, high in pairwise(edges)
    )


@pytest.mark.parametrize("seed", range(5))
def test_topics_divide_the_whole(collection, seed) -> None:
    put(collection, *random_entries(random.Random(seed)))
    whole = build(collection)
    parts = [build(collection, Selection(topics=(topic,))) for topic in "AB"]
    assert sum(part.reviews for part in parts) == whole.reviews
    assert sum(part.cards.total for part in parts) == whole.cards.total == 10
    for number, period in enumerate(whole.retention):
        shares = [part.retention[number].overall for part in parts]
        assert sum(share.total for share in shares) == period.overall.total


def test_today_is_that_of_the_overview(past) -> None:
    found, today = build(past), past.today()
    assert found.done_today.reviews == today.answered > 0
    assert found.done_today.seconds == pytest.approx(today.minutes_studied * 60)
    assert found.streak.current == today.streak
    assert (found.today.due, found.today.new) == (today.due, today.new)
