"""What the board shows of shortfalls and of how they, and the faculty's work, are shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from inputs.days import MINUTES_AN_HOUR, Period, Span, minute_of, weekday_of
from inputs.people import Faculty
from scheduler.outputs.board.fair import Fair, fair_meetings, fair_rounds, fair_sessions, fair_shortfalls
from scheduler.outputs.board.words import brief_span, capital, say_item, say_number

if TYPE_CHECKING:
    from inputs.people import Hours
    from inputs.plan import Shortfall
    from inputs.term import Term
    from scheduler.outputs.round_leads import RoundLeads

KINDS = {
    "session": "not attended",
    "rotation": "rotation",
    "curriculum": "curriculum",
    "lead": "nobody leads",
}
FULL = 100
NEVER = Span(date.min, date.min)
NOT_SHARED: Mapping[Faculty, Fair] = MappingProxyType({})


@dataclass(frozen=True)
class ShortfallLine:
    """The same thing missed for the same reason, on as many dates as it was."""

    what: str
    kind: str
    when: str
    times: int
    cost: int
    reason: str
    new: bool = False
    """Whether it did not lack in the published plan."""


@dataclass(frozen=True)
class ShortfallGroup:
    """The shortfalls of one trainee, or the missing leads."""

    name: str
    cost: int
    lines: tuple[ShortfallLine, ...]


@dataclass(frozen=True)
class Share:
    """What one trainee misses, in proportion to the stay.

    ``width`` is of 100, the largest share's; ``mean`` is where on that scale the average lies.
    """

    name: str
    points: int
    weeks: int
    per_week: str
    width: int
    mean: int
    fair: Fair


@dataclass(frozen=True)
class Bar:
    """A number with the width of its bar, of 100; where it is shared, ``mean`` is where a fair part lies."""

    text: str
    width: int
    mean: int = 0
    fair: Fair | None = None


@dataclass(frozen=True)
class FacultyRow:
    """What one member of faculty does in the term."""

    name: str
    mentees: str
    hours: Bar
    used: str
    meetings: Bar
    rounds: Bar
    sessions: Bar


def shortfall_groups(
    term: Term, shortfalls: Sequence[Shortfall], new: Collection[Shortfall] = ()
) -> tuple[ShortfallGroup, ...]:
    """Return the shortfalls by trainee, in the order of the term; the missing leads come last.

    Those of ``new`` did not lack before, and stand on lines of their own.
    """
    groups = []
    for trainee in (*term.trainees, None):
        found = [shortfall for shortfall in shortfalls if shortfall.trainee == trainee]
        if found:
            name = trainee.name if trainee else "Rounds and sessions without a lead"
            lines = tuple(_lines(term, found, new))
            groups.append(ShortfallGroup(name, sum(shortfall.cost for shortfall in found), lines))
    return tuple(groups)


def _lines(
    term: Term, shortfalls: Iterable[Shortfall], new: Collection[Shortfall]
) -> Iterable[ShortfallLine]:
    same: dict[tuple[str, str, str, bool], list[Shortfall]] = {}
    for shortfall in shortfalls:
        key = shortfall.kind, shortfall.item, shortfall.reason, shortfall in new
        same.setdefault(key, []).append(shortfall)
    for (kind, item, reason, is_new), found in same.items():
        when = ", ".join(brief_span(span) for span in merge(shortfall.span for shortfall in found))
        cost = sum(shortfall.cost for shortfall in found)
        what, how = capital(say_item(term, item)), "" if item == "rotation" else KINDS.get(kind, kind)
        yield ShortfallLine(what, how, when, len(found), cost, capital(reason), is_new)


def merge(spans: Iterable[Span]) -> list[Span]:
    """Return the same days in as few spans as possible, in order."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def shares(term: Term, shortfalls: Sequence[Shortfall]) -> tuple[Share, ...]:
    """Return what each trainee misses for each week of the stay, the largest share first."""
    found = []
    for trainee, fair in fair_shortfalls(term, shortfalls).items():
        points, weeks = round(fair.number), len(term.weeks_of_stay(trainee))
        found.append((points / weeks, trainee.name, points, weeks, fair))
    largest = max((share for share, *_ in found), default=0.0)
    mean = _width(average_share(term, shortfalls), largest)
    found.sort(key=lambda row: -row[0])
    return tuple(
        Share(name, points, weeks, f"{share:.1f}", _width(share, largest), mean, fair)
        for share, name, points, weeks, fair in found
    )


