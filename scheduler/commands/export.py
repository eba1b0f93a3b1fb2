"""``rota export``: the tables and calendars of a published version as a folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.commands.console import say
from scheduler.commands.stores import Clock, find_version, open_store, store_option

if TYPE_CHECKING:
    from scheduler.store.version import Version


@click.command(name="export", short_help="Write the tables and calendars of a published version.")
@click.argument("term", type=click.Path(path_type=Path))
@click.argument("number", type=click.IntRange(min=1), metavar="VERSION")
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
    """Write the tables of a published version, and its calendars as subscribers have them.

    The folder can be changed by hand and published again: it says which version it is based on. Calendars
    show what was withdrawn as cancelled for two weeks, or until its time has passed.
    """
    from scheduler.commands.lineage import MARK, render_mark
    from scheduler.outputs.folder import RECORD, write_folder
    from scheduler.outputs.tables import render_tables
    from scheduler.result import Result
    from scheduler.store.feeds import render_published

    with open_store(place, term) as store:
        version = find_version(store, number)
    result = Result("feasible", version.plan, (), 0.0, 0, 1, version.shortfalls)
    files = {
        **render_tables(result, version.term),
        RECORD: (version.record or _record(version)).encode(),
        MARK: render_mark(version.store, number),
        **{f"calendars/{name}": content for name, content in render_published(version, clock()).items()},
    }
    write_folder(folder, files)
    say(f"Wrote {version.summary} to {folder}.")


def _record(version: Version) -> str:
    term = {"name": version.term.name, "digest": version.term.digest}
    return json.dumps({"schema": "rota-result/1", "term": term}, ensure_ascii=False, indent=2) + "\n"
