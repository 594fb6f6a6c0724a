"""The report on a screen, on paper and to a screen reader: it reads well everywhere."""

import re
from datetime import UTC, datetime

import pytest
from support.browsers import launched, needs_browser
from support.hostile_cards import EVIL
from support.statistics import Ready, let_readiness_be, lived, write_questions

from mlinterview.clock import ManualClock
from mlinterview.frontends.statistics.page import fragment, page
from mlinterview.frontends.statistics.palette import DARK, LIGHT, PAPER
from mlinterview.statistics.build import build

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colours", [LIGHT, DARK, PAPER], ids=["light", "dark", "paper"])
@pytest.mark.parametrize("ground", ["ground", "card"])
@pytest.mark.parametrize("ink", ["text", "quiet"])
def test_text_has_enough_contrast(colours, ground, ink) -> None:
    high, low = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_shades_go_one_way(colours) -> None:
    """More is darker on light ground and brighter on dark, also for who sees no colours."""
    shades = [luminance(colours[f"shade{place}"]) for place in range(5)]
    assert shades == sorted(shades, reverse=colours is LIGHT)


@pytest.fixture(scope="module")
def browser():
    with launched() as one:
        yield one


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A page on disk, of a long past."""

    folder = tmp_path_factory.mktemp("report")
    with pytest.MonkeyPatch.context() as patch:
        topics = [Ready(f"EVA{n:02}", 30, 20, n / 40, n / 50, n / 30) for n in range(26)]
        let_readiness_be(patch, [*topics, Ready("a-very-long-topic-of-mine", 9, 3, 0.9, 0.8, 1.0)])
        write_questions(folder / "home", 40)
        clock = ManualClock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
        with lived(folder / "home", clock, 40, 300) as collection:
            (folder / "report.html").write_text(page(build(collection)), encoding="utf-8")
            (folder / "output.html").write_text(
                '<!DOCTYPE html><html lang="en"><title>o</title><body data-jp-theme-light="false" '
                f'style="background:#111;color:#eee"><main><h1>N</h1><h2>n</h2>'
                f"{fragment(build(collection))}</main>",
                encoding="utf-8",
            )
    return folder / "report.html"


@needs_browser
@pytest.mark.parametrize(
    ("name", "scheme", "rules"),
    [
        ("report.html", "light", RULES),
        ("report.html", "dark", ["color-contrast"]),
        ("output.html", "light", RULES),
    ],
)
def test_axe_finds_nothing(browser, report, name, scheme, rules) -> None:
    from axe_playwright_python.sync_playwright import Axe

    tab = browser.new_page(color_scheme=scheme)
    tab.goto(report.with_name(name).as_uri())
    # one table stands for all, which are made alike
    tab.eval_on_selector("details:last-of-type", "one => one.open = true")
    found = Axe().run(tab, options={"runOnly": rules}).response["violations"]
    assert [f"{one['id']}: {node['html'][:150]}" for one in found for node in one["nodes"]] == []


@needs_browser
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_runs_over_the_edge(browser, report, width) -> None:
    over = """() => [...document.querySelectorAll(".chart, .tile, table, h1, h2, h3, p")]
        .filter(one => one.getBoundingClientRect().right > innerWidth + 0.5).map(one => one.innerText)"""
    tab = browser.new_page(viewport={"width": width, "height": 900})
    tab.goto(report.as_uri())
    assert tab.evaluate(over) == []
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


@needs_browser
def test_labels_of_a_chart_do_not_touch_each_other(browser, report) -> None:
    touching = """() => [...document.querySelectorAll(".pictures svg")].flatMap(svg => {
        const boxes = [...svg.querySelectorAll("text")].map(t => [t.textContent, t.getBoundingClientRect()]);
        return boxes.flatMap(([a, p], i) => boxes.slice(i + 1).filter(([b, q]) =>
            p.left < q.right && q.left < p.right && p.top + 2 < q.bottom && q.top + 2 < p.bottom)
            .map(([b]) => svg.querySelector("title").textContent + ": " + a + " " + b)) })"""
    for width in (360, 1280):
        tab = browser.new_page(viewport={"width": width, "height": 900})
        tab.goto(report.as_uri())
        assert tab.evaluate(touching) == []


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ground_follows_the_readers_scheme(browser, report, scheme) -> None:
    tab = browser.new_page(color_scheme=scheme)
    tab.goto(report.as_uri())
    ground = tab.evaluate("getComputedStyle(document.querySelector('main')).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", ground))) > 600) == (scheme == "light")


@needs_browser
def test_output_follows_the_notebook_and_not_the_system(browser, report) -> None:
    tab = browser.new_page(color_scheme="light")
    tab.goto(report.with_name("output.html").as_uri())
    text = tab.evaluate("getComputedStyle(document.querySelector('.mlq-stats')).color")
    shown = tab.eval_on_selector_all(".pictures", "all => all.map(one => one.offsetHeight)")
    assert min(shown) > 100
    assert sum(map(int, re.findall(r"\d+", text))) > 600


@needs_browser
def test_report_prints_on_few_pages_in_light_colours(browser, report) -> None:
    tab = browser.new_page(color_scheme="dark")
    tab.goto(report.as_uri())
    paper = tab.pdf(prefer_css_page_size=True)
    tab.emulate_media(media="print")
    assert (
        tab.evaluate("getComputedStyle(document.querySelector('main')).color") == "rgb(17, 17, 17)"
    )
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", paper)) <= 4


@needs_browser
def test_hostile_page_runs_and_loads_nothing(browser, tmp_path, hostile) -> None:
    file = tmp_path / "report.html"
    file.write_text(page(hostile), encoding="utf-8")
    asked: list[str] = []
    tab = browser.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(file.as_uri())
    tab.wait_for_timeout(200)
    assert tab.evaluate("window.owned") is None
    assert asked == [file.as_uri()]
    assert not any(url.startswith(EVIL) for url in asked)
