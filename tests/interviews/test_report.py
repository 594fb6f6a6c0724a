"""What a report says, in a terminal and as a page."""

import importlib.util
import io
import shlex
from html.parser import HTMLParser

import pytest
from rich.console import Console
from support.browsers import needs_browser
from support.decks import recall, write_deck
from support.forms import number, one_of, outline
from support.hostile_text import HOSTILE, commands_in
from support.interviewing import answer_all
from support.program import run
from support.studying import AGAIN, GOOD, HARD

from mlinterview.frontends.render.interviewreport import page as pages
from mlinterview.frontends.render.interviewreport.terminal import bar, report_for_terminal
from mlinterview.frontends.render.interviewreport.words import judgement
from mlinterview.interviews.interview import begin
from mlinterview.interviews.record import find_interview
from mlinterview.interviews.report import make_report, shown_in
from mlinterview.interviews.score import estimate
from mlinterview.model.questions import Level
from mlinterview.plugins import Plugins

NAMES = [f"q{number}" for number in range(8)]


def report(collection):
    return make_report(collection, find_interview(collection))


def shown(found, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None, highlight=False,
                      markup=False, emoji=False)  # fmt: skip
    console.print(report_for_terminal(found))
    return console.file.getvalue()


def page(collection) -> str:
    found = report(collection)
    return pages.page(found, shown_in(collection, found))


# -- what is in it -----------------------------------------------------------------------------


def test_rows_are_the_answers_in_order(deck, clock) -> None:
    interview = begin(deck(*NAMES), seed=1)
    asked = []
    for seconds, rating in ((30, GOOD), (300, AGAIN), (5, HARD)):
        asked.append(interview.question.id)
        clock.advance(seconds=seconds)
        interview.rate(rating)
    rows = report(interview.collection).rows
    assert [row.answer.question for row in rows] == asked
    assert [row.answer.points for row in rows] == [1, 0, 0.5]
    assert [row.answer.seconds for row in rows] == [30, 300, 5]
    assert all(row.answer.planned > 0 for row in rows)


def test_groups_are_estimated_each_for_itself(deck) -> None:
    collection = deck(
        recall("a", topics=["EVA01"], level="entry"), recall("b", topics=["OPS02"], level="senior")
    )
    interview = begin(collection, seed=1)
    while interview.question is not None:
        interview.rate(GOOD if interview.question.id == "tiny/a" else AGAIN)
    found = report(collection)
    right, wrong = estimate([(1.0, Level.ENTRY)]), estimate([(0.0, Level.SENIOR)])
    assert found.areas == (("OPS", wrong), ("EVA", right))
    assert found.topics == (("OPS02", wrong), ("EVA01", right))
    assert found.levels == (("entry", right), ("senior", wrong))
    assert found.overall == estimate([(1.0, Level.ENTRY), (0.0, Level.SENIOR)])


def test_strongest_are_hard_and_weakest_are_easy(deck) -> None:
    questions = [recall(f"{level}{n}", level=level) for level in Level for n in range(4)]
    interview = begin(deck(*questions), minutes=90, seed=1)
    turns = 0
    while interview.question is not None:
        turns += 1
        interview.rate(GOOD if turns % 2 else AGAIN)
    found = report(interview.collection)
    levels = [*Level]
    strong = [levels.index(row.level) for row in found.strongest]
    weak = [levels.index(row.level) for row in found.weakest]
    assert strong == sorted(strong, reverse=True)
    assert weak == sorted(weak)
    assert strong[0] > weak[0]
    assert all(row.answer.points == 1 for row in found.strongest)
    assert all(row.answer.points < 1 for row in found.weakest)


def test_study_names_what_was_missed_and_what_it_rests_on(deck) -> None:
    collection = deck(
        recall("top", topics=["EVA03"], requires=["base"], asked="often"),
        recall("base", topics=["MST01"], level="senior"),
    )
    interview = begin(collection, level=Level.ENTRY, seed=1)
    assert interview.question.id == "tiny/top"
    interview.rate(AGAIN)
    interview.finish()
    (study,) = report(collection).studies
    assert (study.topic, study.missed, study.before) == ("EVA03", ("tiny/top",), ("tiny/base",))


def test_what_was_answered_rightly_is_nothing_to_study(deck) -> None:
    collection = deck(*NAMES)
    answer_all(begin(collection, seed=1), GOOD)
    assert report(collection).studies == ()


