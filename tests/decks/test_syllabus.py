"""The decks together cover the whole syllabus: topics, kinds, levels, and ways from one question to the next."""

from functools import cache
from graphlib import TopologicalSorter

import pytest
from shipped import QUESTIONS

AREAS = {  # number of topics, and suggested share of the questions in percent
    "LRN": (9, 6),
    "MST": (18, 11),
    "DAT": (12, 8),
    "CLS": (12, 9),
    "EVA": (12, 9),
    "NNT": (16, 12),
    "CVN": (9, 6),
    "SEQ": (12, 8),
    "GEN": (15, 9),
    "UNS": (14, 8),
    "OPS": (16, 8),
    "COD": (12, 10),
    "INT": (5, 2),
}
TOPICS = [f"{area}{n:02}" for area, (count, _) in AREAS.items() for n in range(1, count + 1)]
ALL = list(QUESTIONS.values())

each_topic = pytest.mark.parametrize("topic", TOPICS)
each_area = pytest.mark.parametrize("area", AREAS)


def of_topic(topic: str) -> list:
    return [question for question in ALL if topic in question.topics]


# -- topics, kinds and levels ----------------------------------------------------------------------


def test_questions_are_about_the_topics_of_the_syllabus() -> None:
    assert len(TOPICS) == 162
    assert {topic for question in ALL for topic in question.topics} == set(TOPICS)


@each_topic
def test_topic_has_three_questions_of_two_kinds(topic) -> None:
    assert len(of_topic(topic)) >= 3
    assert len({question.kind for question in of_topic(topic)}) >= 2


@each_topic
def test_some_question_is_mainly_about_the_topic(topic) -> None:
    assert topic in {question.topics[0] for question in ALL}


@pytest.mark.parametrize(
    ("kind", "least"), {"numeric": 120, "code": 70, "choice": 150, "scenario": 25}.items()
)
def test_there_are_enough_questions_of_a_kind(kind, least) -> None:
    assert sum(question.kind == kind for question in ALL) >= least


def test_there_are_enough_questions() -> None:
    assert len(ALL) >= 600


@each_area
def test_area_has_about_its_share(area) -> None:
    share = 100 * sum(question.topics[0].startswith(area) for question in ALL) / len(ALL)
    assert 0.5 <= share / AREAS[area][1] <= 1.5


@pytest.mark.parametrize(
    ("level", "share"), {"entry": 1 / 3, "mid": 1 / 2, "senior": 1 / 6}.items()
)
def test_level_has_about_its_share(level, share) -> None:
    found = sum(question.level == level for question in ALL) / len(ALL)
    assert abs(found - share) < 0.03


# -- links -----------------------------------------------------------------------------------------

LINKS = ("requires", "follow_ups", "confusable")


@cache
def steps(question_id: str, topic: str) -> int:
    """Return how many questions of a topic follow one another from this one on, itself included."""
    following = [name for name in QUESTIONS[question_id].follow_ups if name != question_id]
    inside = [name for name in following if topic in QUESTIONS[name].topics]
    return 1 + max((steps(name, topic) for name in inside), default=0)


@cache
def all_required(question_id: str) -> frozenset[str]:
    direct = QUESTIONS[question_id].requires
    return frozenset(direct).union(*(all_required(name) for name in direct))


@pytest.mark.parametrize("kind", LINKS)
def test_links_lead_to_questions(kind) -> None:
    links = [(question.id, name) for question in ALL for name in getattr(question, kind)]
    assert [link for link in links if link[1] not in QUESTIONS] == []


@pytest.mark.parametrize("kind", LINKS)
def test_no_link_is_doubled_or_leads_back_to_its_own_question(kind) -> None:
    links = {question.id: (question.id, *getattr(question, kind)) for question in ALL}
    assert [name for name, linked in links.items() if len(set(linked)) < len(linked)] == []


@pytest.mark.parametrize("kind", ["requires", "follow_ups"])
def test_links_have_no_cycles(kind) -> None:
    # raises an error that names the cycle
    order = TopologicalSorter({q.id: getattr(q, kind) for q in ALL}).static_order()
    assert len(list(order)) == len(ALL)


def test_no_follow_up_is_a_prerequisite() -> None:
    back = [(q.id, name) for q in ALL for name in q.follow_ups if name in all_required(q.id)]
    assert back == []


@each_topic
def test_topic_has_a_ladder_of_three_questions(topic) -> None:
    assert max(steps(question.id, topic) for question in of_topic(topic)) >= 3


# -- pairs that are easily confused ----------------------------------------------------------------


def test_confusable_questions_name_each_other() -> None:
    one_way = [
        (question.id, name)
        for question in ALL
        for name in question.confusable
        if question.id not in QUESTIONS[name].confusable
    ]
    assert one_way == []


PAIRS = {  # both sides, and a question that tells them apart
    "precision, recall": (
        "ml-fundamentals/precision-formula",
        "ml-fundamentals/recall-formula",
        "ml-fundamentals/precision-or-recall-first",
    ),
    "L1, L2": (
        "ml-fundamentals/l1-exact-zeros",
        "ml-fundamentals/l2-shrinks-without-zeros",
        "ml-fundamentals/lasso-or-ridge-which-property",
    ),
    "batch norm, layer norm": (
        "neural-nets/batch-norm-statistics",
        "neural-nets/layer-norm-statistics",
        "neural-nets/batch-or-layer-norm-symptom",
    ),
    "bagging, boosting": (
        "ml-fundamentals/bagging-deep-trees-parallel",
        "ml-fundamentals/boosting-shallow-trees-sequential",
        "ml-fundamentals/more-trees-forest-or-boosting",
    ),
    "SARSA, Q-learning": (
        "ml-fundamentals/sarsa-target",
        "ml-fundamentals/q-learning-target",
        "ml-fundamentals/cliff-q-learning-and-sarsa",
    ),
}


@pytest.mark.parametrize("pair", PAIRS)
def test_both_sides_of_a_pair_are_asked_and_told_apart(pair) -> None:
    one, other, apart = (QUESTIONS[name] for name in PAIRS[pair])
    assert other.id in one.confusable
    assert one.id in other.confusable
    assert apart.id not in (one.id, other.id)


def test_both_directions_of_the_kl_divergence_are_asked_for() -> None:
    prompt = QUESTIONS["ml-fundamentals/kl-direction-two-modes"].prompt
    assert r"$D(p \parallel q)$" in prompt
    assert r"$D(q \parallel p)$" in prompt
