"""When enough new answers have come in, fitting the memory model is offered, or done."""

from collections.abc import Callable

import pytest
from support.learners import FORGETFUL, append, reviews_of
from support.program import run
from support.typist import play

from mlinterview.collection import Collection
from mlinterview.fitting import due

Deck = Callable[..., Collection]

OFFER = "`mlinterview optimize` fits the memory model to you."


@pytest.fixture
def experienced(deck: Deck) -> Collection:
    """A learner with 1,200 answers, and a new question."""
    collection = deck("one", *(f"q{number}" for number in range(150)))
    append(collection, reviews_of(FORGETFUL, 150, 8))
    return collection


def test_fit_is_offered_after_a_session(experienced: Collection) -> None:
    seen = play(experienced, " ", "3", "q")
    assert f"1,201 new reviews: {OFFER}" in seen.text
    assert experienced.settings.is_default("parameters")


def test_fit_is_offered_where_the_day_begins(
    experienced: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLINTERVIEW_DISABLE_PLUGINS", "*")
    monkeypatch.setenv("MLINTERVIEW_NOW", "2026-03-02T12:00:00+00:00")
    assert f"  Model    1,200 new reviews: {OFFER}" in run().out


def test_fit_is_done_by_itself_where_that_is_set(experienced: Collection) -> None:
    experienced.set("optimize", "auto")
    seen = play(experienced, " ", "3", "q")
    assert "The memory model was fitted to your answers" in seen.text
    assert not experienced.settings.is_default("parameters")
    assert due(experienced) == 0
    experienced.undo()
    assert experienced.settings.is_default("parameters")


@pytest.mark.parametrize("wish", ["never", "auto", "ask"])
def test_nothing_is_said_where_nothing_is_due(deck: Deck, wish: str) -> None:
    collection = deck("one")
    collection.set("optimize", wish)
    assert "memory model" not in play(collection, " ", "3", "q").text


def test_who_never_wants_it_is_not_asked(experienced: Collection) -> None:
    experienced.set("optimize", "never")
    assert "memory model" not in play(experienced, " ", "3", "q").text
