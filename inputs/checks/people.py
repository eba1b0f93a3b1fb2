"""Whether what is said of people is a name and goes together: documents, stays, mentors, interests, hours."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from inputs.days import WEEKDAY_NAMES, WEEKDAYS, Span, minute_of, say_span, say_time, weekday_of, weeks_of
from inputs.faults import MOST_COMPARISONS, Fault, Notice, Place, Remark, at, line_of, listed, look, quoted
from inputs.meant.lists import meant_words, separate
from inputs.meant.nothing import stands_for_nothing
from inputs.people import Faculty, Hours, Kind, Trainee
from inputs.records import Record, Records
from inputs.term import Term
from inputs.words import counted, with_article

NEARLY_THE_SAME = 0.85
"""How alike two interests are that are probably one, spelt in two ways; 1 is the same."""


def check_people(term: Term, whole: Collection[str]) -> Iterator[Remark]:
    """Yield what does not go together; `whole` are the tables in which every row is sound."""
    kinds = {kind.kind: kind for kind in term.kinds}
    for trainee in term.trainees:
        if (kind := kinds.get(trainee.kind)) is not None:
            yield from _by_arrangement(trainee, kind)
        if not term.working_days_in(trainee.stay):
            found = f"found {say_span(trainee.stay)}, a stay without a working day"
            allowed = f"no session, meeting or round of {trainee.name} can be then"
            yield Notice(at(trainee.place, "last_day"), found, allowed)
        if {"faculty", "hours"} <= set(whole):
            yield from _promised_mentor(term, trainee)
    if "faculty" in whole:
        yield from _interests(term)
    yield from _mentees(term)
    for member in term.faculty:
        yield from _hours(term, member)
        if "activities" in whole:
            yield from _too_short(term, member)


def _by_arrangement(trainee: Trainee, kind: Kind) -> Iterator[Notice]:
    brought = {look(document) for document in trainee.documents}
    lacking = [document for document in kind.documents if look(document) not in brought]
    if lacking:
        what = "it" if len(lacking) == 1 else "them"
        allowed = f"{with_article(kind.kind)} brings {what}, or comes by arrangement"
        yield Notice(at(trainee.place, "documents"), f"found no {listed(lacking)}", allowed)


def check_lengths(trainees: Iterable[Record], kinds: Iterable[Kind]) -> Iterator[Notice]:
    """Yield the stays that are shorter or longer than those of their kind mostly are, as they are written.

    What of a stay lies beyond the term counts, too: it may be in the term before or after it.
    """
    by_kind = {kind.kind: kind for kind in kinds}
    for record in trainees:
        kind = by_kind.get(record["kind"])
        if kind is not None:
            stay = Span.through(record["first_day"], record["last_day"])
            yield from check_weeks(kind, len(weeks_of(stay)), record.place("last_day"))


def check_names(records: Records) -> Iterator[Notice]:
    """Yield the names of people that are none: a number, a date, signs, or what stands for nothing."""
    for table in ("trainees", "faculty"):
        for record in records.get(table, ()):
            name = record["name"] or ""
            if name and (stands_for_nothing(name) or not any(char.isalpha() for char in name)):
                found = f"found {quoted(name)}, which looks like no name"
                yield Notice(record.place("name"), found, "plans and calendars show it as it is")


def check_weeks(kind: Kind, weeks: int, place: Place) -> Iterator[Notice]:
    """Yield that a stay of so many weeks is shorter or longer than those of a kind mostly are."""
    least, most = kind.min_weeks, kind.max_weeks
    if (least is not None and weeks < least) or (most is not None and weeks > most):
        found = f"found a stay of {counted(weeks, 'week')}"
        wanted = f"at least {least}" if most is None else f"{least or 1} to {most}"
        allowed = f"{with_article(kind.kind)} stays {wanted} weeks, or comes by arrangement"
        yield Notice(place, found, allowed)


def _promised_mentor(term: Term, trainee: Trainee) -> Iterator[Fault]:
    mentor = term.faculty_by_id.get(trainee.mentor or "")
    if mentor is None or mentor.mentors:
        return
    why, allowed = "who has no hours", f"write hours of {mentor.name} in the table hours"
    if mentor.max_meetings_per_week == 0:
        why, allowed = "whose max_meetings is 0", f"let {mentor.name} have more"
    found = f"found {quoted(mentor.id)}, {mentor.name}, {why}"
    yield Fault(at(trainee.place, "mentor"), found, f"{allowed}, or promise a mentor who can be met")


def _interests(term: Term) -> Iterator[Notice]:
    """Yield what is no interest, and what members of faculty seem to have, but spell in another way."""
    people: list[Trainee | Faculty] = [*term.trainees, *term.faculty]
    for person in people:
        for interest in (word for word in person.interests if stands_for_nothing(word)):
            found = f"found {quoted(interest)}, which is read as an interest"
            yield Notice(at(person.place, "interests"), found, "leave the cell empty for none")
    known = {interest: None for member in term.faculty for interest in member.interests}
    shared = {look(interest): interest for interest in known}
    unknown = {i: trainee for trainee in reversed(term.trainees) for i in trainee.interests if i not in known}
    if len(shared) * len(unknown) > MOST_COMPARISONS:
        return
    for interest, trainee in unknown.items():
        parts = meant_words(interest)
        if len(parts) > 1 and all(look(part) in shared for part in parts):
            found = f"found {quoted(interest)}, which is read as one interest"
            yield Notice(at(trainee.place, "interests"), found, separate(parts))
            continue
        alike = difflib.get_close_matches(look(interest), shared, n=1, cutoff=NEARLY_THE_SAME)
        if alike:
            found = f"found {quoted(interest)}, which no member of faculty has"
            allowed = "interests are shared when they are written alike"
            yield Notice(at(trainee.place, "interests"), found, allowed, shared[alike[0]])


def _mentees(term: Term) -> Iterator[Fault]:
    """Yield a fault for the first week in which more trainees are promised to a mentor than fit."""
    promised: defaultdict[str, list[Trainee]] = defaultdict(list)
    for trainee in sorted(term.trainees, key=lambda t: t.stay):
        promised[trainee.mentor or ""].append(trainee)
    for member in term.faculty:
        most = member.max_mentees
        if most is None or len(promised[member.id]) <= most:
            continue
        for week in term.weeks:
            there = [trainee for trainee in promised[member.id] if trainee.stay.overlaps(week.span)]
            if len(there) > most:
                names = listed(trainee.name for trainee in there)
                found = f"found {quoted(member.id)}, but {names} are promised to {member.name} in {week}"
                yield Fault(at(there[-1].place, "mentor"), found, f"max_mentees allows {most} at one time")
                break


def _hours(term: Term, member: Faculty) -> Iterator[Notice]:
    if member.hours and member.max_meetings_per_week == 0:
        found = f"found 0, but {member.name} has hours for meetings"
        yield Notice(at(member.place, "max_meetings"), found, "nobody will meet him or her")
    for hours in member.hours:
        worked = {weekday_of(day) for day in term.working_days_in(hours.span)}
        if not hours.span.overlaps(term.span):
            yield Notice(
                at(hours.place), "found hours outside the term", f"the term is {say_span(term.span)}"
            )
        elif hours.weekday not in worked:
            name = WEEKDAY_NAMES[WEEKDAYS.index(hours.weekday)]
            found = f"found {quoted(hours.weekday)}, but no {name} then is a working day"
            yield Notice(at(hours.place, "weekday"), found, "these hours are never used")
    there: list[Hours] = []
    for hours in sorted(member.hours, key=lambda h: line_of(h.place)):
        earlier = next((earlier for earlier in there if _overlap(earlier, hours)), None)
        if earlier is None:
            there.append(hours)
        else:
            found = f"found hours of {member.name} that overlap those on line {line_of(earlier.place)}"
            yield Notice(at(hours.place), found, "meetings may begin as either allows")


def _too_short(term: Term, member: Faculty) -> Iterator[Notice]:
    shortest = min((a.minutes for a in term.activities if a.format == "meeting"), default=0)
    for hours in member.hours:
        minutes = minute_of(hours.end) - minute_of(hours.start)
        if minutes < shortest and term.meeting_times:
            found = f"found {quoted(say_time(hours.end))}, {minutes} minutes after the start"
            allowed = f"the shortest meeting takes {shortest}, so these hours are never used"
            yield Notice(at(hours.place, "end"), found, allowed)


def _overlap(one: Hours, other: Hours) -> bool:
    return (
        one.weekday == other.weekday
        and one.span.overlaps(other.span)
        and one.start < other.end
        and other.start < one.end
    )
