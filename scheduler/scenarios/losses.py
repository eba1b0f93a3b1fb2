"""What somebody loses in a plan, and a plan of a run in which nobody loses anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from inputs.plan import Plan, Shortfall
from inputs.term import Term
from scheduler.result import LevelResult, Result
from scheduler.shortfalls import list_shortfalls
from scheduler.verify import Verdict, verify


def find_worse(before: Iterable[Shortfall], now: Iterable[Shortfall]) -> Iterator[Shortfall]:
    """Yield what lacks now and did not before, where somebody lacks more of an activity or service.

    Who misses the simulation in June instead of May lacks no more than before, and who misses it in June and
    July instead lacks one more: the points of what is yielded are those that are lacked in addition.
    """
    was, there = _by_item(before), _by_item(now)
    for key, shortfalls in there.items():
        earlier = was.get(key, [])
        more = sum(s.cost for s in shortfalls) - sum(s.cost for s in earlier)
        known = {(s.span, s.cost) for s in earlier}
        for shortfall in sorted(shortfalls, key=lambda s: (s.span, s.cost) in known):
            if more > 0:
                yield replace(shortfall, cost=min(shortfall.cost, more))
            more -= shortfall.cost


@dataclass(frozen=True)
class Told:
    """The plan of a run that is told of: what it lacks, and what is known of it at each level."""

    plan: Plan
    shortfalls: tuple[Shortfall, ...]
    levels: Mapping[str, LevelResult]


def find_told(result: Result, plan: Plan, term: Term, before: Sequence[Shortfall]) -> Told:
    """Return the plan of a result, or the best of its others in which nobody lacks more than before.

    The search counts points in all: the plan that touches fewest people may take from one what it gives to
    another. Where each of the others takes something away as well, it is the plan of the result.
    """
    best = Told(plan, result.shortfalls, {level.name: level for level in result.levels})
    if not _takes_away(best, before):
        return best
    others = (_other(best, other, term) for other in result.others)
    return next((other for other in others if not _takes_away(other, before)), best)


def _takes_away(told: Told, before: Sequence[Shortfall]) -> bool:
    return any(True for _ in find_worse(before, told.shortfalls))


def _other(best: Told, plan: Plan, term: Term) -> Told:
    """Return another plan of the same run."""
    verdict = verify(plan, term)
    return Told(plan, list_shortfalls(plan, term, verdict, proven=False), levels_beside(best.levels, verdict))


def levels_beside(levels: Mapping[str, LevelResult], verdict: Verdict) -> Mapping[str, LevelResult]:
    """Return what is known of another plan of a term, of which levels are known for one.

    A bound holds for it where it is as good at the levels before.
    """
    found: dict[str, LevelResult] = {}
    holds = True
    for name, level in levels.items():
        value, bound = verdict.value(name), level.bound if holds else 0
        found[name] = replace(
            level, status="feasible", value=value, bound=bound, parts=dict(verdict.prices.get(name, {}))
        )
        holds = holds and value == level.value
    return found


def _by_item(shortfalls: Iterable[Shortfall]) -> Mapping[tuple[str, str, str], list[Shortfall]]:
    found: dict[tuple[str, str, str], list[Shortfall]] = {}
    for shortfall in shortfalls:
        who = shortfall.trainee.id if shortfall.trainee else ""
        found.setdefault((who, shortfall.kind, shortfall.item), []).append(shortfall)
    return found
