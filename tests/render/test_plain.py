"""Deck Markdown as plain text, and what each import costs."""

import subprocess
import sys

import pytest

from mlinterview.frontends import render
from mlinterview.frontends.render import plain, title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Head\n\nA *b* **c** ~~d~~ `e`\nf", "Head\n\nA b c d `e` f"),
        ("a  \nb", "a\nb"),
        ("- a\n  - b\n- [X] c", "- a\n  - b\n[x] c"),
        ("1. a\n2. [ ] b", "1. a\n2. [ ] b"),
        ("- a\n\n  b\n- c", "- a\n\n  b\n\n- c"),
        ("-\n- b", "-\n- b"),
        ("> a\n>\n> b", "> a\n>\n> b"),
        ("```python\ndef f():\n\treturn 1\n```", "    def f():\n        return 1"),
        ("$$\n\\frac{a}{b}\n$$", "    a / b"),
        ("| a | b |\n|--|--|\n| $x^2$ | |", "a | b\n-----\nx² |"),
        (
            "[text](https://example.org) <https://example.org>",
            "text (https://example.org) https://example.org",
        ),
        ("<me@example.org>", "me@example.org"),
        ("![alt *x*](http://evil.example)", "[image: alt x]"),
        ("<b>html</b> [bold] &amp; &lt;", "<b>html</b> [bold] & <"),
        ("costs $5 and $10", "costs $5 and $10"),
        ("---", "---"),
        ("a \ue000b\ue001 $x^\ue0002\ue001$ `c \ue000d\ue001`", "a [b] x[²] `c [d]`"),
        ("stray \ue001 and \ue000open", "stray  and [open]"),
        ("a\u202eb\x1b[31mc\r\nd", "abc d"),
        ("", ""),
    ],
)
def test_markdown_becomes_plain_text(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_a_title_is_one_line() -> None:
    assert title("Why is *this*\n$\\alpha$ `x`?") == "Why is this α `x`?"
    assert title("1. not a list") == "1. not a list"


def test_public_names_are_functions_even_if_a_module_is_called_the_same() -> None:
    from mlinterview.frontends.render import document, terminal

    assert document
    assert terminal
    assert all(callable(getattr(render, name)) for name in render.__all__ if name.islower())
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = render.nothing


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import mlinterview.frontends.render", {"rich", "markdown_it", "pylatexenc", "pygments"}),
        (
            "from mlinterview.frontends.render import plain; plain('*a* `b`')",
            {"rich", "pylatexenc", "pygments"},
        ),
        (
            "from mlinterview.frontends.render import markdown; markdown('*a* `b`')",
            {"rich.markdown", "rich.syntax", "rich.table", "pylatexenc", "pygments"},
        ),
    ],
)
def test_slow_modules_are_imported_only_when_needed(statement: str, absent: set[str]) -> None:
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_env()
    )
    assert not absent & set(loaded.stdout.split())


def _env() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
