"""Which time zone a name in a calendar means; nothing is guessed without a word."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import cast

from inputs.availability.lines import Component
from inputs.availability.rules import is_yearly
from inputs.availability.zone_names import CHINESE, CITIES, OTHERS
from inputs.faults import Notice, Place, look, quoted

_OFFSET_BEFORE = re.compile(r"\((?:utc|gmt)\s*(?:[+\-−][0-9:]+)?\)\s*")
_OFFSET_ALONE = re.compile(r"(?:utc|gmt)?([+\-−])(\d{1,2})(?::?(\d{2}))?")
_COMMA = re.compile(r"\s*[,，、]\s*")
_SHIFT = r"[+-]([01]\d|2[0-3])[0-5]\d([0-5]\d)?"
_OBSERVANCE = {"DTSTART": r"\d{8}T\d{6}", "TZOFFSETFROM": _SHIFT, "TZOFFSETTO": _SHIFT}
_ONSETS = re.compile(r"\d{8}T\d{6}(,\d{8}T\d{6})*")
MOST_OBSERVANCES = 400
"""In one definition; a zone that has changed its clock twice a year since 1900 has fewer."""


@dataclass(frozen=True)
class Doubt:
    """Why something is perhaps not as it is read: the two halves of a notice."""

    found: str
    read_as: str


@dataclass(frozen=True)
class Zone:
    """A time zone; with a doubt, one that was not named."""

    tz: tzinfo
    doubt: Doubt | None = None


IN_UTC = Zone(UTC)


@dataclass
class Zones:
    """The time zones of one calendar.

    Parameters
    ----------
    local
        The IANA name of the zone of the term, in which times without a zone are read.
    defined
        The VTIMEZONE components by their TZID, as `look` shows it.
    calendar
        The zone that X-WR-TIMEZONE gives to times without one.
    """

    local: str
    defined: Mapping[str, Component]
    calendar: tzinfo | None = None
    _known: dict[str, tzinfo | None] = field(default_factory=dict)

    @classmethod
    def of(cls, calendar: Component, local: str) -> Zones:
        """Return the zones that a calendar speaks of."""
        zones = cls(local, {look(part.value("TZID")): part for part in calendar.named("VTIMEZONE")})
        named = calendar.all("X-WR-TIMEZONE")
        if named and named[0].value:
            zones.calendar = zones.find(named[0].value)
        return zones

    def notice(self, calendar: Component, file: str) -> Notice | None:
        """Return what there is to say when X-WR-TIMEZONE names no zone that is known."""
        named = calendar.all("X-WR-TIMEZONE")
        if self.calendar is not None or not named or not named[0].value:
            return None
        found = f"found {quoted(named[0].value)}, which is no time zone that is known"
        allowed = f"times without a time zone are read in {self.local}, that of the term"
        return Notice(Place(file, named[0].line, "X-WR-TIMEZONE"), found, allowed)

    @property
    def floating(self) -> Zone:
        """The zone of a time without one: that of the calendar, or else that of the term, with a doubt."""
        if self.calendar is not None:
            return Zone(self.calendar)
        return self._local_instead("a time without a time zone")

    def named(self, name: str) -> Zone:
        """Return the zone of a name; where nobody knows it, that of the calendar or term, with a doubt."""
        tz = self.find(name)
        if tz is not None:
            return Zone(tz)
        return self._local_instead(f"the time zone {quoted(name)}, which is not known,")

    def _local_instead(self, found: str) -> Zone:
        tz = self.calendar or zoneinfo.ZoneInfo(self.local)
        name = getattr(tz, "key", None) or "the time zone of the calendar"
        return Zone(tz, Doubt(found, f"it is read as a time in {name}"))

    def find(self, name: str) -> tzinfo | None:
        """Return the zone of a name by the lists, or else by what the calendar defines under it."""
        if name not in self._known:
            tz = find_zone(name)
            if tz is None and (component := self.defined.get(look(name))) is not None:
                tz = define_zone(component)
            self._known[name] = tz
        return self._known[name]


def find_zone(name: str) -> tzinfo | None:
    """Return the zone of a name of IANA's, of Windows (an id, or what it shows), or of an offset alone."""
    word = look(name.replace("\\", "")).strip("/ ")
    known = _iana()
    for suffix in _suffixes(word):
        if suffix in known:
            return zoneinfo.ZoneInfo(known[suffix])
    listed = OTHERS.get(word) or CHINESE.get(word) or CITIES.get(_cities(word)) or _windows().get(word)
    if listed is not None:
        return zoneinfo.ZoneInfo(listed)
    return _offset(word)


def _suffixes(word: str) -> list[str]:
    """Return a name, and what it ends with behind a prefix such as ``/freeassociation.sourceforge.net/``."""
    parts = word.split("/")
    return ["/".join(parts[start:]) for start in range(max(1, len(parts) - 1))] if "://" not in word else []


@lru_cache(maxsize=1)
def _iana() -> Mapping[str, str]:
    return {look(name): name for name in zoneinfo.available_timezones() - {"localtime", "Factory"}}


@lru_cache(maxsize=1)
def _windows() -> Mapping[str, str]:
    """Return the zones by the ids of Windows, from CLDR."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    known = _iana()
    return {look(name): zone for name, zone in WINDOWS_TO_OLSON.items() if look(zone) in known}


def _cities(word: str) -> str:
    return _COMMA.sub(", ", _OFFSET_BEFORE.sub("", word)).strip()


def _offset(word: str) -> tzinfo | None:
    match = _OFFSET_ALONE.fullmatch(word)
    if match is None:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if offset > timedelta(hours=14):
        return None
    return timezone(offset if match[1] == "+" else -offset)


def define_zone(component: Component) -> tzinfo | None:
    """Return the zone that a VTIMEZONE defines, or None where it cannot be followed."""
    from icalendar import Timezone

    observances = [*component.named("STANDARD"), *component.named("DAYLIGHT")]
    if not 0 < len(observances) <= MOST_OBSERVANCES:
        return None
    lines = ["BEGIN:VTIMEZONE", "TZID:defined-in-a-calendar"]
    for part in observances:
        values = {name: part.value(name) for name in _OBSERVANCE}
        rules = [rule.value.upper() for rule in part.all("RRULE")]
        if not all(re.fullmatch(_OBSERVANCE[name], value) for name, value in values.items()):
            return None
        extras = [extra.value for extra in part.all("RDATE")]
        if not all(map(is_yearly, rules)) or not all(map(_ONSETS.fullmatch, extras)):
            return None
        lines += [f"BEGIN:{part.name}", *(f"{name}:{value}" for name, value in values.items())]
        lines += [f"RRULE:{rule}" for rule in rules]
        lines += [f"RDATE:{extra}" for extra in extras]
        lines += [f"END:{part.name}"]
    text = "\r\n".join([*lines, "END:VTIMEZONE", ""])
    try:
        # Not looked up by its name: programs give the same name to different zones.
        zone = cast("Timezone", Timezone.from_ical(text.encode()))
        found = cast("tzinfo", zone.to_tz(lookup_tzid=False))
        found.utcoffset(datetime(2027, 1, 1))
        return found
    except (ValueError, TypeError, LookupError, ArithmeticError):
        return None
