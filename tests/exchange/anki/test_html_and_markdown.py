"""Text on its way from HTML to Markdown, and from Markdown to HTML."""

import re
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlinterview.deckfiles.outline import outline
from mlinterview.exchange import writing
from mlinterview.exchange.anki.html import html
from mlinterview.exchange.anki.markdown import markdown
from mlinterview.exchange.anki.templates import back, front
from mlinterview.exchange.anki.tokens import PRIVATE, Tokens
from mlinterview.exchange.anki.tree import tree


def to_markdown(text: str) -> str:
    return markdown(text, {"a.png": "b.png"}.get, Tokens())


PAIRS = {
    "plain": "plain",
    "a<br>b": "a\\\nb",
    "<div>a</div><div>b</div>": "a\n\nb",
    "<b>a</b> <i>b</i> <del>c</del> <code>d</code>": "**a** *b* ~~c~~ `d`",
    "<b> a </b>b": " **a** b".strip(),
    "<ul><li>a<li>b<ul><li>c</li></ul></ul>": "- a\n- b\n\n  - c",
    "<ol><li>a</li><li>b</li></ol>": "1. a\n2. b",
    "<blockquote>a</blockquote>": "> a",
    "<h1>a</h1>b": "**a**\n\nb",
    "<table><tr><th>a<th>b<tr><td>1<td>2</table>": "| a | b |\n| --- | --- |\n| 1 | 2 |",
    "<pre>x = 1\n  y</pre>": "```\nx = 1\n  y\n```",
    '<a href="https://e.org/a_b">c</a>': "[c](<https://e.org/a_b>)",
    '<a href="javascript:x">c</a>': "c",
    '<img src="a.png" alt="A curve">': "![A curve](b.png)",
    '<img src="gone.png">': r"\[picture: gone.png\]",
    '<img src="https://e.org/a.png">': r"\[picture: picture\]",
    r"\(x_1\)": "$x_1$",
    r"a \[x\]": "a $x$",
    r"<div>\[x&lt;y\]</div>": "$$\nx<y\n$$",
    r"\(a<br>b\)": "$a b$",
    "[$]x[/$][$$]y[/$$]": "$x$ $y$",
    "[latex]$x$[/latex]": "$x$",
    r"5\(x\)5": "5 $x$ 5",
    r"\(\text{$x$}\)": r"`\text{$x$}`",
    r"\(open": r"\\(open",
    "x<sup>2</sup> y<sub>ij</sub>": r"x^2 y\_(ij)",
    "1. a": r"1\. a",
    "# a": r"\# a",
    "2 * 3 * 4 $ _a_ snake_case": r"2 \* 3 \* 4 \$ \_a\_ snake_case",
    "&lt;b&gt; &amp;amp;": r"\<b> \&amp;",
    "<!-- a -->b<script>c</script><style>d</style>": "b",
}


@pytest.mark.parametrize("text", PAIRS)
def test_html_becomes_markdown(text: str) -> None:
    assert to_markdown(text) == PAIRS[text]


def joined(pieces: list[str], most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=most).map("".join)


SIGNS = [*"ab 1.#*_`~<>&|$[](){}!-+=\\\n\t'\"/:^", "\\(", "\\)", "```", "é", "中"]
TAGS = ["b", "ul", "li", "pre", "td", "tr", "table", "p", "code", "h2", "blockquote", "div"]
MARKUP = [
    *[f"<{tag}>" for tag in TAGS], *[f"</{tag}>" for tag in TAGS], "<br>", "#", "## x", "-", "=", "`",
    "```yaml question", "\n", "a", "\\(", "\\)", "$", "{{c1::", "}}", "<!--", "-->", " ", "|",
]  # fmt: skip


@given(joined(SIGNS, 40))
def test_text_reads_the_same_after_both_ways(text: str) -> None:
    # formulas are not text
    text = text.replace("\\(", "(").replace("\\[", "[").replace("[$", "[")
    drawn = html(to_markdown(escape(text)))
    assert unescape(re.sub("<[^>]*>", "", drawn)).split() == text.split()


@given(joined(MARKUP, 25))
def test_no_html_can_leave_its_question(text: str) -> None:
    made = to_markdown(text)
    question = writing.question("slug", made or "x", made or "y")
    assert question is not None
    reports: list[str] = []
    after = "\n\n## Next\n\n```yaml question\nid: n\n```\n\nnext\n"
    found = outline(question.text + after, lambda line, what, mend: reports.append(what))
    assert (reports, len(found)) == ([], 2)
    assert set(found[0].sections) == {"answer", "why", "sources"}


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    tree(text)
    to_markdown(PRIVATE.sub("", text))


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<!--", "</", "<div>", "&#", "\\(", "[sound:", "<a b='"]
)
def test_time_grows_with_length_only(piece: str) -> None:
    # with the standard library's parser, some of these would not end today
    to_markdown(piece * (100_000 // len(piece)))


MARKDOWN = {
    "a $x<y$ b": r"<p>a \(x&lt;y\) b</p>",
    "$$\nx\n$$": r"<p>\[x\]</p>",
    "<b>a</b>": "<p>&lt;b&gt;a&lt;/b&gt;</p>",
    "[sound:a.mp3]": "<p>&#91;sound:a.mp3&#93;</p>",
    "`[latex]`": "<p><code>&#91;latex&#93;</code></p>",
    "[a](https://e.org)": '<p><a href="https://e.org">a</a></p>',
    "[a](other.md)": "<p><a>a</a></p>",
    "![curve](a.png)": "<p>&#91;image: curve&#93;</p>",
}


@pytest.mark.parametrize("text", MARKDOWN)
def test_markdown_becomes_html(text: str) -> None:
    assert html(text) == MARKDOWN[text]


FIELDS = {"Front": "f", "Back": "b", "Empty": "<br>", "Tags": "t"}


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{Front}}-{{Back}}", "f-b"),
        ("{{text:Front}}{{hint:Back}}{{tts en_US:Front}}", "fb"),
        ("{{#Front}}yes{{/Front}}{{^Front}}no{{/Front}}", "yes"),
        ("{{#Empty}}yes{{#Front}}x{{/Front}}{{/Empty}}{{^Empty}}no{{/Empty}}", "no"),
        ("{{Unknown}}{{/Front}}a", "a"),
        ("{{type:Back}}a", "a"),
        ("<!-- {{Front}} -->a", "a"),
    ],
)
def test_templates_are_filled(template: str, shown: str) -> None:
    assert front(template, FIELDS) == shown


def test_the_back_does_not_repeat_the_front() -> None:
    assert back("{{FrontSide}}<hr id='answer'>{{Back}}{{type:Back}}", FIELDS) == "bb"
    assert back("{{FrontSide}} {{Back}}", FIELDS) == " b"
