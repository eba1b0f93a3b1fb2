"""Occurrences that were published with several leads, where no rule forbids it or they are past.

Elsewhere an occurrence has one lead for all who attend, and nothing is gained by more. Here a plan that keeps
what was published says of each trainee who leads for him or her, and so do the decisions. What took place so
stays, though the rule holds since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from constraints.scope import is_off

if TYPE_CHECKING:
    from constraints.decisions import Decisions
    from constraints.literals import Literals
    from constraints.reach import Reach
    from inputs.days import Period
    from inputs.people import Faculty, Room
    from inputs.programme import Activity, Occurrence
    from inputs.term import Term

Literal = Any
Attended = tuple["Activity", "Period", "Room | None"]


def led_apart(term: Term) -> frozenset[Attended]:
    """Return what was published with different leads, or for some with none, if a plan may have that."""
    if term.published is None:
        return frozenset()
    plan, key = term.published.plan, "led apart"
    if key not in plan.memo:
        plan.memo[key] = frozenset(
            what
            for what, company in plan.company.items()
            if len({session.faculty for session in company}) > 1
        )
    found: frozenset[Attended] = plan.memo[key]
    if is_off(term, "session_leads_allowed"):
        return found
    return frozenset(what for what in found if term.is_fixed(what[1].date))


def open_own_leads(x: Decisions, literals: Literals, reach: Reach) -> None:
    """Open who leads for each trainee, once it is known who may attend and who may lead."""
    for occurrence in list(literals.leads) if led_apart(x.term) else ():
        if reach.is_led_apart(occurrence):
            _open(occurrence, x, literals, reach)


def _open(occurrence: Occurrence, x: Decisions, literals: Literals, reach: Reach) -> None:
    leads = literals.leads[occurrence]
    leading: dict[Faculty, list[Literal]] = {lead: [] for lead in leads}
    for trainee, attends in literals.attending.get(occurrence, ()):
        lead, settled = reach.own_lead(trainee, occurrence)
        if settled:
            own = {lead: attends} if lead in leads else {}
        else:
            own = {lead: x.new() for lead in leads}
            if reach.expects_lead(trainee, occurrence):
                literals.with_any_lead.add((trainee, occurrence))
            x.model.add_at_most_one([*own.values(), ~attends])
        for lead, literal in own.items():
            x.model.add_implication(literal, leads[lead])
            leading[lead].append(literal)
        literals.own_leads[trainee, occurrence] = own
    for lead, led in leading.items():
        if led:
            x.model.add_bool_or([~leads[lead], *led])
        else:  # of those for whom it was, nobody attends any more
            del leads[lead]
