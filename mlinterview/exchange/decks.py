"""Imported questions as decks in the learner's own folder, where an undo hides and never deletes.

An import writes its decks to ``.arriving-OPERATION`` in that folder before its transaction ends,
and moves them in place after it. If the program is stopped in between, the next look at the decks
moves them: what the log holds and what the folder holds cannot come apart.

Beside the files stands a marker, ``.import-OPERATION.json``, which names them and where they came
from. While the operation is taken back, the files' names begin with ``_``, which decks leave alone.
"""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mlinterview.deckfiles.places import INFO_FILE, question_files
from mlinterview.deckfiles.question import SLUG
from mlinterview.exchange.writing import tidy, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mlinterview.model.decks import DeckSource
    from mlinterview.model.exchange import ArrivingDeck, ArrivingQuestion

_ARRIVING, _MARKER = ".arriving-", ".import-"
_LARGEST_FILE = 1_500_000
"""Bytes; decks refuse files of more than 2 MB."""
_LONGEST_NAME = 120
_LONGEST_ID = 80


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an arriving deck goes.

    Attributes:
        deck: what arrives.
        name: the folder's name, and so the deck's id.
        new: questions that are not there yet.
        is_new: whether the folder has to be made.
    """

    deck: ArrivingDeck
    name: str
    new: tuple[ArrivingQuestion, ...]
    is_new: bool


class EarlierImport(NamedTuple):
    """A deck's folder, the import that brought questions to it, and where they came from."""

    name: str
    operation: str
    origin: str


def is_deck_id(name: str) -> bool:
    """Tell whether a deck can have this id."""
    return SLUG.fullmatch(name) is not None and len(name) <= _LONGEST_ID


def earlier(folder: Path) -> list[EarlierImport]:
    """Return which imports brought questions to the learner's own decks."""
    return [
        EarlierImport(path.name, marker["operation"], marker["origin"])
        for path in _inside(folder)
        for marker in _markers(path)
    ]


def place(
    deck: ArrivingDeck,
    folder: Path,
    taken: Iterable[str],
    has_question: Callable[[str], bool],
    before: Iterable[EarlierImport] = (),
) -> Placement:
    """Find the folder for a deck: its own from an earlier import, or a new one.

    Args:
        deck: what arrives.
        folder: of the learner's own decks.
        taken: ids of decks, own ones included.
        has_question: tells whether a question is there already.
        before: what ``earlier`` returns: a deck may have been renamed where it comes from.
    """
    taken = set(taken)
    base = deck.id if is_deck_id(deck.id) else words_of(deck.id, _LONGEST_ID) or "imported"
    own = [one.name for one in before if one.origin == deck.origin and is_deck_id(one.name)]
    number, name = 1, base if deck.joins or base in own or not own else own[0]
    while name not in own:
        path = folder / name
        if path.is_dir():
            if deck.joins and name == base:
                break
        elif name not in taken and not path.exists():
            break
        number += 1
        name = f"{base}-{number}"
    unique = {question.slug: question for question in deck.questions}
    new = [q for slug, q in unique.items() if not has_question(f"{name}/{slug}")]
    return Placement(deck, name, tuple(new), not (folder / name).exists())


def write(folder: Path, operation: str, placements: Sequence[Placement]) -> list[str]:
    """Write decks beside where they will stand; returns what could not be kept, in words."""
    notes: list[str] = []
    for placement in placements:
        if not placement.new:
            continue
        target = folder / f"{_ARRIVING}{operation}" / placement.name
        target.mkdir(parents=True)
        if placement.is_new:
            (target / INFO_FILE).write_text(_info(placement.deck), encoding="utf-8")
        files: dict[str, list[str]] = {}
        taken = {path.name.lstrip("_") for path in _inside(folder / placement.name)}
        for part in _parts(placement.new):
            name = _free_name(taken | files.keys())
            title = tidy(placement.deck.title).replace("\n", " ") or placement.name
            text = "\n\n".join([f"# {title}", *(question.text for question in part)])
            (target / name).write_text(text + "\n", encoding="utf-8")
            files[name] = [question.slug for question in part]
        notes += _write_media(placement, target)
        marker = {"operation": operation, "origin": placement.deck.origin, "files": files}
        (target / f"{_MARKER}{operation}.json").write_text(json.dumps(marker), encoding="utf-8")
    return notes


def drop(folder: Path, operation: str) -> None:
    """Delete what an import wrote that never ended."""
    shutil.rmtree(folder / f"{_ARRIVING}{operation}", ignore_errors=True)


