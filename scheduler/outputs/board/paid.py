"""What a plan pays for besides shortfalls: who misses topics or leads too much, whose wish is not met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from constraints.catalogue import paid_for, soft_rules
from inputs.term import COVERAGE, STABILITY
from scheduler.outputs.board.words import capital, count

if TYPE_CHECKING:
    from inputs.plan import Plan
    from inputs.term import Term

MOST_LINES = 100
"""Of a level, those that cost most."""


@dataclass(frozen=True)
class PaidLevel:
    """What a level's points are for: a sentence and its points each, the dearest first."""

    name: str
    points: str
    lines: tuple[tuple[str, int], ...]
    more: str
    """How many more there are and what they cost; empty where all are told."""


def paid_levels(plan: Plan, term: Term) -> Iterator[PaidLevel]:
    """Yield the levels at which a plan pays anything, but for shortfalls and for what changes."""
    for level in term.levels:
        if level in (COVERAGE, STABILITY):
            continue
        found = [one for rule in soft_rules(term, level) for one in paid_for(rule, plan, term)]
        if found:
            found.sort(key=lambda one: (-one.amount, one.text))
            rest = found[MOST_LINES:]
            cost = sum(one.amount for one in rest)
            yield PaidLevel(
                capital(level),
                count(sum(one.amount for one in found), "point"),
                tuple((one.text, one.amount) for one in found[:MOST_LINES]),
                f"and {len(rest):,} more, {count(cost, 'point')}" if rest else "",
            )
