"""The last-minute sheet: all sections, in the minutes there are, in the decks' own words."""

import shutil

import pytest
from support.decks import cloze, recall, write_deck
from support.studying import AGAIN, EASY, GOOD, answer, deck_writer, opened

from mlinterview.cheatsheet import WEAKEST_SHARE, WEAKEST_TITLE, make_sheet
from mlinterview.cheatsheets.drawing import LONGEST, Line, entry_line, rule_line, weak_line
from mlinterview.cheatsheets.plan import Part, parts, plan
from mlinterview.cheatsheets.words import count_words
from mlinterview.collection import Collection
from mlinterview.errors import UnknownName
from mlinterview.model.questions import Level, Question
from mlinterview.model.reviews import EventKind
from mlinterview.plugins import Plugins

TITLES = [section.title for section in plan()]


@pytest.fixture(scope="module")
def shipped_home(tmp_path_factory):
    """A home in which the shipped decks have been read once."""
    home = tmp_path_factory.mktemp("shipped") / "home"
    with Collection(home, plugins=Plugins()) as collection:
        collection.library.ids()
    return home


@pytest.fixture
def shipped(shipped_home, tmp_path, clock):
    """A learner with the shipped decks, who has answered nothing yet."""
    home = tmp_path / "learner"
    shutil.copytree(shipped_home, home)
    with Collection(home, clock, Plugins()) as collection:
        yield collection


def lines(sheet) -> dict[str, list[Line]]:
    return {section.title: list(section.lines) for section in sheet.sections}


def question(kind: str = "recall", **texts: str) -> Question:
    values = {"title": "Title", "prompt": "Asked?", "answer": "Answer."} | texts
    return Question("tiny/one", kind, Level.MID, ("T",), **values)


# -- the plan and the decks ------------------------------------------------------------------------


def test_sections_are_those_of_the_page() -> None:
    assert TITLES == [
        "Learning paradigms", "Bias and variance", "Regularisation", "Neural network essentials",
        "Evaluation metrics", "Architectures", "Formulas", "Common questions", "Interview tips",
    ]  # fmt: skip


def test_each_planned_line_is_drawn_from_a_question_that_ships(shipped) -> None:
    for section in plan():
        for entry in section.entries:
            line = entry_line(entry, shipped.library.question(entry.question))
            assert line is not None, entry
            assert 5 <= line.words <= LONGEST, entry


def test_no_hole_and_no_bullet_is_left_in_a_line(shipped) -> None:
    for section in make_sheet(shipped, minutes=60).sections:
        for line in section.lines:
            for text in (line.label, line.text):
                assert "{{" not in text
                assert "::" not in text
                assert "\n" not in text
                assert not text.startswith(("- ", "1. "))
            assert line.text.count("$") % 2 == 0
            assert " $." not in line.text


def test_topics_of_the_plan_exist(shipped) -> None:
    shipped.library.check_names(topics=[topic for section in plan() for topic in section.topics])


def test_text_is_that_of_the_decks_as_they_are_now(home) -> None:
    body = cloze("precision-formula", holes=1)
    write_deck(home, body.replace("precision-formula has", "Our own words have"),
               deck="ml-fundamentals")  # fmt: skip
    with opened(home) as collection:
        [line] = lines(make_sheet(collection))["Evaluation metrics"]
    assert (line.label, line.text) == ("Precision", "Our own words have hole 1.")
    assert line.question == "ml-fundamentals/precision-formula"


def test_what_no_deck_holds_is_left_out(home) -> None:
    with opened(home) as collection:
        assert make_sheet(collection).sections == ()


# -- the minutes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [5, 15, 30])
def test_all_sections_are_there_and_the_words_are_those_of_the_minutes(shipped, minutes) -> None:
    sheet = make_sheet(shipped, minutes)
    assert [section.title for section in sheet.sections] == TITLES
    assert 0.95 * 200 * minutes <= sheet.words <= 200 * minutes


