"""The bytes of an ``.ics`` file -> calendars with their components, of which only times and kinds are kept.

This is done here rather than by icalendar, as what is wrong needs its line, what is private must go before
anything else looks at it, and a file of many thousand entries is mostly texts that nobody reads.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from inputs.faults import Fault, Place, quoted
from inputs.files.csv_text import UTF_16

EXPORT_AGAIN = "export the calendar again as an .ics file"
OWN_PRODUCT = "-//rota//"
"""How the name of the program begins in the calendars that we write ourselves."""

MOST_COMPONENTS = 50_000
"""Entries and reminders in one file: those of some twenty years."""

DATED = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE", "FREEBUSY"})
"""Properties whose values hold no colon, so that one in a parameter, even without quotes, does no harm."""

_KEPT = DATED | {
    *("BEGIN", "END", "DURATION", "RRULE", "EXRULE", "UID", "SEQUENCE", "STATUS", "TRANSP"),
    *("X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-CDO-INTENDEDSTATUS", "X-MICROSOFT-CDO-ALLDAYEVENT"),
    *("TZID", "TZOFFSETFROM", "TZOFFSETTO", "X-WR-TIMEZONE", "CALSCALE", "PRODID"),
}
_OTHER_KINDS = {b"<": "a web page", b"PK": "a packed file (.zip)", b"{": "a file of JSON"}


@dataclass(frozen=True)
class Property:
    """A line such as ``DTSTART;TZID=Asia/Shanghai:20270301T090000``; the names are in upper case."""

    name: str
    params: Mapping[str, str]
    value: str
    line: int


@dataclass(frozen=True)
class Component:
    """What stands between ``BEGIN`` and ``END``; filled while the lines are read, and not changed after."""

    name: str
    line: int
    properties: list[Property] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)

    def all(self, name: str) -> tuple[Property, ...]:
        """Return the properties of a name, in the order of their lines."""
        return tuple(found for found in self.properties if found.name == name)

    def value(self, name: str) -> str:
        """Return the value of the first property of a name in upper case, or an empty text."""
        return next((found.value.upper() for found in self.properties if found.name == name), "")

    def named(self, name: str) -> tuple[Component, ...]:
        """Return the components of a name right inside this one."""
        return tuple(part for part in self.parts if part.name == name)


@dataclass(frozen=True)
class Parsed:
    """The calendars in a file; with any fault none of them counts."""

    calendars: tuple[Component, ...] = ()
    faults: tuple[Fault, ...] = ()


def parse(content: bytes, file: str) -> Parsed:
    """Return the calendars in a file.

    Parameters
    ----------
    content
        All of its bytes: UTF-8, with or without a byte-order mark, UTF-16 with one, or GB18030.
    file
        Its name, for the faults.

    Returns
    -------
    Parsed
        The calendars, or why the file cannot be read at all. Nothing is raised.
    """
    if (kind := _other_kind(content)) is not None:
        return _nothing(Place(file), f"found {kind}, not a calendar")
    try:
        lines = _decoded(list(_kept_lines(_as_bytes(content))))
    except UnicodeDecodeError:
        return _nothing(Place(file), "found an encoding that is neither UTF-8 nor UTF-16 nor GB18030")
    begun = sum(line[:5].upper() == "BEGIN" for _, line in lines)
    if begun > MOST_COMPONENTS:
        words = f"found {begun:,} entries, more than {MOST_COMPONENTS:,}"
        return Parsed(faults=(Fault(Place(file), words, "export the months of the term only"),))
    found: list[Component] = []
    open_ones: list[Component] = []
    for number, line in lines:
        prop = _property(line, number)
        name = prop.value.upper()
        if prop.name == "BEGIN":
            if not open_ones and name != "VCALENDAR":
                return _nothing(Place(file, number), f"found {quoted(name)} outside of a calendar")
            if name == "VEVENT" and open_ones[-1].name == name:
                return _broken_off(Place(file, number), open_ones[-1])
            open_ones.append(Component(name, number))
        elif prop.name == "END":
            if not open_ones or open_ones[-1].name != name:
                return _unmatched(Place(file, number), name, open_ones)
            done = open_ones.pop()
            (open_ones[-1].parts if open_ones else found).append(done)
        elif open_ones:
            open_ones[-1].properties.append(prop)
    if open_ones:
        return _broken_off(Place(file), open_ones[-1])
    if not found:
        return _nothing(Place(file), "found no calendar in it (no BEGIN:VCALENDAR)")
    return _checked(found, file)


def _checked(calendars: list[Component], file: str) -> Parsed:
    for calendar in calendars:
        scale = calendar.value("CALSCALE")
        if scale not in ("", "GREGORIAN"):
            place = Place(file, calendar.all("CALSCALE")[0].line, "CALSCALE")
            found = f"found {quoted(scale)}, which is not the calendar of Gregory"
            return Parsed(faults=(Fault(place, found, EXPORT_AGAIN),))
        if calendar.value("PRODID").startswith(OWN_PRODUCT.upper()):
            place = Place(file, calendar.all("PRODID")[0].line, "PRODID")
            found = "found a calendar of a plan, as rota writes it"
            allowed = "give the calendar that he or she keeps, or each plan will stand in the way of the next"
            return Parsed(faults=(Fault(place, found, allowed),))
    return Parsed(tuple(calendars))


def _nothing(place: Place, found: str) -> Parsed:
    return Parsed(faults=(Fault(place, found, EXPORT_AGAIN),))


def _broken_off(place: Place, component: Component) -> Parsed:
    where = "the end of the file" if place.line is None else f"BEGIN:{component.name}"
    found = f"found {where} before the end of the {component.name} of line {component.line}"
    return _nothing(place, found)


def _unmatched(place: Place, name: str, open_ones: list[Component]) -> Parsed:
    inside = f"in the {open_ones[-1].name} of line {open_ones[-1].line}" if open_ones else "without a BEGIN"
    return _nothing(place, f"found {quoted(f'END:{name}')} {inside}")


def _other_kind(content: bytes) -> str | None:
    start = content.removeprefix(codecs.BOM_UTF8).lstrip()
    if not start:
        return "an empty file"
    return next((kind for sign, kind in _OTHER_KINDS.items() if start.startswith(sign)), None)


def _as_bytes(content: bytes) -> bytes:
    """Return a file in an encoding in which line breaks and ASCII letters are bytes of their own."""
    if content.startswith(UTF_16):
        return content.decode("utf-16").encode()
    return content.removeprefix(codecs.BOM_UTF8)


def _kept_lines(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are kept with the number on which each begins, unfolded.

    Lines are unfolded as bytes: programs fold in the middle of a character, which can be decoded only after.
    """
    number, pieces = 0, list[bytes]()
    for here, raw in enumerate(content.splitlines(), start=1):
        line = raw.removeprefix(codecs.BOM_UTF8)  # also where one file was put behind another
        if line[:1] in (b" ", b"\t"):
            if pieces:
                pieces.append(line[1:])
            continue
        if pieces:
            yield number, b"".join(pieces)
        name = line.partition(b":")[0].partition(b";")[0].strip().upper()
        number, pieces = here, [line] if name.decode("ascii", "replace") in _KEPT else []
    if pieces:
        yield number, b"".join(pieces)


