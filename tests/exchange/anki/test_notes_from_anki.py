"""Notes of Anki's become questions, from every format that Anki exports."""

from pathlib import Path

import pytest
from anki.collection import Collection as Anki
from anki_helpers import (
    FORMATS,
    add,
    bring_in,
    give,
    press,
    questions,
)

from mlinterview.collection import Collection


@pytest.mark.parametrize("name", FORMATS)
def test_notes_and_history_come_from_every_format(
    name: str, there: Anki, ours: Collection, tmp_path: Path
) -> None:
    (Path(there.media.dir()) / "a b.png").write_bytes(b"PNG")
    add(there, "Basic", "What is <b>this</b>? \\(x^2\\)", 'A<br>B <img src="a b.png">',
                   deck="Vision::Nets", tags="cnn dl::vision")  # fmt: skip
    press(there, 3)
    [row] = there.db.all("select id, ease, time from revlog")
    done = bring_in(ours, give(there, tmp_path, name))
    assert (done.reviews, done.questions) == (1, {"vision-nets": 1})
    [question] = questions(ours)["vision-nets"]
    [image] = [path.name for path in Path(question.path).parent.glob("*.png")]
    assert question.prompt == "What is **this**? $x^2$"
    assert question.answer == f"A\\\nB ![a b.png]({image})"
    assert question.topics == ("cnn", "dl-vision")
    [review] = ours.history(question.id)
    assert [review.reviewed_at, review.rating, review.duration_ms or 0] == row


def test_every_stock_note_type_becomes_questions(
    there: Anki, ours: Collection, tmp_path: Path
) -> None:
    add(there, "Basic", "front 1", "back 1")
    add(there, "Basic (and reversed card)", "front 2", "back 2")
    add(there, "Basic (optional reversed card)", "front 3", "back 3", "y")
    add(there, "Basic (type in the answer)", "front 4", "back 4")
    add(there, "Cloze", "{{c1::one}} and {{c3::three::hint}}", "extra")
    bring_in(ours, give(there, tmp_path, "new.apkg"))
    found = questions(ours)["default"]
    texts = {(q.prompt, q.answer) for q in found if q.kind == "recall"}
    pairs = {("front 1", "back 1"), ("front 2", "back 2"), ("back 2", "front 2")}
    assert texts == pairs | {("front 3", "back 3"), ("back 3", "front 3"), ("front 4", "back 4")}
    [holes] = [q for q in found if q.kind == "cloze"]
    assert (holes.prompt, holes.cards) == ("{{c1::one}} and {{c3::three::hint}}", (1, 3))
    assert holes.explanation == "extra"


CLOZES = {
    r"\(\frac{ {{c1::TP}} }{n}\)": r"$\frac{ {{c1::TP}} }{n}$",
    r"\(\frac{{{c1::TP}}}{n}\)": r"$\frac{ {{c1::TP}} }{n}$",
    r"{{c1::\(a_1\)}}, {{c2::<b>b</b>}}": r"{{c1::$a_1$}}, {{c2::**b**}}",
    "[$]x[/$] {{c1::y}}": "$x$ {{c1::y}}",
    "<ul><li>{{c1::a}}</li><li>{{c2::b}}</li></ul>": "- {{c1::a}}\n- {{c2::b}}",
}


@pytest.mark.parametrize("html", CLOZES)
def test_holes_are_kept(html: str, there: Anki, ours: Collection, tmp_path: Path) -> None:
    add(there, "Cloze", html)
    bring_in(ours, give(there, tmp_path, "new.apkg"))
    [question] = questions(ours)["default"]
    assert (question.kind, question.prompt) == ("cloze", CLOZES[html])


AWKWARD_CLOZES = {
    "{{c1::a {{c2::b}}}}": {(r"**\[…\]**", "a b"), (r"a **\[…\]**", "b")},
    r"\( {{c1::x::why}} \)": {("$[why]$", "x")},
    "{{literal}} {{c1::a}}": {(r"{{literal}} **\[…\]**", "a")},
}


@pytest.mark.parametrize("html", AWKWARD_CLOZES)
def test_holes_that_decks_cannot_hold_are_asked_one_by_one(
    html: str, there: Anki, ours: Collection, tmp_path: Path
) -> None:
    add(there, "Cloze", html)
    bring_in(ours, give(there, tmp_path, "new.apkg"))
    assert {(q.prompt, q.answer) for q in questions(ours)["default"]} == AWKWARD_CLOZES[html]
