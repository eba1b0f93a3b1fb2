"""``rota rollback``: publishes what an earlier version held, as a new one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inputs.days import say_span
from scheduler.commands.console import say, write_json
from scheduler.commands.exits import NO
from scheduler.commands.given.options import Number
from scheduler.commands.given.stores import Clock, find_version, open_store, plain_note, store_option
from scheduler.commands.given.terms import read_whole_term, sound_term
from scheduler.commands.judgement.recorded import settled_before

if TYPE_CHECKING:
    from constraints.rule import Violation
    from inputs.people import Entity
    from inputs.plan import Plan
    from inputs.term import Term
    from scheduler.store.version import Draft, Version

GONE = "version"
"""In the place of a rule's name, where a version speaks of what the term does not have any more."""


@click.command(name="rollback", short_help="Publish what an earlier version held, as a new one.")
@click.argument("term", type=click.Path(path_type=Path))
@click.argument("number", type=Number(min=1))
@click.option("--note", default="", metavar="TEXT", help="Why; it stands with the version.")
@click.option("--dry-run", is_flag=True, help="Tell what would change for whom; publish nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, as rota publish does.")
@store_option
@click.pass_obj
def command(
    clock: Clock, term: Path, number: int, *, note: str, dry_run: bool, as_json: bool, place: str | None
) -> None:
    """Publish what version NUMBER held, as a new version with the next number.

    The plan is held against TERM as it is now, as any plan that is published: who has left, or a room that is
    closed since, does not come back with it. What no longer passes is told, and nothing is published.
    Calendar programs are told of the way back as of any other change.
    """
    whole = sound_term(read_whole_term(term), as_json=as_json, quiet=True)
    from scheduler.commands.publication.publishing import publish_draft
    from scheduler.commands.publication.words import SCHEMA, plain_outcome, tell_outcome

    with open_store(place, term) as store:
        draft = _draft(find_version(store, number), whole, note)
        if isinstance(draft, _Misfit):
            raise _refusal(draft, number, whole, as_json=as_json)
        outcome = publish_draft(store, draft, None, clock(), dry_run=dry_run, renamed=True)
    if as_json:
        write_json(SCHEMA, plain_outcome(outcome, ()))
    else:
        tell_outcome(outcome)
    raise click.exceptions.Exit(outcome.code)


@dataclass(frozen=True)
class _Misfit:
    """Why a version does not fit the term: it speaks of what is no more, or breaks rules."""

    gone: tuple[str, ...] = ()
    violations: tuple[Violation, ...] = ()


def _draft(version: Version, term: Term, note: str) -> Draft | _Misfit:
    """Return what is to be published, or why the version does not fit the term."""
    from scheduler.shortfalls import list_shortfalls
    from scheduler.store.texts import read_plan_text, write_plan
    from scheduler.store.version import Draft
    from scheduler.verify import verify

    if gone := tuple(_find_gone(version, term)):
        return _Misfit(gone=gone)
    plan = read_plan_text(write_plan(version.plan), term)
    with suppress(ValueError, TypeError):
        term = settled_before(term, json.loads(version.record))
    verdict = verify(plan, term)
    if verdict.violations:
        return _Misfit(violations=tuple(verdict.violations))
    missing = list_shortfalls(plan, term, verdict, proven=False)
    return Draft(plan, term, plain_note(note), missing, version.record, version.number)


def _refusal(misfit: _Misfit, number: int, term: Term, *, as_json: bool) -> click.exceptions.Exit:
    """Tell why a version does not fit the term, and return what ends the verb."""
    message = (
        f"Nothing was published, because version {number} does not fit the term as it is now. "
        "Maybe bring the term back to what it was, or plan again."
    )
    if as_json:
        from constraints.rule import At, Violation
        from scheduler.commands.judgement.judging import plain_violation
        from scheduler.commands.publication.words import SCHEMA, plain_refusal

        gone = (Violation(GONE, text, 1, At()) for text in misfit.gone)
        violations = [*map(plain_violation, (*gone, *misfit.violations))]
        write_json(SCHEMA, plain_refusal(term, message, violations))
    else:
        from scheduler.commands.judgement.breaches import say_breaches

        for line in (*misfit.gone, *say_breaches(misfit.violations)):
            say(line)
        say(message, err=True)
    return click.exceptions.Exit(NO)


def _find_gone(version: Version, term: Term) -> Iterator[str]:
    """Yield what a version speaks of that the term does not have any more."""
    known: dict[str, set[str]] = {
        "trainee": set(term.trainee_by_id),
        "member of faculty": set(term.faculty_by_id),
        "room": {room.id for room in term.rooms},
        "service": set(term.service_by_id),
        "activity": set(term.activity_by_id),
    }
    for kind, things in _named_in(version.plan).items():
        for thing in sorted(things, key=lambda thing: thing.id):
            if thing.id not in known[kind]:
                yield f"Version {version.number} has the {kind} {thing}, but the term has none of that id."
    days = [session.period.date for session in version.plan.sessions]
    days += [day for r in version.plan.rotations for day in (r.span.first_day, r.span.last_day)]
    days += [row.week.monday for row in version.plan.rounds]
    if any(day not in term.span for day in days):
        yield f"Version {version.number} has days outside the term, which is {say_span(term.span)} now."


def _named_in(plan: Plan) -> dict[str, set[Entity]]:
    sessions, rotations, rounds, mentors = plan.sessions, plan.rotations, plan.rounds, plan.mentorships
    return {
        "trainee": {
            *(session.trainee for session in sessions),
            *(rotation.trainee for rotation in rotations),
            *(row.trainee for row in mentors),
        },
        "member of faculty": {
            *(session.faculty for session in sessions if session.faculty),
            *(row.lead for row in rounds),
            *(row.mentor for row in mentors),
        },
        "room": {session.room for session in sessions if session.room},
        "service": {*(rotation.service for rotation in rotations), *(row.service for row in rounds)},
        "activity": {session.activity for session in sessions},
    }
