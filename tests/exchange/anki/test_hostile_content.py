"""What notes, names and tables of a package say does no harm."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki_helpers import arrival, bring_in
from forged_packages import DAY, card, database, note, package, spoiled
from support.studying import opened

from mlinterview.clock import ManualClock
from mlinterview.collection import Collection
from mlinterview.exchange.anki import package as limits
from mlinterview.store.anki.rows import ReviewRow


@pytest.fixture
def ours(home: Path, clock: ManualClock) -> Iterator[Collection]:
    with opened(home, clock) as collection:
        yield collection


@pytest.mark.parametrize(
    "name", ["../../x", "/etc", "..", "CON", "a::../b", "", "\x1b[31m", "🙂" * 500]
)
def test_deck_names_lead_nowhere(name: str, ours: Collection, tmp_path: Path) -> None:
    decks = json.dumps({"9": {"name": name}})
    [deck] = bring_in(ours, spoiled(tmp_path, decks=decks)).questions
    assert ours.library.deck_ids() == [deck]
    assert ours.library.mistakes() == []
    assert [path.name for path in ours.home.decks.iterdir()] == [deck]


@pytest.mark.parametrize(
    "name", ["../../x.png", "/etc/passwd.png", "..\\x.png", "\x00.png", ".png"]
)
def test_media_names_lead_nowhere(name: str, ours: Collection, tmp_path: Path) -> None:
    notes = [(note(1, f'<img src="{name}">x'), card(11, 1))]
    entries = {"collection.anki21": database(tmp_path, notes=notes), "0": b"PNG"}
    path = package(tmp_path, {**entries, "media": json.dumps({"0": name}).encode()})
    bring_in(ours, path)
    [folder] = ours.home.decks.iterdir()
    pictures = [one.read_bytes() for one in folder.iterdir() if one.suffix == ".png"]
    assert pictures in ([], [b"PNG"])
    assert not (tmp_path / "x.png").exists()


def test_media_that_are_too_large_are_left_out(
    ours: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LARGEST_MEDIUM", 1000)
    notes = [(note(1, '<img src="a.png">x'), card(11, 1))]
    entries = {"collection.anki21": database(tmp_path, notes=notes), "0": bytes(2000)}
    path = package(tmp_path, {**entries, "media": b'{"0": "a.png"}'})
    assert bring_in(ours, path).notes == ["pictures that are not in the package, or unreadable: 1"]


def test_markup_of_a_note_stays_in_its_question(ours: Collection, tmp_path: Path) -> None:
    texts = [
        "<h2>Other</h2><pre>```yaml question\nid: x\n```</pre>",
        "# a<br>## b<br>```yaml question<br>id: y<br>```",
        "```\n~~~<br>~~~~", "<!-- x -->y", "<b>" * 5000 + "deep", "x<script>alert(1)</script>",
        "a\x1b]0;t\x07b\u202ec", "{{c1::x}}", "---<br>===", "<table><tr><td>a|b<td>c",
        "&lt;script&gt;", "\ue010 5\ue011 \ue012", "\\(" * 300, "<div>" * 300 + "x", "]] > - 1.", "&#0;&#x202e;q",
    ]  # fmt: skip
    notes = [(note(n, text, text), card(10 + n, n)) for n, text in enumerate(texts, start=1)]
    assert bring_in(ours, spoiled(tmp_path, notes=notes)).notes == []
    assert ours.library.mistakes() == []
    found = ours.library.questions("d")
    assert len(found) == len(texts)
    assert {question.kind for question in found} == {"recall"}


def test_notes_of_one_guid_are_one_question(ours: Collection, tmp_path: Path) -> None:
    notes = [(note(n, f"f{n}", guid="same"), card(10 + n, n)) for n in (1, 2)]
    done = bring_in(ours, spoiled(tmp_path, notes=notes))
    assert done.questions == {"d": 1}
    assert done.notes == ["notes that were left out, as another note has the same id: 1"]


def test_notes_that_fit_nothing_are_left_out(ours: Collection, tmp_path: Path) -> None:
    notes = [
        (note(1)._replace(mid=5), card(11, 1)),
        (note(2), card(12, 77)),
        (note(3, "x" * 300_000), card(13, 3)),
        (note(4, "", ""), card(14, 4)),
        (note(5, "fine", data_uri()), card(15, 5, data="[" * 9_000)),
    ]
    done = bring_in(ours, spoiled(tmp_path, notes=notes, reviews=[]))
    assert done.questions == {"d": 1}
    assert len(done.notes) == 5  # the fifth: a picture within the text


def data_uri() -> str:
    return f'<img src="data:image/png;base64,{random.Random(1).randbytes(300_000).hex()}">fine'


def test_our_own_ids_are_checked(ours: Collection, tmp_path: Path) -> None:
    from mlinterview.exchange.anki.notetypes import BASIC_ID, FIELDS, note_types

    names = ["deck/slug", "deck/slug#3", "../x", "deck/../x", "a b/c", "deck/slug#0", "x" * 300]
    notes = [
        (
            note(n)._replace(mid=BASIC_ID, flds="\x1f".join(["q"] * (len(FIELDS) - 1) + [name])),
            card(10 + n, n),
        )
        for n, name in enumerate(names)
    ]
    reviews = [ReviewRow(DAY + n, 10 + n, 0, 3, 1, 0, 500, 1, 0) for n in range(len(names))]
    models = json.dumps(note_types())
    path = spoiled(tmp_path, notes=notes, reviews=reviews, models=models)
    with arrival(ours, path) as found:
        assert {review.card_id for review in found.reviews} == {"deck/slug", "deck/slug#3"}


def test_what_a_package_says_of_our_events_is_checked(ours: Collection, tmp_path: Path) -> None:
    with arrival(ours, spoiled(tmp_path)) as found:
        [card_id] = [review.card_id for review in found.reviews]
    number = "0" * 8 + "-0000-0000-0000-" + "0" * 12
    sound = [number, "x", DAY, DAY // 86_400_000, number, "suspend", card_id]
    wrongs = ["no id", "\x1b[2J", -5, 0, "no id", "setting", "d/y"]
    spoilt = [[*sound[:place], wrong, *sound[place + 1 :]] for place, wrong in enumerate(wrongs)]
    for events in ([*spoilt, "x", [], None, sound], "x", {"a": 1}):
        conf = json.dumps({"schedVer": 2, "mlinterview": {"events": events, "moved": events}})
        with arrival(ours, spoiled(tmp_path, conf=conf)) as found:
            assert [event.id for event in found.events] == [number] * isinstance(events, list)
            assert [review.reviewed_at for review in found.reviews] == [DAY]


def test_wrong_encodings_become_replacement_characters(ours: Collection, tmp_path: Path) -> None:
    change = "UPDATE notes SET flds = CAST(x'66ff661f62' AS TEXT) WHERE id = 1"
    bring_in(ours, spoiled(tmp_path, change))
    assert "f\ufffdf" in {question.prompt for question in ours.library.questions("d")}