@pytest.mark.parametrize("minutes", [1, 2, 3.5, 100])
def test_any_number_of_minutes_is_kept_to(shipped, minutes) -> None:
    assert 0 < make_sheet(shipped, minutes).words <= 200 * minutes


def test_more_minutes_keep_the_lines_of_fewer_and_add_to_them(shipped) -> None:
    short, middle, long = (lines(make_sheet(shipped, minutes)) for minutes in (5, 15, 30))
    for title in TITLES:
        assert middle[title][: len(short[title])] == short[title]
        assert long[title][: len(middle[title])] == middle[title]
        assert len(short[title]) < len(middle[title]) < len(long[title])


@pytest.mark.parametrize("minutes", [5, 15])
def test_sections_shrink_alike(shipped, minutes) -> None:
    sizes = [section.words for section in make_sheet(shipped, minutes).sections]
    assert max(sizes) - min(sizes) <= LONGEST


def test_no_line_comes_twice(shipped) -> None:
    texts = [line.text for section in make_sheet(shipped, 60).sections for line in section.lines]
    assert len(texts) == len(set(texts))


# -- topics ----------------------------------------------------------------------------------------


def test_topic_restricts_and_brings_more_of_itself(shipped) -> None:
    sheet = make_sheet(shipped, 15, ["eva"])
    assert sheet.topics == ("EVA",)
    assert [section.title for section in sheet.sections][-1] == "More on EVA"
    for section in sheet.sections:
        for line in section.lines:
            topics = shipped.library.question(line.question).topics
            assert any(topic.startswith("EVA") for topic in topics)


def test_topic_without_a_section_has_a_sheet_too(shipped) -> None:
    [section] = make_sheet(shipped, 5, ["OPS08"]).sections
    assert section.title == "More on OPS08"
    assert len(section.lines) >= 3


def test_unknown_topic(shipped) -> None:
    with pytest.raises(UnknownName, match="'XYZ'"):
        make_sheet(shipped, 15, ["xyz"])


# -- the learner's weakest points ------------------------------------------------------------------


@pytest.fixture
def learner(home, clock):
    return deck_writer(home, clock)


def own(collection, minutes: float = 15) -> list[str]:
    """Return the slugs of the learner's weakest points as they stand on the sheet."""
    found = lines(make_sheet(collection, minutes)).get(WEAKEST_TITLE, [])
    return [line.question.partition("/")[2] for line in found]


def test_nothing_is_weak_before_the_first_answer(learner) -> None:
    assert own(learner("one", "two")) == []


def test_what_was_known_is_not_weak(learner) -> None:
    collection = learner("one")
    answer(collection, "tiny/one", EASY)
    assert own(collection) == []


def test_what_was_not_known_stands_on_the_sheet(learner) -> None:
    collection = learner("one", "two")
    answer(collection, "tiny/one", GOOD)
    answer(collection, "tiny/two", AGAIN)
    assert own(collection) == ["two"]


def test_what_is_forgotten_by_now_is_weak_the_weakest_first(learner, clock) -> None:
    collection = learner("one", "two")
    answer(collection, "tiny/one", GOOD)
    clock.advance(days=20)
    answer(collection, "tiny/two", GOOD)
    clock.advance(days=40)
    assert own(collection) == ["one", "two"]


def test_what_was_often_forgotten_comes_first(learner, clock) -> None:
    collection = learner("one", "two")
    for slug in ("one", "two"):
        answer(collection, f"tiny/{slug}", EASY)
    for rating in (GOOD, AGAIN, AGAIN):
        clock.advance(days=30)
        answer(collection, "tiny/one", rating)
        answer(collection, "tiny/two", AGAIN)
        answer(collection, "tiny/one", EASY)
        answer(collection, "tiny/two", EASY)
    assert collection.card("tiny/one").lapses < collection.card("tiny/two").lapses
    assert own(collection) == ["two", "one"]


def test_suspended_cards_are_left_out(learner) -> None:
    collection = learner("one")
    answer(collection, "tiny/one", AGAIN)
    collection.act(EventKind.SUSPEND, ["tiny/one"])
    assert own(collection) == []


