"""``mlinterview`` alone: where you stand today, and Enter starts."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from mlinterview.clock import day_to_date
from mlinterview.frontends.cli.wording import counted
from mlinterview.frontends.fitting import offer

if TYPE_CHECKING:
    from mlinterview.frontends.cli.app import App
    from mlinterview.today import Today


def overview(app: App, ctx: click.Context, *, as_json: bool, may_start: bool) -> None:
    """Show today; in a terminal, offer to start the review."""
    app.collection.check_clock()
    app.look_at_decks()
    today = app.collection.today()
    if as_json:
        values = asdict(today)
        values["study_day"] = day_to_date(today.study_day).isoformat()
        app.document("today", values)
        return
    for line in lines(today):
        app.say(line)
    if offered := offer(app.collection):
        app.say(f"  Model    {offered}")
    if not (today.due or today.new):
        return
    if not may_start:
        app.say("\nStart with `mlinterview review` in a terminal.")
    elif _wants_to_start():
        command = ctx.command.get_command(ctx, "review")  # type: ignore[attr-defined]
        ctx.invoke(command)


def _wants_to_start() -> bool:
    from mlinterview.frontends.keys import Left, keyboard, read_key

    try:
        with keyboard():
            click.echo("\nPress Enter to start, any other key to leave. ", nl=False)
            key = read_key()
    except (Left, KeyboardInterrupt):
        key = ""
    click.echo()
    return key == "enter"


def lines(today: Today) -> list[str]:
    """Return today in a few lines for people."""
    date = day_to_date(today.study_day)
    found = [f"mlinterview · {date:%A} {date.day} {date:%B %Y}", ""]
    if today.interview is not None and today.days_left is not None:
        when = {0: "today", 1: "tomorrow"}.get(today.days_left, f"in {today.days_left} days")
        found.append(f"  Plan     interview {when}, {today.interview}")
    if today.due or today.new:
        work = f"{today.due} due · {today.new} new · about {max(round(today.minutes), 1)} min"
        found.append(f"  Today    {work}")
    elif today.answered:
        found.append("  Today    all done")
    elif today.interview is not None and not today.rest:
        found.append("  Today    the plan wants nothing; see `mlinterview plan show`")
    elif today.rest:
        found.append(
            "  Today    a day of rest; `mlinterview review --minutes 10` studies all the same"
        )
    else:
        found.append("  Today    nothing is due")
    if today.answered:
        minutes = today.minutes_studied
        time = f"{minutes:.0f} min" if minutes >= 1 else "under a minute"
        found.append(f"  So far   {counted(today.answered, 'answer')} in {time}")
    if today.streak:
        found.append(f"  Streak   {counted(today.streak, 'day')}")
    extra = [
        f"{today.unseen} not seen yet",
        f"{today.flagged} flagged" if today.flagged else "",
        f"{today.suspended} suspended" if today.suspended else "",
        counted(today.leeches, "leech", "leeches") if today.leeches else "",
    ]
    found.append(f"  Cards    {' · '.join(part for part in extra if part)}")
    return found
