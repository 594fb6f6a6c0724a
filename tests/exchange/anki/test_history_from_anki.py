"""Anki's history arrives once, with the memory states that it had there."""

import random
from pathlib import Path

import pytest
from anki.collection import Collection as Anki
from anki_helpers import (
    DAY_MS,
    FORMATS,
    add,
    arrival,
    bring_in,
    give,
    press,
    questions,
)
from support.decks import DECK, write_deck
from support.studying import answer, differing

from mlinterview.collection import Collection
from mlinterview.exchange.anki.importer import AnkiImporter
from mlinterview.exchange.importing import bring, options_for
from mlinterview.model.reviews import Rating


def test_history_memory_and_due_dates_follow_from_ankis(
    there: Anki, ours: Collection, tmp_path: Path, now: int
) -> None:
    chance = random.Random(3)
    numbers = [add(there, "Basic", f"front {n}", f"back {n}")[0] for n in range(25)]
    days = {n: sorted(chance.sample(range(1, 200), 9), reverse=True) for n in numbers}
    rows = [
        (now - day * DAY_MS - place, number, -1, chance.choice([1, 2, 3, 3, 4]), 1, 1, 500, 4000,
         min(turn, 1))
        for place, number in enumerate(numbers) for turn, day in enumerate(days[number])
    ]  # fmt: skip
    there.db.executemany("insert into revlog values (?,?,?,?,?,?,?,?,?)", rows)
    theirs = {number: there.compute_memory_state(number) for number in numbers}
    done = bring_in(ours, give(there, tmp_path, "old.apkg"))
    assert done.reviews == len(rows)
    by_prompt = {q.prompt: ours.card(q.id) for q in questions(ours)["default"]}
    for place, number in enumerate(numbers):
        card = by_prompt[f"front {place}"]
        assert card.stability == pytest.approx(theirs[number].stability, rel=1e-3)
        assert card.difficulty == pytest.approx(theirs[number].difficulty, abs=2e-3)
    assert differing(ours) == []


def test_resets_suspensions_and_flags_come_along(
    there: Anki, ours: Collection, tmp_path: Path
) -> None:
    names = ["reset", "suspended", "flagged"]
    numbers = {name: add(there, "Basic", name, "x")[0] for name in names}
    for _ in names:
        press(there, 4)
    there.sched.schedule_cards_as_new([numbers["reset"]])
    there.sched.suspend_cards([numbers["suspended"]])
    there.set_user_flag_for_cards(2, [numbers["flagged"]])
    bring_in(ours, give(there, tmp_path, "new.apkg"))
    states = {q.prompt: ours.card(q.id) for q in questions(ours)["default"]}
    assert (states["reset"].reps, states["reset"].stability) == (0, None)
    assert [states[name].suspended for name in names] == [False, True, False]
    assert [states[name].flagged for name in names] == [False, False, True]
    assert states["suspended"].reps == 1


@pytest.mark.parametrize("name", FORMATS)
def test_a_second_import_adds_nothing_and_one_undo_takes_all_back(
    name: str, there: Anki, ours: Collection, tmp_path: Path
) -> None:
    add(there, "Basic", "f", "b")
    press(there, 1)
    there.sched.suspend_cards([there.find_cards("")[0]])
    package = give(there, tmp_path, name)
    assert not bring_in(ours, package).is_empty
    assert bring_in(ours, package).is_empty
    ours.undo()
    assert questions(ours) == {}
    assert ours.card("default/x").reps == 0
    assert not bring_in(ours, package).is_empty
    assert len(questions(ours)["default"]) == 1


def test_a_changed_note_keeps_its_question(there: Anki, ours: Collection, tmp_path: Path) -> None:
    add(there, "Basic", "f", "b")
    bring_in(ours, give(there, tmp_path, "new.apkg"))
    [note] = [there.get_note(number) for number in there.find_notes("")]
    note["Back"] = "other"
    there.update_note(note)
    press(there, 3)
    done = bring_in(ours, give(there, tmp_path, "new.apkg"))
    assert (done.reviews, done.questions) == (1, {})
    [question] = questions(ours)["default"]
    assert (question.answer, ours.card(question.id).reps) == ("b", 1)


def test_other_parameters_are_offered(there: Anki, ours: Collection, tmp_path: Path) -> None:
    add(there, "Basic", "f", "b")
    [preset] = there.decks.all_config()
    preset["fsrsParams6"] = [0.3, *ours.settings["parameters"][1:]]
    there.decks.update_config(preset)
    for name in FORMATS:
        with arrival(ours, give(there, tmp_path, name)) as found:
            assert list(found.reviews) == []
            [note] = found.notes
        words = note.partition('"')[2].rstrip('"')
        assert ours.set("parameters", words)[0] == pytest.approx(0.3)


def test_memory_states_that_history_does_not_explain_are_reported(
    there: Anki, ours: Collection, tmp_path: Path
) -> None:
    add(there, "Basic", "f", "b")
    press(there, 4)
    there.db.execute("""update cards set data = '{"s":99.0,"d":5.0}'""")
    with arrival(ours, give(there, tmp_path, "old.apkg")) as found:
        list(found.reviews)
        assert ["91.6%" in note for note in found.notes] == [True]


