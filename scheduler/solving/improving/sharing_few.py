"""Plans a few trainees at a time anew, where others keeping all they have is what makes a plan better soon.

Who misses a topic may have no meeting at an hour of anybody who teaches it, or be on another service whenever
it is taught; and who lacks more than is fair may stand beside others who could do without a meeting. With
times and rotations of a few open, such things are mended at once; and what all the others have is given, so
that the model stays small, however large the term is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from constraints.catalogue import cost_of_shortfalls
from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import COVERAGE, CURRICULUM, FAIRNESS, Term
from scheduler.solving.improving.sharing import improve_later, meetings_of, misses_in_meetings
from scheduler.solving.part_search import PartSearch
from scheduler.solving.timing import TEACHING_SHARE, Timing
from scheduler.verify import Verdict, verify

TOGETHER = 16
"""Trainees who are planned anew at once."""
SHARE_OF_ALL = 0.03
"""Share of the time left after which no others are begun with."""
SECONDS = 5.0
"""The most that a level of theirs may take."""
Find = Callable[[Plan, Verdict, Term], Iterator[frozenset[str]]]
"""Yields the ids of those who are to be planned anew together."""


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
    meetings = meetings_of(term)
    scope = Scope(attends=meetings, leads=meetings, topics=meetings, mentors=True)
    for find in (_missing_in_meetings, _treated_unfairly):
        plan = _with_a_few_anew(term, plan, levels, timing, find, scope) if meetings else plan
    return plan


def share_stays(term: Term, plan: Plan, levels: Sequence[str], timing: Timing) -> Plan:
    """Return the plan with other rotations and group sessions for those who miss something on them.

    All others keep what they have, and all keep their meetings. As `share_hours` does, it keeps what coverage
    costs, and may return the same plan.
    """
    groups = frozenset(activity.id for activity in term.activities if activity.format == "group")
    scope = Scope(rotations=True, attends=groups, leads=groups, topics=groups, round_leads=True)
    return _with_a_few_anew(term, plan, levels, timing, _missing_elsewhere, scope)


def _with_a_few_anew(
    term: Term, plan: Plan, levels: Sequence[str], timing: Timing, find: Find, scope: Scope
) -> Plan:
    """Return the plan with what is open in a scope planned anew for some people after others."""
    stopped = timing.control.stopped
    if stopped or tuple(levels[:1]) != (COVERAGE,):
        return plan
    until = timing.control.seconds + SHARE_OF_ALL * timing.control.remaining
    verdict = verify(plan, term)
    for some in find(plan, verdict, term):
        if timing.control.stopped or timing.control.seconds > until:
            break
        costs = cost_of_shortfalls(plan, term)
        theirs = verdict.value(COVERAGE) - sum(cost for who, cost in costs.items() if who.id not in some)
        search = PartSearch(term, replace(scope, trainees=some), plan, name="a few people")
        search.start_from(plan)
        share = min(TEACHING_SHARE, SECONDS / max(1.0, timing.control.remaining))
        found = improve_later(search, theirs, levels[1:], timing, share) or plan
        judged = verify(found, term)
        if not judged.violations and judged.values(levels) < verdict.values(levels):
            plan, verdict = found, judged
    return plan


def _missing_in_meetings(_plan: Plan, verdict: Verdict, term: Term) -> Iterator[frozenset[str]]:
    """Yield those who miss topics or interests in their meetings, as many as fit at a time."""
    return _missing(verdict, term, in_meetings=True)


def _missing_elsewhere(_plan: Plan, verdict: Verdict, term: Term) -> Iterator[frozenset[str]]:
    """Yield those who miss something else of their curriculum, as many as fit at a time."""
    return _missing(verdict, term, in_meetings=False)


def _missing(verdict: Verdict, term: Term, *, in_meetings: bool) -> Iterator[frozenset[str]]:
    meetings = meetings_of(term)
    found = {
        violation.at.trainee.id: None
        for violation in verdict.paid.get(CURRICULUM, ())
        if violation.at.trainee is not None and misses_in_meetings(violation, meetings) == in_meetings
    }
    missing = list(found)
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
