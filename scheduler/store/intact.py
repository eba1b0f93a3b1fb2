"""
Tells the calendar files that are what was rendered with the newest version from those that are not.

A file that is damaged, or not there, is one calendar's trouble and nobody else's: the others are handed out.
Where the database cannot read them all at once, they are read one by one, so that a page of the disk that is
lost costs no more calendars than it holds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from scheduler.outputs.calendars.identity import Identity
from scheduler.store.database import is_damage
from scheduler.store.kept import Row, read_sound_rows, unreadable
from scheduler.store.moments import Moments
from scheduler.store.rendering import File, Published, read_file
from scheduler.store.rows import read_covers, read_summary
from scheduler.store.tables import RENDERED
from scheduler.store.texts import Cover, read_identity, write_identity
from scheduler.store.trouble import Damage, Unreadable

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

Covers = Mapping[Identity, Cover]
_KEYS = select(RENDERED.c.feed, RENDERED.c.part).order_by(RENDERED.c.feed, RENDERED.c.part)
_ALL = select(RENDERED).order_by(RENDERED.c.file)


@dataclass(frozen=True)
class Sifted:
    """The calendar files of a store: those that are sound, and what is known of the others."""

    files: tuple[File, ...] = field(repr=False)
    damaged: tuple[str, ...]
    """The name of each file that is not what was rendered; nothing where that cannot be read either."""
    broken: Mapping[Identity, str]
    """The calendars of which a file is damaged or not there, and what their first file is called."""


def read_published(connection: Connection, number: int) -> Published:
    """Return a version, which is the newest, as it is handed out: all calendars whose files are sound.

    Raises
    ------
    Damage
        When there is not one such calendar.
    """
    summary = read_summary(connection, number)
    covers = _covers(connection, number)
    sifted = sift_files(connection, number, covers)
    files = tuple(file for file in sifted.files if file.calendar not in sifted.broken)
    if not files:
        raise Damage(
            f"Each calendar of version {number} is damaged, or not in the store. "
            "Maybe it was published by an earlier rota; make them with: rota versions TERM --migrate"
        )
    return Published(number, summary.digest, summary.instant, summary.timezone, files, sifted.broken)


def read_broken(connection: Connection, number: int, among: Collection[Identity]) -> set[Identity]:
    """Return which of some calendars of the newest version still have a file that is damaged or not there."""
    covers = _covers(connection, number) or {}
    some = {calendar: covers[calendar] for calendar in among if calendar in covers}
    broken = sift_files(connection, number, some or None, [write_identity(one) for one in among]).broken
    return {calendar for calendar in among if calendar in broken}


def sift_files(
    connection: Connection, number: int, covers: Covers | None, feeds: Collection[str] | None = None
) -> Sifted:
    """Return which calendar files are sound.

    Parameters
    ----------
    connection
        To the store.
    number
        Of the version, which is the newest.
    covers
        What its calendars say of themselves; None where that cannot be read.
    feeds
        The identities, as texts, of the only calendars to look at; None: all.
    """
    rows, others = _read_rows(connection, feeds)
    moments = Moments(connection)
    files: list[File] = []
    damaged: list[str] = []
    broken: dict[Identity, str] = {}
    for row in others:
        damaged.append(_name_of(row, covers))
        _add_broken(broken, row, covers)
    for row in rows:
        try:
            file = read_file(row)
            if row["version"] != number or not _is_named(file, covers):
                raise unreadable(RENDERED)
            if not moments.has(file.calendar, file.modified):
                raise unreadable(RENDERED)
        except (Damage, Unreadable):
            damaged.append(row["file"])
            _add_broken(broken, row, covers)
        else:
            files.append(file)
    parts: dict[Identity, set[int]] = {calendar: set() for calendar in covers or ()}
    for file in files:
        parts.setdefault(file.calendar, set()).add(file.part)
    for calendar, there in parts.items():
        if not there or there != {*range(1, len(there) + 1)}:
            broken.setdefault(calendar, _file_name(calendar, covers))
    return Sifted(tuple(files), tuple(damaged), broken)


def _covers(connection: Connection, number: int) -> Covers | None:
    """Return what the calendars say of themselves, or None: then only those that have files are known."""
    try:
        return read_covers(connection, number)
    except Unreadable:
        return None


def _read_rows(connection: Connection, feeds: Collection[str] | None) -> tuple[list[Row], list[Row]]:
    """Return the rows whose values are of the types of their columns, and what is known of the others."""
    query = _ALL if feeds is None else _ALL.where(RENDERED.c.feed.in_(feeds))
    found = _try(connection, query)
    if found is not None:
        return found
    keys, others = read_sound_rows(connection, _KEYS)
    rows: list[Row] = []
    for key in keys:
        if feeds is not None and key["feed"] not in feeds:
            continue
        is_it = (RENDERED.c.feed == key["feed"]) & (RENDERED.c.part == key["part"])
        sound, unsound = _try(connection, select(RENDERED).where(is_it)) or ([], [key])
        rows += sound
        others += unsound
    return rows, others


def _try(connection: Connection, query: Select[Any]) -> tuple[list[Row], list[Row]] | None:
    """Return the rows of a query, sound and others; None where the database cannot read them."""
    try:
        with connection.begin_nested():  # a server takes no other query after one that failed
            return read_sound_rows(connection, query)
    except (Unreadable, UnicodeDecodeError):
        return None
    except DBAPIError as error:
        if not is_damage(error):
            raise
        return None


def _add_broken(broken: dict[Identity, str], row: Row, covers: Covers | None) -> None:
    calendar = _calendar_of(row, covers)
    if calendar:
        broken[calendar] = _file_name(calendar, covers)


def _calendar_of(row: Row, covers: Covers | None) -> Identity | None:
    """Return the calendar that a row is of, or None where that cannot be told."""
    try:
        calendar = read_identity(row["feed"])
    except (TypeError, ValueError, LookupError):
        return None
    return calendar if covers is None or calendar in covers else None


def _name_of(row: Row, covers: Covers | None) -> str:
    """Return the name of the file that a row should hold, nothing where that cannot be told."""
    calendar = _calendar_of(row, covers)
    known = calendar and covers and isinstance(row["part"], int)
    return _file_name(calendar, covers, row["part"]) if calendar and known else ""


def _is_named(file: File, covers: Covers | None) -> bool:
    """Tell whether a file is named after its calendar."""
    if covers is None:
        return True
    return file.calendar in covers and file.name == _file_name(file.calendar, covers, file.part)


def _file_name(calendar: Identity, covers: Covers | None, part: int = 1) -> str:
    name = covers[calendar].file if covers else "calendar"  # any name does, where it is not known
    return f"{name}.ics" if part == 1 else f"{name}.part{part}.ics"
