"""The card in a real browser: keys, clicks, forms and focus, with a real quiz behind it."""

import pytest
from support.browsers import needs_browser
from support.decks import cloze, recall
from support.forms import number, one_of, outline, program, several_of, typed

from mlinterview.model.reviews import Rating

pytestmark = needs_browser


def rated(page) -> list[str]:
    return [answer.review.rating.word for answer in page.quiz.session.summary.answers]


def focused(page) -> str:
    """Return what kind of part has the focus."""
    return page.page.evaluate("document.activeElement.className || document.activeElement.tagName")


def test_space_reveals_and_takes_the_proposed_rating(card) -> None:
    page = card("a", "b")
    page.press("Space")
    assert "The answer to a" in page.text()
    page.press("Space")
    assert rated(page) == ["good"]
    assert "What is b?" in page.text()


@pytest.mark.parametrize("rating", list(Rating))
def test_digits_rate(card, rating: Rating) -> None:
    page = card("a", "b")
    page.press("Space", str(rating.value))
    assert rated(page) == [rating.word]


def test_ratings_show_their_intervals(card) -> None:
    page = card("a")
    page.press("Space")
    assert page.text(".mlq-ratings").split("\n")[:3] == ["Again", "1m", "1"]


def test_keys_typed_ahead_are_done_in_order(card) -> None:
    page = card("a", "b", "c")
    page.page.locator(".mlq.card").focus()
    for key in ("Space", "4", "Space", "3", "Space"):
        page.page.keyboard.press(key)
    page.page.wait_for_function(
        "document.querySelector('.mlq-progress').innerText.startsWith('2/')"
    )
    page.page.wait_for_selector(".mlq-ratings")
    assert rated(page) == ["easy", "good"]


def test_double_click_rates_once(card) -> None:
    page = card("a", "b", "c")
    page.press("Space")
    page.page.get_by_role("button", name="Good, again in 10m, proposed").dblclick()
    page.arrived(0)
    assert rated(page) == ["good"]
    assert not page.quiz.session.revealed


def test_digit_picks_an_option_and_each_gets_its_feedback(card) -> None:
    page = card(one_of("a"))
    page.press("1")
    for name in ("alpha", "beta", "gamma"):
        assert f"About {name}." in page.text(".mlq-answer")
    assert page.page.locator(".mlq-judged[data-right=true]").count() == 1
    assert page.page.locator(".mlq-judged[data-picked=true]").count() == 1


def test_which_option_is_right_is_not_in_the_page_before(card) -> None:
    page = card(one_of("a"))
    assert "About" not in str(page.state())
    assert "right" not in page.state()


def test_several_options_are_picked_then_sent(card) -> None:
    page = card(several_of("a"))
    options = page.quiz.shown.presentation.options
    right = [str(n) for n, text in enumerate(options, start=1) if text in ("alpha", "beta")]
    page.press(*right)
    assert page.page.locator("[aria-pressed=true]").count() == 2
    page.press("Enter")
    assert page.text(".mlq-verdict") == "Correct."


def test_picking_again_takes_the_pick_away(card) -> None:
    page = card(several_of("a"))
    page.press("1", "1")
    assert page.page.locator("[aria-pressed=true]").count() == 0
    page.press("Enter")
    assert page.text(".mlq-status") == "Pick at least one."


def test_digits_open_the_field_of_a_number(card) -> None:
    page = card(number("a"))
    page.page.locator(".mlq.card").focus()
    answer = int(page.quiz.shown.presentation.prompt.split()[3]) + 1
    page.page.keyboard.type(str(answer))
    page.page.keyboard.press("Enter")
    page.page.wait_for_selector(".mlq-verdict")
    assert page.text(".mlq-verdict") == "Correct."
    assert f"Your answer: {answer}" in page.text()


def test_number_shows_unit_and_rounding(card) -> None:
    page = card(number("a"))
    assert page.text(".mlq-note") == f"Answer {page.quiz.shown.presentation.note}."


def test_number_that_cannot_be_read_stays_in_its_field(card) -> None:
    page = card(number("a"))
    field = page.page.locator("[data-key=response]")
    field.fill("many")
    field.press("Enter")
    page.page.wait_for_function("document.querySelector('.mlq-status').innerText")
    assert field.input_value() == "many"
    assert focused(page) == "mlq-input"


