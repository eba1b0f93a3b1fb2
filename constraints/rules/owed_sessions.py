"""
Every session that is owed is given; each miss costs the weight of its activity.

Why
    The programme promises each trainee a complete course, in proportion to the stay.
Reads
    ``activities.csv``: ``cadence``, ``weight`` in points; ``services.csv``: ``blocks``. A window whose
    possible occurrences all lie in weeks on a service that blocks the activity is excused. Weekly,
    fortnightly and monthly sessions are owed only where an occurrence is possible; those of the first and
    last week and those owed once always.
Violation
    One trainee, activity and window; its amount is the activity's weight.
Encoding
    For each window, one of its options is attended, or the window is excused by the services of its weeks,
    or its weight is paid.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from constraints.rule import At, SoftRule, Violation
from inputs.days import Span, Week, weeks_of

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.people import Trainee
    from inputs.plan import Plan
    from inputs.programme import Activity, Cadence
    from inputs.stays import Window
    from inputs.term import Term


class OwedSessions(SoftRule):
    """What is owed by dates is given."""

    level: ClassVar[str] = "coverage"
    price: ClassVar[str] = "sessions not given"

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge the weight of each window that is neither served nor excused."""
        prices: list[Literal] = []
        for trainee in x.trainees:
            for window in term.windows_of(trainee):
                activity = window.activity
                if not x.covers(activity):
                    continue
                missed = x.new()
                excuse = _excuse(model, x, window, term)
                if excuse is not None:
                    model.add_bool_or([*x.attends_any(trainee, window.options), *excuse, missed])
                prices.append(x.charge(trainee, activity.weight, missed))
        return x.total(prices)

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each window that is neither served nor excused."""
        for trainee in term.trainees:
            attended: dict[str, list[date]] = {}
            for session in plan.sessions_of(trainee):
                attended.setdefault(session.activity.id, []).append(session.period.date)
            for activity in term.activities:
                if activity.audience and trainee.kind not in activity.audience:
                    continue
                days = attended.get(activity.id, ())
                for span in _windows(trainee.stay, activity.cadence, term.span):
                    if any(day in span for day in days):
                        continue
                    possible = {option.date for option in term.options_by_activity(trainee)[activity]}
                    inside = sorted(day for day in possible if day in span)
                    owed = inside or activity.cadence in ("first_week", "last_week", "once")
                    if not owed or (inside and _excused(plan, trainee, activity, inside, term)):
                        continue
                    yield self.broken(
                        f"{trainee} has no {activity} from {span}, but is owed one.",
                        At(trainee, activity.id, span, "session"),
                        activity.weight,
                    )


def _excuse(model: cp_model.CpModel, x: Decisions, window: Window, term: Term) -> list[Literal] | None:
    """Return a literal that may be true only on blocking services in all weeks of the window's options.

    Nothing where no service blocks it; None where the model does not know the rotations: then the window may
    be excused.
    """
    kind = window.trainee.kind
    services = [s for s in term.services if window.activity.id in s.blocks and s.admits(kind)]
    weeks = dict.fromkeys(term.week_of(option.date) for option in window.options)
    if not services or not weeks:
        return []
    if not all(x.knows_weeks(service) for service in services):
        return None
    excused = x.new()
    for week in weeks:
        model.add_bool_or([~excused, *x.on_any(window.trainee, services, week)])
    return [excused]


@lru_cache(maxsize=4096)
def _windows(stay: Span, cadence: Cadence, term_span: Span) -> tuple[Span, ...]:
    """Return the days in which one session of an activity may be owed, window by window."""
    found = list[Span]()
    weeks = [week for week in weeks_of(term_span) if week.span.overlaps(stay)]
    match cadence:
        case "weekly":
            found = [week.span for week in weeks]
        case "biweekly":
            pairs: list[list[Week]] = [weeks[i : i + 2] for i in range(0, len(weeks), 2)]
            found = [Span(pair[0].span.start, pair[1].span.end) for pair in pairs if len(pair) > 1]
        case "monthly":
            months = sorted({(day.year, day.month) for day in stay})
            by_month = [[day for day in stay if (day.year, day.month) == month] for month in months]
            found = [Span.through(days[0], days[-1]) for days in by_month]
        case "first_week":
            found = [weeks[0].span]
        case "last_week":
            found = [weeks[-1].span]
        case "once":
            found = [stay]
        case "rotation_end":
            pass
    return tuple(within for span in found if (within := span.within(stay)) is not None)


def _excused(plan: Plan, trainee: Trainee, activity: Activity, days: list[date], term: Term) -> bool:
    """Tell whether every possible day lies in a week on a service that blocks the activity."""
    for day in days:
        services = [r.service for r in plan.rotations_of(trainee) if r.covers(term.week_of(day))]
        if not any(activity.id in service.blocks for service in services):
            return False
    return True
