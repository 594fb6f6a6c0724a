"""The plan of the cheatsheet, as ``sheet.toml`` gives it: which questions, and what of them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PARTS = {
    "prompt": "prompt",
    "answer": "answer",
    "why": "explanation",
    "common mistake": "common_mistake",
}
"""The names of parts in the plan, and the attributes of a question that hold them."""

_PART = re.compile(r"(prompt|answer|why|common mistake)(?: (\d+)(?:-(\d+))?(?: clause (\d+))?)?")


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines of one text of a question.

    Attributes:
        attribute: the question's attribute that holds the text.
        first, last: lines from 1, both included; ``last`` is ``None`` for all that follow.
        clause: of these only what stands between two semicolons, from 1; 0 for all.
    """

    attribute: str
    first: int = 1
    last: int | None = None
    clause: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the plan.

    Attributes:
        label: what it is about; plain words.
        question: a question's id.
        parts: what is taken of the question, in this order.
    """

    label: str
    question: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A section of the plan.

    Attributes:
        title: its heading.
        topics: topics whose other questions follow when there is time.
        entries: its lines, the most important one first.
    """

    title: str
    topics: tuple[str, ...]
    entries: tuple[Entry, ...]


@cache
def plan() -> tuple[PlannedSection, ...]:
    """Return the sections in their order on the sheet."""
    text = Path(__file__).with_name("sheet.toml").read_text(encoding="utf-8")
    return tuple(
        PlannedSection(
            section["title"],
            tuple(section["topics"]),
            tuple(Entry(label, name, parts(spec)) for label, name, spec in section["lines"]),
        )
        for section in tomllib.loads(text)["section"]
    )


def parts(spec: str) -> tuple[Part, ...]:
    """Read what is to be taken of a question, such as ``why 1-2, answer``.

    Raises:
        ValueError: it cannot be read.
    """
    found = []
    for one in spec.split(", "):
        match = _PART.fullmatch(one)
        if match is None:
            raise ValueError(f"{one!r} is no part of a question")
        name, first, last, clause = match.groups()
        found.append(
            Part(PARTS[name], int(first), int(last or first), int(clause or 0))
            if first
            else Part(PARTS[name])
        )
    return tuple(found)
