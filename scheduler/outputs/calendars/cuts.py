"""
Takes events out of a calendar file of ours without parsing it: the bytes of the others stay what they are.

A file is rendered once, when it is published. Later the clock drops from it what was withdrawn, and who wants
a calendar without rounds gets one, both without the library that wrote it. Only for files that passed
`scheduler.outputs.calendars.check`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.outputs.calendars.check import LONGEST_LINE

CANCELLED_FOR = timedelta(days=14)
"""How long what was withdrawn is shown as cancelled, if its time has not passed before."""
CANCELLED_AT_LEAST = timedelta(days=1)
"""How long it is shown in any case: some calendar programs look no more often than that."""

_BEGIN = b"\r\nBEGIN:VEVENT\r\n"
_BREAK = b"\r\n"
_AFTER_EVENTS = b"END:VCALENDAR\r\n"
_CATEGORY = re.compile(rb"^CATEGORIES:(\w+)\r$", re.MULTILINE)
_CANCELLED = re.compile(rb"^STATUS:CANCELLED\r$", re.MULTILINE)
_MODIFIED = re.compile(rb"^LAST-MODIFIED:(\w+)\r$", re.MULTILINE)
_END = re.compile(rb"^DTEND(?:;[^:\r]*)?:(\d{8})(?:T(\d{6})(Z?))?\r$", re.MULTILINE)
_ZONE = re.compile(rb"^X-WR-TIMEZONE:(\S+)\r$", re.MULTILINE)
_OF_PARTS = re.compile(rb" \(1 of (\d+)\)$")
_NAME = re.compile(rb"^(NAME|X-WR-CALNAME):((?:.*\r\n[ \t])*.*)\r\n", re.MULTILINE)


def shown_until(withdrawn: datetime, end: datetime) -> datetime:
    """Return until when something is shown as cancelled: until its end, but one day to two weeks.

    What was over when it was withdrawn is not shown at all.
    """
    if end <= withdrawn:
        return end
    return min(max(end, withdrawn + CANCELLED_AT_LEAST), withdrawn + CANCELLED_FOR)


def expiries(data: bytes) -> tuple[datetime, ...]:
    """Return when each event that is shown as cancelled is to be dropped, the soonest first."""
    if b"STATUS:CANCELLED" not in data:  # which goes for nearly all files
        return ()
    zone = _zone(data)
    found = (_expiry(event, zone) for event in _split(data)[1])
    return tuple(sorted(instant for instant in found if instant is not None))


def drop_expired(data: bytes, now: datetime) -> bytes:
    """Return a file without the events that were withdrawn and need not be shown as cancelled any more."""
    zone = _zone(data)

    def is_kept(event: bytes) -> bool:
        expiry = _expiry(event, zone)
        return expiry is None or now < expiry

    return _keep(data, is_kept)


def drop_categories(data: bytes, categories: frozenset[str], remark: str) -> bytes:
    """Return a file without the events of some categories, as a calendar of its own.

    Parameters
    ----------
    data
        The file.
    categories
        What to leave out: ``Round`` and the like.
    remark
        What is added to the calendar's name, plain ASCII without marks that iCalendar escapes.
    """
    unwanted = {category.encode() for category in categories}

    def is_kept(event: bytes) -> bool:
        found = _CATEGORY.search(event)
        return found is None or found[1] not in unwanted

    kept = _keep(data, is_kept)
    return _NAME.sub(lambda name: _fold(_unfold(name[0][:-2]) + f" ({remark})".encode()), kept)


def parts_told(data: bytes) -> int:
    """Return of how many files a calendar is, as the first of them says in its name."""
    name = _NAME.search(data)
    found = _OF_PARTS.search(_unfold(name[2])) if name else None
    return int(found[1]) if found else 1


def _keep(data: bytes, is_kept: Callable[[bytes], bool]) -> bytes:
    head, events = _split(data)
    return b"".join([head, *filter(is_kept, events), _AFTER_EVENTS])


def _split(data: bytes) -> tuple[bytes, list[bytes]]:
    """Return what stands before the events, and each event.

    No text can hold the line that parts them: within a text a line break is escaped or followed by a space.
    """
    head, *events = data.removesuffix(_AFTER_EVENTS).split(_BEGIN)
    if not events:
        return head, []
    first = _BEGIN.removeprefix(_BREAK)
    return head + _BREAK, [first + event + _BREAK for event in events[:-1]] + [first + events[-1]]


def _expiry(event: bytes, zone: ZoneInfo) -> datetime | None:
    if not _CANCELLED.search(event):
        return None
    modified, end = _MODIFIED.search(event), _END.search(event)
    assert modified is not None  # noqa: S101 - every event of ours has both
    assert end is not None  # noqa: S101 - as above
    since = datetime.strptime(modified[1].decode(), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    day, time, utc = (part.decode() if part else "" for part in end.groups())
    over = datetime.strptime(day + (time or "000000"), "%Y%m%d%H%M%S")
    return shown_until(since, over.replace(tzinfo=UTC if utc else zone))


def _zone(data: bytes) -> ZoneInfo:
    found = _ZONE.search(data)
    return ZoneInfo(found[1].decode() if found else "UTC")


def _unfold(line: bytes) -> bytes:
    return re.sub(rb"\r\n[ \t]", b"", line)


def _fold(line: bytes) -> bytes:
    return b"\r\n ".join(_pieces(line)) + b"\r\n"


def _pieces(line: bytes) -> Iterator[bytes]:
    """Yield a line in pieces that leave room for the fold, and part no character."""
    room = LONGEST_LINE
    while len(line) > room:
        cut = room
        while line[cut] & 0xC0 == 0x80:
            cut -= 1
        yield line[:cut]
        line, room = line[cut:], LONGEST_LINE - 1
    yield line
