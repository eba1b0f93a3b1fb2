"""A published version, and what is to become one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from inputs.days import say_day, say_time
from inputs.plan import Plan, Shortfall
from inputs.term import Term
from scheduler.comparing.appointments import Side
from scheduler.outputs.calendars.identity import NAMESPACE, Identity
from scheduler.outputs.record import read_result
from scheduler.outputs.round_leads import LedOnDays
from scheduler.store.revisions import Key, Told
from scheduler.store.texts import Cover


@dataclass(frozen=True)
class Summary:
    """A version as a list of versions shows it."""

    number: int
    instant: datetime
    timezone: str
    """Of the term."""
    note: str
    restores: int | None
    """The number of the earlier version that this one brought back."""
    term_digest: str
    digest: str
    changelog: Mapping[str, Any]
    """``people``, ``numbers`` and how many ``things`` they are of, which versions of before do not tell.

    See `scheduler.comparing.words`; of the first version ``first``.
    """

    def __str__(self) -> str:
        """Return its number and when it was published: ``version 2 of 20 February 2027, 20:30``."""
        return f"version {self.number} of {self.when}"

    @property
    def when(self) -> str:
        """When it was published, on the clocks of its term: ``20 February 2027, 20:30``."""
        local = self.instant.astimezone(ZoneInfo(self.timezone))
        return f"{say_day(local.date())}, {say_time(local.time())}"


@dataclass(frozen=True)
class Version:
    """A published plan with the term that it was published for; nothing of it ever changes.

    ``told`` is what each calendar was told of each UID until then, also of what is withdrawn by now.
    """

    summary: Summary
    plan: Plan = field(repr=False)
    term: Term = field(repr=False)
    shortfalls: tuple[Shortfall, ...] = ()
    record: str = ""
    """``result.json`` as it was with the plan, where there was one."""
    told: Mapping[Key, Told] = field(default_factory=dict, repr=False)
    covers: Mapping[Identity, Cover] = field(default_factory=dict, repr=False)
    """What each calendar says of itself."""
    namespace: UUID = NAMESPACE
    """What the UIDs of the calendars are derived from."""
    store: str = ""
    """The name that the store was given when it was created."""
    led: LedOnDays = field(default_factory=dict, repr=False)
    """Who led the rounds of single days, as calendars were told, where the plan says otherwise."""

    @property
    def side(self) -> Side:
        """Its plan, term and leads, to be compared to others."""
        return Side(self.plan, self.term, self.led)

    @property
    def number(self) -> int:
        """Its number, from 1."""
        return self.summary.number


@dataclass(frozen=True)
class Draft:
    """What is to be published.

    ``after_backup`` says that the store came back from a backup, and that calendars may have been told more.
    """

    plan: Plan
    term: Term
    note: str = ""
    shortfalls: tuple[Shortfall, ...] = ()
    record: str = ""
    restores: int | None = None
    after_backup: bool = False


def changeable_from(after: Draft | Version, before: Version) -> date | None:
    """Return the first day on which a plan may differ from a version; None where its record does not tell."""
    restores = after.restores if isinstance(after, Draft) else after.summary.restores
    record = None if restores else read_result(after.record)
    based_on = record.based_on if record else None
    known = based_on is not None and (based_on.store, based_on.version) == (before.store, before.number)
    return based_on.since if based_on is not None and known else None
