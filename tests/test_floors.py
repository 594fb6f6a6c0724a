"""Imports go down the floors of the architecture only, and each door has one keeper."""

import ast
import tomllib
from importlib.metadata import packages_distributions
from sys import stdlib_module_names

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support.sources import ROOT, imports, modules

FLOORS = {
    "errors": 0, "model": 0, "clock": 0,
    "deckfiles": 1, "grading": 1, "scheduling": 1, "locations": 1,
    "store": 2,
    "hookspecs": 3,
    "frontends": 5,
}  # fmt: skip
"""Modules that are not named stand on floor 4."""

OUTSIDE = ("builtin", "testing", "__main__")
"""They put the parts together, and nothing in the stack imports them."""

KEEPERS = {
    "fsrs": ("scheduling",),
    "fsrs_rs_python": ("scheduling",),
    "sqlite3": ("store",),
    "sqlite_utils": ("store",),
    "yaml": ("deckfiles",),
    "rich": ("frontends",),
    "IPython": ("frontends",),
    "anywidget": ("frontends",),
}


def part(module: str) -> str:
    """Return the part of the package that a module belongs to; empty for the package itself."""
    return module.removeprefix("mlinterview").lstrip(".").partition(".")[0]


def floor(module: str) -> int:
    return 0 if not part(module) else FLOORS.get(part(module), 4)


RUNTIME = [one for one in imports() if not one.only_types]
OURS = [one for one in RUNTIME if one.imported.partition(".")[0] == "mlinterview"]


def test_imports_go_down_only() -> None:
    up = [
        one
        for one in OURS
        if part(one.importer) not in OUTSIDE and floor(one.imported) > floor(one.importer)
    ]
    assert list(map(str, up)) == []


def test_nothing_imports_what_puts_the_parts_together() -> None:
    inside = [one for one in OURS if part(one.importer) not in OUTSIDE]
    assert [str(one) for one in inside if part(one.imported) in OUTSIDE] == []


def front_end(module: str) -> str:
    """Return the front end that a module belongs to; empty for what all of them share."""
    if part(module) != "frontends" or module.count(".") < 2:
        return ""
    name = module.split(".")[2]
    is_package = any(one.startswith(f"mlinterview.frontends.{name}.") for one in modules())
    return name if is_package and name not in ("render", "statistics") else ""


def test_front_ends_do_not_import_each_other() -> None:
    sideways = [
        str(one)
        for one in OURS
        if front_end(one.imported) not in ("", front_end(one.importer))
        and part(one.importer) not in OUTSIDE
    ]
    assert sideways == []


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        ("mlinterview.frontends.cli.commands.deck", "cli"),
        ("mlinterview.frontends.terminal", "terminal"),
        ("mlinterview.frontends.render.plain", ""),
        ("mlinterview.frontends", ""),
        ("mlinterview.session", ""),
    ],
)
def test_what_is_a_front_end(module: str, expected: str) -> None:
    assert front_end(module) == expected


@pytest.mark.parametrize(("package", "keepers"), KEEPERS.items())
def test_package_is_imported_by_its_keeper_only(package: str, keepers: tuple[str, ...]) -> None:
    others = [
        str(one)
        for one in RUNTIME
        if one.imported.partition(".")[0] == package and part(one.importer) not in keepers
    ]
    assert others == []


def calls() -> list[tuple[str, str]]:
    """Return all calls in the package: module and what is called."""
    return [
        (name, ast.unparse(node.func))
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    ]


ASK_THE_TIME = (
    "time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime", "time.strftime",
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today",
)  # fmt: skip


def test_only_the_clock_knows_what_time_it_is() -> None:
    asking = {name for name, called in calls() if called.endswith(ASK_THE_TIME)}
    assert asking == {"mlinterview.clock"}


def test_nothing_of_time_is_imported_by_name() -> None:
    # a bare `time()` would not be seen by the test above
    bare = [
        name
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "time"
    ]
    assert bare == []


def test_only_front_ends_print_and_read_input() -> None:
    speaking = {name for name, called in calls() if called in ("print", "input", "click.echo")}
    assert [name for name in speaking if part(name) != "frontends"] == []


def test_only_declared_dependencies_are_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project.get("optional-dependencies", {}).values()
    declared = [*project["dependencies"], *(one for extra in extras for one in extra)]
    allowed = {canonicalize_name(Requirement(text).name) for text in declared}
    distributions = packages_distributions()
    packages = {one.imported.partition(".")[0] for one in RUNTIME} - stdlib_module_names
    undeclared = set()
    for package in packages - {"mlinterview"}:
        # a distribution may be named after its package and get it from another one
        candidates = {package, *distributions.get(package, ())}
        if not allowed & set(map(canonicalize_name, candidates)):
            undeclared.add(package)
    assert undeclared == set()