def test_study_begins_with_the_topic_that_cost_most(deck) -> None:
    collection = deck(*(recall(f"a{n}", topics=["EVA01"]) for n in range(3)),
                      recall("b", topics=["OPS02"]))  # fmt: skip
    answer_all(begin(collection, minutes=30, seed=1), AGAIN)
    assert [study.topic for study in report(collection).studies] == ["EVA01", "OPS02"]


def test_command_that_a_study_names_asks_the_topic(deck, home, monkeypatch) -> None:
    collection = deck(*NAMES)
    begin(collection, seed=1).rate(AGAIN)
    (study,) = report(collection).studies
    words = shlex.split(study.command)
    assert words[:2] == ["mlinterview", "review"]
    from mlinterview.model.reviews import Mode
    from mlinterview.store.queues import Selection

    assert words[2:] == ["--topic", "T", "--ahead"]
    asked = set()
    session = collection.session(selection=Selection(topics=("T",)), mode=Mode.AHEAD)
    while session.question is not None:
        asked.add(session.question.id)
        session.rate(GOOD)
    assert study.missed[0] in asked
    monkeypatch.setenv("MLINTERVIEW_DISABLE_PLUGINS", "*")
    assert "needs a terminal" in run(*words[1:]).err  # the options are those of the command


def test_question_that_is_gone_stays_in_the_report(deck, home) -> None:
    collection = deck("one", "two")
    interview = begin(collection, seed=1)
    gone = interview.question.id
    interview.rate(AGAIN)
    write_deck(home, "other")
    collection.look_again()
    found = report(collection)
    assert [row.title for row in found.rows] == [gone]
    assert found.overall.answers == 1
    assert gone in shown(found)
    assert "do not hold this question any more" in page(collection)


def test_report_of_an_unfinished_interview_says_so(deck) -> None:
    collection = deck(*NAMES)
    interview = begin(collection, seed=1)
    interview.rate(GOOD)
    assert "not finished" in shown(report(collection))
    interview.finish()
    assert "not finished" not in shown(report(collection))


def test_report_of_nothing_says_so(deck) -> None:
    collection = deck(*NAMES)
    begin(collection, seed=1)
    assert "Nothing was answered" in shown(report(collection))
    assert "Nothing was answered" in page(collection)


# -- words that do not overclaim ---------------------------------------------------------------


def verdict(deck, right: int, wrong: int) -> str:
    collection = deck(*(f"q{n}" for n in range(right + wrong)))
    interview = begin(collection, minutes=180, seed=1)
    for n in range(right + wrong):
        interview.rate(GOOD if n < right else AGAIN)
    return " ".join(judgement(report(collection)))


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        (4, 0, "too few answers"),
        (0, 1, "too few answers"),
        (5, 5, "do not settle"),
        (7, 3, "do not settle"),
        (10, 0, "you stand well"),
        (9, 2, "More than half"),
        (1, 9, "still missing"),
    ],
)
def test_verdict_follows_the_interval(right, wrong, words, deck) -> None:
    assert words in verdict(deck, right, wrong)


def test_who_judged_is_said(deck) -> None:
    assert "2 of the 2 answers were judged by you" in verdict(deck, 1, 1)


def test_slow_answers_are_counted(deck, clock) -> None:
    interview = begin(deck(*NAMES), seed=1)
    for share in (1.4, 1.6, 3):
        clock.advance(seconds=interview.ask.seconds * share)
        interview.rate(GOOD)
    assert "2 answers took more than" in " ".join(judgement(report(interview.collection)))


def test_bar_has_its_point_between_its_ends() -> None:
    for scored in ([], [(1.0, Level.MID)] * 30, [(0.0, Level.MID)] * 30):
        drawn = bar(estimate(scored))
        assert len(drawn) == 20
        assert drawn.count("●") == 1
    assert bar(estimate([(1.0, Level.MID)])) == "······━━━━━━━●━━━━━·"


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_report_fits_its_width(width, deck) -> None:
    collection = deck(*NAMES)
    answer_all(begin(collection, seed=1), AGAIN)
    lines = shown(report(collection), width).splitlines()
    assert max(map(len, lines)) <= width


# -- the page ----------------------------------------------------------------------------------


