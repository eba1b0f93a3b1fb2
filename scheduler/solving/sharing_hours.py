"""Gives a few trainees at a time other meetings, where only other times of meetings make a plan better.

Who misses a topic may have no meeting at an hour of anybody who teaches it, and who lacks more than is fair
may stand beside others who could do without a meeting. What all the others have is given, so that the model
stays small, however large the term is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from constraints.catalogue import cost_of_shortfalls
from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import COVERAGE, FAIRNESS, Term
from scheduler.solving.part_search import PartSearch
from scheduler.solving.sharing import improve_later, meetings_of, who_misses_in_meetings
from scheduler.solving.timing import TEACHING_SHARE, Timing
from scheduler.verify import Verdict, verify

TOGETHER = 16
"""Trainees whose meetings are open at once."""
SECONDS = 5.0
"""The most that a level of theirs may take."""
Find = Callable[[Plan, Verdict, Term], Iterator[frozenset[str]]]
"""Yields the ids of those whose meetings are to be open together."""


def share_hours(term: Term, plan: Plan, levels: Sequence[str], timing: Timing) -> Plan:
    """Return the plan with other meetings, at other times, for those who miss or unfairly lack something.

    Where they miss topics or interests those are theirs alone, else theirs and of some who lack little. All
    others keep what they have. It is the same plan where nothing can be had by that, or where there is no
    time.

    Parameters
    ----------
    term, plan
        A term, and a plan that keeps its rules.
    levels
        The levels to be improved, in order; what coverage costs is kept.
    timing
        The limits of the run, and where the seconds are noted.
    """
    if tuple(levels[:1]) != (COVERAGE,) or not meetings_of(term):
        return plan
    until = timing.control.seconds + TEACHING_SHARE * timing.control.remaining
    for find in (_missing, _treated_unfairly):
        plan = _with_other_hours(term, plan, levels, timing, find, until)
    return plan


def _with_other_hours(
    term: Term, plan: Plan, levels: Sequence[str], timing: Timing, find: Find, until: float
) -> Plan:
    verdict = verify(plan, term)
    for some in find(plan, verdict, term):
        if timing.control.stopped or timing.control.seconds > until:
            break
        found = _found(term, plan, verdict, some, levels, timing)
        judged = verify(found, term)
        if not judged.violations and _values(judged, levels) < _values(verdict, levels):
            plan, verdict = found, judged
    return plan


def _found(
    term: Term, plan: Plan, verdict: Verdict, some: frozenset[str], levels: Sequence[str], timing: Timing
) -> Plan:
    """Return the plan with the meetings of some as good as they can be, all the rest being given."""
    meetings = meetings_of(term)
    scope = Scope(attends=meetings, leads=meetings, topics=meetings, mentors=True, trainees=some)
    search = PartSearch(term, scope, plan, name="meetings of a few")
    search.start_from(plan)
    others = sum(cost for who, cost in cost_of_shortfalls(plan, term).items() if who.id not in some)
    share = min(TEACHING_SHARE, SECONDS / max(1.0, timing.control.remaining))
    return improve_later(search, verdict.value(COVERAGE) - others, levels[1:], timing, share) or plan


def _values(verdict: Verdict, levels: Sequence[str]) -> list[int]:
    return [verdict.value(level) for level in levels]


def _missing(_plan: Plan, verdict: Verdict, term: Term) -> Iterator[frozenset[str]]:
    """Yield those who miss topics or interests in their meetings, as many as fit at a time."""
    missing = who_misses_in_meetings(verdict, term)
    for first in range(0, len(missing), TOGETHER):
        yield frozenset(missing[first : first + TOGETHER])


def _treated_unfairly(plan: Plan, verdict: Verdict, term: Term) -> Iterator[frozenset[str]]:
    """Yield each who lacks more than is fair, with others who are there at the same time and lack least."""
    costs = cost_of_shortfalls(plan, term)
    least = sorted(term.trainees, key=lambda who: costs.get(who, 0) / max(1, len(term.weeks_of_stay(who))))
    for violation in verdict.paid.get(FAIRNESS, ()):
        who = violation.at.trainee
        if violation.rule == "fair_shortfalls" and who is not None:
            there = (other.id for other in least if other != who and other.stay.overlaps(who.stay))
            yield frozenset((who.id, *islice(there, TOGETHER - 1)))
