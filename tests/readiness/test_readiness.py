"""Readiness: a calibrated share of questions answered right, with an honest interval."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from support.decks import cloze, recall, write_deck
from support.learners import FORGETFUL, append, reviews_of
from support.studying import AGAIN, DAY, EASY, GOOD, answer, opened

from mlinterview.clock import ManualClock, from_ms
from mlinterview.collection import Collection
from mlinterview.fitting.reviewlog import of_arrays
from mlinterview.fitting.samples import samples
from mlinterview.model.reviews import EventKind
from mlinterview.readiness import readiness
from mlinterview.readiness.calibration import Weights, calibrate
from mlinterview.readiness.chances import chances
from mlinterview.readiness.evidence import Evidence, evidence, logit
from mlinterview.scheduling.histories import Histories
from mlinterview.scheduling.options import DEFAULT_PARAMETERS
from mlinterview.scheduling.trajectories import recall_before
from mlinterview.store.queues import Selection


@pytest.fixture
def collection(home: Path, clock: ManualClock) -> Iterator[Collection]:
    write_deck(home, recall("a", topics=["EVA01"]), recall("b", topics=["EVA02", "NLP01"]),
               cloze("c", 2, topics=["NLP01"]), recall("d", topics=["NLP02"]))  # fmt: skip
    with opened(home, clock) as collection:
        collection.set("time_zone", "UTC")
        yield collection


def test_unseen_questions_count_as_wrong(collection: Collection) -> None:
    found = readiness(collection)
    assert [(one.topic, one.questions, one.seen) for one in found] == [
        ("", 4, 0), ("EVA01", 1, 0), ("EVA02", 1, 0), ("NLP01", 2, 0), ("NLP02", 1, 0)]  # fmt: skip
    assert all((one.share, one.low, one.high) == (0, 0, 0) for one in found)


def test_with_little_evidence_it_is_plain_fsrs(collection: Collection, clock: ManualClock) -> None:
    answer(collection, "tiny/a", EASY)
    answer(collection, "tiny/c#1", GOOD)
    clock.advance(days=3)
    day = collection.study_day()
    plain = {
        card: collection.scheduler.retrievability(collection.card(card), day) or 0.0
        for card in ("tiny/a", "tiny/c")
    }
    found = {one.topic: one for one in readiness(collection)}
    assert found["EVA01"].share == pytest.approx(plain["tiny/a"], abs=1e-6)
    # half of the question's holes were never seen
    assert found["NLP01"].share == pytest.approx(plain["tiny/c"] / 4, abs=1e-6)
    assert found[""].share == pytest.approx((plain["tiny/a"] + plain["tiny/c"] / 2) / 4, abs=1e-6)
    assert (found[""].questions, found[""].seen) == (4, 2)
    assert found[""].low < found[""].share < found[""].high <= 0.5


def test_it_falls_until_a_later_day(collection: Collection, clock: ManualClock) -> None:
    answer(collection, "tiny/a", GOOD)
    day = collection.study_day()
    shares = [readiness(collection, day + later)[0].share for later in (0, 1, 10, 100)]
    assert shares[0] == shares[1]  # today counts as tomorrow
    assert shares[1] > shares[2] > shares[3] > 0


def test_it_may_be_asked_by_area_and_of_a_part(collection: Collection) -> None:
    found = readiness(collection, by="area")
    assert [(one.topic, one.questions) for one in found] == [("", 4), ("EVA", 2), ("NLP", 3)]
    part = readiness(collection, selection=Selection(topics=("EVA",)))
    assert [(one.topic, one.questions) for one in part] == [
        ("", 2), ("EVA01", 1), ("EVA02", 1), ("NLP01", 1)]  # fmt: skip


def test_a_card_that_was_reset_is_unseen(collection: Collection, clock: ManualClock) -> None:
    answer(collection, "tiny/a", GOOD)
    answer(collection, "tiny/b", GOOD)
    clock.advance(days=1)
    collection.act(EventKind.RESET, ["tiny/a"])
    assert [one.seen for one in readiness(collection)][:2] == [1, 0]


def test_a_topic_that_goes_badly_is_expected_to_go_badly(home: Path) -> None:
    slugs = [f"{kind}{number}" for kind in ("good", "bad") for number in range(30)]
    write_deck(home, *(recall(slug, topics=[slug.rstrip("0123456789")]) for slug in slugs))
    clock = ManualClock(from_ms(DAY * 86_400_000 + 43_200_000))
    with opened(home, clock) as collection:
        collection.set("time_zone", "UTC")
        for _ in range(4):
            for slug in slugs:
                answer(collection, f"tiny/{slug}", AGAIN if slug.startswith("bad") else GOOD)
            clock.advance(days=3)
        # new memories of both, told apart by nothing but their topics
        found = {one.topic: one for one in readiness(collection)}
    assert found["GOOD"].share > 0.85
    assert found["BAD"].share < found["GOOD"].share - 0.4


def log_of(seed: int, cards: int = 150, reviews: int = 8) -> Histories:
    found = reviews_of(FORGETFUL, cards, reviews, seed)
    return of_arrays(
        [one.card_id for one in found], [one.reviewed_at for one in found],
        [one.study_day for one in found], [int(one.rating) for one in found])  # fmt: skip


def test_predictions_are_calibrated_where_fsrs_is_not() -> None:
    histories = log_of(5, 300)
    every = samples(histories)
    plain = recall_before(histories, DEFAULT_PARAMETERS)[every.row]
    ready = calibrate(
        evidence(histories, every.row, plain), every.recalled, histories.day[every.row]
    ).predicted
    half = slice(len(every) // 2, None)
    gap = [abs(float((one[half] - every.recalled[half]).mean())) for one in (plain, ready)]
    assert gap[0] > 0.05
    assert gap[1] < 0.025


def test_the_interval_holds_the_truth_nine_times_of_ten() -> None:
    # the share recalled on a day, drawn from the true memory, against the interval given before it
    chance, inside = np.random.default_rng(3), 0
    for seed in range(40):
        histories = log_of(100 + seed, 60, 6)
        day = int(histories.day.max()) + 5
        found = chances(histories, DEFAULT_PARAMETERS, day)
        truth = chances_by_fsrs(histories, day)
        cards = np.arange(len(histories.cards))
        share, deviation = found.share(cards, np.full(len(cards), 1 / len(cards)))
        drawn = float((chance.random(len(cards)) < truth).mean())
        inside += abs(drawn - share) <= 1.645 * deviation
    assert 30 <= inside <= 40


def chances_by_fsrs(histories: Histories, day: int) -> np.ndarray:
    from mlinterview.readiness.chances import _with_question

    asked = _with_question(histories, day)
    return recall_before(asked, FORGETFUL)[asked.starts[1:] - 1]


def test_weights_begin_at_fsrs_and_learn_from_what_was_observed() -> None:
    known = Evidence(logit(np.full(400, 0.9)), np.column_stack([np.ones(400), np.zeros((400, 9))]))
    weights = Weights.prior(known.width)
    assert weights.predict(known.offset, known.rows(0, 400)) == pytest.approx(0.9)
    recalled = np.resize([1.0, 0.0], 400)
    learned = weights.learn(known.offset, known.rows(0, 400), recalled)
    assert learned.predict(known.offset, known.rows(0, 400))[0] == pytest.approx(0.52, abs=0.03)
    assert learned.spread(known.rows(0, 1)[0]) < weights.spread(known.rows(0, 1)[0]) / 3


def test_a_group_of_its_own_gets_a_weight_of_its_own() -> None:
    groups = (np.array([0, 1, -1]),)
    known = Evidence(np.zeros(3), np.zeros((3, 10)), groups, (2,))
    assert known.rows(0, 3)[:, 10:].tolist() == [[1, 0], [0, 1], [0, 0]]
    assert known.rows(1, 2)[:, 10:].tolist() == [[0, 1]]


def test_the_collections_share_is_that_of_its_cards(home: Path, clock: ManualClock) -> None:
    write_deck(home, *(f"q{number}" for number in range(40)))
    with opened(home, clock) as collection:
        append(collection, reviews_of(FORGETFUL, 40, 8))
        day = DAY + 400
        found = readiness(collection, day)[0]
        clock.set(from_ms(day * 86_400_000) + timedelta(hours=12))
        assert (found.questions, found.seen) == (40, 40)
        assert 0 < found.low < found.share < found.high < 1
        assert readiness(collection)[0] == found
