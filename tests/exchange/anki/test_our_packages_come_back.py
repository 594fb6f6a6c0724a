"""What we exported comes back as what it was, by way of Anki or straight."""

import random
from pathlib import Path

import pytest
from anki.collection import Collection as Anki
from anki_helpers import (
    FORMATS,
    bring_in,
    cards,
    export,
    give,
    press,
    record,
    study,
    take,
)
from support.decks import DECK, cloze, recall, write_deck
from support.studying import opened

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.model.reviews import EventKind


def studied(home: Path, ours: Collection, clock: ManualClock) -> None:
    write_deck(home, *[recall(f"r{n}") for n in range(20)], cloze("c", 3))
    ours.look_again()
    study(ours, clock, 30, random.Random(5))
    # at the same millisecond, as when two devices met
    moment = clock.now_ms() - 1000
    record(ours, [(f"{DECK}/r1", moment, 3), (f"{DECK}/r2", moment, 3), (f"{DECK}/c#2", moment, 3)])
    ours.act(EventKind.SUSPEND, [f"{DECK}/r4"])
    ours.act(EventKind.RESET, [f"{DECK}/r5"])
    ours.act(EventKind.FLAG, [f"{DECK}/r6", f"{DECK}/c#3"])
    ours.act(EventKind.BURY, [f"{DECK}/r7"])
    ours.act(EventKind.SUSPEND, [f"{DECK}/r8"])
    ours.undo()


def test_our_own_package_adds_nothing(
    home: Path, ours: Collection, clock: ManualClock, tmp_path: Path
) -> None:
    studied(home, ours, clock)
    before = {card: ours.card(card) for card in all_cards(ours)}
    done = bring_in(ours, export(ours, tmp_path / "ours.apkg"))
    assert done.is_empty
    assert done.known > 100
    assert {card: ours.card(card) for card in all_cards(ours)} == before


def all_cards(collection: Collection) -> list[str]:
    return [card for q in collection.library.questions(DECK) for card in q.card_ids()]


@pytest.mark.parametrize("name", FORMATS)
def test_a_review_in_anki_comes_back_as_one_more(
    name: str, home: Path, ours: Collection, clock: ManualClock, there: Anki, tmp_path: Path
) -> None:
    studied(home, ours, clock)
    take(there, export(ours, tmp_path / "ours.apkg"))
    card = press(there, 3)
    [mine] = [name for name, one in cards(there).items() if one.id == card.id]
    clock.advance(minutes=5)
    reviews = ours.history(mine)
    done = bring_in(ours, give(there, tmp_path, name))
    # three reviews at one moment had to be parted for Anki, which does not export why
    assert done.reviews == 1 + 2
    assert done.questions == {}
    assert len(ours.history(mine)) == len(reviews) + 1
    memory = there.get_card(card.id).memory_state
    assert ours.card(mine).stability == pytest.approx(memory.stability, rel=1e-3)


def test_another_copy_of_the_collection_gets_the_same_states(
    home: Path, ours: Collection, clock: ManualClock, tmp_path: Path
) -> None:
    studied(home, ours, clock)
    package = export(ours, tmp_path / "ours.apkg")
    write_deck(tmp_path / "other", *[recall(f"r{n}") for n in range(20)], cloze("c", 3))
    with opened(tmp_path / "other", clock) as other:
        other.set("time_zone", "UTC")
        bring_in(other, package)
        for card in all_cards(ours):
            mine, copied = ours.card(card), other.card(card)
            assert copied == mine
            modes = [[r.mode for r in c.history(card)] for c in (ours, other)]
            assert modes[0] == modes[1]


def test_history_without_its_questions_is_kept_and_said(
    home: Path, ours: Collection, clock: ManualClock, tmp_path: Path
) -> None:
    studied(home, ours, clock)
    package = export(ours, tmp_path / "ours.apkg")
    with opened(tmp_path / "other", clock) as other:
        done = bring_in(other, package)
        assert other.card(f"{DECK}/r1").reps == ours.card(f"{DECK}/r1").reps
    assert any("whose history is kept: 21" in note for note in done.notes)
