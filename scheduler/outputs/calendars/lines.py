"""
Events as lines of a calendar file, the same bytes as the icalendar library writes, in a fraction of the time.

A large programme has a quarter of a million events, each in several calendars, and all are rendered before a
version is published. The library looks at each character of each line; here a short line is written as it
is. A test holds the two together, on texts of all kinds and in all zones. The calendar around the events is
the library's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from inputs.days import Period
from scheduler.outputs.calendars.entries import Entry

ORGANIZER = 'ORGANIZER;CN="Programme office":mailto:office@rota.invalid'
"""The domain is reserved never to exist (RFC 2606): these calendars take no answers."""
WITHDRAWN = "Cancelled: "
LONGEST_PIECE = 74
"""Of a line, in octets; the next begins with a space, and none has more than 75."""


@dataclass(frozen=True)
class Revision:
    """When an entry was published; ``sequence`` counts its changes of time, room and status from 0."""

    created: datetime
    modified: datetime
    sequence: int = 0


def write_event(entry: Entry, uid: str, revision: Revision, zone: ZoneInfo) -> bytes:
    """Return an entry as a VEVENT, its times in a zone; each line ends with CR LF."""
    modified = _instant(revision.modified)
    summary = WITHDRAWN + entry.summary if entry.cancelled else entry.summary
    if isinstance(entry.when, Period):
        day = entry.when.date
        start, end = _time(day, entry.when.start, zone), _time(day, entry.when.end, zone)
    else:
        start, end = (f";VALUE=DATE:{day:%Y%m%d}" for day in (entry.when.start, entry.when.end))
    lines = [
        "BEGIN:VEVENT",
        f"SUMMARY:{escape(summary)}",
        f"DTSTART{start}",
        f"DTEND{end}",
        f"DTSTAMP:{modified}",
        f"UID:{escape(uid)}",
        f"SEQUENCE:{revision.sequence}",
        f"CATEGORIES:{escape(entry.category)}",
        f"CREATED:{_instant(revision.created)}",
        f"DESCRIPTION:{escape(entry.description)}",
        f"LAST-MODIFIED:{modified}",
        *([f"LOCATION:{escape(entry.location)}"] if entry.location else []),
        ORGANIZER,
        f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}",
        f"TRANSP:{'OPAQUE' if entry.busy and not entry.cancelled else 'TRANSPARENT'}",
        "END:VEVENT",
        "",
    ]
    return "\r\n".join(map(fold, lines)).encode()


def escape(text: str) -> str:
    """Return a text as a value of iCalendar (RFC 5545, section 3.3.11)."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def fold(line: str) -> str:
    """Return a line in pieces of at most 75 octets, none of which ends within a character or an escape."""
    if len(line) <= LONGEST_PIECE and (line.isascii() or len(line.encode()) <= LONGEST_PIECE):
        return line
    pieces: list[str] = []
    begin = size = 0
    for at, char in enumerate(line):
        octets = len(char.encode())
        if size + octets > LONGEST_PIECE:
            cut = at - 1 if line[at - 1] in "\\^" else at
            pieces.append(line[begin:cut])
            begin, size = cut, at - cut
        size += octets
    return "\r\n ".join([*pieces, line[begin:]])


def _time(day: date, moment: time, zone: ZoneInfo) -> str:
    before, after = _around(zone)
    return f"{before}:{day:%Y%m%d}T{moment:%H%M%S}{after}"


@lru_cache(maxsize=64)
def _around(zone: ZoneInfo) -> tuple[str, str]:
    """Return what stands before and after a time in a zone, as the library has it."""
    from icalendar import vDatetime

    value = vDatetime(datetime(2000, 1, 1, tzinfo=zone))
    written: bytes = value.to_ical()  # type: ignore[no-untyped-call]  # the library says not what it returns
    name = value.params.get("TZID")
    return f";TZID={name}" if name else "", "Z" if written.endswith(b"Z") else ""


@lru_cache(maxsize=4096)
def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
