"""Finding questions by words, and being told of names that do not occur."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.decks import recall, write_deck
from support.studying import opened

from mlinterview.errors import UnknownName
from mlinterview.library import Library
from mlinterview.model.questions import Question


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    write_deck(home, recall("a", topics=["CLS03"]))
    with opened(home) as collection:
        yield collection.library


def slugs(found: list[Question]) -> list[str]:
    return [question.id.partition("/")[2] for question in found]


@pytest.fixture
def searchable(home: Path) -> Iterator[Library]:
    texts = {
        "kernel": "A “kernel” is an inner product.",
        "svm": "The margin, with a kernel \\(k\\), straße.",
        "bayes": 'Say "P(A)", naïve.',
    }
    questions = [
        recall(slug, topics=["CLS07"]).replace(f"The answer to {slug}.", text)
        for slug, text in texts.items()
    ]
    write_deck(home, *questions)
    with opened(home) as collection:
        yield collection.library


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["kernel"], ["kernel", "svm"]),
        (["KERNEL"], ["kernel", "svm"]),
        (["kernel", "margin"], ["svm"]),
        (["kern"], ["kernel", "svm"]),
        (["tiny/svm"], ["svm"]),
        (["cls07"], ["kernel", "svm", "bayes"]),
        (["“kernel”"], ["kernel"]),
        (['"P(A)",', "naïve"], ["bayes"]),
        (['"naïve'], []),
        (["\\(k\\)"], ["svm"]),
        (["STRASSE"], ["svm"]),
        (["missing"], []),
        (["kernel", "missing"], []),
        (["content_hash"], []),
        (["\\n"], []),
    ],
)
def test_search_finds_what_holds_all_words(
    searchable: Library, words: list[str], found: list[str]
) -> None:
    assert slugs(searchable.search(words)) == found


def test_search_is_limited(searchable: Library) -> None:
    assert slugs(searchable.search(["what"], limit=2)) == ["kernel", "svm"]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({"decks": ["tinny"]}, "there is no deck 'tinny' (did you mean tiny?)"),
        ({"topics": ["CLS30"]}, "there is no topic 'CLS30' (did you mean CLS03?)"),
        ({"kinds": ["recal"]}, "there is no kind 'recal' (did you mean recall?)"),
        ({"kinds": ["x"]}, "there is no kind 'x'"),
    ],
)
def test_misspelt_name(library: Library, names: dict[str, list[str]], message: str) -> None:
    with pytest.raises(UnknownName) as caught:
        library.check_names(**names)
    assert str(caught.value) == message


@pytest.mark.parametrize("topic", ["CLS03", "cls03", "CLS", "c"])
def test_topic_may_be_cut_short(library: Library, topic: str) -> None:
    library.check_names(decks=["tiny"], topics=[topic], kinds=["cloze"])


def test_questions_of_an_unknown_deck(library: Library) -> None:
    with pytest.raises(UnknownName, match="there is no deck 'x'"):
        library.questions("x")
