"""A plugin's question kind, and the question that goes with it."""

from typing import Any

from support.decks import recall

from mlinterview import hookimpl
from mlinterview.model.kinds import Outcome, Presentation, QuestionKind, Reading, Verdict

ECHO_QUESTION = recall("parrot").replace("kind: recall", "kind: echo\nword: hello")


class Echo(QuestionKind):
    """Asks to repeat a word."""

    name = "echo"
    description = "Repeat a word."
    fields = frozenset({"word"})

    def read(self, draft: Any) -> Reading:
        return Reading({"word": draft.fields["word"]})

    def present(self, question: Any, ordinal: int, seed: int) -> Presentation:
        return Presentation(f"Say {question.details['word']}", question.details["word"])

    def grade(self, question: Any, shown: Presentation, response: str) -> Verdict | None:
        return Verdict(Outcome.CORRECT if response == shown.answer else Outcome.WRONG)


class KindPlugin:
    """Offers one kind."""

    def __init__(self, kind: QuestionKind) -> None:
        self.kind = kind

    @hookimpl
    def register_question_kinds(self) -> list[QuestionKind]:
        return [self.kind]
