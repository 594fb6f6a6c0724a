"""What the documentation says is so: pages are up to date, commands and links exist."""

import importlib.util
import re
import shlex
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import click
import pytest
from support.commands import walk

ROOT = Path(__file__).parents[1]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
SOURCES = sorted((ROOT / "mlinterview").rglob("*.py"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^(`{3,})(\w*)[^\n]*\n(.*?)^\1$", re.DOTALL | re.MULTILINE)
COMMANDS = dict(walk())


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


every_page = pytest.mark.parametrize("page", PAGES, ids=name)


# -- generated pages -------------------------------------------------------------------------------


@pytest.fixture
def generate() -> ModuleType:
    """The script that writes pages, as ``python -m docs.generate`` runs it."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["cli.md", "settings.md", "database.md", "coverage.md"])
def test_page_is_up_to_date(page, generate) -> None:
    assert generate.PAGES[page]() == (ROOT / "docs" / page).read_text(encoding="utf-8")


def test_check_names_each_stale_page(generate, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(generate, "DOCS", tmp_path)
    monkeypatch.setattr("sys.argv", ["generate"])
    assert generate.main() == 0
    monkeypatch.setattr("sys.argv", ["generate", "--check"])
    assert generate.main() == 0
    (tmp_path / "cli.md").write_text("old")
    (tmp_path / "settings.md").unlink()
    assert generate.main() == 2
    assert capsys.readouterr().out == (
        "docs/cli.md is stale: run `make docs`\ndocs/settings.md is stale: run `make docs`\n"
    )


# -- commands --------------------------------------------------------------------------------------


def command_lines(text: str) -> list[str]:
    """Return what a text quotes as calls of the program, in backticks or console blocks."""
    blocks = "\n".join(body for _, kind, body in FENCE.findall(text) if kind in ("console", "sh"))
    calls = re.findall(r"^(?:uv run )?mlinterview\b(.*)$", blocks, re.MULTILINE)
    return calls + re.findall(r"(?<!`)`mlinterview(?: ([^`\n]*))?`(?!`)", FENCE.sub("", text))


def mistake_in(line: str) -> str | None:
    """Return what is wrong with a call of the program, or nothing."""
    words = shlex.split(re.sub(r"[{…].*", "", line))
    path: tuple[str, ...] = ()
    while words and (*path, words[0]) in COMMANDS:
        path = (*path, words.pop(0))
    command = COMMANDS[path]
    if words and isinstance(command, click.Group) and not words[0].startswith("-"):
        return f"there is no command {words[0]!r} in {line!r}"
    context = click.Context(command, help_option_names=["-h", "--help"])
    known = {name for option in command.get_params(context) for name in option.opts}
    unknown = [word for word in words if re.match(r"--?[a-z]", word) and word not in known]
    return f"{unknown[0]} is no option in {line!r}" if unknown else None


def test_wrong_calls_are_found() -> None:
    text = "`mlinterview reviev` `mlinterview deck lost` `mlinterview next --jsn`"
    assert len([m for line in command_lines(text) if (m := mistake_in(line))]) == 3
    assert len(command_lines("```console\nmlinterview next\n```\n")) == 1


@every_page
def test_commands_on_a_page_exist(page) -> None:
    lines = command_lines(page.read_text(encoding="utf-8"))
    assert [found for line in lines if (found := mistake_in(line))] == []


def test_commands_in_messages_exist() -> None:
    lines = [line for path in SOURCES for line in command_lines(path.read_text(encoding="utf-8"))]
    assert len(lines) > 20
    assert [found for line in lines if (found := mistake_in(line))] == []


def test_pages_in_messages_exist() -> None:
    texts = [path.read_text(encoding="utf-8") for path in SOURCES]
    pages = {found for text in texts for found in re.findall(r"docs/[\w/-]+\.md", text)}
    assert pages
    assert [page for page in sorted(pages) if not (ROOT / page).exists()] == []


def make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


@every_page
def test_make_targets_on_a_page_exist(page) -> None:
    text = page.read_text(encoding="utf-8")
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)) <= make_targets()


def test_readme_starts_the_quiz_and_the_tests_with_one_command_each() -> None:
    blocks = [body.strip() for _, kind, body in FENCE.findall(README) if kind == "console"]
    assert blocks[0] == "make quiz"
    assert blocks[-1] == "make test"


def test_keys_in_the_readme_are_those_on_the_screen() -> None:
    from mlinterview.frontends.terminal.responding import Responder

    keys = [*Responder.keys(None), ("u", "undo"), ("?", "help"), ("q", "leave")]
    assert "\n " + "  ".join(f"{key} {meaning}" for key, meaning in keys) + "\n" in README


# -- links -----------------------------------------------------------------------------------------


def links(page: Path) -> list[str]:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    text = re.sub(r"`[^`\n]*`", "", text)
    return re.findall(r"\]\(([^)\s]+)\)", text)


def anchors(page: Path) -> set[str]:
    """Return the fragments that a code-hosting site gives to a page's headings."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@every_page
def test_links_on_a_page_resolve(page) -> None:
    broken = []
    for link in links(page):
        target, _, fragment = unquote(link).partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        path = page.parent / target if target else page
        if not path.exists() or (fragment and fragment not in anchors(path)):
            broken.append(link)
    assert broken == []


def test_readme_leads_to_every_page() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop().resolve()
        if page in reached or page.suffix not in (".md", ""):
            continue
        reached.add(page)
        if page.is_dir():
            waiting += page.glob("*.md")
        else:
            here = [link.partition("#")[0] for link in links(page) if ":" not in link]
            waiting += [page.parent / link for link in here if (page.parent / link).exists()]
    assert [name(page) for page in PAGES if page.resolve() not in reached] == []