def _decoded(lines: list[tuple[int, bytes]]) -> list[tuple[int, str]]:
    try:
        return [(number, line.decode("utf-8")) for number, line in lines]
    except UnicodeDecodeError:
        return [(number, line.decode("gb18030")) for number, line in lines]


def _property(line: str, number: int) -> Property:
    name = line.partition(":")[0].partition(";")[0].strip().upper()
    rest = line[line.upper().index(name) + len(name) :]
    colon = rest.rfind(":") if name in DATED else _first_colon(rest)
    if colon < 0:
        return Property(name, {}, "", number)
    return Property(name, _params(rest[:colon]), rest[colon + 1 :].strip(), number)


def _first_colon(text: str) -> int:
    """Return where the first colon is that is not between quotation marks, or -1."""
    return next((place for place, char in _outside_quotes(text) if char == ":"), -1)


def _params(text: str) -> dict[str, str]:
    breaks = [place for place, char in _outside_quotes(text) if char == ";"]
    pieces = (text[one + 1 : other] for one, other in pairwise([*breaks, len(text)]))
    pairs = (piece.partition("=") for piece in pieces)
    return {key.strip().upper(): value.strip().strip('"').strip() for key, _, value in pairs}


def _outside_quotes(text: str) -> Iterator[tuple[int, str]]:
    inside = False
    for place, char in enumerate(text):
        if char == '"':
            inside = not inside
        elif not inside:
            yield place, char
