"""What is said of what lacks in a picture, where it is known that no plan lacks less."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from scheduler.shortfalls import list_shortfalls
from scheduler.verify import verify
from tests.pictures import draw

WEEK = """
    term 03-01..03-07
    trainee amara fellow
"""
"""A stay of a week, to which what is owed is added."""


def reasons(picture: str, since: date | None = None) -> list[str]:
    """Return the reason of each shortfall of a picture, in their order; what lies before a day is past."""
    plan, term = draw(picture)
    term = replace(term, settled_before=since)
    return [shortfall.reason for shortfall in list_shortfalls(plan, term, verify(plan, term), proven=True)]
