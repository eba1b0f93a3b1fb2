"""
No member of faculty leads, meets or does a round in two places at once.

Why
    Nobody can be twice at once; a round, a session and a meeting each need their lead for themselves.
Reads
    ``services.csv``: ``round_start``, ``round_minutes``; ``faculty.csv``: ``leads``.
Violation
    Two duties of one member of faculty that overlap; its amount is 1.
Encoding
    For each member of faculty and moment, at most one of the meetings, led sessions and led rounds that cover
    it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, groupby
from typing import TYPE_CHECKING

from constraints.moments import together
from constraints.rule import At, HardRule, Violation
from inputs.days import Period, Span, say_time

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.people import Faculty
    from inputs.plan import Plan
    from inputs.term import Term


class FacultyInOnePlace(HardRule):
    """No member of faculty is twice at once."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Allow one duty of each member of faculty at each moment."""
        duties: dict[str, dict[Period, list[Literal]]] = {member.id: {} for member in term.faculty}
        for time in x.meeting_times:
            duties[time.mentor.id].setdefault(time.period, []).extend(x.anybody_at(time))
        for occurrence in x.occurrences:
            for lead, literal in x.leads(occurrence).items():
                duties[lead.id].setdefault(occurrence.period, []).append(literal)
        for service in term.services:
            for week in term.weeks:
                for lead, literal in x.round_leads(service, week).items():
                    for period in term.rounds_in(service, week):
                        duties[lead.id].setdefault(period, []).append(literal)
        for at in duties.values():
            for _, literals in together(at):
                model.add_at_most_one(literals)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each two duties of a member of faculty that overlap."""
        for member, duties in _duties(plan, term).items():
            duties.sort()
            for day, same_day in groupby(duties, key=lambda duty: duty[0].date):
                for (first, what, room), (second, other, elsewhere) in combinations(same_day, 2):
                    if first.overlaps(second):
                        places = ("", "")
                        if what == other and room != elsewhere:
                            places = _say_room(room), _say_room(elsewhere)
                        yield self.broken(
                            f"{member} has {what}{places[0]} from {say_time(first.start)} to "
                            f"{say_time(first.end)} and {other}{places[1]} on {second}, "
                            "but nobody can be in two places at once.",
                            At(None, member.id, Span.through(day, day)),
                        )


def _say_room(room: str) -> str:
    return f" in {room}" if room else " without a room"


def _duties(plan: Plan, term: Term) -> dict[Faculty, list[tuple[Period, str, str]]]:
    """Return what each member of faculty has to do when, and in which room."""
    duties: dict[Faculty, list[tuple[Period, str, str]]] = {}
    for session in plan.sessions:
        if session.is_meeting and session.faculty is not None:
            what = f"{session.activity} with {session.trainee}"
            duties.setdefault(session.faculty, []).append((session.period, what, ""))
    for (activity, period, room), company in plan.company.items():
        for lead in {session.faculty for session in company if session.faculty is not None}:
            duties.setdefault(lead, []).append((period, str(activity), room.name if room else ""))
    for row in plan.rounds:
        for day in row.week.span:
            own_round = row.service.round_on(day)
            if own_round is not None and day in term.working.days:
                duties.setdefault(row.lead, []).append((own_round, f"the round of {row.service}", ""))
    return duties
