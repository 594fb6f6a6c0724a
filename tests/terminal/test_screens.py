"""Whole screens, as they are seen, and at other widths."""

import pytest
from support.decks import cloze, recall, write_deck
from support.forms import number, one_of, outline, program, several_of, typed
from support.hostile_text import HOSTILE, Hostile, commands_in
from support.kinds import KindPlugin
from support.typist import Line, plain_console, play

from mlinterview.collection import Collection
from mlinterview.model.kinds import ResponseForm
from mlinterview.plugins import Plugins

RECALL = """\
━━━━━━━━━━━━━━━━━━━━━━━━  0/2  2 new
tiny · T · mid · recall · new

The title of typed

Which?

 space reveal  t type  u undo  ? help  q leave
━━━━━━━━━━━━━━━━━━━━━━━━  0/2  2 new
tiny · T · mid · recall · new

The title of typed

Which?

› forty-two
Correct.
────────────────────────────────────────────────────────────────────────────────

Answer
  42, as ever.

Why
  Because.

Common mistake
  None.

 1 Again   2 Hard  ›3 Good   4 Easy
   1m        6m       10m      8d
 1-4 rate  space Good  g lucky guess  m more  f flag  u undo  ? help  q leave
━━━━━━━━━━━━━━━━━━━━━━━━  1/3  1 learning · 1 new
tiny · T · mid · recall · new

What is two?

Last card: Good, again in 10m.
 space reveal  t type  u undo  ? help  q leave


1 answer in 12 s
  Good 1 ▮
2 left: `mlinterview` goes on where you are.
"""


def test_screens_of_a_recall_question(deck, clock) -> None:
    collection = deck(typed("typed"), "two")
    collection.set("fuzz", "no")
    seen = play(
        collection, lambda: clock.advance(seconds=12), "t", Line("forty-two"), " "
    )  # fmt: skip
    assert seen.text == RECALL


def test_screen_of_a_choice_on_a_narrow_terminal(deck) -> None:
    collection = deck(several_of("pick"))
    options = collection.show("tiny/pick").presentation.options
    seen = play(collection, "1", width=60)
    lines = [
        "━━━━━━━━━━━━  0/1  1 new", "tiny · T · mid · choice · new", "", "The title of pick", "",
        "Which?", "", "Several may be right.", f" ● 1 {options[0]}", f"   2 {options[1]}",
        f"   3 {options[2]}", "", " 1-3 pick  enter answer  space I don't know  u undo  ? help",
        " q leave",
    ]  # fmt: skip
    assert seen.last_card.splitlines()[: len(lines)] == lines


FORMS = {
    "recall": typed("x"), "cloze": cloze("x"), "one": one_of("x"), "several": several_of("x"),
    "number": number("x"), "code": program("x"), "scenario": outline("x"),
}  # fmt: skip


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_wider_than_the_terminal(form, width, deck) -> None:
    seen = play(deck(FORMS[form]), "?", "h", "c", " ", *"3333nn", "m", always="7", width=width)
    assert max(map(len, seen.text.splitlines())) <= width


@pytest.mark.parametrize("width", [20, 40, 60, 120])
@pytest.mark.parametrize("form", FORMS)
def test_keys_are_never_torn_from_their_meaning(form, width, deck) -> None:
    text = play(deck(FORMS[form]), width=width).text
    lines = [line.strip() for line in text.splitlines()]
    pairs = {pair for line in lines for pair in line.split("  ")}
    assert {"u undo", "? help", "q leave"} <= pairs


def test_lines_are_no_longer_than_reads_well(deck) -> None:
    long = typed("x").replace("Which?", "word " * 100)
    seen = play(deck(long), " ", width=200)
    assert max(map(len, seen.text.splitlines())) == 100


def test_window_that_changes_its_size_is_followed(deck) -> None:
    console = plain_console(80)

    def narrow() -> None:
        console.width = 40

    long = typed("x").replace("Which?", "word " * 100)
    seen = play(deck(long), narrow, " ", console=console)
    before, after = seen.text.split("\ntiny ·")[1:]
    assert max(map(len, before.splitlines())) > 70
    assert max(map(len, after.splitlines())) <= 40


@pytest.mark.parametrize("form", [form for form in ResponseForm if form != "rubric"])
def test_hostile_text_cannot_command_the_terminal(form, home, clock, monkeypatch) -> None:
    kind = Hostile()
    monkeypatch.setattr(Hostile, "form", form)
    collection = Collection(home, clock, Plugins({"p": KindPlugin(kind)}, discover=False))
    write_deck(home, recall("x").replace("kind: recall", "kind: hostile"))
    with collection:
        seen = play(collection, "h", "1", "enter", " ", "m", always=HOSTILE)
    assert "gnp.exe" in seen.text
    assert commands_in(seen.text) == []
