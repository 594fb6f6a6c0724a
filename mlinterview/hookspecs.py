"""The contract between mlinterview and its plugins.

A plugin is a module, named by an entry point in the group ``mlinterview``, that implements some of
these hooks with ``mlinterview.hookimpl``. Its module should import nothing that is slow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click

    from mlinterview.model.decks import DeckSource
    from mlinterview.model.exchange import Exporter, Importer
    from mlinterview.model.frontends import Frontend
    from mlinterview.model.kinds import QuestionKind
    from mlinterview.model.reviews import CardState, Review

PROJECT = "mlinterview"
API_VERSION = 1
"""A plugin may say ``mlinterview_api = 1``; one that asks for another number is not loaded."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def register_decks() -> Iterable[DeckSource]:  # type: ignore[empty-body]
    """Offer decks to the learner.

    Called at most once per process, before the first deck is listed.
    Return where the decks stand, not parsed questions: mlinterview reads the files when they are
    needed, and reports mistakes with file and line.

    .. versionadded:: 0.1
    """


@hookspec
def register_question_kinds() -> Iterable[QuestionKind]:  # type: ignore[empty-body]
    """Offer kinds of questions: how one is read from a deck file, presented and graded.

    Called at most once per process, before the first deck file is read.
    A kind's name must not be taken by another plugin.

    .. versionadded:: 0.1
    """


@hookspec
def register_frontends() -> Iterable[Frontend]:  # type: ignore[empty-body]
    """Offer ways to present a session to the learner.

    Called at most once per process, when a session is about to be presented.

    .. versionadded:: 0.1
    """


@hookspec
def register_commands() -> Iterable[click.Command]:  # type: ignore[empty-body]
    """Add commands to the ``mlinterview`` program.

    Called at most once per process, and only if the command line names no built-in command.
    The context's object is an ``mlinterview.frontends.cli.app.App``.
    A name that is taken is refused.

    .. versionadded:: 0.1
    """


@hookspec
def register_exporters() -> Iterable[Exporter]:  # type: ignore[empty-body]
    """Offer formats for ``mlinterview export``.

    Called at most once per process, when something is about to be exported.
    A name that is taken is refused.

    .. versionadded:: 0.1
    """


@hookspec
def register_importers() -> Iterable[Importer]:  # type: ignore[empty-body]
    """Offer formats for ``mlinterview import``.

    Called at most once per process, when a file is about to be imported.
    A name that is taken is refused.

    .. versionadded:: 0.1
    """


@hookspec
def review_recorded(review: Review, card: CardState) -> Any:
    """Be told of each review after it has been saved.

    Called once per review, in the process that recorded it, right after the transaction; return
    quickly, for the learner is waiting for the next question. The return value is not used.

    :param review: what was recorded, immutable.
    :param card: the card's state after it.

    .. versionadded:: 0.1
    """
