"""``rota check``: every fault of a term at once; of a sound term, what there is and what is owed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from inputs.days import Span, say_day, say_span
from inputs.faults import listed
from inputs.programme import Activity
from inputs.reading import Reading
from inputs.term import Term
from inputs.words import counted
from inputs.working_days import Holiday
from scheduler.commands.console import plain_remarks, say, write_json
from scheduler.commands.exits import FAULTS
from scheduler.commands.given.terms import read_whole_term
from scheduler.outputs.board.words import count


@dataclass(frozen=True)
class Supply:
    """One activity: how many sessions are owed, and how many there could be at most; None is no limit."""

    title: str
    owed: int
    places: int | None


@dataclass(frozen=True)
class Summary:
    """What there is in a term, and what is owed."""

    name: str
    first_day: str
    last_day: str
    weeks: int
    working_days: int
    trainees: Mapping[str, int]
    """By kind."""
    weeks_of_stay: int
    faculty: int
    mentors: int
    own_calendars: Mapping[str, int]
    """How many times somebody is away by his or her own calendar, by id."""
    services: int
    service_weeks: int
    """The seats of all services in all weeks."""
    activities: int
    occurrences: int
    owed: int
    supplies: tuple[Supply, ...]
    provisional_years: tuple[int, ...]


@click.command(name="check", short_help="Read a term and list everything that is wrong with it.")
@click.argument("term", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(term: Path, as_json: bool) -> None:
    """Read a term and list everything that is wrong with it.

    TERM is a folder with term.toml and its tables, or a workbook. Faults have to be mended before the term
    can be planned; notices stop nothing. A sound term is summed up: who comes, what there is, what is owed.
    """
    reading = read_whole_term(term)
    if as_json:
        _write(reading)
    else:
        _tell(reading)
    if reading.term is None:
        raise click.exceptions.Exit(FAULTS)


def _write(reading: Reading) -> None:
    write_json(
        "rota-check/1",
        {
            "sound": reading.term is not None,
            "faults": plain_remarks(reading.faults),
            "notices": plain_remarks(reading.notices),
            "summary": None if reading.term is None else asdict(sum_up(reading.term)),
        },
    )


def _tell(reading: Reading) -> None:
    for fault in reading.faults:
        say(str(fault))
    if reading.notices:
        if reading.faults:
            say()
        say(f"{counted(len(reading.notices), 'notice').capitalize()}, to know:")
        for notice in reading.notices:
            say(f"  {notice}")
    if reading.term is None:
        them = "it" if len(reading.faults) == 1 else "them"
        say(f"\nFound {counted(len(reading.faults), 'fault')}. Mend {them}, and check again.", err=True)
        return
    if reading.notices:
        say()
    for line in _words(sum_up(reading.term), reading.term):
        say(line)


# -- the summary ---------------------------------------------------------------------------------------------


def sum_up(term: Term) -> Summary:
    """Return what there is in a term, and what is owed."""
    owed = _owed(term)
    return Summary(
        name=term.name,
        first_day=f"{term.span.first_day}",
        last_day=f"{term.span.last_day}",
        weeks=len(term.weeks),
        working_days=len(term.working_days_in(term.span)),
        trainees=dict(sorted(Counter(trainee.kind for trainee in term.trainees).items())),
        weeks_of_stay=sum(len(term.weeks_of_stay(trainee)) for trainee in term.trainees),
        faculty=len(term.faculty),
        mentors=sum(member.mentors for member in term.faculty),
        own_calendars=dict(sorted(Counter(a.who for a in term.absences if a.own_calendar).items())),
        services=len(term.services),
        service_weeks=sum(
            term.service_seats(service, week) for service in term.services for week in term.weeks
        ),
        activities=len(term.activities),
        occurrences=len(term.occurrences),
        owed=owed.total(),
        supplies=tuple(_supply(activity, owed[activity], term) for activity in term.activities),
        provisional_years=term.working.provisional_years,
    )


def _owed(term: Term) -> Counter[Activity]:
    """Return the sessions owed by dates alone; those at the end of rotations depend on the plan."""
    return Counter(window.activity for trainee in term.trainees for window in term.windows_of(trainee))


def _supply(activity: Activity, owed: int, term: Term) -> Supply:
    if activity.format == "meeting":
        return Supply(activity.title, owed, _meetings(activity, term))
    places = 0
    for occurrence in term.occurrences:
        if occurrence.activity == activity:
            room = occurrence.room
            inside = term.room_seats(room, occurrence.date) if room else None
            limits = [seats for seats in (term.slot_seats(occurrence), inside) if seats is not None]
            if not limits:
                return Supply(activity.title, owed, None)
            places += min(limits)
    return Supply(activity.title, owed, places)


def _meetings(activity: Activity, term: Term) -> int:
    """Return how many meetings all mentors could give."""
    free = Counter(
        (time.mentor, term.week_of(time.date).number)
        for time in term.meeting_times
        if time.activity == activity
    )
    return sum(
        count if mentor.max_meetings_per_week is None else min(count, mentor.max_meetings_per_week)
        for (mentor, _), count in free.items()
    )


def _words(summary: Summary, term: Term) -> list[str]:
    kinds = listed(count(number, kind) for kind, number in summary.trainees.items())
    weeks, days = count(summary.weeks, "week"), count(summary.working_days, "working day")
    seats = count(summary.service_weeks, "seat")
    lines = [
        f"{term.name}: no faults.",
        f"  Term        {say_span(term.span)}: {weeks}, {days}, times of {term.timezone}",
        f"  Trainees    {kinds or 'nobody'}; {count(summary.weeks_of_stay, 'week')} of stay in all",
        f"  Faculty     {summary.faculty:,}, of whom {summary.mentors:,} may be met",
        f"  Services    {summary.services:,}, with {seats} in all weeks together",
        f"  Activities  {summary.activities:,}, with {count(summary.occurrences, 'occurrence')}",
        f"  Owed        {count(summary.owed, 'session')}, and those at the end of rotations",
    ]
    if summary.own_calendars:
        times = count(sum(summary.own_calendars.values()), "time")
        lines.append(f"  Calendars   of {listed(summary.own_calendars)}, by which they are away {times}")
    short = [
        supply for supply in summary.supplies if supply.places is not None and supply.places < supply.owed
    ]
    lines += [
        f"  Short       {s.title}: {count(s.owed, 'session')} owed, but {counted(s.places or 0, 'place')}"
        for s in short
    ]
    return lines + [f"  Holidays    {line}" for line in _holidays(term)]


def _holidays(term: Term) -> list[str]:
    """Return the holidays that are not announced yet, those of one name in a row together."""
    if not term.working.provisional_years:
        return []
    runs: list[list[Holiday]] = []
    for holiday in sorted(term.working.holidays):
        if holiday.status == "provisional":
            if runs and runs[-1][-1].name == holiday.name:
                runs[-1].append(holiday)
            else:
                runs.append([holiday])
    if not runs:
        return ["not all announced yet, but none of those expected falls into the term"]
    return [f"{run[0].name}, {_days(run)}: expected, not announced yet" for run in runs]


def _days(run: list[Holiday]) -> str:
    first, last = run[0].date, run[-1].date
    return say_day(first) if first == last else say_span(Span.through(first, last))
