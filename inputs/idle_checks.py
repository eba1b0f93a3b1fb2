"""Rows that change nothing: outside the term, the stay or the day, of seats nobody takes, of idle wishes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from inputs.days import Span, say_span, say_time
from inputs.faults import Notice, Place, listed, quoted
from inputs.people import Absence, Faculty
from inputs.people_checks import at
from inputs.programme import SeatChange
from inputs.term import Term


def check_idle(term: Term, whole: Collection[str]) -> Iterator[Notice]:
    """Yield the rows that change nothing; `whole` are the tables in which every row is sound."""
    yield from _calendar(term)
    for absence in term.absences:
        if not absence.own_calendar:
            yield from _absence(term, absence)
    yield from _seats(term, whole)
    yield from _preferences(term, whole)


def _calendar(term: Term) -> Iterator[Notice]:
    """Yield one notice for all dates outside the term: a table may be kept for several terms."""
    outside = [day for day in term.calendar if day.date not in term.span]
    lines = sorted(at(day.place).line or 0 for day in outside)
    for day in sorted(outside, key=lambda day: at(day.place).order)[:1]:
        found = f"found {quoted(day.date.isoformat())}, outside the term"
        if len(outside) > 1:
            found = f"found {len(outside)} dates outside the term, on lines {listed(map(str, lines))}"
        allowed = f"{'they change' if len(outside) > 1 else 'it changes'} nothing, as {_the_term(term)}"
        yield Notice(at(day.place, "date"), found, allowed)


def _the_term(term: Term) -> str:
    return f"the term is {say_span(term.span)}"


def _outside(term: Term, place: Place, span: Span) -> Notice:
    return Notice(place, f"found {say_span(span)}, outside the term", _the_term(term))


# -- absences ----------------------------------------------------------------------------------------------


def _absence(term: Term, absence: Absence) -> Iterator[Notice]:
    trainee = term.trainee_by_id.get(absence.who)
    if not absence.span.overlaps(term.span):
        yield _outside(term, at(absence.place), absence.span)
    elif trainee is not None and not absence.span.overlaps(trainee.stay):
        found = f"found {say_span(absence.span)}, outside the stay of {trainee.name}"
        yield Notice(at(absence.place), found, f"the stay is {say_span(trainee.stay)}")
    start, end = absence.start, absence.end
    if start is not None and end is not None and (end <= term.day_start or start >= term.day_end):
        found = f"found {say_time(start)} to {say_time(end)}, outside the day"
        allowed = f"the day is {say_time(term.day_start)} to {say_time(term.day_end)} in the settings"
        yield Notice(at(absence.place, "start"), found, allowed)


# -- seats -------------------------------------------------------------------------------------------------


def _seats(term: Term, whole: Collection[str]) -> Iterator[Notice]:
    days: defaultdict[str, set[date]] = defaultdict(set)
    for occurrence in term.occurrences if term.seat_changes else ():
        days[occurrence.activity.id].add(occurrence.date)
    timetable_is_whole = {"activities", "slots", "rooms", "calendar"} <= set(whole)
    for change in term.seat_changes:
        activity = term.activity_by_id.get(change.item)
        if activity is not None and activity.format == "meeting":
            found = f"found {quoted(activity.id)}, whose format is meeting"
            allowed = "the row changes nothing, as meetings have no seats, but the hours of mentors"
            yield Notice(at(change.place, "item"), found, allowed)
        elif not change.span.overlaps(term.span):
            yield _outside(term, at(change.place), change.span)
        elif activity is not None and timetable_is_whole and not _any_in(change, days[activity.id]):
            found = f"found {quoted(activity.id)}, which takes place on no day of {say_span(change.span)}"
            yield Notice(at(change.place, "item"), found, "the row changes nothing")


def _any_in(change: SeatChange, days: Collection[date]) -> bool:
    return any(day in change.span for day in days)


# -- wishes ------------------------------------------------------------------------------------------------


def _preferences(term: Term, whole: Collection[str]) -> Iterator[Notice]:
    for wish in term.preferences:
        trainee = term.trainee_by_id.get(wish.trainee)
        service = term.service_by_id.get(wish.item)
        member = term.faculty_by_id.get(wish.item)
        place = at(wish.place, "item")
        if trainee and service and not service.admits(trainee.kind):
            found = f"found {quoted(service.id)}, which is not for a {trainee.kind} such as {trainee.name}"
            yield Notice(place, found, "the wish changes nothing")
        if member and {"faculty", "hours"} <= set(whole) and (why := _no_main_mentor(member)):
            found = f"found {quoted(member.id)}, but {member.name} is {why}"
            yield Notice(place, found, "the wish changes nothing")


def _no_main_mentor(member: Faculty) -> str:
    """Return why a member of faculty can be nobody's main mentor, or nothing."""
    if not member.mentors:
        return "no mentor"
    return "nobody's main mentor, as max_mentees is 0" if member.max_mentees == 0 else ""
