"""
Hands plans from one scenario to another: what was found for one may be the best that is known for another.

Scenarios are searched for side by side, each for a limited time. Where a scenario only gives more - a seat, a
room, an hour - the plan of the tables as they are keeps its rules, too, so that it can take nothing from
anybody; and what a search for it came upon by chance may be had as the tables are just as well, and is then
no gain of the seat.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from inputs.plan import Plan
from inputs.term import COVERAGE, Term
from scheduler.result import LevelResult, Result
from scheduler.scenarios.losses import levels_beside
from scheduler.shortfalls import list_shortfalls
from scheduler.store.texts import read_plan_text, write_plan
from scheduler.verify import Verdict, verify


def share_plans(results: Sequence[Result], terms: Sequence[Term]) -> list[Result]:
    """Return results that know of each other's plans: the first of all, and each of the others of the first.

    Parameters
    ----------
    results
        What solving each term came to, first that of the tables as they are. A plan of another one takes the
        place of its own only where it keeps the rules of its term and is better; else it stands with its
        ``others``. What is proven stays proven, and is looked at no more.
    terms
        The terms, in the same order, bound to one published plan.
    """
    texts = [None if result.plan is None else write_plan(result.plan) for result in results]
    shared: list[Result] = []
    for own, result, term in zip(texts, results, terms, strict=True):
        if result.status in ("impossible", "optimal"):
            shared.append(result)
            continue
        offered = texts[:1] if shared else texts
        others = dict.fromkeys(text for text in offered if text is not None and text != own)
        known = [(plan, verify(plan, term)) for plan in _read(others, term)]
        sound = [(plan, verdict) for plan, verdict in known if not verdict.violations]
        shared.append(_with_plans(result, term, sound))
    return shared


def _read(texts: Iterable[str], term: Term) -> Iterator[Plan]:
    """Yield those plans that speak of nothing that the term does not have."""
    for text in texts:
        try:
            yield read_plan_text(text, term)
        except (KeyError, ValueError):
            continue


def _with_plans(result: Result, term: Term, sound: Sequence[tuple[Plan, Verdict]]) -> Result:
    """Return a result with the best of its own plan and some others, and with those that are not."""
    if not sound:
        return result
    plan, verdict = min(sound, key=lambda pair: _worth(pair[1], term))
    others = (*result.others, *(other for other, _ in sound if other is not plan))
    if result.plan is not None and _worth(verify(result.plan, term), term) <= _worth(verdict, term):
        return replace(result, others=(*others, plan))
    known = result.levels or tuple(LevelResult(level, "feasible") for level in term.levels)
    levels = levels_beside({level.name: level for level in known}, verdict)
    return replace(
        result,
        status="feasible",
        plan=plan,
        levels=tuple(levels.values()),
        shortfalls=list_shortfalls(plan, term, verdict, proven=levels[COVERAGE].gap == 0),
        others=(*([result.plan] if result.plan is not None else []), *others),
    )


def _worth(verdict: Verdict, term: Term) -> tuple[int, ...]:
    """Return what a plan pays, level by level; nothing for lacking no more than what was published lacks."""
    values = {level: verdict.value(level) for level in term.levels}
    if term.published is not None and term.published.is_content_with(values.get(COVERAGE, 0)):
        values[COVERAGE] = 0
    return tuple(values.values())
