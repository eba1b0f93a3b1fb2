"""Shares out who leads what, and the topics, of sessions whose times and trainees are given.

That alone is a small model, however large the term is, and most of what a plan misses of its curriculum, and
of a fair share of leads, needs nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import Term
from scheduler.solving.part_search import PartSearch
from scheduler.solving.timing import TEACHING_SHARE, Timing


def share_teaching(term: Term, plan: Plan, levels: Sequence[str], timing: Timing) -> Plan:
    """Return the plan with leads and topics that are better, level before level.

    It is the same plan where there is no time.
    """
    every = frozenset(activity.id for activity in term.activities)
    search = PartSearch(
        term, Scope(leads=every, topics=every, round_leads=True), plan, name="leads and topics"
    )
    search.start_from(plan)
    for level in levels:
        timing.solve(search, level, 0, TEACHING_SHARE)
        if level not in search.values:
            break
    return search.plan or plan
