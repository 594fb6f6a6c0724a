"""Find the questions that require each other, in time proportional to their number."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def circles(requires: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return for each question one name of all that require each other, however indirectly.

    These are the strongly connected components, by Kosaraju's algorithm.
    """
    finished: list[str] = []
    seen: set[str] = set()
    for start in requires:
        finished += _visit(start, requires, seen)
    required_by: dict[str, list[str]] = defaultdict(list)
    for question, needed in requires.items():
        for one in needed:
            required_by[one].append(question)
    seen.clear()
    return {
        member: start for start in reversed(finished) for member in _visit(start, required_by, seen)
    }


def _visit(start: str, links: Mapping[str, Iterable[str]], seen: set[str]) -> list[str]:
    """Return what can be reached and was not seen before, the farthest first."""
    if start in seen:
        return []
    seen.add(start)
    finished, stack = [], [(start, iter(links.get(start, ())))]
    while stack:
        node, rest = stack[-1]
        following = next((one for one in rest if one not in seen), None)
        if following is None:
            stack.pop()
            finished.append(node)
        else:
            seen.add(following)
            stack.append((following, iter(links.get(following, ()))))
    return finished
