"""Texts made to break a terminal or a parser: nothing is raised, no control character comes out, output is bounded."""

import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from mlinterview.frontends.render import clean, inline, markdown, plain, title
from mlinterview.frontends.render.document import LIMIT

HOSTILE = {
    "escape sequences": "\x1b[31mred\x1b]8;;http://evil\x1b\\x\x1b]8;;\x1b\\ \x1b]52;c;aGk=\x07 \x9b2J \x1bc"
    * 20,
    "bidi": "\u202eabc\u2066 `\u202e` $\u202e$\n\n```\n\u202e\n```",
    "references": "&#x202E;&#27;&#155;&lrm;&#xE000;&#0;&#13; [a](https://e.example/&#x202E;)" * 20,
    "fence info": "```&#x202E;\x1b[31m python\n\tx\n```",
    "image and link text": "![\u202e\t&#x202E;](x) [\t\u202e](https://e.example '\u202e')",
    "megabyte of words": "word " * 200_000,
    "megabyte of one word": "x" * 1_000_000,
    "open brackets": "[" * 10_000,
    "nested brackets": "[" * 10_000 + "]" * 10_000,
    "nested images": "![" * 5_000 + "](x)" * 5_000,
    "links in links": "[a](b" * 8_000,
    "quotes": ">" * 10_000 + " a",
    "lists in a line": "- " * 10_000,
    "lists in lists": "\n".join("  " * depth + "- a" for depth in range(200)),
    "dollars": "$" * LIMIT,
    "unbalanced dollars": "$a " * 10_000,
    "display dollars": "$$\n" * 10_000,
    "unclosed fence": "```python\n" + "x = 1\n" * 3_000,
    "backticks": "".join("`" * count + " " for count in range(300)),
    "stars": "*a **b *c " * 3_000,
    "emphasis in emphasis": "*a " * 5_000 + "b* " * 5_000,
    "deep formula": "$" + r"\frac{" * 500 + "$ $" + "x^{" * 500 + "}" * 500 + "$",
    "backslashes": "\\" * 100_000,
    "markup": "[bold] [/] [/bold] [link=http://e]a[/link] [@click=x] :smile:" * 100,
    "wide table": "|".join("a" * 2_000)
    + "\n"
    + "|".join("-" * 2_000)
    + "\n"
    + "|".join("b" * 2_000),
    "long table": "a|b\n-|-\n" + "x|y\n" * 2_000,
    "quotes in code": "```python\n" + '"""' * 2_000 + "\n```",
    "spaces in code": "```yaml\n" + " " * 7_000 + "x\n```",
    "unknown language": "```no-such-language\nx\n```",
    "markers": "\ue001\ue000a\ue000b\ue001" * 2_000,
}


def in_terminal(text: str) -> str:
    console = Console(width=80, file=io.StringIO(), color_system=None)
    console.print(markdown(text))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def inline_text(text: str) -> str:
    return inline(text).plain


OUTPUTS = [in_terminal, inline_text, plain, title]


def assert_harmless(shown: str, text: str) -> None:
    assert clean(shown) == shown
    assert not set(shown) & set("\t\r\x1b\ue000\ue001")
    assert len(shown) <= 40 * len(text) + 1_000


@pytest.mark.parametrize("show", OUTPUTS)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_comes_out_harmless(name: str, show: Callable[[str], str]) -> None:
    assert_harmless(show(HOSTILE[name]), HOSTILE[name])


@pytest.mark.parametrize("show", OUTPUTS)
@given(text=st.text(st.characters(exclude_categories=())))
def test_any_text_comes_out_harmless(show: Callable[[str], str], text: str) -> None:
    assert_harmless(show(text), text)


@pytest.mark.parametrize("show", OUTPUTS)
@given(text=st.text(st.sampled_from("\n\n\t  -*_#>`~$$|[]()!<>&;:\\{}^x1.+\x1b\u202e\ue000\ue001")))
def test_any_markdown_comes_out_harmless(show: Callable[[str], str], text: str) -> None:
    assert_harmless(show(text), text)
