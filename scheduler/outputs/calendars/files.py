"""
Calendars as files (iCalendar, RFC 5545 and 7986) that phones and office programs subscribe to.

The clock is never read: the same plan and the same instant of publication give the same bytes, and a client
that finds the bytes unchanged fetches nothing. Every file passes :func:`check_calendar` before it is
returned.

Each session is an event of its own, without recurrence rules, because a new plan moves single sessions.
Nobody is an ATTENDEE, because these calendars inform and do not invite (RFC 5546, section 3.2.1). The
calendar itself has no UID (RFC 7986, section 5.3): vdirsyncer takes it for that of each event, and keeps one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from inputs.days import Period, Span
from inputs.plan import Plan
from inputs.term import Term
from scheduler.outputs.calendars.check import LARGEST_FILE, check_calendar
from scheduler.outputs.calendars.entries import Entry
from scheduler.outputs.calendars.feeds import Feed, feeds_of
from scheduler.outputs.calendars.identity import UidSource, derived_uids
from scheduler.outputs.calendars.lines import Revision, write_event
from scheduler.outputs.calendars.own import PRODUCT
from scheduler.outputs.calendars.timezones import write_timezone
from scheduler.outputs.round_leads import AS_PLANNED, LedOnDays

if TYPE_CHECKING:
    from icalendar import Calendar

REFRESH = timedelta(hours=1)
END = b"END:VCALENDAR\r\n"


RevisionSource = Callable[[Feed, Entry], Revision]
"""Gives an entry of a calendar its revision, as whoever keeps the published versions knows it."""


def render_calendars(
    plan: Plan, term: Term, published: datetime, led: LedOnDays = AS_PLANNED
) -> dict[str, bytes]:
    """Return the calendar files of a plan: file name to bytes.

    One for each trainee, member of faculty and room of the term, also for those who have nothing yet, and
    ``programme.ics``. UIDs follow from the term (see :mod:`scheduler.outputs.calendars.identity`).

    Parameters
    ----------
    plan, term
        What was planned, and for what.
    published
        The instant of publication, with a time zone. For a plan that is not published, any that is the same
        for the same plan.
    led
        Who led the rounds of single days, whoever leads the week in the plan.

    Raises
    ------
    ValueError
        When ``published`` has no time zone.
    RuntimeError
        When a file fails its check, which is our bug.
    """
    if published.utcoffset() is None:
        msg = "The instant of publication needs a time zone."
        raise ValueError(msg)
    first = Revision(published, published)
    files: dict[str, bytes] = {}
    uid_of = derived_uids(term)
    for feed in feeds_of(plan, term, led):
        files |= render_feed(feed, term, uid_of, lambda _feed, _entry: first)
    return files


def render_feed(
    feed: Feed, term: Term, uid_of: UidSource, revision_of: RevisionSource, largest_file: int = LARGEST_FILE
) -> dict[str, bytes]:
    """Return the files of one calendar: file name to bytes.

    It is one file as long as that has no more than ``largest_file`` octets, because clients lose events of
    larger ones without a word. Of a larger calendar the later entries go on in ``NAME.part2.ics`` and so
    on.

    Raises
    ------
    RuntimeError
        When a file fails its check, which is our bug.
    """
    zone = ZoneInfo(term.timezone)
    dated = sorted(((_start(e), uid_of(e.identity), e) for e in feed.entries), key=lambda found: found[:2])
    events = [write_event(entry, uid, revision_of(feed, entry), zone) for _, uid, entry in dated]
    files = _render_parts(feed, term, events, 1)
    while len(files) < len(events) and any(len(data) > largest_file for data in files.values()):
        files = _render_parts(feed, term, events, len(files) + 1)
    for name, data in files.items():
        if faults := check_calendar(data):
            msg = f"{name} is not fit to be read: {' '.join(faults)}"
            raise RuntimeError(msg)
    return files


def _render_parts(feed: Feed, term: Term, events: Sequence[bytes], count: int) -> dict[str, bytes]:
    files = {}
    for number in range(1, count + 1):
        share = events[len(events) * (number - 1) // count : len(events) * number // count]
        part = feed if count == 1 else replace(feed, name=f"{feed.name} ({number} of {count})")
        name = f"{feed.file}.ics" if number == 1 else f"{feed.file}.part{number}.ics"
        head = _calendar(part, term).to_ical().removesuffix(END)
        files[name] = b"".join([head, *share, END])
    return files


def _calendar(feed: Feed, term: Term) -> Calendar:
    """Return a calendar with its zone and without events."""
    from icalendar import Calendar, vDuration, vText

    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    # The library escapes a text only where it knows that it is one.
    for name in ("NAME", "X-WR-CALNAME"):
        calendar.add(name, vText(feed.name))
    for name in ("DESCRIPTION", "X-WR-CALDESC"):
        calendar.add(name, vText(feed.about))
    calendar.add("COLOR", feed.color)
    calendar.add("X-WR-TIMEZONE", term.timezone)
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    calendar.add_component(write_timezone(term.timezone, _days_told(feed, term)))
    return calendar


def _days_told(feed: Feed, term: Term) -> Span:
    """Return the days of the term, and those around them if a calendar tells of others.

    What was withdrawn may lie a year beside a term that got other days.
    """
    first, last = term.span.first_day, term.span.last_day
    for when in (entry.when for entry in feed.entries):
        days = Span.through(when.date, when.date) if isinstance(when, Period) else when
        first, last = min(first, days.first_day), max(last, days.last_day)
    return Span.through(first, last)


def _start(entry: Entry) -> datetime:
    if isinstance(entry.when, Period):
        return datetime.combine(entry.when.date, entry.when.start)
    return datetime.combine(entry.when.start, time.min)
