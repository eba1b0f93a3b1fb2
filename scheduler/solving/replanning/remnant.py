"""What is left of a published plan in a term that has changed, and whom the change concerns.

Some of what was published cannot be any more: a mentor is away, a stay begins later. Whoever had such a thing
is touched in every plan (``forced``). Others are in the way of each other: a service has a seat less, and
somebody has to give way. They are not touched yet, but open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from constraints.catalogue import hard_rules
from constraints.changed import Person, changes_to
from constraints.reach import Reach
from constraints.rule import Violation
from constraints.scope import Scope, options_to_open
from constraints.wanted import option_of
from inputs.people import Faculty, Trainee
from inputs.plan import Plan, Rotation, RoundLead, Session
from inputs.programme import Occurrence
from inputs.published import Published
from inputs.term import Term
from scheduler.solving.replanning.sound_part import sound_part


@dataclass(frozen=True)
class Remnant:
    """What is left of the published plan.

    ``plan`` holds all that is possible taken one by one, but for what breaks a rule together, if the rest
    then keeps them all; without what it holds of the trainees in ``open`` it keeps every rule. ``forced`` are
    the people who are touched in every plan; ``minimum`` is the weighted number of changes that every plan
    has. Who leads nothing because nobody is there is not among them: somebody else might come.
    """

    plan: Plan
    open: frozenset[Trainee]
    forced: frozenset[Person]
    minimum: int
    is_sound: bool
    """Whether the plan keeps every rule as it is."""

    @property
    def faculty(self) -> frozenset[Faculty]:
        """The members of faculty who are touched in every plan."""
        return frozenset(person for person in self.forced if isinstance(person, Faculty))


def find_remnant(term: Term, published: Published) -> Remnant:
    """Return what is left of a published plan."""
    plan = _possible(published.plan, term)
    changes = [change for change in changes_to(plan, term) if not change.idle]
    forced = frozenset(person for change in changes for person in change.people)
    opened = {trainee for trainee in term.trainees if trainee not in published.trainees}
    opened |= {person for person in forced if isinstance(person, Trainee)}
    while concerned := _concerned(plan, opened, term) - opened:
        opened |= concerned
    minimum = sum(change.amount for change in changes)
    sound = sound_part(plan, term, opened)
    if sound is not None:
        opened |= {row.trainee for row in set(plan.rotations).difference(sound.rotations)}
        opened |= {row.trainee for row in set(plan.sessions).difference(sound.sessions)}
    return Remnant(sound or plan, frozenset(opened), forced, minimum, sound is not None)


def only_of(plan: Plan, trainees: Iterable[Trainee]) -> Plan:
    """Return what a plan holds of some trainees, and the rounds of the services they are on."""
    there = set(trainees)
    return replace(
        plan,
        rotations=tuple(row for row in plan.rotations if row.trainee in there),
        sessions=tuple(row for row in plan.sessions if row.trainee in there),
        mentorships=tuple(row for row in plan.mentorships if row.trainee in there),
    )


def _possible(plan: Plan, term: Term) -> Plan:
    """Return the plan without what the term does not allow, each thing taken by itself."""
    reach = Reach(term, Scope.whole(term), None)
    rotations: list[Rotation] = []
    sessions: list[Session] = []
    for trainee in term.trainees:
        spans = {(block.service, block.weeks): block.span for block in reach.blocks(trainee)}
        for row in plan.rotations_of(trainee):
            weeks = tuple(week for week in term.weeks_of_stay(trainee) if row.covers(week))
            if (row.service, weeks) in spans:
                rotations.append(replace(row, span=spans[row.service, weeks]))
        options = set(options_to_open(trainee, term))
        for session in plan.sessions_of(trainee):
            option = option_of(session, term)
            if option is None or option not in options:
                continue
            led = not isinstance(option, Occurrence) or session.faculty in term.session_leads(option)
            sessions.append(session if led else replace(session, faculty=None))
    mentorships = tuple(row for row in plan.mentorships if row.mentor.mentors)
    kept = Plan(tuple(rotations), (), tuple(sessions), mentorships)
    return replace(kept, rounds=tuple(_rounds(plan, kept, term)))


def _rounds(plan: Plan, kept: Plan, term: Term) -> Iterator[RoundLead]:
    for row in plan.rounds:
        there = any(r.service == row.service and r.covers(row.week) for r in kept.rotations)
        if there and row.lead in term.round_leads(row.service, row.week):
            yield row


def _concerned(plan: Plan, opened: set[Trainee], term: Term) -> set[Trainee]:
    """Return the trainees whose things break a rule together, those who are open being left out."""
    closed = only_of(plan, (trainee for trainee in term.trainees if trainee not in opened))
    found: set[Trainee] = set()
    for rule in hard_rules(term):
        if rule.name == "promised_to_stay":
            continue
        for violation in rule.verify(closed, term):
            if violation.at.trainee is None:
                found |= set(_at(violation, closed))
            elif violation.at.trainee not in opened:
                found.add(violation.at.trainee)
    return found


def _at(violation: Violation, plan: Plan) -> Iterator[Trainee]:
    """Yield the trainees whom a violation that names nobody may concern."""
    item, span = violation.at.item, violation.at.span
    for session in plan.sessions:
        ids = {
            session.activity.id,
            session.room.id if session.room else "",
            session.faculty.id if session.faculty else "",
        }
        if item in ids and (span is None or session.period.date in span):
            yield session.trainee
    for rotation in plan.rotations:
        if item == rotation.service.id and (span is None or rotation.span.overlaps(span)):
            yield rotation.trainee
    for row in plan.mentorships:
        if item == row.mentor.id and (span is None or row.trainee.stay.overlaps(span)):
            yield row.trainee
