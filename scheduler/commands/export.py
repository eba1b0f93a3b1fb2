"""``rota export``: a published version as a whole folder of a plan."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.commands.console import say
from scheduler.commands.given.options import Number
from scheduler.commands.given.stores import Clock, find_version, open_store, store_option


@click.command(name="export", short_help="Write a published version as a whole folder of a plan.")
@click.argument("term", type=click.Path(path_type=Path))
@click.argument("number", type=Number(min=1), metavar="VERSION")
@click.option(
    "-o",
    "--output",
    "folder",
    required=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="The folder to write; a plan in it is replaced.",
)
@store_option
@click.pass_obj
def command(clock: Clock, term: Path, number: int, folder: Path, place: str | None) -> None:
    """Write a published version as a whole folder of a plan, as rota plan does.

    The folder can be changed by hand and published again: it says which version it is based on. Its calendars
    are those that subscribers have: they show what was withdrawn as cancelled for two weeks, or until its
    time has passed.
    """
    from scheduler.commands.publication.exported import base_number, render_version
    from scheduler.outputs.folder import write_folder

    with open_store(place, term) as store:
        version = find_version(store, number)
        base = base_number(version)
        before = store.version(base) if base else None
    write_folder(folder, render_version(version, before, clock()))
    say(f"Wrote {version.summary} to {folder}. To look at it, open {folder / 'board.html'} in a browser.")
