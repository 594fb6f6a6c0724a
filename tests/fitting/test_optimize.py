"""Fitted parameters are kept only if they predict better, and can be taken back."""

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from support.learners import FORGETFUL, append, reviews_of
from support.stores import contents
from support.studying import differing, opened

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.errors import NothingToUndo
from mlinterview.fitting import due
from mlinterview.fitting.due import fitted_on
from mlinterview.fitting.optimize import optimize, optimize_if_due
from mlinterview.fitting.reviewlog import of_arrays
from mlinterview.fitting.samples import samples
from mlinterview.model.reviews import Mode
from mlinterview.scheduling import fsrsrs
from mlinterview.scheduling.options import DEFAULT_PARAMETERS, SchedulingOptions
from mlinterview.scheduling.scheduler import Scheduler
from mlinterview.scheduling.trajectories import recall_before

REVIEWS = reviews_of(FORGETFUL, 150, 8)


@pytest.fixture
def collection(home: Path, clock: ManualClock) -> Iterator[Collection]:
    with opened(home, clock) as collection:
        yield collection


def rows(collection: Collection) -> object:
    return contents(collection.home.database, "cards", "settings")


def test_a_better_fit_is_kept_and_all_cards_follow(collection: Collection) -> None:
    append(collection, REVIEWS)
    before = rows(collection)
    found = optimize(collection)
    assert found.kept
    assert found.new_log_loss < found.old_log_loss - 0.01
    assert collection.settings["parameters"] == list(found.parameters)
    assert fitted_on(collection) == found.reviews == len(REVIEWS)
    assert rows(collection) != before
    assert differing(collection) == []
    stability = collection.card(REVIEWS[0].card_id).stability
    assert stability is not None


def test_one_undo_takes_it_back(collection: Collection) -> None:
    append(collection, REVIEWS)
    before = rows(collection)
    assert optimize(collection).kept
    collection.undo()
    assert rows(collection) == before
    assert fitted_on(collection) == 0
    assert differing(collection) == []


def test_a_dry_run_changes_nothing(collection: Collection) -> None:
    append(collection, REVIEWS)
    before = contents(collection.home.database)
    found = optimize(collection, keep=False)
    assert found.better
    assert not found.kept
    assert contents(collection.home.database) == before


def test_a_fit_that_predicts_no_better_is_not_kept(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(collection, REVIEWS)
    before = rows(collection)
    monkeypatch.setattr(fsrsrs, "fit", lambda *_: DEFAULT_PARAMETERS)
    found = optimize(collection)
    assert found.new_log_loss == found.old_log_loss
    assert not found.kept
    assert rows(collection) == before
    # the last thing done is still the last answer
    assert collection.undo().reviews[-1].id == REVIEWS[-1].id


def test_a_second_fit_is_compared_on_what_is_new(collection: Collection) -> None:
    append(collection, REVIEWS)
    assert optimize(collection).kept
    again = optimize(collection)
    # the parameters in force know all of the log: nothing is left to compare them on
    assert (again.scored, again.parameters, again.kept) == (0, (), False)
    assert math.isnan(again.old_log_loss)
    assert again.to_json()["old_log_loss"] is None


def test_too_few_reviews_change_nothing(collection: Collection) -> None:
    append(collection, REVIEWS[:100])
    found = optimize(collection)
    assert (found.reviews, found.parameters, found.kept) == (100, (), False)
    assert found.scored < found.needed


def test_an_empty_log_is_no_failure(collection: Collection) -> None:
    assert optimize(collection).reviews == 0
    with pytest.raises(NothingToUndo):
        collection.undo()


def test_it_is_due_after_a_thousand_reviews_then_after_a_quarter_more(
    collection: Collection,
) -> None:
    append(collection, REVIEWS[:999])
    assert due(collection) == 0
    append(collection, REVIEWS[999:1000])
    assert due(collection) == 1000
    optimize(collection)
    assert due(collection) == 0
    append(collection, reviews_of(FORGETFUL, 63, 8, seed=2, deck="more")[:499])
    assert due(collection) == 0
    append(collection, reviews_of(FORGETFUL, 63, 8, seed=2, deck="more")[499:500])
    assert due(collection) == 500


def test_it_runs_by_itself_only_if_that_was_chosen(collection: Collection) -> None:
    append(collection, REVIEWS)
    assert optimize_if_due(collection) is None
    collection.set("optimize", "auto")
    found = optimize_if_due(collection)
    assert found is not None
    assert found.kept
    assert optimize_if_due(collection) is None


def test_parameters_are_within_the_bounds_of_fsrs(collection: Collection) -> None:
    append(collection, [*REVIEWS, *reviews_of(FORGETFUL, 30, 20, 3, Mode.MOCK, "mock")])
    Scheduler(SchedulingOptions(optimize(collection).parameters))
    # single precision: 0.8 becomes 0.800000011920929
    found = fsrsrs.within_bounds([0.800000011920929] * 4 + [*DEFAULT_PARAMETERS[4:19], 0.9, 0.05])
    assert found[:4] == (0.8,) * 4
    assert found[19:] == (0.8, 0.1)


def test_later_reviews_weigh_more() -> None:
    def predicted_less_observed(first_year_is_good: bool) -> float:
        cards, step = np.repeat(np.arange(1000), 6), np.tile(np.arange(6) * 5, 1000)
        day = step + np.where(cards < 500, 0, 365) + cards % 50
        share = np.where((cards < 500) == first_year_is_good, 0.95, 0.6)
        recalled = np.random.default_rng(1).random(6000) < share
        rating = np.where((step == 0) | recalled, 3, 1)
        histories = of_arrays(cards, day * 86_400_000 + cards, day, rating)
        every = samples(histories)
        predicted = recall_before(histories, fsrsrs.fit(histories, every.row))[every.row]
        return float((predicted - every.recalled).mean())

    # the fit leans towards the second year
    bad, good = (predicted_less_observed(first_year_is_good=first) for first in (True, False))
    assert bad < good - 0.03


def test_older_reviews_that_come_in_later_are_no_test_of_fitted_parameters(
    collection: Collection,
) -> None:
    append(collection, REVIEWS)
    assert optimize(collection).kept
    append(collection, reviews_of(FORGETFUL, 150, 8, seed=9, deck="older"))
    # half of what was fitted on now looks newer than what came in
    assert optimize(collection).scored == 0
