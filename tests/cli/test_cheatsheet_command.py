"""``mlinterview cheatsheet``: in the terminal, as Markdown and as a page that prints on two sides."""

import re
from html.parser import HTMLParser

import pytest
from support.browsers import launched, needs_browser
from support.decks import cloze, recall, write_deck
from support.hostile_cards import CARDS, EVIL
from support.program import run

from mlinterview.cheatsheet import Line, Section, Sheet, make_sheet
from mlinterview.collection import Collection
from mlinterview.frontends.cli import sheets
from mlinterview.plugins import Plugins


@pytest.fixture(autouse=True)
def decks(home, alone) -> None:
    """Write a few questions of the plan, and one of the learner's own."""
    write_deck(home, cloze("precision-formula", holes=1), recall("l1-or-l2-choice"),
               deck="ml-fundamentals")  # fmt: skip
    write_deck(home, recall("one"))


def hostile_sheet() -> Sheet:
    lines = tuple(Line(text, text, "tiny/evil") for text in CARDS.values())
    return Sheet(15, (), (Section("Your weakest points", lines),))


# -- the command -----------------------------------------------------------------------------------


def test_terminal(good) -> None:
    assert good("cheatsheet") == (
        "Machine-learning interview cheatsheet\n"
        "15 minutes · 14 words\n"
        "\n"
        "Evaluation metrics\n"
        "• Precision  precision-formula has hole 1.\n"
        "\n"
        "Common questions\n"
        "• When L1, when L2?  Because.\n"
    )


def test_markdown(good) -> None:
    assert good("cheatsheet", "--format", "md", "--minutes", "1") == (
        "# Machine-learning interview cheatsheet\n"
        "\n"
        "1 minute · 14 words\n"
        "\n"
        "<!-- mlinterview cheatsheet -->\n"
        "\n"
        "## Evaluation metrics\n"
        "\n"
        "- **Precision** precision\\-formula has hole 1\\.\n"
        "\n"
        "## Common questions\n"
        "\n"
        "- **When L1, when L2?** Because\\.\n"
    )


def test_html(good) -> None:
    page = good("cheatsheet", "--format", "html")
    assert page.startswith("<!DOCTYPE html>\n")
    assert page.endswith("</html>\n")
    assert "<b>Precision</b> precision-formula has hole 1.</li>" in page


def test_json() -> None:
    document = run("cheatsheet", "--json").document
    assert document["schema"] == {"name": "mlinterview/cheatsheet", "version": 1}
    assert document["words"] == 14
    assert document["sections"][0] == {
        "title": "Evaluation metrics",
        "lines": [
            {
                "label": "Precision",
                "text": "precision-formula has hole 1.",
                "question": "ml-fundamentals/precision-formula",
            }
        ],
    }


def test_weakest_points_stand_first(good) -> None:
    run("answer", "tiny/one", "--rating", "again")
    assert good("cheatsheet").splitlines()[3:5] == [
        "Your weakest points",
        "• What is one?  The answer to one.",
    ]


def test_topic(good) -> None:
    sheet = good("cheatsheet", "--topic", "t", "--minutes", "2")
    assert "2 minutes" in sheet
    assert "· T\n" in sheet
    assert "More on T\n• What is one?  The answer to one.\n" in sheet


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("sheet.html", "<!DOCTYPE html>"),
        ("sheet.md", "# Machine-learning"),
        ("sheet", "mlinterview cheatsheet\n\nMachine-learning interview cheatsheet\n"),
    ],
)
def test_form_follows_the_name_of_the_file(name, begins, tmp_path) -> None:
    done = run("cheatsheet", "-o", str(tmp_path / name))
    assert (done.code, done.out) == (0, "")
    assert done.err == f"Written to {tmp_path / name}: 15 minutes · 14 words.\n"
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


def test_named_format_wins(tmp_path) -> None:
    run("cheatsheet", "-o", str(tmp_path / "sheet.txt"), "--format", "md")
    assert (tmp_path / "sheet.txt").read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("name", ["sheet.html", "sheet.md", "sheet"])
def test_earlier_sheet_is_replaced(name, tmp_path) -> None:
    run("cheatsheet", "-o", str(tmp_path / name))
    assert run("cheatsheet", "-o", str(tmp_path / name), "--minutes", "7").code == 0
    assert "7 minutes" in (tmp_path / name).read_text(encoding="utf-8")


def test_other_file_is_not_written_over(bad, tmp_path) -> None:
    file = tmp_path / "notes.md"
    file.write_text("dear")
    assert bad("cheatsheet", "-o", str(file)) == (
        2,
        f"{file} exists already and is no cheatsheet: choose another file",
    )
    assert file.read_text() == "dear"


def test_file_that_cannot_be_written(bad, tmp_path) -> None:
    code, message = bad("cheatsheet", "-o", str(tmp_path / "no" / "sheet.md"))
    assert code == 1
    assert message.endswith("(No such file or directory): choose another file")


def test_unknown_topic(bad) -> None:
    code, message = bad("cheatsheet", "--topic", "XYZ")
    assert code == 2
    assert message.startswith("there is no topic 'XYZ'")


