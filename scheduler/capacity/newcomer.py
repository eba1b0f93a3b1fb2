"""What a newcomer lacks even if nobody else came: so much is nobody's fault, and allowed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from constraints.scope import Scope
from inputs.days import Week
from inputs.plan import Shortfall
from inputs.term import COVERAGE
from scheduler.capacity.answer import Question
from scheduler.capacity.base import Base, without_leads
from scheduler.model import Model
from scheduler.shortfalls import list_shortfalls
from scheduler.solving.deciding import decide
from scheduler.solving.search import Control
from scheduler.verify import verify

ALONE_SECONDS = 10.0
"""The most that what one newcomer lacks alone may take to find out."""


@dataclass(frozen=True)
class Alone:
    """What a newcomer lacks alone in the term: in all, and at least in each part."""

    points: int
    by_part: tuple[int, ...]
    shortfalls: tuple[Shortfall, ...]


def find_alone(base: Base, question: Question, start: Week, control: Control) -> Alone | None:
    """Return what a newcomer lacks alone in the term, or None where there was no time to find out."""
    if control.stopped:
        return None
    (newcomer,) = question.newcomers(base.term, start, 1)
    term = replace(base.term.with_only(newcomer), published=None)
    model = Model(term, without_leads(Scope.whole(term)))
    outcome = decide(model, model.price(COVERAGE), 0, control, seconds=ALONE_SECONDS, to_the_end=True)
    if outcome.status != "optimal":
        return None
    if not outcome.value:
        return Alone(0, (0,) * len(base.parts), ())
    by_part = []
    for part in base.parts:
        relaxed = Model(term, without_leads(part.relaxed))
        price = relaxed.price(COVERAGE)
        by_part.append(decide(relaxed, price, 0, control, seconds=ALONE_SECONDS, to_the_end=True).bound)
    plan = model.x.plan(lambda literal: bool(outcome.values[literal.index]))
    found = list_shortfalls(plan, term, verify(plan, term), proven=True)
    return Alone(outcome.value, tuple(by_part), tuple(lack for lack in found if lack.trainee is not None))
