"""
Finds the components of a term: trainees who have nothing to do with those of any other component.

Two trainees belong together where a hard rule, or a price of coverage or curriculum, may be about both:

- a service in a week in which both may be on it, where it has rounds (one lead, and one price where there is
  none) or fewer seats than trainees who may be there;
- an occurrence that both may attend, where its seats may bind, or it has a lead or a topic (one for all);
- a room whose seats may bind at a moment, whatever goes on in it;
- a member of faculty at a moment: hours for meetings, sessions and rounds to lead; also in a week, where the
  meetings of the week may be too many, or there are rounds of several services to lead;
- a mentor who may be main mentor of fewer trainees than are on stay in a week.

All other rules and prices of these levels, and of comfort, are each about one trainee. What is possible is
taken generously: whoever may be on a service or attend an occurrence by dates, audience and absences counts,
and also those whom a rule would keep away. So independent trainees may be taken for one component, but never
the other way round.

A component is the term without the trainees of the others (`Term.with_only`): the services, rooms and people
that all have stay, with what follows from them. Every sound plan of the term, cut to a component, is a sound
plan of it; and sound plans of all components together are one of the term. So prices of coverage, curriculum
and comfort are the sums of the components' prices. Fairness is another matter: it compares what members of
faculty do for everybody (see `compare_components`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from constraints.moments import together
from constraints.scope import options_to_open
from inputs.days import Period
from inputs.people import Faculty, Trainee
from inputs.programme import MeetingTime, Occurrence, Option
from inputs.term import Term
from scheduler.solving.splitting.sets import Sets

Who = Iterable[Trainee]
Attending = Mapping[Option, list[Trainee]]
"""Who may attend each occurrence and meeting time."""


def find_components(term: Term) -> tuple[tuple[Trainee, ...], ...]:
    """Return the trainees of each component, both in the order of the term."""
    sets = Sets(term.trainees)
    for who in _couplings(term):
        sets.join(who)
        if sets.count == 1:
            break
    return tuple(tuple(members) for members in sets.members())


def compare_components(term: Term, components: Iterable[Iterable[Trainee]]) -> frozenset[str]:
    """Return the names of the rules of fairness that compare what is done for several components.

    Shortfalls are priced for each trainee. Meetings are compared among all mentors, and leads of a service or
    activity among all who are named for it: such a share is a component's own only where no other component
    has a say in it, or one person has all of it.
    """
    seen: set[tuple[str, object]] = set()
    found: set[str] = set()
    for component in components:
        compared = set(_compared_in(term.with_only(*component)))
        found |= {rule for rule, _ in seen & compared}
        seen |= compared
    return frozenset(found)


def _compared_in(term: Term) -> Iterator[tuple[str, object]]:
    """Yield what members of faculty share in a term, each with its rule: meetings, and what is led."""
    attending = _attending(term)
    if sum(member.mentors for member in term.faculty) > 1:
        yield from (("fair_meetings", "") for option in attending if isinstance(option, MeetingTime))
    for slot in {option.slot for option in attending if isinstance(option, Occurrence)}:
        if len(term.named_leads(slot)) > 1:
            yield "fair_leads", slot.activity
    kinds = {trainee.kind for trainee in term.trainees}
    for service in term.services:
        leads = sum(service.id in member.leads for member in term.faculty)
        if service.has_rounds and leads > 1 and any(service.admits(kind) for kind in kinds):
            yield "fair_leads", service


# -- what couples --------------------------------------------------------------------------------------------


def _couplings(term: Term) -> Iterator[Who]:
    """Yield groups of trainees that belong together, those first that cost the least to find."""
    yield from _on_services(term)
    yield from _with_mentors(term)
    attending = _attending(term)
    yield from _in_sessions(attending, term)
    yield from _in_rooms(attending, term)
    yield from _in_meetings(attending, term)
    yield from _with_faculty(attending, term)


def _attending(term: Term) -> Attending:
    found: dict[Option, list[Trainee]] = {}
    for trainee in term.trainees:
        for option in options_to_open(trainee, term):
            found.setdefault(option, []).append(trainee)
    return found


def _on_services(term: Term) -> Iterator[Who]:
    """Yield those who may be on a service in one week, or on services that one person may lead in it."""
    for week in term.weeks:
        there = term.on_stay(week)
        led: dict[Faculty, list[Trainee]] = {}
        for service in term.services:
            may = [trainee for trainee in there if service.admits(trainee.kind)]
            if service.has_rounds or len(may) > term.service_seats(service, week):
                yield may
            for lead in term.round_leads(service, week) if service.has_rounds else ():
                led.setdefault(lead, []).extend(may)
        yield from led.values()


def _with_mentors(term: Term) -> Iterator[Who]:
    """Yield those on stay in a week who are more than a mentor may be main mentor of."""
    limits = [m.max_mentees for m in term.faculty if m.mentors and m.max_mentees is not None]
    for week in term.weeks if limits else ():
        there = term.on_stay(week)
        if len(there) > min(limits):
            yield there


def _in_sessions(attending: Attending, term: Term) -> Iterator[Who]:
    """Yield those who may attend an occurrence that has few seats, a lead or a topic."""
    for option, who in attending.items():
        if isinstance(option, Occurrence):
            seats = term.slot_seats(option)
            few = seats is not None and len(who) > seats
            if few or option.activity.topics or term.named_leads(option.slot):
                yield who


def _in_rooms(attending: Attending, term: Term) -> Iterator[Who]:
    """Yield those who may be in a room at one moment and are more than its seats."""
    for room in filter(term.has_limit, term.rooms):
        inside: dict[Period, list[Trainee]] = {}
        for option, may in attending.items():
            if isinstance(option, Occurrence) and option.room == room:
                inside.setdefault(option.period, []).extend(may)
        for period, who in together(inside):
            seats = term.room_seats(room, period.date)
            if seats is not None and len(who) > seats:
                yield who


def _in_meetings(attending: Attending, term: Term) -> Iterator[Who]:
    """Yield those who may meet a mentor in a week, where he or she could have too many meetings."""
    meetings: dict[tuple[Faculty, int], list[Trainee]] = {}
    for option, who in attending.items():
        if isinstance(option, MeetingTime) and option.mentor.max_meetings_per_week is not None:
            meetings.setdefault((option.mentor, term.week_of(option.date).number), []).extend(who)
    for (mentor, _), who in meetings.items():
        if len(who) > (mentor.max_meetings_per_week or 0):
            yield who


def _with_faculty(attending: Attending, term: Term) -> Iterator[Who]:
    """Yield those who may want the same member of faculty at one moment."""
    duties: dict[Faculty, dict[Period, list[Trainee]]] = {}

    def note(member: Faculty, period: Period, who: Who) -> None:
        duties.setdefault(member, {}).setdefault(period, []).extend(who)

    for option, who in attending.items():
        members = (option.mentor,) if isinstance(option, MeetingTime) else term.session_leads(option)
        for member in members:
            note(member, option.period, who)
    for week in term.weeks:
        there = term.on_stay(week)
        for service in term.services:
            may = [trainee for trainee in there if service.admits(trainee.kind)]
            for lead in term.round_leads(service, week) if service.has_rounds and may else ():
                for period in term.rounds_in(service, week):
                    note(lead, period, may)
    for times in duties.values():
        yield from (who for _, who in together(times))
