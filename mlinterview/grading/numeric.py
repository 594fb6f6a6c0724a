"""Numeric: compute from fresh numbers; drawn, solved and checked by the program."""

from __future__ import annotations

import ast
import re
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar

from mlinterview.deckfiles.characters import FORBIDDEN
from mlinterview.grading.fences import one_fence, parse_python, parsed
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
from mlinterview.model.questions import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mlinterview.grading.variants import DrawError
    from mlinterview.model.kinds import Text
    from mlinterview.model.questions import Question

LONGEST_VALUE = 500
PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z]\w*)\s*(?::(,?(?:\.\d{1,2})?[defg%]?))?\s*\}\}")
_WRONG = re.compile(r"`([^`]+)`\s*[:–-]?\s*(.+)", re.DOTALL)
_LONGEST_CODE = 4000


class Numeric(QuestionKind):
    """A computation with seeded numbers."""

    name = "numeric"
    description = "Compute from fresh numbers."
    version = 2
    fields = frozenset({"decimals", "tolerance", "unit", "trivial"})
    sections: ClassVar[Mapping[str, bool]] = {"draw": True, "solve": True, "wrong answers": False}

    def read(self, draft: Draft) -> Reading:
        """Read generator, solver, wrong answers and tolerance; nothing is run."""
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

    def examine(self, question: Question) -> Iterator[Mistake]:
        """Draw 200 variants: do they work, do they differ, are few thrown away."""
        yield from _examine(question)

    def present(self, question: Question, ordinal: int, seed: int) -> Presentation:
        """Draw the variant of the seed and put its numbers into the texts."""
        from mlinterview.grading.variants import draw

        details = question.details
        variant = draw(details, seed)
        tolerance = Tolerance.of(details)
        whole = isinstance(variant.answer, int)
        unit = details["unit"]
        notes = [f"in {unit}" if unit else "", tolerance.words(whole)]
        prompt, answer, explanation, common_mistake = _filled(question, variant.values)
        return Presentation(
            prompt=prompt,
            answer=answer,
            explanation=explanation,
            common_mistake=common_mistake,
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


SEEDS_EXAMINED = 200
SECONDS_EXAMINED = 20.0
FEWEST_ANSWERS = 5


def _examine(question: Question) -> Iterator[Mistake]:
    from mlinterview.grading.variants import DrawError, Rejected, draw_once

    details, answers = question.details, set[float]()
    rejections: Counter[str] = Counter()

    def mistake(what: str, mend: str, line: int = question.line, warning: bool = False) -> Mistake:
        return Mistake(question.path, line, what, mend, warning)

    deadline = time.monotonic() + SECONDS_EXAMINED
    for seed in range(SEEDS_EXAMINED):
        try:
            variant = draw_once(details, seed, 0)
            _filled(question, variant.values)
            answers.add(variant.answer)
        except Rejected as rejected:
            rejections[str(rejected)] += 1
        except DrawError as error:
            part = f"`### {error.part.capitalize()}` fails: " if error.part else ""
            yield mistake(f"{part}{error}", "correct it", _line(question, error))
            return
        if time.monotonic() > deadline:
            yield mistake(f"{seed + 1} draws take more than {SECONDS_EXAMINED:g} s",
                          "let the code do less", details["lines"]["draw"])  # fmt: skip
            return
    if len(answers) < FEWEST_ANSWERS:
        yield mistake(f"{SEEDS_EXAMINED} draws give only {len(answers)} different answers",
                      "draw from wider ranges", details["lines"]["draw"])  # fmt: skip
    for reason, count in rejections.items():
        if reason.startswith("ZeroDivisionError"):
            yield mistake(f"{count} of {SEEDS_EXAMINED} draws divide by zero",
                          "draw so that this cannot happen, or guard it with `require(…)`",
                          details["lines"]["draw"])  # fmt: skip
        elif "rounding" in reason and count > SEEDS_EXAMINED / 20:
            yield mistake(f"in {count} of {SEEDS_EXAMINED} draws {reason}",
                          "round to another number of decimals", details["lines"]["solve"])  # fmt: skip
    if rejections.total() > SEEDS_EXAMINED / 2:
        reason, count = rejections.most_common(1)[0]
        yield mistake(f"{rejections.total()} of {SEEDS_EXAMINED} draws are thrown away, most of "
                      f"them because {reason}", "draw so that most fit",
                      details["lines"]["draw"], warning=True)  # fmt: skip


def _line(question: Question, error: DrawError) -> int:
    details = question.details
    if error.part == "wrong answers":
        line: int = details["wrong"][error.line - 1]["line"]
        return line
    return int(details["lines"].get(error.part, question.line)) + max(error.line - 1, 0)


def fill(text: str, values: Mapping[str, Any]) -> str:
    """Put values in place of ``{{name}}`` and ``{{name:.2f}}``."""

    def show(match: re.Match[str]) -> str:
        value = values[match[1]]
        try:
            shown = format(value, match[2] or (".10g" if isinstance(value, float) else ""))
        except (ValueError, TypeError, OverflowError) as error:
            raise _unshowable(match[0], f"cannot be shown ({error})") from None
        if text.count("$", 0, match.start()) % 2:
            shown = shown.replace(",", "{,}")  # in mathematics a comma alone is followed by a gap
        if len(shown) > LONGEST_VALUE:
            raise _unshowable(match[0], f"is longer than {LONGEST_VALUE} characters")
        if FORBIDDEN.search(shown):
            raise _unshowable(match[0], "holds a control character")
        return shown

    return PLACEHOLDER.sub(show, text)


def _unshowable(placeholder: str, what: str) -> DrawError:
    from mlinterview.grading.variants import DrawError

    return DrawError(f"the value of `{placeholder}` {what}", "")


def _filled(question: Question, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return prompt, answer, explanation and common mistake with the values in them."""
    texts = (question.prompt, question.answer, question.explanation, question.common_mistake)
    return tuple(fill(text, values) for text in texts)


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
