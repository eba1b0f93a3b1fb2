"""One week of a person, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from inputs.days import Span, Week, weekday_of
from inputs.people import Faculty, Trainee
from inputs.term import Term
from inputs.working_days import Holiday
from scheduler.outputs.calendars.texts import clean
from scheduler.pages.own import Item

State = Literal["past", "today", "ahead"]


@dataclass(frozen=True)
class Day:
    """A day with all that is planned on it.

    ``outside`` is a day that the stay does not hold, ``away`` one of an absence, ``extra`` a working day on
    which the programme does not work as a rule.
    """

    date: date
    state: State
    items: tuple[Item, ...]
    holiday: str = ""
    provisional: bool = False
    away: bool = False
    extra: bool = False
    outside: bool = False


@dataclass(frozen=True)
class WeekView:
    """A week; ``number`` counts the weeks that its reader has, and the neighbours are None at the ends."""

    span: Span
    number: int
    count: int
    days: tuple[Day, ...]
    is_current: bool
    previous: date | None
    following: date | None
    current: date | None
    """Monday of the current week, None where that is not among the reader's."""

    @property
    def is_provisional(self) -> bool:
        """Tell whether a holiday in it is not announced yet."""
        return any(day.provisional for day in self.days)


def weeks_for(term: Term, person: Trainee | Faculty) -> tuple[Week, ...]:
    """Return the weeks that a page can show: those of the stay, and for faculty all of the term."""
    return term.weeks_of_stay(person) if isinstance(person, Trainee) else term.weeks


def choose_week(weeks: Sequence[Week], day: date) -> Week:
    """Return the week of a day, or the nearest to it that there is."""
    return next((week for week in reversed(weeks) if week.monday <= day), weeks[0])


def view_week(
    term: Term, person: Trainee | Faculty, items: Sequence[Item], chosen: date | None, clock: datetime
) -> WeekView:
    """Return the week of a person that holds a day, or is the nearest to it.

    Parameters
    ----------
    term
        The published term.
    person
        Whose week it is.
    items
        All that the person has.
    chosen
        The day; None is today.
    clock
        What the clocks of the programme say.
    """
    weeks, today = weeks_for(term, person), clock.date()
    week = choose_week(weeks, chosen or today)
    at = weeks.index(week)
    busy = {item.period.date for item in items}
    return WeekView(
        week.span,
        at + 1,
        len(weeks),
        tuple(view_day(term, person, items, day, today) for day in week.span if _is_shown(term, day, busy)),
        today in week.span,
        weeks[at - 1].monday if at else None,
        weeks[at + 1].monday if at + 1 < len(weeks) else None,
        next((each.monday for each in weeks if today in each.span), None),
    )


def view_day(term: Term, person: Trainee | Faculty, items: Sequence[Item], day: date, today: date) -> Day:
    """Return one day of a person."""
    found: Holiday | None = next((each for each in term.working.holidays if each.date == day), None)
    return Day(
        day,
        "past" if day < today else "today" if day == today else "ahead",
        tuple(item for item in items if item.period.date == day),
        clean(found.name) if found else "",
        found is not None and found.status == "provisional",
        any(absence.covers_day(day) for absence in term.absences_of(person)),
        term.is_working(day) and weekday_of(day) not in term.weekdays,
        isinstance(person, Trainee) and day not in person.stay,
    )


def _is_shown(term: Term, day: date, busy: AbstractSet[date]) -> bool:
    """Tell whether a day has a place in its week: days on which nobody works are left out."""
    return weekday_of(day) in term.weekdays or term.is_working(day) or day in busy
