"""Shares out what a plan lacks and misses, most of it being given already.

Plans that lack as much may lack it all in a few people, what a mentor cannot teach another could, and who is
met could more often be the main mentor. Each of the steps here leaves open only what its kind of cost needs,
which is a small model, however large the term is: who attends those group sessions that somebody lacks or
hears twice; and who meets whom, the times of all meetings being given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import reduce

from constraints.rule import Violation
from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import COMFORT, COVERAGE, CURRICULUM, FAIRNESS, Term
from scheduler.solving.part_search import PartSearch
from scheduler.solving.timing import TEACHING_SHARE, Timing
from scheduler.verify import Verdict, verify

Find = Callable[[Verdict, Term], Scope | None]
"""Tells what is to be open for a plan to pay less; None where it pays nothing of that kind."""


def share_sessions(term: Term, plan: Plan, levels: Sequence[str], timing: Timing) -> Plan:
    """Return the plan with group sessions that others attend, so that less is missed and unfair.

    It is the same plan where nothing can be had by that, or where there is no time.

    Parameters
    ----------
    term, plan
        A term, and a plan that keeps its rules.
    levels
        The levels to be improved, in order; what coverage costs is kept.
    timing
        The limits of the run, and where the seconds are noted.
    """
    return _shared(term, plan, levels, timing, _sessions, "who attends what")


def share_mentors(term: Term, plan: Plan, levels: Sequence[str], timing: Timing) -> Plan:
    """Return the plan with other mentors for the same meetings, so that less is missed and unfair.

    As `share_sessions` does, it keeps what coverage costs, and may return the same plan.
    """
    return _shared(term, plan, levels, timing, _meetings, "who meets whom")


def meet_main_mentors(term: Term, plan: Plan, before: Sequence[str], timing: Timing, share: float) -> Plan:
    """Return the plan with more of its meetings with the main mentor, and no meeting at another time.

    Parameters
    ----------
    term, plan
        A term, and a plan that keeps its rules.
    before
        The levels before comfort: what they cost is kept.
    timing, share
        The limits of the run, and the share of the time left that this may take.
    """
    verdict = verify(plan, term)
    if timing.control.stopped or not verdict.prices.get(COMFORT, {}).get("main_mentor_meetings"):
        return plan
    search = _search(term, plan, _who_meets_whom(term), "who meets whom")
    for level in before:
        search.hold(level, verdict.value(level))
    timing.solve(search, COMFORT, 0, share)
    return search.plan or plan


def _shared(term: Term, plan: Plan, levels: Sequence[str], timing: Timing, find: Find, name: str) -> Plan:
    stopped, later = timing.control.stopped, levels[1:]
    if stopped or tuple(levels[:1]) != (COVERAGE,):
        return plan
    verdict = verify(plan, term)
    scope = find(verdict, term)
    if scope is None:
        return plan
    search = _search(term, plan, scope, name)
    return improve_later(search, verdict.value(COVERAGE), later, timing, TEACHING_SHARE) or plan


def improve_later(
    search: PartSearch, lacking: int, later: Sequence[str], timing: Timing, share: float
) -> Plan | None:
    """Return the best plan of a search at the later levels in which no more than ``lacking`` lacks.

    Each level may take so large a share of the time left; None where there was no plan.
    """
    search.hold(COVERAGE, lacking)
    for level in later:
        timing.solve(search, level, 0, share)
        if level not in search.values:
            break
    return search.plan


def _search(term: Term, plan: Plan, scope: Scope, name: str) -> PartSearch:
    """Return a search that begins with a plan."""
    search = PartSearch(term, scope, plan, name=name)
    search.start_from(plan)
    return search


def _sessions(verdict: Verdict, term: Term) -> Scope | None:
    """Open the group sessions that are unfairly lacked, when they are owed, or whose topics are missed."""
    open_ones = [*_unfair(verdict, term), *_heard_twice(verdict, term)]
    return reduce(Scope.__or__, open_ones) if open_ones else None


def _unfair(verdict: Verdict, term: Term) -> Iterator[Scope]:
    """Yield each group session that somebody unfairly lacks, in the weeks in which it is owed."""
    if FAIRNESS not in verdict.prices or not verdict.prices[FAIRNESS].get("fair_shortfalls"):
        return
    for missed in verdict.paid.get(COVERAGE, ()):
        activity, span = term.activity_by_id.get(missed.at.item), missed.at.span
        if missed.at.kind == "session" and activity is not None and activity.format == "group" and span:
            own = frozenset([activity.id])
            weeks = frozenset(week.number for week in term.weeks if week.span.overlaps(span))
            yield Scope(attends=own, leads=own, topics=own, weeks=weeks)


def _heard_twice(verdict: Verdict, term: Term) -> Iterator[Scope]:
    """Yield each group activity of which somebody misses a topic."""
    for missed in verdict.paid.get(CURRICULUM, ()):
        activity = term.activity_by_id.get(missed.at.item)
        if activity is not None and activity.format == "group":
            own = frozenset([activity.id])
            yield Scope(attends=own, leads=own, topics=own)


def _meetings(verdict: Verdict, term: Term) -> Scope | None:
    """Open who meets whom and who is main mentor, where topics, interests or meetings are shared badly."""
    meetings = meetings_of(term)
    missed = any(misses_in_meetings(violation, meetings) for violation in verdict.paid.get(CURRICULUM, ()))
    unfair = FAIRNESS in verdict.prices and verdict.prices[FAIRNESS].get("fair_meetings")
    return _who_meets_whom(term) if meetings and (missed or unfair) else None


def misses_in_meetings(violation: Violation, meetings: frozenset[str]) -> bool:
    """Tell whether what is missed of a curriculum is missed in meetings: topics, or interests of a mentor."""
    return violation.rule == "shared_interests" or violation.at.item in meetings


def meetings_of(term: Term) -> frozenset[str]:
    """Return the ids of the activities that are meetings."""
    return frozenset(activity.id for activity in term.activities if activity.format == "meeting")


def _who_meets_whom(term: Term) -> Scope:
    meetings = meetings_of(term)
    return Scope(attends=meetings, topics=meetings, mentors=True, same_times=True)
