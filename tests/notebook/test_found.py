"""What people found who live in notebooks."""

import json
import math
from functools import partial
from typing import Any

import pytest
from support.browsers import needs_browser
from support.decks import recall, write_deck
from support.forms import number, one_of, outline, program
from support.shells import kernel_shell

import mlinterview
from mlinterview.collection import Collection
from mlinterview.errors import UsageError
from mlinterview.frontends.render.html import html
from mlinterview.trust import trust

WIDE = r"""
$$\mathcal{L}(\theta)=\sum_{i=1}^{n}\sum_{j=1}^{m}\frac{\exp(w_{ij}^\top x_i+b_j)}{\sum_{k=1}^{K}
\exp(w_{ik}^\top x_i+b_k)}+\lambda\sum_{j=1}^{m}\sum_{k=1}^{K}w_{jk}^2+\mu\sum_{j=1}^{m}|w_j|$$

| model | accuracy | latency | what people say of it |
|---|---:|:---:|---|
| linear_model_with_a_long_name | 0.81 | 3 ms | interpretable_without_any_further_ado |
"""


@pytest.fixture
def shell(home, monkeypatch):
    write_deck(home, "a", one_of("c"), number("d"), program("e"), program("f"), outline("g"))
    with Collection() as collection:
        trust(collection, "tiny")
    with kernel_shell(monkeypatch) as started:
        yield started


# -- the card --------------------------------------------------------------------------------------


def judging(card: Any) -> Any:
    """Open a scenario's rubric by keyboard."""
    page = card(outline("a"))
    page.page.locator(".mlq.card").focus()
    page.page.keyboard.press("e")
    page.page.keyboard.type("First I ask.")
    page.page.keyboard.press("Control+Enter")
    page.page.wait_for_selector(".mlq-rubric")
    return page


@needs_browser
def test_enter_adds_up_also_while_a_box_has_the_focus(card) -> None:
    page = judging(card)
    for _ in range(4):
        page.page.keyboard.press("Tab")
        page.page.keyboard.press("Space")
    page.page.keyboard.press("Enter")
    page.page.wait_for_selector(".mlq-verdict")
    assert "0% of the points" in page.text(".mlq-feedback")


@needs_browser
def test_digits_score_one_point_after_the_other(card) -> None:
    page = judging(card)
    page.page.keyboard.type("4343")
    page.page.keyboard.press("Enter")
    page.page.wait_for_selector(".mlq-verdict")
    assert json.loads(page.quiz.session.response)["points"] == [3, 2, 3, 2]


@needs_browser
def test_outline_stands_beside_the_strong_answer(card) -> None:
    page = judging(card)
    page.page.keyboard.type("4444")
    page.page.keyboard.press("Enter")
    page.page.wait_for_selector(".mlq-verdict")
    assert page.text(".mlq-answer .mlq-outline") == "First I ask."


@needs_browser
def test_program_stands_beside_the_solution(card) -> None:
    page = card(program("a"))
    page.quiz.act("attempt", response="def double(x):\n    return x + x")
    page.page.evaluate("state => arrive(state)", page.state())
    assert "return x + x" in page.text(".mlq-answer pre")


@needs_browser
def test_wide_formulas_and_tables_scroll_in_a_narrow_card(card) -> None:
    page = card(recall("a").replace("### Answer", f"{WIDE}\n\n### Answer"))
    height = "document.querySelector('.mlq-display svg').getBoundingClientRect().height"
    drawn = "document.querySelector('.mlq-display svg path').getBoundingClientRect().height"
    before = page.page.evaluate(f"[{height}, {drawn}]")
    page.page.set_viewport_size({"width": 320, "height": 900})
    assert page.page.evaluate(f"[{height}, {drawn}]") == pytest.approx(before)
    assert page.page.evaluate(
        "(card => card.scrollWidth <= card.clientWidth)(document.querySelector('.mlq.card'))"
    )
    for box in (".mlq-display", ".mlq-table"):
        assert page.page.evaluate(
            "box => (found => found.scrollWidth > found.clientWidth)(document.querySelector(box))",
            box,
        )


