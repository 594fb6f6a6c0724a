"""From an outline to a question: check the common fields, let the kind read its own."""

from __future__ import annotations

import difflib
import hashlib
import re
from typing import TYPE_CHECKING, Any, TypeVar

from mlinterview.deckfiles.fields import Fields, read_fields
from mlinterview.model.kinds import QuestionKind, Text
from mlinterview.model.questions import Asked, Level, Mistake, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mlinterview.deckfiles.outline import Outline, Report

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TOPIC = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_REQUIRED = ("id", "kind", "level", "topics")
_COMMON = frozenset({*_REQUIRED, "requires", "follow-ups", "confusable", "asked"})
_SECTIONS = ("answer", "why", "common mistake", "go deeper", "sources")
LONGEST_TEXT = 20_000
LONGEST_HEADING = 1_000
_E = TypeVar("_E", Level, Asked)


class QuestionDraft:
    """A question under construction; see ``model.kinds.Draft``."""

    def __init__(self, outline: Outline, fields: Fields, path: str) -> None:
        self.outline = outline
        self.fields: Mapping[str, Any] = fields.values
        self._lines = fields.lines
        self.sections: Mapping[str, Text] = outline.sections
        self.prompt = outline.prompt if outline.prompt.text else outline.heading
        self.answer = outline.sections.get("answer")
        self.mistakes: list[Mistake] = []
        self._path = path

    def mistake(self, line: int, what: str, mend: str) -> None:
        """Report a mistake; the question will not be offered."""
        self.mistakes.append(Mistake(self._path, line, what, mend))

    def warning(self, line: int, what: str, mend: str) -> None:
        """Report something doubtful; the question is offered all the same."""
        self.mistakes.append(Mistake(self._path, line, what, mend, warning=True))

    def line_of(self, field_name: str) -> int:
        """Line of a key of the yaml fence, else of the question's heading."""
        return self._lines.get(field_name, self.outline.heading.line)

    @property
    def is_too_long(self) -> bool:
        """Whether a text is so long that its kind should not even look at it."""
        texts = [self.outline.heading, self.prompt, *self.sections.values()]
        return any(len(text.text) > LONGEST_TEXT for text in texts)

    @property
    def usable(self) -> bool:
        """Whether nothing worse than warnings was found."""
        return all(mistake.warning for mistake in self.mistakes)


def read_question(
    outline: Outline, deck: str, path: str, kinds: Mapping[str, QuestionKind]
) -> tuple[Question | None, list[Mistake]]:
    """Return the question, or ``None`` if it cannot be offered, with the mistakes found."""
    broken: list[Mistake] = []

    def report(line: int, what: str, mend: str) -> None:
        broken.append(Mistake(path, line, what, mend))

    if outline.fields is None:
        report(outline.heading.line, f"the question {outline.heading.text!r} has no fields",
               "put a ```yaml question fence with `id`, `kind`, `level` and `topics` under the heading")  # fmt: skip
        return None, broken
    fields = read_fields(outline.fields, report)
    if fields is not None:
        _check_required(fields, outline.fields.line, report)
    draft = QuestionDraft(outline, fields or Fields(), path)
    draft.mistakes.extend(broken)
    kind = _kind(draft, kinds)
    _check_heading(draft)
    _check_sections(draft, kind)
    question_id = f"{deck}/{_slug(draft)}"
    level = _one_of(draft, "level", Level, Level.MID)
    asked = _one_of(draft, "asked", Asked, Asked.SOMETIMES)
    topics = _list(draft, "topics")
    for topic in topics:
        if not _TOPIC.fullmatch(topic):
            draft.mistake(draft.line_of("topics"), f"the topic {topic!r} is no plain word",
                          "write topics like `topics: [CLS03]`")  # fmt: skip
    links = {key: _links(draft, key, deck) for key in ("requires", "follow-ups", "confusable")}
    if fields and not links["follow-ups"] and "go deeper" not in draft.sections:
        draft.warning(outline.heading.line, "there is nothing to ask next",
                      "name `follow-ups:`, or add a section `### Go deeper`")  # fmt: skip
    if kind is None or draft.is_too_long:
        return None, draft.mistakes
    _check_names(draft, _COMMON | kind.fields, kind)
    reading = kind.read(draft)
    if not draft.usable:
        return None, draft.mistakes
    text = {name: outline.sections.get(name, Text("", 0)).text for name in _SECTIONS}
    return Question(
        id=question_id,
        kind=kind.name,
        level=level,
        topics=topics,
        title=outline.heading.text,
        prompt=draft.prompt.text,
        answer=text["answer"],
        explanation=text["why"],
        common_mistake=text["common mistake"],
        go_deeper=text["go deeper"],
        sources=text["sources"],
        requires=links["requires"],
        follow_ups=links["follow-ups"],
        confusable=links["confusable"],
        asked=asked,
        cards=tuple(reading.cards),
        details=reading.details,
        content_hash=_content_hash(outline),
        path=path,
        line=outline.heading.line,
    ), draft.mistakes


