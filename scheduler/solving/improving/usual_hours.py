"""Moves meetings within their days, so that each trainee meets at one usual hour where that costs nothing.

Comfort counts the days of the week on which meetings fall, not the hours; an appointment that is kept has its
hour, too. Who meets whom on which day stays as it is, and so does every price.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ortools.sat.python import cp_model

from constraints.moments import together
from inputs.days import Period
from inputs.people import Faculty, Trainee
from inputs.plan import Plan, Session
from inputs.term import Term
from scheduler.solving.drafts.surroundings import Given
from scheduler.solving.search import Control, run_small

SECONDS = 2.0
"""The most that it may take."""


def keep_usual_hours(term: Term, plan: Plan, control: Control) -> Plan:
    """Return the plan with its meetings at usual hours; unchanged where there is no time.

    Nothing else changes than the hours of meetings; whether every price stays is for the verification to say.
    """
    if control.stopped:
        return plan
    model, around = _Model(), Given(term, plan)
    for trainee, sessions in _regular_meetings(plan):
        model.add(trainee, {session: _times(session, plan, term, around) for session in sessions})
    chosen = model.solve(control)
    moved = tuple(replace(s, period=chosen[s]) if s in chosen else s for s in plan.sessions)
    return replace(plan, sessions=tuple(sorted(moved, key=lambda s: (s.trainee.id, s.period, s.activity.id))))


def _regular_meetings(plan: Plan) -> Iterator[tuple[Trainee, list[Session]]]:
    """Yield the meetings of each trainee, activity after activity."""
    found: dict[tuple[Trainee, str], list[Session]] = {}
    for session in plan.sessions:
        if session.is_meeting:
            found.setdefault((session.trainee, session.activity.id), []).append(session)
    yield from ((trainee, sessions) for (trainee, _), sessions in found.items())


def _times(session: Session, plan: Plan, term: Term, around: Given) -> list[Period]:
    """Return the times on the same day, with the same mentor, at which a meeting stands no lonelier.

    Of two meetings on one day none moves: they may stand beside each other.
    """
    trainee, own = session.trainee, session.period
    times = [own]
    if sum(other.is_meeting and other.period.date == own.date for other in plan.sessions_of(trainee)) > 1:
        return times
    for window in term.windows_of(trainee):
        if window.activity == session.activity and own.date in window.span:
            on_day = replace(window, options=tuple(o for o in window.options if o.date == own.date))
            times += [time.period for time in around.times(on_day) if time.mentor == session.faculty]
    lonely = around.is_alone(trainee, own)
    return [
        time for time in dict.fromkeys(times) if lonely or time == own or not around.is_alone(trainee, time)
    ]


class _Model:
    """A Boolean for each time that a meeting may have, and for each hour that may be the usual one."""

    def __init__(self) -> None:
        self._model = cp_model.CpModel()
        self._literals: dict[tuple[Session, Period], cp_model.IntVar] = {}
        self._busy: dict[Trainee | Faculty, dict[Period, list[cp_model.IntVar]]] = {}
        self._unusual: list[cp_model.IntVar] = []

    def add(self, trainee: Trainee, times: Mapping[Session, list[Period]]) -> None:
        """Add the meetings of a trainee for one activity, each with the times that it may have."""
        starts = sorted({period.start for periods in times.values() for period in periods})
        usual = {start: self._model.new_bool_var("") for start in starts}
        self._model.add_exactly_one(usual.values())
        for session, periods in times.items():
            unusual = self._model.new_bool_var("")
            self._unusual.append(unusual)
            literals = []
            for period in periods:
                literal = self._model.new_bool_var("")
                literals.append(literal)
                self._literals[session, period] = literal
                self._model.add_hint(literal, period == session.period)
                self._model.add_bool_or(literal.negated(), usual[period.start], unusual)
                for who in (trainee, session.faculty):
                    if who is not None:
                        self._busy.setdefault(who, {}).setdefault(period, []).append(literal)
            self._model.add_exactly_one(literals)

    def solve(self, control: Control) -> Mapping[Session, Period]:
        """Return a time for each meeting, nothing where there is no time."""
        for at in self._busy.values():
            for _, literals in together(at):
                self._model.add_at_most_one(literals)
        self._model.minimize(cp_model.LinearExpr.sum(self._unusual))
        values = run_small(self._model, control, SECONDS) if self._literals else ()
        return {
            session: period
            for (session, period), literal in self._literals.items()
            if values and values[literal.index]
        }
