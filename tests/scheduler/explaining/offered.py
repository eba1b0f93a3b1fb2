"""What `rota explain` offers for a shortfall of a plan that is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from scheduler.explaining.remedies import helpers_for, remedies_for
from scheduler.shortfalls import list_shortfalls
from scheduler.verify import verify
from tests.pictures import draw


def offered(
    picture: str, item: str, who: str = "amara", since: date | None = None, *, first: int = 0
) -> tuple[list[str], list[str]]:
    """Return what is offered for a shortfall in a picture, and what may help besides."""
    plan, term = draw(picture)
    term = replace(term, settled_before=since)
    verdict = verify(plan, term)
    assert verdict.violations == ()
    missing = [
        shortfall
        for shortfall in list_shortfalls(plan, term, verdict, proven=True)
        if shortfall.item == item and (shortfall.trainee.id if shortfall.trainee else "") == who
    ]
    found = [remedy.words for remedy in remedies_for(missing[first], plan, term) if not remedy.moves_stay]
    return found, [remedy.words for remedy in helpers_for(missing[first], plan, term)]
