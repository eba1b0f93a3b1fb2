"""
Meetings are shared among mentors in proportion to the hours that they offer, within ``tolerance`` percent.

Why
    A mentor who gives many hours expects many mentees; one who gives few must not carry the programme.
Reads
    ``hours.csv``; ``faculty.csv``: ``max_meetings``. A mentor offers, in each week, the whole hours of that week on
    working days, and no more meetings than the limit.
Violation
    One mentor; its amount is the number of meetings above the proportional share of all meetings, with the tolerance,
    rounded up.
Encoding
    For each mentor, the meetings less a whole number that is at most the share with its tolerance, rounded up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.rule import At, Parameter, SoftRule, Violation
from inputs.days import MINUTES_AN_HOUR, minutes_between, weekday_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.people import Faculty
    from inputs.plan import Plan
    from inputs.term import Term

PERCENT = 100


class FairMeetings(SoftRule):
    """Mentors share the meetings."""

    level: ClassVar[str] = "fairness"
    parameters: ClassVar[Mapping[str, Parameter]] = {"tolerance": 25}

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge what each mentor has above the share."""
        offered = {mentor: _offered(mentor, term) for mentor in term.faculty if mentor.mentors}
        total_offered = sum(offered.values())
        meetings: dict[Faculty, list[Literal]] = {mentor: [] for mentor in offered}
        for time in x.meeting_times:
            meetings[time.mentor] += [literal for _, literal in x.attending(time)]
        if not total_offered or not all(x.covers(a) for a in term.activities if a.format == "meeting"):
            return 0
        counts = {}
        for mentor, literals in meetings.items():
            counts[mentor] = model.new_int_var(0, len(literals), "")
            model.add(counts[mentor] == sum(literals))
        every = sum(counts.values())
        tolerated = PERCENT + self.setting(term, "tolerance")
        prices: list[Literal] = []
        for mentor, count in counts.items():
            share = model.new_int_var(0, 2 * sum(len(literals) for literals in meetings.values()) + 1, "")
            whole = PERCENT * total_offered
            model.add(whole * share <= offered[mentor] * tolerated * every + whole - 1)
            above = model.new_int_var(0, len(meetings[mentor]), "")
            model.add(above >= count - share)
            prices.append(above)
        return sum(prices)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each mentor with more meetings than the share."""
        meetings = [session for session in plan.sessions if session.is_meeting]
        offered = {m: _offered(m, term) for m in term.faculty if m.hours and m.max_meetings_per_week != 0}
        total = sum(offered.values())
        tolerated = PERCENT + self.setting(term, "tolerance")
        for mentor, hours in offered.items() if total else ():
            count = sum(1 for session in meetings if session.faculty == mentor)
            share = -(-hours * tolerated * len(meetings) // (PERCENT * total))
            if count > share:
                yield self.broken(
                    f"{mentor} has {count} meetings, but a fair share of the hours offered is at most {share}.",
                    At(None, mentor.id, term.span),
                    count - share,
                )


def _offered(mentor: Faculty, term: Term) -> int:
    """Return the hours that a mentor offers in the term, week by week at most ``max_meetings``."""
    total = 0
    for week in term.weeks:
        hours = sum(
            minutes_between(row.start, row.end) // MINUTES_AN_HOUR
            for day in term.working_days_in(week.span)
            for row in mentor.hours
            if row.weekday == weekday_of(day) and day in row.span
        )
        limit = mentor.max_meetings_per_week
        total += hours if limit is None else min(hours, limit)
    return total