def test_what_is_left_out_is_said(there: Anki, ours: Collection, tmp_path: Path, now: int) -> None:
    [number] = add(there, "Basic", "say [sound:a.mp3]", 'see <img src="gone.png">')
    rows = [
        (now - 5000, number, -1, 3, 0, 0, 0, 0, 3),  # a preview in a filtered deck
        (now - 4000, number, -1, 0, 5, 1, 2500, 0, 4),  # moved by hand
        (now - 3000, number + 77, -1, 3, 5, 1, 2500, 0, 1),  # of a deleted card
        (-5, number, -1, 3, 5, 1, 2500, 0, 1),  # 1969
        (9_214_646_400_000, number, -1, 3, 5, 1, 2500, 0, 1),  # 2262
        (now - 2000, number, -1, 9, 5, 1, 2500, 0, 1),
        (now - 1000, number, -1, Rating.GOOD, 5, 1, 2500, 0, 1),
    ]
    there.db.executemany("insert into revlog values (?,?,?,?,?,?,?,?,?)", rows)
    done = bring_in(ours, give(there, tmp_path, "old.colpkg"))
    assert done.reviews == 1
    said = "\n".join(done.notes)
    for words in (
        "did not reschedule, left out: 1", "moved by hand): 1", "not brought along: 1",
        "in the future, left out: 2", "does not exist, left out: 1", "or unreadable: 1",
        "videos that were left out: 1",
    ):  # fmt: skip
        assert words in said


def test_covered_pictures_are_left_out(there: Anki, ours: Collection, tmp_path: Path) -> None:
    add(there, "Image Occlusion", "{{c1::image-occlusion:rect:left=.1:top=.1}}", "x", "Header")
    done = bring_in(ours, give(there, tmp_path, "new.apkg"))
    assert (done.questions, len(done.notes)) == ({}, 1)
    assert "they cover parts of a picture: 1" in done.notes[0]


def test_buttons_of_the_first_scheduler_are_translated(
    there: Anki, ours: Collection, tmp_path: Path, now: int
) -> None:
    import json
    import sqlite3
    import zipfile

    [number] = add(there, "Basic", "f", "b")
    rows = [(now - 9000 + n, number, -1, n + 1, 5, 1, 2500, 0, kind)
            for n, kind in enumerate([0, 0, 0, 1])]  # fmt: skip
    there.db.executemany("insert into revlog values (?,?,?,?,?,?,?,?,?)", rows)
    with zipfile.ZipFile(give(there, tmp_path, "old.apkg")) as archive:
        archive.extract("collection.anki21", tmp_path)
    database = sqlite3.connect(tmp_path / "collection.anki21")
    [conf] = database.execute("select conf from col").fetchone()
    database.execute("update col set conf = ?", [json.dumps({**json.loads(conf), "schedVer": 1})])
    database.commit()
    database.close()
    with zipfile.ZipFile(tmp_path / "first.apkg", "w") as archive:
        archive.write(tmp_path / "collection.anki21", "collection.anki2")
        archive.writestr("media", "{}")
    with arrival(ours, tmp_path / "first.apkg") as found:
        ratings = [review.rating for review in found.reviews]
    assert ratings == [Rating.AGAIN, Rating.GOOD, Rating.EASY, Rating.EASY]


def test_a_deck_whose_name_is_taken_gets_another_and_keeps_its_history(
    home: Path, there: Anki, ours: Collection, tmp_path: Path
) -> None:
    write_deck(home, "mine", deck="default")
    ours.look_again()
    add(there, "Basic", "f", "b")
    card = press(there, 3)
    there.sched.suspend_cards([card.id])
    package = give(there, tmp_path, "new.apkg")
    assert bring_in(ours, package).questions == {"default-2": 1}
    [question] = questions(ours)["default-2"]
    state = ours.card(question.id)
    assert (state.reps, state.suspended) == (1, True)
    assert bring_in(ours, package).is_empty


def test_questions_go_to_the_deck_that_was_named(
    home: Path, there: Anki, ours: Collection, tmp_path: Path
) -> None:
    write_deck(home, "mine")
    ours.look_again()
    add(there, "Basic", "f 1", "b")
    add(there, "Basic", "f 2", "b", deck="Other")
    package = give(there, tmp_path, "new.apkg")
    options = options_for(ours, deck=DECK)
    assert bring(ours, package, AnkiImporter(), options).questions == {DECK: 2}
    assert {q.prompt for q in questions(ours)[DECK]} == {"What is mine?", "f 1", "f 2"}


def test_studying_goes_on_here(there: Anki, ours: Collection, tmp_path: Path) -> None:
    add(there, "Basic", "f", "b")
    press(there, 3)
    ours.clock.advance(minutes=1)  # type: ignore[attr-defined]
    bring_in(ours, give(there, tmp_path, "new.apkg"))
    [question] = questions(ours)["default"]
    assert answer(ours, question.id).card.reps == 2
    assert differing(ours) == []
