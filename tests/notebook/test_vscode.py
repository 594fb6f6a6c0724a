"""The card among VS Code's colours, with the white box that its widgets are put into."""

from support.browsers import needs_browser

pytestmark = needs_browser

BOX = """
() => {
  const box = document.createElement("div");
  box.className = "cell-output-ipywidget-background";
  box.style.background = "white";
  document.querySelector("main").append(box);
  box.append(document.querySelector("#one"));
}
"""


def test_white_box_behind_the_card_is_not_seen(card) -> None:
    page = card("a", theme="vscode-dark").page
    page.evaluate(BOX)
    ground = "getComputedStyle(document.querySelector('.cell-output-ipywidget-background')).backgroundColor"
    assert page.evaluate(ground) == "rgba(0, 0, 0, 0)"


def test_progress_is_drawn_in_the_theme_and_not_in_white(card) -> None:
    page = card("a", "b", theme="vscode-dark")
    progress = page.page.locator("progress")
    assert progress.evaluate("bar => getComputedStyle(bar).appearance") == "none"
    ground = progress.evaluate("bar => getComputedStyle(bar).backgroundColor")
    text = progress.evaluate("bar => getComputedStyle(bar).color")
    assert ground not in {"rgb(255, 255, 255)", text}


def test_card_takes_the_editor_colours_before_those_of_jupyter(card) -> None:
    page = card("a", theme="vscode-dark").page
    page.wait_for_selector(".mlq.card[data-dark=true]")
    colours = page.locator(".mlq.card").evaluate(
        "card => [getComputedStyle(card).color, getComputedStyle(card).backgroundColor]"
    )
    assert colours == ["rgb(204, 204, 204)", "rgb(31, 31, 31)"]