class Elements(HTMLParser):
    """Collects elements with their attributes, and the text between them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


ATTACKS = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> </summary></details></main>"
    "[x](javascript:alert(1)) ![y](https://example.org/z.png) \"'>{title}"
)


def attacked(deck):
    """Hold an interview whose questions and answers are all hostile."""
    bad = recall("bad", topics=["EVA01"]).replace("What is bad?", f"What {ATTACKS}?")
    bad = bad.replace("The answer to bad.", ATTACKS).replace("Because.", ATTACKS)
    collection = deck(bad, one_of("pick").replace("alpha", f"alpha {ATTACKS}"))
    assert len(collection.library.ids()) == 2
    interview = begin(collection, seed=1)
    while interview.question is not None:
        if interview.question.kind == "recall":
            interview.respond(f"{ATTACKS}{HOSTILE}")
        else:
            interview.respond("1")
        interview.rate(AGAIN)
    return collection


@pytest.fixture(params=["with the extra", "without it"])
def extra(request, monkeypatch) -> None:
    if request.param == "without it":
        found = importlib.util.find_spec
        monkeypatch.setattr(
            pages, "find_spec", lambda name: None if name in ("nh3", "ziamath") else found(name)
        )


def test_hostile_text_makes_no_element_and_no_address(deck, extra) -> None:
    elements = Elements(page(attacked(deck))).found
    names = {name for name, _ in elements}
    assert not names & {"script", "img", "iframe", "object", "form", "base", "link", "embed"}
    attributes = {key for _, attrs in elements for key in attrs}
    assert not [key for key in attributes if key.startswith("on")]
    addresses = [v for _, attrs in elements for k, v in attrs.items() if k in ("href", "src")]
    assert all(a.startswith(("#q", "https://", "http://")) for a in addresses)


def test_hostile_text_closes_none_of_our_elements(deck, extra) -> None:
    text = page(attacked(deck))
    assert text.count("</main>") == text.count("</body>") == 1
    assert text.count("<details") == text.count("</details>") == 2


def test_hostile_text_is_shown_as_text(deck, extra) -> None:
    text = Elements(page(attacked(deck))).text
    assert "<script>alert(1)</script>" in text
    assert commands_in(text) == []


def test_page_allows_no_network_and_no_script(deck) -> None:
    policy = next(
        attrs["content"]
        for name, attrs in Elements(page(attacked(deck))).found
        if name == "meta" and attrs.get("http-equiv") == "Content-Security-Policy"
    )
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_hostile_text_commands_no_terminal(deck) -> None:
    assert commands_in(shown(report(attacked(deck)))) == []


def test_page_holds_answers_and_good_answers(deck, extra) -> None:
    collection = deck(one_of("pick"), number("sum"), outline("design"), "one")
    interview = begin(collection, minutes=60, seed=1)
    while interview.question is not None:
        kind = interview.question.kind
        if kind == "choice":
            interview.respond(str(1 + interview.shown.presentation.options.index("beta")))
        elif kind == "numeric":
            interview.respond("12345678")
        elif kind == "scenario":
            interview.respond('{"points": [3, 3, 3, 3], "flags": [], "outline": "My outline."}')
        else:
            interview.respond("My words.")
        interview.rate(HARD)
    text = Elements(page(collection)).text
    for part in ("beta", "12345678", "My outline.", "My words.", "The answer to one.", "apples",
                 "A good answer", "Because."):  # fmt: skip
        assert part in text


def test_page_without_the_kind_that_showed_a_question(deck, again, home, clock) -> None:
    collection = deck("one")
    begin(collection, seed=1).rate(AGAIN)
    found = report(collection)
    collection.plugins = Plugins(discover=False)
    collection.plugins.__dict__["kinds"] = {}
    assert shown_in(collection, found) == {}


def test_every_table_cell_of_a_name_is_a_heading(deck) -> None:
    collection = deck(*NAMES)
    answer_all(begin(collection, seed=1), HARD)
    elements = Elements(page(collection)).found
    assert ("th", {"scope": "row"}) in elements
    assert ("html", {"lang": "en"}) in elements
    assert all(a.get("aria-hidden") == "true" for n, a in elements if n == "svg" and "bar" in (a.get("class") or ""))  # fmt: skip


@needs_browser
def test_hostile_page_runs_nothing_and_asks_nothing_in_a_browser(deck, tmp_path) -> None:
    from support.browsers import launched

    file = tmp_path / "report.html"
    file.write_text(page(attacked(deck)), encoding="utf-8")
    with launched() as browser:
        tab = browser.new_page(viewport={"width": 360, "height": 700})
        asked, said = [], []
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("dialog", lambda dialog: said.append(dialog.message))
        tab.on("console", lambda message: said.append(message.text))
        tab.goto(file.as_uri())
        tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        wide = tab.evaluate("document.documentElement.scrollWidth")
        tab.close()
    assert (asked, said) == ([file.as_uri()], [])
    assert wide <= 360
