"""
A stay holds the weeks and rotations that the curriculum asks for; each that lacks costs 20 points.

Why
    The curriculum is what the programme's name stands for.
Reads
    ``curriculum.csv``: ``kind``, ``service``, ``weeks``, ``rotations``, ``from_weeks``, ``to_weeks``, in
    weeks of the stay. Of several rows for the same services that fit a stay, the largest numbers hold; of a
    list, weeks on any of the services count, and different services as rotations.
Violation
    One trainee and requirement; its amount is ``weight`` for each week and each rotation that lacks.
Encoding
    For each requirement, what lacks is at least what is asked less the weeks on its services, and less the
    services of which a rotation is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.rule import At, Parameter, SoftRule, Violation
from inputs.faults import listed
from inputs.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.people import Trainee
    from inputs.plan import Plan
    from inputs.stays import Requirement
    from inputs.term import Term


class Curriculum(SoftRule):
    """Stays hold what the curriculum asks."""

    level: ClassVar[str] = "coverage"
    price: ClassVar[str] = "weeks and rotations short of the curriculum"
    parameters: ClassVar[Mapping[str, Parameter]] = {"weight": 20}

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge each week and rotation that lacks."""
        prices: list[Literal] = []
        weight = self.setting(term, "weight")
        for trainee in x.trainees if x.covers_rotations else ():
            for requirement in term.requirements_of(trainee):
                for lacking, most in _lacking(model, x, trainee, requirement, term):
                    prices.append(x.charge(trainee, weight, lacking, most))
        return sum(prices)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each requirement that a stay does not meet."""
        weight = self.setting(term, "weight")
        for trainee in term.trainees:
            stay_weeks = sum(1 for week in term.weeks if week.span.overlaps(trainee.stay))
            asked: dict[frozenset[str], list[tuple[int, int]]] = {}
            for row in term.curriculum:
                fits = row.from_weeks <= stay_weeks and (row.to_weeks is None or stay_weeks <= row.to_weeks)
                if row.kind == trainee.kind and fits:
                    asked.setdefault(frozenset(row.services), []).append((row.weeks, row.rotations))
            for services, rows in asked.items():
                weeks, rotations = max(row[0] for row in rows), max(row[1] for row in rows)
                taken = [r for r in plan.rotations_of(trainee) if r.service.id in services]
                had = sum(1 for week in term.weeks if any(r.covers(week) for r in taken))
                different = len({r.service for r in taken})
                lacking = max(0, weeks - had) + max(0, rotations - different)
                if lacking:
                    names = listed(term.service_by_id[service].name for service in sorted(services))
                    asks = " and ".join(
                        counted(number, what)
                        for number, what in ((weeks, "week"), (rotations, "different rotation"))
                        if number
                    )
                    within = f" in {counted(different, 'rotation')}" if different else ""
                    yield self.broken(
                        f"{trainee} has {counted(had, 'week')} on {names}{within}, "
                        f"but the curriculum asks for {asks}.",
                        At(trainee, ";".join(sorted(services)), trainee.stay, "curriculum"),
                        weight * lacking,
                    )


def _lacking(
    model: cp_model.CpModel, x: Decisions, trainee: Trainee, requirement: Requirement, term: Term
) -> Iterator[tuple[Literal, int]]:
    if requirement.weeks:
        weeks = [
            [x.on(trainee, service, week) for service in requirement.services]
            for week in term.weeks_of_stay(trainee)
        ]
        once = x.counts_on("one_service_a_week")
        lacking = model.new_int_var(0, requirement.weeks, "")
        model.add(lacking + _how_many(model, x, weeks, once) >= requirement.weeks)
        yield lacking, requirement.weeks
    if requirement.rotations:
        blocks = x.blocks(trainee).items()
        services = [
            [literal for block, literal in blocks if block.service == service]
            for service in requirement.services
        ]
        once = x.counts_on("no_service_twice")
        lacking = model.new_int_var(0, requirement.rotations, "")
        model.add(lacking + _how_many(model, x, services, once) >= requirement.rotations)
        yield lacking, requirement.rotations


def _how_many(model: cp_model.CpModel, x: Decisions, groups: list[list[Literal]], once: bool) -> Literal:
    """Return how many of the groups hold something true; ``once`` tells that none holds two such things."""
    if once:
        return sum(sum(literals) for literals in groups)
    held = [x.new() for _ in groups]
    for literal, literals in zip(held, groups, strict=True):
        model.add(literal <= sum(literals))
    return sum(held)
