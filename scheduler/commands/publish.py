"""``rota publish``: stores a plan that keeps every rule as the next version; tells what changes for whom."""

from __future__ import annotations

from pathlib import Path

import click

from inputs.term import Term
from scheduler.commands.console import say, write_json
from scheduler.commands.exits import NO
from scheduler.commands.given.options import Number
from scheduler.commands.given.stores import Clock, open_store, plain_note, store_option
from scheduler.commands.given.terms import read_whole_term, sound_term
from scheduler.commands.judgement.judging import Judged, judge_plan, plain_violations, tell_faults
from scheduler.commands.judgement.lineage import base_of, has_base, mark_folder, record_of

TERM_CHANGED = (
    "The term was changed since this plan was made; the plan was held against the term as it is now, and is "
    "published for that."
)
"""Instead of what ``rota verify`` notices."""


@click.command(name="publish", short_help="Store a plan as the next version; tell what changes for whom.")
@click.argument("term", type=click.Path(path_type=Path))
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--note", default="", metavar="TEXT", help="Why; it stands with the version.")
@click.option("--dry-run", is_flag=True, help="Tell what would change for whom; publish nothing.")
@click.option(
    "--base",
    type=Number(min=0),
    metavar="VERSION",
    help="The version that the plan takes account of; 0: none.  [default: as the plan says, or the newest]",
)
@click.option("--renamed", is_flag=True, help="The term has another name or other days than before.")
@click.option(
    "--after-backup",
    is_flag=True,
    help="The store came back from a backup: calendars take this for newer than all that was lost.",
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print one JSON document: what came of it, how many people are touched by how many changes, "
    "and what changes for whom.",
)
@store_option
@click.pass_obj
def command(
    clock: Clock,
    term: Path,
    plan: Path,
    *,
    note: str,
    dry_run: bool,
    base: int | None,
    renamed: bool,
    after_backup: bool,
    as_json: bool,
    place: str | None,
) -> None:
    """Store a plan as the next version, and tell what changes for whom.

    TERM is what was planned, PLAN the folder of the plan, also one that was changed by hand. The plan must
    keep every rule of the term as it is now. A version is never changed afterwards. Who published the same
    before publishes nothing; who was overtaken by somebody else is told what changed (exit code 5).
    """
    whole = sound_term(read_whole_term(term), as_json=as_json, quiet=True)
    judged = judge_plan(plan, whole, as_json=as_json)
    if not judged.is_sound:
        raise _refusal(judged, whole, as_json=as_json)
    notices = [*map(str, judged.remarks), *([TERM_CHANGED] if judged.term_changed else [])]
    for notice in () if as_json else notices:
        say(notice, err=True)
    from scheduler.commands.publication.kept_past import hold_to_past
    from scheduler.commands.publication.publishing import publish_draft
    from scheduler.commands.publication.words import SCHEMA, plain_outcome, tell_outcome
    from scheduler.store.version import Draft

    draft = Draft(
        judged.plan, whole, plain_note(note), judged.missing, record_of(plan), after_backup=after_backup
    )
    with open_store(place, term) as store:
        judged = hold_to_past(judged, whole, plan, store)
        if not judged.is_sound:
            raise _refusal(judged, whole, as_json=as_json)
        if base is None and not after_backup:
            base = base_of(plan, store.id())
        elsewhere = place is None and base is None and not after_backup and has_base(plan)
        outcome = publish_draft(
            store, draft, base, clock(), dry_run=dry_run, renamed=renamed, elsewhere=elsewhere
        )
        if as_json:
            write_json(SCHEMA, plain_outcome(outcome, notices))
        else:
            tell_outcome(outcome)
        version = outcome.summary.number if outcome.summary else None
        if version is not None and not dry_run:
            try:
                mark_folder(plan, store.id(), version)
            except OSError as error:
                say(f"That {plan} is version {version} could not be noted there: {error.strerror}.", err=True)
    raise click.exceptions.Exit(outcome.code)


def _refusal(judged: Judged, term: Term, *, as_json: bool) -> click.exceptions.Exit:
    """Tell why a plan does not pass, and return what ends the verb."""
    hint = " Maybe plan again: the term was changed since." if judged.term_changed else ""
    message = f"Nothing was published, because the plan does not pass.{hint}"
    if as_json:
        from scheduler.commands.publication.words import SCHEMA, plain_refusal

        write_json(SCHEMA, plain_refusal(term, message, plain_violations(judged), judged.notices))
    else:
        tell_faults(judged)
        say(message, err=True)
    return click.exceptions.Exit(NO)
