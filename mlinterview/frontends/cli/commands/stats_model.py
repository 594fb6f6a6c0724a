"""``mlinterview stats model``."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlinterview.frontends.cli.app import App, json_option, pass_app

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from mlinterview.fitting.assess import Assessment
    from mlinterview.fitting.scores import Reliability

_WIDTH = 30


@click.command("model")
@click.option("--log", "log_file", metavar="FILE",
              type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Measure by a review log in CSV (card_id, review_time, review_rating), "
                   "not by your own.")  # fmt: skip
@click.option("--time-zone", default="UTC", show_default=True,
              help="Time zone of the study days of that file.")  # fmt: skip
@click.option("--rollover-hour", type=click.IntRange(0, 23), default=4, show_default=True,
              help="Hour at which its study days begin.")  # fmt: skip
@json_option
@pass_app
def command(
    app: App, log_file: Path | None, time_zone: str, rollover_hour: int, as_json: bool
) -> None:
    """How well the memory model predicts, beside simple ones.

    Your reviews are cut into six parts in time; each of the last five is predicted by what comes of
    all before it. Log loss and RMSE are better small, AUC is better large.
    """
    from mlinterview.fitting.assess import assess, assess_histories

    if log_file is None:
        found = assess(app.collection)
    else:
        from mlinterview.fitting.reviewlog import of_file
        from mlinterview.settings import Settings, read_value

        zone = read_value("time_zone", time_zone)
        calendar = Settings({"time_zone": zone, "rollover_hour": rollover_hour}).calendar()
        found = assess_histories(of_file(log_file, calendar))
    if as_json:
        app.document("stats-model", found.to_json())
    elif not found.rows:
        app.say(
            f"There is not enough to measure by: {found.measured} of {found.reviews} reviews came "
            "on a later day than the card's previous one, and 24 are needed."
        )
    else:
        from rich.console import Group

        app.show(Group(*_view(found)))


def _view(found: Assessment) -> Iterator[RenderableType]:
    from rich.text import Text

    yield Text(
        f"{found.scored:,} held-out of {found.reviews:,} reviews, {found.recalled:.1%} recalled."
    )
    yield Text()
    yield _scores(found)
    yield Text()
    yield from _health(found)
    yield Text()
    yield Text("Fitted model: predicted against observed recall, with 95 % intervals")
    yield _curve(found.reliability)
    yield Text()
    yield Text("Readiness: the same")
    yield _curve(found.calibrated)


def _scores(found: Assessment) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("prediction")
    for name in ("log loss", "RMSE (bins)", "AUC"):
        table.add_column(name, justify="right")
    for row in found.rows:
        numbers = (row.log_loss, row.rmse_bins, row.auc)
        table.add_row(row.name, *("–" if math.isnan(n) else f"{n:.4f}" for n in numbers))
    return table


def _health(found: Assessment) -> Iterator[RenderableType]:
    from rich.text import Text

    best = min(found.rows, key=lambda row: row.log_loss)
    simple = found.row("moving average")
    if found.row("fitted").log_loss > simple.log_loss:
        yield Text("A moving average of your answers predicts better than the fitted model.")
    yield Text(f"Least log loss: {best.name}.")
    if found.health is None:
        yield Text("Anki's health check needs more than 300 measured reviews.")
        return
    verdict = "passed" if found.health.healthy else "not passed: the model fits your answers badly"
    yield Text(
        f"Anki's health check: {verdict} (adjusted log loss {found.health.log_loss:.2f}, at most "
        f"1.11, or adjusted RMSE {found.health.rmse_bins:.2f}, at most 1.53)."
    )


def _curve(curve: Sequence[Reliability]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("reviews", "predicted", "observed", "from", "to"):
        table.add_column(name, justify="right")
    table.add_column("0 % to 100 %: │ predicted, ● observed", no_wrap=True)
    for one in curve:
        numbers = (one.predicted, one.observed, one.low, one.high)
        table.add_row(f"{one.count:,}", *(f"{n:.0%}" for n in numbers), _strip(one))
    return table


def _strip(one: Reliability) -> str:
    """Draw the interval as a line, with the two shares on it."""

    def place(share: float) -> int:
        return min(int(share * _WIDTH), _WIDTH - 1)

    cells = ["─" if place(one.low) <= cell <= place(one.high) else " " for cell in range(_WIDTH)]
    cells[place(one.predicted)] = "│"
    cells[place(one.observed)] = "●"
    return "".join(cells)
