"""Write imported text as deck Markdown, so that nothing in it can become structure of the deck.

Texts of an import are Markdown from strangers. What would end the question, open another one or
hide what follows (headings, underlined headings, ``yaml question`` fences, code fences without an
end, comments) is escaped, and the result is read back as a deck file before it is believed.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from mlinterview.deckfiles.blocks import parse_blocks
from mlinterview.deckfiles.characters import FORBIDDEN
from mlinterview.deckfiles.outline import outline
from mlinterview.deckfiles.question import LONGEST_HEADING, LONGEST_TEXT
from mlinterview.model.exchange import ArrivingQuestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LONGEST_TITLE = 200
_LONGEST_WORDS = 60
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_TOPIC = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_FIELDS = "```yaml question\nid: x\n```"


def question(
    slug: str,
    prompt: str,
    answer: str,
    *,
    kind: str = "recall",
    title: str = "",
    level: str = "mid",
    topics: Iterable[str] = (),
    why: str = "",
    sources: str = "",
    sections: Mapping[str, str] | None = None,
) -> ArrivingQuestion | None:
    """Return a question of an import, or ``None`` if it cannot be one.

    It cannot if the prompt is empty, if the answer is empty (but for ``kind="cloze"``), or if a
    text is longer than decks allow.

    Args:
        slug: as ``slug_of`` makes it, or an id that the source has and that is a slug.
        prompt: Markdown; holes as in decks (``{{c1::text::hint}}``) for ``kind="cloze"``.
        answer: Markdown.
        kind: name of a question kind.
        title: the heading, as plain text; by default the prompt if it is one line, or else its
            beginning. A cloze question's must not give the holes away.
        level: entry, mid or senior.
        topics: any words; what is no topic is made one or left out.
        why: Markdown; decks need an explanation, so a dash stands where there is none.
        sources: Markdown.
        sections: further level-3 sections of the kind, Markdown by heading.
    """
    given, prompt, answer = tidy(prompt), guarded(prompt), guarded(answer)
    if not prompt or (not answer and kind != "cloze"):
        return None
    if kind == "cloze" and "{{" not in prompt:
        return None  # it has none, or only escaping every sign could keep the text harmless
    heading, below = _heading(prompt, title or _title(given, kind))
    words = topics_of(topics) or ["imported"]
    fields = f"id: {slug}\nkind: {kind}\nlevel: {level}\ntopics: [{', '.join(words)}]"
    parts = [f"## {heading}", f"```yaml question\n{fields}\n```", below]
    bodies = {"Answer": answer, **{name: guarded(text) for name, text in (sections or {}).items()}}
    bodies |= {"Why": guarded(why) or "—", "Sources": guarded(sources) or "—"}
    if any(len(text) > LONGEST_TEXT for text in (below, *bodies.values())):
        return None
    parts += [f"### {name}\n\n{text}" for name, text in bodies.items() if text]
    return ArrivingQuestion(slug, "\n\n".join(part for part in parts if part))


def slug_of(text: str, *more: str) -> str:
    """Return a slug for a question: its first words, and a hash of all that is given.

    The same texts give the same slug in every import.
    """
    digest = hashlib.sha256("\n".join((text, *more)).encode("utf-8", "replace")).hexdigest()
    return "-".join(part for part in (words_of(text, _LONGEST_WORDS), digest[:8]) if part)


def words_of(text: str, longest: int = 80) -> str:
    """Return a text's words as lower-case ASCII letters and digits with hyphens; may be empty."""
    plain = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", plain.casefold()))
    return words if len(words) <= longest else words[:longest].rpartition("-")[0] or words[:longest]


def topics_of(words: Iterable[str]) -> list[str]:
    """Return words as topics: plain words that begin with a letter, at most ten."""
    topics = (re.sub(r"[^A-Za-z0-9_.]+", "-", word).strip("-._")[:60] for word in words)
    return list(dict.fromkeys(topic for topic in topics if _TOPIC.fullmatch(topic)))[:10]


def guarded(text: str) -> str:
    """Return Markdown that stays within the section where it is put, and reads as before."""
    text = tidy(text)
    if not text or _is_inert(text):
        return text
    mended = _mended(text)
    return mended if _is_inert(mended) else literal(text)


def literal(text: str) -> str:
    """Return Markdown that shows a text character by character, without any meaning."""
    paragraphs = re.split(r"\n\s*\n", tidy(text))
    lines = [
        [_PUNCTUATION.sub(r"\\\1", line.strip()) for line in p.split("\n")] for p in paragraphs
    ]
    return "\n\n".join("\\\n".join(line for line in p if line) for p in lines)


def tidy(text: str) -> str:
    """Return a text without the characters that decks refuse, and no blank lines around it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    lines = FORBIDDEN.sub("", text.replace("\u2029", "\n\n")).split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines).rstrip()


def _title(prompt: str, kind: str) -> str:
    """Return a short title for a prompt that is no heading; empty if it can be its own."""
    first = next(line for line in prompt.split("\n") if line.strip())
    if kind == "cloze":
        return re.sub(r"\{\{.*?(\}\}|$)", "…", " ".join(prompt.split()))
    return "" if first == prompt and len(prompt) <= _LONGEST_TITLE else first


def _heading(prompt: str, title: str) -> tuple[str, str]:
    """Return the heading, and the prompt if it has to stand below."""
    if not title and _is_heading(prompt):
        return prompt, ""
    words = " ".join(tidy(title or prompt).split())
    if len(words) > _LONGEST_TITLE:
        words = words[:_LONGEST_TITLE].rpartition(" ")[0] + " …"
    return literal(words)[:LONGEST_HEADING].rstrip("\\") or "Imported", prompt


def _is_heading(line: str) -> bool:
    found = outline(f"## {line}\n\n{_FIELDS}\n", lambda *_: None)
    return len(found) == 1 and found[0].heading.text == line and found[0].fields is not None


def _is_inert(text: str) -> bool:
    """Tell whether a text neither ends the section that it stands in nor swallows what follows."""
    if all(line[0].isalpha() for line in text.split("\n") if line):
        return True  # nothing that begins with a letter opens or closes a block
    reports: list[str] = []
    source = f"## T\n\n{_FIELDS}\n\n{text}\n\n### Why\n\nw\n\n## U\n\n{_FIELDS}\n\nu\n"
    found = outline(source, lambda *report: reports.append(report[1]))
    return (
        not reports
        and len(found) == 2
        and found[0].prompt.text == text
        and {name: body.text for name, body in found[0].sections.items()} == {"why": "w"}
        and (found[1].heading.text, found[1].prompt.text) == ("U", "u")
    )


def _mended(text: str) -> str:
    """Escape headings and comments, and close the last code fence."""
    lines = text.split("\n")
    unclosed = ""
    for token in parse_blocks(text):
        if token.map is None:
            continue
        first, end = token.map
        if token.type == "heading_open" and token.markup[0] != "#":
            lines[end - 1] = re.sub(r"([-=])", r"\\\1", lines[end - 1], count=1)
        elif token.type == "heading_open" and token.level == 0 and token.tag in ("h1", "h2", "h3"):
            lines[first] = lines[first].replace("#", "\\#", 1)
        elif token.type == "inline":
            for number in range(first, end):
                lines[number] = re.sub(r"^(\s*)<!--", r"\1\\<!--", lines[number])
        elif token.type == "fence" and token.level == 0:
            unclosed = token.markup
    mended = "\n".join(lines)
    if unclosed and not _is_inert(mended):
        return f"{mended}\n{unclosed}"
    return mended
