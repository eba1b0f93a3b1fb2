"""
Reads a calendar file again, without the library that wrote it, and tells what clients would stumble over.

A broken calendar fails in silence: one client drops the whole file, another shows half of it. So each file
is held against what RFC 5545, 5546 and 7986 ask and against a list of the properties that we mean to write,
each with the values that it may have. A text of a person that broke out of its property would show up as
one that is not on the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

LARGEST_FILE = 1_000_000
"""In octets; Google loses events of larger files."""
LONGEST_LINE = 75
"""In octets, without the line break."""
LONGEST_UID = 255
"""In octets."""
LONGEST_DESCRIPTION = 8_000
"""In characters as people see them; Google keeps no more."""

TEXT = r"(?:[^\\;,]++|\\[\\;,n])++"
INSTANT = r"\d{8}T\d{6}Z"
DURATION = r"PT[1-9]\d*[HM]"
OFFSET = r"[+-](?:0\d|1[0-4])[0-5]\d"
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
ZONE = r"[A-Za-z0-9_+\-]+(?:/[A-Za-z0-9_+\-]+)*"

PARAMETERS: Mapping[str, str] = {
    "DTSTART": rf"(?:;VALUE=DATE|;TZID={ZONE})?",
    "DTEND": rf"(?:;VALUE=DATE|;TZID={ZONE})?",
    "ORGANIZER": r';CN="[^"]*"',
    "REFRESH-INTERVAL": ";VALUE=DURATION",
}
"""What may follow a property's name; nothing after any other."""

CALENDAR: Mapping[str, str] = {
    "PRODID": TEXT,
    "VERSION": r"2\.0",
    "CALSCALE": "GREGORIAN",
    "METHOD": "PUBLISH",
    "NAME": TEXT,
    "X-WR-CALNAME": TEXT,
    "DESCRIPTION": TEXT,
    "X-WR-CALDESC": TEXT,
    "COLOR": "[a-z]+",
    "X-WR-TIMEZONE": ZONE,
    "REFRESH-INTERVAL": DURATION,
    "X-PUBLISHED-TTL": DURATION,
}
EVENT: Mapping[str, str] = {
    "UID": rf"{UUID}|[!-?A-~]+@[!-?A-~]+",
    "DTSTAMP": INSTANT,
    "LAST-MODIFIED": INSTANT,
    "CREATED": INSTANT,
    "SEQUENCE": r"\d{1,9}",
    "ORGANIZER": r"mailto:[!-?A-\[\]-~]+@[!-?A-\[\]-~]+",
    "DTSTART": r"\d{8}(?:T\d{6}Z?)?",
    "DTEND": r"\d{8}(?:T\d{6}Z?)?",
    "SUMMARY": TEXT,
    "DESCRIPTION": TEXT,
    "LOCATION": TEXT,
    "CATEGORIES": TEXT,
    "STATUS": "CONFIRMED|CANCELLED",
    "TRANSP": "OPAQUE|TRANSPARENT",
}
OBSERVANCE: Mapping[str, str] = {
    "DTSTART": r"\d{8}T\d{6}",
    "TZOFFSETFROM": OFFSET,
    "TZOFFSETTO": OFFSET,
    "TZNAME": TEXT,
    "RRULE": r"FREQ=YEARLY;BYDAY=(?:-1|[1-4])(?:MO|TU|WE|TH|FR|SA|SU);BYMONTH=(?:[1-9]|1[0-2])",
}
PROPERTIES: Mapping[str, Mapping[str, str]] = {
    "VCALENDAR": CALENDAR,
    "VCALENDAR/VTIMEZONE": {"TZID": ZONE},
    "VCALENDAR/VTIMEZONE/STANDARD": OBSERVANCE,
    "VCALENDAR/VTIMEZONE/DAYLIGHT": OBSERVANCE,
    "VCALENDAR/VEVENT": EVENT,
}
"""The components that there may be, by what they lie in, and the values of their properties."""
OPTIONAL = {"LOCATION", "RRULE"}
"""Properties that may be missing; every other is there once."""

