"""``mlinterview backup``."""

from __future__ import annotations

from pathlib import Path

import click

from mlinterview.frontends.cli.app import App, json_option, pass_app
from mlinterview.frontends.cli.wording import counted


@click.command("backup")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--list", "show_list", is_flag=True, help="List the copies in the backup folder.")
@click.option("--restore", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Put a copy in the collection's place; the present one is kept.")  # fmt: skip
@json_option
@pass_app
def command(
    app: App, file: Path | None, show_list: bool, restore: Path | None, as_json: bool
) -> None:
    """Copy the collection, list copies, or restore one.

    Without FILE the copy goes to the backup folder in the collection's home.
    A copy is also made once a day, when a review session ends; the last 14 of these are kept.
    """
    from mlinterview.locations import find_home
    from mlinterview.store import backup

    if sum((file is not None, show_list, restore is not None)) > 1:
        raise click.UsageError("Give FILE, --list or --restore, not several of them.")
    home = find_home(app.home)
    if show_list:
        copies = backup.list_backups(home)
        if as_json:
            app.document("backup-list", {"backups": [
                {"path": str(c.path), "made_at": c.made_at.isoformat(), "size": c.size,
                 "reviews": c.reviews}
                for c in copies
            ]})  # fmt: skip
            return
        for copy in copies:
            content = "damaged" if copy.reviews is None else counted(copy.reviews, "review")
            app.say(f"{copy.path}\n    {copy.made_at:%Y-%m-%d %H:%M}, {content}")
        if not copies:
            app.note(f"There are no copies in {home.backups}.")
        return
    if restore is not None:
        kept = backup.restore(home, restore)
        document = {"restored": str(restore), "kept": None if kept is None else str(kept)}
        words = f"Restored {restore}." + (f" What was there before is {kept}." if kept else "")
    else:
        _ = app.collection  # opens it, so that an older schema is migrated and damage is told
        made = backup.back_up(home, "by-hand", file)
        document, words = {"path": str(made)}, f"Copied to {made}."
    if as_json:
        app.document("backup", document)
    else:
        app.say(words)
