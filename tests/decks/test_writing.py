"""How the decks are written: spelling, links, sources, headings, mathematics.

``MLINTERVIEW_FORMULAS=all`` draws every formula instead of one of each make.
"""

import os
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import codespell_lib
import pytest
from shipped import DECKS, QUESTIONS, formulas, texts, tokens

from mlinterview.frontends.render.formulas import is_understood, svg

ALL = list(QUESTIONS.values())
FILES = sorted(DECKS.glob("*/*.md"))

# -- spelling --------------------------------------------------------------------------------------

KNOWN = Path(__file__).with_name("spelling-known.txt")


def misspelt(path: Path, capsys) -> list[str]:
    codespell_lib.main(
        "--ignore-words", str(KNOWN), "--quiet-level=3", "--disable-colors", str(path)
    )
    return capsys.readouterr().out.splitlines()


def test_no_word_is_misspelt(capsys) -> None:
    assert misspelt(DECKS, capsys) == []


def test_a_misspelt_word_is_found(tmp_path, capsys) -> None:
    (tmp_path / "topic.md").write_text("## Why does\n\nThe algoritm dissapears.\n")
    assert [line.split(": ")[1] for line in misspelt(tmp_path, capsys)] == [
        "algoritm ==> algorithm",
        "dissapears ==> disappears",
    ]


def test_known_words_are_still_in_use() -> None:
    used = {
        word
        for path in FILES
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8").casefold())
    }
    assert set(KNOWN.read_text(encoding="utf-8").split()) <= used