def arriving(folder: Path) -> list[str]:
    """Return the imports whose decks have not been moved in place (yet)."""
    return [
        path.name.removeprefix(_ARRIVING)
        for path in _inside(folder)
        if path.name.startswith(_ARRIVING)
    ]


def settle(folder: Path, operation: str) -> None:
    """Move the decks of an import that is in the log in place; may be done twice."""
    source = folder / f"{_ARRIVING}{operation}"
    for deck in _inside(source):
        target = folder / deck.name
        with suppress(OSError):
            if not target.exists():
                deck.rename(target)
                continue
        # the marker last: it tells that its files are there
        for path in sorted(_inside(deck), key=lambda path: path.name.startswith(_MARKER)):
            with suppress(OSError):
                if not (target / path.name).exists():
                    path.rename(target / path.name)
    shutil.rmtree(source, ignore_errors=True)


def settle_finished(folder: Path, is_in_log: Callable[[str], bool]) -> None:
    """Move the decks in place of imports that were stopped right after they had ended."""
    for operation in arriving(folder):
        if is_in_log(operation):
            settle(folder, operation)


def slugs(folder: Path, operation: str) -> set[str]:
    """Return the ids of the questions that an import brought, from its markers."""
    return {
        f"{deck.name}/{slug}"
        for deck in _inside(folder)
        for marker in _markers(deck)
        if marker["operation"] == operation
        for names in marker["files"].values()
        for slug in names
    }


def offered(sources: Iterable[DeckSource], undone: set[str]) -> Iterator[DeckSource]:
    """Yield the learner's decks without those files, and decks, whose import was taken back."""
    for source in sources:
        markers = list(_markers(source.path))
        for marker in markers:
            for name in marker["files"]:
                _show(source.path, name, marker["operation"] not in undone)
        if not markers or question_files(source.path):
            yield source


def _show(deck: Path, name: str, visible: bool) -> None:
    shown, hidden = deck / name, deck / f"_{name}"
    before, after = (hidden, shown) if visible else (shown, hidden)
    with suppress(OSError):
        if before.exists() and not after.exists():
            before.rename(after)


def _markers(deck: Path) -> Iterator[dict[str, Any]]:
    """Yield what is said of imports in a deck's folder; what cannot be read says nothing."""
    for path in _inside(deck):
        if not path.name.startswith(_MARKER):
            continue
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            marker = json.loads(path.read_text(encoding="utf-8"))
            names = {str(name): list(map(str, ids)) for name, ids in marker["files"].items()}
            if all(Path(name).name == name for name in names):
                yield {
                    "operation": str(marker["operation"]),
                    "origin": str(marker["origin"]),
                    "files": names,
                }


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _parts(questions: Sequence[ArrivingQuestion]) -> Iterator[list[ArrivingQuestion]]:
    part: list[ArrivingQuestion] = []
    size = 0
    for question in questions:
        length = len(question.text.encode()) + 2
        if part and size + length > _LARGEST_FILE:
            yield part
            part, size = [], 0
        part.append(question)
        size += length
    yield part


def _free_name(taken: set[str]) -> str:
    number, name = 1, "questions.md"
    while name in taken:
        number += 1
        name = f"questions-{number}.md"
    return name


def _info(deck: ArrivingDeck) -> str:
    # JSON is YAML too, and needs no thought about what a title may contain
    title, description = (
        json.dumps(_line(text), ensure_ascii=False) for text in (deck.title, deck.description)
    )
    return (
        f"---\ntitle: {title}\ndescription: {description}\n"
        'license: "unknown"\nauthors: ["unknown"]\n---\n'
    )


def _line(text: str) -> str:
    # two signs that are no characters, and that YAML refuses
    plain = tidy(text).replace("\ufffe", "").replace("\uffff", "")
    return " ".join(plain.split())[:1000] or "Imported"


def _write_media(placement: Placement, target: Path) -> list[str]:
    refused = 0
    for name, content in placement.deck.media.items():
        is_plain = (
            Path(name).name == name
            and not name.startswith((".", "_"))
            and "\\" not in name
            and name.isprintable()
            and len(name.encode()) <= _LONGEST_NAME
            and Path(name).suffix.lower() not in ("", ".md")
        )
        if not is_plain:
            refused += 1
        elif isinstance(content, bytes):
            (target / name).write_bytes(content)
        else:
            shutil.copyfile(content, target / name)
    if not refused:
        return []
    return [f"media files left out because of their names: {refused}"]
