"""``rota versions``: what was published, when and why; whether the store still holds it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inputs.words import counted
from scheduler.commands.console import say, write_json
from scheduler.commands.exits import TROUBLE
from scheduler.commands.given.stores import open_store, plain_summary, say_changed, store_option

if TYPE_CHECKING:
    from scheduler.store.store import Store
    from scheduler.store.version import Summary


@click.command(name="versions", short_help="List what was published, when and why.")
@click.argument("term", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="See whether the store still holds what was published.")
@click.option(
    "--migrate",
    is_flag=True,
    help="Bring a store of an earlier rota up to date; make damaged calendar files again.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@store_option
def command(term: Path, check: bool, migrate: bool, as_json: bool, place: str | None) -> None:
    """List the published versions of a term: number, time, what changed in numbers, and note.

    TERM is the term's folder or workbook; it need not be sound, only its store is read.
    """
    with open_store(place, term) as store:
        if migrate:
            _migrate(store)
            return
        damage = store.check() if check else []
        if damage:
            for line in damage:
                say(line, err=True)
            raise click.exceptions.Exit(TROUBLE)
        summaries = store.summaries()
        if as_json:
            write_json(
                "rota-versions/1", {"store": f"{store.address}", "versions": [*map(plain_summary, summaries)]}
            )
        else:
            _tell(store, summaries)
            if check and summaries:
                say("Each is what was published.")


def _migrate(store: Store) -> None:
    from scheduler.store.tables import FORM

    migrated = store.migrate()
    if migrated.form != FORM:
        say(f"{store.address} was of form {migrated.form}, and is of form {FORM} now.")
    elif migrated.made is None:
        say(f"{store.address} is up to date.")
    if migrated.made is not None:
        say(f"The calendars of version {migrated.made} were made again.")


def _tell(store: Store, summaries: tuple[Summary, ...]) -> None:
    if not summaries:
        say(f"Nothing is published yet in {store.address}. To publish a plan: rota publish TERM PLAN")
        return
    zone = summaries[-1].timezone
    say(f"{counted(len(summaries), 'version').capitalize()} in {store.address}, times of {zone}.")
    width = max(len(summary.when) for summary in summaries)
    for summary in summaries:
        back = f"back to version {summary.restores}, " if summary.restores else ""
        note = f"; {summary.note}" if summary.note else ""
        say(f"  {summary.number:3}  {summary.when:{width}}  {back}{say_changed(summary)}{note}")