def test_program_is_tried_until_it_passes(card) -> None:
    page = card(program("a"))
    field = page.page.locator("textarea")
    field.fill("def double(x):\n    return x")
    field.press("Control+Enter")
    page.page.wait_for_selector(".mlq-test")
    assert "✗ Doubles three." in page.text(".mlq-test")
    assert "return x" in field.input_value()
    field.fill("def double(x):\n    return 2 * x")
    field.press("Control+Enter")
    page.page.wait_for_selector(".mlq-verdict")
    assert page.text(".mlq-verdict") == "Correct."


def test_tab_in_a_program_indents_and_escape_leaves_it(card) -> None:
    page = card(program("a"))
    page.page.locator(".mlq.card").focus()
    page.page.keyboard.press("e")
    page.page.keyboard.press("Tab")
    assert "    " in page.page.locator("textarea").input_value()
    page.page.keyboard.press("Escape")
    assert focused(page) == "mlq card"


def test_hints_come_one_by_one(card) -> None:
    page = card(program("a"))
    page.press("h", "h")
    assert page.page.locator(".mlq-hint").count() == 2
    assert page.page.get_by_role("button", name="Hint").count() == 0


def test_scenario_is_outlined_then_judged_by_keyboard(card) -> None:
    page = card(outline("a"))
    page.page.locator(".mlq.card").focus()
    page.page.keyboard.press("e")
    page.page.keyboard.type("First I ask.\nThen I measure.")
    page.press("Space")
    assert "First I ask.\nThen I measure." in page.text(".mlq-outline")
    boxes = page.page.locator("input[type=radio]")
    for point in range(4):
        boxes.nth(4 * point + 3).focus()
        page.page.keyboard.press("Space")
    page.press("Enter")
    page.page.wait_for_selector(".mlq-verdict")
    assert "100% of the points" in page.text(".mlq-feedback")
    assert '"outline": "First I ask.' in (page.quiz.session.response or "").replace('":"', '": "')


def test_rubric_is_not_in_the_page_before_it_is_asked_for(card) -> None:
    assert "Names a measure" not in str(card(outline("a")).state())


def test_point_that_was_not_judged_is_asked_for(card) -> None:
    page = card(outline("a"))
    page.press("Space", "Enter")
    assert page.text(".mlq-status") == "Judge point 1 first."


def test_clock_of_a_scenario_runs_down(card) -> None:
    page = card(outline("a"))
    page.page.wait_for_function("document.querySelector('.mlq-clock').innerText.endsWith('left')")
    assert page.text(".mlq-clock").startswith(("5:00", "4:5"))


def test_typed_answer_is_recognised(card) -> None:
    page = card(typed("a"))
    page.page.locator(".mlq.card").focus()
    page.page.keyboard.press("t")
    page.page.keyboard.type("forty-two")
    page.page.keyboard.press("Enter")
    page.page.wait_for_selector(".mlq-verdict")
    assert page.text(".mlq-verdict") == "Correct."


def test_hole_is_marked(card) -> None:
    page = card(cloze("a"))
    assert page.page.locator(".mlq-prompt mark").count() == 1
    page.press("Space")
    assert "hole 1" in page.text(".mlq-answer")


def test_undo_flag_bury_suspend_by_key(card) -> None:
    page = card("a", "b", "c")
    page.press("f")
    assert "⚑ flagged" in page.text(".mlq-marks")
    page.press("b")
    assert "What is b?" in page.text()
    page.press("u")
    assert "What is a?" in page.text()
    page.press("s")
    assert "What is b?" in page.text()


def test_letters_in_a_field_are_no_commands(card) -> None:
    page = card("a", "b")
    field = page.page.locator("input.mlq-input")
    field.fill("")
    field.press_sequentially("fbsu 1")
    assert page.quiz.number == 0
    assert field.input_value() == "fbsu 1"


@pytest.mark.parametrize("keys", ["Control+b", "Meta+s", "Alt+u"])
def test_keys_with_control_belong_to_the_notebook(card, keys: str) -> None:
    page = card("a", "b")
    page.page.locator(".mlq.card").focus()
    page.page.keyboard.press(keys)
    assert page.quiz.number == 0


def test_keys_that_the_card_uses_go_no_further(card) -> None:
    page = card("a", "b")
    page.page.evaluate(
        "window.reached = []; document.addEventListener('keydown', e => window.reached.push(e.key))"
    )
    page.press("b", "Space", "1")
    assert page.page.evaluate("window.reached") == []


