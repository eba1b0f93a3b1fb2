"""Rows that change nothing: outside the term, the stay or the day, and idle wishes."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from inputs.days import Span, say_span
from inputs.faults import Notice, Place, at, listed, quoted
from inputs.people import Faculty, Preference, Trainee
from inputs.term import Term
from inputs.words import with_article


def check_idle(term: Term, whole: Collection[str]) -> Iterator[Notice]:
    """Yield the rows that change nothing; `whole` are the tables in which every row is sound."""
    yield from _calendar(term)
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


def outside(term: Term, place: Place, span: Span) -> Notice:
    """Return the notice that a row is about days outside the term."""
    return Notice(place, f"found {say_span(span)}, outside the term", _the_term(term))


# -- wishes ------------------------------------------------------------------------------------------------


def _preferences(term: Term, whole: Collection[str]) -> Iterator[Notice]:
    for wish in term.preferences:
        trainee = term.trainee_by_id.get(wish.trainee)
        service = term.service_by_id.get(wish.item)
        member = term.faculty_by_id.get(wish.item)
        place = at(wish.place, "item")
        if trainee and service and not service.admits(trainee.kind):
            kind = with_article(trainee.kind)
            found = f"found {quoted(service.id)}, which is not for {kind} such as {trainee.name}"
            yield Notice(place, found, "the wish changes nothing")
        if trainee and member and trainee.mentor is not None:
            yield from _promised(wish, member, trainee, place, term)
        elif member and {"faculty", "hours"} <= set(whole) and (why := _no_main_mentor(member)):
            found = f"found {quoted(member.id)}, but {member.name} is {why}"
            yield Notice(place, found, "the wish changes nothing")


def _promised(
    wish: Preference, member: Faculty, trainee: Trainee, place: Place, term: Term
) -> Iterator[Notice]:
    """Yield that a promise makes a wish idle, unless it grants the wish."""
    if trainee.mentor == member.id and wish.value < 0:
        found = (
            f"found {quoted(member.id)} with {wish.value}, but {member.name} is promised to {trainee.name}"
        )
        yield Notice(place, found, "the wish changes nothing")
    elif trainee.mentor != member.id:
        promised = term.faculty_by_id.get(trainee.mentor or "")
        name = promised.name if promised else trainee.mentor
        found = f"found {quoted(member.id)}, but {trainee.name} is promised {name} as main mentor"
        yield Notice(place, found, "the wish changes nothing")


def _no_main_mentor(member: Faculty) -> str:
    """Return why a member of faculty can be nobody's main mentor, or nothing."""
    if not member.mentors:
        return "no mentor"
    return "nobody's main mentor, as max_mentees is 0" if member.max_mentees == 0 else ""
