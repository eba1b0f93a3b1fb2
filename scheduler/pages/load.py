"""What a member of faculty does in the term, and what a fair share of it would be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from inputs.days import MINUTES_AN_HOUR, Period, minute_of, weekday_of
from inputs.people import Faculty, Room
from inputs.plan import Plan
from inputs.programme import Activity
from inputs.term import Term
from scheduler.outputs.round_leads import AS_PLANNED, LedOnDays, RoundLeads
from scheduler.pages.own import is_over

FEWEST = 3
"""Among fewer, a share would tell the number of somebody else."""
FULL = 100


@dataclass(frozen=True)
class Load:
    """One sort of work: how many there are in the term, how many still to come, and the fair share.

    Of a week of rounds whose lead changed, each who led has a part.
    ``share`` is None where too few people do the same, and where nobody asks the member to do it
    (``is_asked``). ``width`` and ``mark`` are where the number and the share lie on a scale to 100.
    """

    key: str
    number: float
    ahead: float
    is_asked: bool
    share: float | None
    width: int
    mark: int


@dataclass(frozen=True)
class _Part:
    """So many things that are shared by weight among some people."""

    number: int
    pool: tuple[Faculty, ...]


def loads_of(
    plan: Plan, term: Term, member: Faculty, clock: datetime, on_days: LedOnDays = AS_PLANNED
) -> tuple[Load, ...]:
    """Return a member's meetings, weeks of rounds and sessions to lead; ``plan`` is the whole plan.

    ``on_days`` tells who led the rounds of single days, whoever leads the week.

    A fair share is in proportion to hours, as the rules on fairness count them: for meetings those offered,
    no more than meetings are allowed; for leads those of a week, and one where none are given.
    """
    offered = {each: offered_minutes(term, each) for each in term.faculty if each.mentors}
    weekly = {each: _weekly_minutes(each) for each in term.faculty}
    meetings = [session for session in plan.sessions if session.is_meeting]
    occurrences = {(s.activity, s.period, s.room): s.faculty for s in plan.sessions if not s.is_meeting}
    led = [(where, lead) for where, lead in occurrences.items() if lead]
    own_meetings = [each.period for each in meetings if each.faculty == member]
    own_rounds = [row for row in RoundLeads(plan, term, on_days).spans if member in row.leads]
    own_sessions = [where[1] for where, lead in led if lead == member]
    today = clock.date()
    return (
        _load(
            "load_meetings",
            len(own_meetings),
            _ahead(own_meetings, clock),
            [_Part(len(meetings), tuple(offered))],
            member,
            offered,
        ),
        _load(
            "load_rounds",
            sum(row.share for row in own_rounds),
            sum(row.share for row in own_rounds if row.span.end > today),
            _round_parts(plan, term),
            member,
            weekly,
        ),
        _load(
            "load_sessions",
            len(own_sessions),
            _ahead(own_sessions, clock),
            _session_parts((where for where, _ in led), term),
            member,
            weekly,
        ),
    )


def offered_minutes(term: Term, member: Faculty) -> int:
    """Return what counts as offered for meetings: hours on working days, no more a week than are allowed."""
    by_week, most = _minutes_by_week(term, member), member.max_meetings_per_week
    if most is None:
        return by_week.total()
    return sum(min(minutes, most * MINUTES_AN_HOUR) for minutes in by_week.values())


def given_minutes(term: Term, member: Faculty) -> int:
    """Return all hours for meetings on working days, also those beyond what meetings are allowed."""
    return _minutes_by_week(term, member).total()


def _minutes_by_week(term: Term, member: Faculty) -> Counter[int]:
    by_week: Counter[int] = Counter()
    for row in member.hours:
        for day in term.working_days_in(term.span):
            if weekday_of(day) == row.weekday and day in row.span:
                by_week[term.week_of(day).number] += minute_of(row.end) - minute_of(row.start)
    return by_week


def _weekly_minutes(member: Faculty) -> int:
    return sum(minute_of(row.end) - minute_of(row.start) for row in member.hours) or MINUTES_AN_HOUR


def _round_parts(plan: Plan, term: Term) -> Iterator[_Part]:
    for service in term.services:
        number = sum(row.service == service for row in dict.fromkeys(plan.rounds))
        yield _Part(number, tuple(each for each in term.faculty if service.id in each.leads))


def _session_parts(places: Iterable[tuple[Activity, Period, Room | None]], term: Term) -> Iterator[_Part]:
    for place in places:
        occurrence = term.occurrence_at(*place)
        if occurrence is not None:
            yield _Part(1, term.named_leads(occurrence.slot))


def _share(parts: Iterable[_Part], member: Faculty, weights: dict[Faculty, int]) -> float | None:
    """Return the share of one, or None where that would tell too much or there is nothing to share."""
    share, others = 0.0, set[Faculty]()
    for part in parts:
        total = sum(weights[each] for each in part.pool)
        if part.number and total:
            share += part.number * weights[member] / total
            others.update(part.pool)
    return share if len(others) >= FEWEST else None


def _load(
    key: str,
    number: float,
    ahead: float,
    parts: Iterable[_Part],
    member: Faculty,
    weights: dict[Faculty, int],
) -> Load:
    own = [part for part in parts if member in part.pool]
    share = _share(own, member, weights)
    scale = max(number, share or 0) or 1
    width, mark = round(FULL * number / scale), round(FULL * (share or 0) / scale)
    return Load(key, number, ahead, bool(own), share, width, mark)


def _ahead(periods: Collection[Period], clock: datetime) -> int:
    return sum(not is_over(period, clock) for period in periods)
