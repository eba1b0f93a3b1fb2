"""Finds calendar files that are damaged or not there, and makes them again from the newest version."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from sqlalchemy import Connection, select

from scheduler.outputs.calendars.identity import Identity
from scheduler.store.kept import read_sound_rows, unreadable
from scheduler.store.rendering import (
    File,
    published_instants,
    read_file,
    read_sound_marks,
    render_version,
    write_files,
)
from scheduler.store.rows import read_version
from scheduler.store.tables import RENDERED
from scheduler.store.texts import Cover
from scheduler.store.trouble import Damage, Unreadable


def ensure_files(connection: Connection, number: int) -> bool:
    """Render the newest version where its files are damaged or were not kept, and tell whether that was so.

    Raises
    ------
    Damage
        When the version itself is damaged.
    """
    version = read_version(connection, number)
    if version is None or not find_damaged_files(connection, number, version.covers):
        return False
    write_files(connection, number, render_version(version, read_sound_marks(connection)))
    return True


def find_damaged_files(
    connection: Connection, number: int, covers: Mapping[Identity, Cover] | None
) -> list[str]:
    """Return a sentence for each file that is not what was rendered with a version.

    Parameters
    ----------
    connection
        To the store.
    number
        Of the version, which is the newest.
    covers
        What its calendars say of themselves; None where that cannot be read.
    """
    try:
        rows, others = read_sound_rows(connection, select(RENDERED).order_by(RENDERED.c.file))
    except Unreadable:
        return ["The calendar files are damaged."]
    found = ["A calendar file is damaged."] * len(others)
    instants = published_instants(connection)
    parts: dict[Identity, set[int]] = {}
    for row in rows:
        try:
            file = read_file(row)
            if row["version"] != number or file.modified not in instants or not _is_sound(file, covers):
                raise unreadable(RENDERED)
        except (Damage, Unreadable):
            found.append(f"The calendar file {row['file']} is damaged.")
        else:
            parts.setdefault(file.calendar, set()).add(file.part)
    gaps = sum(there != {*range(1, len(there) + 1)} for there in parts.values())
    missing = len({*covers} - {*parts}) if covers is not None else 0
    if (missing or gaps) and not found:
        found.append(f"Calendar files of version {number} are missing.")
    return found


def _is_sound(file: File, covers: Mapping[Identity, Cover] | None) -> bool:
    """Tell whether a file is named after a calendar, and holds what was rendered."""
    body = file.body
    if (len(body), hashlib.sha256(body).hexdigest()) != (file.size, file.digest):
        return False
    if covers is None:
        return True
    name = covers[file.calendar].file if file.calendar in covers else None
    return file.name == (f"{name}.ics" if file.part == 1 else f"{name}.part{file.part}.ics")