def _check_required(fields: Fields, line: int, report: Report) -> None:
    """Report required fields that are missing, and drop empty ones, so that each is said once."""
    for key in _REQUIRED:
        if not fields.values.get(key):
            fields.values.pop(key, None)
            report(fields.lines.get(key, line), f"`{key}` is missing",
                   f"add `{key}: …` to the fields")  # fmt: skip


def _kind(draft: QuestionDraft, kinds: Mapping[str, QuestionKind]) -> QuestionKind | None:
    name = draft.fields.get("kind")
    kind = kinds.get(name) if isinstance(name, str) else None
    if name and kind is None:
        draft.mistake(draft.line_of("kind"), f"there is no question kind {name!r}",
                      f"write one of: {', '.join(sorted(kinds))}")  # fmt: skip
    return kind


def _check_heading(draft: QuestionDraft) -> None:
    heading = draft.outline.heading
    if not heading.text:
        draft.mistake(heading.line, "the heading is empty", "write the question there")
    elif len(heading.text) > LONGEST_HEADING:
        draft.mistake(heading.line, f"the heading is longer than {LONGEST_HEADING:,} characters",
                      "write a short title there, and the prompt below the fields")  # fmt: skip


def _slug(draft: QuestionDraft) -> str:
    slug = draft.fields.get("id", "")
    if slug and not (isinstance(slug, str) and SLUG.fullmatch(slug) and len(slug) <= 100):
        draft.mistake(draft.line_of("id"), f"the id {slug!r} is no slug",
                      "use lower-case letters, digits and single hyphens")  # fmt: skip
    return str(slug)


def _check_names(draft: QuestionDraft, known: Iterable[str], kind: QuestionKind) -> None:
    for key in draft.fields:
        if key not in known:
            draft.mistake(draft.line_of(key), f"a {kind.name} question has no field `{key}`",
                          _did_you_mean(key, known))  # fmt: skip


def _check_sections(draft: QuestionDraft, kind: QuestionKind | None) -> None:
    heading = draft.outline.heading.line
    for name, section in draft.sections.items():
        title = draft.outline.headings[name]
        if not section.text:
            draft.mistake(title.line, f"the section `### {title.text}` is empty",
                          "fill or delete it")  # fmt: skip
        elif len(section.text) > LONGEST_TEXT:
            draft.mistake(title.line, f"the section `### {title.text}` is longer than "
                          f"{LONGEST_TEXT:,} characters", "split the question")  # fmt: skip
    if len(draft.prompt.text) > LONGEST_TEXT:
        draft.mistake(draft.prompt.line, f"the prompt is longer than {LONGEST_TEXT:,} characters",
                      "split the question")  # fmt: skip
    required = {"why", "sources"}
    if kind is not None:
        _check_section_names(draft, kind)
        required.update(name for name, must in kind.sections.items() if must)
        if kind.answer:
            required.add("answer")
    for name in sorted(required - draft.sections.keys()):
        draft.mistake(heading, f"the section `### {name.capitalize()}` is missing", "add it")
    if "common mistake" not in draft.sections:
        draft.warning(heading, "the section `### Common mistake` is missing",
                      "say what people usually answer wrongly, and why it is wrong")  # fmt: skip


def _check_section_names(draft: QuestionDraft, kind: QuestionKind) -> None:
    known = {*_SECTIONS, *kind.sections}
    if kind.answer is False:
        known.discard("answer")
    for name, title in draft.outline.headings.items():
        if name not in known:
            draft.mistake(title.line, f"a {kind.name} question has no section `### {title.text}`",
                          _did_you_mean(name, known))  # fmt: skip


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"did you mean `{close[0]}`?" if close else f"use one of: {', '.join(sorted(known))}"


def _one_of(draft: QuestionDraft, key: str, choices: type[_E], default: _E) -> _E:
    value = draft.fields.get(key)
    if value is None:
        return default
    try:
        return choices(value)
    except ValueError:
        words = ", ".join(f"`{choice.value}`" for choice in choices)
        draft.mistake(draft.line_of(key), f"`{key}` cannot be {value!r}", f"write one of {words}")
        return default


def _list(draft: QuestionDraft, key: str) -> tuple[str, ...]:
    value = draft.fields.get(key, [])
    if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
        return tuple(dict.fromkeys(value))
    draft.mistake(draft.line_of(key), f"`{key}` is no list of words", f"write `{key}: [a, b]`")
    return ()


def _links(draft: QuestionDraft, key: str, deck: str) -> tuple[str, ...]:
    links = _list(draft, key)
    for link in links:
        if not all(SLUG.fullmatch(part) for part in link.split("/")) or link.count("/") > 1:
            draft.mistake(draft.line_of(key), f"`{key}` names {link!r}, which is no question id",
                          "write `id` for this deck or `deck/id` for another")  # fmt: skip
    return tuple(link if "/" in link else f"{deck}/{link}" for link in links)


def _content_hash(outline: Outline) -> str:
    """Identify the wording; blank space at line ends and between blocks does not count."""
    parts = [outline.heading.text, outline.fields.text if outline.fields else ""]
    parts += [outline.prompt.text]
    parts += [f"{name}\n{text.text}" for name, text in sorted(outline.sections.items())]
    lines = [line.rstrip() for part in parts for line in part.split("\n") if line.strip()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
