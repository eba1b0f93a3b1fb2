"""
All files of a published version, as ``rota plan`` wrote those of its plan.

What the record of a plan says of how good it is holds for the plan as it was planned. A plan may have been
changed by hand before it was published: so each level is counted again, and what the record says is believed
as far as the plan pays just that. Where it does not, or no record is there, the board tells what the plan
pays, and claims no more than is known of any plan of the term.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from constraints.catalogue import rules_off
from inputs.published import carry_over
from inputs.term import STABILITY, Term
from scheduler.commands.judgement.lineage import MARK, render_mark
from scheduler.commands.planning.files import render_folder
from scheduler.installed import find_versions
from scheduler.outputs.folder import RECORD, is_record
from scheduler.outputs.record import Record, read_result
from scheduler.result import LevelResult, LevelStatus, Result
from scheduler.store.feeds import render_published
from scheduler.verify import Verdict, verify

if TYPE_CHECKING:
    from scheduler.store.version import Version


def base_number(version: Version) -> int | None:
    """Return the number of the version that a version was planned to keep to; None where it kept to none."""
    record = _record_of(version)
    based_on = record.based_on if record else None
    return based_on.version if based_on and based_on.store == version.store else None


def render_version(version: Version, before: Version | None, now: datetime) -> dict[str, bytes]:
    """Return the files of a version by their names.

    Parameters
    ----------
    version
        The version; its record is written as it was published.
    before
        The version of `base_number`, None where there is none.
    now
        Decides on which calendars still show what was withdrawn.
    """
    record = _record_of(version)
    term = _bound(version, before, record)
    verdict = verify(version.plan, term)
    levels = tuple(_levels(term, verdict, record))
    result = Result(
        status="feasible" if any(level.status == "feasible" for level in levels) else "optimal",
        plan=version.plan,
        levels=levels,
        seconds=0.0,
        seed=record.seed if record else 0,
        workers=record.workers if record else 0,
        shortfalls=version.shortfalls,
        rules_off=rules_off(term),
        interrupted=record.interrupted if record else False,
    )
    here = find_versions()
    # The record has them by name; the board in the order of the program.
    versions = {name: record.versions[name] for name in here if name in record.versions} if record else here
    files = render_folder(result, term, versions, render_published(version, now), version.led)
    if is_record(version.record):
        files[RECORD] = version.record.encode()
    return {**files, MARK: render_mark(version.store, version.number)}


def _record_of(version: Version) -> Record | None:
    """Return what the record tells of the plan, where it is one for the term of the version."""
    record = read_result(version.record)
    return record if record and record.digest == version.term.digest else None


def _bound(version: Version, before: Version | None, record: Record | None) -> Term:
    """Return the term, bound to what its plan was planned to keep to: what changed of that is counted."""
    term = version.term
    if before is None or record is None or record.based_on is None:
        return term
    published = carry_over(before.plan, before.term, term, max(record.based_on.since, term.span.start))
    published = replace(published, version=before.number, store=before.store, lacking=before.shortfalls)
    return replace(term, published=published)


def _levels(term: Term, verdict: Verdict, record: Record | None) -> Iterator[LevelResult]:
    """Yield how good the plan is at each level.

    What is told of a level holds for plans that pay what is told of the levels before: so the first level of
    which another price is paid keeps its bound, and the levels after it have none.
    """
    told = {level.name: level for level in record.levels} if record else {}
    for name in term.levels:
        level, value = told.get(name), verdict.value(name)
        if level is not None and (level.status == "skipped" or level.value == value):
            yield level
            continue
        told = {}
        if name == STABILITY and term.published is None:
            continue
        known = level if level is not None and level.bound <= value else LevelResult(name, "feasible")
        status: LevelStatus = "feasible" if value > known.bound else "optimal"
        yield LevelResult(
            name, status, value, known.bound, parts=verdict.prices[name], evidence=known.evidence
        )
