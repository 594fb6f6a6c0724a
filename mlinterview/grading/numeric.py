"""Numeric: compute from fresh numbers; drawn, solved and checked by the program."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar

from mlinterview.deckfiles.characters import FORBIDDEN
from mlinterview.grading.numbers import Tolerance, read_number
from mlinterview.grading.numeric_reading import PLACEHOLDER, read_numeric
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
    import re
    from collections.abc import Iterator, Mapping

    from mlinterview.grading.variants import DrawError
    from mlinterview.model.questions import Question

LONGEST_VALUE = 500


class Numeric(QuestionKind):
    """A computation with seeded numbers."""

    name = "numeric"
    description = "Compute from fresh numbers."
    version = 2
    fields = frozenset({"decimals", "tolerance", "unit", "trivial"})
    sections: ClassVar[Mapping[str, bool]] = {"draw": True, "solve": True, "wrong answers": False}

    def read(self, draft: Draft) -> Reading:
        """Read generator, solver, wrong answers and tolerance; nothing is run."""
        return read_numeric(draft)

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
