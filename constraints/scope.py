"""What of a plan is open to a model: which decisions, and what each is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from constraints.wanted import option_of
from inputs.days import Period, Span, Week
from inputs.people import Faculty, Trainee
from inputs.programme import MeetingTime, Option, Service

if TYPE_CHECKING:
    from inputs.plan import Plan
    from inputs.published import Published
    from inputs.term import Term


@dataclass(frozen=True)
class Scope:
    """Which decisions are open; ids of activities in the first three sets.

    What is attended and open has its leads and topics open too: a plan's own say nothing of other sessions.
    """

    rotations: bool = False
    attends: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    round_leads: bool = False
    mentors: bool = False
    service_weeks: frozenset[str] = frozenset()
    """Services whose weeks are open although rotations are not: a relaxation, of few rules of rotations."""

    trainees: frozenset[str] | None = None
    """Whose decisions are open; None is everybody's. Those of others are taken from what is given."""

    faculty: frozenset[str] | None = None
    """Whose engagements are open; None is everybody's. Others keep just what is given."""

    weeks: frozenset[int] | None = None
    """The numbers of the weeks whose sessions and leads are open; None is every week. Others are as given."""

    services: frozenset[str] | None = None
    """The services that open rotations may be on; None is all."""

    may_meet: frozenset[tuple[str, str]] | None = None
    """The trainees and mentors, by their ids, whose meetings are open; None is everybody with everybody."""

    same_times: bool = False
    """Whether open sessions stay at the times that are given, so that only mentors and rooms may change."""

    @classmethod
    def whole(cls, term: Term) -> Scope:
        """Return the scope in which everything of a term is open."""
        every = frozenset(term.activity_by_id)
        return cls(rotations=True, attends=every, leads=every, topics=every, round_leads=True, mentors=True)

    def decisions(self, term: Term, given: Plan | None = None) -> int:
        """Return how many rotations, sessions and meetings are open: about as large as the model will be."""
        count, times = 0, times_of(given) if self.same_times and given is not None else None
        for trainee in term.trainees:
            if self.trainees is not None and trainee.id not in self.trainees:
                continue
            if self.rotations:
                stay = len(term.weeks_of_stay(trainee))
                count += sum(stay - length + 1 for _, length in _lengths(trainee, term, self.services))
            count += sum(
                option.activity.id in self.attends
                and self.lets_attend(trainee, option)
                and (self.weeks is None or term.week_of(option.date).number in self.weeks)
                and (times is None or (trainee.id, option.activity.id, option.period) in times)
                for option in options_to_open(trainee, term)
            )
        return count

    def lets_attend(self, trainee: Trainee, option: Option) -> bool:
        """Tell whether an option is no meeting of two who are not to meet."""
        return not isinstance(option, MeetingTime) or self.lets_meet(trainee, option.mentor)

    def lets_meet(self, trainee: Trainee, mentor: Faculty) -> bool:
        """Tell whether a trainee and a mentor may meet."""
        return self.may_meet is None or (trainee.id, mentor.id) in self.may_meet

    def __or__(self, other: Scope) -> Scope:
        everybody = self.trainees is None or other.trainees is None
        every_week = self.weeks is None or other.weeks is None
        all_faculty = self.faculty is None or other.faculty is None
        all_services = self.services is None or other.services is None
        all_meet = self.may_meet is None or other.may_meet is None
        return Scope(
            rotations=self.rotations or other.rotations,
            attends=self.attends | other.attends,
            leads=self.leads | other.leads,
            topics=self.topics | other.topics,
            round_leads=self.round_leads or other.round_leads,
            mentors=self.mentors or other.mentors,
            service_weeks=self.service_weeks | other.service_weeks,
            trainees=None if everybody else (self.trainees or frozenset()) | (other.trainees or frozenset()),
            weeks=None if every_week else (self.weeks or frozenset()) | (other.weeks or frozenset()),
            faculty=None if all_faculty else (self.faculty or frozenset()) | (other.faculty or frozenset()),
            services=None
            if all_services
            else (self.services or frozenset()) | (other.services or frozenset()),
            may_meet=None if all_meet else (self.may_meet or frozenset()) | (other.may_meet or frozenset()),
            same_times=self.same_times and other.same_times,
        )


@dataclass(frozen=True)
class Block:
    """A rotation that a trainee may take: a run of whole weeks of the stay on one service."""

    trainee: Trainee
    service: Service
    weeks: tuple[Week, ...]

    def __hash__(self) -> int:
        return hash((self.trainee.id, self.service.id, self.weeks[0].number, len(self.weeks)))

    @property
    def span(self) -> Span:
        """The days of the rotation, clipped to the stay."""
        stay = self.trainee.stay
        return Span(max(stay.start, self.weeks[0].span.start), min(stay.end, self.weeks[-1].span.end))


@dataclass(frozen=True)
class Tag:
    """What an open decision is about: whom, from which week on, and of which kind.

    A topic that meetings may be spent on and a main mentor belong to no week, a lead to no trainee.
    """

    kind: Literal["rotation", "session", "meeting", "lead", "round lead", "topic", "spent", "mentor"]
    trainee: Trainee | None = None
    first_week: int | None = None


