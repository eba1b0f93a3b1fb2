"""Stays outside the term, and what lies outside the day or is timed though it cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time

from inputs.days import MINUTES_AN_HOUR, Span, minute_of, say_span, say_time
from inputs.faults import Fault, Notice, Place, Remark, quoted
from inputs.records import Record, Records
from inputs.settings_reading import TermSettings

NOON = 12 * MINUTES_AN_HOUR
MOST_OUTSIDE = 2
"""Where more stays than these, and all, are outside the term, a year is wrong, and not each stay."""


def check_times(records: Records, settings: TermSettings) -> Iterator[Remark]:
    """Yield the stays outside the term, and what lies outside the day or is timed though it cannot be."""
    if settings.span is not None:
        yield from _stays(records.get("trainees", ()), settings.span)
    activities = {record["id"]: record for record in records.get("activities", ())}
    for record in records.get("slots", ()):
        activity = activities.get(record["activity"])
        if activity is not None and activity["format"] == "meeting":
            found = f"found {quoted(record['activity'])}, whose format is meeting"
            yield Fault(
                record.place("activity"), found, "meetings take place in the hours of mentors: see hours"
            )
        elif activity is not None and activity.gives("minutes"):
            yield from _outside_day(record, "start", activity["minutes"], settings)
    for record in records.get("services", ()):
        if record.gives("round_minutes"):
            yield from _outside_day(record, "round_start", record["round_minutes"], settings)
    for record in records.get("hours", ()):
        yield from _outside_day(record, "start", 0, settings)
        yield from _outside_day(record, "end", 0, settings)


def _outside_day(record: Record, column: str, minutes: int, settings: TermSettings) -> Iterator[Fault]:
    if not record.gives(column):
        return
    start = minute_of(record[column])
    first, last = minute_of(settings.day_start), minute_of(settings.day_end)
    if first <= start and start + minutes <= last:
        return
    length = f" for {minutes} minutes" if minutes else ""
    found = f"found {quoted(say_time(record[column]))}{length}, outside the day"
    allowed = f"the day is {say_time(settings.day_start)} to {say_time(settings.day_end)} in the settings"
    half = start + NOON
    afternoon = first <= half and half + minutes <= last and 0 < start < NOON
    meant = say_time(time(half // MINUTES_AN_HOUR, half % MINUTES_AN_HOUR)) if afternoon else None
    yield Fault(record.place(column), found, allowed, meant)


def _stays(records: Sequence[Record], term: Span) -> Iterator[Remark]:
    remarks = [remark for record in records for remark in _stay_remarks(record, term)]
    faults = [remark for remark in remarks if isinstance(remark, Fault)]
    if len(faults) == len(records) > MOST_OUTSIDE:
        found = f"found {len(faults)} stays, all of them outside the term, {say_span(term)}"
        yield Fault(Place(records[0].row.file), found, "look at the years here, and in the settings")
    else:
        yield from remarks


def _stay_remarks(record: Record, term: Span) -> Iterator[Remark]:
    if not record.gives("first_day", "last_day") or record["last_day"] < record["first_day"]:
        return
    stay = Span.through(record["first_day"], record["last_day"])
    cut = stay.within(term)
    who = record["name"] or record["id"] or "the trainee"
    if cut is None:
        column = "last_day" if stay.end <= term.start else "first_day"
        found = f"found {quoted(record[column].isoformat())}, so that the stay of {who} is outside the term"
        yield Fault(record.place(column), found, f"the term is {say_span(term)}")
    elif cut != stay:
        column = "first_day" if stay.start < term.start else "last_day"
        found = f"found {quoted(record[column].isoformat())}, outside the term"
        yield Notice(record.place(column), found, f"the stay of {who} is cut to {say_span(cut)}")
