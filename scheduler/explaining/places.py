"""Why a session is where it is: the other times at which it could be, each to be solved again."""

from __future__ import annotations

from constraints.scope import is_off
from inputs.days import Period
from inputs.plan import Session
from inputs.programme import Pin
from inputs.term import Term
from scheduler.explaining.altered import with_pin, without_pin

MOST_PLACES = 8


def other_times(session: Session, term: Term) -> tuple[Period, ...]:
    """Return the other times at which the session could be owed, the nearest first; none where it is past."""
    if term.is_settled(session.period.date):
        return ()
    trainee, activity = session.trainee, session.activity
    day = session.period.date
    window = next((w for w in term.windows_of(trainee) if w.activity == activity and day in w.span), None)
    options = window.options if window else term.ending_window(trainee, activity, term.week_of(day)).options
    periods = {o.period for o in options if not term.is_settled(o.date)} - {session.period}
    return tuple(sorted(periods, key=lambda period: (abs((period.date - day).days), period)))


def pins_of(session: Session, term: Term) -> tuple[Pin, ...]:
    """Return the pins that hold a session at its time."""
    if is_off(term, "pins"):
        return ()
    return tuple(
        pin
        for pin in term.pins
        if pin.must and (pin.trainee, pin.item) == (session.trainee, session.activity)
        and not (pin.date is None and pin.start is None) and _is_at(pin, session.period)
    )  # fmt: skip


def put_elsewhere(session: Session, period: Period, term: Term) -> Term:
    """Return the term with a session pinned to another time, and the pins lifted that hold it where it is."""
    held = [pin for pin in pins_of(session, term) if not _is_at(pin, period)]
    for pin in held:
        term = without_pin(term, pin)
    return with_pin(term, Pin(session.trainee, session.activity, period.date, period.start))


def _is_at(pin: Pin, period: Period) -> bool:
    return pin.date in (None, period.date) and pin.start in (None, period.start)
