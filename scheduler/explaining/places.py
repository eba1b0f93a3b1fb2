"""Why a session is where it is: the other times at which it could be, each to be solved again."""

from __future__ import annotations

from inputs.days import Period
from inputs.plan import Session
from inputs.programme import Pin
from inputs.term import Term
from scheduler.explaining.altered import with_pin

MOST_PLACES = 8


def other_times(session: Session, term: Term) -> tuple[Period, ...]:
    """Return the other times at which the session could be owed, the nearest first."""
    trainee, activity = session.trainee, session.activity
    day = session.period.date
    window = next((w for w in term.windows_of(trainee) if w.activity == activity and day in w.span), None)
    options = window.options if window else term.ending_window(trainee, activity, term.week_of(day)).options
    periods = {option.period for option in options} - {session.period}
    return tuple(sorted(periods, key=lambda period: (abs((period.date - day).days), period)))


def put_elsewhere(session: Session, period: Period, term: Term) -> Term:
    """Return the term with a session pinned to another time."""
    return with_pin(term, Pin(session.trainee, session.activity, period.date, period.start))
