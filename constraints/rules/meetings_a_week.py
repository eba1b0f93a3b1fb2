"""
A mentor has at most ``max_meetings`` meetings a week.

Why
    Mentors have patients; what they promised to the programme is all there is.
Reads
    ``faculty.csv``: ``max_meetings``, in meetings a week. Meetings before the day of replanning stay, though
    the number is smaller now.
Violation
    One mentor in one week; its amount is the number of meetings above the limit.
Encoding
    For each mentor and week, the meetings are at most the limit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from inputs.words import at_most, counted

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.plan import Plan
    from inputs.term import Term


class MeetingsAWeek(HardRule):
    """Mentors meet only so many a week."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Limit the meetings of each mentor and week."""
        meetings: dict[tuple[str, int], list[Literal]] = {}
        held = Counter[tuple[str, int]]()
        for time in x.meeting_times:
            key = (time.mentor.id, term.week_of(time.date).number)
            meeting = x.anybody_at(time)
            meetings.setdefault(key, []).extend(meeting)
            held[key] += len(meeting) if term.is_fixed(time.date) else 0
        for key, literals in meetings.items():
            limit = term.faculty_by_id[key[0]].max_meetings_per_week
            if limit is not None and len(literals) > (most := max(limit, held[key])):
                model.add(x.total(literals) <= most)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each week in which a mentor has more meetings than promised."""
        counts = Counter(
            (session.faculty, term.week_of(session.period.date))
            for session in plan.sessions
            if session.is_meeting and session.faculty is not None
        )
        held = Counter(
            (session.faculty, term.week_of(session.period.date))
            for session in plan.sessions
            if session.is_meeting and term.is_settled(session.period.date)
        )
        for (mentor, week), count in counts.items():
            limit = mentor.max_meetings_per_week
            if limit is not None and count > max(limit, held[mentor, week]):
                yield self.broken(
                    f"{mentor} has {counted(count, 'meeting')} in {week}, but gives {at_most(limit)} a week.",
                    At(None, mentor.id, week.span),
                    count - max(limit, held[mentor, week]),
                )