def blocks_of(trainee: Trainee, term: Term, services: frozenset[str] | None = None) -> Iterator[Block]:
    """Yield every run of weeks of a stay on every service of the trainee's audience, or on each of some.

    Lengths that the rule ``rotation_length`` forbids are left out, unless the term switches it off or they
    are of the past.
    """
    weeks = term.weeks_of_stay(trainee)
    for service, length in _lengths(trainee, term, services):
        for first in range(len(weeks) - length + 1):
            yield Block(trainee, service, weeks[first : first + length])
    for service in () if is_off(term, "rotation_length") else term.services:
        if service.admits(trainee.kind) and (services is None or service.id in services):
            short = (
                *_cut_short(trainee, weeks, service, term),
                *_begun(trainee, weeks, service, term),
                *ended_for_want_of_seats(trainee, weeks, service, term),
            )
            for run in dict.fromkeys((*short, *_too_long(weeks, service, term))):
                yield Block(trainee, service, run)


def _cut_short(
    trainee: Trainee, weeks: tuple[Week, ...], service: Service, term: Term
) -> Iterator[tuple[Week, ...]]:
    """Yield what a stay may have left of a rotation that had begun when the stay was given other days."""
    for length in range(1, min(service.min_weeks, len(weeks))):
        if term.is_settled(weeks[-length].monday):
            yield weeks[-length:]
        last = weeks[length - 1].span
        if term.is_settled(last.last_day) and (
            term.published is None
            or any(
                row.service == service and row.span.overlaps(last) and row.span.end <= last.end
                for row in term.published.plan.rotations_of(trainee)
            )
        ):
            yield weeks[:length]


def _begun(
    trainee: Trainee, weeks: tuple[Week, ...], service: Service, term: Term
) -> Iterator[tuple[Week, ...]]:
    """Yield the runs that had begun, shorter than is allowed by now, but no shorter than published."""
    shortest = min(service.min_weeks, len(weeks))
    for first, week in enumerate(weeks):
        if not term.is_settled(max(week.monday, trainee.stay.start)):
            break
        published = _published_weeks(trainee, service, week, term)
        for length in range(min(published, shortest), min(shortest, len(weeks) - first + 1)):
            yield weeks[first : first + length]


def ended_for_want_of_seats(
    trainee: Trainee, weeks: tuple[Week, ...], service: Service, term: Term
) -> Iterator[tuple[Week, ...]]:
    """Yield the runs of ``weeks``, those of the stay, too short only because seats were taken away since.

    They had begun, and end before a week for which the service was published to more than it has seats for.
    """
    published = term.published
    if published is None or service.min_weeks == 1:
        return
    for row in published.plan.rotations_of(trainee):
        covered = [week for week in weeks if row.service == service and row.covers(week)]
        begun = [week for week in covered if term.is_settled(max(week.monday, trainee.stay.start))]
        closed = [week for week in covered if _has_too_few_seats(service, week, published, term)]
        for first in begun:
            for end in closed:
                if first.number < end.number < first.number + service.min_weeks:
                    yield weeks[weeks.index(first) : weeks.index(end)]


def _has_too_few_seats(service: Service, week: Week, published: Published, term: Term) -> bool:
    there = {
        row.trainee.id
        for row in published.promised_rotations
        if row.service == service and row.covers(week) and week in term.weeks_of_stay(row.trainee)
    }
    return len(there) > term.service_seats(service, week)


def _published_weeks(trainee: Trainee, service: Service, week: Week, term: Term) -> int:
    """Return how long the published rotation was that a week belongs to; many weeks where there is none."""
    if term.published is None:
        return 1
    lengths = [
        sum(other.span.overlaps(row.span) for other in term.weeks)
        for row in term.published.plan.rotations_of(trainee)
        if row.service == service and row.span.overlaps(week.span)
    ]
    return min(lengths, default=service.min_weeks)


def _too_long(weeks: tuple[Week, ...], service: Service, term: Term) -> Iterator[tuple[Week, ...]]:
    """Yield the runs of the past that a lower limit since would forbid: they are over with the past."""
    past = tuple(week for week in weeks if term.is_settled(week.monday))
    for length in range((service.max_weeks or len(past)) + 1, len(past) + 1):
        for first in range(len(past) - length + 1):
            yield past[first : first + length]


def _lengths(trainee: Trainee, term: Term, services: frozenset[str] | None) -> Iterator[tuple[Service, int]]:
    """Yield how long the rotations of a trainee may be, in weeks, service after service."""
    weeks = len(term.weeks_of_stay(trainee))
    free = is_off(term, "rotation_length")
    for service in term.services:
        if service.admits(trainee.kind) and (services is None or service.id in services):
            longest = weeks if free else min(weeks, service.max_weeks or weeks)
            shortest = 1 if free else min(service.min_weeks, weeks)
            yield from ((service, length) for length in range(shortest, longest + 1))


def options_to_open(trainee: Trainee, term: Term) -> tuple[Option, ...]:
    """Return what a trainee may attend, in order of time.

    What the rule ``only_what_is_owed`` forbids by dates alone is left out, unless it is switched off. What
    was published before the day of replanning stays, also where the stay is another now.
    """
    if is_off(term, "only_what_is_owed"):
        return term.options_of(trainee)
    owed = term.owed_options_of(trainee)
    past = term.published.past_sessions(trainee) if term.published else ()
    if not past:
        return owed
    more = {option for session in past if (option := option_of(session, term))}.difference(owed)
    if not any(term.is_possible(trainee, option) for option in more):
        return owed
    kept = more.union(owed)
    return tuple(option for option in term.options_of(trainee) if option in kept)


def times_of(plan: Plan) -> frozenset[tuple[str, str, Period]]:
    """Return when who has which sessions: the ids of trainee and activity, and the period."""
    return frozenset((s.trainee.id, s.activity.id, s.period) for s in plan.sessions)


def is_off(term: Term, rule: str) -> bool:
    """Tell whether a term switches a rule off."""
    return bool(term.rules.get(rule, {}).get("off"))
