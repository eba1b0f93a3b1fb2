"""Solves an altered term around a plan, to see what the alteration is worth and whom it moves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from constraints.changed import changes_to
from inputs.people import Faculty, Trainee
from inputs.plan import Plan, Session, Shortfall
from inputs.published import carry_over
from inputs.term import COVERAGE, STABILITY, Term
from scheduler.solving.replan import replan_around
from scheduler.solving.search import Control


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
    """Whether time ran out: with more, perhaps more is gained and fewer people are touched."""
    sessions: tuple[Session, ...] = ()
    """Those of the trainees concerned in the plan."""
    found: bool = True
    """Whether there is a plan; where there is none time ran out, or it would be no trial."""

    @property
    def price(self) -> tuple[int, int]:
        """What it takes: how many others are touched, and how much changes."""
        return len(self.touched), self.changes

    def mends(self, shortfall: Shortfall) -> bool:
        """Tell whether what lacked is given, and less lacks in all."""
        return self.gained > 0 and self.gives(shortfall)

    def gives(self, shortfall: Shortfall) -> bool:
        """Tell whether what lacked is given now."""
        return key_of(shortfall) not in {key_of(other) for other in self.shortfalls}


def key_of(shortfall: Shortfall) -> tuple[object, ...]:
    """Return what tells one shortfall from another."""
    span = shortfall.span if shortfall.kind in ("session", "lead", "rotation") else None
    return shortfall.trainee, shortfall.kind, shortfall.item, span


def attempt(
    term: Term, altered: Term, plan: Plan, cost: int, concerned: Collection[Trainee], control: Control
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

    Returns
    -------
    Trial or None
        None where there is no such plan; one without a plan where none was found in time.
    """
    since = max(term.settled_before or altered.span.start, altered.span.start)
    published = replace(carry_over(plan, term, altered, since), cost=cost)
    bound = replace(altered, published=published, levels=(COVERAGE, STABILITY))
    result = replan_around(bound, control, [altered.trainee_by_id[t.id] for t in concerned])
    if result.plan is None:
        return Trial(0, (), 0, (), cut_short=True, found=False) if control.stopped else None
    changes = changes_to(result.plan, bound)
    touched = {person for change in changes for person in change.people} - set(concerned)
    value = next(level.value for level in result.levels if level.name == COVERAGE)
    return Trial(
        cost - value,
        tuple(sorted(touched, key=lambda person: (isinstance(person, Faculty), person.name, person.id))),
        sum(1 for change in changes if change.amount),
        result.shortfalls,
        cut_short=control.stopped,
        sessions=tuple(session for trainee in concerned for session in result.plan.sessions_of(trainee)),
    )
