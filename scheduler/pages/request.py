"""What a page is asked for: whose it is, what is published, and where its links lead."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from inputs.people import Faculty, Trainee
from scheduler.store.version import Version

if TYPE_CHECKING:
    from scheduler.store.links import Fetch

Kind = Literal["trainee", "faculty"]
Language = Literal["en", "zh"]


class UnknownPersonError(LookupError):
    """There is nobody of that kind and id in the published term."""


@dataclass(frozen=True)
class PageLinks:
    """Where the links of a page lead: whole addresses, and they hold the person's secret."""

    feed: str = field(repr=False)
    """Of the calendar, with ``https``."""
    page: str = field(repr=False)
    """Of the page itself, without what follows a question mark."""
    download: str = field(repr=False)
    """Of the same calendar as a file to keep."""
    static: str
    """What goes before the name of a file that `static_files` returns: ``/static/``."""


@dataclass(frozen=True)
class PageRequest:
    """A page to render.

    ``previous`` is the other version that its reader saw last (``was_seen``), or the one published before;
    None where there is none. ``now`` knows its zone. ``week`` is any day of the week to show:
    one outside the stay shows the nearest week of it, None the current one.
    """

    version: Version
    previous: Version | None
    kind: Kind
    who: str
    language: Language
    now: datetime
    links: PageLinks
    week: date | None = None
    in_wechat: bool = False
    """Whether WeChat's own browser asks (``MicroMessenger``), which opens no calendar."""
    was_seen: bool = False
    fetches: tuple[Fetch, ...] = ()
    """Which programs fetched the calendar last, the latest first."""

    @cached_property
    def person(self) -> Trainee | Faculty:
        """Whose page it is.

        Raises
        ------
        UnknownPersonError
            When the published term has nobody of that kind and id.
        """
        term = self.version.term
        found: Trainee | Faculty | None
        if self.kind == "trainee":
            found = term.trainee_by_id.get(self.who)
        else:
            found = term.faculty_by_id.get(self.who)
        if found is None:
            raise UnknownPersonError(f"version {self.version.number} has no {self.kind} {self.who!r}")
        return found

    @cached_property
    def clock(self) -> datetime:
        """The time on the clocks of the programme, without its zone.

        Raises
        ------
        ValueError
            When ``now`` does not know its zone.
        """
        if self.now.tzinfo is None:
            raise ValueError("`now` must know its zone")
        return self.now.astimezone(ZoneInfo(self.version.term.timezone)).replace(tzinfo=None)
