"""``mlinterview optimize``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mlinterview.frontends.cli.app import App, json_option, pass_app
from mlinterview.frontends.cli.wording import counted

if TYPE_CHECKING:
    from mlinterview.fitting.optimize import Optimized


@click.command("optimize")
@click.option("--dry-run", is_flag=True, help="Fit and compare, but change nothing.")
@json_option
@pass_app
def command(app: App, dry_run: bool, as_json: bool) -> None:
    """Fit the memory model to your own answers, and keep it if it predicts better.

    Old and new parameters are compared on answers that the new ones were not fitted to. If the new
    ones are kept, all due dates follow, and `mlinterview undo` takes all of it back.
    """
    from mlinterview.fitting.optimize import optimize

    found = optimize(app.collection, keep=not dry_run)
    if as_json:
        app.document("optimize", {"dry_run": dry_run, **found.to_json()})
        return
    app.say("\n".join(_lines(found)))


def _lines(found: Optimized) -> list[str]:
    reviews = counted(found.reviews, "review")
    if not found.parameters:
        few = f"Nothing changed: {reviews}, of which {found.scored} can be used for comparing."
        need = (
            f"A fit needs {found.needed} of them: answered on a later day than the card's previous "
            "answer, and new since the last fit."
        )
        return [few, need]
    compared = (
        f"Compared on {found.scored} held-out of {reviews}: log loss {found.old_log_loss:.4f} as "
        f"it was, {found.new_log_loss:.4f} fitted (less is better)."
    )
    if found.kept:
        kept = "The fitted parameters are kept, and all due dates follow from them."
        back = "Take it back with `mlinterview undo`; see `mlinterview stats model`."
        return [compared, kept, back]
    if found.better:
        return [compared, "The fitted parameters would be kept. Nothing changed."]
    return [compared, "The parameters stay as they were: a fit predicts no better."]
