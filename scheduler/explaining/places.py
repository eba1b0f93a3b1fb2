"""Why a session is where it is: what each other place would cost."""

from __future__ import annotations

from dataclasses import dataclass

from inputs.days import Period
from inputs.people import Trainee
from inputs.plan import Plan, Session
from inputs.programme import Pin
from inputs.term import Term
from scheduler.explaining.altered import with_pin
from scheduler.explaining.trials import Trial, attempt
from scheduler.solving.search import Control

MOST_PLACES = 8


@dataclass(frozen=True)
class Elsewhere:
    """Another time for a session, and what came of trying it; None where there is no such plan."""

    period: Period
    trial: Trial | None


def other_times(session: Session, term: Term) -> tuple[Period, ...]:
    """Return the other times at which the session could be owed, the nearest first."""
    trainee, activity = session.trainee, session.activity
    day = session.period.date
    window = next((w for w in term.windows_of(trainee) if w.activity == activity and day in w.span), None)
    options = window.options if window else term.ending_window(trainee, activity, term.week_of(day)).options
    periods = {option.period for option in options} - {session.period}
    return tuple(sorted(periods, key=lambda period: (abs((period.date - day).days), period)))


def try_elsewhere(
    session: Session, period: Period, plan: Plan, term: Term, cost: int, control: Control
) -> Elsewhere:
    """Put a session to another time, and solve around it."""
    trainee: Trainee = session.trainee
    altered = with_pin(term, Pin(trainee, session.activity, period.date, period.start))
    return Elsewhere(period, attempt(term, altered, plan, cost, [trainee], control))
