"""A program that leans on other cells, made to stand alone: the tests run it in a process of its own."""

from __future__ import annotations

import ast
import builtins
import inspect
import symtable
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST = 50
_PLAIN = (int, float, complex, str, bytes, bool, type(None))


def with_names(program: str, namespace: Mapping[str, Any]) -> str:
    """Return the program with what it needs of other cells before it: imports, functions, plain values.

    What cannot be written down (an array, a model) stays out, and the tests say that it is missing.
    """
    gathered: dict[str, str] = {}
    waiting = [program]
    while waiting and len(gathered) < _MOST:
        for name in sorted(missing_names(waiting.pop())):
            if name in gathered or name not in namespace:
                continue
            written = _written(name, namespace[name])
            if written is not None:
                gathered[name] = written
                waiting.append(written)
    # what was found last is needed by what was found before
    return "\n".join([*reversed(gathered.values()), program])


def missing_names(program: str) -> set[str]:
    """Return the names that a program reads and does not make; none if it cannot be read."""
    try:
        table = symtable.symtable(program, "cell", "exec")
    except SyntaxError:
        return set()
    made = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned()}
    made |= {symbol.get_name() for symbol in table.get_symbols() if symbol.is_imported()}
    read = set[str]()
    tables = [table]
    while tables:
        one = tables.pop()
        tables += one.get_children()
        at_top = one is table
        read |= {
            symbol.get_name()
            for symbol in one.get_symbols()
            if symbol.is_referenced() and (at_top or symbol.is_global())
        }
    return {name for name in read - made if not hasattr(builtins, name)}


def _written(name: str, value: Any) -> str | None:
    """Return code that makes a name mean a value; ``None`` if there is none."""
    if isinstance(value, types.ModuleType):
        return f"import {value.__name__} as {name}"
    if isinstance(value, (types.FunctionType, type)) and value.__module__ == "__main__":
        return _source(name, value)
    if isinstance(value, _PLAIN):
        return f"{name} = {value!r}"
    module, qualified = getattr(value, "__module__", None), getattr(value, "__qualname__", "")
    if isinstance(module, str) and module != "__main__" and qualified.isidentifier():
        return f"from {module} import {qualified} as {name}"
    return None


def _source(name: str, value: Any) -> str | None:
    try:
        source = inspect.cleandoc("\n" + inspect.getsource(value))
        tree = ast.parse(source)
    except (OSError, TypeError, SyntaxError):
        return None
    made = getattr(tree.body[0], "name", None) if len(tree.body) == 1 else None
    return source if made == name else None
