"""Interviews without a person: pools of questions, and learners who answer by a rule."""

from collections.abc import Callable, Iterator

from mlinterview.interviews.brief import Ask, Brief, Given
from mlinterview.interviews.course import Course
from mlinterview.interviews.interview import Interview
from mlinterview.interviews.pool import LEVELS, Item, Pool
from mlinterview.model.questions import Level
from mlinterview.model.reviews import Rating

KINDS = ("recall", "recall", "choice", "cloze", "numeric", "code", "scenario")
AREAS = ("LRN", "MST", "EVA", "OPS", "COD", "INT")


def brief(minutes: float = 45, level: Level = Level.MID, role: str = "ml-engineer", seed: int = 1):
    """Return what was agreed for an interview."""
    return Brief("0" * 32, role, level, minutes, seed, 0, 20_000)


def item(name: str, kind: str = "recall", level: Level = Level.MID, topic: str = "EVA01", **more):
    """Return a question."""
    if kind == "scenario":
        more.setdefault("minutes", 15)
    return Item(f"d/{name}", f"d/{name}", kind, level, topics=(topic,), **more)


def rich_pool() -> Pool:
    """Return a pool with every kind at every level in two topics of several areas."""
    return Pool(
        item(f"{area}{topic}-{kind}{place}-{level.value}", kind, level, f"{area}0{topic}")
        for area in AREAS
        for topic in (1, 2)
        for place, kind in enumerate(KINDS)
        for level in LEVELS
    )


Answering = Callable[[Ask], tuple[float, float]]
"""Points and seconds that an answer gets and takes."""


def held(course: Course, answering: Answering, most: int = 500) -> Iterator[tuple[Ask, Given]]:
    """Yield the questions of an interview with their answers."""
    given: list[Given] = []
    while (ask := course.next(given)) is not None:
        points, seconds = answering(ask)
        given.append(Given(ask.item.id, ask.stage.key, points, seconds, ask.step))
        yield ask, given[-1]
        assert len(given) < most, "it does not end"


def asks(course: Course, answering: Answering = lambda ask: (1.0, ask.seconds)) -> list[Ask]:
    """Return the questions of an interview, answered rightly in the time planned by default."""
    return [ask for ask, _ in held(course, answering)]


def answer_all(interview: Interview, rating: Rating = Rating.GOOD, most: int = 200) -> list[str]:
    """Answer until the interview is over; returns the questions."""
    asked = []
    while interview.question is not None and len(asked) < most:
        asked.append(interview.question.id)
        interview.rate(rating)
    return asked
