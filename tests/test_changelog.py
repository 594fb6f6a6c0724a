"""The changelog: what is new, for the person who upgrades."""

import re
from pathlib import Path

from packaging.version import Version

import mlinterview

TEXT = (Path(__file__).parents[1] / "CHANGELOG.md").read_text(encoding="utf-8")
HEADINGS = re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
SECTIONS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def releases() -> list[tuple[Version, str]]:
    """Return version and date of the releases, in the order of the page."""
    found = [re.fullmatch(r"\[(.+)\] - (\d{4}-\d\d-\d\d)", one) for one in HEADINGS[1:]]
    assert all(found), HEADINGS
    return [(Version(one[1]), one[2]) for one in found]


def test_what_is_not_released_stands_on_top() -> None:
    assert HEADINGS[0] == "[Unreleased]"


def test_newest_version_is_that_of_the_package() -> None:
    """Before the first release there is none to compare."""
    versions = [version for version, _ in releases()]
    assert versions == [] or versions[0] >= Version(mlinterview.__version__)


def test_releases_are_newest_first() -> None:
    versions = [version for version, _ in releases()]
    dates = [date for _, date in releases()]
    assert versions == sorted(versions, reverse=True)
    assert dates == sorted(dates, reverse=True)


def test_version_is_one_that_packages_may_have() -> None:
    assert str(Version(mlinterview.__version__)) == mlinterview.__version__


def test_sections_are_those_of_keep_a_changelog() -> None:
    assert set(re.findall(r"^### (.+)$", TEXT, re.MULTILINE)) <= SECTIONS


def test_no_section_comes_twice_in_a_version() -> None:
    for version in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]:
        sections = re.findall(r"^### (.+)$", version, re.MULTILINE)
        assert len(sections) == len(set(sections))


def test_every_entry_is_an_item_that_ends_with_a_full_stop() -> None:
    body = TEXT.partition("\n## ")[2]
    lines = [line for line in body.splitlines()[1:] if line and not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"(- |  )\S.*", line)] == []
    entries = re.split(r"^- ", "\n".join(lines), flags=re.MULTILINE)[1:]
    assert [entry for entry in entries if not entry.rstrip().endswith((".", "`."))] == []
