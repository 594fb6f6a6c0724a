"""Our own documents, however they are laid out and whatever has become of them."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.decks import write_deck
from support.exchanging import copy_of, read, state, write
from support.studying import answer

from mlinterview.errors import ExchangeError
from mlinterview.exchange.formats import jsonstream
from mlinterview.exchange.formats.jsonstream import pieces

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab\n", max_size=3), inner),
    max_leaves=12,
)  # fmt: skip
FUZZED = settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])


def flat(document: object) -> list[tuple[str, object]]:
    members = document.items() if isinstance(document, dict) else [("", document)]
    return [
        pair
        for key, value in members
        for pair in ([(key, item) for item in value] if isinstance(value, list) else [(key, value)])
    ]


@FUZZED
@given(
    st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=4), values) | st.lists(values),
    st.sampled_from([None, 1]),
    st.integers(1, 30),
)
def test_a_document_in_pieces_is_the_document(tmp_path_factory, document, indent, chunk) -> None:
    path = tmp_path_factory.getbasetemp() / "pieces.json"
    path.write_text(json.dumps(document, indent=indent, ensure_ascii=False), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(jsonstream, "_CHUNK", chunk)
        found = list(pieces(path))
    assert [(key, value) for key, value, _ in found] == flat(document)
    lines = path.read_text(encoding="utf-8").split("\n")
    assert all(1 <= line <= len(lines) for _, _, line in found)


@pytest.mark.parametrize(
    "text",
    ["", "{", '{"a"', '{"a":', '{"a": 1', '{"a": 1,', '{"a": [1', '{"a": [1,', "{,}", "[1 2]", "12",
     '{"a": 1} x', '{1: 2}', '{"a": NaN}', '{"a": Infinity}', "[" * 100_000, '{"a": ' * 100_000,
     '{"a": ' + "1" * 5000 + "}", '["\\ud800"', "[tru]", '{"a": "\x01"}'],
)  # fmt: skip
def test_what_is_no_document_is_told_with_its_line(tmp_path, text) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(ExchangeError, match=r"x\.json:1: .*: export the file again"):
        list(pieces(path))


def test_a_value_without_end_is_given_up(tmp_path, monkeypatch) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"a": "' + "x\\n" * 50_000 + '"}')
    monkeypatch.setattr(jsonstream, "_LARGEST_PIECE", 1000)
    monkeypatch.setattr(jsonstream, "_CHUNK", 500)
    # lines are one piece for the reader of files, so it is cut into some
    text = path.read_text()
    path.write_text("\n".join(text[n : n + 400] for n in range(0, len(text), 400)))
    with pytest.raises(ExchangeError, match="longer than 1,000 characters"):
        list(pieces(path))


@pytest.fixture
def exported(home: Path, tmp_path: Path, clock):
    """An export of a small collection, and another collection to read it."""
    write_deck(home, "a")
    with copy_of(home, clock) as one, copy_of(tmp_path / "other", clock) as other:
        answer(one, "tiny/a")
        answer(one, "tiny/a")
        one.undo()
        yield (
            {
                name: write(one, "collection", name, tmp_path / f"x.{name}").read_bytes()
                for name in ("json", "jsonl")
            },
            other,
        )


@pytest.mark.parametrize("name", ["json", "jsonl"])
@FUZZED
@given(data=st.data())
def test_a_damaged_export_is_read_right_or_refused(exported, tmp_path, name, data) -> None:
    contents, other = exported
    content = bytearray(contents[name])
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.sampled_from(b'09"{}[],:\\\n x\xff-'))
    path = tmp_path / f"damaged.{name}"
    path.write_bytes(content[: data.draw(st.sampled_from([None, len(content) // 2, -5]))])
    before = state(other)
    try:
        foreseen = read(other, path, name, dry_run=True)
    except ExchangeError:
        with pytest.raises(ExchangeError):
            read(other, path, name)
    else:
        assert foreseen.reviews <= 2
    assert state(other) == before


def changed(content: bytes, **changes: object) -> bytes:
    document = json.loads(content)
    document["reviews"][0] |= changes
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rating": 5}, "`rating` is 5, not one of 1, 2, 3, 4"),
        ({"rating": True}, "`rating` is true, not a whole number"),
        ({"rating": None}, "`rating` is missing"),
        ({"mode": "sleep"}, "`mode` is 'sleep', not one of review"),
        ({"reviewed_at": "yesterday"}, '`reviewed_at` is "yesterday", not a time with offset'),
        ({"reviewed_at": "1969-12-31T23:59:59.999Z"}, "outside the years 1970 to 2199"),
        ({"reviewed_at": "2262-04-12T00:00:00.000Z"}, "outside the years 1970 to 2199"),
        ({"study_day": "2026-02-30"}, "not a date such as"),
        ({"card_id": "a b"}, "'a b' is no card's id"),
        ({"card_id": "x" * 1000}, "is no card's id"),
        ({"card_id": "\u202ex/y"}, "is no card's id"),
        ({"seed": 10**30}, "cannot be stored"),
        ({"response": "\ud800"}, "cannot be stored"),
        ({"response": ["a"]}, "not a text"),
        ({"previous_stability": "1e999"}, "not a number"),
    ],
)
def test_a_value_that_makes_no_sense_is_told(exported, tmp_path, changes, message) -> None:
    contents, other = exported
    path = tmp_path / "x.json"
    path.write_bytes(changed(contents["json"], **changes))
    before = state(other)
    with pytest.raises(ExchangeError) as error:
        read(other, path)
    assert message in str(error.value)
    assert state(other) == before


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ({"name": "mlinterview/collection", "version": 2}, "written by a newer mlinterview"),
        ({"name": "mlinterview/cards", "version": 1}, "holds cards, of which nothing"),
        ({"name": "mlinterview/collection"}, "written by a newer mlinterview"),
        ("mlinterview/collection", "of which nothing can be imported"),
    ],
)
def test_a_document_of_another_kind_is_refused(exported, tmp_path, schema, message) -> None:
    contents, other = exported
    path = tmp_path / "x.json"
    path.write_text(json.dumps(json.loads(contents["json"]) | {"schema": schema}))
    with pytest.raises(ExchangeError, match=message):
        read(other, path, "json")


@pytest.mark.parametrize("value", [{"operations": [1]}, {"operations": "x"}, [], None, "x"])
def test_an_event_that_makes_no_sense_is_refused(exported, tmp_path, value) -> None:
    contents, other = exported
    document = json.loads(contents["json"])
    document["events"].append(
        {**document["events"][0], "id": "new", "operation": "new", "kind": "import", "value": value}
    )
    path = tmp_path / "x.json"
    path.write_text(json.dumps(document))
    with pytest.raises(ExchangeError, match="nothing that belongs to a import"):
        read(other, path)


def test_a_document_in_another_layout_is_the_same(exported, tmp_path) -> None:
    contents, other = exported
    document = json.loads(contents["json"])
    path = tmp_path / "x.json"
    path.write_text(json.dumps(dict(reversed(document.items())), indent=4, sort_keys=False))
    done = read(other, path)
    assert (done.reviews, done.questions) == (2, {"tiny": 1})


@pytest.mark.parametrize(
    "text",
    ["no question", "## A\n\n```yaml question\nid: other\nkind: recall\n```",
     "## A\n\n```yaml question\nid: a\n```\n\n## B\n\n```yaml question\nid: b\n```",
     "## A\n\n```yaml question\nid: a\n```\n\n```python\nopen", "# Top\n\n## A", ""],
)  # fmt: skip
def test_own_questions_that_are_none_are_left_out(exported, tmp_path, text) -> None:
    contents, other = exported
    document = json.loads(contents["json"])
    document["deck_questions"].append(
        {"deck": "tiny", "title": "T", "description": "D", "slug": "a2", "text": text}
    )
    path = tmp_path / "x.json"
    path.write_text(json.dumps(document))
    done = read(other, path)
    assert done.questions == {"tiny": 1}
    assert "questions of own decks left out because they cannot be read: 1" in done.notes
    assert other.library.mistakes() == []
