"""Read a numeric question: generator, solver, wrong answers, tolerance; nothing is run."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from mlinterview.grading.fences import one_fence, parse_python, parsed
from mlinterview.grading.listitems import read_items
from mlinterview.model.kinds import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlinterview.model.kinds import Draft, Text

PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z]\w*)\s*(?::(,?(?:\.\d{1,2})?[defg%]?))?\s*\}\}")
_WRONG = re.compile(r"`([^`]+)`\s*[:–-]?\s*(.+)", re.DOTALL)
_LONGEST_CODE = 4000


def read_numeric(draft: Draft) -> Reading:
    """Return the details of a numeric question, reporting mistakes to the draft."""
    draw, solve = one_fence(draft, "draw"), one_fence(draft, "solve")
    drawn, solved = _assigned(draft, draw, "draw"), _assigned(draft, solve, "solve")
    if solved is not None and "answer" not in solved:
        draft.mistake(solve.line, "`### Solve` does not assign `answer`", "add `answer = …`")
    names = list(dict.fromkeys([*(drawn or ()), *(solved or ())]))
    shown = [name for name in _placeholders(draft.prompt.text) if name in (drawn or ())]
    if drawn is not None and solved is not None:
        # else these names are not known, and one mistake need not be told many times
        _check_placeholders(draft, draft.prompt, drawn, "prompt")
        for name in ("answer", "why", "common mistake"):
            _check_placeholders(draft, draft.sections.get(name), names, name)
        if not shown:
            draft.mistake(draft.prompt.line, "the prompt shows none of the drawn numbers",
                          "write them as `{{name}}`")  # fmt: skip
    details = {
        "draw": draw.text,
        "solve": solve.text,
        "names": names,
        "shown": shown,
        "wrong": _wrong_answers(draft),
        "unit": _unit(draft),
        "trivial": _trivial(draft),
        "lines": {"draw": draw.line, "solve": solve.line},
        **_tolerance(draft),
    }
    return Reading(details)


def _placeholders(text: str) -> list[str]:
    return list(dict.fromkeys(match[1] for match in PLACEHOLDER.finditer(text)))


def _check_placeholders(draft: Draft, text: Text | None, names: list[str], where: str) -> None:
    if text is None:
        return

    def line(position: int) -> int:
        return text.line + text.text[:position].count("\n")

    unknown: set[str] = set()
    for match in PLACEHOLDER.finditer(text.text):
        name = match[1]
        if name not in names and name not in unknown:
            unknown.add(name)
            draft.mistake(line(match.start()),
                          f"the {where} shows `{name}`, which is not assigned",
                          f"assign it in `### {'Draw' if where == 'prompt' else 'Solve'}`")  # fmt: skip
    # blotted out, so that lines stay where they are
    rest = PLACEHOLDER.sub(lambda match: "x" * len(match[0]), text.text)
    if "{{" in rest:
        draft.mistake(line(rest.index("{{")), f"the {where} has `{{{{` that is no placeholder",
                      "write `{{name}}` or `{{name:.2f}}`; in TeX put a blank between braces")  # fmt: skip


def _assigned(draft: Draft, code: Text, part: str) -> list[str] | None:
    """Return the names that the code assigns at its top level; what is not allowed is reported.

    ``None`` if there is nothing that could be read.
    """
    if not code.text:
        return None
    if len(code.text) > _LONGEST_CODE:
        draft.mistake(code.line, f"`### {part.capitalize()}` is longer than {_LONGEST_CODE} "
                      "characters", "keep it to a few lines")  # fmt: skip
        return None
    tree = parse_python(draft, code)
    if tree is None:
        return None
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom, ast.ClassDef)):
            draft.mistake(code.line + node.lineno - 1, "imports and classes are not allowed here",
                          "use arithmetic, functions and `math`, which is there")  # fmt: skip
    return [name for name in dict.fromkeys(_stored(tree)) if not name.startswith("_")]


_OWN_NAMES = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda,
    ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
)  # fmt: skip


def _stored(tree: ast.AST) -> Iterator[str]:
    """Yield the names that are assigned, not those inside functions and comprehensions."""
    nodes = [tree]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        if not isinstance(node, _OWN_NAMES):
            nodes.extend(reversed(list(ast.iter_child_nodes(node))))


def _wrong_answers(draft: Draft) -> list[dict[str, Any]]:
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
            parsed(match[1], "eval")
        except SyntaxError:
            draft.mistake(item.line, f"`{match[1]}` is no Python expression", "correct it")
            continue
        feedback = " ".join(match[2].split())
        found.append({"code": match[1], "feedback": feedback, "line": item.line})
    return found


def _unit(draft: Draft) -> str:
    unit = draft.fields.get("unit", "")
    if isinstance(unit, str) and len(unit) <= 40:
        return unit
    draft.mistake(draft.line_of("unit"), f"`unit` cannot be {unit!r}", "write it short: `unit: ms`")
    return ""


def _trivial(draft: Draft) -> bool:
    value = draft.fields.get("trivial")
    if value not in (None, "allowed"):
        draft.mistake(draft.line_of("trivial"), f"`trivial` cannot be {value!r}",
                      "write `allowed`, or leave it out")  # fmt: skip
    return value == "allowed"


def _tolerance(draft: Draft) -> dict[str, Any]:
    decimals, tolerance = draft.fields.get("decimals"), draft.fields.get("tolerance")
    found: dict[str, Any] = {"decimals": None, "relative": 0.0, "absolute": 0.0}
    if decimals is not None:
        if isinstance(decimals, str) and re.fullmatch(r"\d|1[012]", decimals):
            found["decimals"] = int(decimals)
        else:
            draft.mistake(draft.line_of("decimals"), f"`decimals` cannot be {decimals!r}",
                          "write a whole number from 0 to 12")  # fmt: skip
    if tolerance is not None and decimals is not None:
        draft.mistake(draft.line_of("tolerance"), "there are both `decimals` and `tolerance`",
                      "keep one of them")  # fmt: skip
    elif tolerance is not None:
        match = re.fullmatch(r"(\d{1,15}(?:\.\d{1,15})?(?:[eE]-?\d{1,2})?)\s*(%?)", str(tolerance))
        if match is None:
            draft.mistake(draft.line_of("tolerance"), f"`tolerance` cannot be {tolerance!r}",
                          "write `1%` or a number")  # fmt: skip
        elif match[2]:
            found["relative"] = float(match[1]) / 100
        else:
            found["absolute"] = float(match[1])
    return found