AMERICAN = re.compile(
    r"""\b(?:
    (?!(?:re)?siz|priz|seiz|capsiz)[a-z]+iz(?:e[drs]?|ers?|ing|able|ations?|ational)
    | (?:un|mis|re)?label(?:ed|ing|er|ers)
    | (?:re)?model(?:ed|ing|er|ers)
    | (?:travel|cancel|signal|channel|level|total|fuel|tunnel|equal|marshal)(?:ed|ing)
    | [a-z]*(?:behavior|color|favor|flavor|honor|humor|labor|neighbor|rumor|vapor)
      (?:s|ed|ing|al|ally|ful|able|hoods?|less)?
    | (?:re)?(?:analyz|catalyz|paralyz)(?:e[drs]?|ers?|ing)
    | (?:kilo|milli|centi)?(?:liter|meter)s | centers? | centered | fibers?
    | (?:de|of)fenses? | catalogs? | dialogs? | gray | grays | artifacts? | fulfills?
    | skillful | skeptic(?:al|ism|s)? | aging | enrollment | aluminum | math
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)


def american(text: str) -> list[str]:
    """Return American spellings outside code, formulas, titles and quotations."""
    plain, emphasis = [], 0
    for token in tokens(text):
        emphasis += token.nesting if token.type.startswith("em_") else 0
        if token.type in ("text", "softbreak") and not emphasis:
            plain.append(token.content or " ")
    return AMERICAN.findall(re.sub(r'"[^"]*"', "", "".join(plain)))


def test_british_spelling() -> None:
    found = {q.id: [w for text in texts(q, sources=False) for w in american(text)] for q in ALL}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "word",
    ["normalize", "Regularization", "optimizers", "behavior", "color", "neighborhoods", "modeling",
     "labeled", "analyzed", "centered", "artifact"],
)  # fmt: skip
def test_american_spelling_is_found(word) -> None:
    assert american(f"It is {word} here.") == [word]


@pytest.mark.parametrize(
    "text",
    ["`normalize`", "$normalize$", "*Optimization*", '"Fairness and color"',
     "sizes, resizing and prizes", "collaborative modelling of labels", "a meter"],
)  # fmt: skip
def test_code_titles_and_british_words_are_left_alone(text) -> None:
    assert american(text) == []


def test_no_word_stands_twice_in_a_row() -> None:
    meant = {"Attention is not not explanation", "one one-step model", '"the the the"'}
    doubled = []
    for path in FILES:
        text = re.sub(
            r"^(`{3,}).*?^\1", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
        )
        for phrase in meant:
            text = text.replace(phrase, "")
        doubled += [(path.name, m[0]) for m in re.finditer(r"\b([A-Za-z]{2,}) \1\b", text)]
    assert doubled == []


# -- links and sources -----------------------------------------------------------------------------

LINK = re.compile(r"\bhttps?:\S*")
ONLY_HTTP = {"www.mmds.org"}
ANSWER_LISTS = (
    "geeksforgeeks", "interviewbit", "analyticsvidhya", "towardsdatascience", "medium.com",
    "simplilearn", "edureka", "intellipaat", "kdnuggets", "javatpoint", "tutorialspoint",
    "guru99", "turing.com", "datacamp", "upgrad", "springboard", "glassdoor", "leetcode",
    "interviewquery", "stratascratch", "quora", "reddit", "chegg", "coursehero", "quizlet",
    "devinterview", "mlinterviews", "datainterview", "adaface", "projectpro", "mygreatlearning",
)  # fmt: skip


def links() -> list[tuple[str, str]]:
    return [(q.id, link) for q in ALL for link in LINK.findall(q.sources)]


def fault(link: str) -> str:
    """Return what is wrong with a link, or nothing."""
    parts = urlsplit(link)
    host, path = parts.hostname or "", parts.path
    if parts.scheme != "https" and host not in ONLY_HTTP:
        return "not https"
    if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host) or parts.port or parts.username:
        return "no plain host"
    if not re.fullmatch(r"[\x21-\x7e]+", link) or link[-1] in ".,;:)>\"'*":
        return "ends in punctuation, or has unusual characters"
    if any(re.match(r"utm_|ref$|source$|fbclid|gclid|trk", name) for name in parse_qs(parts.query)):
        return "tracks its reader"
    if "arxiv" in host and not re.fullmatch(
        r"https://arxiv\.org/abs/(\d{4}\.\d{4,5}|[a-z-]+/\d{7})", link
    ):
        return "not the abstract of a paper on arXiv"
    if "doi.org" in host and (host != "doi.org" or not re.fullmatch(r"/10\.\d{4,}/\S+", path)):
        return "no DOI"
    if any(name in host for name in ANSWER_LISTS):
        return "a list of answers, or a page of nobody knows whom"
    return ""


def test_links_are_well_formed_and_lead_to_sources() -> None:
    assert len(links()) > 1000
    assert [(name, link, fault(link)) for name, link in links() if fault(link)] == []


@pytest.mark.parametrize(
    "link",
    ["http://example.org/", "https://localhost/a", "https://example.org:81/", "https://example.org/,",
     "https://arxiv.org/pdf/1412.6980", "https://arxiv.org/abs/14126980", "https://www.arxiv.org/",
     "https://dx.doi.org/10.1000/1", "https://doi.org/1000", "https://example.org/?utm_source=a",
     "https://towardsdatascience.com/a", "https://www.geeksforgeeks.org/a", "https:example.org"],
)  # fmt: skip
def test_a_bad_link_is_found(link) -> None:
    assert fault(link)


def test_links_stand_only_in_sources() -> None:
    outside = [q.id for q in ALL for text in texts(q, sources=False) if LINK.search(text)]
    assert outside == []


def test_sources_are_lists_of_works() -> None:
    lines = [(q.id, line) for q in ALL for line in q.sources.splitlines()]
    assert [(name, line) for name, line in lines if not line.startswith("- ")] == []


def test_each_heading_of_a_file_is_there_once() -> None:
    seen: set[tuple[str, str]] = set()
    doubled = []
    for question in ALL:
        place = question.path, question.title.casefold()
        doubled += [place] if place in seen else []
        seen.add(place)
    assert doubled == []


# -- mathematics -----------------------------------------------------------------------------------


def make_of(formula: tuple[str, bool]) -> tuple:
    """Return what a formula is made of, without the names and numbers in it."""
    tex, display = formula
    return display, *sorted(set(re.findall(r"\\[a-zA-Z]+|\\.|[\^_&]", tex)))


def test_every_formula_is_understood() -> None:
    assert len(formulas()) > 2000
    assert [(tex, name) for (tex, _), name in formulas().items() if not is_understood(tex)] == []


CHUNKS = 4


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_formulas_can_be_drawn(chunk) -> None:
    chosen = list(formulas())
    if os.environ.get("MLINTERVIEW_FORMULAS") != "all":
        chosen = list({make_of(formula): formula for formula in chosen}.values())
    undrawn = [tex for tex, display in chosen[chunk::CHUNKS] if svg(tex, display=display) is None]
    assert undrawn == []