@needs_browser
def test_closed_connection_is_said_at_once_and_keys_typed_ahead_are_dropped(card) -> None:
    page = card("a")
    page.page.evaluate("() => { window.sent.push = () => { throw Error('closed'); } }")
    page.page.locator(".mlq.card").focus()
    said = page.page.evaluate(
        """async () => {
          const press = (key) => document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", { key, bubbles: true }));
          press(" ");
          press("3");
          await new Promise(requestAnimationFrame);
          return document.querySelector(".mlq-status").innerText;
        }"""
    )
    assert said.startswith("No reply from the kernel")
    assert page.page.locator(".mlq[aria-busy]").count() == 0
    assert page.errors == []


def test_columns_of_a_table_keep_their_alignment() -> None:
    written = html("| a | b | c |\n|---|---:|:---:|\n| 1 | 2 | 3 |")
    assert '<td>1</td>\n<td align="right">2</td>\n<td align="center">3</td>' in written


# -- commands --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("--minutes nan", "minutes are a number greater than 0"),
        ("--minutes inf", "minutes are a number greater than 0"),
        ('""', "'' is no topic"),
        ("code --kind choice", "leave --kind out"),
        ("--plan", "Did you mean '--plain'? See %mlquiz --help"),
    ],
)
def test_silly_arguments_are_refused(shell, given: str, told: str) -> None:
    assert told in shell.run(f"%mlquiz {given}")


def test_help_without_dashes(shell) -> None:
    assert "--new-only" in shell.run("%mlquiz help")


def test_code_takes_limits(shell) -> None:
    assert "1 of 1 · tiny · T · mid · code" in shell.run("%mlquiz code tiny -n 1")


def test_code_chooses_a_code_question_whatever_is_asked_now(shell) -> None:
    shell.run("%mlquiz --plain --kind recall")
    assert "Write double(x)." in shell.run("%mlquiz code").replace("`", "")


def test_limit_of_new_cards_is_named_where_it_leaves_nothing_to_ask(shell) -> None:
    with Collection() as collection:
        collection.set("new_per_day", 0)
    assert "today's new cards are used up" in shell.run("%mlquiz --plain")
    assert "today's new cards are used up" in shell.run("%mlquiz code tiny")


# -- functions -------------------------------------------------------------------------------------


@pytest.fixture
def tiny(home, monkeypatch):
    monkeypatch.setenv("MLINTERVIEW_DISABLE_PLUGINS", "*")
    write_deck(home, "a", one_of("c"), number("d"), program("e"))
    with Collection() as collection:
        trust(collection, "tiny")


def test_text_names_methods_where_there_are_no_magics(tiny) -> None:
    quiz = mlinterview.quiz("tiny", plain=True)
    assert ".reveal() · .undo()" in repr(quiz)
    assert ".good() (10m, proposed)" in repr(quiz.reveal())
    assert ".answer(2) · .reveal()" in repr(quiz.good())
    assert "%mlquiz" not in repr(quiz)


@pytest.mark.parametrize("action", ["lucky", "more", "flag", "bury", "suspend", "stop", "hint"])
def test_every_command_is_a_method(tiny, action: str) -> None:
    quiz = mlinterview.quiz("tiny", plain=True).reveal()
    assert repr(getattr(quiz, action)())


def test_one_kind_may_be_given_as_a_word(tiny) -> None:
    assert "· code · new" in repr(mlinterview.quiz("tiny", kinds="code", plain=True))


@pytest.mark.parametrize(
    "given",
    [{"n": 0}, {"n": "3"}, {"minutes": -1}, {"minutes": math.nan}, {"levels": ["expert"]}],
    ids=str,
)
def test_limits_that_cannot_be_are_refused(tiny, given: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        mlinterview.quiz("tiny", plain=True, **given)


@pytest.mark.parametrize("what", [3, None, ""])
def test_what_is_no_topic_is_said_to_be_none(tiny, what: Any) -> None:
    with pytest.raises(mlinterview.errors.UnknownName, match="is no topic"):
        mlinterview.quiz(what, plain=True)


def test_wrong_number_is_called_wrong_and_the_answer_given(tiny) -> None:
    checked = partial(mlinterview.check, "tiny/d")
    wrong = repr(checked(1.5))
    assert "apples." in wrong
    assert "Not correct. Again: it comes back in" in wrong
