"""
Who led the rounds of past days, where a week's lead changed in the middle of the week.

A plan has one lead for the rounds of a service in a week. Where the lead falls ill on Wednesday, a plan from
that day on gives the whole week to somebody else, or to nobody; Monday's and Tuesday's rounds were led by the
one who fell ill all the same. What calendars were told of them stays, also in later versions, until a
coordinator gives the week to somebody else again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import product

from inputs.days import Week
from inputs.people import Faculty
from inputs.plan import Plan
from inputs.programme import Service
from inputs.term import Term
from scheduler.outputs.round_leads import LedOnDays, RoundLeads
from scheduler.store.revisions import Told
from scheduler.store.version import Draft, Version, changeable_from


def past_leads(draft: Draft, before: Version) -> LedOnDays:
    """Return who led the rounds of single days that stay as calendars were told.

    Parameters
    ----------
    draft
        What is to be published. Its record tells from which day on it may differ from ``before``, where it
        was planned so.
    before
        The newest version.
    """
    return leads_before(draft.plan, draft.term, before.side.leads, changeable_from(draft, before))


def leads_before(plan: Plan, term: Term, before: RoundLeads, since: date | None) -> LedOnDays:
    """Return who led the rounds of single days that a plan leaves as they were.

    Parameters
    ----------
    plan, term
        The plan, and what it was made for.
    before
        Who led in the plan that it was made against.
    since
        The first day on which the plan may differ from that; None where nobody knows.

    Returns
    -------
    LedOnDays
        Of weeks whose lead is the same in both plans, the days that were led by somebody else before. Of the
        week in which the plan begins to differ, and of weeks before it that nobody leads any more, the days
        until then; but nobody led on a day on which he or she was absent.
    """
    now = RoundLeads(plan, term)
    weeks_before = {week.monday: week for week in before.term.weeks}
    found: dict[tuple[Service, date], tuple[Faculty, ...]] = {}
    for service, week in product(term.services, term.weeks):
        was, week_before = before.term.service_by_id.get(service.id), weeks_before.get(week.monday)
        if was is None or week_before is None:
            continue
        planned = now.in_week(service, week)
        same = planned == before.in_week(was, week_before)
        if not same and not _stays_until(since, week, planned):
            continue
        held_before = {period.date for period in before.term.rounds_in(was, week_before)}
        for period in term.rounds_in(service, week):
            if period.date not in held_before or not (same or (since and period.date < since)):
                continue
            leads = _now_in(term, before.on(was, period.date))
            if leads is not None and not same:
                leads = tuple(lead for lead in leads if not term.is_absent(lead, period))
            if leads is not None and leads != planned:
                found[service, period.date] = leads
    return found


def leads_told(told: Iterable[Told], plan: Plan, term: Term) -> LedOnDays:
    """Return who led the rounds of single days as calendars were told, where the plan says otherwise."""
    found: dict[tuple[Service, date], tuple[Faculty, ...]] = {}
    for one in told:
        whose, identity = one.feed.parts, one.entry.identity
        if whose[0] == "faculty" and identity.kind == "service round" and not one.entry.cancelled:
            service, lead = term.service_by_id.get(identity.parts[0]), term.faculty_by_id.get(whose[1])
            if service is not None and lead is not None:
                key = service, date.fromisoformat(identity.parts[1])
                found[key] = tuple(sorted((*found.get(key, ()), lead), key=lambda each: each.id))
    planned = RoundLeads(plan, term)
    weeks = {(row.service, row.week) for row in plan.rounds}
    weeks |= {(service, term.week_of(day)) for service, day in found if day in term.span}
    return {
        (service, period.date): leads
        for service, week in sorted(weeks, key=lambda key: (key[1], key[0].id))
        for period in term.rounds_in(service, week)
        if (leads := found.get((service, period.date), ())) != planned.in_week(service, week)
    }


def _stays_until(since: date | None, week: Week, planned: tuple[Faculty, ...]) -> bool:
    """Tell whether the days of a week stay that lie before a day, though another leads the week now."""
    return since is not None and (since in week.span or (week.monday < since and not planned))


def _now_in(term: Term, leads: Iterable[Faculty]) -> tuple[Faculty, ...] | None:
    """Return people as the term has them, or None where it has one of them no more."""
    found = [term.faculty_by_id.get(lead.id) for lead in leads]
    return None if None in found else tuple(lead for lead in found if lead is not None)
