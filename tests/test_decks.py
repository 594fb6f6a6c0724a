"""The decks that ship with mlinterview are sound, complete and readable."""

from collections import Counter
from pathlib import Path

import pytest
from support.reading import KINDS
from support.seed_lines import TOPICS

from mlinterview.deckfiles.folder import read_deck
from mlinterview.deckfiles.places import decks_inside
from mlinterview.model.decks import DeckReading
from mlinterview.model.questions import Question
from mlinterview.scheduling.introduction import introduction_order

SHIPPED = decks_inside(Path(__file__).parent.parent / "decks")
READINGS = {source.id: read_deck(source, KINDS) for source in SHIPPED}
QUESTIONS = [question for reading in READINGS.values() for question in reading.questions]
IDS = [question.id for question in QUESTIONS]

each_deck = pytest.mark.parametrize("reading", READINGS.values(), ids=READINGS)


def without(*parts: str) -> list[str]:
    return [q.id for q in QUESTIONS if not all(getattr(q, part).strip() for part in parts)]


def test_all_decks_are_here() -> None:
    assert sorted(READINGS) == ["ml-fundamentals", "mlops", "neural-nets"]


@each_deck
def test_deck_has_no_mistakes_and_no_warnings(reading: DeckReading) -> None:
    assert list(map(str, reading.mistakes)) == []


@each_deck
def test_deck_says_what_it_is(reading: DeckReading) -> None:
    info = reading.info
    assert all([info.title, info.description, info.license, info.authors])


def test_there_are_enough_questions() -> None:
    assert len(QUESTIONS) >= 90


@pytest.mark.parametrize("line", TOPICS)
def test_each_topic_of_a_seed_line_has_a_question(line: int) -> None:
    covered = {topic for question in QUESTIONS for topic in question.topics}
    assert set(TOPICS[line]) <= covered


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(IDS).items() if count > 1] == []


def test_prompts_of_recall_are_short() -> None:
    words = {q.id: len(q.prompt.split()) for q in QUESTIONS if q.kind == "recall"}
    assert {name: count for name, count in words.items() if count > 60} == {}


def test_every_question_explains_itself() -> None:
    assert without("explanation", "common_mistake", "sources") == []


def test_every_question_leads_on() -> None:
    assert [q.id for q in QUESTIONS if not (q.follow_ups or q.go_deeper)] == []


def test_links_into_other_decks_lead_somewhere() -> None:
    links = [
        (question.id, target)
        for question in QUESTIONS
        for target in (*question.requires, *question.follow_ups, *question.confusable)
    ]
    assert [link for link in links if link[1] not in IDS] == []


def test_prerequisites_come_first_across_all_decks() -> None:
    place = {name: number for number, name in enumerate(introduction_order(QUESTIONS))}
    early = [(q.id, one) for q in QUESTIONS for one in q.requires if place[one] > place[q.id]]
    assert early == []


def hidden_in_title(question: Question) -> bool:
    return question.kind == "cloze" and "{{" in question.title


def test_no_title_gives_a_hole_away() -> None:
    assert [q.id for q in QUESTIONS if hidden_in_title(q)] == []


def test_every_card_can_be_shown() -> None:
    for question in QUESTIONS:
        for ordinal in question.cards:
            shown = KINDS[question.kind].present(question, ordinal, seed=1)
            assert shown.prompt.strip()
            assert shown.answer.strip()
