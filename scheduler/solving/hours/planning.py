"""Gives meetings that lack an hour, week after week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from inputs.plan import Plan
from inputs.programme import MeetingTime
from inputs.stays import Window
from inputs.term import Term
from scheduler.solving.drafts.meetings import draft_meetings, is_drafted
from scheduler.solving.hours.model import Hours
from scheduler.solving.hours.openings import Openings
from scheduler.solving.search import Control

WEEKS_AROUND = (0, 1, 2, 3)
"""Weeks before and after the one in which a meeting lacks that are opened with it."""
MANY_DAYS = 32
"""Days from which on what a meeting may be in is too long to be opened as a whole."""
STEP_SECONDS = 60.0
"""The most that the hours of some weeks may take."""


def find_hours(term: Term, plan: Plan, control: Control, seconds: float, enough: int = 0) -> Plan:
    """Return the plan with fewer meetings lacking, or the same plan where nothing is found in time.

    Group sessions move within the days in which they are owed, meetings to any hour and mentor, and what
    weighs less may be given up: in all, less lacks than before. The weeks in which most lacks come first.

    Parameters
    ----------
    term, plan
        A term, and a plan that keeps its rules.
    control, seconds
        The limits of the run, and the most seconds for this.
    enough
        Points that meetings lack in every plan: nothing is looked for where they lack no more.
    """
    until, found = control.seconds + seconds, plan
    for around in WEEKS_AROUND:
        in_vain: set[int] = set()
        while week := _next_week(found, term, in_vain, enough):
            left = min(STEP_SECONDS, until - control.seconds)
            if left <= 0 or control.stopped:
                return _with_topics(found, term, control) if found is not plan else plan
            first, last = _opened(term, week, around)
            better = Hours(Openings(term, found, range(first, last + 1))).solve(control, left)
            if better is None:
                in_vain.add(week)
            else:
                found = better
                in_vain -= set(range(first - around, last + around + 1))
    return _with_topics(found, term, control) if found is not plan else plan


def _opened(term: Term, week: int, around: int) -> tuple[int, int]:
    """Return the first and the last week that are opened with a week, both included.

    With more than its neighbours come all weeks in which a meeting could be that may be in this week.
    """
    first, last = week - around, week + around
    if around > 1:
        day = term.weeks[week - 1].span
        for trainee in term.trainees:
            for window in term.windows_of(trainee):
                if is_drafted(window.activity) and window.span.overlaps(day) and window.span.days < MANY_DAYS:
                    first = min(first, term.week_of(window.span.first_day).number)
                    last = max(last, term.week_of(window.span.last_day).number)
    return max(1, first), min(len(term.weeks), last)


def _next_week(plan: Plan, term: Term, in_vain: set[int], enough: int) -> int | None:
    """Return the week in which most lacks, of those not tried in vain; None where no more lacks than must."""
    lacking: Counter[int] = Counter()
    for window in _lacking(plan, term):
        middle = window.span.start + timedelta(days=window.span.days // 2)
        lacking[term.week_of(middle).number] += window.activity.weight
    if lacking.total() <= enough:
        return None
    return max((w for w in sorted(lacking) if w not in in_vain), key=lambda w: lacking[w], default=None)


def _lacking(plan: Plan, term: Term) -> Iterator[Window]:
    """Yield the windows of dates in which a meeting lacks."""
    for trainee in term.trainees:
        own = [session for session in plan.sessions_of(trainee) if session.is_meeting]
        for window in term.windows_of(trainee):
            if is_drafted(window.activity) and not any(
                s.activity == window.activity and s.period.date in window.span for s in own
            ):
                yield window


def _with_topics(plan: Plan, term: Term, control: Control) -> Plan:
    """Return the plan with its meetings' topics shared out anew."""
    meetings = {(s.trainee, s.activity, s.period): s for s in plan.sessions if s.is_meeting}
    wished = {
        window: MeetingTime(session.activity, session.faculty, session.period)
        for session in meetings.values()
        for window in term.windows_of(session.trainee)
        if window.activity == session.activity and session.period.date in window.span and session.faculty
    }
    main = {row.trainee: row.mentor for row in plan.mentorships}
    return draft_meetings(term, plan, wished, main, stopped=lambda: control.stopped)
