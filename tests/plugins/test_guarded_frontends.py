"""A plugin's front end may fail: the others still work, and nothing answered is lost."""

import inspect
from typing import Any

import click
import pytest
from support.decks import DECK, write_deck

from mlinterview import hookimpl
from mlinterview.border import GuardedFrontend
from mlinterview.collection import Collection
from mlinterview.errors import MLInterviewError, UsageError
from mlinterview.model.frontends import Frontend
from mlinterview.model.reviews import Rating
from mlinterview.plugins import Plugins


class Window(Frontend):
    """Raises what it is told to."""

    name = "window"
    description = "For tests."
    priority = 7

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error

    def can_present(self) -> bool:
        if self.error:
            raise self.error
        return True

    def present(self, session: Any, **options: Any) -> None:
        session.rate(Rating.GOOD)
        if self.error:
            raise self.error


class FrontendPlugin:
    """Offers one front end."""

    def __init__(self, frontend: Frontend) -> None:
        self.frontend = frontend

    @hookimpl
    def register_frontends(self) -> list[Frontend]:
        return [self.frontend]


def plugins_with(frontend: Frontend) -> Plugins:
    return Plugins({"p": FrontendPlugin(frontend)}, discover=False)


def test_every_method_of_a_front_end_is_guarded() -> None:
    methods = {name for name, _ in inspect.getmembers(Frontend, inspect.isfunction)}
    assert methods <= vars(GuardedFrontend).keys()


def test_guarded_front_end_says_of_itself_what_the_front_end_says() -> None:
    guarded = plugins_with(Window()).frontends["window"]
    assert (guarded.name, guarded.description, guarded.priority) == ("window", "For tests.", 7)
    assert guarded.can_present()


@pytest.mark.parametrize("error", [ValueError("boom"), SystemExit(1)], ids=repr)
def test_front_end_that_cannot_say_whether_it_works_does_not(error) -> None:
    plugins = plugins_with(Window(error))
    assert not plugins.frontends["window"].can_present()
    assert [(f.plugin, f.stage) for f in plugins.failures] == [("p", "frontend window")]


def test_failure_while_presenting_is_one_line_and_answers_are_saved(home) -> None:
    write_deck(home, "one")
    plugins = plugins_with(Window(ValueError("boom")))
    with Collection(home, plugins=plugins) as collection:
        with pytest.raises(MLInterviewError) as caught:
            plugins.frontends["window"].present(collection.session())
        assert str(caught.value) == (
            "the front end 'window' of the plugin p failed (ValueError: boom): everything "
            "answered is saved; choose another with --frontend"
        )
        assert collection.card(f"{DECK}/one").reps == 1


@pytest.mark.parametrize(
    "error",
    [UsageError("no"), click.Abort(), click.exceptions.Exit(0), KeyboardInterrupt()],
    ids=repr,
)
def test_front_end_may_end_the_program_as_commands_do(home, error) -> None:
    write_deck(home, "one")
    plugins = plugins_with(Window(error))
    with Collection(home, plugins=plugins) as collection:
        with pytest.raises(type(error)):
            plugins.frontends["window"].present(collection.session())
        assert plugins.failures == []
