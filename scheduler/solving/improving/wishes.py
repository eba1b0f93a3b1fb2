"""Hears wishes for rotations: all of them at once, and then a few trainees at a time.

Rotations that give all that is owed are found without asking for wishes. `hear_wishes` asks the rotations,
and the sessions that they touch, for others that give as much: meetings have to be planned anew then.
`grant_wishes` lets two or three people exchange weeks in a small model, all that others have and all meetings
being given: whoever pays most for wishes is tried with others, until many have been tried in vain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from random import Random

from constraints.rules.wishes import Wishes
from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import COMFORT, Term
from scheduler.solving.bounds.bounding import BoundingParts
from scheduler.solving.part_search import PartSearch
from scheduler.solving.search import Control
from scheduler.solving.splitting.groups import merged
from scheduler.solving.timing import Timing
from scheduler.verify import Verdict, verify

TOGETHER = 3
"""Trainees whose rotations are open at once."""
MOST_IN_VAIN = 12
"""Times that nothing is granted, one after another, after which nobody else is tried."""
SECONDS = 2.0
"""The most that some trainees may take."""


def hear_wishes(parts: BoundingParts, share: float) -> bool:
    """Exchange rotations, as the parts have planned them, for others that are as good but wished for more.

    Parameters
    ----------
    parts
        The parts of a term, of which those with rotations may have others afterwards.
    share
        The most of the time left that each may take.

    Returns
    -------
    bool
        Whether any are others.
    """
    control, before = parts.timing.control, merged(parts.groups, rotations_only=True)
    if COMFORT not in parts.best.levels[1:] or any(group.conditional for group in parts.groups):
        return False
    for group in parts.groups:
        search = group.exact
        if not search.scope.rotations or search.plan is None:
            continue
        if group.is_tight(COMFORT):
            parts.ask_wishes(group)
        seconds, enough = share * control.remaining, group.bound(COMFORT)
        prefer = partial(search.prefer, COMFORT, control, seconds=seconds, enough=enough)
        parts.timing.timed(COMFORT, prefer)
    return merged(parts.groups, rotations_only=True) != before


def grant_wishes(
    term: Term, plan: Plan, levels: Sequence[str], timing: Timing, seconds: float, enough: int
) -> Plan:
    """Return the plan with other rotations and group sessions that are as good and wished for more.

    Parameters
    ----------
    term, plan
        A term, and a plan that keeps its rules.
    levels
        The levels that count, in order; comfort is the last.
    timing
        The limits of the run, and where the seconds are noted.
    seconds
        How long it may take; at the end of them the last few are still finished.
    enough
        What rotations pay for wishes at least.

    Returns
    -------
    Plan
        The same plan where nothing is granted. Nothing that comes before comfort costs more in another.
    """
    control = timing.control
    verdict, until, in_vain = verify(plan, term), control.seconds + seconds, 0
    if verdict.violations or levels[-1] != COMFORT:
        return plan
    chance = Random(control.seed)  # noqa: S311  # no secret, and the same for a seed
    tried = set[frozenset[str]]()
    while in_vain < MOST_IN_VAIN and control.seconds < until and _paid_for_rotations(verdict, term) > enough:
        some = _drawn(term, verdict, chance)
        in_vain += 1
        if some in tried:
            continue
        tried.add(some)
        found = timing.timed(COMFORT, partial(_with_wishes, term, plan, levels, some, control))
        stopped = control.stopped
        if stopped:
            break
        judged = verify(found, term)
        if not judged.violations and judged.values(levels) < verdict.values(levels):
            plan, verdict, in_vain = found, judged, 0
            tried.clear()
    return plan


def _paid_for_rotations(verdict: Verdict, term: Term) -> int:
    name = Wishes().name
    paid = (v for v in verdict.paid[COMFORT] if v.rule == name and v.at.item in term.service_by_id)
    return sum(violation.amount for violation in paid)


def _drawn(term: Term, verdict: Verdict, chance: Random) -> frozenset[str]:
    """Draw a few, the more likely the more they pay."""
    paid: Counter[str] = Counter()
    for violation in verdict.paid[COMFORT]:
        if violation.at.trainee is not None:
            paid[violation.at.trainee.id] += violation.amount
    drawn = sorted((-(1 + paid[who.id]) * chance.random(), who.id) for who in term.trainees)
    return frozenset(who for _, who in drawn[:TOGETHER])


def _with_wishes(
    term: Term, plan: Plan, levels: Sequence[str], some: frozenset[str], control: Control
) -> Plan:
    """Return the plan with the rotations of some as comfortable as they can be, all the rest being given."""
    groups = frozenset(activity.id for activity in term.activities if activity.format == "group")
    scope = Scope(
        rotations=True, attends=groups, leads=groups, topics=groups, round_leads=True, trainees=some
    )
    search = PartSearch(term, scope, plan, name="wishes of a few")
    for level in levels[:-1]:
        if isinstance(search.model.price(level), int):
            continue
        if not search.complete(plan, [level], control):
            return plan
        search.hold(level, search.paid())
    search.solve(COMFORT, control, seconds=SECONDS, report=lambda _value, _bound: None)
    return search.plan or plan
