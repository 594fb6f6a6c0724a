"""Write a complete deck plugin for somebody to start from: it installs and its tests pass."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import mlinterview
from mlinterview.deckfiles.question import SLUG
from mlinterview.errors import UsageError
from mlinterview.hookspecs import PROJECT

TEMPLATES = Path(__file__).parent / "templates" / "plugin"
_SUFFIX = ".template"
_LONGEST_NAME = 50
_PREFIX = "mlinterview-"


def write_plugin(name: str, folder: Path) -> list[Path]:
    """Write a deck plugin into a folder, which is created; returns the files.

    Args:
        name: id of the deck, name of the plugin, and the distribution's name after
            ``mlinterview-``.
        folder: where to; must be empty if it exists.

    Raises:
        UsageError: the name or the folder cannot be used; nothing is written.
    """
    _check_name(name)
    values = {
        "@name@": name,
        "@module@": _module(name),
        "@title@": name.replace("-", " ").capitalize(),
        "@version@": mlinterview.__version__,
    }
    written = []
    try:
        _check_folder(folder)
        for template in sorted(TEMPLATES.rglob(f"*{_SUFFIX}")):
            place = template.relative_to(TEMPLATES).as_posix().removesuffix(_SUFFIX)
            path = folder / _filled(place, values)
            path.parent.mkdir(parents=True, exist_ok=True)
            text = template.read_text(encoding="utf-8")
            path.write_text(_filled(text, values), encoding="utf-8", newline="\n")
            written.append(path)
    except OSError as error:
        where = error.filename or folder
        raise UsageError(
            f"{where} cannot be written ({error.strerror}): choose a folder with --folder"
        ) from error
    return written


def _check_name(name: str) -> None:
    if name.startswith(_PREFIX):
        raise UsageError(
            f"the name {name!r} would give {_PREFIX}{name}: "
            f"write `mlinterview plugin new {name.removeprefix(_PREFIX) or 'NAME'}`"
        )
    if not SLUG.fullmatch(name) or len(name) > _LONGEST_NAME:
        raise UsageError(
            f"the name {name!r} cannot be a deck's id: use lower-case letters, digits and single "
            f"hyphens, at most {_LONGEST_NAME}, such as `vision-extra`"
        )
    if name == PROJECT or importlib.util.find_spec(_module(name)) is not None:
        raise UsageError(
            f"the name {name!r} is taken: choose another, or uninstall the plugin that has it"
        )


def _check_folder(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError(f"the folder {folder} is not empty: choose another with --folder")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file: choose a folder with --folder")


def _module(name: str) -> str:
    return f"{_PREFIX}{name}".replace("-", "_")


def _filled(text: str, values: dict[str, str]) -> str:
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    return text
