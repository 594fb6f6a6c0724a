"""Cloze: a statement with holes; each hole is a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.grading.holes import CLOSE, OPEN, Hole, HoleError, fill, find_holes
from mlinterview.model.kinds import (
    Draft,
    Outcome,
    Presentation,
    QuestionKind,
    Reading,
    Verdict,
)

if TYPE_CHECKING:
    from mlinterview.model.questions import Question


class Cloze(QuestionKind):
    """A statement with one or more holes, asked one hole at a time."""

    name = "cloze"
    description = "Fill the hole in a statement or formula."
    answer = False

    def read(self, draft: Draft) -> Reading:
        """Check the holes; each number is a card."""
        prompt = draft.prompt
        try:
            holes = find_holes(prompt.text)
        except HoleError as error:
            line = prompt.line + prompt.text.count("\n", 0, error.position)
            draft.mistake(line, str(error), error.mend)
            return Reading()
        if not holes:
            draft.mistake(prompt.line, "the prompt has no hole", "mark one: `{{text}}`")
            return Reading()
        return Reading(cards=sorted({hole.ordinal for hole in holes}))

    def present(self, question: Question, ordinal: int, seed: int) -> Presentation:
        """Hide the holes of this card; the answer is the whole statement with them marked."""
        holes = find_holes(question.prompt)

        def hidden(hole: Hole) -> str:
            if hole.ordinal == ordinal:
                return f"{OPEN}{hole.hint or '…'}{CLOSE}"
            return hole.text

        def shown(hole: Hole) -> str:
            return f"{OPEN}{hole.text}{CLOSE}" if hole.ordinal == ordinal else hole.text

        missing = tuple(hole.text for hole in holes if hole.ordinal == ordinal)
        return Presentation(
            fill(question.prompt, holes, hidden),
            fill(question.prompt, holes, shown),
            extra={"missing": missing},
        )

    def grade(self, question: Question, shown: Presentation, response: str) -> Verdict | None:
        """Recognise the hidden text; never call an answer wrong."""
        # imported here, as its patterns cost start-up time and most starts grade nothing
        from mlinterview.grading.normalise import same_answer

        missing = shown.extra["missing"]
        if same_answer(response, ", ".join(missing)) or (
            len(set(missing)) == 1 and same_answer(response, missing[0])
        ):
            return Verdict(Outcome.CORRECT)
        return None
