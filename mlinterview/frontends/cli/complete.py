"""Shell completion of ids, decks, topics, kinds and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinterview.errors import MLInterviewError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import click

    from mlinterview.collection import Collection


def _from_library(ctx: click.Context, read: Callable[[Collection], Iterable[str]]) -> list[str]:
    from mlinterview.collection import open_collection

    home = ctx.find_root().params.get("home")
    try:
        with open_collection(home) as collection:
            return list(read(collection))
    except MLInterviewError:
        return []  # a shell's Tab key is no place for error messages


def _starting(words: Iterable[str], incomplete: str) -> list[str]:
    return [word for word in words if word.casefold().startswith(incomplete.casefold())]


def questions(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Question ids."""
    return _starting(_from_library(ctx, lambda c: c.library.ids()), incomplete)


def decks(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Deck ids."""
    return _starting(_from_library(ctx, lambda c: c.library.deck_ids()), incomplete)


def topics(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Topics."""
    return _starting(_from_library(ctx, lambda c: c.library.topics()), incomplete)


def kinds(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Question kinds."""
    return _starting(_from_library(ctx, lambda c: c.plugins.kinds), incomplete)


def settings(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """Names of settings."""
    from mlinterview.settings import SETTINGS

    return _starting(SETTINGS, incomplete)
