"""Places sessions, leads and topics anew around given rotations, by all levels but comfort."""

from __future__ import annotations

from collections.abc import Sequence

from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import COMFORT, Term
from scheduler.solving.part_search import PartSearch
from scheduler.solving.splitting.parts import without_meetings
from scheduler.solving.timing import SETTLING_SHARE, Timing
from scheduler.verify import verify


def settled(term: Term, given: Plan, levels: Sequence[str], timing: Timing, *, is_large: bool) -> Plan:
    """Return a plan without meetings in which what is covered is kept, and shared better.

    Rotations stay. Mostly nothing need be paid at the later levels, and asking for just that is found far
    sooner than the best of each, for which there is no time where the term is large.
    """
    control, stopped = timing.control, timing.control.stopped
    later = tuple(level for level in levels[1:] if level != COMFORT)
    if stopped:
        return given
    unmet = without_meetings(term)
    found = _settle(unmet, given, levels[0], later, timing, for_nothing=True)
    if found is None and not control.stopped and not is_large:
        found = _settle(unmet, given, levels[0], later, timing, for_nothing=False)
    return found or given


def _settle(
    term: Term, given: Plan, first: str, later: tuple[str, ...], timing: Timing, *, for_nothing: bool
) -> Plan | None:
    every = frozenset(activity.id for activity in term.activities)
    scope = Scope(attends=every, leads=every, topics=every, round_leads=True, mentors=True)
    search = PartSearch(term, scope, given, name="sessions and leads")
    search.start_from(given)
    search.hold(first, verify(given, term).value(first))
    for level in later if for_nothing else ():
        search.hold(level, 0)
    for level in later[:1] if for_nothing else later:
        timing.solve(search, level, 0, SETTLING_SHARE)
    return search.plan
