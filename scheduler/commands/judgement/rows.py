"""The rows of a plan's tables that a breach of a rule is about, so that they are found among thousands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, permutations

from constraints.rule import At, Violation
from inputs.days import Span
from inputs.faults import Place, listed
from inputs.plan import Plan, Session

MOST_LINES = 3
"""Of one table that are named; of more it is said how many."""


def rows_of(violation: Violation, plan: Plan) -> tuple[Place, ...]:
    """Return where the rows stand that a violation is about; none where it is about what is not there."""
    found = {place for place in _places(violation, plan) if place is not None}
    return tuple(sorted(found, key=lambda place: place.order))


def say_rows(places: Iterable[Place]) -> str:
    """Return places in words: ``rotations.csv, line 3, and sessions.csv, lines 2, 40, 55 and 9 more``."""
    return ", and ".join(
        f"{file}, {_say_lines([place.line for place in group if place.line is not None])}"
        for file, group in groupby(places, key=lambda place: place.file)
    )


def _say_lines(lines: list[int]) -> str:
    shown = [str(line) for line in lines]
    if len(lines) > MOST_LINES + 1:  # else the last would take no more room than that there is one
        shown = shown[:MOST_LINES]
        shown = [", ".join(shown), f"{len(lines) - MOST_LINES} more"]
    return f"{'line' if len(lines) == 1 else 'lines'} {listed(shown)}"


def _places(violation: Violation, plan: Plan) -> Iterator[Place | None]:
    trainee, item, span = violation.at.trainee, violation.at.item, violation.at.span
    if trainee is not None and violation.rule == "one_main_mentor":
        yield from (row.place for row in plan.mentorships if row.trainee == trainee)
    if span is None:
        return
    if trainee is not None and violation.at.beside:
        yield from _at_once([s for s in plan.sessions_of(trainee) if s.period.date in span], violation.at)
        return
    for session in plan.sessions:
        if session.activity.id == item and trainee in (None, session.trainee) and session.period.date in span:
            yield session.place
    if trainee is not None:
        on_service = any(rotation.service.id == item for rotation in plan.rotations_of(trainee))
        for rotation in plan.rotations_of(trainee) if on_service else ():
            if rotation.span.overlaps(span):
                yield rotation.place
    else:
        yield from _of_all(violation.rule, item, span, plan)


def _at_once(sessions: Sequence[Session], at: At) -> Iterator[Place | None]:
    """Yield the rows of those sessions of the two items that overlap one of the other item."""
    for one, other in permutations(sessions, 2):
        pair = (one.activity.id, other.activity.id)
        if pair in ((at.item, at.beside), (at.beside, at.item)) and one.period.overlaps(other.period):
            yield one.place


def _of_all(rule: str, item: str, span: Span, plan: Plan) -> Iterator[Place | None]:
    """Yield the rows of a service or a member of faculty, by what the rule is about."""
    if rule == "service_seats":
        for rotation in plan.rotations:
            if rotation.service.id == item and rotation.span.overlaps(span):
                yield rotation.place
    elif rule == "mentees_at_one_time":
        yield from (
            row.place for row in plan.mentorships if row.mentor.id == item and row.trainee.stay.overlaps(span)
        )
    elif rule == "round_leads_allowed":
        for row in plan.rounds:
            if item in (row.service.id, row.lead.id) and row.week.span.overlaps(span):
                yield row.place
    elif rule in ("faculty_in_one_place", "meetings_a_week"):
        for session in plan.sessions:
            if session.faculty is not None and session.faculty.id == item and session.period.date in span:
                yield session.place
