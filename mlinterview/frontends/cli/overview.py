"""``mlinterview`` alone: where you stand today, and Enter starts."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from mlinterview.clock import day_to_date

if TYPE_CHECKING:
    from mlinterview.frontends.cli.app import App
    from mlinterview.today import Today


def overview(app: App, ctx: click.Context, *, as_json: bool, may_start: bool) -> None:
    """Show today; in a terminal, offer to start the review."""
    today = app.collection.today()
    if as_json:
        values = asdict(today)
        values["study_day"] = day_to_date(today.study_day).isoformat()
        app.document("today", values)
        return
    for line in lines(today):
        app.say(line)
    app.collection.check_clock()
    if may_start and (today.due or today.new):
        click.echo("\nPress Enter to start, any other key to leave. ", nl=False)
        key = click.getchar()
        click.echo()
        if key in ("\r", "\n"):
            command = ctx.command.get_command(ctx, "review")  # type: ignore[attr-defined]
            ctx.invoke(command)
    elif not may_start and (today.due or today.new):
        app.say("Start with `mlinterview review` in a terminal.")


def lines(today: Today) -> list[str]:
    """Return today in a few lines for people."""
    date = day_to_date(today.study_day)
    found = [f"mlinterview · {date:%A} {date.day} {date:%B %Y}", ""]
    if today.due or today.new:
        work = f"{today.due} due · {today.new} new · about {max(round(today.minutes), 1)} min"
        found.append(f"  Today    {work}")
    elif today.answered:
        found.append("  Today    all done")
    else:
        found.append("  Today    nothing is due")
    if today.answered:
        found.append(
            f"  So far   {_count(today.answered, 'answer')} in {today.minutes_studied:.0f} min"
        )
    if today.streak:
        found.append(f"  Streak   {_count(today.streak, 'day')}")
    extra = [
        f"{today.unseen} not seen yet",
        f"{today.flagged} flagged" if today.flagged else "",
        f"{today.suspended} suspended" if today.suspended else "",
        _count(today.leeches, "leech", "leeches") if today.leeches else "",
    ]
    found.append(f"  Cards    {' · '.join(part for part in extra if part)}")
    return found


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