def test_question_with_several_weak_holes_comes_once(learner) -> None:
    collection = learner(cloze("gaps", holes=2))
    answer(collection, "tiny/gaps", AGAIN)
    answer(collection, "tiny/gaps#2", AGAIN)
    assert own(collection) == ["gaps"]


def test_weakest_points_take_at_most_a_fifth_and_stand_first(shipped) -> None:
    for name in shipped.library.ids()[:60]:
        answer(shipped, name, AGAIN)
    for minutes in (5, 15, 30):
        sheet = make_sheet(shipped, minutes)
        first = sheet.sections[0]
        assert first.title == WEAKEST_TITLE
        assert first.words <= WEAKEST_SHARE * 200 * minutes
        assert first.words >= 0.1 * 200 * minutes
        assert [section.title for section in sheet.sections[1:]] == TITLES
        assert sheet.words <= 200 * minutes


def test_weak_point_is_not_said_again_in_its_section(shipped) -> None:
    answer(shipped, "ml-fundamentals/precision-formula", AGAIN)
    found = [
        section.title
        for section in make_sheet(shipped).sections
        for line in section.lines
        if line.question == "ml-fundamentals/precision-formula"
    ]
    assert found == [WEAKEST_TITLE]


def test_weakest_points_follow_the_topic(shipped) -> None:
    answer(shipped, "ml-fundamentals/precision-formula", AGAIN)
    titles = [section.title for section in make_sheet(shipped, 15, ["LRN"]).sections]
    assert WEAKEST_TITLE not in titles


# -- lines and words -------------------------------------------------------------------------------


def test_statement_with_holes_is_shown_whole() -> None:
    line = rule_line(question("cloze", prompt="A {{b::hint}}, $x^{{2}} = {{c }}$.\nD {{e}}."))
    assert line == Line("Title", "A b, $x^{2} = c$. D e.", "tiny/one")


def test_question_is_shown_with_its_answer() -> None:
    line = rule_line(question(prompt="First.\nWhy?", answer="- One.\n- Two."))
    assert line == Line("First. Why?", "One. Two.", "tiny/one")


@pytest.mark.parametrize(
    "answer", ["```python\nx\n```", "| a |\n|---|\n| b |", "$$\nx\n$$", "word " * 200, ""]
)
def test_what_fits_into_no_line_is_left_out(answer) -> None:
    assert rule_line(question(answer=answer)) is None


def test_weak_question_of_another_kind_is_shown_with_its_reason() -> None:
    line = weak_line(question("choice", explanation="Because.\n\nIt is so.\nMore."))
    assert line == Line("Title", "Because. It is so.", "tiny/one")


def test_fresh_numbers_have_no_place_on_paper() -> None:
    assert weak_line(question("numeric", explanation="It is {{tp}}.")) is None


def test_broken_holes_are_no_line() -> None:
    assert rule_line(question("cloze", prompt="A {{b.")) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Two words.", 2),
        ("self-supervised learning isn't magic", 4),
        ("about 1,000 or 99 %", 4),
        ("$x$", 1),
        (r"$\frac{TP}{TP + FP}$", 4),
        (r"so $x = 1$ holds", 4),
        ("**bold** `code`", 2),
        ("costs $5", 2),
    ],
)
def test_words(text, words) -> None:
    assert count_words(text) == words


def test_dollars_without_end_are_counted_at_once() -> None:
    assert count_words("$" * 20_000) == 0


def test_parts() -> None:
    assert parts("answer, why 2, prompt 1-3 clause 1") == (
        Part("answer"),
        Part("explanation", 2, 2),
        Part("prompt", 1, 3, 1),
    )
    with pytest.raises(ValueError, match="'wy 2'"):
        parts("wy 2")


def test_line_that_the_deck_does_not_have_any_more_is_left_out(home) -> None:
    write_deck(home, recall("f1-formula"), deck="ml-fundamentals")
    entry = next(e for s in plan() for e in s.entries if e.label == "The decomposition")
    assert entry_line(entry, question(prompt="Only one line.")) is None
