"""What deck Markdown looks like in a terminal, at fixed widths and without colour."""

import io

import pytest
from rich.console import Console

from mlinterview.frontends.render import inline, markdown


def draw(text: str, width: int = 80, *, styled: bool = False) -> str:
    console = Console(
        width=width,
        file=io.StringIO(),
        force_terminal=styled,
        color_system="standard" if styled else None,
        no_color=None,
    )
    console.print(markdown(text))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


QUESTION = r"""
# Attention

Why is the dot product *scaled* by $\frac{1}{\sqrt{d_k}}$?
It is $5 or $10, says [the paper](https://arxiv.org/abs/1706.03762) or <https://x.org>.

$$
\text{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V
$$

- one long line that goes on and on until it must be wrapped, which it is at eighty columns
  - nested `code`
    1. deep
    2. deeper
- [x] done
- [ ] to do

3. three
4. four

> quoted
> - list

| metric | formula |
|:--|--:|
| precision | $\frac{TP}{TP+FP}$ |
| recall | 1 |

![a plot](http://evil.example/x.png)

```python
def f(x):
    return x
```

Before $$a^2$$ after.
"""

DRAWN = """\
Attention

Why is the dot product scaled by 1 / √dₖ? It is $5 or $10, says the paper
(https://arxiv.org/abs/1706.03762) or https://x.org.

    softmax(QKᵀ / √dₖ)V

• one long line that goes on and on until it must be wrapped, which it is at
  eighty columns
  • nested code
    1. deep
    2. deeper
[x] done
[ ] to do

3. three
4. four

│ quoted
│
│ • list

metric             formula
──────────────────────────
precision   TP / (TP + FP)
recall                   1

[image: a plot]

    def f(x):
        return x

Before
    a²
after.
"""


def test_a_question_at_eighty_columns() -> None:
    assert [line.rstrip() for line in draw(QUESTION).splitlines()] == DRAWN.splitlines()


@pytest.mark.parametrize("width", [1, 5, 20, 40, 80, 200])
def test_no_line_is_longer_than_the_terminal(width: int) -> None:
    console = Console(width=width, file=io.StringIO(), color_system=None)
    lines = console.render_lines(markdown(QUESTION), console.options, pad=False)
    assert all(sum(segment.cell_length for segment in line) <= width for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        "[bold]x[/bold]",
        "[/]",
        "[red]",
        "[link=http://evil.example]x[/link]",
        ":smile:",
        "<b>x</b>",
        "<script>x</script>",
    ],
)
def test_console_markup_and_html_appear_literally(text: str) -> None:
    assert draw(text).rstrip("\n") == text
    assert draw(f"- {text}").rstrip("\n") == f"• {text}"
    assert text in draw(f"```\n{text}\n```")
    assert text in draw(f"> {text}", width=10_000)
    assert draw(f"| {text} |\n|-|\n| x |", width=200).split("\n")[0].strip() == text
    assert inline(text).plain == text


def test_links_never_become_terminal_hyperlinks() -> None:
    drawn = draw(
        "[a](https://example.org) <https://example.org> [b](javascript:alert(1))", styled=True
    )
    assert "\x1b]8" not in drawn
    assert "[b](javascript:alert(1))" in drawn


def test_a_link_shows_where_it_leads_percent_encoded() -> None:
    assert (
        draw("[bank](https://evil.example/%E2%80%AE)") == "bank (https://evil.example/%E2%80%AE)\n"
    )


def test_styles_are_base_colours_without_background() -> None:
    drawn = draw("**b** *i* `c`\n\n```python\nreturn 'x'\n```", styled=True)
    assert "\x1b[1mb\x1b[0m \x1b[3mi\x1b[0m \x1b[36mc\x1b[0m" in drawn
    assert "\x1b[35mreturn\x1b[0m" in drawn
    assert "\x1b[32mx\x1b[0m" in drawn


@pytest.mark.parametrize(
    "text",
    [
        "a \ue000hole\ue001 b",
        "`a \ue000hole\ue001 b`",
        "$a \ue000hole\ue001 b$",
        "```\na \ue000hole\ue001 b\n```",
    ],
)
def test_a_highlighted_span_is_bold_and_reversed(text: str) -> None:
    drawn = draw(text, styled=True)
    assert "\x1b[1;7mhole\x1b[0m" in drawn or "\x1b[1;7;36mhole\x1b[0m" in drawn
    assert "\ue000" not in drawn
    assert "\ue001" not in drawn


def test_a_span_in_code_keeps_the_colours_of_the_code_around_it() -> None:
    drawn = draw("```python\nreturn \ue000...\ue001 + 'x'\n```", styled=True)
    assert "\x1b[35mreturn\x1b[0m \x1b[1;7m...\x1b[0m" in drawn


def test_a_character_reference_cannot_forge_a_span() -> None:
    assert "\x1b[" not in draw("&#xE000;hole&#57345; &#x202E;", styled=True)


def test_inline_is_one_line_without_blocks() -> None:
    assert inline("# What is\n$\\sigma$ in *this*?").plain == "# What is σ in this?"


def test_a_table_with_many_columns_is_shown_as_lines() -> None:
    row = "|".join("abcdefghijklmnop")
    drawn = draw(f"{row}\n{'|'.join('-' * 16)}\n{row}")
    assert drawn == (" | ".join("abcdefghijklmnop") + "\n") * 2


def test_nothing_gives_nothing() -> None:
    assert draw("") == "\n" or draw("") == ""
