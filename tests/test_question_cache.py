"""The cache of parsed decks: what is unchanged is not read again, and what is changed always is."""

import os
import shutil
import sqlite3
import threading
import time
from pathlib import Path

import pytest
from support.decks import cloze, recall, write_deck
from support.studying import opened

from mlinterview import refreshing
from mlinterview.deckfiles import folder
from mlinterview.deckfiles.folder import FileReading
from mlinterview.locations import Home
from mlinterview.store.question_cache import QuestionCache


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files parsed so far, by name."""
    names: list[str] = []
    read_file = folder.read_file

    def counting(path: Path, *rest: object) -> FileReading:
        names.append(path.name)
        return read_file(path, *rest)

    monkeypatch.setattr(folder, "read_file", counting)
    return names


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all files count as written long before the cache."""
    monkeypatch.setattr(refreshing, "_CLOCK_TICK_NS", -3_600_000_000_000)


def ids(home: Path) -> list[str]:
    with opened(home) as collection:
        return collection.library.ids()


def order(home: Path) -> list[str]:
    with opened(home) as collection:
        return [question.id for question in collection.library.search([], limit=1000)]


def cache(home: Path) -> Path:
    return Home(home).question_cache


def rewrite(path: Path, text: str) -> None:
    """Change a file's content and nothing else that can be kept."""
    before = path.stat()
    path.write_text(text)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_mtime_ns == before.st_mtime_ns


# -- what is read again ------------------------------------------------------------------------


def test_unchanged_deck_is_not_parsed_again(home: Path, parsed: list[str]) -> None:
    write_deck(home, "a")
    assert ids(home) == ids(home) == ids(home) == ["tiny/a"]
    assert parsed == ["questions.md"]