TIMES = {"DTSTAMP", "LAST-MODIFIED", "CREATED", "DTSTART", "DTEND"}
OBSERVANCES = {"VCALENDAR/VTIMEZONE/STANDARD", "VCALENDAR/VTIMEZONE/DAYLIGHT"}

CONTENT_LINE = re.compile(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', re.DOTALL)
CONTENT_END = re.compile(r"\r\n(?![ \t])")
FOLD = re.compile(r"\r\n[ \t]")
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")


class _Property(NamedTuple):
    line: int
    parameters: str
    value: str

    @property
    def zone(self) -> str:
        return self.parameters.removeprefix(";TZID=") if self.parameters.startswith(";TZID=") else ""

    @property
    def form(self) -> str:
        """What start and end of an event have in common: the zone, and the value with each digit as a 9."""
        return self.parameters + ":" + re.sub(r"\d", "9", self.value)


@dataclass
class _Component:
    line: int
    path: str
    properties: dict[str, _Property] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.properties[name].value


def check_calendar(data: bytes) -> list[str]:
    """Return what is wrong with one of our calendar files, a sentence each; nothing when all is well."""
    faults = list(_check_bytes(data))
    if faults:
        return faults
    components, faults = _read(data.decode())
    return faults or [*_check_calendar(components), *_check_zones(components), *_check_events(components)]


def _check_bytes(data: bytes) -> Iterator[str]:
    if len(data) > LARGEST_FILE:
        yield f"The file has {len(data)} octets, but {LARGEST_FILE} are allowed."
    if not data.startswith(b"BEGIN:VCALENDAR\r\n"):
        yield "The file does not begin with a calendar."
    if not data.endswith(b"\r\nEND:VCALENDAR\r\n"):
        yield "The file does not end with a calendar."
    for number, line in enumerate(data.removesuffix(b"\r\n").split(b"\r\n"), 1):
        if not line.strip():
            yield f"Line {number} is blank."
        if len(line) > LONGEST_LINE:
            yield f"Line {number} has {len(line)} octets, but {LONGEST_LINE} are allowed."
        try:
            text = line.decode()
        except UnicodeDecodeError:
            yield f"Line {number} is not UTF-8, or a fold parts a character."
        else:
            if CONTROL.search(text):
                yield f"Line {number} has a control character."


def _read(text: str) -> tuple[list[_Component], list[str]]:
    """Return the components, each after the one that it lies in, and the faults of their properties."""
    found: list[_Component] = []
    inside: list[_Component] = []
    faults: list[str] = []
    for number, line in _unfold(text):
        match = CONTENT_LINE.fullmatch(line)
        if match is None:
            faults.append(f"Line {number} is no property.")
            continue
        name, parameters, value = match.groups()
        if name == "BEGIN":
            inside.append(_Component(number, f"{inside[-1].path}/{value}" if inside else value))
            found.append(inside[-1])
            if inside[-1].path not in PROPERTIES:
                faults.append(f"Line {number}: {inside[-1].path} is no component that we write.")
        elif not inside or (name == "END" and inside[-1].path.rpartition("/")[2] != value):
            faults.append(f"Line {number} lies in no component, or ends one that is not open.")
        elif name == "END":
            faults += _check_properties(inside.pop())
        elif name in inside[-1].properties:
            faults.append(f"Line {number}: {name} is there twice.")
        else:
            inside[-1].properties[name] = _Property(number, parameters, value)
    faults += [f"Line {component.line}: {component.path} is not ended." for component in inside]
    return found, faults


def _unfold(text: str) -> Iterator[tuple[int, str]]:
    """Yield each content line, with the number of the line on which it begins."""
    number = 1
    for folded in CONTENT_END.split(text.removesuffix("\r\n")):
        pieces = FOLD.split(folded)
        yield number, "".join(pieces)
        number += len(pieces)


def _check_properties(component: _Component) -> Iterator[str]:
    allowed = PROPERTIES.get(component.path, {})
    for name in allowed.keys() - component.properties.keys() - OPTIONAL:
        yield f"Line {component.line}: {component.path} has no {name}."
    for name, found in component.properties.items():
        if fault := _fault(component.path, name, found.parameters, found.value):
            yield f"Line {found.line}: {name} {fault}."


@lru_cache(maxsize=16_384)
def _fault(path: str, name: str, parameters: str, value: str) -> str:
    """Return what is wrong with a property; most stand alike in many events."""
    allowed = PROPERTIES.get(path, {})
    if name not in allowed:
        return "is no property that we write"
    if not re.fullmatch(PARAMETERS.get(name, ""), parameters):
        return "has parameters that we do not write"
    if not re.fullmatch(allowed[name], value):
        return "has a value that we do not write"
    if name in TIMES and not _exists(value):
        return "is a time that does not exist"
    return ""


def _exists(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _check_calendar(components: Sequence[_Component]) -> Iterator[str]:
    calendars = [component for component in components if component.path == "VCALENDAR"]
    for second in calendars[1:]:
        yield f"Line {second.line}: a second calendar."
    if len(components) == len(calendars):
        yield "The calendar has no component."
    for one, other in (("NAME", "X-WR-CALNAME"), ("DESCRIPTION", "X-WR-CALDESC")):
        if calendars[0][one] != calendars[0][other]:
            yield f"{one} and {other} differ."


def _check_zones(components: Sequence[_Component]) -> Iterator[str]:
    """Tell which zones are not defined, or not from before the first event on."""
    onsets: dict[str, list[str]] = {}
    zone = ""
    for component in components:
        if component.path == "VCALENDAR/VTIMEZONE":
            zone = component["TZID"]
            if zone in onsets:
                yield f"Line {component.line}: {zone} is defined twice."
            onsets.setdefault(zone, [])
        elif component.path in OBSERVANCES:
            onsets[zone].append(component["DTSTART"])
    for zone, starts in onsets.items():
        if not starts:
            yield f"{zone} is defined by nothing."
    for event in _events(components):
        for name in ("DTSTART", "DTEND"):
            found = event.properties[name]
            if found.zone and found.zone not in onsets:
                yield f"Line {found.line}: {found.zone} is not defined."
            elif found.zone and found.value < min(onsets[found.zone], default=""):
                yield f"Line {found.line}: {found.zone} is not defined at that time."


def _check_events(components: Sequence[_Component]) -> Iterator[str]:
    uids: set[str] = set()
    for event in _events(components):
        if event["UID"] in uids:
            yield f"Line {event.line}: the UID {event['UID']} is another event's."
        uids.add(event["UID"])
        start, end = event.properties["DTSTART"], event.properties["DTEND"]
        if start.form != end.form:
            yield f"Line {event.line}: DTSTART and DTEND are not of one form."
        elif start.value >= end.value:
            yield f"Line {event.line}: the event ends before it has begun."
        if start.form not in {
            ";VALUE=DATE:99999999",
            ":99999999T999999Z",
            f";TZID={start.zone}:99999999T999999",
        }:
            yield f"Line {event.line}: DTSTART has no zone, or one that it must not have."
        if not event["CREATED"] <= event["LAST-MODIFIED"] <= event["DTSTAMP"]:
            yield f"Line {event.line}: CREATED, LAST-MODIFIED and DTSTAMP are not in this order."
        if len(event["UID"]) > LONGEST_UID:
            yield f"Line {event.line}: the UID has more than {LONGEST_UID} octets."
        if len(re.sub(r"\\.", "n", event["DESCRIPTION"])) > LONGEST_DESCRIPTION:
            yield f"Line {event.line}: DESCRIPTION has more than {LONGEST_DESCRIPTION} characters."


def _events(components: Sequence[_Component]) -> list[_Component]:
    return [component for component in components if component.path == "VCALENDAR/VEVENT"]