@pytest.mark.parametrize("minutes", ["0", "-1", "601", "soon"])
def test_minutes_that_make_no_sense(bad, minutes) -> None:
    assert bad("cheatsheet", "--minutes", minutes)[0] == 2


def test_decks_that_hold_nothing_for_it(home, bad) -> None:
    write_deck(home, "one", deck="ml-fundamentals")
    code, message = bad("cheatsheet")
    assert code == 1
    assert message.startswith("the decks hold nothing for a sheet")
    assert run("cheatsheet", "--json").document["sections"] == []


def test_html_without_its_packages_is_told_in_one_line(bad, monkeypatch) -> None:
    monkeypatch.setattr(sheets, "find_spec", lambda name: None)
    assert bad("cheatsheet", "--format", "html") == (
        1,
        "HTML needs nh3 and ziamath: install them with "
        '`pip install "mlinterview[notebook]"`, or take --format md',
    )


# -- hostile decks ---------------------------------------------------------------------------------


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]


def test_page_with_hostile_texts_has_only_harmless_elements() -> None:
    elements = Elements()
    elements.feed(sheets.page(hostile_sheet()))
    assert not elements.names & {
        "script", "img", "iframe", "object", "embed", "link", "base", "form", "input", "video",
        "audio", "use", "animate", "foreignobject", "template", "details", "math",
    }  # fmt: skip
    assert not {name for name in elements.attributes if name.startswith("on")}
    assert all(re.match(r"https?://|mailto:", address) for address in elements.addresses)


def test_markdown_with_hostile_texts_has_no_html_no_image_and_one_line_each() -> None:
    written = sheets.markdown(hostile_sheet()).partition("-->\n")[2]
    items = [line for line in written.splitlines() if line.startswith("- ")]
    assert len(items) == len(CARDS)
    assert len(written.strip().splitlines()) == len(CARDS) + 2
    outside = re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", written)
    assert not re.search(r"<(?!https?://[^<>\s]*>)", outside)
    assert not re.search(r"(?<!\\)!\[", outside)
    assert "\x1b" not in written


def test_terminal_gets_no_commands(home, good) -> None:
    write_deck(home, recall("precision-formula"), deck="ml-fundamentals")
    write_deck(home, recall("one").replace("The answer", "&#x1b;[2J[red]The answer"))
    run("answer", "tiny/one", "--rating", "again")
    said = good("cheatsheet")
    assert "\x1b" not in said
    assert "[red]The answer" in said


@needs_browser
def test_page_with_hostile_texts_runs_and_loads_nothing(tmp_path) -> None:
    file = tmp_path / "sheet.html"
    file.write_text(sheets.page(hostile_sheet()), encoding="utf-8")
    asked: list[str] = []
    with launched() as browser:
        tab = browser.new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(file.as_uri())
        tab.wait_for_timeout(300)
        assert tab.evaluate("window.owned") is None
    assert asked == [file.as_uri()]
    assert not any(url.startswith(EVIL) for url in asked)


# -- what it looks like ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The sheets of the shipped decks, as pages by minutes."""
    folder = tmp_path_factory.mktemp("pages")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MLINTERVIEW_DISABLE_PLUGINS", raising=False)
        with Collection(folder / "home", plugins=Plugins()) as collection:
            found = {}
            for minutes in (5, 15, 20):
                found[minutes] = folder / f"{minutes}.html"
                page = sheets.page(make_sheet(collection, minutes))
                found[minutes].write_text(page, encoding="utf-8")
    return found


@needs_browser
def test_sheet_prints_on_two_pages(pages) -> None:
    with launched() as browser:
        tab = browser.new_page()
        for minutes, file in pages.items():
            tab.goto(file.as_uri())
            paper = tab.pdf(prefer_css_page_size=True, print_background=True)
            assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2, minutes


@needs_browser
def test_nothing_runs_over_its_column(pages) -> None:
    wider = """() => [...document.querySelectorAll("li")]
        .filter(item => item.scrollWidth > item.clientWidth + 1).map(item => item.title)"""
    with launched() as browser:
        for width in (360, 800, 1280):
            tab = browser.new_page(viewport={"width": width, "height": 900})
            tab.goto(pages[15].as_uri())
            assert tab.evaluate(wider) == []
            across = "document.documentElement.scrollWidth <= window.innerWidth"
            assert tab.evaluate(across)


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ground_follows_the_readers_scheme(pages, scheme) -> None:
    with launched() as browser:
        tab = browser.new_page(color_scheme=scheme)
        tab.goto(pages[5].as_uri())
        ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", ground))) > 600) == (scheme == "light")


def test_every_formula_of_the_sheet_is_drawn(pages) -> None:
    text = pages[20].read_text(encoding="utf-8")
    assert text.count("<svg") > 50
    assert "mlq-tex" not in text
    assert "$" not in text


def test_page_needs_no_network(pages) -> None:
    text = pages[15].read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert not re.search(r"(?:src|href)=\"|url\(|@import|<script", text)
