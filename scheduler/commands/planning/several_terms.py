"""The terms of ``rota plan TERM TERM ...``: where each is, what is in it, and where its plan goes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from inputs.faults import Fault, Notice, SomeRemark, listed
from inputs.term import Term
from scheduler.commands.console import say
from scheduler.commands.given.against import newest_version
from scheduler.commands.given.stores import find_address
from scheduler.commands.given.terms import read_whole_term, refusal
from scheduler.commands.planning.places import default_folder, name_among_others
from scheduler.store.address import address_beside

ALONE = "alone, without --processes and --cluster,"
"""How a term is planned that keeps to what was published."""


@dataclass(frozen=True)
class Entry:
    """One of the terms: how it is called here, where it is, and where its plan goes."""

    label: str
    path: Path
    folder: Path


def find_entries(terms: Sequence[Path], folder: Path | None) -> list[Entry]:
    """Return where each term is and where its plan goes.

    Raises
    ------
    click.UsageError
        When two plans would go to one folder.
    """
    names = [name_among_others(path) for path in terms]
    unique = len(set(names)) == len(names)
    entries = [
        Entry(
            name if unique else str(path),
            path,
            default_folder(path) if folder is None else folder / name,
        )
        for path, name in zip(terms, names, strict=True)
    ]
    first: dict[str, Entry] = {}
    for entry in entries:
        # Some systems take names for the same that differ in case.
        other = first.setdefault(os.path.realpath(entry.folder).casefold(), entry)
        if other is not entry:
            raise click.UsageError(_clash(other, entry))
    return entries


def _clash(one: Entry, other: Entry) -> str:
    if one.path.resolve() == other.path.resolve():
        return f"{other.path} is given twice; give each term once."
    return (
        f"The plans of {one.path} and {other.path} would both be written to {one.folder}. "
        "Rename one of the terms, or plan them in two calls."
    )


def read_all(entries: Sequence[Entry], *, as_json: bool, quiet: bool) -> list[Term]:
    """Return the terms, after telling the notices of all unless it is to be ``quiet``.

    Raises
    ------
    click.exceptions.Exit
        When there are faults in any term, after telling those of all.
    """
    terms: list[Term] = []
    faults: list[Fault] = []
    notices: list[Notice] = []
    for entry in entries:
        reading = read_whole_term(entry.path)
        faults += [_placed(fault, entry.path) for fault in reading.faults]
        notices += [_placed(notice, entry.path) for notice in reading.notices]
        if reading.term is not None:
            terms.append(reading.term)
    if faults:
        raise refusal(faults, notices, as_json=as_json)
    if not quiet:
        for notice in notices:
            say(str(notice), err=True)
    return terms


def _placed(remark: SomeRemark, path: Path) -> SomeRemark:
    """Return a remark that says which term it is about: its file with the folder of the term."""
    folder = path if path.is_dir() else path.parent
    return replace(remark, place=replace(remark.place, file=str(folder / remark.place.file)))


def prepare_all(entries: Sequence[Entry]) -> bool:
    """Make sure that all plans can be written; tell of each that cannot."""
    from scheduler.outputs.folder import FolderTrouble, prepare_folder

    sound = True
    for entry in entries:
        try:
            prepare_folder(entry.folder)
        except FolderTrouble as trouble:
            sound = False
            say(str(trouble), err=True)
    return sound


def refuse_published(entries: Sequence[Entry], place: str | None) -> None:
    """Refuse terms of which something is published: many at once are planned anew.

    ``place`` is the store that was named; it is that of one term, but nothing tells of which.

    Raises
    ------
    click.UsageError
        When there are such.
    OSError
        When the store cannot be used.
    """
    if place and newest_version(place, entries[0].path) is not None:
        store = find_address(place, entries[0].path)
        raise click.UsageError(
            f"{store} holds published versions. Plan their TERM {ALONE} to keep to them, or all with --anew."
        )
    published = [entry.label for entry in entries if address_beside(entry.path).exists]
    if published:
        raise click.UsageError(
            f"{listed(published)} {'has' if len(published) == 1 else 'have'} published versions. Plan such a "
            f"TERM {ALONE} to keep to what was published, or all with --anew."
        )
