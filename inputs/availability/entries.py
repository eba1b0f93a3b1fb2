"""VEVENT and VFREEBUSY -> entries: from when to when, how often, and whether they make anybody busy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Literal

from inputs.availability.lines import Component, Property
from inputs.availability.rules import Rule, read_rule
from inputs.availability.values import (
    Moment,
    UnclearError,
    Wall,
    as_time,
    move,
    read_length,
    read_wall,
)
from inputs.availability.zones import IN_UTC, Doubt, Zone, Zones
from inputs.days import ONE_DAY, weekday_of

Kind = Literal["busy", "tentative", "out of office"]

MIDNIGHT = time()
LAST_SECONDS = {time(), time(23, 59, 59)}
"""Times that programs put behind the last day of what lasts whole days."""


@dataclass(frozen=True)
class Entry:
    """An entry, perhaps one that repeats, or one occurrence of another that was changed.

    Parameters
    ----------
    line
        Where it begins.
    kind
        What it makes of the time; None leaves it free, as does what was cancelled.
    start, end, zone
        From when, and until when (not included) on the wall clock of the zone; both are days where it lasts
        whole days.
    doubt
        Why it is perhaps at another time.
    uid, sequence
        What it is, and which version.
    rules, added, taken
        RRULE; RDATE, each with its own end or None; EXDATE.
    replaces
        RECURRENCE-ID: the occurrence that this one stands for; one without a zone is on the clock of that.
    onwards
        Whether it stands for all later ones too.
    """

    line: int
    kind: Kind | None
    start: Moment
    end: Moment
    zone: Zone = IN_UTC
    doubt: Doubt | None = None
    uid: str = ""
    sequence: int = -1
    rules: tuple[Rule, ...] = ()
    added: tuple[tuple[Moment, Moment | None], ...] = ()
    taken: tuple[Moment, ...] = ()
    replaces: Wall | Moment | None = None
    onwards: bool = False

    @property
    def all_day(self) -> bool:
        """Whether it lasts whole days."""
        return not isinstance(self.start, datetime)

    @property
    def length(self) -> timedelta:
        """How long it lasts by the clock on the wall."""
        return as_time(self.end) - as_time(self.start)

    @property
    def repeats(self) -> bool:
        """Whether it takes place other than once."""
        return bool(self.rules or self.added or self.taken)

    def __str__(self) -> str:
        return f"the entry of {Wall(self.start, self.zone)}"


def read_event(component: Component, zones: Zones) -> Entry | None:
    """Return what a VEVENT says, or None where it can never make anybody busy.

    Raises
    ------
    UnclearError
        Where it cannot be understood.
    """
    kind = _kind(component)
    series = any(component.all(name) for name in ("RRULE", "RDATE", "RECURRENCE-ID"))
    try:
        return _read_event(component, zones, kind, series=series)
    except UnclearError:
        if kind is None and not component.all("RECURRENCE-ID"):
            return None
        raise


def _read_event(component: Component, zones: Zones, kind: Kind | None, *, series: bool) -> Entry:
    starts = component.all("DTSTART")
    if len(starts) != 1:
        found = "found an entry without DTSTART" if not starts else "found an entry with DTSTART twice"
        raise UnclearError(found, "it does not count", component.line)
    start = read_wall(starts[0].value, starts[0], zones)
    try:
        if series and start.zone is IN_UTC and zones.calendar and isinstance(start.at, datetime):
            # What repeats by weekdays means those of the calendar, and keeps to its clocks.
            start = Wall(start.inside(Zone(zones.calendar)), Zone(zones.calendar))
        entry = _timed(component, start, zones, kind)
        return _recurring(component, entry, zones) if series or component.all("EXDATE") else entry
    except UnclearError as error:
        if error.day is None and not series:
            error.day = start.at if not isinstance(start.at, datetime) else start.at.date()
        raise


def _kind(component: Component) -> Kind | None:
    """Return what an entry makes of its time; nothing said is busy, as the standard has it."""
    status = component.value("STATUS")
    microsoft = component.value("X-MICROSOFT-CDO-BUSYSTATUS") or component.value(
        "X-MICROSOFT-CDO-INTENDEDSTATUS"
    )
    if status == "CANCELLED" or component.value("TRANSP") == "TRANSPARENT" or microsoft == "FREE":
        return None
    if microsoft == "OOF":
        return "out of office"
    return "tentative" if "TENTATIVE" in (status, microsoft) else "busy"


def unclear(found: str, prop: Property, start: Wall, *, series: bool) -> UnclearError:
    """Return what is wrong with the entry that begins then; of one that does not repeat with its day."""
    at = start.at
    day = None if series else at.date() if isinstance(at, datetime) else at
    words = f"{found} in the entry of {start}"
    return UnclearError(words, "it does not count", prop.line, prop.name, day)


def _timed(component: Component, start: Wall, zones: Zones, kind: Kind | None) -> Entry:
    series = bool(component.all("RRULE"))
    doubts = [start.zone.doubt] if isinstance(start.at, datetime) else []
    prop = next(iter((*component.all("DTEND"), *component.all("DURATION"))), None)
    if prop is None:
        end = start.at if isinstance(start.at, datetime) else start.at + ONE_DAY
    elif prop.name == "DURATION":
        end = _after(start.at, read_length(prop.value, prop))
    else:
        until = read_wall(prop.value, prop, zones, start.zone)
        if isinstance(until.at, datetime) is not isinstance(start.at, datetime):
            raise unclear("found an end that is no time as the start is", prop, start, series=series)
        end = until.inside(start.zone)
        doubts.append(until.zone.doubt if isinstance(until.at, datetime) else None)
    if prop is not None and end < start.at:
        raise unclear("found an end before the start", prop, start, series=series)
    if prop is not None and end == start.at and not isinstance(start.at, datetime):
        end = start.at + ONE_DAY
        doubts.append(Doubt("an end that is not after the start", "it is read as one day"))
    entry = Entry(
        component.line,
        kind,
        start.at,
        end,
        start.zone,
        next((doubt for doubt in doubts if doubt), None),
        "".join(uid.value for uid in component.all("UID")[:1]),
        _sequence(component),
    )
    return _whole_days(entry) if component.value("X-MICROSOFT-CDO-ALLDAYEVENT") == "TRUE" else entry


def _after(start: Moment, length: timedelta) -> Moment:
    """Return the end of what lasts so long; whole days last whole days."""
    if isinstance(start, datetime):
        return start + length
    return start + timedelta(days=-(-length // ONE_DAY))


def _whole_days(entry: Entry) -> Entry:
    """Return an entry that Outlook calls a day long, from midnight to midnight somewhere, as days."""
    start, end = entry.start, entry.end
    if not (isinstance(start, datetime) and isinstance(end, datetime)):
        return entry
    if start.time() != MIDNIGHT or end.time() != MIDNIGHT or start == end:
        return entry
    return replace(entry, start=start.date(), end=end.date(), doubt=None)


def _sequence(component: Component) -> int:
    value = component.value("SEQUENCE")
    return int(value) if value.isdecimal() and len(value) < 10 else -1


# -- what repeats --------------------------------------------------------------------------------------------


def _recurring(component: Component, entry: Entry, zones: Zones) -> Entry:
    rules = tuple(_rule(prop, entry, zones) for prop in component.all("RRULE"))
    added = [extra for prop in component.all("RDATE") for extra in _extras(prop, entry, zones)]
    taken = [
        _like(entry, read_wall(text, prop, zones, entry.zone), whole=True)
        for prop in component.all("EXDATE")
        for text in split_list(prop.value)
    ]
    replaces: Wall | Moment | None = None
    onwards = False
    for prop in component.all("RECURRENCE-ID")[:1]:
        wall = read_wall(prop.value, prop, zones, entry.zone)
        says_zone = wall.zone is IN_UTC or "TZID" in prop.params
        replaces = wall if says_zone else wall.at
        onwards = prop.params.get("RANGE", "").upper() == "THISANDFUTURE"
    return replace(
        entry, rules=rules, added=tuple(added), taken=tuple(taken), replaces=replaces, onwards=onwards
    )


def _rule(prop: Property, entry: Entry, zones: Zones) -> Rule:
    """Return a rule that ends, where it does, on the wall clock of the entry."""
    rule = read_rule(prop.value)
    if isinstance(rule, str):
        raise UnclearError(f"{rule} in {entry}", "it does not count", prop.line, prop.name)
    if rule.chooses_weeks_alone:  # and then the weekday is that of the first date, as the standard has it
        weekday = weekday_of(entry.start).upper()[:2]
        rule = Rule({**rule.parts, "BYDAY": weekday})
    if "UNTIL" not in rule.parts:
        return rule
    until = read_wall(rule.parts["UNTIL"], Property("UNTIL", {}, "", prop.line), zones, entry.zone)
    at = _last_moment(until, entry)
    text = f"{at:%Y%m%dT%H%M%S}" if isinstance(at, datetime) else f"{at:%Y%m%d}"
    return Rule({**rule.parts, "UNTIL": text})


def _last_moment(until: Wall, entry: Entry) -> Moment:
    """Return until when an entry repeats, on its wall clock: a day until its end, and days until a day."""
    at = until.at
    if not entry.all_day:
        if isinstance(at, datetime):
            return until.inside(entry.zone)
        return datetime.combine(at, time(23, 59, 59))
    if not isinstance(at, datetime):
        return at
    if at.time() in LAST_SECONDS:
        return at.date()
    return _like(entry, until)


def _extras(prop: Property, entry: Entry, zones: Zones) -> Iterator[tuple[Moment, Moment | None]]:
    for text in split_list(prop.value):
        start_text, slash, end_text = text.partition("/")
        start = read_wall(start_text, prop, zones, entry.zone)
        at = _like(entry, start)
        if slash and end_text.upper().lstrip("+-").startswith("P"):
            yield at, _after(at, read_length(end_text, prop))
        elif slash:
            yield at, read_wall(end_text, prop, zones, entry.zone).inside(entry.zone)
        else:
            yield at, None


def _like(entry: Entry, wall: Wall, *, whole: bool = False) -> Moment:
    """Return a day or time as the entry has it: a time where it has times, unless ``whole`` days may stay."""
    at = wall.inside(entry.zone)
    if entry.all_day:
        return at.date() if isinstance(at, datetime) else at
    if isinstance(at, datetime) or whole or not isinstance(entry.start, datetime):
        return at
    return datetime.combine(at, entry.start.time())


def replaced(entry: Entry, master: Entry) -> Moment:
    """Return which occurrence of ``master`` an entry with ``replaces`` stands for, on the clock of that."""
    if entry.replaces is None:  # pragma: no cover - callers have looked
        raise ValueError("the entry replaces nothing")
    said = entry.replaces
    return _like(master, said if isinstance(said, Wall) else Wall(said, master.zone))


def on_the_clock_of(entry: Entry, master: Entry) -> Entry:
    """Return an entry with its times on the wall clock of another."""
    if entry.all_day or master.all_day:
        return entry
    here, there = entry.zone.tz, master.zone.tz
    return replace(
        entry, start=move(entry.start, here, there), end=move(entry.end, here, there), zone=master.zone
    )


def split_list(text: str) -> list[str]:
    """Return the values of a property that holds several."""
    return [part.strip() for part in text.split(",") if part.strip()]
