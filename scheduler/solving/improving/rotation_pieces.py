"""Mends the rotations of a term that is too large for one model of them: some trainees at a time.

Those who lack something that other rotations would give are taken together with a few others who are where
they want to be, and may change with each other as the solver finds best, on the services that any of them is
on or wants. All others stay. Sessions that services touch go along.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from constraints.scope import Scope
from inputs.days import Span
from inputs.people import Trainee
from inputs.plan import Plan
from inputs.term import COVERAGE, Term
from scheduler.solving.part_search import PartSearch
from scheduler.solving.search import Control
from scheduler.verify import Verdict, verify

LACKING_AT_ONCE = 3
"""Trainees who lack something and are taken together."""
OTHERS_FOR_EACH = 4
"""Trainees who may give way, for each of these."""
PIECE_SECONDS = 20.0
"""The most that a piece may be searched."""
IN_VAIN = 12
"""Pieces in a row that bring nothing, after which no more are tried."""


@dataclass(frozen=True)
class _Lack:
    """A trainee who lacks something, when, and the services that would give it; none is any."""

    trainee: Trainee
    span: Span
    services: frozenset[str]


def mend_rotations(term: Term, plan: Plan, scope: Scope, control: Control, seconds: float) -> Plan:
    """Return the plan with less lacking, or the same plan.

    Parameters
    ----------
    term, plan
        The term, and a plan of rotations, their rounds and the sessions of the scope.
    scope
        What is open, of everybody.
    control, seconds
        The limits of the run, and the most seconds for this.
    """
    until, still = control.seconds + seconds, 0
    chance = random.Random(control.seed)  # noqa: S311  # no secret, and the same for a seed
    lacks = list(_lacks(verify(plan, term), plan, term, scope))
    while lacks and still < IN_VAIN and control.seconds < until and not control.stopped:
        first = chance.choice(lacks)
        lacks.sort(key=lambda lack: (not lack.services & first.services, _apart(lack.span, first.span)))
        chosen, services = _piece(lacks[:LACKING_AT_ONCE], plan, term, chance)
        piece = replace(scope, trainees=frozenset(trainee.id for trainee in chosen), services=services)
        better = _mended(term, plan, piece, control, until - control.seconds)
        still += 1
        if better is not None:
            plan, still = better, 0
            lacks = [lack for lack in lacks if lack.trainee not in chosen]
            lacks += _lacks(verify(plan, term.with_only(*chosen)), plan, term, scope)
    return plan


def _lacks(verdict: Verdict, plan: Plan, term: Term, scope: Scope) -> Iterator[_Lack]:
    """Yield what other rotations might give."""
    for missed in verdict.paid.get(COVERAGE, ()):
        trainee, item, span = missed.at.trainee, missed.at.item, missed.at.span
        if span is None:
            continue
        if trainee is None:
            for rotation in plan.rotations:
                if rotation.service.id == item and rotation.span.overlaps(span):
                    yield _Lack(rotation.trainee, span, frozenset())
        elif missed.at.kind == "curriculum":
            yield _Lack(trainee, trainee.stay, frozenset(item.split(";")))
        elif missed.at.kind == "rotation":
            yield _Lack(trainee, span, frozenset(_with_seats(trainee, span, plan, term)))
        elif item in scope.attends:
            yield _Lack(trainee, span, frozenset())


def _with_seats(trainee: Trainee, span: Span, plan: Plan, term: Term) -> Iterator[str]:
    """Yield the services that a trainee may be on and that have a seat left in each week of a span."""
    taken = Counter(row.service for row in plan.rotations if row.span.overlaps(span))
    weeks = [week for week in term.weeks_of_stay(trainee) if week.span.overlaps(span)]
    for service in term.services:
        seats = min((term.service_seats(service, week) for week in weeks), default=0)
        if service.admits(trainee.kind) and taken[service] < seats:
            yield service.id


def _apart(one: Span, other: Span) -> int:
    """Return how many days there are between the middles of two spans, roughly."""
    return abs((one.start - other.start).days + (one.end - other.end).days)


def _piece(
    lacks: Sequence[_Lack], plan: Plan, term: Term, chance: random.Random
) -> tuple[list[Trainee], frozenset[str]]:
    """Return who is taken together, and the services on which they may be."""
    chosen = {lack.trainee: None for lack in lacks}
    for lack in lacks:
        here = {rotation.service.id for rotation in plan.rotations_of(lack.trainee)}
        wanted = lack.services or here
        others = []
        for other in term.trainees:
            if other not in chosen and other.stay.overlaps(lack.trainee.stay):
                there = sum(
                    r.service.id in wanted for r in plan.rotations_of(other) if r.span.overlaps(lack.span)
                )
                others.append((-there, chance.random(), other))
        others.sort(key=lambda entry: entry[:2])
        chosen.update({other: None for _, _, other in others[:OTHERS_FOR_EACH]})
    services = {r.service.id for trainee in chosen for r in plan.rotations_of(trainee)}
    return list(chosen), frozenset(services.union(*(lack.services for lack in lacks)))


def _mended(term: Term, plan: Plan, scope: Scope, control: Control, seconds: float) -> Plan | None:
    """Return a plan in which less lacks, with only a scope open; None where none is found."""
    search = PartSearch(term, scope, plan, background=True, name="rotations of some")
    if not search.complete(plan, [COVERAGE], control):
        return None
    before = search.paid()
    search.solve(COVERAGE, control, seconds=min(PIECE_SECONDS, seconds), report=lambda _value, _bound: None)
    return search.plan if search.paid() < before else None
