"""Split a deck file into questions and sections, by a real Markdown parser, keeping line numbers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from mlinterview.deckfiles.blocks import parse_blocks
from mlinterview.model.kinds import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

# also in a quote, a list or a comment: wherever an author might believe it to be a question
_FENCE_LINE = re.compile(r"[^\w`~]*(?:\d{1,9}[.)]\s*)?(?:`{3,}|~{3,})\s*yaml\s+question\b")

Report = Callable[[int, str, str], None]


@dataclass(slots=True)
class Outline:
    """One question as it stands in the file, before its meaning is read.

    Attributes:
        heading: text of the level-2 heading.
        fields: source of the yaml fence, with the line of its first line; ``None`` if missing.
        prompt: text between the fence and the first section.
        sections: level-3 sections by lower-case heading.
        headings: these sections' headings as they are written, by the same names.
        first, last: lines of the question in the file, from 1, inclusive.
    """

    heading: Text
    fields: Text | None = None
    prompt: Text = field(default_factory=lambda: Text("", 0))
    sections: dict[str, Text] = field(default_factory=dict)
    headings: dict[str, Text] = field(default_factory=dict)
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class _Block:
    """A top-level block: its first line and the line after its last one, from 1."""

    token: Token
    first: int
    end: int
    heading: str = ""
    """What stands behind the ``#``."""

    @property
    def is_question_fence(self) -> bool:
        return self.token.type == "fence" and self.token.info.split()[:2] == ["yaml", "question"]


def outline(source: str, report: Report) -> list[Outline]:
    """Return the questions of a file; ``report(line, what, mend)`` is told of each mistake."""
    lines = source.split("\n")
    tokens = parse_blocks(source)
    _report_misleading(tokens, report)
    blocks = list(_blocks(tokens))
    starts = [n for n, block in enumerate(blocks) if block.token.tag in ("h1", "h2")]
    strays = _strays(lines, blocks)
    questions = []
    for start, end in pairwise([*starts, len(blocks)]):
        if blocks[start].token.tag == "h2":
            last = blocks[end].first - 1 if end < len(blocks) else len(lines)
            # what follows a swallowed question belongs to that one
            place = bisect_left(strays, blocks[start].first)
            sound = min(last, strays[place]) if place < len(strays) else last
            inside = blocks[start + 1 : end]
            questions.append(_question(blocks[start], inside, lines, (sound, last), report))
    _report_swallowed(strays, questions, report)
    return questions


def _blocks(tokens: Sequence[Token]) -> Iterator[_Block]:
    """Yield what the structure is made of: fences, and headings written with ``#``."""
    for number, token in enumerate(tokens):
        if token.level == 0 and token.map:
            first, end = token.map[0] + 1, token.map[1] + 1
            if token.type == "heading_open" and token.markup[0] == "#":
                yield _Block(token, first, end, tokens[number + 1].content)
            elif token.type == "fence":
                yield _Block(token, first, end)


def _strays(lines: list[str], blocks: Sequence[_Block]) -> list[int]:
    """Return the lines that look like a question's fence and are none, or its second one."""
    seen: set[int] = set()
    is_first = False
    for block in blocks:
        if block.token.type != "fence":
            is_first = block.token.tag == "h2" or (is_first and block.token.tag != "h1")
        elif block.is_question_fence and is_first:
            seen.add(block.first)
            is_first = False
    return [
        number
        for number, line in enumerate(lines, start=1)
        if "question" in line and number not in seen and _FENCE_LINE.match(line)
    ]


def _question(
    head: _Block,
    inside: Sequence[_Block],
    lines: list[str],
    ends: tuple[int, int],
    report: Report,
) -> Outline:
    sound, end = ends
    found = Outline(Text(head.heading, head.first), first=head.first, last=end)
    section_heads = [block for block in inside if block.token.tag == "h3"]
    body_end = section_heads[0].first - 1 if section_heads else end
    body_start = head.end
    fence = next((block for block in inside if block.is_question_fence), None)
    if fence is not None:
        found.fields = Text(fence.token.content, fence.first + 1)
        if _text(lines, head.end, fence.first - 1).text:
            report(fence.first, "the `yaml question` fence does not stand right under the heading",
                   "move it up, the prompt comes after it")  # fmt: skip
        elif fence.first <= body_end:
            body_start = fence.end
    found.prompt = _text(lines, body_start, body_end)
    lasts = [block.first - 1 for block in section_heads[1:]]
    for section, last in zip(section_heads, [*lasts, end], strict=False):
        name = " ".join(section.heading.casefold().split())
        if name in found.sections:
            if section.first < sound:
                report(section.first, f"a second section `### {section.heading}`",
                       "join the two sections")  # fmt: skip
        else:
            found.headings[name] = Text(section.heading, section.first)
            found.sections[name] = _text(lines, section.end, last)
    return found


def _text(lines: list[str], first: int, last: int) -> Text:
    """Return the lines ``first`` to ``last`` without blank ones around them."""
    begin = first
    while first <= last and not lines[first - 1].strip():
        first += 1
    while last >= first and not lines[last - 1].strip():
        last -= 1
    # an empty text belongs to the heading or fence above it
    return Text("\n".join(lines[first - 1 : last]), first if first <= last else begin - 1)


def _report_misleading(tokens: Sequence[Token], report: Report) -> None:
    """Refuse what looks to its author like something else than it is."""
    for token in tokens:
        if token.map is None:
            continue
        if token.type == "heading_open" and token.markup[0] != "#":
            report(token.map[1],
                   "a line of dashes or equal signs makes the text above a heading",
                   "put a blank line before it, or write headings with #")  # fmt: skip
        elif token.type == "inline" and "<!--" in token.content:
            for number, line in enumerate(token.content.split("\n"), start=token.map[0] + 1):
                if line.lstrip().startswith("<!--"):
                    report(number, "an HTML comment hides nothing from the learner",
                           "delete it, or move it to a file whose name begins with `_`")  # fmt: skip


def _report_swallowed(strays: list[int], questions: list[Outline], report: Report) -> None:
    """An unclosed fence hides what follows: no question may vanish silently."""
    firsts = [question.first for question in questions]
    for line in strays:
        place = bisect_right(firsts, line) - 1
        above = questions[place] if place >= 0 and line <= questions[place].last else None
        second = above is not None and above.fields is not None and above.fields.line <= line
        what = (
            "a second `yaml question` fence under one heading"
            if second
            else "a `yaml question` fence without a level-2 heading"
        )
        report(line, what, "give it a heading `## …` of its own; if it has one, write a blank "
               "after ##, and close the code fence above it")  # fmt: skip
