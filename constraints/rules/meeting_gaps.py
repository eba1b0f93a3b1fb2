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
from inputs.days import Period, Span, minute_of, minutes_between
from inputs.programme import MeetingTime
from inputs.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from ortools.sat.python import cp_model

    from constraints.decisions import Decisions, Literal
    from inputs.people import Trainee
    from inputs.plan import Plan
    from inputs.term import Term


Moment = tuple[int, int, "Sequence[Literal] | None"]
"""From which minute of a day until which, and the literals of what may be then; None is not known."""


class MeetingGaps(SoftRule):
    """Meetings stand next to something."""

    level: ClassVar[str] = "comfort"
    price: ClassVar[str] = "meetings that stand alone in a day"
    parameters: ClassVar[Mapping[str, Parameter]] = {"minutes": 60}

    def penalty(self, model: cp_model.CpModel, x: Decisions, term: Term) -> cp_model.LinearExprT:
        """Charge each meeting that stands alone."""
        prices: list[Literal] = []
        minutes = self.setting(term, "minutes")
        in_one_place = x.counts_on("trainee_in_one_place")
        for trainee in x.trainees:
            days = _days(x, trainee, term)
            for period, literals in _meetings(x, trainee).items():
                beside = _beside(period, days[period.date], minutes)
                if beside is not None:
                    most = 1 if in_one_place else len(literals)
                    alone = x.new_count(most)
                    model.add(alone + most * x.total(beside) >= x.total(literals))
                    prices.append(alone)
        return x.total(prices)

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


def _meetings(x: Decisions, trainee: Trainee) -> dict[Period, list[Literal]]:
    """Return the meetings that are paid for here, by their times."""
    found: dict[Period, list[Literal]] = {}
    for option, literal in x.attended(trainee).items():
        if isinstance(option, MeetingTime) and x.covers(option.activity):
            found.setdefault(option.period, []).append(literal)
    return found


def _days(x: Decisions, trainee: Trainee, term: Term) -> dict[date, list[Moment]]:
    """Return the rounds and sessions that each day may hold, as far as they are known here."""
    days: dict[date, list[Moment]] = {}
    for period, literals in x.attended_at(trainee).items():
        days.setdefault(period.date, []).append(_moment(period, literals))
    for option in term.options_of(trainee):
        if not x.knows(option.activity):
            days.setdefault(option.date, []).append(_moment(option.period, None))
    for day, moments in days.items():
        for service in term.services:
            own_round = service.round_on(day)
            if own_round is None:
                continue
            if not x.knows_weeks(service):
                moments.append(_moment(own_round, None))
            elif not term.is_absent(trainee, own_round):
                moments.append(_moment(own_round, x.on_any(trainee, [service], term.week_of(day))))
    return days


def _moment(period: Period, literals: Sequence[Literal] | None) -> Moment:
    return minute_of(period.start), minute_of(period.end), literals


def _beside(period: Period, day: list[Moment], minutes: int) -> list[Literal] | None:
    """Return the literals of all that may stand next to a meeting; None where something unknown may."""
    found: list[Literal] = []
    start, end = minute_of(period.start), minute_of(period.end)
    for other_start, other_end, literals in day:
        if 0 <= start - other_end <= minutes or 0 <= other_start - end <= minutes:
            if literals is None:
                return None
            found += literals
    return found