def average_share(term: Term, shortfalls: Sequence[Shortfall]) -> float:
    """Return the points that all trainees together miss for each week on stay."""
    weeks = sum(len(term.weeks_of_stay(trainee)) for trainee in term.trainees)
    points = sum(shortfall.cost for shortfall in shortfalls if shortfall.trainee)
    return points / weeks if weeks else 0.0


def faculty_rows(leads: RoundLeads) -> tuple[FacultyRow, ...]:
    """Return what each member of faculty does in a plan, in the order of the term.

    Of a week of rounds whose lead changed, each who led has a part.
    """
    term, plan = leads.term, leads.plan
    meetings, minutes = Counter[Faculty](), Counter[Faculty]()
    led: dict[Faculty, set[tuple[str, Period, str]]] = {}
    for session in plan.sessions:
        if session.faculty is None:
            continue
        if session.is_meeting:
            meetings[session.faculty] += 1
            minutes[session.faculty] += session.period.minutes
        else:
            room = session.room.id if session.room else ""
            led.setdefault(session.faculty, set()).add((session.activity.id, session.period, room))
    sessions = Counter({member: len(occurrences) for member, occurrences in led.items()})
    rounds: dict[Faculty, float] = {}
    for days in leads.spans:
        for lead in days.leads:
            rounds[lead] = rounds.get(lead, 0) + days.share
    offered = Counter({member: offered_minutes(term, member) for member in term.faculty})
    fair = fair_meetings(plan, term), fair_rounds(plan, term), fair_sessions(plan, term)
    mentees: dict[Faculty, list[str]] = {}
    for mentorship in plan.mentorships:
        mentees.setdefault(mentorship.mentor, []).append(mentorship.trainee.name)
    return tuple(
        FacultyRow(
            name=member.name,
            mentees=", ".join(sorted(mentees.get(member, ()))),
            hours=_bar(offered, member, say_number(offered[member] / MINUTES_AN_HOUR)),
            used=f"{FULL * minutes[member] / offered[member]:.0f} %" if offered[member] else "",
            meetings=_bar(meetings, member, fair=fair[0]),
            rounds=_bar(rounds, member, say_number(rounds.get(member, 0)), fair[1]),
            sessions=_bar(sessions, member, fair=fair[2]),
        )
        for member in term.faculty
    )


def fair_columns(rows: Sequence[FacultyRow]) -> tuple[list[Fair], list[Fair], list[Fair]]:
    """Return the meetings, rounds and sessions of those among whom they are shared."""
    columns = zip(*((row.meetings, row.rounds, row.sessions) for row in rows), strict=True)
    meetings, rounds, sessions = (
        ([bar.fair for bar in bars if bar.fair] for bars in columns) if rows else ([], [], [])
    )
    return meetings, rounds, sessions


def offered_minutes(term: Term, member: Faculty) -> int:
    """Return the minutes in which somebody can be met: the hours on working days, less absences."""
    return sum(
        _minutes_on(term, member, hours, day)
        for hours in member.hours
        for day in term.working_days_in(hours.span.within(term.span) or NEVER)
        if weekday_of(day) == hours.weekday
    )


def _minutes_on(term: Term, member: Faculty, hours: Hours, day: date) -> int:
    free = set(range(minute_of(hours.start), minute_of(hours.end)))
    for absence in term.absences_of(member):
        if absence.covers_day(day):
            return 0
        if day in absence.span and absence.start is not None and absence.end is not None:
            free -= set(range(minute_of(absence.start), minute_of(absence.end)))
    return len(free)


def _bar(
    numbers: Mapping[Faculty, float],
    member: Faculty,
    text: str = "",
    fair: Mapping[Faculty, Fair] = NOT_SHARED,
) -> Bar:
    number, own = numbers.get(member, 0), fair.get(member)
    largest = max((*numbers.values(), *(each.part for each in fair.values())), default=0)
    mean = _width(own.part, largest) if own else 0
    return Bar(text or f"{number:,}", _width(number, largest), mean, own)


def _width(number: float, largest: float) -> int:
    return round(FULL * number / largest) if largest else 0
