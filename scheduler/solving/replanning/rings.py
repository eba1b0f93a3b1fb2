"""Which decisions of a published term are opened, ring after ring, the quickest to search first.

Most of a published plan stays, so most of it need not be in a model: those whom a change of the term
concerns are opened, in the weeks concerned or for their whole stays, then a few more, then everybody. Only
where what is left of the published plan keeps every rule can the other weeks stay as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from constraints.catalogue import cost_of_shortfalls, missed_coverage
from constraints.changed import changes_to
from constraints.scope import Scope
from inputs.people import Trainee
from inputs.plan import Plan, Session
from inputs.published import Published
from inputs.term import Term
from scheduler.solving.replanning.remnant import Remnant

DAYS_NEAR = 14
"""Days up to which something that lacks tells in which weeks people might be moved for it."""
MOST_WEEKS = 8
"""Weeks up to which sessions of everybody are opened in them."""
A_FEW = 8
"""Trainees whose whole stays are soon searched."""
VERY_FEW = 2
"""Trainees whose whole stays are searched before it is known who might give way: it costs next to nothing."""
MOST_HOLDERS = 16
"""Trainees who might give way, a few at a time, to those concerned."""


@dataclass(frozen=True)
class Ring:
    """Whose decisions are open; None is everybody's."""

    name: str
    trainees: frozenset[str] | None
    faculty: frozenset[str] | None = None
    weeks: frozenset[int] | None = None
    """The weeks whose sessions are open, rotations being as they were; None is all, and rotations too."""
    topics: bool = True
    """Whether it is open what meetings are about; with many people that is most of a model."""
    is_likely: bool = False
    """Whether it holds who is likely to give way: then it is searched level after level, though large."""

    def scope(self, term: Term) -> Scope:
        """Return the scope of the ring: everything that is about its people, in its weeks."""
        group = frozenset(activity.id for activity in term.activities if activity.format == "group")
        whole = Scope.whole(term)
        return replace(
            whole,
            topics=whole.topics if self.topics else group,
            trainees=self.trainees,
            faculty=self.faculty,
            weeks=self.weeks,
            rotations=self.weeks is None,
        )

    @property
    def is_whole(self) -> bool:
        """Tell whether everybody is in it, all the time."""
        return self.trainees is None and self.faculty is None and self.weeks is None


EVERYTHING = Ring("everything", None)


def inner_ring(remnant: Remnant, *, topics: bool = True) -> Ring:
    """Return the ring of those concerned, whole stays, and all faculty."""
    return Ring("those concerned and faculty", _ids_of(remnant), topics=topics)


def a_few(remnant: Remnant, some: frozenset[str]) -> Ring:
    """Return the ring of some, by id, and of those concerned."""
    return Ring("a few people", some | _ids_of(remnant))


def inner_rings(term: Term, published: Published, remnant: Remnant, *, alone: bool = True) -> Iterator[Ring]:
    """Yield rings of those concerned: in the weeks concerned, where that is enough, and their whole stays.

    Where these are not searched alone, but with those who might give way, the stays of more than very few are
    left out, once the weeks were searched.
    """
    inner, near = inner_ring(remnant), _near_weeks(term, published, remnant)
    in_weeks = bool(inner.trainees and near)
    if in_weeks and near:
        weeks = _with_those_beside(near)
        yield replace(inner, name="those concerned, in the weeks concerned", weeks=weeks)
    if alone or not in_weeks or len(remnant.open) <= VERY_FEW:
        yield inner


def wider_rings(
    term: Term, published: Published, remnant: Remnant, best: Callable[[], Plan]
) -> Iterator[Ring]:
    """Yield rings of others who might give way, where not everything can be open.

    Parameters
    ----------
    term, published, remnant
        What is planned again, and what is left of what was published.
    best
        Tells the best plan so far; asked late.
    """
    concerned, near = _ids_of(remnant), _near_weeks(term, published, remnant)
    if near is not None:
        weeks = _with_those_beside(near)
        for more in _a_few_more(term, remnant, weeks):
            name = f"those concerned and {A_FEW} more"
            yield Ring(name, concerned | more, weeks=weeks, topics=False)
        yield Ring("everybody in the weeks concerned", None, weeks=near, topics=False)
        yield Ring("everybody in those weeks and the ones beside", None, weeks=weeks, topics=False)
    elif len(concerned) <= A_FEW:
        holders = _holders(term, best(), concerned)
        for first in range(0, min(len(holders), MOST_HOLDERS), A_FEW):
            name = "those concerned and some who have what they lack"
            some = frozenset(holders[first : first + A_FEW])
            yield Ring(name, some | moved_or_concerned(term, best(), remnant), topics=False)
    costs = cost_of_shortfalls(best(), term)
    if more_lack := frozenset(trainee.id for trainee, cost in costs.items() if cost) - concerned:
        yield Ring("those who lack something", more_lack | moved_or_concerned(term, best(), remnant))


