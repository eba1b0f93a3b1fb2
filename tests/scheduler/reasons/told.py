"""What is said of what lacks in a picture, where it is known that no plan lacks less."""

from __future__ import annotations

from scheduler.shortfalls import list_shortfalls
from scheduler.verify import verify
from tests.pictures import draw

WEEK = """
    term 03-01..03-07
    trainee amara fellow
"""
"""A stay of a week, to which what is owed is added."""


def reasons(picture: str) -> list[str]:
    """Return the reason of each shortfall of a picture, in their order."""
    plan, term = draw(picture)
    return [shortfall.reason for shortfall in list_shortfalls(plan, term, verify(plan, term), proven=True)]
