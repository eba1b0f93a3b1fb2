"""
When a calendar file may have become another one: when a version was published, or something was dropped.

What was withdrawn is shown as cancelled for a while, and then the clock alone drops it from what is handed
out (`scheduler.outputs.calendars.cuts`). A file that the next version renders without it has been the same
ever since that moment, and not since the version.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select

from scheduler.outputs.calendars.cuts import drop_expired
from scheduler.outputs.calendars.identity import Identity
from scheduler.store.feeds import expiry_of
from scheduler.store.kept import read_sound_rows
from scheduler.store.rendering import Mark, read_file, read_mark, sound_mark_rows
from scheduler.store.rows import read_told_row
from scheduler.store.tables import ENTRIES, RENDERED, VERSIONS
from scheduler.store.texts import read_instant
from scheduler.store.trouble import Damage, Unreadable

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Moments:
    """The moments at which calendar files of a store may have changed."""

    def __init__(self, connection: Connection) -> None:
        """Name a store that is being read."""
        self._connection = connection

    def has(self, calendar: Identity, moment: datetime) -> bool:
        """Tell whether a file of a calendar may have become another one at a moment."""
        return moment in self._published or (calendar, moment) in self._dropped

    @cached_property
    def _published(self) -> set[datetime]:
        return {instant for instant, _ in self._versions.values()}

    @cached_property
    def _versions(self) -> dict[int, tuple[datetime, ZoneInfo]]:
        found = {}
        columns = select(VERSIONS.c.number, VERSIONS.c.instant, VERSIONS.c.timezone)
        for row in read_sound_rows(self._connection, columns)[0]:
            with suppress(ValueError, LookupError):  # a version that is damaged is told as such elsewhere
                found[row["number"]] = read_instant(row["instant"]), ZoneInfo(row["timezone"])
        return found

    @cached_property
    def _dropped(self) -> set[tuple[Identity, datetime]]:
        """When what was withdrawn from each calendar was dropped, until the newest version."""
        newest = max(self._published, default=None)
        found = set()
        for row in read_sound_rows(self._connection, select(ENTRIES).where(ENTRIES.c.cancelled))[0]:
            with suppress(Unreadable):
                told = read_told_row(row)
                if row["version"] in self._versions:
                    moment = expiry_of(told, self._versions[row["version"]][1])
                    if newest and told.modified < moment <= newest:
                        found.add((told.feed, moment))
        return found


def read_sound_marks(connection: Connection) -> dict[tuple[str, int], Mark]:
    """Return what is kept of those files of which that is not damaged, without their bodies."""
    marks: dict[tuple[str, int], Mark] = {}
    moments = Moments(connection)
    for row in sound_mark_rows(connection):
        with suppress(Unreadable):
            mark = read_mark(row)
            if moments.has(mark.calendar, mark.modified):
                marks[row["feed"], row["part"]] = mark
    return marks


def read_marks_at(connection: Connection, instant: datetime) -> dict[tuple[str, int], Mark]:
    """Return the same of the files as they are handed out at an instant: without what was dropped by then."""
    marks = read_sound_marks(connection)
    with_withdrawn = select(RENDERED).where(RENDERED.c.expiries != "")
    for row in read_sound_rows(connection, with_withdrawn)[0]:
        key = row["feed"], row["part"]
        with suppress(Damage, Unreadable):
            file = read_file(row)
            over = [moment for moment in file.expiries if moment <= instant]
            if over and key in marks:
                digest = hashlib.sha256(drop_expired(file.body, instant)).hexdigest()
                modified = max(over[-1], file.modified)
                marks[key] = replace(marks[key], digest=digest, modified=modified)
    return marks
