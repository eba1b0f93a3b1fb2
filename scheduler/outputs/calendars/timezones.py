"""
A time zone as calendar clients want it: written out by hand in every file.

Half of the clients look a zone up by its name and half read the definition in the file, so both must give
the same offset at every time used. What clients are known to stumble over is left out: history from before
the term, seconds in offsets, RDATE lists, and rules without BYDAY.

A zone whose clock does not change in the years of the term has one STANDARD observance. One whose clock
changes by the same weekday of a month each year has a yearly rule for each change. Any other (a change by
the moon, or a law in these very years) has one observance for each change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from inputs.days import DAYS_A_WEEK, ONE_DAY, Span, nth_of_month

if TYPE_CHECKING:
    from icalendar import Timezone

RULE_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST = -1
ONE_MINUTE = timedelta(minutes=1)
NO_TIME = timedelta(0)


@dataclass(frozen=True)
class YearlyRule:
    """The ``nth`` (1 to 4; -1 is the last) ``weekday`` (0 is Monday) of ``month``, every year."""

    month: int
    weekday: int
    nth: int

    def admits(self, day: date) -> bool:
        """Tell whether the rule gives ``day``."""
        if (day.month, day.weekday()) != (self.month, self.weekday):
            return False
        return _is_last(day) if self.nth == LAST else nth_of_month(day) == self.nth


@dataclass(frozen=True)
class Observance:
    """A stretch of time with one offset, from ``onset`` in the local time before it; by a rule every year."""

    onset: datetime
    offset_from: timedelta
    offset_to: timedelta
    name: str
    saving: bool
    rule: YearlyRule | None = None


@dataclass(frozen=True)
class _Change:
    """What a clock does at ``onset``, in the local time before it; ``saved`` is the daylight then saved."""

    onset: datetime
    before: timedelta
    after: timedelta
    name: str
    saved: timedelta


@lru_cache(maxsize=64)  # every calendar of a term asks for the same
def find_observances(timezone: str, span: Span) -> tuple[Observance, ...]:
    """Return what defines a zone (an IANA name) for all times in ``span``, in order of the first onset.

    Raises
    ------
    zoneinfo.ZoneInfoNotFoundError
        When there is no such zone; a term with one is refused when it is read.
    """
    zone = ZoneInfo(timezone)
    first_year, last_year = span.first_day.year - 1, span.last_day.year + 1
    begin, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    changes = list(_changes(zone, begin, end))
    standing = _change_at(zone, begin, _offset(zone, begin))
    least = min(change.saved for change in (standing, *changes))
    first, *single = (
        Observance(c.onset, c.before, c.after, c.name, saving=c.saved > least) for c in (standing, *changes)
    )
    yearly = _yearly(single, range(first_year, last_year + 1))
    return yearly or (replace(first, onset=datetime(first_year, 1, 1)), *single)


def write_timezone(timezone: str, span: Span) -> Timezone:
    """Return the VTIMEZONE of a zone (an IANA name) for all times in ``span``."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

    component = Timezone()
    component.add("TZID", timezone)
    for observance in find_observances(timezone, span):
        part = TimezoneDaylight() if observance.saving else TimezoneStandard()
        part.add("DTSTART", observance.onset)
        part.add("TZOFFSETFROM", observance.offset_from)
        part.add("TZOFFSETTO", observance.offset_to)
        part.add("TZNAME", observance.name)
        if observance.rule is not None:
            by_day = f"{observance.rule.nth}{RULE_WEEKDAYS[observance.rule.weekday]}"
            part.add("RRULE", vRecur({"FREQ": "YEARLY", "BYMONTH": observance.rule.month, "BYDAY": by_day}))
        component.add_component(part)
    return component


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[_Change]:
    day = begin
    while day < end:
        following = day + ONE_DAY
        if _offset(zone, day) != _offset(zone, following):
            yield _change_between(zone, day, following)
        day = following


def _change_between(zone: ZoneInfo, before: datetime, after: datetime) -> _Change:
    while after - before > ONE_MINUTE:
        middle = before + (after - before) // ONE_MINUTE // 2 * ONE_MINUTE
        if _offset(zone, middle) == _offset(zone, before):
            before = middle
        else:
            after = middle
    return _change_at(zone, after, _offset(zone, before))


def _change_at(zone: ZoneInfo, moment: datetime, before: timedelta) -> _Change:
    local = moment.astimezone(zone)
    onset = (moment + before).replace(tzinfo=None)
    return _Change(onset, before, _offset(zone, moment), local.tzname() or "", local.dst() or NO_TIME)


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or NO_TIME


def _yearly(single: list[Observance], years: range) -> tuple[Observance, ...]:
    """Return one observance with a rule for each kind of change; none where a kind does not follow a rule."""
    kinds: dict[Observance, list[date]] = {}
    for observance in single:
        kind = replace(
            observance, onset=datetime.combine(date(1, observance.onset.month, 1), observance.onset.time())
        )
        kinds.setdefault(kind, []).append(observance.onset.date())
    found = []
    for kind, days in kinds.items():
        rule = _rule_for(days)
        if rule is None or [day.year for day in days] != list(years):
            return ()
        found.append(replace(kind, onset=datetime.combine(days[0], kind.onset.time()), rule=rule))
    return tuple(found)


def _rule_for(days: list[date]) -> YearlyRule | None:
    first = days[0]
    for nth in (LAST, nth_of_month(first)):
        rule = YearlyRule(first.month, first.weekday(), nth)
        if all(rule.admits(day) for day in days):
            return rule
    return None


def _is_last(day: date) -> bool:
    return (day + timedelta(days=DAYS_A_WEEK)).month != day.month
