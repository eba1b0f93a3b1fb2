"""What the board shows of the curriculum: weeks on services that are given, of those asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.outputs.board.words import count, join

if TYPE_CHECKING:
    from inputs.people import Trainee
    from inputs.plan import Plan
    from inputs.programme import Service
    from inputs.stays import Requirement
    from inputs.term import Term


@dataclass(frozen=True)
class AskedCell:
    """What one stay has of what is asked for on some services; ``lacks`` is empty where it has all."""

    text: str
    lacks: str


@dataclass(frozen=True)
class AskedRow:
    """A trainee's weeks; None where nothing is asked for of a stay of this length."""

    name: str
    weeks: int
    cells: tuple[AskedCell | None, ...]


@dataclass(frozen=True)
class AskedKind:
    """The trainees of a kind; ``heads`` name the services of each column, ``said`` how much lacks."""

    kind: str
    heads: tuple[str, ...]
    rows: tuple[AskedRow, ...]
    said: str


def asked_kinds(plan: Plan, term: Term) -> tuple[AskedKind, ...]:
    """Return what the curriculum asks for and the plan gives, by kinds of trainees of whom it asks."""
    kinds = dict.fromkeys(trainee.kind for trainee in term.trainees)
    return tuple(found for kind in kinds if (found := _kind(kind, plan, term)).heads)


def weeks_lacking(plan: Plan, term: Term) -> dict[Service, int]:
    """Return how many weeks that the curriculum asks for lack on each service, or on any that would do."""
    lacking = dict.fromkeys(term.services, 0)
    for trainee in term.trainees:
        for requirement in term.requirements_of(trainee):
            weeks, _ = _given(trainee, requirement, plan, term)
            for service in requirement.services:
                lacking[service] += max(0, requirement.weeks - weeks)
    return lacking


def _kind(kind: str, plan: Plan, term: Term) -> AskedKind:
    trainees = [trainee for trainee in term.trainees if trainee.kind == kind]
    by_trainee = {
        trainee: {asked.services: asked for asked in term.requirements_of(trainee)} for trainee in trainees
    }
    columns = list(dict.fromkeys(services for asked in by_trainee.values() for services in asked))
    rows = tuple(
        AskedRow(
            trainee.name,
            len(term.weeks_of_stay(trainee)),
            tuple(
                _cell(trainee, asked[services], plan, term) if services in asked else None
                for services in columns
            ),
        )
        for trainee, asked in by_trainee.items()
    )
    heads = tuple(join((service.name for service in services), last=" or ") for services in columns)
    return AskedKind(kind, heads, rows, _said(rows))


def _cell(trainee: Trainee, asked: Requirement, plan: Plan, term: Term) -> AskedCell:
    weeks, different = _given(trainee, asked, plan, term)
    given = [(weeks, asked.weeks, "week"), (different, asked.rotations, "service")]
    parts = [f"{weeks} of {asked.weeks}"] if asked.weeks else []
    parts += [f"{different} of {count(asked.rotations, 'service')}"] if asked.rotations else []
    lacks = [count(of - has, noun) for has, of, noun in given if has < of]
    return AskedCell(", ".join(parts), f"lacks {join(lacks)}" if lacks else "")


def _given(trainee: Trainee, asked: Requirement, plan: Plan, term: Term) -> tuple[int, int]:
    """Return the weeks that a trainee is on any of the services asked for, and on how many different ones."""
    on = [
        {*plan.services_in(trainee, week)}.intersection(asked.services)
        for week in term.weeks_of_stay(trainee)
    ]
    return sum(map(bool, on)), len(set().union(*on))


def _said(rows: tuple[AskedRow, ...]) -> str:
    lacking = sum(any(cell and cell.lacks for cell in row.cells) for row in rows)
    if not lacking:
        return "nobody lacks any"
    return f"{lacking:,} of {count(len(rows), 'trainee')} {'lacks' if lacking == 1 else 'lack'} some"
