"""A close look at a deck for its author: what reading alone does not show."""

from __future__ import annotations

import math
import os
import re
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from mlinterview.model.questions import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mlinterview.model.decks import DeckReading
    from mlinterview.model.kinds import QuestionKind
    from mlinterview.model.questions import Question

LONGEST_PROMPT = 60
"""Words in the prompt of a recall or cloze question; code and formulas do not count."""
SIMILAR = 0.8
"""Share of common word triples from which two prompts count as the same."""
_ENOUGH = 10
_CODE_OR_MATHS = re.compile(r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$", re.DOTALL)


def audit(
    reading: DeckReading, kinds: Mapping[str, QuestionKind], run_code: bool = False
) -> list[Mistake]:
    """Return what a close look finds in a deck.

    With ``run_code`` the programs of code questions are run; only for decks that are trusted.
    """
    found: list[Mistake] = []
    for question in reading.questions:
        if not kinds[question.kind].runs_code:
            found += kinds[question.kind].examine(question)
        found += _long_prompt(question)
    if run_code:
        programs = [q for q in reading.questions if kinds[q.kind].runs_code]
        # each runs in processes of its own: as many at once as there are processors
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for mistakes in pool.map(lambda q: list(kinds[q.kind].examine(q)), programs):
                found += mistakes
    found += _near_duplicates(reading.questions)
    found += _guessable_choices(reading.questions)
    return found


def _long_prompt(question: Question) -> Iterator[Mistake]:
    if question.kind not in ("recall", "cloze"):
        return
    words = len(_CODE_OR_MATHS.sub(" x ", question.prompt).split())
    if words > LONGEST_PROMPT:
        yield Mistake(question.path, question.line,
            f"the prompt of `{question.id}` has {words} words",
            f"keep it to {LONGEST_PROMPT}: one idea a question", warning=True)  # fmt: skip


def _near_duplicates(questions: tuple[Question, ...]) -> Iterator[Mistake]:
    triples = {q.id: _triples(f"{q.title} {q.prompt}") for q in questions}
    holders: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        common: Counter[str] = Counter()
        for triple in triples[question.id]:
            common.update(other.id for other in holders[triple])
            holders[triple].append(question)
        for other, shared in common.items():
            union = len(triples[question.id] | triples[other])
            if shared / union >= SIMILAR:
                yield Mistake(question.path, question.line,
                    f"the prompt of `{question.id}` is nearly that of `{other}`",
                    "ask from another angle, or delete one", warning=True)  # fmt: skip


def _triples(text: str) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[i : i + 3]) for i in range(max(len(words) - 2, 1))}


def _guessable_choices(questions: tuple[Question, ...]) -> Iterator[Mistake]:
    single = [q for q in questions if q.kind == "choice" and not q.details["several"]]
    if len(single) < _ENOUGH:
        return
    chance = [1 / len(q.details["options"]) for q in single]
    expected = sum(chance)
    spread = 2 * math.sqrt(sum(p * (1 - p) for p in chance))
    longest = sum(_key_is_longest(q) for q in single)
    place = single[0]
    if longest > expected + spread:
        yield Mistake(place.path, place.line,
            f"in {longest} of {len(single)} choice questions the right option is the longest "
            f"(by chance {expected:.0f})", "shorten right options or lengthen wrong ones")  # fmt: skip
    positions = Counter(_key_position(q) for q in single)
    position, count = positions.most_common(1)[0]
    likely = sum(
        1 / len(q.details["options"]) for q in single if len(q.details["options"]) > position
    )
    if count > likely + 2 * spread:
        yield Mistake(place.path, place.line,
            f"in {count} of {len(single)} choice questions option {position + 1} of the page is right",
            "vary the place; sessions shuffle, but readers of the page notice", warning=True)  # fmt: skip


def _key_is_longest(question: Question) -> bool:
    lengths = [len(option["text"]) for option in question.details["options"]]
    key = lengths[_key_position(question)]
    return key == max(lengths) and lengths.count(key) == 1


def _key_position(question: Question) -> int:
    return next(i for i, option in enumerate(question.details["options"]) if option["right"])
