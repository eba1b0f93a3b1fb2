"""
A pin holds: the trainee is where it says, or is not.

Why
    A pin is a promise that the coordinator gave.
Reads
    ``pins.csv``: of an activity, a session on that date and start, where given; of a service, a rotation on
    it in the week of that date, where given. A pin creates nothing that is not owed.
Violation
    One pin; its amount is 1.
Encoding
    At least one of the sessions or rotations that a pin means is taken; of a pin with ``must`` = no, none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from inputs.days import Span, say_day, say_time
from inputs.programme import Service

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.plan import Plan
    from inputs.programme import Pin
    from inputs.term import Term


class Pins(HardRule):
    """Promises are kept."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Demand or forbid what each pin means."""
        for pin in term.pins:
            covered = x.covers_rotations if isinstance(pin.item, Service) else x.covers(pin.item)
            if covered:
                meant = _meant(pin, x, term)
                if pin.must:
                    model.add_bool_or(meant)
                else:
                    model.add(sum(meant) == 0)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each pin that does not hold."""
        for pin in term.pins:
            if _holds(pin, plan, term) != pin.must:
                span = Span.through(pin.date, pin.date) if pin.date else pin.trainee.stay
                yield self.broken(_complaint(pin, term), At(pin.trainee, pin.item.id, span))


def _meant(pin: Pin, x: Decisions, term: Term) -> list[Literal]:
    if isinstance(pin.item, Service):
        week = term.week_of(pin.date) if pin.date else None
        return [
            literal
            for block, literal in x.blocks(pin.trainee).items()
            if block.service == pin.item and (week is None or week in block.weeks)
        ]
    return [
        literal
        for option, literal in x.attended(pin.trainee).items()
        if option.activity == pin.item
        and pin.date in (None, option.date)
        and pin.start in (None, option.period.start)
    ]


def _holds(pin: Pin, plan: Plan, term: Term) -> bool:
    if isinstance(pin.item, Service):
        rotations = [r for r in plan.rotations_of(pin.trainee) if r.service == pin.item]
        return any(pin.date is None or r.covers(term.week_of(pin.date)) for r in rotations)
    for session in plan.sessions_of(pin.trainee):
        on_date = pin.date is None or session.period.date == pin.date
        if session.activity == pin.item and on_date and pin.start in (None, session.period.start):
            return True
    return False


def _complaint(pin: Pin, term: Term) -> str:
    where = f" ({pin.place})" if pin.place else ""
    pinned = "pinned to it" if pin.must else "pinned away from it"
    if isinstance(pin.item, Service):
        on, when = "on", f" in {term.week_of(pin.date)}" if pin.date else ""
    else:
        on, when = "at", f" on {say_day(pin.date)}" if pin.date else ""
        when += f" at {say_time(pin.start)}" if pin.start else ""
    return f"{pin.trainee} is {'not ' if pin.must else ''}{on} {pin.item}{when}, but is {pinned}{where}."
