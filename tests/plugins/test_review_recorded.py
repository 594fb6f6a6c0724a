"""Plugins that are told of each review: what they get, and that they can do no harm."""

import pytest
from support.decks import DECK, write_deck

from mlinterview import hookimpl
from mlinterview.collection import Collection
from mlinterview.model.reviews import CardState, Rating, Review
from mlinterview.plugins import Plugins

ONE = f"{DECK}/one"


class Diary:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.entries: list[tuple[Review, CardState]] = []

    @hookimpl
    def review_recorded(self, review: Review, card: CardState) -> None:
        self.entries.append((review, card))


class OnlyCards:
    """Names one of the two arguments."""

    def __init__(self) -> None:
        self.cards: list[str] = []

    @hookimpl
    def review_recorded(self, card: CardState) -> None:
        self.cards.append(card.card_id)


class Raising:
    """Fails each time."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    @hookimpl
    def review_recorded(self) -> None:
        raise self.error


def opened(home, **plugins: object) -> Collection:
    write_deck(home, "one", "two")
    return Collection(home, plugins=Plugins(plugins, discover=False))


def test_plugin_is_told_of_each_review_once(home) -> None:
    diary = Diary()
    with opened(home, diary=diary) as collection:
        session = collection.session()
        answers = [session.rate(Rating.EASY), session.rate(Rating.EASY)]
    assert diary.entries == [(answer.review, answer.card) for answer in answers]


def test_review_is_in_the_log_when_the_plugin_is_told(home) -> None:
    class Checking:
        @hookimpl
        def review_recorded(self, review: Review) -> None:
            with Collection(home, plugins=Plugins(discover=False)) as another:
                seen.append(another.card(review.card_id).reps)

    seen: list[int] = []
    with opened(home, checking=Checking()) as collection:
        collection.record(collection.show(ONE), Rating.GOOD)
    assert seen == [1]


def test_answer_given_twice_is_told_once(home) -> None:
    diary = Diary()
    with opened(home, diary=diary) as collection:
        shown = collection.show(ONE)
        collection.record(shown, Rating.GOOD)
        collection.record(shown, Rating.GOOD)
    assert len(diary.entries) == 1


def test_nothing_is_told_of_what_is_no_review(home) -> None:
    diary = Diary()
    with opened(home, diary=diary) as collection:
        shown = collection.show(ONE)
        collection.preview(shown)
        collection.grade(shown, "x")
        collection.record(shown, Rating.GOOD)
        collection.undo()
    assert len(diary.entries) == 1


def test_plugin_gets_only_the_arguments_that_it_names(home) -> None:
    cards = OnlyCards()
    with opened(home, cards=cards) as collection:
        collection.record(collection.show(ONE), Rating.GOOD)
    assert cards.cards == [ONE]


@pytest.mark.parametrize("error", [ValueError("boom"), SystemExit(1)], ids=repr)
def test_exception_loses_nothing_and_the_next_plugin_is_told(home, error) -> None:
    diary = Diary()
    with opened(home, raising=Raising(error), diary=diary) as collection:
        recorded = collection.record(collection.show(ONE), Rating.GOOD)
        assert collection.card(ONE) == recorded.card
        [failure] = collection.plugins.failures
    assert (failure.plugin, failure.stage) == ("raising", "review_recorded")
    assert len(diary.entries) == 1


def test_review_that_cannot_be_saved_is_not_told(home, monkeypatch) -> None:
    diary = Diary()
    with opened(home, diary=diary) as collection:
        shown = collection.show(ONE)
        monkeypatch.setattr("mlinterview.store.log.append_review", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            collection.record(shown, Rating.GOOD)
    assert diary.entries == []


def test_tryfirst_is_told_first_and_trylast_last(home) -> None:
    told: list[str] = []

    def plugin(name: str, **order: bool) -> object:
        class Noting:
            @hookimpl(**order)
            def review_recorded(self) -> None:
                told.append(name)

        return Noting()

    plugins = {
        "last": plugin("last", trylast=True),
        "a": plugin("a"),
        "b": plugin("b"),
        "first": plugin("first", tryfirst=True),
    }
    with opened(home, **plugins) as collection:
        collection.record(collection.show(ONE), Rating.GOOD)
    assert told == ["first", "a", "b", "last"]
