"""Each kind of question reads in Anki as it reads here, and cannot do there what it cannot here."""

import os
import re
import zipfile
from html import unescape
from pathlib import Path

import pytest
from anki_helpers import anki, cards, export, take
from support import authoring
from support.decks import DECK, cloze, recall, write_deck
from support.studying import opened

KINDS = {
    "choice": ("The second", "About the third."),
    "numeric": ("One example", "0."),
    "code": ("def double", "return 2 * x"),
    "scenario": ("Design a thing.", "Ignores costs."),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_its_question_and_its_answer(kind: str, home: Path, tmp_path: Path) -> None:
    write_deck(home, getattr(authoring, kind.upper()))
    with opened(home) as collection, anki(tmp_path) as there:
        take(there, export(collection, tmp_path / "ours.apkg"))
        [card] = cards(there).values()
        front, back = card.question(), card.answer()
    assert KINDS[kind][0] in front
    assert KINDS[kind][1] in back
    assert "About the" not in front
    assert "return 2" not in front
    assert "Ignores" not in front


def rendered(home: Path, tmp_path: Path, *questions: str) -> dict[str, tuple[str, str]]:
    """Return what Anki shows of each card: question and answer."""
    write_deck(home, *questions)
    with opened(home) as collection, anki(tmp_path) as there:
        assert not collection.library.mistakes()
        take(there, export(collection, tmp_path / "ours.apkg"))
        return {name: (card.question(), card.answer()) for name, card in cards(there).items()}


def with_prompt(prompt: str) -> str:
    return cloze("holes", 1).replace("holes has {{hole 1}}.", prompt)


def test_holes_in_formulas_survive_their_braces(home: Path, tmp_path: Path) -> None:
    prompt = r"So $\frac{a}{ {{\sqrt{\frac{b}{c}}}} }$ and {{`x[::2]`::which slice?}}."
    shown = rendered(home, tmp_path, with_prompt(prompt))
    front, back = shown[f"{DECK}/holes"]
    # what is hidden stands in an attribute only
    assert r"\sqrt" not in re.sub("<[^>]*>", "", front)
    assert r"\(\frac{a}{" in front
    assert r"\sqrt{\frac{b}{c}}" in unescape(re.sub("<[^>]*>", "", back))
    assert "which slice?" in shown[f"{DECK}/holes#2"][0]
    assert "x[::2]" in unescape(back)


def test_numbers_of_holes_are_kept(home: Path, tmp_path: Path) -> None:
    shown = rendered(home, tmp_path, with_prompt("{{c2::two}} and {{c7::seven}} and {{c2::more}}"))
    assert set(shown) == {f"{DECK}/holes#2", f"{DECK}/holes#7"}


def test_holes_that_anki_has_no_number_for_are_asked_one_by_one(home: Path, tmp_path: Path) -> None:
    shown = rendered(home, tmp_path, with_prompt("{{c3::three}} and {{c600::late}}"))
    assert set(shown) == {f"{DECK}/holes#3", f"{DECK}/holes#600"}
    assert "late" not in shown[f"{DECK}/holes#600"][0]
    assert "late" in shown[f"{DECK}/holes#600"][1]


def test_a_deck_cannot_command_anki(home: Path, tmp_path: Path) -> None:
    prompt = "<script>x</script> [sound:a.mp3] [latex]y[/latex] {{Front}} {{c1::z}} <img src=q>"
    text = recall("bad").replace("The answer to bad.", prompt)
    write_deck(home, text)
    with opened(home) as collection, anki(tmp_path) as there:
        take(there, export(collection, tmp_path / "ours.apkg"))
        [card] = cards(there).values()
        back = card.answer()
        assert card.answer_av_tags() == []
    assert "<script" not in back
    assert "<img" not in back
    assert "{{Front}}" in back
    assert "{{c1::z}}" in back


def test_pictures_come_along_and_nothing_from_elsewhere(home: Path, tmp_path: Path) -> None:
    answer_text = "![Curve](curve.png) ![Up](../../secret.png) ![Net](https://example.org/a.png)"
    folder = write_deck(home, recall("seen").replace("The answer to seen.", answer_text))
    (folder / "curve.png").write_bytes(b"PNG")
    (home / "secret.png").write_bytes(b"SECRET")
    with opened(home) as collection, anki(tmp_path) as there:
        package = export(collection, tmp_path / "ours.apkg")
        take(there, package)
        [card] = cards(there).values()
        [name] = os.listdir(there.media.dir())
        assert (Path(there.media.dir()) / name).read_bytes() == b"PNG"
        back = card.answer()
    assert f'src="{name}"' in back
    assert "example.org" not in back
    assert b"SECRET" not in b"".join(map(zipfile.ZipFile(package).read, ["media", "0"]))
