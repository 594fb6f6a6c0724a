"""Scenario: outline an answer against a timer, then judge it point by point."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, ClassVar

from mlinterview.errors import UsageError
from mlinterview.grading.listitems import read_items
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

    from mlinterview.model.questions import Question

_MUST = re.compile(r"\*\*Must:?\*\*:?\s*", re.IGNORECASE)
SCORES = ("none", "less than half", "more than half", "full")
"""What a point can be judged as, 0 to 3."""


class Scenario(QuestionKind):
    """An open question with a rubric; the learner judges, the program adds up."""

    name = "scenario"
    description = "Outline an answer, then judge it point by point."
    fields = frozenset({"minutes"})
    sections: ClassVar[Mapping[str, bool]] = {
        "rubric": True,
        "red flags": True,
        "strong answer": True,
        "weak answer": True,
    }
    answer = False

    def read(self, draft: Draft) -> Reading:
        """Read the rubric, the red flags and the two sample answers."""
        points = self._list(draft, "rubric", 4, 7)
        flags = self._list(draft, "red flags", 1, 10)
        minutes = draft.fields.get("minutes", "20")
        if not (isinstance(minutes, str) and re.fullmatch(r"[1-9]|[1-8][0-9]|90", minutes)):
            draft.mistake(draft.line_of("minutes"), f"`minutes` cannot be {minutes!r}",
                          "write a whole number from 1 to 90")  # fmt: skip
            minutes = "20"
        rubric = [
            {"text": point[len(must[0]) if must else 0 :], "must": must is not None}
            for point in points
            for must in [_MUST.match(point)]
        ]
        if rubric and not any(point["must"] for point in rubric):
            draft.mistake(draft.sections["rubric"].line, "the rubric has no must-have",
                          "begin the points that nobody may miss with `**Must:**`")  # fmt: skip
        return Reading({
            "rubric": rubric,
            "flags": flags,
            "minutes": int(minutes),
            **{name.split()[0]: draft.sections[name].text
               for name in ("strong answer", "weak answer") if name in draft.sections},
        })  # fmt: skip

    def _list(self, draft: Draft, name: str, least: int, most: int) -> list[str]:
        section = draft.sections.get(name)
        if section is None:
            return []
        items, strays = read_items(section)
        for line in strays:
            draft.mistake(line, f"text in `### {name.capitalize()}` is no item", "make it a list")
        if not least <= len(items) <= most:
            draft.mistake(section.line, f"`### {name.capitalize()}` has {len(items)} items",
                          f"write {least} to {most}")  # fmt: skip
        return [" ".join(f"{item.head} {item.rest}".split()) for item in items]

    def present(self, question: Question, ordinal: int, seed: int) -> Presentation:
        """Return the question; the answer is the rubric with both samples."""
        details = question.details
        points = [f"- {'**Must:** ' if p['must'] else ''}{p['text']}" for p in details["rubric"]]
        flags = [f"- {flag}" for flag in details["flags"]]
        answer = "\n".join([
            "**A good answer has**", "", *points, "", "**Red flags**", "", *flags, "",
            "**Strong**", "", details["strong"], "", "**Weak**", "", details["weak"],
        ])  # fmt: skip
        return Presentation(
            prompt=question.prompt,
            answer=answer,
            form=ResponseForm.RUBRIC,
            extra={
                "rubric": details["rubric"],
                "flags": details["flags"],
                "minutes": details["minutes"],
            },
        )

    def grade(self, question: Question, shown: Presentation, response: str) -> Verdict | None:
        """Add up what the learner judged: ``{"points": [0–3, …], "flags": [numbers from 1]}``.

        Correct: three quarters of the points, every must-have at least half, no red flag.
        Partly correct: half of the points. A response that is no such judgement is an outline, and
        only the learner can judge it.
        """
        judged = _judgement(response, len(shown.extra["rubric"]), len(shown.extra["flags"]))
        if judged is None:
            return None
        points, flags = judged
        share = sum(points) / (3 * len(points))
        musts = all(
            score >= 2
            for score, point in zip(points, shown.extra["rubric"], strict=True)
            if point["must"]
        )
        if share >= 0.75 and musts and not flags:
            outcome = Outcome.CORRECT
        else:
            outcome = Outcome.PARTIAL if share >= 0.5 else Outcome.WRONG
        feedback = [f"{share:.0%} of the points."]
        if not musts:
            feedback.append("A must-have is missing.")
        if flags:
            feedback.append(f"{len(flags)} red flag{'s' if len(flags) > 1 else ''}.")
        return Verdict(outcome, (" ".join(feedback),), {"points": points, "flags": flags})


def _judgement(response: str, count: int, flag_count: int) -> tuple[list[int], list[int]] | None:
    try:
        values: Any = json.loads(response)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict) or "points" not in values:
        return None
    points, flags = values["points"], values.get("flags", [])
    sound = (
        isinstance(points, list)
        and len(points) == count
        and all(type(score) is int and 0 <= score <= 3 for score in points)
        and isinstance(flags, list)
        and all(type(number) is int and 1 <= number <= flag_count for number in flags)
        and len(set(flags)) == len(flags)
    )
    if not sound:
        raise UsageError(
            f"the judgement does not fit the rubric: give {count} points from 0 to 3, such as "
            f'{{"points": {[3] * count}, "flags": []}}'
        )
    return points, flags