def lacking_ring(term: Term, published: Published, plan: Plan) -> Ring | None:
    """Return the ring of those who lack something, in the weeks in which they do, if that is known of any.

    One seat more gives somebody something whom no change concerns, and often all others stay as they are.
    """
    people, days = set(), set()
    for violation in missed_coverage(plan, term):
        trainee, span = violation.at.trainee, violation.at.span
        if trainee is None or span is None or span.days > DAYS_NEAR:
            continue
        if open_days := {day for day in span if day in term.span and day >= published.since}:
            people.add(trainee.id)
            days |= open_days
    weeks = frozenset(term.week_of(day).number for day in days)
    return (
        Ring("those who lack something, in these weeks", frozenset(people), weeks=weeks) if people else None
    )


def moved_or_concerned(term: Term, plan: Plan, remnant: Remnant) -> frozenset[str]:
    """Return those concerned, and who has something else in a plan: it is found again where they are open."""
    moved = frozenset(trainee.id for trainee in term.trainees if _differ(plan, remnant.plan, trainee))
    return moved | _ids_of(remnant)


def _near_weeks(term: Term, published: Published, remnant: Remnant) -> frozenset[int] | None:
    """Return the weeks that a change concerns, if they are few and everything else can stay as it is."""
    newcomers = any(trainee.id not in published.known for trainee in term.trainees)
    if newcomers or not remnant.is_sound:
        return None
    weeks = _weeks_concerned(term, published, remnant)
    return weeks if len(_with_those_beside(weeks)) <= MOST_WEEKS else None


def _with_those_beside(weeks: frozenset[int]) -> frozenset[int]:
    return frozenset(number + step for number in weeks for step in (-1, 0, 1))


def _differ(plan: Plan, other: Plan, trainee: Trainee) -> bool:
    """Tell whether two plans hold different things of a trainee.

    Who leads sessions for several is not one trainee's matter, and topics are found again without being open.
    """
    return (
        _attended(plan, trainee) != _attended(other, trainee)
        or set(plan.rotations_of(trainee)) != set(other.rotations_of(trainee))
        or plan.main_mentors.get(trainee) != other.main_mentors.get(trainee)
    )


def _attended(plan: Plan, trainee: Trainee) -> set[Session]:
    """Return the sessions of a trainee without topics, those for several without lead."""
    return {
        replace(session, topic="", faculty=session.faculty if session.is_meeting else None)
        for session in plan.sessions_of(trainee)
    }


def _holders(term: Term, plan: Plan, concerned: frozenset[str]) -> list[str]:
    """Return the others who have, at the same time, what those concerned lack: who has most of it first."""
    held: Counter[str] = Counter()
    for violation in missed_coverage(plan, term):
        trainee, span = violation.at.trainee, violation.at.span
        if trainee is None or span is None or trainee.id not in concerned:
            continue
        items = violation.at.item.split(";")
        for session in plan.sessions:
            if session.activity.id in items and session.period.date in span:
                held[session.trainee.id] += violation.amount
        for rotation in plan.rotations:
            if rotation.service.id in items and rotation.span.overlaps(span):
                held[rotation.trainee.id] += violation.amount
    return [who for who, _ in sorted(held.items(), key=lambda row: (-row[1], row[0])) if who not in concerned]


def _ids_of(remnant: Remnant) -> frozenset[str]:
    return frozenset(trainee.id for trainee in remnant.open)


def _a_few_more(term: Term, remnant: Remnant, weeks: frozenset[int]) -> Iterator[frozenset[str]]:
    """Yield the others who are there in some weeks, a few at a time, if most are not concerned."""
    if len(remnant.open) > 2 * A_FEW:
        return
    there = [
        trainee.id
        for trainee in term.trainees
        if trainee not in remnant.open and any(week.number in weeks for week in term.weeks_of_stay(trainee))
    ]
    for first in range(0, len(there), A_FEW):
        yield frozenset(there[first : first + A_FEW])


def _weeks_concerned(term: Term, published: Published, remnant: Remnant) -> frozenset[int]:
    """Return the weeks in which something changes, or lacks that did not lack before."""
    days = {change.date for change in changes_to(remnant.plan, term)}
    before = {violation.at for violation in missed_coverage(published.plan, term)}
    for violation in missed_coverage(remnant.plan, term):
        at = violation.at
        if at not in before and at.span is not None and at.span.days <= DAYS_NEAR:
            days |= {day for day in at.span if day >= published.since}
    return frozenset(term.week_of(day).number for day in days if day in term.span)