@pytest.mark.usefixtures("settled")
def test_unchanged_deck_is_not_even_opened(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_deck(home, "a")
    assert ids(home) == ["tiny/a"]
    monkeypatch.setattr(Path, "read_bytes", None)
    assert ids(home) == ["tiny/a"]


def test_unchanged_cache_is_not_written_again(home: Path) -> None:
    write_deck(home, "a")
    ids(home)
    before = cache(home).stat().st_mtime_ns
    ids(home)
    assert cache(home).stat().st_mtime_ns == before


def test_files_new_at_first_are_known_by_their_times_later(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deck = write_deck(home, "a")
    ids(home)
    # the filesystem's time two minutes later, when the files are old
    later = time.time_ns() + 120_000_000_000
    monkeypatch.setattr(QuestionCache, "now_ns", lambda _: later)
    ids(home)
    monkeypatch.setattr(Path, "read_bytes", None)
    assert ids(home) == ["tiny/a"]
    monkeypatch.undo()
    write_deck(home, "b")
    assert deck.exists()
    assert ids(home) == ["tiny/b"]


@pytest.mark.parametrize("is_settled", [True, False])
def test_touched_file_is_not_parsed_again(
    home: Path, parsed: list[str], request: pytest.FixtureRequest, is_settled: bool
) -> None:
    if is_settled:
        request.getfixturevalue("settled")
    deck = write_deck(home, "a")
    ids(home)
    os.utime(deck / "questions.md", (1, 1))
    assert ids(home) == ["tiny/a"]
    assert parsed == ["questions.md"]


def test_edited_file_is_parsed_again(home: Path, parsed: list[str]) -> None:
    write_deck(home, "a")
    ids(home)
    write_deck(home, "a", "b")
    assert ids(home) == ["tiny/a", "tiny/b"]
    assert parsed == ["questions.md"] * 2


@pytest.mark.parametrize("is_settled", [True, False])
def test_edit_of_same_size_and_time_is_noticed(
    home: Path, request: pytest.FixtureRequest, is_settled: bool
) -> None:
    if is_settled:
        request.getfixturevalue("settled")
    path = write_deck(home, "a") / "questions.md"
    assert ids(home) == ["tiny/a"]
    rewrite(path, path.read_text().replace("id: a", "id: b"))
    assert ids(home) == ["tiny/b"]


def test_only_the_edited_file_is_parsed_again(home: Path, parsed: list[str]) -> None:
    deck = write_deck(home, "a")
    (deck / "more.md").write_text(recall("b"))
    write_deck(home, "c", deck="other")
    ids(home)
    parsed.clear()
    (deck / "more.md").write_text(recall("d"))
    assert ids(home) == ["other/c", "tiny/a", "tiny/d"]
    assert parsed == ["more.md"]


def test_change_of_deck_md_parses_no_questions(home: Path, parsed: list[str]) -> None:
    deck = write_deck(home, "a")
    ids(home)
    text = (deck / "deck.md").read_text()
    (deck / "deck.md").write_text(text.replace("title: tiny", "title: Tiny!"))
    with opened(home) as collection:
        assert collection.library.decks()[0].info.title == "Tiny!"
    assert parsed == ["questions.md"]


def test_added_and_removed_files_are_noticed(home: Path) -> None:
    deck = write_deck(home, "a")
    assert ids(home) == ["tiny/a"]
    (deck / "more.md").write_text(recall("b"))
    assert ids(home) == ["tiny/a", "tiny/b"]
    (deck / "questions.md").unlink()
    assert ids(home) == ["tiny/b"]


def test_broken_link_beside_it_hides_no_edit(home: Path) -> None:
    deck = write_deck(home, "a")
    (deck / "gone.md").symlink_to("nowhere")
    assert ids(home) == ["tiny/a"]
    write_deck(home, "b")
    assert ids(home) == ["tiny/b"]


def test_mended_link_is_noticed(home: Path, tmp_path: Path) -> None:
    (write_deck(home, "a") / "more.md").symlink_to(tmp_path / "more")
    assert ids(home) == ["tiny/a"]
    (tmp_path / "more").write_text(recall("b"))
    assert ids(home) == ["tiny/a", "tiny/b"]


@pytest.mark.usefixtures("settled")
def test_change_of_permissions_is_noticed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_deck(home, "a") / "questions.md"

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refuse)
        assert ids(home) == []
    path.chmod(0o600)
    assert ids(home) == ["tiny/a"]


def test_files_that_are_gone_leave_the_cache(home: Path) -> None:
    shutil.rmtree(write_deck(home, "a", deck="old"))
    write_deck(home, "b")
    ids(home)
    with sqlite3.connect(cache(home)) as connection:
        for table in ("questions", "cards", "topics", "decks", "files"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)
    connection.close()


# -- what was read does not depend on what was read before ---------------------------------------


def test_order_of_new_questions_does_not_depend_on_the_cache(home: Path) -> None:
    write_deck(home, "z", "m", "a")
    write_deck(home, "q", deck="other")
    ids(home)
    write_deck(home, "q", "r", deck="other")
    updated = order(home)
    cache(home).unlink()
    assert updated == order(home)


def test_look_alikes_in_another_deck_stay_known_when_that_is_edited(home: Path) -> None:
    def pairs() -> set[tuple[str, str]]:
        with opened(home) as collection:
            _ = collection.library
            with collection.database.reading() as connection:
                return set(connection.execute("SELECT question_id, other FROM library.confusable"))

    write_deck(home, recall("a", confusable=["y/b"]), deck="x")
    write_deck(home, "b", deck="y")
    both = {("x/a", "y/b"), ("y/b", "x/a")}
    assert pairs() == both
    write_deck(home, "b", "c", deck="y")
    assert pairs() == both
    write_deck(home, "a", deck="x")
    assert pairs() == set()


def test_holes_of_one_question_are_introduced_far_apart(home: Path) -> None:
    write_deck(home, cloze("a", holes=3), "b", "c")
    with opened(home) as collection:
        _ = collection.library
        with collection.database.reading() as connection:
            rows = connection.execute("SELECT card_id FROM library.cards ORDER BY rank").fetchall()
    assert [row[0] for row in rows] == ["tiny/a", "tiny/b", "tiny/c", "tiny/a#2", "tiny/a#3"]


def test_one_reads_the_files_while_others_wait(home: Path, parsed: list[str]) -> None:
    write_deck(home, *[f"q{number}" for number in range(50)])
    opened(home).close()
    together = threading.Barrier(4)

    def start() -> None:
        together.wait()
        assert len(ids(home)) == 50

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert parsed == ["questions.md"]
