"""
Meetings are shared among mentors in proportion to the hours that they offer.

Why
    A mentor who gives many hours expects many mentees; one who gives few must not carry the programme.
Reads
    ``hours.csv``; ``faculty.csv``: ``max_meetings``. A mentor offers, in each week, the hours of that week
    on working days, and no more hours than meetings are allowed. What is above the share by ``tolerance``
    percent or less costs nothing.
Violation
    One mentor; its amount is the number of meetings above the proportional share, with the tolerance and
    rounded up, of all meetings.
Encoding
    For each mentor, the meetings less a whole number that is at most the share with its tolerance, rounded
    up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.fair_share import FairShare
from constraints.rule import At, Parameter, SoftRule, Violation
from inputs.days import MINUTES_AN_HOUR, minute_of, minutes_between, weekday_of
from inputs.words import at_most, counted

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
    price: ClassVar[str] = "meetings not shared evenly"
    parameters: ClassVar[Mapping[str, Parameter]] = {"tolerance": 25}

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge what each mentor has above the share."""
        offered = {mentor: _open_minutes(mentor, term) for mentor in term.faculty if mentor.mentors}
        total_offered = sum(offered.values())
        if not total_offered or not all(x.covers(a) for a in term.activities if a.format == "meeting"):
            return 0
        meetings: dict[Faculty, list[Literal]] = {mentor: [] for mentor in offered}
        for time in x.meeting_times:
            meetings[time.mentor] += x.anybody_at(time)
        counts = {}
        for mentor, literals in meetings.items():
            counts[mentor] = x.new_count(len(literals))
            model.add(counts[mentor] == x.total(literals))
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
        for own in shared_meetings(plan, term):
            if own.above:
                yield self.broken(
                    f"{own.who} has {counted(own.number, 'meeting')}, but a fair share of the hours offered "
                    f"is {at_most(own.most)}.",
                    At(None, own.who.id, term.span),
                    own.above,
                )


def shared_meetings(plan: Plan, term: Term) -> Iterator[FairShare]:
    """Yield the meetings of each mentor who offers hours, beside the part that fits them, and the most."""
    met = Counter(session.faculty for session in plan.sessions if session.is_meeting)
    offered = {m: _offered(m, term) for m in term.faculty if m.hours and m.max_meetings_per_week != 0}
    total, all_meetings = sum(offered.values()), met.total()
    tolerated = PERCENT + FairMeetings().setting(term, "tolerance")
    for mentor, hours in offered.items() if total else ():
        most = -(-hours * tolerated * all_meetings // (PERCENT * total))
        yield FairShare(mentor, met[mentor], all_meetings * hours / total, most)


def most_for_nothing(term: Term, meetings: int) -> dict[Faculty, int]:
    """Return how many of so many meetings each mentor may have without a price.

    More meetings never make it fewer. Where nobody offers an hour the answer is empty.
    """
    rule = FairMeetings()
    if rule.off_because(term) is not None:
        return {}
    offered = {mentor: _open_minutes(mentor, term) for mentor in term.faculty if mentor.mentors}
    total, tolerated = sum(offered.values()), PERCENT + rule.setting(term, "tolerance")
    if not total:
        return {}
    return {mentor: -(-own * tolerated * meetings // (PERCENT * total)) for mentor, own in offered.items()}


def _open_minutes(mentor: Faculty, term: Term) -> int:
    """Return the minutes of a mentor's hours in the term, cut to ``max_meetings`` hours a week."""
    by_week: Counter[int] = Counter()
    for row in mentor.hours:
        within = row.span.within(term.span)
        for day in term.working_days_in(within) if within else ():
            if weekday_of(day) == row.weekday:
                by_week[term.week_of(day).number] += minute_of(row.end) - minute_of(row.start)
    if mentor.max_meetings_per_week is None:
        return by_week.total()
    return sum(min(minutes, mentor.max_meetings_per_week * MINUTES_AN_HOUR) for minutes in by_week.values())


def _offered(mentor: Faculty, term: Term) -> int:
    """Return what a mentor offers in the term, in minutes."""
    total, limit = 0, mentor.max_meetings_per_week
    for week in term.weeks:
        minutes = 0
        for day in week.span:
            hours = [row for row in mentor.hours if row.weekday == weekday_of(day) and day in row.span]
            if day in term.working.days:
                minutes += sum(minutes_between(row.start, row.end) for row in hours)
        total += minutes if limit is None else min(minutes, limit * MINUTES_AN_HOUR)
    return total
