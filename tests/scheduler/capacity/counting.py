"""Counts newcomers on a small term in this process, and by brute force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ortools.sat.python import cp_model

from constraints.scope import Scope
from inputs.days import Week
from inputs.people import Trainee
from inputs.term import COVERAGE, Term
from scheduler.capacity.answer import Entry, Question, Resource
from scheduler.capacity.assess import Assessment
from scheduler.capacity.base import Base, bound_part, find_base
from scheduler.capacity.explaining import Explanation
from scheduler.capacity.more import with_more
from scheduler.model import Model
from scheduler.solving.search import Control
from tests.constraints.random_terms import random_term
from tests.scheduler.solving.jointly import patient, possible, prover


def based(term: Term) -> Base:
    """Return the base of a term with the bounds of its parts."""
    base = find_base(term, patient())
    assert base is not None
    bounds = tuple(bound_part(base, index, patient()) for index in range(len(base.parts)))
    return replace(base, bounds=bounds)


def assess(base: Base, question: Question, start: Week, control: Control, guess: int = 0) -> Entry:
    """Return the entry of a start week, not explained."""
    unbounded = replace(base, bounds=(0,) * len(base.parts))
    begun = Assessment(unbounded, question, start, control, guess).begin()
    if begun.proven or begun.at_least == question.most:
        return begun
    return Assessment(base, question, start, control, known=begun).tighten()


@cache
def base_of(seed: int) -> Base:
    """Return the base of a random term."""
    return based(possible(random_term(seed)))


def count(term: Term, question: Question) -> list[Entry]:
    """Return the entry of each start week, explained."""
    return count_beside(based(term), question)


def count_beside(base: Base, question: Question) -> list[Entry]:
    """Return the entry of each start week for the term of a base, explained."""
    entries, guess = list[Entry](), 0
    for start in question.starts(base.term, base.term.span.start):
        entry = assess(base, question, start, patient(), guess)
        guess = entry.unmoved
        if entry.part:
            entry = Explanation(base, question, entry, patient()).find()
            entry = Explanation(base, question, entry, patient()).buy()
        entries.append(entry)
    return [replace(entry, seconds=0.0) for entry in entries]


def shown(entries: Sequence[Entry]) -> list[tuple[int, int | None, int]]:
    """Return at least, at most and unmoved of each week."""
    return [(entry.at_least, entry.at_most, entry.unmoved) for entry in entries]


def brute_force(term: Term, question: Question) -> list[int]:
    """Return how many fit in each start week, by one model of everything for each number."""
    numbers = []
    for start in question.starts(term, term.span.start):
        number = 0
        while number < question.most and they_fit(term, question, start, number + 1):
            number += 1
        numbers.append(number)
    return numbers


def they_fit(
    term: Term, question: Question, start: Week, number: int, more: tuple[Resource, ...] = ()
) -> bool:
    """Tell whether so many fit, with one seat more of some things: all others lack no more than without them."""
    bare = _bare(term)
    value, alone = _without_newcomers(term), _alone(term, question, start)
    newcomers = question.newcomers(term, start, number)
    richer = with_more(bare, more, question.stay(start))
    others = least(replace(richer, trainees=(*bare.trainees, *newcomers)), newcomers, cap=alone)
    return others is not None and others <= value


def _bare(term: Term) -> Term:
    return replace(term, levels=(COVERAGE,))


@cache
def _without_newcomers(term: Term) -> int:
    """Return the least that those lack who are there."""
    value = least(_bare(term), ()) if term.trainees else 0
    assert value is not None
    return value


@cache
def _alone(term: Term, question: Question, start: Week) -> int:
    """Return the least that one newcomer lacks whom nobody else is in the way of."""
    (one,) = question.newcomers(term, start, 1)
    value = least(replace(_bare(term), trainees=(one,), pins=()), (one,), only=(one,))
    assert value is not None
    return value


def least(
    term: Term, newcomers: tuple[Trainee, ...], *, only: tuple[Trainee, ...] = (), cap: int | None = None
) -> int | None:
    """Return the least that all but the newcomers lack (or ``only`` some people), or None where nothing can be.

    With ``cap`` each newcomer lacks no more than that.
    """
    model = Model(term, Scope.whole(term))
    model.price(COVERAGE)
    lacked = model.x.shortfalls
    people: list[Trainee | None] = list(only) or [who for who in lacked if who not in newcomers]
    for newcomer in newcomers if cap is not None else ():
        model.proto.add(
            cp_model.LinearExpr.sum([cost * literal for cost, literal in lacked.get(newcomer, ())]) <= cap
        )
    model.proto.minimize(sum(cost * literal for who in people for cost, literal in lacked.get(who, ())))
    solver = prover()
    status = solver.solve(model.proto)
    if status == cp_model.INFEASIBLE:
        return None
    assert status == cp_model.OPTIMAL
    return round(solver.objective_value)
