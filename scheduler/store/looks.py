"""Which versions a page has shown: that of the last look, and the one that its reader saw before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from scheduler.store.kept import read_sound_rows
from scheduler.store.tables import LOOKS

if TYPE_CHECKING:
    from scheduler.store.store import Store

AT_ONCE = 200
"""Rows that one statement deletes; a database takes only so many parameters."""


@dataclass(frozen=True)
class Look:
    """The version that a page showed last, and the other one that it showed before; None where none."""

    version: int
    before: int | None = None

    def then(self, version: int) -> Look:
        """Return what is known after another look.

        A look at the same version changes nothing: what changed stays on the page until the next version. An
        earlier version than before comes from a backup of the store, and there is nothing to compare it to.
        """
        if version < self.version:
            return Look(version)
        return self if version == self.version else Look(version, self.version)


class Looks:
    """The looks in a store."""

    def __init__(self, store: Store) -> None:
        """Name the store."""
        self._store = store

    def note(self, looks: Mapping[int, Look]) -> None:
        """Keep what the pages behind links (their numbers) have shown."""
        rows = [
            {"link": link, "version": look.version, "before": look.before}
            for link, look in sorted(looks.items())
        ]
        with self._store.writing() as connection:
            for start in range(0, len(rows), AT_ONCE):
                some = rows[start : start + AT_ONCE]
                connection.execute(LOOKS.delete().where(LOOKS.c.link.in_([row["link"] for row in some])))
                connection.execute(LOOKS.insert(), some)


def read_looks(connection: Connection) -> dict[int, Look]:
    """Return what the pages behind links (their numbers) have shown, as far as that is not damaged."""
    rows = read_sound_rows(connection, select(LOOKS))[0]
    return {row["link"]: Look(row["version"], row["before"]) for row in rows}


def find_damaged_looks(connection: Connection) -> list[str]:
    """Return a sentence for each look that is not what was written."""
    damaged = read_sound_rows(connection, select(LOOKS))[1]
    return ["Who looked last at a page is damaged."] * len(damaged)
