"""Check how the questions of a deck refer to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.model.questions import Mistake, Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def check_links(questions: Mapping[str, Question]) -> Iterator[Mistake]:
    """Yield a mistake for each link into the same deck that leads nowhere, and for each cycle."""
    for question in questions.values():
        for name, targets in (
            ("requires", question.requires),
            ("follow-ups", question.follow_ups),
            ("confusable", question.confusable),
        ):
            for target in targets:
                same_deck = target.partition("/")[0] == question.deck
                if target == question.id:
                    yield Mistake(question.path, question.line,
                        f"`{name}` of `{question.id}` names the question itself",
                        "name another one")  # fmt: skip
                elif same_deck and target not in questions:
                    yield Mistake(question.path, question.line,
                        f"`{name}` of `{question.id}` names `{target}`, which is not in the deck",
                        "correct the id, or delete it")  # fmt: skip
    for cycle in find_cycles({q.id: q.requires for q in questions.values()}):
        first = questions[cycle[0]]
        yield Mistake(first.path, first.line,
            f"`requires` goes round in a circle: {' → '.join([*cycle, cycle[0]])}",
            "take one of the links out")  # fmt: skip


def find_cycles(requires: Mapping[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Yield circles of prerequisites, at least one for each group that hangs together."""
    done: set[str] = set()
    told: set[str] = set()
    for start in requires:
        if start in done:
            continue
        path, places = [start], {start: 0}
        stack = [iter(requires[start])]
        while stack:
            following = next(stack[-1], None)
            if following is None:
                stack.pop()
                node = path.pop()
                del places[node]
                done.add(node)
            elif following in places:
                # circles within circles are countless: one through each question will do
                if following != path[-1] and path[-1] not in told and following not in told:
                    cycle = path[places[following] :]
                    told.update(cycle)
                    yield cycle
            elif following not in done and following in requires:
                places[following] = len(path)
                path.append(following)
                stack.append(iter(requires[following]))
