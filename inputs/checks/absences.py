"""Absences that overlap, change nothing, or are longer than somebody probably meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from inputs.checks.idle_rows import outside
from inputs.days import say_span, say_time
from inputs.faults import Notice, at, line_of, listed, quoted
from inputs.people import Absence
from inputs.supposed.draft import FIRST_LINE
from inputs.term import Term

MOST_TOLD_ALONE = 3
"""Of more absences outside the term than these one notice is enough: the table may be for several terms."""
LONGEST_LIKELY_DAYS = 300


def check_absences(term: Term) -> Iterator[Notice]:
    """Yield what there is to say of the absences in the table, not of those in people's own calendars."""
    absences = [absence for absence in term.absences if not absence.own_calendar]
    yield from _outside_the_term(term, [a for a in absences if not a.span.overlaps(term.span)])
    for absence in absences:
        if absence.span.overlaps(term.span):
            yield from _beside_the_stay(term, absence)
        yield from _outside_the_day(term, absence)
        days = absence.span.days
        if days > LONGEST_LIKELY_DAYS:
            last = absence.span.last_day.isoformat()
            found = f"found {quoted(last)}, which makes an absence of {days} days"
            yield Notice(at(absence.place, "last_day"), found, "look at the years, if it is shorter")
    yield from _overlaps(term)


def _outside_the_term(term: Term, absences: Sequence[Absence]) -> Iterator[Notice]:
    if len(absences) <= MOST_TOLD_ALONE:
        yield from (outside(term, at(absence.place), absence.span) for absence in absences)
        return
    lines = sorted(line_of(absence.place) for absence in absences)
    first = min(absences, key=lambda absence: at(absence.place).order)
    found = f"found {len(absences)} absences outside the term, on lines {listed(map(str, lines))}"
    yield Notice(at(first.place), found, f"they change nothing, as the term is {say_span(term.span)}")


def _beside_the_stay(term: Term, absence: Absence) -> Iterator[Notice]:
    trainee = term.trainee_by_id.get(absence.who)
    if trainee is None:
        return
    if not absence.span.overlaps(trainee.stay):
        found = f"found {say_span(absence.span)}, outside the stay of {trainee.name}"
        yield Notice(at(absence.place), found, f"the stay is {say_span(trainee.stay)}")
    elif absence.start is None and absence.span.within(trainee.stay) == trainee.stay:
        found = f"found {say_span(absence.span)}, the whole stay of {trainee.name}"
        yield Notice(at(absence.place), found, "nothing can be given to somebody who is never there")


def _outside_the_day(term: Term, absence: Absence) -> Iterator[Notice]:
    start, end = absence.start, absence.end
    if start is not None and end is not None and (end <= term.day_start or start >= term.day_end):
        found = f"found {say_time(start)} to {say_time(end)}, outside the day"
        allowed = f"the day is {say_time(term.day_start)} to {say_time(term.day_end)} in the settings"
        yield Notice(at(absence.place, "start"), found, allowed)


def _overlaps(term: Term) -> Iterator[Notice]:
    by_who: defaultdict[str, list[Absence]] = defaultdict(list)
    for absence in term.absences:
        if absence.own_calendar:
            continue  # a person writes a leave into the table and into the calendar
        by_who[absence.who].append(absence)
    for absences in by_who.values():
        there: list[Absence] = []
        for absence in sorted(absences, key=lambda a: a.span):
            there = [earlier for earlier in there if earlier.span.overlaps(absence.span)]
            other = next((earlier for earlier in there if _share_a_time(earlier, absence)), None)
            if other is not None:
                # What is supposed has a line after those of the table, and is told at its own place.
                one, again = sorted((other, absence), key=lambda a: line_of(a.place))
                found = f"found an absence of {absence.who} that overlaps {_say_where(one, again)}"
                yield Notice(at(again.place), found, "both are used")
            else:
                there.append(absence)


def _say_where(one: Absence, again: Absence) -> str:
    """Return where an absence stands that another overlaps: what is supposed stands in no line of a table."""
    file, line = at(one.place).file, line_of(one.place)
    if line > FIRST_LINE:
        return f"that of {file}"
    return f"the one on line {line}" if file == at(again.place).file else f"the one on line {line} of {file}"


def _share_a_time(one: Absence, other: Absence) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return True
    return one.start < other.end and other.start < one.end
