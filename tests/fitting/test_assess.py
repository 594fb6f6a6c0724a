"""How well the memory model predicts: on a real log, and on logs whose truth is known."""

import csv
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from support.learners import FORGETFUL, reviews_of

from mlinterview.fitting.assess import (
    Row,
    assess_histories,
    assess_reviews,
    health,
    held_out_recall,
)
from mlinterview.fitting.reviewlog import of_arrays
from mlinterview.fitting.samples import held_out_parts, samples
from mlinterview.model.reviews import CardState, Rating
from mlinterview.readiness.calibration import calibrate
from mlinterview.readiness.evidence import evidence
from mlinterview.scheduling.histories import Histories
from mlinterview.scheduling.options import DEFAULT_PARAMETERS
from mlinterview.scheduling.scheduler import Scheduler
from mlinterview.scheduling.trajectories import memory_before, recall_before

REAL = Path(__file__).parents[3] / "shared" / "data" / "fsrs-review-log-josh.csv"
REFERENCE = {
    "defaults": (0.4422, 0.0622, 0.679),
    "fitted": (0.4416, 0.0427, 0.681),
    "average": (0.5116, 0.1242, 0.512),
    "moving average": (0.4747, 0.0613, 0.547),
}


def histories_of(
    parameters: tuple[float, ...], cards: int, reviews: int, seed: int = 1
) -> Histories:
    found = reviews_of(parameters, cards, reviews, seed)
    return of_arrays(
        [one.card_id for one in found], [one.reviewed_at for one in found],
        [one.study_day for one in found], [int(one.rating) for one in found])  # fmt: skip


@pytest.mark.skipif(not REAL.exists(), reason="the real log is not part of the repository")
def test_a_real_log_gives_the_published_reference() -> None:
    found = assess_histories(real_log())
    assert (found.reviews, found.measured, found.scored) == (12_580, 6276, 5230)
    for name, expected in REFERENCE.items():
        row = found.row(name)
        assert (row.log_loss, row.rmse_bins, row.auc) == pytest.approx(expected, abs=0.003), name
    ready = found.row("readiness")
    assert all(ready.log_loss < found.row(name).log_loss for name in REFERENCE)
    assert found.health is not None
    assert found.health.healthy


def real_log() -> Histories:
    with REAL.open() as file:
        rows = list(csv.DictReader(file))
    at = [round(datetime.fromisoformat(row["review_time"]).timestamp() * 1000) for row in rows]
    day = [(moment - 4 * 3_600_000) // 86_400_000 for moment in at]
    return of_arrays([int(row["card_id"]) for row in rows], at, day,
                     [int(row["review_rating"]) for row in rows])  # fmt: skip


@pytest.fixture(scope="module")
def forgetful() -> Histories:
    return histories_of(FORGETFUL, 200, 8)


def test_a_fit_beats_defaults_where_memory_is_unlike_most(forgetful: Histories) -> None:
    found = assess_histories(forgetful)
    assert found.row("fitted").log_loss < found.row("defaults").log_loss - 0.015
    assert found.row("readiness").log_loss < found.row("defaults").log_loss - 0.015
    assert found.row("fitted").auc > 0.6


def test_defaults_are_hard_to_beat_where_they_are_the_truth() -> None:
    found = assess_histories(histories_of(DEFAULT_PARAMETERS, 200, 8))
    best = min(row.log_loss for row in found.rows)
    assert found.row("defaults").log_loss < best + 0.01
    # few data, and nothing to correct: readiness stays with plain FSRS
    assert found.row("readiness").log_loss < found.row("defaults").log_loss + 0.01


def changed_at_the_end(histories: Histories, part: int) -> Histories:
    """Turn the outcome of every review of the last parts around."""
    every = samples(histories)
    start = held_out_parts(len(every))[part][0]
    moment = histories.at[every.row[start]]
    rating = np.where(
        histories.at >= moment, np.where(histories.rating == 1, 4, 1), histories.rating
    )
    return Histories(histories.cards, histories.starts, rating.astype(np.int8), histories.at,
                     histories.day, histories.has_steps)  # fmt: skip


def test_no_prediction_knows_what_came_later(forgetful: Histories) -> None:
    every = samples(forgetful)
    parts = held_out_parts(len(every))
    turned = changed_at_the_end(forgetful, 3)
    start = parts[3][0]
    for histories in (forgetful, turned):
        assert (samples(histories).row == every.row).all()
    fits = [held_out_recall(one, samples(one), parts[:3]) for one in (forgetful, turned)]
    assert (fits[0] == fits[1]).all()
    ready = []
    for one in (forgetful, turned):
        own = recall_before(one, DEFAULT_PARAMETERS)[every.row]
        known = evidence(one, every.row, own)
        ready.append(calibrate(known, samples(one).recalled, one.day[every.row]).predicted[:start])
    assert (ready[0] == ready[1]).all()


def test_states_before_reviews_are_those_of_the_scheduler(forgetful: Histories) -> None:
    stability, difficulty = memory_before(forgetful, FORGETFUL)
    from mlinterview.scheduling.options import SchedulingOptions

    scheduler = Scheduler(SchedulingOptions(FORGETFUL))
    for place in range(20):
        card = CardState("d/q")
        for row in range(forgetful.starts[place], forgetful.starts[place + 1]):
            if card.stability is not None:
                assert stability[row] == pytest.approx(card.stability, rel=1e-5)
                assert difficulty[row] == pytest.approx(card.difficulty, rel=1e-5)
            else:
                assert np.isnan(stability[row])
            at, day = int(forgetful.at[row]), int(forgetful.day[row])
            card = scheduler.review(card, Rating(int(forgetful.rating[row])), at, day).card


def test_what_is_measured_are_reviews_of_a_later_day() -> None:
    #        first, same day, next day (again), same day, 3 days later, an earlier day
    day = [10, 10, 11, 11, 14, 13]
    found = samples(of_arrays(["a"] * 6, range(6), day, [3, 1, 1, 3, 3, 3]))
    assert found.row.tolist() == [2, 4]
    assert found.elapsed.tolist() == [1, 3]
    assert found.recalled.tolist() == [0, 1]
    assert found.number.tolist() == [2, 3]
    assert found.lapses.tolist() == [0, 1]


def test_too_few_reviews_give_no_rows() -> None:
    found = assess_reviews(["a"] * 5, range(5), range(5), [3] * 5)
    assert (found.reviews, found.measured, found.rows, found.health) == (5, 4, (), None)
    assert found.to_json()["recalled"] is None


@pytest.mark.parametrize("ratings", [[3], [1], [1, 3]])
def test_odd_logs_are_assessed_too(ratings: list[int]) -> None:
    cards = np.repeat(np.arange(60), 4)
    day = np.tile([0, 1, 4, 9], 60) + cards
    found = assess_reviews(cards, day * 1000, day, np.resize(ratings, 240))
    assert found.scored == 150
    assert all(0 <= row.log_loss < 9 for row in found.rows)
    found.to_json()


def test_the_health_check_divides_by_what_is_usual() -> None:
    # at 90 % retention and 10,000 reviews the usual log loss is 0.293, the usual RMSE 0.045
    well = health(Row("fitted", 0.30, 0.05, 0.7), 0.9, 10_000)
    badly = health(Row("fitted", 0.40, 0.15, 0.6), 0.9, 10_000)
    assert well is not None
    assert badly is not None
    assert well.log_loss == pytest.approx(0.30 / 0.2930, abs=0.002)
    assert (well.healthy, badly.healthy) == (True, False)
    assert health(Row("fitted", 0.3, 0.05, 0.7), 0.9, 300) is None
