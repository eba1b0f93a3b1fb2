"""``rota verify``: any plan, also one made by hand, against every rule, without the solver."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from constraints.catalogue import rules_off
from constraints.rule import Violation
from inputs.days import say_span
from inputs.plan import Shortfall
from inputs.plan_reading import PlanReading, read_plan
from inputs.term import Term
from inputs.words import counted
from scheduler.commands.console import plain_remarks, say, write_json
from scheduler.commands.exits import NO
from scheduler.commands.terms import read_whole_term, refusal, sound_term
from scheduler.outputs.folder import RECORD, recover_folder
from scheduler.shortfalls import list_shortfalls
from scheduler.verify import Verdict, verify

LISTED = "shortfalls.csv"


@click.command(name="verify", short_help="Hold any plan against every rule.")
@click.argument("term", type=click.Path(path_type=Path))
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(term: Path, plan: Path, as_json: bool) -> None:
    """Hold any plan against every rule, also one that was made or changed by hand.

    TERM is what was planned, PLAN the folder with rotations.csv and the other tables of the plan. Prints each
    breach of a rule, or what the plan pays at each level.
    """
    whole = sound_term(read_whole_term(term), as_json=as_json, quiet=True)
    recover_folder(plan)
    reading = read_plan(plan, whole)
    if reading.plan is None:
        raise refusal(reading.faults, reading.notices, as_json=as_json)
    verdict = verify(reading.plan, whole)
    missing = list_shortfalls(reading.plan, whole, verdict)
    violations = list(verdict.violations)
    wrong = list(_compare(reading.shortfalls, missing, whole)) if (plan / LISTED).exists() else []
    notices = [str(notice) for notice in reading.notices] + list(
        _record_notices(plan / RECORD, verdict, whole)
    )
    if as_json:
        _write(verdict, missing, wrong, reading, notices, whole)
    else:
        _tell(violations, wrong, notices)
        if not violations and not wrong:
            _tell_prices(verdict, missing, whole)
    if violations or wrong:
        raise click.exceptions.Exit(NO)


# -- what the other files say --------------------------------------------------------------------------------


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


def _named(shortfall: Shortfall, term: Term) -> str:
    from scheduler.outputs.board_words import say_item

    item = say_item(term, shortfall.item)
    if shortfall.trainee is None:
        return f"a lead of {item}, {say_span(shortfall.span)}"
    what = {"rotation": "a week on no service", "curriculum": f"weeks on {item}"}.get(shortfall.kind, item)
    return f"{what} for {shortfall.trainee}, {say_span(shortfall.span)}"


def _record_notices(path: Path, verdict: Verdict, term: Term) -> Iterator[str]:
    """Yield what the record of the plan says otherwise: then the plan or the term was changed since."""
    try:
        record = json.loads(path.read_bytes())
    except FileNotFoundError:
        return
    except (ValueError, RecursionError):
        yield f"{path.name} cannot be read, and is left out."
        return
    if not isinstance(record, dict):
        yield f"{path.name} is no record of a plan, and is left out."
        return
    digest = _within(record, "term").get("digest")
    if digest is not None and digest != term.digest:
        yield f"{path.name} is of another state of the term: the term was changed since."
    levels = record.get("levels")
    for level in levels if isinstance(levels, list) else []:
        if (
            isinstance(level, dict)
            and level.get("status") != "skipped"
            and level.get("name") in verdict.prices
        ):
            value = verdict.value(level["name"])
            if level.get("value") != value:
                yield (
                    f"{path.name} gives {level.get('value')} for {level['name']}, but the plan pays {value}: "
                    "the plan or the term was changed since."
                )


def _within(record: dict[str, object], key: str) -> dict[str, object]:
    found = record.get(key)
    return found if isinstance(found, dict) else {}


# -- what is told --------------------------------------------------------------------------------------------


def _tell(violations: Sequence[Violation], wrong: Sequence[str], notices: Sequence[str]) -> None:
    for notice in notices:
        say(notice, err=True)
    for violation in violations:
        say(f"{violation.text} ({violation.rule})")
    for line in wrong:
        say(line)
    if violations:
        say(
            f"\nFound {counted(len(violations), 'violation')}; rota rules NAME tells what a rule demands.",
            err=True,
        )


def _tell_prices(verdict: Verdict, missing: Sequence[Shortfall], term: Term) -> None:
    say("The plan keeps every rule in force.")
    for level, parts in verdict.prices.items():
        if parts:
            paid = ", ".join(f"{name} {amount}" for name, amount in sorted(parts.items()) if amount)
            say(f"  {level:10} {verdict.value(level):6,}  {paid or 'nothing to pay'}")
    points = sum(shortfall.cost for shortfall in missing)
    say(f"It leaves {counted(len(missing), 'shortfall')}{f', {points:,} points in all' if missing else ''}.")
    for name, reason in rules_off(term).items():
        say(f"Switched off by the term: {name} ({reason}).")


def _write(
    verdict: Verdict,
    missing: Sequence[Shortfall],
    wrong: Sequence[str],
    reading: PlanReading,
    notices: Sequence[str],
    term: Term,
) -> None:
    write_json(
        "rota-verify/1",
        {
            "sound": not verdict.violations and not wrong,
            "violations": [
                *map(_plain, verdict.violations),
                *({"rule": LISTED, "text": text, "amount": 1} for text in wrong),
            ],
            "levels": [
                {"name": level, "value": verdict.value(level), "parts": dict(sorted(parts.items()))}
                for level, parts in verdict.prices.items()
            ],
            "shortfalls": {"count": len(missing), "cost": sum(shortfall.cost for shortfall in missing)},
            "rules_off": rules_off(term),
            "remarks": plain_remarks(reading.notices),
            "notices": list(notices),
        },
    )


def _plain(violation: Violation) -> dict[str, object]:
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
