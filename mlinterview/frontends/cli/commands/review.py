"""``mlinterview review``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mlinterview.errors import UsageError
from mlinterview.frontends.cli.app import App, pass_app, selection_options

if TYPE_CHECKING:
    from mlinterview.model.frontends import Frontend


@click.command("review")
@selection_options
@click.option("-n", "--limit", type=click.IntRange(1), help="Stop after so many answers.")
@click.option("--minutes", type=click.FloatRange(0, min_open=True), help="Stop after this time.")
@click.option("--new", type=click.IntRange(0), help="At most so many new cards.")
@click.option("--new-only", is_flag=True, help="Only new cards.")
@click.option("--ahead", is_flag=True, help="Go on with cards that fall due later.")
@click.option("--cram", is_flag=True, help="Take every card that you have seen, due or not.")
@click.option("--frontend", help="How to present the session.  [default: what fits here]")
@pass_app
def command(
    app: App,
    decks: tuple[str, ...],
    topics: tuple[str, ...],
    kinds: tuple[str, ...],
    levels: tuple[str, ...],
    flagged: bool,
    limit: int | None,
    minutes: float | None,
    new: int | None,
    new_only: bool,
    ahead: bool,
    cram: bool,
    frontend: str | None,
) -> None:
    """Answer what is due today, then new questions.

    Ratings: where the program grades, correct proposes Good, partly correct Hard, wrong or
    revealed Again; a lucky guess counts as Again; you may change the rating; time never punishes
    (docs/ratings.md).

    Every answer is saved before the next question appears: leave at any moment.
    """
    from mlinterview.model.reviews import Mode
    from mlinterview.store.queues import Selection

    if ahead and cram:
        raise click.UsageError("--ahead and --cram exclude each other.")
    presenter = _choose(app, frontend)
    app.look_at_decks()
    mode = Mode.AHEAD if ahead else Mode.CRAM if cram else Mode.REVIEW
    session = app.collection.session(
        selection=Selection(decks, topics, kinds, levels, flagged),
        limit=limit,
        minutes=minutes,
        new=new,
        new_only=new_only,
        mode=mode,
    )
    presenter.present(session)


def _choose(app: App, name: str | None) -> Frontend:
    frontends = app.plugins.frontends
    if name is not None:
        if name not in frontends:
            raise UsageError(f"there is no front end {name!r}: choose from {', '.join(frontends)}")
        chosen = frontends[name]
        if not chosen.can_present():
            raise UsageError(f"the front end {name!r} does not work here")
        return chosen
    able = [each for each in frontends.values() if each.can_present()]
    if not able:
        raise UsageError(
            "a review needs a terminal: in scripts use `mlinterview next --json` and "
            "`mlinterview answer ID --rating good`"
        )
    return max(able, key=lambda each: each.priority)
