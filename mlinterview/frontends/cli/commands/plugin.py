"""``mlinterview plugin``: list plugins, or start one of your own."""

from __future__ import annotations

from pathlib import Path

import click

from mlinterview.frontends.cli.app import App, json_option, pass_app
from mlinterview.frontends.cli.lazy import LazyGroup
from mlinterview.plugins import malformed_decks


@click.group("plugin", cls=LazyGroup)
def command() -> None:
    """List plugins, or start one of your own."""


@command.command("list")
@json_option
@pass_app
def list_plugins(app: App, as_json: bool) -> None:
    """List all plugins that were found; broken ones with stage and reason."""
    plugins = app.plugins
    # a hook is known to be sound only after it was called
    _ = app.collection.library, plugins.kinds, plugins.frontends, plugins.commands
    _ = plugins.exporters, plugins.importers
    failures = [*plugins.failures, *malformed_decks(app.collection.library)]
    app.plugins.failures.clear()  # they are told here, not once more at the end
    if as_json:
        app.document("plugin-list", {
            "plugins": [
                {"name": p.name, "module": p.module, "distribution": p.distribution,
                 "hooks": list(p.hooks)}
                for p in plugins.found
            ],
            "failures": [
                {"plugin": f.plugin, "stage": f.stage, "reason": f.reason} for f in failures
            ],
        })  # fmt: skip
        return
    for info in plugins.found:
        app.say(f"{info.name} ({info.distribution or info.module})")
        app.say(f"    {', '.join(info.hooks) or 'no hooks'}")
        for failure in failures:
            if failure.plugin == info.name:
                app.say(f"    failed at {failure.stage}: {failure.reason}")
    known = {info.name for info in plugins.found}
    for failure in failures:
        if failure.plugin not in known:
            app.say(f"{failure.plugin}\n    failed at {failure.stage}: {failure.reason}")


@command.command("new")
@click.argument("name")
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False),
              help="Where to write it.  [default: ./mlinterview-NAME]")  # fmt: skip
@json_option
@pass_app
def new(app: App, name: str, folder: Path | None, as_json: bool) -> None:
    """Write a complete deck plugin to start from: it installs and its tests pass."""
    from mlinterview.scaffold import write_plugin

    target = folder or Path(f"mlinterview-{name}")
    files = write_plugin(name, target)
    if as_json:
        app.document("plugin-new", {"folder": str(target), "files": [str(f) for f in files]})
        return
    app.say(f"Wrote {len(files)} files to {target}. Next:")
    app.say(f"    pip install -e {target} --group {target}/pyproject.toml:dev")
    app.say(f"    pytest {target}")
