"""Entries -> when they take place: icalendar and recurring-ical-events follow those that repeat.

They get nothing but times and rules that were read before (`inputs.availability.entries`), on the wall clock
of the entry and without its time zone, so that nothing is left that they could misread or stumble over.

And they get it moved by 7,600 years: dateutil below them looks for a date that never comes (each seventh day
from a Monday on, if it is a Tuesday) up to the year 9999 and no further. The calendar repeats after 400 years
to the weekday, so that the moved entries take place on the same days, and the search is short.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from inputs.availability.entries import Entry, on_the_clock_of, replaced
from inputs.availability.rules import Rule
from inputs.availability.values import Moment, UnclearError, as_time
from inputs.days import ONE_DAY, Span

if TYPE_CHECKING:
    from recurring_ical_events import CalendarQuery

YEARS_MOVED = 7_600
MARGIN = 2 * ONE_DAY
"""Wall clocks around the world are less than this apart."""
MOST_WORK = 500_000
"""For one calendar, where 1 is one date of a rule in the term: the work of half a minute."""
LONGEST_REPEATED = timedelta(days=366)


@dataclass(frozen=True)
class Occurrence:
    """An entry taking place, on the wall clock of the entry's zone."""

    entry: Entry
    start: Moment
    end: Moment


@dataclass
class Expansion:
    """When entries take place in a span, and what is wrong with those that cannot be followed."""

    occurrences: list[Occurrence] = field(default_factory=list)
    unclear: list[UnclearError] = field(default_factory=list)
    too_much: bool = False
    """Whether to follow them all would take too long; then nothing was followed."""


def expand(entries: Iterable[Entry], span: Span) -> Expansion:
    """Return when entries take place on the days of a span, or up to two days beside it."""
    done = Expansion()
    series: list[_Series] = []
    for group in _by_uid(entries):
        for master, changes in _versions(group):
            if master is not None and not changes and not master.repeats:
                done.occurrences += _once(master, span)
                continue
            made = _Series.of(master, changes, span)
            if isinstance(made, UnclearError):
                done.unclear.append(made)
            elif made is not None:
                series.append(made)
    if sum(one.work for one in series) > MOST_WORK:
        return Expansion(unclear=done.unclear, too_much=True)
    _follow(series, span, done)
    return done


def _by_uid(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    groups: defaultdict[object, list[Entry]] = defaultdict(list)
    for number, entry in enumerate(entries):
        groups[entry.uid or number].append(entry)
    yield from groups.values()


def _versions(group: Sequence[Entry]) -> Iterator[tuple[Entry | None, list[Entry]]]:
    """Yield the newest version of an entry with its changed occurrences.

    Programs that give one UID to everything give no versions: what is as new as the newest counts too.
    """
    masters = [entry for entry in group if entry.replaces is None]
    changes = [entry for entry in group if entry.replaces is not None]
    newest = max((entry.sequence for entry in masters), default=-1)
    current = [entry for entry in masters if entry.sequence == newest]
    yield current[0] if current else None, changes
    for other in current[1:]:
        yield other, []


def _once(entry: Entry, span: Span) -> Iterator[Occurrence]:
    if entry.kind is not None and _touches(entry.start, entry.end, span):
        yield Occurrence(entry, entry.start, entry.end)


def _touches(start: Moment, end: Moment, span: Span) -> bool:
    return _day(start) < span.end + MARGIN and _day(end) >= span.start - MARGIN


def _day(at: Moment) -> date:
    return at.date() if isinstance(at, datetime) else at


# -- what repeats --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Series:
    """An entry that repeats, if it is there, and its changed occurrences by what they stand for."""

    master: Entry | None
    changes: dict[Moment, Entry]
    work: int

    @classmethod
    def of(cls, master: Entry | None, changes: Iterable[Entry], span: Span) -> _Series | UnclearError | None:
        """Return a series that can be followed, what stands against it, or None where it never touches."""
        if master is not None and _day(master.start) >= span.end + MARGIN:
            master = None
        newest: dict[Moment, Entry] = {}
        for change in changes:
            entry = on_the_clock_of(change, master) if master is not None else change
            at = replaced(entry, master or entry)
            if at not in newest or entry.sequence > newest[at].sequence:
                newest[at] = entry
        if master is None:
            return cls(None, newest, len(newest)) if newest else None
        if _too_long(master) or any(entry.onwards and _too_long(entry) for entry in newest.values()):
            found = f"found {master} that repeats and lasts longer than a year"
            return UnclearError(found, "it does not count", master.line)
        if any(entry.onwards and entry.all_day is not master.all_day for entry in newest.values()):
            found = f"found {master} whose later ones become times of days or days of times"
            return UnclearError(found, "none of them counts", master.line)
        master = _forwarded(master, newest, span)
        return cls(master, newest, len(newest) + _work(master, span))

    @property
    def entries(self) -> Iterator[tuple[Moment | None, Entry]]:
        """Each entry with the occurrence that it stands for."""
        if self.master is not None:
            yield None, self.master
        yield from self.changes.items()


def _too_long(entry: Entry) -> bool:
    return entry.length > LONGEST_REPEATED


def _work(entry: Entry, span: Span) -> int:
    before = max(0, span.start.year - entry.start.year)
    years = span.last_day.year - span.start.year + 1
    return sum(rule.work(before, years) for rule in entry.rules) + len(entry.added)


def _forwarded(entry: Entry, changes: dict[Moment, Entry], span: Span) -> Entry:
    """Return an entry that began long ago as one that begins shortly before the span, with the same days."""
    if len(entry.rules) != 1 or "COUNT" in entry.rules[0].parts:
        return entry
    rule: Rule = entry.rules[0]
    step = {"DAILY": ONE_DAY, "WEEKLY": 7 * ONE_DAY}.get(rule.frequency)
    if step is None:
        return entry
    moved = [abs(as_time(change.start) - as_time(at)) for at, change in changes.items() if change.onwards]
    reach = (
        max([entry.length, *(change.length for change in changes.values())])
        + max(moved, default=timedelta())
        + MARGIN
    )
    steps = (span.start - _day(entry.start) - reach) // (step * rule.interval) - 1
    by = max(0, steps) * step * rule.interval
    return replace(entry, start=entry.start + by, end=entry.end + by)


def _follow(series: Sequence[_Series], span: Span, done: Expansion) -> None:
    if not series:
        return
    try:
        done.occurrences += _occurrences(dict(enumerate(series)), span)
    except _TROUBLE:
        for number, one in enumerate(series):
            try:
                done.occurrences += _occurrences({number: one}, span)
            except _TROUBLE:
                entry = next(entry for _, entry in one.entries)
                found = f"found {entry} with a rule that cannot be followed"
                done.unclear.append(UnclearError(found, "it does not count", entry.line))


_TROUBLE = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError)
"""What libraries raise on a rule that they do not understand though it was read here."""


