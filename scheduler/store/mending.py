"""Finds calendar files that are damaged or not there, and makes them again from the newest version."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from scheduler.outputs.calendars.cuts import parts_told
from scheduler.outputs.calendars.identity import Identity
from scheduler.store.intact import sift_files
from scheduler.store.moments import read_sound_marks
from scheduler.store.rendering import File, render_version, write_files
from scheduler.store.rows import read_version
from scheduler.store.texts import Cover

if TYPE_CHECKING:
    from sqlalchemy import Connection


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
    sifted = sift_files(connection, number, covers)
    unlike = [file.name for file in sifted.files if not _is_as_rendered(file)]
    found = [_sentence(name) for name in sorted([*sifted.damaged, *unlike])]
    if (sifted.broken or any(_lacks_parts(sifted.files, covers))) and not found:
        found.append(f"Calendar files of version {number} are missing.")
    return found


def _lacks_parts(files: Collection[File], covers: Mapping[Identity, Cover] | None) -> Iterator[bool]:
    """Yield of each calendar whether its first file tells of more files than there are."""
    count = Counter(file.calendar for file in files)
    for file in files:
        cover = covers.get(file.calendar) if covers else None
        told = 1 if cover is None or file.part > 1 else parts_told(file.body)
        yield told > count[file.calendar] and not (cover and cover.name.endswith(f" (1 of {told})"))


def _sentence(name: str) -> str:
    return f"The calendar file {name} is damaged." if name else "A calendar file is damaged."


def _is_as_rendered(file: File) -> bool:
    """Tell whether a file holds the bytes that its digest is of."""
    body = file.body
    return (len(body), hashlib.sha256(body).hexdigest()) == (file.size, file.digest)
