"""What the board shows of each week: who is where, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inputs.days import say_span, say_time, weekday_of
from scheduler.outputs.board.view import ServiceKey, TermView
from scheduler.outputs.board.words import (
    brief_title,
    brief_weekday,
    count,
    join,
    say_extra_days,
    say_holidays,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from inputs.days import Week
    from inputs.people import Trainee
    from inputs.plan import Session

AWAY = "away"


@dataclass(frozen=True)
class Entry:
    """A line in a day.

    ``style`` is a class of the style sheet: m for a meeting, r for rounds, a for an absence, else nothing.
    ``tip`` says what the line leaves out.
    """

    style: str
    start: str
    text: str
    tip: str


@dataclass(frozen=True)
class Day:
    """A day of a trainee; ``state`` is on, off (outside the stay), holiday or away."""

    state: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class DayHead:
    """The heading of a day; ``holiday`` names the holiday, and ``note`` a working day out of the ordinary."""

    name: str
    holiday: str
    note: str


@dataclass(frozen=True)
class WeekRow:
    """A trainee's week."""

    index: int
    name: str
    services: tuple[ServiceKey, ...]
    lead: str
    days: tuple[Day, ...]


@dataclass(frozen=True)
class WeekGrid:
    """A week of everybody on stay in it."""

    number: int
    span: str
    facts: str
    special: str
    days: tuple[DayHead, ...]
    rows: tuple[WeekRow, ...]


def week_grids(view: TermView) -> Iterator[WeekGrid]:
    """Yield the grid of each week of the term, in order."""
    by_week: dict[int, list[Session]] = {week.number: [] for week in view.term.weeks}
    for session in view.plan.sessions:
        by_week[view.term.week_of(session.period.date).number].append(session)
    for week in view.term.weeks:
        yield _grid(view, week, by_week[week.number])


def _grid(view: TermView, week: Week, sessions: list[Session]) -> WeekGrid:
    term = view.term
    days = [day for day in week.span if weekday_of(day) in term.weekdays or term.is_working(day)]
    of: dict[tuple[Trainee, date], list[Session]] = {}
    for session in sessions:
        of.setdefault((session.trainee, session.period.date), []).append(session)
    rows = [
        _row(
            view,
            week,
            index,
            trainee,
            [_day(view, week, trainee, day, of.get((trainee, day), [])) for day in days],
        )
        for index, trainee in enumerate(term.trainees)
        if trainee.stay.overlaps(week.span)
    ]
    meetings = sum(session.is_meeting for session in sessions)
    facts = (
        count(len(rows), "trainee"),
        count(len(sessions) - meetings, "session"),
        count(meetings, "meeting"),
    )
    special = [f"Holiday: {found}" for found in [say_holidays(term, week.span)] if found]
    special += [f"Working day: {found}" for found in [say_extra_days(term, week.span)] if found]
    heads = tuple(_head(view, day) for day in days)
    return WeekGrid(
        week.number, say_span(week.span), ", ".join(facts), "; ".join(special), heads, tuple(rows)
    )


def _head(view: TermView, day: date) -> DayHead:
    holiday = next((h for h in view.term.working.holidays if h.date == day), None)
    if holiday is not None:
        note = "provisional" if holiday.status == "provisional" else ""
        return DayHead(brief_weekday(day), holiday.name, note)
    usual = weekday_of(day) in view.term.weekdays
    return DayHead(brief_weekday(day), "", "" if usual else "working day")


def _row(view: TermView, week: Week, index: int, trainee: Trainee, days: list[Day]) -> WeekRow:
    services = view.plan.services_in(trainee, week)
    lead = join(name for service in services if (name := view.leads_in(service, week)))
    return WeekRow(index, trainee.name, tuple(view.keys[service] for service in services), lead, tuple(days))


def _day(view: TermView, week: Week, trainee: Trainee, day: date, sessions: list[Session]) -> Day:
    term = view.term
    if day not in trainee.stay:
        return Day("off", ())
    entries = [(session.period.start, _entry(session)) for session in sessions]
    if term.is_working(day):
        for service in view.plan.services_in(trainee, week):
            round_ = service.round_on(day)
            if round_ is not None and not term.is_absent(trainee, round_):
                tip = f"{say_time(round_.start)}\N{EN DASH}{say_time(round_.end)}, {service.name}"
                entries.append((round_.start, Entry("r", say_time(round_.start), "Rounds", tip)))
    state = "on" if term.is_working(day) else "holiday"
    for absence in term.absences_of(trainee):
        if absence.covers_day(day):
            state = AWAY if state == "on" else state
        elif day in absence.span and absence.start is not None and absence.end is not None:
            text = f"Away until {say_time(absence.end)}"
            entries.append((absence.start, Entry("a", say_time(absence.start), text, "")))
    entries.sort(key=lambda timed: (timed[0], timed[1].text, timed[1].tip))
    return Day(state, tuple(entry for _, entry in entries))


def _entry(session: Session) -> Entry:
    title = brief_title(session.activity.title)
    facts = [
        "" if title == session.activity.title else session.activity.title,
        f"{say_time(session.period.start)}\N{EN DASH}{say_time(session.period.end)}",
        session.room.name if session.room else "",
        session.faculty.name if session.faculty else "",
        session.topic,
    ]
    tip = " \N{MIDDLE DOT} ".join(fact for fact in facts if fact)
    if session.is_meeting:
        mentor = session.faculty.name if session.faculty else "no mentor"
        return Entry("m", say_time(session.period.start), f"{title}: {mentor}", tip)
    return Entry("", say_time(session.period.start), title, tip)
