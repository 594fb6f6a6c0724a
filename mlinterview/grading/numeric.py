"""Numeric: compute from fresh numbers; drawn, solved and checked by the program."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from mlinterview.grading.fences import one_fence
from mlinterview.grading.listitems import read_items
from mlinterview.grading.numbers import Tolerance, read_number
from mlinterview.model.kinds import (
    Draft,
    Outcome,
    Presentation,
    QuestionKind,
    Reading,
    ResponseForm,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlinterview.model.kinds import Text
    from mlinterview.model.questions import Question

PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z]\w*)\s*(?::(,?(?:\.\d{1,2})?[defg%]?))?\s*\}\}")
_WRONG = re.compile(r"`([^`]+)`\s*[:–-]?\s*(.+)", re.DOTALL)
_LONGEST_CODE = 4000


class Numeric(QuestionKind):
    """A computation with seeded numbers."""

    name = "numeric"
    description = "Compute from fresh numbers."
    fields = frozenset({"decimals", "tolerance", "unit", "trivial"})
    sections = {"draw": True, "solve": True, "wrong answers": False}

    def read(self, draft: Draft) -> Reading:
        """Read generator, solver, wrong answers and tolerance; nothing is run."""
        draw, solve = one_fence(draft, "draw"), one_fence(draft, "solve")
        drawn = _assigned(draft, draw, "draw")
        solved = _assigned(draft, solve, "solve")
        if solve.text and "answer" not in solved:
            draft.mistake(solve.line, "`### Solve` does not assign `answer`", "add `answer = …`")
        names = list(dict.fromkeys([*drawn, *solved]))
        texts = [("prompt", draft.prompt), ("answer", draft.answer)]
        texts += [(name, draft.sections.get(name)) for name in ("why", "common mistake")]
        for name, text in texts:
            if text is not None:
                _check_placeholders(draft, text, drawn if name == "prompt" else names, name)
        shown = [name for name in _placeholders(draft.prompt.text) if name in drawn]
        if draw.text and not shown:
            draft.mistake(draft.prompt.line, "the prompt shows none of the drawn numbers",
                          "write them as `{{name}}`")  # fmt: skip
        details = {
            "draw": draw.text,
            "solve": solve.text,
            "names": names,
            "shown": shown,
            "wrong": _wrong_answers(draft),
            "unit": str(draft.fields.get("unit", "")),
            "trivial": draft.fields.get("trivial") == "allowed",
            "lines": {"draw": draw.line, "solve": solve.line},
            **_tolerance(draft),
        }
        return Reading(details)

    def present(self, question: Question, ordinal: int, seed: int) -> Presentation:
        """Draw the variant of the seed and put its numbers into the texts."""
        from mlinterview.grading.variants import draw

        details = question.details
        variant = draw(details, seed)
        tolerance = Tolerance.of(details)
        whole = isinstance(variant.answer, int)
        unit = details["unit"]
        notes = [f"in {unit}" if unit else "", tolerance.words(whole)]
        return Presentation(
            prompt=fill(question.prompt, variant.values),
            answer=fill(question.answer, variant.values),
            explanation=fill(question.explanation, variant.values),
            common_mistake=fill(question.common_mistake, variant.values),
            form=ResponseForm.NUMBER,
            note=", ".join(note for note in notes if note),
            extra={"values": dict(variant.values), "wrong": variant.wrong},
        )

    def grade(self, question: Question, shown: Presentation, response: str) -> Verdict | None:
        """Compare a typed number with the answer; a foreseeable wrong value gets its feedback."""
        details, answer = question.details, shown.extra["values"]["answer"]
        tolerance = Tolerance.of(details)
        meanings = read_number(response, details["unit"])
        parts = {"value": meanings[0], "answer": answer}
        if any(tolerance.accepts(value, answer) for value in meanings):
            return Verdict(Outcome.CORRECT, (), parts)
        for wrong, value in zip(details["wrong"], shown.extra["wrong"], strict=True):
            if value is not None and any(tolerance.accepts(m, value) for m in meanings):
                return Verdict(Outcome.WRONG, (wrong["feedback"],), parts)
        return Verdict(Outcome.WRONG, (), parts)


def fill(text: str, values: Mapping[str, Any]) -> str:
    """Put values in place of ``{{name}}`` and ``{{name:.2f}}``."""

    def show(match: re.Match[str]) -> str:
        value = values[match[1]]
        if match[2]:
            return format(value, match[2])
        return f"{value:.10g}" if isinstance(value, float) else str(value)

    return PLACEHOLDER.sub(show, text)


def _placeholders(text: str) -> list[str]:
    return list(dict.fromkeys(match[1] for match in PLACEHOLDER.finditer(text)))


def _check_placeholders(draft: Draft, text: Text, names: list[str], where: str) -> None:
    for name in _placeholders(text.text):
        if name not in names:
            line = text.line + text.text[: text.text.index(name)].count("\n")
            draft.mistake(line, f"the {where} shows `{name}`, which is not assigned",
                          f"assign it in `### {'Draw' if where == 'prompt' else 'Solve'}`")  # fmt: skip
    rest = PLACEHOLDER.sub("", text.text)
    if "{{" in rest:
        line = text.line + text.text[: text.text.index("{{")].count("\n")
        draft.mistake(line, f"the {where} has `{{{{` that is no placeholder",
                      "write `{{name}}` or `{{name:.2f}}`; in TeX put a blank between braces")  # fmt: skip


def _assigned(draft: Draft, code: Text, part: str) -> list[str]:
    """Return the names that the code assigns at its top level; what is not allowed is reported."""
    if len(code.text) > _LONGEST_CODE:
        draft.mistake(code.line, f"`### {part.capitalize()}` is longer than {_LONGEST_CODE} "
                      "characters", "keep it to a few lines")  # fmt: skip
        return []
    try:
        tree = ast.parse(code.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = code.line + (getattr(error, "lineno", None) or 1) - 1
        draft.mistake(line, f"this is no Python ({getattr(error, 'msg', error)})", "correct it")
        return []
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom, ast.ClassDef)):
            draft.mistake(code.line + node.lineno - 1, "imports and classes are not allowed here",
                          "use arithmetic, functions and `math`, which is there")  # fmt: skip
    names: list[str] = []
    for statement in tree.body:
        for node in ast.walk(statement):
            inside = isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef))
            if not inside and isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.append(node.id)
    return [name for name in dict.fromkeys(names) if not name.startswith("_")]


def _wrong_answers(draft: Draft) -> list[dict[str, str]]:
    section = draft.sections.get("wrong answers")
    if section is None:
        draft.warning(draft.line_of("id"), "the section `### Wrong answers` is missing",
                      "list the values that typical mistakes lead to, with feedback")  # fmt: skip
        return []
    found = []
    items, strays = read_items(section)
    for line in strays:
        draft.mistake(line, "text in `### Wrong answers` is no item", "make it a list")
    for item in items:
        match = _WRONG.fullmatch(f"{item.head}\n{item.rest}".strip())
        if match is None:
            draft.mistake(item.line, "a wrong answer has no expression with feedback",
                          "write - `expression` what went wrong")  # fmt: skip
            continue
        try:
            ast.parse(match[1], mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            draft.mistake(item.line, f"`{match[1]}` is no Python expression", "correct it")
            continue
        found.append({"code": match[1], "feedback": " ".join(match[2].split())})
    return found


def _tolerance(draft: Draft) -> dict[str, Any]:
    decimals, tolerance = draft.fields.get("decimals"), draft.fields.get("tolerance")
    found: dict[str, Any] = {"decimals": None, "relative": 0.0, "absolute": 0.0}
    if decimals is not None:
        if isinstance(decimals, str) and decimals.isdecimal() and int(decimals) <= 12:
            found["decimals"] = int(decimals)
        else:
            draft.mistake(draft.line_of("decimals"), f"`decimals` cannot be {decimals!r}",
                          "write a whole number from 0 to 12")  # fmt: skip
    if tolerance is not None:
        match = re.fullmatch(r"(\d+(?:\.\d+)?(?:[eE]-?\d+)?)\s*(%?)", str(tolerance))
        if match is None:
            draft.mistake(draft.line_of("tolerance"), f"`tolerance` cannot be {tolerance!r}",
                          "write `1%` or a number")  # fmt: skip
        elif match[2]:
            found["relative"] = float(match[1]) / 100
        else:
            found["absolute"] = float(match[1])
    return found
