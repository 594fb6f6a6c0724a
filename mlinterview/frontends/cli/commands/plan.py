"""``mlinterview plan``: prepare for interviews with dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from mlinterview.errors import UsageError
from mlinterview.frontends.cli.app import App, json_option, pass_app
from mlinterview.frontends.cli.complete import decks as deck_names
from mlinterview.frontends.cli.complete import topics as topic_names
from mlinterview.frontends.cli.lazy import LazyGroup
from mlinterview.model.goals import WEEKDAYS, Interview, checked_focus
from mlinterview.model.questions import Level

if TYPE_CHECKING:
    from mlinterview.preparation.outlook import Outlook


@click.group("plan", cls=LazyGroup, invoke_without_command=True)
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Be ready on the day: plan what to study until your interviews.

    With a plan, `mlinterview` asks each day what raises most what you will know on the day of the
    interview, within the minutes you have; learning steps, desired retention and the limit of new
    cards then wait until it is over. Days that you miss, or extra time, are taken into account the
    next day.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(show, as_json=as_json)
    elif as_json:
        raise click.UsageError("Write --json behind the command.", ctx)


class _Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value).strip())
        except ValueError:
            self.fail(f"{value!r} is no date: write it like 2026-12-15.", param, ctx)


class _Rest(click.ParamType[frozenset[int]]):
    name = "days"

    def convert(self, value: Any, param: Any, ctx: Any) -> frozenset[int]:
        if isinstance(value, frozenset):
            return value
        words = [word.strip().lower()[:3] for word in str(value).split(",")]
        if words == ["non"]:
            return frozenset()
        if unknown := [word for word in words if word not in WEEKDAYS]:
            self.fail(
                f"{unknown[0]!r} is no weekday: write days like sat,sun, or none.", param, ctx
            )
        return frozenset(map(WEEKDAYS.index, words))


class _Focus(click.ParamType[tuple[str, float]]):
    name = "topic=weight"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[str, float]:
        if isinstance(value, tuple):
            return value
        topic, mark, weight = str(value).partition("=")
        try:
            return topic.strip().upper(), checked_focus(weight if mark else 2.0)
        except ValueError:
            self.fail(f"{value!r} is no TOPIC=WEIGHT such as EVA=2 (0 to 100).", param, ctx)


@command.command("set")
@click.argument("day", metavar="DATE", type=_Day())
@click.option("--minutes", type=click.FloatRange(1, 1440), help="Study time a day.  [default: 30]")
@click.option(
    "--rest",
    type=_Rest(),
    metavar="DAYS",
    help="Weekdays without study, such as sat,sun; `none` for none.",
)
@click.option(
    "--focus",
    type=_Focus(),
    metavar="TOPIC=WEIGHT",
    multiple=True,
    shell_complete=topic_names,
    help="How much more a topic or area counts, such as EVA=2; 0 leaves it out; may be repeated.",
)
@click.option(
    "--deck",
    "decks",
    multiple=True,
    shell_complete=deck_names,
    help="Only this deck; may be repeated.",
)
@click.option(
    "--level",
    type=click.Choice([level.value for level in Level]),
    help="The level you are interviewed for.",
)
@json_option
@pass_app
def set_plan(
    app: App,
    day: date,
    minutes: float | None,
    rest: frozenset[int] | None,
    focus: tuple[tuple[str, float], ...],
    decks: tuple[str, ...],
    level: str | None,
    as_json: bool,
) -> None:
    """Add an interview on DATE to the plan, or change the one of that date.

    Minutes and days of rest are those of the whole plan; they stay as they are if not given.
    What is studied before DATE counts, and on the day itself what you do before the interview.
    `mlinterview undo` takes it back.
    """
    from mlinterview.preparation.setting import set_interview

    app.look_at_decks()
    interview = Interview(day, dict(focus), decks, Level(level) if level else None)
    set_interview(app.collection, interview, minutes, rest)
    _show(app, as_json)


@command.command("show")
@json_option
@pass_app
def show(app: App, as_json: bool = False) -> None:
    """Show what the plan leads to: what you will know, the load of each day, what is left out.

    Shares are of all questions that count, each by its weight: how often it is asked, its level,
    its kind and your focus.
    """
    app.collection.check_clock()
    app.look_at_decks()
    _show(app, as_json)


@command.command("clear")
@click.argument("day", metavar="[DATE]", type=_Day(), required=False)
@json_option
@pass_app
def clear_plan(app: App, day: date | None, as_json: bool) -> None:
    """Take the interview on DATE out of the plan; without a date, all of them."""
    from mlinterview.preparation.setting import clear

    left = clear(app.collection, day)
    if left is not None:
        _show(app, as_json)
    elif as_json:
        app.document("plan", {"interview": None, "interviews": []})
    else:
        app.say(
            "The plan is cleared: questions come when they are due. `mlinterview undo` takes it back."
        )


def _show(app: App, as_json: bool) -> None:
    from mlinterview.preparation.outlook import outlook

    collection = app.collection
    goal = collection.settings.goal()
    if goal is None or not goal.to_come(collection.today_date()):
        if as_json:
            app.document("plan", {"interview": None, "interviews": []})
            return
        raise UsageError("there is no plan: `mlinterview plan set DATE --minutes 30` makes one")
    app.look_at_plan()
    found = outlook(collection)
    if as_json:
        app.document("plan", _document(found))
        return
    from mlinterview.frontends.cli.planview import view

    app.show(view(found, app.console.width))


def _document(found: Outlook) -> dict[str, Any]:
    share, ordinary = found.share, found.ordinary
    return {
        "interview": found.interviews[0].day.isoformat(),
        "days_left": found.days_left,
        "minutes": found.goal.minutes,
        "rest": [WEEKDAYS[number] for number in sorted(found.goal.rest)],
        "questions": found.questions,
        "seen": found.seen,
        "share_now": found.now,
        "expected_share": share.expected,
        "expected_interval": [share.low, share.high],
        "ordinary_share": ordinary.expected,
        "ordinary_interval": [ordinary.low, ordinary.high],
        "interviews": [
            {
                "date": interview.day.isoformat(),
                "expected_share": expected,
                "focus": dict(interview.focus),
                "decks": list(interview.decks),
                "level": interview.level.value if interview.level else None,
            }
            for interview, expected in zip(found.interviews, found.shares, strict=True)
        ],
        "days": [
            {
                "date": day.day.isoformat(),
                "minutes": round(day.minutes, 2),
                "new": round(day.new, 2),
                "reviews": round(day.reviews, 2),
            }
            for day in found.days
        ],
        "unreached": [
            {"area": each.area, "questions": each.questions, "of": each.of}
            for each in found.unreached
        ],
    }
