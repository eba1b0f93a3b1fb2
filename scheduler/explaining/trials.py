"""Solves an altered term around a plan, to see what the alteration is worth and whom it moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import reduce

from constraints.catalogue import missed_coverage
from constraints.changed import changes_to
from inputs.people import Faculty, Trainee
from inputs.plan import Plan, Session, Shortfall
from inputs.programme import Pin
from inputs.published import carry_over
from inputs.term import COVERAGE, STABILITY, Term
from scheduler.explaining.altered import with_pin
from scheduler.explaining.giving import Pins, is_given, ways_to_give
from scheduler.solving.replanning.replan import replan_around
from scheduler.solving.search import Control

MOST_WAYS = 10
"""Ways to give something that are tried, where a plan as good gives something else."""
Lack = tuple[Trainee | None, str, str]
"""Who lacks what: the kind, and the id of the item."""


@dataclass(frozen=True)
class Trial:
    """What came of an alteration.

    ``gained`` are the points of coverage that the plan lacks less; ``touched`` the people for whom something
    changes, the trainee concerned not among them; ``shortfalls`` what lacks still.
    """

    gained: int
    touched: tuple[Trainee | Faculty, ...]
    changes: int
    shortfalls: tuple[Shortfall, ...]
    cut_short: bool = False
    """Whether it is not known what is best: with more time, perhaps more is gained and fewer are touched."""
    sessions: tuple[Session, ...] = ()
    """Those of the trainees concerned in the plan."""
    found: bool = True
    """Whether there is a plan; where there is none time ran out, or it would be no trial."""
    no_less: frozenset[Lack] = frozenset()
    """What is lacked as much as before, though perhaps on other days."""
    takes_away: tuple[Lack, ...] = ()
    """What is lacked more than before."""
    given: bool = True
    """Whether the plan holds what was wanted; what it neither holds nor lacks is not owed any more."""

    @property
    def price(self) -> tuple[bool, int, int]:
        """What it takes: whether something is taken away, how many others are touched, how much changes."""
        return bool(self.takes_away), len(self.touched), self.changes

    def mends(self, shortfall: Shortfall) -> bool:
        """Tell whether what lacked is given, and less lacks in all."""
        return self.gained > 0 and self.gives(shortfall)

    def gives(self, shortfall: Shortfall) -> bool:
        """Tell whether what lacked is given now, and does not lack on other days instead."""
        return self.given and not self._lacks(shortfall)

    def owes_no_more(self, shortfall: Shortfall) -> bool:
        """Tell whether less lacks only as what lacked is not owed any more: it is not given either."""
        return self.gained > 0 and not self.given and not self._lacks(shortfall)

    def _lacks(self, shortfall: Shortfall) -> bool:
        if (shortfall.trainee, shortfall.kind, shortfall.item) in self.no_less:
            return True
        return key_of(shortfall) in {key_of(other) for other in self.shortfalls}


def key_of(shortfall: Shortfall) -> tuple[object, ...]:
    """Return what tells one shortfall from another."""
    span = shortfall.span if shortfall.kind in ("session", "lead", "rotation") else None
    return shortfall.trainee, shortfall.kind, shortfall.item, span


def attempt(
    term: Term,
    altered: Term,
    plan: Plan,
    cost: int,
    concerned: Collection[Trainee],
    control: Control,
    wanted: Shortfall | None = None,
) -> Trial | None:
    """Solve an altered term again around a plan; no trainee moves but those concerned.

    What lies before the first day that could change when the plan was made stays.

    Parameters
    ----------
    term, plan, cost
        The term as it is, a plan that keeps its rules, and the points that it lacks.
    altered
        The term with something altered.
    concerned
        The trainees who may be touched, besides faculty and those whom the alteration itself touches.
    control
        Limits of this attempt.
    wanted
        The shortfall that is to be mended: where the best plan gives something else, one is looked for that
        gives this, and takes nothing away for it.

    Returns
    -------
    Trial or None
        None where there is no such plan; one without a plan where none was found in time.
    """
    trial = _solve(term, altered, plan, cost, concerned, control, wanted)
    if wanted is None or trial is None or trial.gained <= 0:
        return trial
    gives = trial.gives(wanted)
    kept = _kept(trial, plan, altered) if gives else ()
    if gives and not kept:
        return trial
    ways = ways_to_give(wanted, altered)
    cut_short = trial.cut_short
    mending: list[Trial] = []
    for pins in ways.pins[:MOST_WAYS]:
        asking = reduce(with_pin, (*pins, *kept), altered)
        other = _solve(term, asking, plan, cost, concerned, control, wanted)
        cut_short = cut_short or (other is not None and other.cut_short)
        if other is not None and other.mends(wanted) and not other.takes_away:
            mending.append(other)
            if other.gained == trial.gained:
                break
    if mending:
        best = min(mending, key=lambda one: (-one.gained, one.price))
        return replace(best, cut_short=cut_short)
    if gives:
        return trial
    return replace(trial, cut_short=cut_short or not ways.are_all or len(ways.pins) > MOST_WAYS)


def _kept(trial: Trial, plan: Plan, term: Term) -> Pins:
    """Return the pins that keep the sessions of what a trial takes away, as they were; none keep the rest."""
    lost = {(trainee, item) for trainee, kind, item in trial.takes_away if kind == "session"}
    return tuple(
        Pin(term.trainee_by_id[session.trainee.id], session.activity, session.period.date)
        for session in plan.sessions
        if (session.trainee, session.activity.id) in lost
    )


def _solve(
    term: Term,
    altered: Term,
    plan: Plan,
    cost: int,
    concerned: Collection[Trainee],
    control: Control,
    wanted: Shortfall | None,
) -> Trial | None:
    since = max(term.settled_before or altered.span.start, altered.span.start)
    published = replace(carry_over(plan, term, altered, since), cost=cost)
    bound = replace(altered, published=published, levels=(COVERAGE, STABILITY))
    around = replan_around(bound, control, [altered.trainee_by_id[t.id] for t in concerned])
    result, cut_short = around.result, control.stopped or not around.is_decided
    if result.plan is None:
        return None if around.is_decided else Trial(0, (), 0, (), cut_short=True, found=False)
    changes = changes_to(result.plan, bound)
    touched = {person for change in changes for person in change.people} - set(concerned)
    before, now = _lacking(plan, term), _lacking(result.plan, bound)
    value = next(level.value for level in result.levels if level.name == COVERAGE)
    return Trial(
        cost - value,
        tuple(sorted(touched, key=lambda person: (isinstance(person, Faculty), person.name, person.id))),
        sum(1 for change in changes if change.amount),
        result.shortfalls,
        cut_short=cut_short,
        sessions=tuple(session for trainee in concerned for session in result.plan.sessions_of(trainee)),
        no_less=frozenset(lack for lack, points in now.items() if points >= before[lack]),
        takes_away=tuple(lack for lack, points in now.items() if points > before[lack]),
        given=wanted is None or is_given(wanted, result.plan, plan),
    )


def _lacking(plan: Plan, term: Term) -> Counter[Lack]:
    """Return how many points are lacked by whom of what."""
    points: Counter[Lack] = Counter()
    for violation in missed_coverage(plan, term):
        at = violation.at
        points[at.trainee, at.kind, at.item] += violation.amount
    return points
