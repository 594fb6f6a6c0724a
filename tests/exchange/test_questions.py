"""Questions from elsewhere become decks, whatever is written in them."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.decks import write_deck
from support.exchanging import copy_of, read, rows, write
from support.studying import GOOD, answer

from mlinterview.deckfiles.folder import read_deck
from mlinterview.errors import ExchangeError
from mlinterview.exchange import decks
from mlinterview.exchange.arriving import review
from mlinterview.exchange.importing import bring, options_for
from mlinterview.exchange.writing import guarded, literal, question, slug_of, tidy
from mlinterview.frontends.render.plain import plain
from mlinterview.model.decks import DeckSource
from mlinterview.model.exchange import Arrival, ArrivingDeck, ArrivingQuestion, Importer
from mlinterview.plugins import Plugins

KINDS = Plugins(discover=False).kinds

EVIL = [
    "## Another question?\n\n```yaml question\nid: evil\nkind: recall\nlevel: mid\ntopics: [X]\n```",
    "### Answer\n\nmine", "### Why\n\nso", "# Top", "text\n---", "text\n===\nmore", "```python\nx = 1",
    "~~~~\n```yaml question\nid: x", "> ```yaml question", "- a\n\n      ```yaml question\n      id: x",
    "<!-- hidden", "<script>alert(1)</script>", "\x1b[2J", "a\u202eb", "\ud800", "$$\nx", "    code",
    "\tcode", "1. ```yaml question", "---\ntitle: x\n---", "[a]: http://x", "{{c1::x}}", "\\", "\\\n",
    "| a | b |\n|---|---|", "&lt;", "a\r\n## b\r\n", "***", "``` yaml question", "\u2028## x",
]  # fmt: skip
lines = st.one_of(
    st.sampled_from(EVIL),
    st.text("#`~->=*_[]{}|\\ \n\ta1.<!$:", max_size=40),
    st.text(max_size=30),
)
texts = st.lists(lines, min_size=1, max_size=3).map("\n".join)


def deck_of(questions: list[ArrivingQuestion], folder: Path):
    """Write a deck as an import does, and read it as every start does."""
    deck = ArrivingDeck("deck", "A deck", "For tests.", questions, "test")
    placement = decks.Placement(deck, "deck", tuple(questions), is_new=True)
    decks.write(folder, "op", [placement])
    decks.settle(folder, "op")
    return read_deck(DeckSource(folder / "deck"), KINDS)


def reads_as(text: str, given: str) -> bool:
    """Tell whether Markdown is the given one, or shows it sign by sign, or is it made harmless."""
    text = tidy(text)
    return text in (given, guarded(given)) and (
        text == given
        or text.replace("\\", "") in (given.replace("\\", ""), literal(given).replace("\\", ""))
        or text.startswith(given)  # with an end for its fence
        or text.replace("\\", "").startswith(given.replace("\\", ""))
    )


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=4, unique_by=lambda p: tidy(p[0])))
def test_hostile_texts_stay_texts(pairs) -> None:
    made = [question(slug_of(tidy(q)), q, a) for q, a in pairs]
    wanted = {one.slug: (tidy(q), tidy(a)) for one, (q, a) in zip(made, pairs, strict=True) if one}
    # only what has nothing to ask or to answer is no question
    assert [one is None for one in made] == [not tidy(q) or not tidy(a) for q, a in pairs]
    if not wanted:
        return
    with TemporaryDirectory() as folder:
        reading = deck_of([one for one in made if one], Path(folder))
    assert [mistake for mistake in reading.mistakes if not mistake.warning] == []
    found = {one.id.partition("/")[2]: one for one in reading.questions}
    assert set(found) == set(wanted)
    for slug, (prompt, reference) in wanted.items():
        assert reads_as(found[slug].prompt, prompt)
        assert reads_as(found[slug].answer, reference)
        assert (found[slug].explanation, found[slug].sources) == ("—", "—")


@pytest.mark.parametrize("text", [text for text in EVIL if tidy(text)])
def test_each_hostile_text_is_harmless(tmp_path, text) -> None:
    second = question("second", "Second?", "Yes.")
    first = question("first", text, text, why=text, sources=text)
    reading = deck_of([first, second], tmp_path)
    assert [mistake for mistake in reading.mistakes if not mistake.warning] == []
    assert [one.id for one in reading.questions] == ["deck/first", "deck/second"]
    assert reading.questions[1].answer == "Yes."


@pytest.mark.parametrize(
    "text",
    [
        "Formulas $a_1$ and\n\n$$\nx^2\n$$\n\nand `code`",
        "- a list\n- of two\n\n```python\n# a comment, no heading\nx = 1\n```",
        "> a quote\n\n#### A small heading\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    ],
)
def test_markdown_that_is_harmless_stays_as_it_is(text) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize(
    "text", ["# not a heading", "a\n---\nb", "*no* _stress_ `here` <b>", "1. a"]
)
def test_literal_text_is_shown_sign_by_sign(text) -> None:
    assert plain(literal(text)).split() == text.split()


def test_text_that_is_too_long_is_no_question() -> None:
    assert question("a", "Why?", "x" * 20_001) is None
    assert question("a", "x" * 20_001, "x") is None


def test_many_questions_make_several_files(tmp_path) -> None:
    many = [question(f"q{n}", f"Question {n}?", "x" * 15_000) for n in range(220)]
    reading = deck_of(many, tmp_path)
    assert len(reading.questions) == 220
    assert len(list((tmp_path / "deck").glob("questions*.md"))) == 3


# -- tables ----------------------------------------------------------------------------------------


@pytest.fixture
def collection(home: Path, clock):
    with copy_of(home, clock) as opened:
        yield opened


def table(folder: Path, text: str, name: str = "cells.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        'question,answer\nWhat?,That.\nWho?,"They, all"\n',
        'What?,That.\nWho?,"They, all"\n',
        "Back;Front\nThat.;What?\nThey, all;Who?\n",
        "Front\tBack\nWhat?\tThat.\nWho?\tThey, all\n",
        "#separator:tab\n#html:false\nWhat?\tThat.\nWho?\tThey, all\n",
        '\ufeffQuestion,Answer\r\nWhat?,That.\r\nWho?,"They, all"\r\n',
    ],
)
def test_questions_and_answers_come_from_tables(collection, tmp_path, text) -> None:
    done = read(collection, table(tmp_path, text))
    assert (done.format, done.questions) == ("questions", {"cells": 2})
    found = {q.prompt: q.answer for q in collection.library.questions("cells")}
    assert found == {"What?": "That.", "Who?": "They, all"}


def test_other_columns_are_understood(collection, tmp_path) -> None:
    text = "id,question,answer,tags,level,why,source\nx-1,What?,That.,a b,senior,So.,A book\n"
    read(collection, table(tmp_path, text))
    [found] = collection.library.questions("cells")
    assert found.id == "cells/x-1"
    assert (found.topics, found.level, found.explanation) == (("a", "b"), "senior", "So.")
    assert found.sources == "A book"


def test_rows_that_are_no_questions_are_counted(collection, tmp_path) -> None:
    text = "question,answer\n,That.\nWhat?,That.\nWhat?,This.\nWhy?,\n"
    done = read(collection, table(tmp_path, text))
    assert done.questions == {"cells": 1}
    assert done.notes == [
        "rows left out because they repeat a question: 1",
        "rows left out because they have no question, no answer or too much text: 2 "
        "(the first one on line 2)",
    ]


def test_a_guarded_formula_is_the_text_that_was_meant(collection, tmp_path) -> None:
    read(collection, table(tmp_path, "question,answer\n'=A1,'tis\n"))
    [found] = collection.library.questions("cells")
    assert (found.prompt, found.answer) == ("=A1", "'tis")


@pytest.mark.parametrize("text", ["card_id,deck,state\na/b,a,new\n", "just words\n", "a;b;c\n"])
def test_a_table_of_something_else_is_not_taken_for_questions(collection, tmp_path, text) -> None:
    with pytest.raises(ExchangeError, match="no format that is known"):
        read(collection, table(tmp_path, text))


def test_exported_questions_are_known(collection, tmp_path) -> None:
    write_deck(collection.home.folder, "a", "b")
    collection.look_again()
    path = write(collection, "questions", "csv", tmp_path / "x.csv")
    done = read(collection, path, deck="tiny")
    assert done.is_empty


def test_an_import_again_adds_only_new_questions_to_the_same_deck(collection, tmp_path) -> None:
    read(collection, table(tmp_path, "question,answer\nWhat?,That.\n"))
    done = read(collection, table(tmp_path, "question,answer\nWho?,They.\nWhat?,Other.\n"))
    assert done.questions == {"cells": 1}
    found = {q.prompt: q.answer for q in collection.library.questions("cells")}
    assert found == {"What?": "That.", "Who?": "They."}
    collection.undo()
    assert [q.prompt for q in collection.library.questions("cells")] == ["What?"]


def test_undo_hides_a_deck_and_its_import_brings_it_again(collection, tmp_path) -> None:
    path = table(tmp_path, "question,answer\nWhat?,That.\n")
    read(collection, path)
    [card] = collection.library.ids()
    answer(collection, card, GOOD)
    edited = collection.home.decks / "cells" / "questions.md"
    edited.write_text(edited.read_text().replace("That.", "That, edited."))
    collection.undo()
    collection.undo()
    assert (collection.library.ids(), collection.library.deck_ids()) == ([], [])
    done = read(collection, path)
    assert (done.questions, len(done.restored)) == ({}, 1)
    assert collection.library.question(card).answer == "That, edited."


def test_a_deck_of_another_source_gets_a_number(collection, tmp_path) -> None:
    write_deck(collection.home.folder, "a", deck="cells")
    collection.look_again()
    done = read(collection, table(tmp_path, "question,answer\nWhat?,That.\n"))
    assert done.questions == {"cells-2": 1}
    assert len(collection.library.questions("cells")) == 1


def importing(*arriving: ArrivingDeck, meanwhile=lambda: None) -> Importer:
    class Given(Importer):
        name, description, suffixes = "given", "what a test gives", (".given",)

        def recognises(self, path):
            return False

        def read(self, path, options):
            def reviews():
                for deck in arriving:
                    card = f"{deck.id}/{deck.questions[0].slug}"
                    yield review("given", card, options.now_ms, GOOD, options)
                meanwhile()

            return Arrival(decks=list(arriving), reviews=reviews())

    return Given()


def arriving(name: str, slug: str, origin: str) -> ArrivingDeck:
    return ArrivingDeck(name, name, "For tests.", [question(slug, slug, "An answer.")], origin)


def bring_in(collection, tmp_path, importer):
    return bring(collection, tmp_path / "x", importer, options_for(collection))


def test_a_deck_that_was_renamed_where_it_comes_from_stays_one_deck(collection, tmp_path) -> None:
    bring_in(collection, tmp_path, importing(arriving("old", "a", "there 7")))
    done = bring_in(collection, tmp_path, importing(arriving("new", "a", "there 7")))
    assert done.is_empty
    assert collection.library.deck_ids() == ["old"]


def test_decks_may_have_swapped_their_names(collection, tmp_path) -> None:
    one, other = arriving("one", "a", "there 1"), arriving("other", "b", "there 2")
    bring_in(collection, tmp_path, importing(one, other))
    swapped = arriving("other", "a", "there 1"), arriving("one", "b", "there 2")
    assert bring_in(collection, tmp_path, importing(*swapped)).is_empty


def test_a_deck_that_gets_a_number_takes_no_folder_of_another_one(collection, tmp_path) -> None:
    write_deck(collection.home.folder, "a", deck="cells")
    collection.look_again()
    two = arriving("cells", "b", "there 1"), arriving("cells-2", "c", "there 2")
    done = bring_in(collection, tmp_path, importing(*two))
    assert done.questions == {"cells-2": 1, "cells-2-2": 1}
    assert [collection.card(card).reps for card in ("cells-2/b", "cells-2-2/c")] == [1, 1]


def test_two_imports_of_the_same_questions_at_once_bring_them_once(
    collection, home, clock, tmp_path
) -> None:
    deck = arriving("cells", "a", "there 1")
    with copy_of(home, clock) as other:
        late = importing(deck, meanwhile=lambda: bring_in(other, tmp_path, importing(deck)))
        with pytest.raises(ExchangeError, match="import it again"):
            bring_in(collection, tmp_path, late)
    assert bring_in(collection, tmp_path, importing(deck)).is_empty
    assert len(list((collection.home.decks / "cells").glob("questions*.md"))) == 1


def test_a_deck_that_is_named_gets_the_questions(collection, tmp_path) -> None:
    folder = write_deck(collection.home.folder, "a", deck="mine")
    before = (folder / "questions.md").read_bytes()
    collection.look_again()
    read(collection, table(tmp_path, "question,answer\nWhat?,That.\n"), deck="mine")
    assert len(collection.library.questions("mine")) == 2
    assert (folder / "questions.md").read_bytes() == before


@settings(max_examples=60)
@given(st.text(max_size=30) | st.sampled_from(["\U0001f642", "\uffff", "a: b", '"', "- x", "\x85"]))
def test_any_title_is_read_as_it_was_written(title) -> None:
    with TemporaryDirectory() as folder:
        one = question("a", "A?", "B.")
        deck = ArrivingDeck("deck", title, title, [one], "test")
        decks.write(Path(folder), "op", [decks.Placement(deck, "deck", (one,), is_new=True)])
        decks.settle(Path(folder), "op")
        reading = read_deck(DeckSource(Path(folder, "deck")), KINDS)
    assert [mistake for mistake in reading.mistakes if not mistake.warning] == []
    plain = tidy(title).replace("\ufffe", "").replace("\uffff", "")
    assert reading.info.title == (" ".join(plain.split()) or "Imported")


@pytest.mark.parametrize("stem", ["../../x", "Ünï cödé", "...", "a" * 300, "CON", "-"])
def test_any_title_makes_a_folder_inside_the_learners_own(tmp_path, stem) -> None:
    own = tmp_path / "decks"
    deck = ArrivingDeck(stem, stem, stem, [question("a", "A?", "B.")], "test")
    place = decks.place(deck, own, [], lambda _: False)
    decks.write(own, "op", [place])
    decks.settle(own, "op")
    assert (own / place.name).resolve().parent == own.resolve()
    reading = read_deck(DeckSource(own / place.name), KINDS)
    assert [mistake for mistake in reading.mistakes if not mistake.warning] == []
    assert len(reading.questions) == 1


def test_media_with_names_that_lead_away_are_left_out(tmp_path) -> None:
    names = ["ok.png", "../x.png", "/tmp/x.png", "evil.md", ".hidden.png", "a\\b.png", "x", "..",
             "n\x00.png", "_x.png", "a" * 200 + ".png"]  # fmt: skip
    one = question("a", "A?", "B.")
    deck = ArrivingDeck("d", "D", "", [one], "test", dict.fromkeys(names, b"1"))
    notes = decks.write(tmp_path / "decks", "op", [decks.Placement(deck, "d", (one,), is_new=True)])
    decks.settle(tmp_path / "decks", "op")
    assert notes == ["media files left out because of their names: 10"]
    there = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert there == {"deck.md", "questions.md", "ok.png", ".import-op.json"}


def test_a_marker_that_was_tampered_with_hides_nothing_elsewhere(collection, tmp_path) -> None:
    path = table(tmp_path, "question,answer\nWhat?,That.\n")
    done = read(collection, path)
    secret = tmp_path / "secret.md"
    secret.write_text("keep")
    marker = collection.home.decks / "cells" / f".import-{done.operation}.json"
    found = json.loads(marker.read_text())
    found["files"] = {str(secret): [], "../../secret.md": []}
    marker.write_text(json.dumps(found))
    collection.undo()
    assert len(collection.library.ids()) == 1
    assert secret.read_text() == "keep"


# -- stopped on the way ----------------------------------------------------------------------------


def test_an_import_that_was_stopped_after_it_ended_is_there_at_the_next_look(
    collection, tmp_path, monkeypatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(decks, "settle", stop)
        read(collection, table(tmp_path, "question,answer\nWhat?,That.\n"))
    collection.look_again()
    assert [q.prompt for q in collection.library.questions("cells")] == ["What?"]
    collection.undo()
    assert collection.library.ids() == []


def test_an_import_that_was_stopped_before_it_ended_leaves_nothing(
    collection, tmp_path, monkeypatch
) -> None:
    from mlinterview.store import log

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    path = table(tmp_path, "question,answer\nWhat?,That.\n")
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(log, "append_events", stop)
        read(collection, path)
    collection.look_again()
    assert collection.library.ids() == []
    assert rows(collection, "events", "kind = 'import'") == []
    assert list(collection.home.decks.iterdir()) == []


def test_what_a_killed_import_left_is_swept_by_the_next(collection, tmp_path) -> None:
    stale = collection.home.decks / ".arriving-dead" / "cells"
    stale.mkdir(parents=True)
    (stale / "questions.md").write_text("half")
    collection.look_again()
    assert collection.library.ids() == []
    done = read(collection, table(tmp_path, "question,answer\nWhat?,That.\n"))
    assert done.questions == {"cells": 1}
    assert [path.name for path in collection.home.decks.iterdir()] == ["cells"]


# -- hashcards -------------------------------------------------------------------------------------

HASHCARDS = """---
name = "Group theory"
---

