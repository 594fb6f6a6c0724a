"""Hostile decks: nothing runs, nothing is fetched, nothing hides, whatever the front end."""

import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from support.browsers import needs_browser
from support.cards import ORIGIN
from support.hostile_cards import CARDS

from mlinterview.frontends.render.html import html, inline_html
from mlinterview.frontends.render.portable import portable, portable_line

each = pytest.mark.parametrize("text", CARDS.values(), ids=CARDS.keys())

ALLOWED = {
    "a": {"href", "target", "rel", "title"},
    "svg": {"class", "role", "aria-label", "style", "viewbox"},
    "span": {"class"}, "code": {"class"}, "ol": {"start"}, "td": {"align"}, "th": {"align"},
    "path": {"d", "fill"}, "rect": {"x", "y", "width", "height", "fill"},
}  # fmt: skip
TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li",
    "mark", "ol", "p", "path", "pre", "rect", "s", "span", "strong", "svg", "table", "tbody", "td",
    "th", "thead", "tr", "ul",
}  # fmt: skip


class Walls(HTMLParser):
    """Notes every element, attribute and address that is not on the lists."""

    def __init__(self) -> None:
        super().__init__()
        self.broken: list[str] = []

    def handle_starttag(self, tag: str, attrs) -> None:
        if tag not in TAGS:
            self.broken.append(tag)
        for name, value in attrs:
            if name not in ALLOWED.get(tag, set()):
                self.broken.append(f"{tag} {name}")
            if name == "href" and not re.match(r"(https?:|mailto:)", value or "", re.IGNORECASE):
                self.broken.append(f"{tag} {value}")
            if name == "style" and not re.fullmatch(r"[\w.:;-]*", value or ""):
                self.broken.append(f"{tag} {value}")

    def handle_comment(self, data: str) -> None:
        self.broken.append("comment")


def broken(text: str) -> list[str]:
    walls = Walls()
    walls.feed(text)
    walls.close()
    return walls.broken


def test_there_are_enough_of_them() -> None:
    assert len(CARDS) >= 30


@each
def test_html_has_only_what_is_on_the_lists(text: str) -> None:
    assert broken(html(text)) == []
    assert broken(inline_html(text)) == []


@each
def test_portable_markdown_has_no_html(text: str) -> None:
    for written in (portable(text), portable_line(text)):
        outside = without_code(written)
        assert not re.search(r"<(?!https?://[^<>\s]*>)", outside), outside
        assert not re.search(r"&(?!amp;|lt;|gt;|#\d+;)", outside), outside


@each
def test_portable_markdown_has_no_image_and_no_wild_link(text: str) -> None:
    outside = without_code(portable(text))
    assert not re.search(r"(?<!\\)!\[", outside)
    assert not re.search(r"(?<!\\)\]\(", outside)


@each
def test_portable_mathematics_is_tame(text: str) -> None:
    for formula in re.findall(r"\$([^$]+)\$", without_code(portable(text))):
        assert not re.search(r"\\(href|url|require|style|class|cssId|def|include|html)", formula)


def test_what_the_tests_call_broken_is_broken() -> None:
    walls = ["<script>", "<img src=x>", "<p onclick=x>", '<a href="javascript:x">', "<!-- a -->"]
    assert all(map(broken, walls))


def without_code(markdown: str) -> str:
    """Return Markdown without its fences and code spans, whose content is shown as it stands."""
    fence = re.compile(r"^([ >]*)(`{3,})[^\n`]*\n.*?^\1\2[ ]*$", re.DOTALL | re.MULTILINE)
    return re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", fence.sub("", markdown))


@needs_browser
def test_nothing_runs_and_nothing_is_fetched_in_a_browser(card) -> None:
    """All cards at once, as prompt, option, hint and answer, in the page of the real card."""
    page = card("a")
    asked_at_first = list(page.asked_for)
    state = page.state()
    options = [inline_html(text) for text in CARDS.values()][:9]
    for text in CARDS.values():
        hostile = {
            **state, "phase": "answered", "form": "options", "several": False, "lucky": False,
            "title": inline_html(text), "prompt": html(text), "hints": [html(text)],
            "options": options, "note": text, "marks": [text], "response": text,
            "verdict": {"outcome": "wrong", "word": text, "feedback": [html(text)]},
            "answer": [{"title": text, "html": html(text)}], "more": [], "ratings": [],
            "message": {"text": text, "tone": "error"}, "token": str(hash(text)),
        }  # fmt: skip
        page.page.evaluate("state => arrive(state)", hostile)
        page.page.evaluate("state => arrive({...state, phase: 'asking'})", hostile)
    for link in page.page.locator(".mlq a").all():
        assert link.get_attribute("href").startswith(("http", "mailto"))
    page.page.wait_for_timeout(300)
    assert page.page.evaluate("window.owned") is None
    assert page.asked_for == asked_at_first
    assert page.errors == []
    assert page.page.url == f"{ORIGIN}/"


@needs_browser
def test_portable_markdown_is_harmless_where_html_is_let_through(browser) -> None:
    """Shown by a parser that lets HTML through, without any sanitiser behind it."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    shown = "\n<hr>\n".join(parser.render(portable(text)) for text in CARDS.values())
    context = browser.new_context()
    page = context.new_page()
    fetched: list[str] = []
    page.route("**/*", lambda route: (fetched.append(route.request.url), route.abort()))
    page.set_content(f"<main>{shown}</main>")
    page.wait_for_timeout(300)
    assert page.evaluate("window.owned") is None
    assert fetched == []
    dangerous = "script, iframe, object, embed, style, link, base, meta, form, img, video, svg"
    assert page.locator(f"main :is({dangerous})").count() == 0
    hrefs = page.eval_on_selector_all("main a", "links => links.map(link => link.href)")
    assert [href for href in hrefs if not href.startswith(("https:", "http:"))] == []
    context.close()