def _occurrences(series: dict[int, _Series], span: Span) -> list[Occurrence]:
    """Return when series take place, all that is cancelled or free left out."""
    known = {
        (str(number), None if at is None else as_time(at)): entry
        for number, one in series.items()
        for at, entry in one.entries
    }
    first = datetime.combine(span.start - MARGIN, time())
    last = datetime.combine(span.end + MARGIN, time())
    found = []
    for there in _query(series).between(_moved(first), _moved(last)):
        entry = known[there.uid, _back(there.recurrence_ids[0]) if there.recurrence_ids else None]
        if entry.kind is not None:
            found.append(Occurrence(entry, _back(there.start), _back(there.end)))
    return found


def _query(series: dict[int, _Series]) -> CalendarQuery:
    from icalendar import Calendar
    from recurring_ical_events import CalendarQuery, ComponentsWithName
    from recurring_ical_events import Occurrence as Found

    class Times(Found):
        """An occurrence that is not made into an event again: only its times are asked for."""

        def as_component(self, keep_recurrence_attributes: bool) -> Any:  # noqa: ARG002 - as the library calls it
            return self

    lines = ["BEGIN:VCALENDAR"]
    for number, one in series.items():
        for at, entry in one.entries:
            lines += ["BEGIN:VEVENT", f"UID:{number}", *_lines(entry, at), "END:VEVENT"]
    text = "\r\n".join([*lines, "END:VCALENDAR", ""])
    # Bytes only: a text without a line break would be taken for the name of a file.
    calendar = Calendar.from_ical(text.encode("ascii"))
    return CalendarQuery(calendar, components=[ComponentsWithName("VEVENT", occurrence=Times)])


def _lines(entry: Entry, at: Moment | None) -> Iterator[str]:
    yield f"DTSTART{_written(entry.start)}"
    yield f"DTEND{_written(entry.end)}"
    yield f"SEQUENCE:{max(0, entry.sequence)}"
    if at is not None:
        yield f"RECURRENCE-ID{';RANGE=THISANDFUTURE' if entry.onwards else ''}{_written(at)}"
        return
    for rule in entry.rules:
        parts = {**rule.parts}
        if "UNTIL" in parts:
            parts["UNTIL"] = f"{int(parts['UNTIL'][:4]) + YEARS_MOVED}{parts['UNTIL'][4:]}"
        yield "RRULE:" + ";".join(f"{name}={value}" for name, value in parts.items())
    for extra, end in entry.added:
        if end is None:
            yield f"RDATE{_written(extra)}"
        else:
            yield f"RDATE;VALUE=PERIOD:{_stamp(as_time(extra))}/{_stamp(as_time(end))}"
    for gone in entry.taken:
        yield f"EXDATE{_written(gone)}"


def _written(at: Moment) -> str:
    return f":{_stamp(at)}" if isinstance(at, datetime) else f";VALUE=DATE:{_moved(at):%Y%m%d}"


def _stamp(at: datetime) -> str:
    return f"{_moved(at):%Y%m%dT%H%M%S}"


def _moved(at: Moment) -> Any:
    return at.replace(year=at.year + YEARS_MOVED)


def _back(at: Moment) -> Any:
    return at.replace(year=at.year - YEARS_MOVED)
