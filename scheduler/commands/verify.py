"""``rota verify``: any plan, also one made by hand, against every rule, without the solver."""

from __future__ import annotations

from pathlib import Path

import click

from constraints.catalogue import rules_off
from inputs.term import STABILITY, Term
from inputs.words import counted
from scheduler.commands.console import plain_remarks, say, write_json
from scheduler.commands.exits import NO
from scheduler.commands.given.terms import read_whole_term, sound_term
from scheduler.commands.judgement.judging import (
    Judged,
    judge_plan,
    plain_breaches,
    plain_violations,
    tell_faults,
    tell_unjudged,
)
from scheduler.outputs.board.words import say_prices
from scheduler.uncounted import say_uncounted, uncounted_rules


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
    judged = judge_plan(plan, whole, as_json=as_json)
    if as_json:
        _write(judged, whole)
    else:
        tell_faults(judged)
        if judged.is_sound:
            _tell_prices(judged, whole)
        tell_unjudged(judged)
    if not judged.is_sound:
        raise click.exceptions.Exit(NO)


def _tell_prices(judged: Judged, term: Term) -> None:
    verdict, missing = judged.verdict, judged.missing
    say("The plan keeps every rule in force.")
    for level, parts in verdict.prices.items():
        if parts and (level != STABILITY or term.published is not None):
            say(f"  {level:10} {verdict.value(level):6,}  {say_prices(parts) or 'nothing to pay'}")
    points, uncounted_words = sum(shortfall.cost for shortfall in missing), say_uncounted(term)
    in_all = f", {points:,} points in all" if missing else ""
    which = " that are counted" if uncounted_words and not missing else ""
    say(f"It leaves {counted(len(missing), 'shortfall')}{which}{in_all}.")
    for line in uncounted_words:
        say(line)
    uncounted = uncounted_rules(term)
    for name, reason in rules_off(term).items():
        if name not in uncounted:
            say(f"Switched off by the term: {name} ({reason}).")


def _write(judged: Judged, term: Term) -> None:
    verdict, missing = judged.verdict, judged.missing
    write_json(
        "rota-verify/1",
        {
            "sound": judged.is_sound,
            "violations": plain_violations(judged),
            "unjudged": plain_breaches(judged.unjudged, judged.plan),
            "levels": [
                {"name": level, "value": verdict.value(level), "parts": dict(sorted(parts.items()))}
                for level, parts in verdict.prices.items()
            ],
            "shortfalls": {"count": len(missing), "cost": sum(shortfall.cost for shortfall in missing)},
            "rules_off": rules_off(term),
            "remarks": plain_remarks(judged.remarks),
            "notices": list(judged.notices),
        },
    )
