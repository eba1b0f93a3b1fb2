"""
A trainee attends an activity only where it is owed, and never more often than it is owed.

Why
    Seats are few: a second session of the same thing is somebody else's first.
Reads
    ``activities.csv``: ``cadence``. ``weekly``: one a week; ``biweekly``: the weeks of the stay in pairs from the
    first, none in a last odd week; ``monthly``: one a calendar month; ``first_week``, ``last_week``: in those weeks;
    ``once``: one in the stay; ``rotation_end``: one in the last week of each rotation.
Violation
    One trainee, activity and window; its amount is the number of sessions too many.
Encoding
    For each window, at most one of its options is attended; sessions at the end of a rotation are at most the
    rotations that end in the week. Options in no window have no variable.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from inputs.days import Span

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.people import Trainee
    from inputs.plan import Plan, Session
    from inputs.programme import Activity
    from inputs.term import Term


class OnlyWhatIsOwed(HardRule):
    """Nothing is attended beyond what is owed."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Allow one session in each window, and one for each rotation that ends."""
        endings = [activity for activity in term.activities if activity.cadence == "rotation_end"]
        for trainee in term.trainees:
            for window in term.windows_of(trainee):
                if x.covers(window.activity):
                    model.add(sum(x.attends(trainee, option) for option in window.options) <= 1)
            for activity in endings:
                if not (activity.admits(trainee.kind) and x.covers(activity) and x.covers_rotations):
                    continue
                for week in term.weeks_of_stay(trainee):
                    attended = [
                        x.attends(trainee, o) for o in term.ending_window(trainee, activity, week).options
                    ]
                    model.add(sum(attended) <= sum(literal for _, literal in x.ending(trainee, week)))

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each window with too many sessions, and each session in no window."""
        for trainee in term.trainees:
            windows: dict[tuple[Activity, Span | None], list[Session]] = {}
            for session in plan.sessions_of(trainee):
                span = _window(trainee, session, plan, term)
                windows.setdefault((session.activity, span), []).append(session)
            for (activity, span), sessions in windows.items():
                at = At(trainee, activity.id, span or trainee.stay)
                if span is None:
                    for session in sessions:
                        yield self.broken(f"{trainee} has {session}, but none is owed then.", at)
                elif len(sessions) > 1:
                    yield self.broken(
                        f"{trainee} has {len(sessions)} sessions of {activity} in {span}, but is owed one.",
                        at,
                        len(sessions) - 1,
                    )


def _window(trainee: Trainee, session: Session, plan: Plan, term: Term) -> Span | None:
    """Return the days of the window that a session falls into, or None where none is owed."""
    day, stay = session.period.date, trainee.stay
    if day not in stay:
        return None
    week = term.week_of(day)
    first, last = term.week_of(stay.first_day), term.week_of(stay.last_day)
    match session.activity.cadence:
        case "weekly":
            return week.span
        case "biweekly":
            opening = week.number - (week.number - first.number) % 2
            if opening == last.number:
                return None
            return Span(term.weeks[opening - 1].span.start, term.weeks[opening].span.end)
        case "monthly":
            return Span(day.replace(day=1), day.replace(day=28))
        case "first_week":
            return first.span if week == first else None
        case "last_week":
            return last.span if week == last else None
        case "once":
            return stay
        case "rotation_end":
            ends = any(term.week_of(r.span.last_day) == week for r in plan.rotations_of(trainee))
            return week.span if ends else None
