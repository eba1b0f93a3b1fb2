"""Reads the plan that a verb was given, and holds it and its other files against the term."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from constraints.rule import At, Violation
from inputs.days import say_day
from inputs.faults import Notice, Place
from inputs.plan import Plan, Shortfall
from inputs.plan_reading import PlanReading, read_plan
from inputs.term import Term
from inputs.words import counted
from scheduler.commands.console import say
from scheduler.commands.given.terms import refusal
from scheduler.commands.judgement.breaches import say_breaches
from scheduler.commands.judgement.listed import LISTED, Untrue, compare_lists, say_row
from scheduler.commands.judgement.recorded import (
    is_content,
    is_of_another_term,
    is_proven,
    record_notices,
    settled_as_recorded,
)
from scheduler.commands.judgement.rows import rows_of
from scheduler.outputs.folder import recover_folder
from scheduler.outputs.record import plain_shortfall
from scheduler.outputs.workbook.saved import is_saved_again
from scheduler.shortfalls import list_shortfalls
from scheduler.verify import Verdict, verify

WORKBOOK = "plan.xlsx"
SAVED_AGAIN = (
    f"{WORKBOOK} was saved again since the plan was written, but it is not read: "
    "what is to change, change in sessions.csv and the other tables."
)


@dataclass(frozen=True)
class Judged:
    """A plan that was read and verified."""

    plan: Plan
    verdict: Verdict
    missing: tuple[Shortfall, ...]
    """What the plan lacks, whether ``shortfalls.csv`` lists it or not."""
    wrong: tuple[Untrue, ...]
    """Where ``shortfalls.csv`` says otherwise."""
    remarks: tuple[Notice, ...]
    notices: tuple[str, ...]
    """The remarks in words, and what ``result.json`` says otherwise."""
    term_changed: bool = False
    """Whether ``result.json`` tells of another state of the term."""
    since: date | None = None
    """The first day that could change when the plan was made, where ``result.json`` tells."""
    unjudged: tuple[Violation, ...] = ()
    """What breaks a rule unless it was published so before that day."""

    @property
    def is_sound(self) -> bool:
        """Tell whether the plan keeps every rule and its shortfalls are those that are listed."""
        return not self.verdict.violations and not self.wrong

    @property
    def unlisted(self) -> tuple[Shortfall, ...]:
        """What the plan lacks and ``shortfalls.csv`` does not list."""
        return tuple(shortfall for untrue in self.wrong for shortfall in untrue.unlisted)


def read_whole_plan(folder: Path, term: Term, *, as_json: bool = False) -> tuple[Plan, PlanReading]:
    """Return the plan in a folder, and all that came of reading it; end the verb where it cannot be read.

    Raises
    ------
    click.exceptions.Exit
        When there are faults, after telling them.
    """
    recover_folder(folder)
    reading = read_plan(folder, term)
    if reading.plan is None:
        lister = "rota verify TERM PLAN --json"
        raise refusal(reading.faults, reading.notices, as_json=as_json, lister=lister)
    return reading.plan, reading


def judge_plan(folder: Path, term: Term, *, as_json: bool = False) -> Judged:
    """Return the plan in a folder, verified; end the verb where it cannot be read.

    Raises
    ------
    click.exceptions.Exit
        When there are faults, after telling them.
    """
    plan, reading = read_whole_plan(folder, term, as_json=as_json)
    strict, term = term, settled_as_recorded(term, folder)
    verdict = verify(plan, term)
    held = set(verdict.violations)
    past = () if term.settled_before is None else verify(plan, strict).violations
    unjudged = tuple(violation for violation in past if violation not in held)
    missing = list_shortfalls(
        plan,
        term,
        verdict,
        proven=is_proven(folder, verdict, term),
        content=is_content(folder, verdict, term),
    )
    is_listed = (folder / LISTED).exists()
    wrong = compare_lists(reading.shortfalls, missing, plan, term) if is_listed else ()
    notices = (
        *map(str, reading.notices),
        *record_notices(folder, verdict, term),
        *([SAVED_AGAIN] if is_saved_again(folder / WORKBOOK) else []),
    )
    changed = is_of_another_term(folder, term)
    return Judged(
        *(plan, verdict, missing, tuple(wrong), reading.notices, notices, changed),
        since=term.settled_before,
        unjudged=unjudged,
    )


def tell_faults(judged: Judged) -> None:
    """Tell what there is to notice, and each breach of a rule."""
    for notice in judged.notices:
        say(notice, err=True)
    for line in say_breaches(judged.verdict.violations, judged.plan):
        say(line)
    for untrue in judged.wrong:
        say(f"{untrue}")
    if count := len(judged.verdict.violations):
        say(f"\nFound {counted(count, 'violation')}; rota rules NAME tells what a rule demands.", err=True)
    if judged.unlisted:
        rows = "this row" if len(judged.unlisted) == 1 else "these rows"
        say(f"\nMaybe add {rows} to {LISTED}, if that is meant to lack:", err=True)
        for shortfall in judged.unlisted:
            say(f"  {say_row(shortfall)}", err=True)


def tell_unjudged(judged: Judged) -> None:
    """Tell what would break a rule, but lies in the past: only who knows what was published can judge it."""
    if judged.unjudged and judged.since is not None:
        say(
            f"\nNot judged, as it had begun before {say_day(judged.since)}, from which on the plan was made; "
            "rota publish holds it against what was published:",
            err=True,
        )
        for line in say_breaches(judged.unjudged, judged.plan):
            say(f"  {line}", err=True)


def plain_violations(judged: Judged) -> list[dict[str, object]]:
    """Return as programs read them: each breach of a rule, and where ``shortfalls.csv`` says otherwise."""
    return [
        *plain_breaches(judged.verdict.violations, judged.plan),
        *(_plain_untrue(untrue) for untrue in judged.wrong),
    ]


def _plain_untrue(untrue: Untrue) -> dict[str, object]:
    return plain_violation(Violation(LISTED, untrue.text, 1, At())) | {
        "rows": _plain_rows([untrue.place]),
        "rows_to_add": [plain_shortfall(shortfall) for shortfall in untrue.unlisted],
    }


def plain_breaches(violations: Iterable[Violation], plan: Plan) -> list[dict[str, object]]:
    """Return breaches of rules as programs read them, each with the rows that it is about."""
    return [
        plain_violation(violation) | {"rows": _plain_rows(rows_of(violation, plan))}
        for violation in violations
    ]


def _plain_rows(places: Iterable[Place | None]) -> list[dict[str, object]]:
    return [{"file": place.file, "line": place.line} for place in places if place is not None]


def plain_violation(violation: Violation) -> dict[str, object]:
    """Return a breach of a rule as programs read it."""
    at = violation.at
    return {
        "rule": violation.rule,
        "text": violation.text,
        "amount": violation.amount,
        "trainee": at.trainee.id if at.trainee else None,
        "item": at.item or None,
        "first_day": f"{at.span.first_day}" if at.span else None,
        "last_day": f"{at.span.last_day}" if at.span else None,
    }
