"""
A meeting stands next to something else in the trainee's day; one that stands alone costs a point.

Why
    The timetable of the programme is given; the hours of meetings are chosen, so they should not make anybody
    wait or come in for nothing else.
Reads
    ``services.csv``: ``round_start``, ``round_minutes``; the sessions of the day. A meeting stands alone when
    nothing ends within ``minutes`` before it and nothing begins within ``minutes`` after it.
Violation
    One meeting; its amount is 1.
Encoding
    For each trainee and time of meetings, a meeting then is paid for unless a round or session that ends
    shortly before or begins shortly after is attended.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from constraints.rule import At, Parameter, SoftRule, Violation
from inputs.days import Period, Span, minutes_between
from inputs.programme import MeetingTime
from inputs.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.people import Trainee
    from inputs.plan import Plan
    from inputs.programme import Option
    from inputs.term import Term


class MeetingGaps(SoftRule):
    """Meetings stand next to something."""

    level: ClassVar[str] = "comfort"
    parameters: ClassVar[Mapping[str, Parameter]] = {"minutes": 60}

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge each meeting that stands alone."""
        prices: list[Literal] = []
        for trainee in x.trainees:
            meets: dict[Period, list[Literal]] = {}
            by_day: dict[date, list[Option]] = {}
            for option in term.options_of(trainee):
                by_day.setdefault(option.date, []).append(option)
            for option, literal in x.attended(trainee).items():
                if isinstance(option, MeetingTime) and x.covers(option.activity):
                    meets.setdefault(option.period, []).append(literal)
            for period, literals in meets.items():
                beside = self._beside(x, trainee, period, by_day[period.date], term)
                if beside is not None:
                    most = 1 if x.counts_on("trainee_in_one_place") else len(literals)
                    alone = model.new_int_var(0, most, "")
                    model.add(alone >= sum(literals) - most * sum(beside))
                    prices.append(alone)
        return sum(prices)

    def _beside(
        self, x: Decisions, trainee: Trainee, period: Period, options: list[Option], term: Term
    ) -> list[Literal] | None:
        """Return the literals of all that may stand next to a meeting; None where something unknown may."""
        minutes, found = self.setting(term, "minutes"), []
        near = [option for option in options if _adjoins(period, option.period, minutes)]
        for option in near:
            if not x.knows(option.activity):
                return None
            found.append(x.attends(trainee, option))
        for service in term.services:
            own_round = service.round_on(period.date)
            if own_round is None or not _adjoins(period, own_round, minutes):
                continue
            if not x.knows_weeks(service):
                return None
            if not term.is_absent(trainee, own_round):
                found.append(x.on(trainee, service, term.week_of(period.date)))
        return found

    def verify(self, plan: Plan, term: Term) -> Iterator[Violation]:
        """Yield each meeting with nothing next to it."""
        minutes = self.setting(term, "minutes")
        for trainee in term.trainees:
            busy: dict[date, list[Period]] = {}
            for session in plan.sessions_of(trainee):
                busy.setdefault(session.period.date, []).append(session.period)
            for session in plan.sessions_of(trainee):
                if not session.is_meeting:
                    continue
                day = session.period.date
                rounds = [
                    own_round
                    for service in plan.services_in(trainee, term.week_of(day))
                    if (own_round := service.round_on(day)) and not term.is_absent(trainee, own_round)
                ]
                others = [period for period in busy[day] if period != session.period] + rounds
                waits = [
                    minutes_between(other.end, session.period.start)
                    if other.end <= session.period.start
                    else minutes_between(session.period.end, other.start)
                    for other in others
                    if not other.overlaps(session.period)
                ]
                if not any(wait <= minutes for wait in waits):
                    yield self.broken(
                        f"{trainee} has {session}, but nothing within {counted(minutes, 'minute')} of it.",
                        At(trainee, session.activity.id, Span.through(day, day)),
                    )


def _adjoins(period: Period, other: Period, minutes: int) -> bool:
    """Tell whether ``other``, on the same day, ends shortly before ``period`` or begins shortly after it."""
    before = minutes_between(other.end, period.start)
    after = minutes_between(period.end, other.start)
    return 0 <= before <= minutes or 0 <= after <= minutes
