"""Read YAML as plain text values with line numbers, refusing what is unsafe or ambiguous."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from mlinterview.deckfiles.characters import FORBIDDEN

try:
    from yaml import CBaseLoader as _Loader
except ImportError:  # PyYAML without its C part
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]


if TYPE_CHECKING:
    from mlinterview.deckfiles.outline import Report
    from mlinterview.model.kinds import Text

_SPACES = re.compile(r"\s+")
_TAB = re.compile(r" *\t")
_DEEPEST = 20


@dataclass(slots=True)
class Fields:
    """A YAML mapping; every scalar is text, so that ``no`` and ``0.50`` stay what they are.

    Attributes:
        values: strings, lists and mappings by key.
        lines: the line of each key in the file, from 1.
    """

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


def read_fields(source: Text, report: Report) -> Fields | None:
    """Return the fields of a YAML source; ``None`` if it cannot be read at all (reported)."""
    first = source.line
    try:
        if not _is_harmless(source, report):
            return None
        node = yaml.compose(source.text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = _SPACES.sub(" ", getattr(error, "problem", None) or str(error))
        lines = source.text.rstrip("\n").split("\n")
        # what is not closed is noticed after the last line
        place = min(mark.line, len(lines) - 1) if mark else 0
        mend = "check indentation, and put quotes round values with `: `, `#` or `[`"
        if _TAB.match(lines[place]):
            mend = "indent with spaces, not with tabs"
        report(first + place, f"YAML cannot be read here ({problem})", mend)
        return None
    if not isinstance(node, yaml.MappingNode):
        report(first, "the fields are no `key: value` lines", "write them like `id: my-question`")
        return None
    return _Reader(first, report).fields(node)


def _is_harmless(source: Text, report: Report) -> bool:
    """Refuse what could take gigabytes or hours, before anything is built of it."""
    depth = 0
    for event in yaml.parse(source.text, Loader=_Loader):
        line = source.line + (event.start_mark.line if event.start_mark else 0)
        if isinstance(event, yaml.AliasEvent):
            report(line, "YAML aliases (`*name`) are not allowed", "write the value out")
            return False
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                report(line, "YAML is nested too deeply", "write it flat")
                return False
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return True


class _Reader:
    """Turns nodes into plain values, and reports what is ambiguous in them."""

    def __init__(self, first: int, report: Report) -> None:
        self._first, self._report = first, report

    def fields(self, node: yaml.MappingNode) -> Fields:
        fields = Fields()
        for key, value in node.value:
            line = self._line(key)
            if not isinstance(key, yaml.ScalarNode):
                self._report(line, "a key is no plain word", "write `key: value`")
                continue
            name = _SPACES.sub(" ", self._text(key))  # messages are one line
            if name in fields.values:
                self._report(line, f"the key `{name}` stands twice", "keep one of them")
            else:
                fields.values[name] = self._value(value)
                fields.lines[name] = line
        return fields

    def _value(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item) for item in node.value]
        if isinstance(node, yaml.MappingNode):
            return self.fields(node).values
        return self._text(node)

    def _text(self, node: yaml.Node) -> str:
        text = str(node.value)
        # "\e" in quotes is an escape character, which the file itself does not show
        for code in dict.fromkeys(map(ord, FORBIDDEN.findall(text))):
            self._report(self._line(node), f"the control character U+{code:04X}", "delete it")
        return FORBIDDEN.sub("\ufffd", text)

    def _line(self, node: yaml.Node) -> int:
        return self._first + int(node.start_mark.line)
