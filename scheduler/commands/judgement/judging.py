"""Reads the plan that a verb was given, and holds it and its other files against the term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from constraints.rule import Violation
from inputs.days import say_span
from inputs.faults import Notice
from inputs.plan import Plan, Shortfall
from inputs.plan_reading import PlanReading, read_plan
from inputs.term import Term
from inputs.words import counted
from scheduler.commands.console import say
from scheduler.commands.given.terms import refusal
from scheduler.commands.judgement.recorded import (
    is_content,
    is_of_another_term,
    is_proven,
    record_notices,
    settled_as_recorded,
)
from scheduler.commands.judgement.rows import rows_of, say_rows
from scheduler.outputs.folder import recover_folder
from scheduler.outputs.workbook_saved import is_saved_again
from scheduler.shortfalls import list_shortfalls
from scheduler.verify import Verdict, verify

LISTED = "shortfalls.csv"
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
    wrong: tuple[str, ...]
    """Where ``shortfalls.csv`` says otherwise."""
    remarks: tuple[Notice, ...]
    notices: tuple[str, ...]
    """The remarks in words, and what ``result.json`` says otherwise."""
    unlisted: tuple[Shortfall, ...] = ()
    """What the plan lacks and ``shortfalls.csv`` does not list."""
    term_changed: bool = False
    """Whether ``result.json`` tells of another state of the term."""

    @property
    def is_sound(self) -> bool:
        """Tell whether the plan keeps every rule and its shortfalls are those that are listed."""
        return not self.verdict.violations and not self.wrong


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
    term = settled_as_recorded(term, folder)
    verdict = verify(plan, term)
    missing = list_shortfalls(
        plan,
        term,
        verdict,
        proven=is_proven(folder, verdict, term),
        content=is_content(folder, verdict, term),
    )
    is_listed = (folder / LISTED).exists()
    wrong = _compare(reading.shortfalls, missing, term) if is_listed else ()
    listed = {_key(shortfall) for shortfall in reading.shortfalls}
    unlisted = tuple(s for s in missing if is_listed and _key(s) not in listed)
    notices = (
        *map(str, reading.notices),
        *record_notices(folder, verdict, term),
        *([SAVED_AGAIN] if is_saved_again(folder / WORKBOOK) else []),
    )
    changed = is_of_another_term(folder, term)
    return Judged(plan, verdict, missing, tuple(wrong), reading.notices, notices, unlisted, changed)


def tell_faults(judged: Judged) -> None:
    """Tell what there is to notice, and each breach of a rule."""
    for notice in judged.notices:
        say(notice, err=True)
    for violation in judged.verdict.violations:
        where = "; ".join(
            part for part in (violation.rule, say_rows(rows_of(violation, judged.plan))) if part
        )
        say(f"{violation.text} ({where})")
    for line in judged.wrong:
        say(line)
    if count := len(judged.verdict.violations):
        say(f"\nFound {counted(count, 'violation')}; rota rules NAME tells what a rule demands.", err=True)
    if judged.unlisted:
        rows = "this row" if len(judged.unlisted) == 1 else "these rows"
        say(f"\nMaybe add {rows} to {LISTED}, if that is meant to lack:", err=True)
        for shortfall in judged.unlisted:
            say(f"  {_row(shortfall)}", err=True)


def plain_violations(judged: Judged) -> list[dict[str, object]]:
    """Return as programs read them: each breach of a rule, and where ``shortfalls.csv`` says otherwise."""
    return [
        *(
            plain_violation(violation)
            | {"rows": [{"file": row.file, "line": row.line} for row in rows_of(violation, judged.plan)]}
            for violation in judged.verdict.violations
        ),
        *({"rule": LISTED, "text": text, "amount": 1} for text in judged.wrong),
    ]


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


# -- what the list of shortfalls says ------------------------------------------------------------------------


def _compare(listed: Sequence[Shortfall], missing: Sequence[Shortfall], term: Term) -> Iterator[str]:
    """Yield how the list of shortfalls differs from what the plan lacks; reasons may be in other words."""
    costs_listed = {_key(shortfall): shortfall for shortfall in listed}
    costs_missing = {_key(shortfall): shortfall for shortfall in missing}
    for key, shortfall in costs_missing.items():
        if key not in costs_listed:
            yield f"{LISTED} does not list {_named(shortfall, term)}."
        elif costs_listed[key].cost != shortfall.cost:
            yield (
                f"{LISTED} lists {_named(shortfall, term)} at {counted(costs_listed[key].cost, 'point')}, "
                f"but it costs {counted(shortfall.cost, 'point')}."
            )
    for key, shortfall in costs_listed.items():
        if key not in costs_missing:
            yield f"{LISTED} lists {_named(shortfall, term)}, but the plan does not lack it."


def _key(shortfall: Shortfall) -> tuple[object, ...]:
    return shortfall.trainee, shortfall.kind, frozenset(shortfall.item.split(";")), shortfall.span


def _row(shortfall: Shortfall) -> str:
    """Return a shortfall as a row of the table, the reason apart."""
    who = shortfall.trainee.id if shortfall.trainee else ""
    first, last = shortfall.span.first_day, shortfall.span.last_day
    return f"{who},{shortfall.kind},{shortfall.item},{first},{last},{shortfall.cost},"


def _named(shortfall: Shortfall, term: Term) -> str:
    from scheduler.outputs.board_words import say_item

    item = say_item(term, shortfall.item)
    if shortfall.trainee is None:
        return f"a lead of {item}, {say_span(shortfall.span)}"
    what = {"rotation": "a week on no service", "curriculum": f"weeks on {item}"}.get(shortfall.kind, item)
    return f"{what} for {shortfall.trainee}, {say_span(shortfall.span)}"
