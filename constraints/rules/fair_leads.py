"""
Leading rounds and sessions is shared, in proportion to hours, among those who are named for them.

Why
    Teaching is everybody's duty who is named for it, not only that of the first on the list.
Reads
    ``hours.csv``: weekly hours, where none are given one hour; ``faculty.csv`` and ``slots.csv``: ``leads``.
    What is above the share by ``tolerance`` percent or less costs nothing.
Violation
    One member of faculty and item (a service, or the slots of an activity that name the same people); its
    amount is the number of leads above the proportional share, with the tolerance and rounded up, of all
    leads of the item. The lead of a week in which nobody is on the service does not count.
Encoding
    For each item and each who may lead it, the leads less a whole number that is at most the share with its
    tolerance, rounded up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.fair_share import FairShare
from constraints.rule import At, Parameter, SoftRule, Violation
from inputs.days import MINUTES_AN_HOUR, minute_of, minutes_between
from inputs.words import at_most, counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.people import Faculty
    from inputs.plan import Plan, Session
    from inputs.programme import Activity, Service
    from inputs.term import Term

PERCENT = 100
Item = tuple[str, frozenset["Faculty"]]
"""What is led (an id), and who may lead it."""


class FairLeads(SoftRule):
    """Those named share the leads."""

    level: ClassVar[str] = "fairness"
    price: ClassVar[str] = "leads not shared evenly"
    parameters: ClassVar[Mapping[str, Parameter]] = {"tolerance": 50}

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge what each lead of an item has above the share."""
        leads: dict[Item, dict[Faculty, list[Literal]]] = {}
        for occurrence in x.occurrences:
            activity = occurrence.activity
            there = x.anybody_at(occurrence)
            for lead, literal in x.leads(occurrence).items() if x.covers_leads(activity) else ():
                model.add_bool_or([~literal, *there])
                item = (activity.id, frozenset(term.named_leads(occurrence.slot)))
                leads.setdefault(item, {}).setdefault(lead, []).append(literal)
        for service in term.services if x.covers_rotations and x.covers_round_leads else ():
            item = (service.id, frozenset(lead for lead in term.faculty if service.id in lead.leads))
            for week in term.weeks:
                on = x.anybody_on(service, week)
                for lead, literal in x.round_leads(service, week).items():
                    counts = _with_trainees(model, x, literal, on)
                    leads.setdefault(item, {}).setdefault(lead, []).append(counts)
        prices: list[Literal] = []
        for (_, named), by_lead in leads.items():
            prices.append(self._above_share(model, named, by_lead, term))
        return sum(prices)

    def _above_share(
        self,
        model: cp_model.CpModel,
        named: frozenset[Faculty],
        leads: dict[Faculty, list[Literal]],
        term: Term,
    ) -> Literal:
        weights = {
            lead: sum(minute_of(row.end) - minute_of(row.start) for row in lead.hours) or MINUTES_AN_HOUR
            for lead in named
        }
        whole = PERCENT * sum(weights.values())
        every = sum(sum(literals) for literals in leads.values())
        most = sum(len(literals) for literals in leads.values())
        prices: list[Literal] = []
        for lead, literals in leads.items():
            share = model.new_int_var(0, 4 * most, "")
            tolerated = weights[lead] * (PERCENT + self.setting(term, "tolerance"))
            model.add(whole * share <= tolerated * every + whole - 1)
            above = model.new_int_var(0, len(literals), "")
            model.add(above >= sum(literals) - share)
            prices.append(above)
        return sum(prices)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each lead of an item with more than the share."""
        for own in shared_leads(plan, term):
            if own.item and own.above:
                yield self.broken(
                    f"{own.who} leads {own.item} {counted(own.number, 'time')}, but a fair share is "
                    f"{at_most(own.most)}.",
                    At(None, own.item.id, term.span),
                    own.above,
                )


def shared_leads(plan: Plan, term: Term) -> Iterator[FairShare]:
    """Yield of each item that is led, and each who may lead it or does, the leads beside a fair share."""
    led: dict[tuple[Activity | Service, tuple[Faculty, ...]], list[Faculty]] = {}
    for row in plan.rounds:
        if any(r.service == row.service and r.covers(row.week) for r in plan.rotations):
            asked = tuple(member for member in term.faculty if row.service.id in member.leads)
            led.setdefault((row.service, asked), []).append(row.lead)
    for company in plan.company.values():
        for lead in {session.faculty for session in company if session.faculty is not None}:
            led.setdefault((company[0].activity, _asked(company[0], term)), []).append(lead)
    tolerated = PERCENT + FairLeads().setting(term, "tolerance")
    for (item, asked), leads in led.items():
        total = sum(_hours(member) for member in asked)
        for lead in sorted({*asked, *leads}, key=lambda member: member.id):
            part = _hours(lead) * len(leads) / total if total else len(leads)
            most = -(-_hours(lead) * tolerated * len(leads) // (PERCENT * total)) if total else len(leads)
            yield FairShare(lead, leads.count(lead), part, most, item)


def _with_trainees(model: cp_model.CpModel, x: Decisions, leads: Literal, on: list[Literal]) -> Literal:
    """Return a literal for leading while somebody is on the service; an open decision is bound to that."""
    if x.scope.round_leads:
        model.add_bool_or([~leads, *on])
        return leads
    somebody = x.new()
    model.add_max_equality(somebody, [0, *on])
    return somebody


def _hours(member: Faculty) -> int:
    """Return the weekly hours of a member of faculty, in minutes; one hour where none are given."""
    return sum(minutes_between(row.start, row.end) for row in member.hours) or MINUTES_AN_HOUR


def _asked(session: Session, term: Term) -> tuple[Faculty, ...]:
    """Return all who may lead what a session attends: named by its slot, or else by themselves."""
    day = session.period.date
    for slot in term.slots:
        same = (slot.activity, slot.room) == (session.activity, session.room)
        same = same and slot.start == session.period.start
        if same and slot.leads and slot.runs_on(day, term.week_of(day)):
            return tuple(member for member in term.faculty if member in slot.leads)
    return tuple(member for member in term.faculty if session.activity.id in member.leads)