def test_every_focusable_part_keeps_the_notebooks_shortcuts_away(card) -> None:
    """Notebook 7 takes keys in the capture phase; `m` would destroy the cell."""
    page = card(one_of("a"), recall("b"), program("c"), outline("d"), number("e"))
    unprotected = """() => [...document.querySelectorAll(
        '.mlq.card, .mlq.card :is(a[href], button, input, textarea, select, summary, [tabindex])'
    )].filter(element => !element.hasAttribute('data-lm-suppress-shortcuts')).length"""
    while not page.quiz.over:
        assert page.page.evaluate(unprotected) == 0
        page.press("Space")
        assert page.page.evaluate(unprotected) == 0
        if page.quiz.session.revealed:
            page.press("4")
        else:
            page.quiz.act("reveal")
            page.quiz.act("rate", rating=4)
            page.page.evaluate("state => arrive(state)", page.state())


def test_focus_goes_to_the_answer_and_back_to_the_card(card) -> None:
    page = card("a", "b")
    page.press("Space")
    assert focused(page) == "mlq-answer"
    page.press("3")
    assert focused(page) == "mlq card"


def test_focus_that_was_elsewhere_stays_there(card) -> None:
    page = card("a", "b")
    page.page.evaluate("document.activeElement.blur()")
    page.quiz.act("reveal")
    page.page.evaluate("state => arrive(state)", page.state())
    assert focused(page) == "BODY"


def test_second_view_shows_the_same_card_and_follows(card) -> None:
    page = card("a", "b")
    page.page.evaluate(
        "document.querySelector('main').append(Object.assign(document.createElement('div'), {id: 'two'}));"
        "void mount('two')"
    )
    page.page.locator("#one .mlq.card").focus()
    page.page.keyboard.press("Space")
    page.page.wait_for_selector("#two .mlq-ratings")
    assert page.page.locator("#one .mlq-ratings").count() == 1


def test_view_in_a_shadow_root_keeps_its_focus(card) -> None:
    """As marimo shows widgets."""
    page = card("a", "b")
    page.page.evaluate("""() => {
        unmount(); document.getElementById('one').replaceChildren();
        const root = document.getElementById('one').attachShadow({mode: 'open'});
        const inner = document.createElement('div'); inner.id = 'inner'; root.append(inner);
        const original = document.getElementById; document.getElementById = () => inner;
        mount('inner'); document.getElementById = original;
    }""")
    page.page.locator("#inner .mlq.card").focus()
    page.page.keyboard.press("Space")
    page.page.wait_for_selector("#inner .mlq-ratings")
    inside = "document.getElementById('one').shadowRoot.activeElement.className"
    assert page.page.evaluate(inside) == "mlq-answer"


def test_silent_kernel_is_mentioned_and_the_card_stays(card) -> None:
    page = card("a")
    page.page.evaluate("window.deaf = true")
    page.page.locator(".mlq.card").focus()
    page.page.keyboard.press("Space")
    page.page.wait_for_function(
        "document.querySelector('.mlq-status').innerText.startsWith('No reply from the kernel')"
    )
    assert "What is a?" in page.text()


def test_late_reply_takes_the_warning_away(card) -> None:
    page = card("a")
    page.page.evaluate("window.deaf = true")
    page.page.locator(".mlq.card").focus()
    page.page.keyboard.press("Space")
    page.page.wait_for_function("document.querySelector('.mlq-status').innerText")
    page.quiz.act("reveal")
    page.page.evaluate("state => arrive(state)", page.state())
    assert page.text(".mlq-status") == ""
    assert page.page.locator(".mlq-ratings").count() == 1


def test_what_was_typed_survives_a_change_from_elsewhere(card) -> None:
    page = card(typed("a"))
    page.page.locator("input.mlq-input").fill("forty")
    page.quiz.act("flag")
    page.page.evaluate("state => arrive(state)", page.state())
    assert page.page.locator("input.mlq-input").input_value() == "forty"


def test_end_shows_what_was_done_and_can_be_undone(card) -> None:
    page = card("a", limit=1)
    page.press("Space", "4")
    assert "1 answer in" in page.text(".mlq-over")
    page.press("u")
    assert "What is a?" in page.text()


def test_time_limit_is_shown(card) -> None:
    assert "10 min left" in card("a", minutes=10).text(".mlq-progress")


def test_card_asks_for_nothing_but_itself(card) -> None:
    page = card("a", one_of("b"))
    page.press("Space", "3", "1")
    assert page.asked_for == []
    assert page.errors == []


def test_closed_view_lets_go_of_the_model(card) -> None:
    page = card("a")
    page.page.evaluate("unmount()")
    page.page.evaluate("state => arrive(state)", page.state())
    assert page.errors == []
