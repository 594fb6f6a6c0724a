"""The built-in question kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.grading.choice import Choice
from mlinterview.grading.cloze import Cloze
from mlinterview.grading.code import Code
from mlinterview.grading.numeric import Numeric
from mlinterview.grading.recall import Recall
from mlinterview.grading.scenario import Scenario
from mlinterview.hookspecs import hookimpl

if TYPE_CHECKING:
    from mlinterview.model.kinds import QuestionKind


@hookimpl
def register_question_kinds() -> list[QuestionKind]:
    """Recall, cloze, choice, numeric, code and scenario."""
    return [Recall(), Cloze(), Choice(), Numeric(), Code(), Scenario()]
