"""What each desired retention would cost and give, with the learner's own costs."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.decks import write_deck
from support.studying import opened

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.fitting import retention
from mlinterview.fitting.retention import retention_choices
from mlinterview.learner import estimate
from mlinterview.scheduling.options import DEFAULT_PARAMETERS
from mlinterview.scheduling.simulation import Study, cheapest_retention, year

STUDY = Study(200, 10, 36_500, 2, 1, (120, 90, 60, 30), (90, 50, 35, 20),
              (0.24, 0.094, 0.495, 0.171), (0.224, 0.631, 0.145))  # fmt: skip


@pytest.fixture
def collection(home: Path, clock: ManualClock) -> Iterator[Collection]:
    write_deck(home, *(f"q{number}" for number in range(120)))
    with opened(home, clock) as collection:
        yield collection


def test_more_retention_costs_more_and_gives_more(collection: Collection) -> None:
    found = retention_choices(collection)
    assert (found.cards, found.present, found.answers) == (120, 0.9, 0)
    curve = {choice.retention: choice for choice in found.curve}
    assert {0.7, 0.8, 0.9, 0.95, found.cheapest} <= curve.keys()
    assert curve[0.95].minutes > curve[0.8].minutes > 0
    assert 120 > curve[0.95].remembered > curve[0.7].remembered > 60


def test_what_is_set_is_on_the_curve(collection: Collection) -> None:
    collection.set("desired_retention", 0.83)
    assert 0.83 in [choice.retention for choice in retention_choices(collection).curve]


def test_twice_the_time_for_an_answer_is_twice_the_cost(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = retention_choices(collection)
    own = estimate([])
    slow = replace(own, first_seconds=tuple(2 * s for s in own.first_seconds),
                   review_seconds=tuple(2 * s for s in own.review_seconds))  # fmt: skip
    monkeypatch.setattr(retention, "habits", lambda _: slow)
    for one, other in zip(usual.curve, retention_choices(collection).curve, strict=False):
        if one.retention == other.retention:
            assert other.minutes == pytest.approx(2 * one.minutes, rel=0.05)


def test_a_large_library_is_scaled(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = retention_choices(collection)
    monkeypatch.setattr(retention, "_MOST_CARDS", 60)
    half = retention_choices(collection)
    for one, other in zip(whole.curve, half.curve, strict=False):
        if one.retention == other.retention:
            assert other.remembered == pytest.approx(one.remembered, rel=0.15)
            assert other.minutes == pytest.approx(one.minutes, rel=0.25)


def test_without_cards_nothing_is_remembered(home: Path, clock: ManualClock) -> None:
    with opened(home, clock) as collection:
        found = retention_choices(collection)
    assert found.cards == 0
    assert {(choice.minutes, choice.remembered) for choice in found.curve} == {(0.0, 0.0)}


def test_simulations_are_the_same_each_time() -> None:
    assert year(STUDY, DEFAULT_PARAMETERS, 0.9) == year(STUDY, DEFAULT_PARAMETERS, 0.9)


def test_the_cheapest_costs_least_for_a_card_remembered() -> None:
    best = cheapest_retention(STUDY, DEFAULT_PARAMETERS)
    assert 0.699 < best < 0.951

    def cost(wanted: float) -> float:
        minutes, remembered = year(STUDY, DEFAULT_PARAMETERS, wanted)
        return minutes / remembered

    assert cost(best) <= min(cost(0.8), cost(0.9), cost(0.95)) * 1.05
