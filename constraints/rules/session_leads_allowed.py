"""
An occurrence has at most one lead, who is asked to lead it and present.

Why
    Trainees should know who teaches, and only those asked to teach are counted on.
Reads
    ``slots.csv``: ``leads``; where it names none, ``faculty.csv``: ``leads``; ``absences.csv``,
    ``calendars``. What several led before the day of replanning they did lead, though only one may since.
Violation
    One occurrence; its amount is 1 for each reason.
Encoding
    For each occurrence at most one lead, and none where nobody attends. Others have no variable.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from inputs.days import Span
from inputs.faults import listed

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.days import Period
    from inputs.people import Faculty, Room
    from inputs.plan import Plan
    from inputs.programme import Activity
    from inputs.term import Term


class SessionLeadsAllowed(HardRule):
    """Sessions are led by one who may and can."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Allow one lead where somebody attends."""
        for occurrence in x.occurrences:
            leads = list(x.leads(occurrence).values())
            if leads:
                if not term.is_fixed(occurrence.date):
                    model.add_at_most_one(leads)
                model.add(x.total(leads) <= x.total(x.anybody_at(occurrence)))

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each lead who may not or cannot lead, and each occurrence with several."""
        for (activity, period, room), company in plan.company.items():
            at = At(None, activity.id, Span.through(period.date, period.date))
            leads = {session.faculty for session in company}
            if len(leads) > 1 and not term.is_settled(period.date):
                names = listed(sorted(lead.name if lead else "nobody" for lead in leads))
                yield self.broken(f"{activity} on {period} is led by {names}, but has one lead for all.", at)
            for lead in sorted((lead for lead in leads if lead is not None), key=lambda lead: lead.id):
                asked = _asked(activity, period, room, term)
                if asked is None:
                    continue  # there is no such slot, which another rule tells
                if lead not in asked:
                    yield self.broken(f"{lead} leads {activity} on {period}, but is not named for it.", at)
                elif term.is_absent(lead, period):
                    absent = term.say_absent(lead, period)
                    yield self.broken(f"{lead} leads {activity} on {period}, but is {absent} then.", at)


def _asked(activity: Activity, period: Period, room: Room | None, term: Term) -> list[Faculty] | None:
    """Return whom the slot names, or else who is named for the activity; None where there is no such slot."""
    week = term.week_of(period.date)
    slots = [
        slot
        for slot in term.slots
        if slot.activity == activity and slot.start == period.start and slot.room == room
        and slot.runs_on(period.date, week)
    ]  # fmt: skip
    if not slots:
        return None
    for slot in slots:
        if slot.leads:
            return list(slot.leads)
    return [member for member in term.faculty if activity.id in member.leads]
