"""The package's source, looked at without running it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import mlinterview

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "mlinterview"


@dataclass(frozen=True)
class Import:
    """One imported name.

    Attributes:
        importer: dotted name of the importing module.
        imported: dotted name of the module that is imported.
        only_types: it stands under ``if TYPE_CHECKING``.
        line: where.
    """

    importer: str
    imported: str
    only_types: bool
    line: int

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.imported}"


@cache
def modules() -> dict[str, ast.Module]:
    """Return the package's modules by dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        found[name] = ast.parse(path.read_text(encoding="utf-8"), path)
    return found


@cache
def imports() -> tuple[Import, ...]:
    """Return all imports of the package, those inside functions too."""
    return tuple(one for name, tree in modules().items() for one in _imports_of(name, tree))


def _imports_of(importer: str, tree: ast.Module) -> Iterator[Import]:
    type_lines: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            last = node.body[-1].end_lineno or node.lineno
            type_lines.update(range(node.lineno, last + 1))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [_module_of(node.module or "", alias.name) for alias in node.names]
        else:
            continue
        for name in names:
            yield Import(importer, name, node.lineno in type_lines, node.lineno)


def _module_of(module: str, name: str) -> str:
    """Return the module that ``from module import name`` imports."""
    if module == "mlinterview" and name in mlinterview._PLACES:
        return mlinterview._PLACES[name]
    below = f"{module}.{name}"
    return below if below in modules() else module
