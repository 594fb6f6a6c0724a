"""Recall: the learner thinks or types, reveals, compares."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


class Recall(QuestionKind):
    """A question answered in the head, aloud, or by a short typed answer."""

    name = "recall"
    description = "Think or type, reveal, compare."
    fields = frozenset({"accept"})

    def read(self, draft: Draft) -> Reading:
        """Read ``accept``: short answers that the program may recognise."""
        from mlinterview.grading.normalise import normalise

        accept = draft.fields.get("accept", [])
        if not isinstance(accept, list) or not all(isinstance(a, str) for a in accept):
            draft.mistake(draft.line_of("accept"), "`accept` is no list of short answers",
                          "write `accept: [false positives, FP]`")  # fmt: skip
            return Reading()
        for answer in accept:
            if not normalise(answer):
                draft.mistake(draft.line_of("accept"), f"`accept` holds {answer!r}, which says "
                              "nothing", "delete it")  # fmt: skip
        return Reading({"accept": accept} if accept else {})

    def present(self, question: Question, ordinal: int, seed: int) -> Presentation:
        """Return the question as it stands; nothing in it is drawn."""
        return Presentation(question.prompt, question.answer)

    def grade(self, question: Question, shown: Presentation, response: str) -> Verdict | None:
        """Recognise a right short answer; never call an answer wrong."""
        # imported here, as its patterns cost start-up time and most starts grade nothing
        from mlinterview.grading.normalise import same_answer

        accepted = [question.answer, *question.details.get("accept", ())]
        if any(same_answer(response, answer) for answer in accepted):
            return Verdict(Outcome.CORRECT)
        return None
