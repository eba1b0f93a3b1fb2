"""Looks for whatever in a store is not as it was written, and says what can be done about it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from scheduler.outputs.calendars.identity import Identity
from scheduler.store.kept import read_store
from scheduler.store.links import find_damaged_links
from scheduler.store.looks import find_damaged_looks
from scheduler.store.mending import find_damaged_files
from scheduler.store.rows import find_damaged_versions, read_covers
from scheduler.store.texts import Cover
from scheduler.store.trouble import Unreadable

if TYPE_CHECKING:
    from sqlalchemy import Connection

BACKUP = "Maybe bring the store back from a backup."
MADE_AGAIN = "The versions are sound, and the calendar files can be made again: rota versions TERM --migrate"


def find_damage(connection: Connection, pages: Sequence[str], number: int) -> list[str]:
    """Return a sentence for all that is not as it was written, and what can be done.

    Parameters
    ----------
    connection
        To the store.
    pages
        What the database itself finds wrong.
    number
        Of the newest version, 0 where there is none.
    """
    versions = [*_damaged_store(connection), *find_damaged_versions(connection)]
    covers = None if versions else _covers(connection, number)
    files = find_damaged_files(connection, number, covers) if number else []
    remedy = [MADE_AGAIN] if files and not versions and not pages else []
    links = [f"{line} {BACKUP}" for line in _damaged_links(connection, covers)]
    return [*(f"{line} {BACKUP}" for line in pages), *versions, *files, *remedy, *links]


def _damaged_store(connection: Connection) -> Iterator[str]:
    try:
        UUID(read_store(connection)["namespace"])
    except ValueError:
        yield f"What the store holds of itself is damaged. {BACKUP}"


def _covers(connection: Connection, number: int) -> Mapping[Identity, Cover] | None:
    try:
        return read_covers(connection, number)
    except Unreadable:
        return None


def _damaged_links(connection: Connection, calendars: Collection[Identity] | None) -> Iterator[str]:
    yield from find_damaged_links(connection, calendars)
    yield from find_damaged_looks(connection)
