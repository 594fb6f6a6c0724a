"""axe-core finds nothing to complain about, in light and dark, at every stage of every kind."""

import pytest
from support.browsers import needs_browser
from support.cards import THEMES
from support.decks import cloze, recall
from support.forms import number, one_of, outline, program, several_of

pytestmark = needs_browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MATHEMATICS = recall("m").replace(
    "The answer to m.",
    "$\\frac{TP}{TP + FP}$, [a page](https://example.com), `code`\n\n"
    "```python\ndef f(x):  # why\n    return 'a' + 1\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |",
)


def violations(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page.page, options={"runOnly": RULES}).response["violations"]
    return [f"{one['id']}: {node['html'][:150]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("theme", THEMES)
def test_no_violations(card, theme: str) -> None:
    page = card(
        MATHEMATICS, cloze("c", holes=1), one_of("o"), several_of("s"), number("n"), program("p"),
        outline("r"), theme=theme,
    )  # fmt: skip
    found: list[str] = []
    while not page.quiz.over:
        found += violations(page)
        page.press("f", "h", "Space")
        if page.quiz.judging:
            found += violations(page)
            page.quiz.act("reveal")
        page.quiz.act("more")
        page.page.evaluate("state => arrive(state)", page.state())
        found += violations(page)
        page.press("4")
    found += violations(page)
    assert sorted(set(found)) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_targets_are_large_enough(card, theme: str) -> None:
    page = card(one_of("o"), theme=theme)
    page.press("1")
    sizes = page.page.eval_on_selector_all(
        ".mlq button",
        "all => all.map(b => b.getBoundingClientRect()).map(r => [r.width, r.height])",
    )
    assert [size for size in sizes if min(size) < 36] == []


def test_changes_are_announced(card) -> None:
    page = card("a", "b")
    page.press("Space", "3")
    status = page.page.get_by_role("status")
    assert status.get_attribute("aria-live") == "polite"
    assert status.inner_text() == "Good: it comes back in 10m."


def test_formula_is_named_in_words(card) -> None:
    page = card(MATHEMATICS)
    page.press("Space")
    assert page.page.locator("svg.mlq-math").get_attribute("aria-label") == "TP / (TP + FP)"


def test_shortcuts_are_told_to_assistive_technology(card) -> None:
    page = card("a")
    page.press("Space")
    keys = page.page.eval_on_selector_all(
        ".mlq-rating", "all => all.map(b => b.getAttribute('aria-keyshortcuts'))"
    )
    assert keys == ["1", "2", "3", "4"]
