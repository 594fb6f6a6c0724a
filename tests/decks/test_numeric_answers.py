"""Every numeric question of the shipped decks, solved a second time and independently.

``MLINTERVIEW_SEEDS=10000`` draws that many variants of each question instead of 40.
"""

import ast
import importlib
import math
import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mlinterview.deckfiles.folder import read_deck
from mlinterview.grading.numbers import Tolerance
from mlinterview.grading.variants import Variant, draw
from mlinterview.model.decks import DeckSource
from mlinterview.model.questions import Question
from mlinterview.plugins import Plugins

DECKS = Path(__file__).parents[2] / "decks"
NAMES = ("ml-fundamentals", "mlops", "neural-nets")
SEEDS = int(os.environ.get("MLINTERVIEW_SEEDS", "40"))


@cache
def numeric_questions(deck: str) -> dict[str, Question]:
    """Return a shipped deck's numeric questions by their ids."""
    reading = read_deck(DeckSource(DECKS / deck), Plugins(discover=False).kinds)
    return {question.id: question for question in reading.questions if question.kind == "numeric"}


@cache
def solvers() -> dict[str, Callable[[Mapping[str, Any]], float]]:
    """Return all solvers that stand beside this file, by the question's id."""
    found: dict[str, Callable[[Mapping[str, Any]], float]] = {}
    for file in sorted(Path(__file__).parent.glob("solvers_*.py")):
        module = importlib.import_module(file.stem)
        assert not found.keys() & module.SOLVERS.keys(), f"solved twice, also in {file.name}"
        found.update(module.SOLVERS)
    return found


def everything() -> list[Any]:
    return [
        pytest.param(question, id=question.id)
        for deck in NAMES
        for question in numeric_questions(deck).values()
    ]


def drawn_names(code: str) -> set[str]:
    """Return what a question's Draw assigns; a solver sees nothing else."""
    return {
        node.id
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def drawn_by(question: Question, variant: Variant) -> dict[str, Any]:
    names = drawn_names(question.details["draw"])
    return {name: value for name, value in variant.values.items() if name in names}


def test_every_question_has_a_solver_and_every_solver_a_question() -> None:
    asked = {question_id for deck in NAMES for question_id in numeric_questions(deck)}
    assert not asked - set(solvers()), "numeric questions without a solver in tests/decks"
    assert not set(solvers()) - asked, "solvers for numeric questions that no deck has"


@pytest.mark.parametrize("question", everything())
def test_answers(question: Question) -> None:
    solver = solvers().get(question.id)
    assert solver is not None, f"no solver for {question.id} in tests/decks"
    tolerance = Tolerance.of(question.details)
    step = 10.0 ** -(tolerance.decimals if tolerance.decimals is not None else 9)
    distinct: set[int] = set()
    reached: set[int] = set()
    for seed in range(SEEDS):
        variant = draw(question.details, seed)
        answer = variant.answer
        solved = solver(drawn_by(question, variant))
        seen = f"seed {seed}: {dict(variant.values)}"
        assert math.isclose(answer, solved, rel_tol=1e-9), f"solved to {solved}, {seen}"
        assert isinstance(answer, float) or round(solved) == answer, f"solved to {solved}, {seen}"
        distinct.add(round(answer / step))
        for number, wrong in enumerate(variant.wrong):
            if wrong is not None:
                reached.add(number)
                assert not tolerance.accepts(wrong, answer), f"wrong answer {number + 1}, {seen}"
    assert len(distinct) >= 5, "hardly any two draws have different answers"
    never = [wrong["code"] for n, wrong in enumerate(question.details["wrong"]) if n not in reached]
    assert not never, f"wrong answers that no draw leads to: {never}"
