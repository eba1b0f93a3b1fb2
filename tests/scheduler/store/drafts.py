"""Three plans of the small term, to be published one after the other, and what a store holds of them."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import text

from scheduler.store.address import Address
from scheduler.store.database import Database
from scheduler.store.store import Store
from scheduler.store.version import Draft, Version
from tests.scheduler.store.small import (
    LI_AT_LECTURE,
    LI_MEETS_WANG,
    LI_MEETS_ZHAO,
    LI_ON_WEDNESDAY,
    SMALL,
    small_plan,
    small_term,
)

TERM = small_term()
FIRST = Draft(small_plan(TERM), TERM, "as agreed")
SECOND = Draft(small_plan(TERM, (LI_AT_LECTURE, LI_ON_WEDNESDAY)), TERM)
THIRD = Draft(small_plan(TERM, (LI_MEETS_WANG, LI_MEETS_ZHAO)), TERM)


def without_li() -> Draft:
    """Return the first plan, and its term, without Li."""
    term = small_term(trainees=SMALL["trainees"].replace("T02,Li Wei,fellow,2027-03-08,2027-03-14\n", ""))
    plan = FIRST.plan
    rest = replace(
        plan,
        rotations=tuple(r for r in plan.rotations if r.trainee.id != "T02"),
        sessions=tuple(s for s in plan.sessions if s.trainee.id != "T02"),
        mentorships=tuple(m for m in plan.mentorships if m.trainee.id != "T02"),
    )
    return Draft(rest, term)


def change(address: Address, statement: str) -> None:
    """Change the store behind its back."""
    with Database(address).writing() as connection:
        connection.execute(text(statement))


def latest(store: Store) -> Version:
    version = store.latest()
    assert version is not None
    return version
