"""``rota diff``: what changes for whom from one version to another, or to a plan that is not published."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.commands.console import say, write_json
from scheduler.commands.given.stores import find_version, open_store, store_option
from scheduler.commands.given.terms import read_whole_term, sound_term
from scheduler.commands.judgement.judging import read_whole_plan
from scheduler.commands.judgement.lineage import base_of, record_of

if TYPE_CHECKING:
    from scheduler.comparing.appointments import Side
    from scheduler.store.store import Store
    from scheduler.store.version import Draft, Version


@click.command(name="diff", short_help="Tell what changes for whom between versions and plans.")
@click.argument("term", type=click.Path(path_type=Path))
@click.argument("a")
@click.argument("b")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print one JSON document: what changes for whom, how many people are touched, by how many changes.",
)
@store_option
def command(term: Path, a: str, b: str, as_json: bool, place: str | None) -> None:
    """Tell what changes for whom from A to B, person by person.

    A and B are numbers of versions, or folders of plans (write ./2 for a folder that is called 2). A plan is
    read with the term as it is now, a version with the term as it was; neither has to keep the rules.
    """
    from scheduler.comparing.changes import find_changes, numbers_of, things_of
    from scheduler.comparing.promised import promises_changed_since
    from scheduler.comparing.words import plain_changes, plain_counts, say_people, say_promises, say_things

    with open_store(place, term) as store:
        (before, old), (after, new) = (_find(word, store, term, as_json=as_json) for word in (a, b))
    people = find_changes(old, new)
    plain = plain_changes(people)
    numbers, things = numbers_of(people), things_of(people)
    since = _since(before, after)
    promised = None if since is None else promises_changed_since(new, old, since)
    if as_json:
        counts = plain_counts(plain, things, since or date.min, new.term, promised)
        document = {"from": a, "to": b, "numbers": numbers, "people": plain, "counts": counts}
        write_json("rota-diff/1", document)
        return
    for line in say_people(plain):
        say(line)
    names = [f"version {word}" if word.isdecimal() else word for word in (a, b)]
    if people:
        say()
    say(f"From {names[0]} to {names[1]}: {say_things(things, numbers)}{'' if numbers else ' changes'}.")
    if promised is not None and (promises := say_promises(things, promised)):
        say(promises)


def _find(word: str, store: Store, term: Path, *, as_json: bool) -> tuple[Version | Draft, Side]:
    """Return a version or the plan in a folder, and what of it is compared."""
    if word.isascii() and word.isdecimal():
        version = find_version(store, int(word))
        return version, version.side
    from scheduler.comparing.appointments import Side
    from scheduler.outputs.round_leads import AS_PLANNED
    from scheduler.store.past_leads import past_leads
    from scheduler.store.version import Draft

    whole = sound_term(read_whole_term(term), as_json=as_json, quiet=True)
    folder = Path(word)
    plan, _ = read_whole_plan(folder, whole, as_json=as_json)
    draft = Draft(plan, whole, record=record_of(folder))
    base = base_of(folder, store.id())
    before = (store.version(base) if base else None) or store.latest()
    return draft, Side(plan, whole, past_leads(draft, before) if before else AS_PLANNED)


def _since(before: Version | Draft, after: Version | Draft) -> date | None:
    """Return from which day on what changes touches people, where the plan was made for that; else None."""
    from scheduler.store.version import Version, changeable_from

    return changeable_from(after, before) if isinstance(before, Version) else None
