"""Gives sessions, rounds and trainees the leads and main mentors that were published, as far as they can be.

A search that asks what lacks alone lets anybody lead and be main mentor, and the one that makes its plan
steady may not be done in time. With every session where it is, the rest is a small model and soon as steady
as it gets, however large the term is.
"""

from __future__ import annotations

from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import COVERAGE, STABILITY, Term
from scheduler.solving.part_search import PartSearch
from scheduler.solving.search import Control

SECONDS = 5.0
"""The most that it may take, once its model is built."""
MOST_SESSIONS = 30_000
"""Sessions above which the model takes longer to build than somebody waits for it."""


def with_published_leads(term: Term, plan: Plan, control: Control) -> Plan:
    """Return the plan with leads and main mentors that touch fewest and change least.

    What everybody attends, when and with which mentor stays, and no more lacks.

    Parameters
    ----------
    term, plan
        A term to which something was published, and a plan that keeps its rules.
    control
        The limits of the run. This has a moment of its own, also when time is up, but not once the run is
        interrupted.

    Returns
    -------
    Plan
        The same plan where nothing is steadier, or where there are too many sessions.
    """
    if control.interrupted or len(plan.sessions) > MOST_SESSIONS:
        return plan
    groups = frozenset(activity.id for activity in term.activities if activity.format == "group")
    search = PartSearch(
        term, Scope(leads=groups, round_leads=True, mentors=True), plan, name="leads and main mentors"
    )
    _ = search.model  # built before the moment begins
    moment = control.moment(SECONDS)
    if not search.complete(plan, [COVERAGE], moment):
        return plan
    search.hold(COVERAGE, search.paid())
    if not search.complete(plan, [STABILITY], moment):
        return plan
    before = search.paid()
    search.solve(STABILITY, moment, report=lambda _value, _bound: None, aim="change")
    return search.plan or plan if search.paid() < before else plan