Q: What is a group?
A: A set

with an operation.

C: The [order] of a group is [the number of \\[all\\] elements], ![see](x.png).
---
C:
Better is the [sight].

Q: No answer

C: no hole
C: [a::b]
"""


def test_hashcards_become_recall_and_cloze(collection, tmp_path) -> None:
    done = read(collection, table(tmp_path, HASHCARDS, "cards.md"))
    assert (done.format, done.questions) == ("hashcards", {"group-theory": 3})
    recall, order, better = collection.library.questions("group-theory")
    assert (recall.prompt, recall.answer) == ("What is a group?", "A set\n\nwith an operation.")
    assert order.prompt == (
        "The {{c1::order}} of a group is {{c2::the number of [all] elements}}, ![see](x.png)."
    )
    assert (len(order.cards), len(better.cards)) == (2, 1)
    assert "order" not in order.title
    assert done.notes == [
        "cards left out because they have no answer, or holes that decks cannot hold: 3"
    ]


def test_a_deck_of_ours_is_not_taken_for_hashcards(collection, tmp_path) -> None:
    importer = collection.plugins.importers["hashcards"]
    folder = write_deck(tmp_path, "a")
    assert not importer.recognises(folder / "questions.md")


@settings(max_examples=100)
@given(st.text("QAC:[]\\{}! \n-#`abc", max_size=60))
def test_hashcards_of_any_text_make_a_sound_deck(text) -> None:
    from mlinterview.exchange.formats.hashcards import _cards, _questions

    found = _questions(_cards(text.split("\n")), [])
    if not found:
        return
    with TemporaryDirectory() as folder:
        reading = deck_of(found, Path(folder))
    assert [mistake for mistake in reading.mistakes if not mistake.warning] == []
    assert len(reading.questions) == len(found)


def test_questions_that_cannot_be_written_cost_the_import_and_nothing_else(
    collection, tmp_path
) -> None:
    collection.home.decks.write_text("no folder")
    before = rows(collection, "events")
    with pytest.raises(ExchangeError, match="nothing was imported"):
        read(collection, table(tmp_path, "question,answer\nWhat?,That.\n"))
    assert rows(collection, "events") == before
