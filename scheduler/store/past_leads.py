"""
Who led the rounds of past days, where a week's lead changed in the middle of the week.

A plan has one lead for the rounds of a service in a week. Where the lead falls ill on Wednesday, a plan from
that day on gives the whole week to somebody else, or to nobody; Monday's and Tuesday's rounds were led by the
one who fell ill all the same. What calendars were told of them stays, also in later versions, until a
coordinator gives the week to somebody else again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from inputs.people import Faculty
from inputs.plan import Plan
from inputs.programme import Service
from scheduler.outputs.calendar_feeds import LedOnDays
from scheduler.outputs.record import read_result
from scheduler.store.version import Draft, Version


def past_leads(draft: Draft, before: Version) -> LedOnDays:
    """Return who led the rounds of single days that stay as calendars were told.

    Parameters
    ----------
    draft
        What is to be published. Its record tells from which day on it may differ from ``before``, where it
        was planned so.
    before
        The newest version.

    Returns
    -------
    LedOnDays
        The days of weeks whose lead is the same in both plans; and of the week in which the draft begins to
        differ, the days before that.
    """
    term, since = draft.term, _since(draft, before)
    was, now = _leads(before.plan), _leads(draft.plan)
    found: dict[tuple[Service, date], Faculty] = {}
    for (led, day), by in before.led.items():
        service, lead = term.service_by_id.get(led.id), term.faculty_by_id.get(by.id)
        if service is None or lead is None or day not in term.span:
            continue
        week = term.week_of(day)
        key = service.id, week.monday
        if was.get(key) == now.get(key) or (since is not None and day < since and since in week.span):
            found[service, day] = lead
    return found


def _since(draft: Draft, before: Version) -> date | None:
    """Return the first day on which a draft may differ from a version; None where nothing tells."""
    record = None if draft.restores else read_result(draft.record)
    based_on = record.based_on if record else None
    known = based_on is not None and (based_on.store, based_on.version) == (before.store, before.number)
    return based_on.since if based_on is not None and known else None


def _leads(plan: Plan) -> Mapping[tuple[str, date], frozenset[str]]:
    """Return the ids of those who lead the rounds of each service and week."""
    found: dict[tuple[str, date], frozenset[str]] = {}
    for row in plan.rounds:
        key = row.service.id, row.week.monday
        found[key] = found.get(key, frozenset()) | {row.lead.id}
    return found
