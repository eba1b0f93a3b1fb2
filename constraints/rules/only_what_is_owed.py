"""
A trainee attends an activity only where it is owed, and never more often than it is owed.

Why
    Seats are few: a second session of the same thing is somebody else's first.
Reads
    ``activities.csv``: ``cadence``. ``weekly``: one a week; ``biweekly``: the weeks of the stay in pairs from
    the first, none in a last odd week; ``monthly``: one a calendar month; ``first_week``, ``last_week``: in
    those weeks; ``once``: one in the stay; ``rotation_end``: one in the last week of each rotation. What was
    attended before the day of replanning stays, though it would not be owed as the stay is now: whoever
    leaves early, or stays longer, learnt it all the same.
Violation
    One trainee, activity and window; its amount is the number of sessions too many.
Encoding
    For each window, at most one of its options is attended; sessions at the end of a rotation are at most the
    rotations that end in the week. Options in no window have no variable; those of the past count, but are
    not too many themselves.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from constraints.rule import At, HardRule, Violation
from inputs.days import Span
from inputs.words import at_most, counted

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions
    from inputs.people import Trainee
    from inputs.plan import Plan, Session
    from inputs.programme import Activity, Option
    from inputs.term import Term


class OnlyWhatIsOwed(HardRule):
    """Nothing is attended beyond what is owed."""

    def post(self, model: cp_model.CpModel, x: Decisions, term: Term) -> None:
        """Allow one session in each window, and one for each rotation that ends."""
        endings = [activity for activity in term.activities if activity.cadence == "rotation_end"]
        for trainee in x.trainees:
            for window in term.windows_of(trainee):
                if x.covers(window.activity):
                    attended = x.attends_any(trainee, window.options)
                    past = x.attends_any(trainee, _fixed(window.options, term))
                    if len(past) > 1:
                        model.add(x.total(attended) <= len(past))
                    else:
                        model.add_at_most_one(attended)
            for activity in endings:
                if not (activity.admits(trainee.kind) and x.covers(activity) and x.covers_rotations):
                    continue
                for week in term.weeks_of_stay(trainee):
                    options = term.ending_window(trainee, activity, week).options
                    owed = x.total([literal for _, literal in x.ending(trainee, week)])
                    past = x.attends_any(trainee, _fixed(options, term))
                    sessions = x.total(x.attends_any(trainee, options))
                    if not past:
                        model.add(sessions <= owed)
                        continue
                    more = x.new()  # than took place: only where so many rotations end
                    model.add(sessions <= len(past) + len(options) * more)
                    model.add(sessions - len(past) * (1 - more) <= owed)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each window with too many sessions, and each session in no window."""
        for trainee in term.trainees:
            windows: dict[tuple[Activity, Span], list[Session]] = {}
            for session in plan.sessions_of(trainee):
                day, activity = session.period.date, session.activity
                span = _window(trainee, session, plan, term)
                if span is None and term.is_settled(day):
                    continue
                if span is None:
                    at = At(trainee, activity.id, Span.through(day, day))
                    yield self.broken(f"{trainee} has {session}, but is owed none then.", at)
                else:
                    windows.setdefault((activity, span), []).append(session)
            for (activity, span), sessions in windows.items():
                owed = _endings(trainee, span, plan) if activity.cadence == "rotation_end" else 1
                owed = max(owed, sum(term.is_settled(session.period.date) for session in sessions))
                if len(sessions) > owed:
                    yield self.broken(
                        f"{trainee} has {counted(len(sessions), 'session')} of {activity} from {span}, but "
                        f"is owed {at_most(owed)}.",
                        At(trainee, activity.id, span),
                        len(sessions) - owed,
                    )


def _fixed(options: Iterable[Option], term: Term) -> list[Option]:
    """Return those of some options that lie before the day of replanning: what is attended is a constant."""
    return [option for option in options if term.is_fixed(option.date)]


def _window(trainee: Trainee, session: Session, plan: Plan, term: Term) -> Span | None:
    """Return the days of the window that a session falls into, or None where none is owed."""
    day, stay = session.period.date, trainee.stay
    if day not in stay:
        return None
    week = term.week_of(day)
    first, last = term.week_of(stay.first_day), term.week_of(stay.last_day)
    span: Span | None = None
    match session.activity.cadence:
        case "weekly":
            span = week.span
        case "biweekly":
            opening = week.number - (week.number - first.number) % 2
            if opening != last.number:
                span = Span(term.weeks[opening - 1].span.start, term.weeks[opening].span.end)
        case "monthly":
            span = Span.through(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
        case "first_week":
            span = first.span if week == first else None
        case "last_week":
            span = last.span if week == last else None
        case "once":
            span = stay
        case "rotation_end":
            span = week.span if _endings(trainee, week.span, plan) else None
    return span.within(stay) if span else None


def _endings(trainee: Trainee, span: Span, plan: Plan) -> int:
    """Return how many rotations of a trainee end in the days of ``span``."""
    return sum(1 for rotation in plan.rotations_of(trainee) if rotation.span.last_day in span)
