"""
The calendar files of the newest version, rendered once when it is published, and kept beside it.

Who hands them out renders nothing: a version whose files fail their check is not published, and until the
next publication the bytes stay what they are, also under a later program.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, select

from inputs.term import Term
from scheduler.outputs.calendars.cuts import expiries
from scheduler.outputs.calendars.feeds import Feed
from scheduler.outputs.calendars.identity import Identity
from scheduler.store.feeds import render_told
from scheduler.store.kept import Row, kept, read_rows, read_sound_rows
from scheduler.store.preparing import Prepared
from scheduler.store.tables import RENDERED
from scheduler.store.texts import Cover, read_identity, read_instant, write_identity, write_instant
from scheduler.store.trouble import Damage
from scheduler.store.version import Version

KEPT_AFTER_STAY = timedelta(days=30)
"""How long the calendar of somebody who left is handed out: to look up what was."""
QUICK = 1
"""The level of compression: the files become a tenth with any."""


@dataclass(frozen=True)
class File:
    """A calendar file of the newest version; ``part`` is 1 unless the calendar is too large for one file."""

    calendar: Identity
    part: int
    name: str
    digest: str
    """SHA-256 of the body."""
    modified: datetime
    """When the body last became another one."""
    closes: date | None
    """The last day on which it is handed out, on the calendar of the term."""
    expiries: tuple[datetime, ...]
    """When something that is shown as cancelled is to be dropped from it, the soonest first."""
    size: int
    """Of the body, in octets."""
    packed: bytes = field(repr=False)
    """The body, compressed: thousands of files fit into the memory of whoever hands them out."""

    @property
    def body(self) -> bytes:
        """The bytes of the file."""
        return unpack(self.packed)


@dataclass(frozen=True)
class Published:
    """The newest version as it is handed out."""

    number: int
    digest: str
    """Of the version: a store that came back from a backup gives the same number again."""
    instant: datetime
    timezone: str
    files: tuple[File, ...] = field(repr=False)
    broken: Mapping[Identity, str] = field(default_factory=dict)
    """The calendars that cannot be handed out, for a file of theirs is damaged or not there, and what their
    first file is called."""


@dataclass(frozen=True)
class Mark:
    """What is kept of a file besides its body."""

    calendar: Identity
    name: str
    digest: str
    modified: datetime
    closes: date | None


Marks = Mapping[tuple[str, int], Mark]
"""By calendar, as a text, and part."""
_MARKS = select(*(column for column in RENDERED.c if column.name not in ("packed", "expiries")))


def pack(body: bytes) -> bytes:
    """Return the bytes of a file compressed."""
    return zlib.compress(body, QUICK)


def unpack(packed: bytes) -> bytes:
    """Return the bytes that `pack` was given."""
    return zlib.decompress(packed)


def render_prepared(prepared: Prepared, marks: Marks) -> tuple[File, ...]:
    """Return the files of what is about to be published.

    Parameters
    ----------
    prepared
        What is about to be published.
    marks
        Of the files of the version before.

    Raises
    ------
    RuntimeError
        When a file fails its check, which is our bug.
    """
    before = prepared.before
    told = {**(before.told if before else {}), **{one.key: one for one in prepared.told}}
    covers = {**(before.covers if before else {}), **{feed.identity: _cover(feed) for feed in prepared.feeds}}
    term, instant = prepared.draft.term, prepared.instant
    files = render_told(told.values(), covers, term, instant)
    return tuple(_files(files, term, instant, marks))


def render_version(version: Version, marks: Marks) -> tuple[File, ...]:
    """Return the files of a version of a store whose files were not kept, or are damaged.

    ``marks`` are those of the files that are kept: what is the same again is as old as before.
    """
    instant = version.summary.instant
    files = render_told(version.told.values(), version.covers, version.term, instant)
    return tuple(_files(files, version.term, instant, marks))


def write_files(connection: Connection, number: int, files: Iterable[File]) -> None:
    """Put the files of a version in the place of those of the version before."""
    connection.execute(delete(RENDERED))
    if rows := [_row(number, file) for file in files]:
        connection.execute(RENDERED.insert(), rows)


def read_marks(connection: Connection) -> dict[tuple[str, int], Mark]:
    """Return what is kept of the files, without their bodies."""
    return {(row["feed"], row["part"]): read_mark(row) for row in read_rows(connection, _MARKS)}


def sound_mark_rows(connection: Connection) -> list[Row]:
    """Return the rows of `read_mark` whose values are of the types of their columns."""
    return read_sound_rows(connection, _MARKS)[0]


@kept(RENDERED)
def read_mark(row: Row) -> Mark:
    """Return what a row tells of its file besides the body."""
    calendar, modified = read_identity(row["feed"]), read_instant(row["modified"])
    return Mark(calendar, row["file"], row["digest"], modified, _day(row["closes"]))


def _files(
    rendered: Mapping[Identity, Mapping[str, bytes]],
    term: Term,
    instant: datetime,
    marks: Marks,
) -> Iterator[File]:
    closing = _closing(term)
    today = instant.astimezone(ZoneInfo(term.timezone)).date()
    for calendar, files in rendered.items():
        key = write_identity(calendar)
        for part, (name, body) in enumerate(files.items(), 1):
            old = marks.get((key, part))
            digest = hashlib.sha256(body).hexdigest()
            modified = old.modified if old and old.digest == digest else instant
            if calendar in closing:
                closes = closing[calendar]
            else:  # who is not in the term any more
                closes = min(today + KEPT_AFTER_STAY, (old.closes if old else None) or date.max)
            packed = pack(body)
            yield File(calendar, part, name, digest, modified, closes, expiries(body), len(body), packed)


def _closing(term: Term) -> dict[Identity, date | None]:
    """Return the last day of each calendar of a term; None where it has none."""
    kinds = (("faculty", term.faculty), ("room", term.rooms), ("service", term.services))
    return {
        Identity("calendar", ("programme",)): None,
        **{Identity("calendar", (kind, one.id)): None for kind, group in kinds for one in group},
        **{
            Identity("calendar", ("trainee", one.id)): one.stay.last_day + KEPT_AFTER_STAY
            for one in term.trainees
        },
    }


def _cover(feed: Feed) -> Cover:
    return Cover(feed.file, feed.name, feed.about, feed.color)


def _row(number: int, file: File) -> dict[str, Any]:
    return {
        "feed": write_identity(file.calendar),
        "part": file.part,
        "version": number,
        "file": file.name,
        "digest": file.digest,
        "modified": write_instant(file.modified),
        "closes": f"{file.closes}" if file.closes else None,
        "expiries": " ".join(map(write_instant, file.expiries)),
        "size": file.size,
        "packed": file.packed,
        "packed_digest": hashlib.sha256(file.packed).hexdigest(),
    }


@kept(RENDERED)
def read_file(row: Row) -> File:
    """Return the file that a row holds.

    Raises
    ------
    Damage
        When its bytes are not those that were rendered.
    """
    packed = row["packed"]
    if hashlib.sha256(packed).hexdigest() != row["packed_digest"]:
        raise Damage(
            f"{row['file']} in the store is damaged. "
            "Maybe make the calendars again from the version: rota versions TERM --migrate"
        )
    return File(
        read_identity(row["feed"]),
        row["part"],
        row["file"],
        row["digest"],
        read_instant(row["modified"]),
        _day(row["closes"]),
        tuple(map(read_instant, row["expiries"].split())),
        row["size"],
        packed,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
