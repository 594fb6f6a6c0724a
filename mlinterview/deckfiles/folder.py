"""Read a deck: which files belong to it, what each holds, and whether they fit together."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mlinterview.deckfiles.characters import decode, without_forbidden
from mlinterview.deckfiles.deckinfo import read_deck_info
from mlinterview.deckfiles.links import check_links
from mlinterview.deckfiles.outline import outline
from mlinterview.deckfiles.places import INFO_FILE, is_file, question_files
from mlinterview.deckfiles.question import SLUG, read_question
from mlinterview.model.decks import DeckInfo, DeckReading, DeckSource
from mlinterview.model.questions import Mistake, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mlinterview.model.kinds import QuestionKind

LARGEST_FILE = 2_000_000


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one question file holds."""

    questions: tuple[Question, ...]
    mistakes: tuple[Mistake, ...]


def read_deck(
    source: DeckSource,
    kinds: Mapping[str, QuestionKind],
    read: Callable[[Path], FileReading] | None = None,
) -> DeckReading:
    """Read a whole deck; nothing is raised for what an author did wrong, all of it is reported.

    ``read`` may give what is known already of a file; by default each file is read anew.
    """
    info, mistakes = read_info(source)
    files = deck_files(source)
    if not files:
        mistakes.append(_nothing_in(source.path))
    readings = [read(file) if read else read_file(file, source.id, kinds) for file in files]
    return assemble(info, mistakes, readings)


def deck_files(source: DeckSource) -> list[Path]:
    """Return a deck's question files, in the order in which they are read."""
    return [source.path] if is_file(source.path) else question_files(source.path)


def assemble(
    info: DeckInfo, mistakes: Iterable[Mistake], readings: Iterable[FileReading]
) -> DeckReading:
    """Put the files of a deck together: ids are unique, links lead somewhere, no cycles.

    A deck whose name is no slug has no questions: the name would be in their ids for ever.
    """
    found = list(mistakes)
    questions: dict[str, Question] = {}
    for reading in readings:
        found.extend(reading.mistakes)
        for question in reading.questions:
            first = questions.setdefault(question.id, question)
            if first is not question:
                found.append(Mistake(question.path, question.line,
                    f"the id `{question.id}` is taken by {_where(first, question)}",
                    "give this question an id of its own"))  # fmt: skip
    found.extend(check_links(questions))
    if not SLUG.fullmatch(info.id):
        questions = {}
    return DeckReading(info, tuple(questions.values()), tuple(sorted(set(found))))


def read_info(source: DeckSource) -> tuple[DeckInfo, list[Mistake]]:
    """Return what ``deck.md`` says; a single file and a folder without it get a plain title."""
    mistakes: list[Mistake] = []
    if not SLUG.fullmatch(source.id):
        mistakes.append(Mistake(str(source.path), 1, f"the deck's name {source.id!r} is no slug",
                                "use lower-case letters, digits and single hyphens"))  # fmt: skip
    plain = DeckInfo(source.id, source.id.replace("-", " ").capitalize())
    if is_file(source.path):
        return plain, mistakes
    path = source.path / INFO_FILE
    if not is_file(path):
        mistakes.append(Mistake(str(path), 1, "the deck has no deck.md",
            "add one with title, description, license and authors", warning=True))  # fmt: skip
        return plain, mistakes
    report = _Reporter(path)
    text = _text(path, report)
    mistakes += report.mistakes
    return (plain if text is None else read_deck_info(text, plain, str(path), mistakes)), mistakes


def read_file(path: Path, deck: str, kinds: Mapping[str, QuestionKind]) -> FileReading:
    """Read one question file."""
    report = _Reporter(path)
    text = _text(path, report)
    if text is None:
        return FileReading((), tuple(report.mistakes))
    outlines = outline(text, report)
    spoiled = sorted(mistake.line for mistake in report.mistakes)
    questions: list[Question] = []
    for item in outlines:
        question, found = read_question(item, deck, str(path), kinds)
        report.mistakes.extend(found)
        nearest = bisect_left(spoiled, item.first)
        if question and (nearest == len(spoiled) or spoiled[nearest] > item.last):
            questions.append(question)
    if not questions and not report.mistakes:
        report(1, "the file has no question", "add one, or begin the file's name with `_`")
    return FileReading(tuple(questions), tuple(report.mistakes))


class _Reporter:
    """Collects the mistakes of one file."""

    def __init__(self, path: Path) -> None:
        self.mistakes: list[Mistake] = []
        self._path = str(path)

    def __call__(self, line: int, what: str, mend: str) -> None:
        self.mistakes.append(Mistake(self._path, line, what, mend))


def _text(path: Path, report: _Reporter) -> str | None:
    """Return a file's text, with forbidden characters reported and blotted out."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            report(1, f"the file is larger than {LARGEST_FILE // 1_000_000} MB", "split it")
            return None
        data = path.read_bytes()
    except OSError as error:
        report(1, f"the file cannot be read ({error.strerror})", "check its permissions")
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        report(1, "the file is UTF-16", "save the file as UTF-8")
        return None
    return without_forbidden(decode(data), report)


def _nothing_in(path: Path) -> Mistake:
    try:
        list(path.iterdir())
    except OSError as error:
        return Mistake(str(path), 1, f"the deck cannot be read ({error.strerror})",
                       "check its permissions")  # fmt: skip
    return Mistake(str(path), 1, "the deck has no question files",
                   "add a Markdown file with questions")  # fmt: skip


def _where(first: Question, second: Question) -> str:
    if first.path == second.path:
        return f"line {first.line}"
    return f"{Path(first.path).name}:{first.line}"
