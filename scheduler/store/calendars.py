"""The calendars of the newest version as a list: whose each is, its files, and when it closes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from inputs.people import Faculty, Room, Trainee
from inputs.programme import Service
from inputs.term import Term
from scheduler.outputs.calendars.feeds import PROGRAMME_FILE
from scheduler.outputs.calendars.identity import Identity
from scheduler.outputs.calendars.texts import called, clean
from scheduler.store.kept import unreadable
from scheduler.store.rendering import read_marks
from scheduler.store.rows import read_covers, read_summaries, read_term_of
from scheduler.store.store import Store
from scheduler.store.tables import RENDERED
from scheduler.store.trouble import StoreTrouble


@dataclass(frozen=True)
class Calendar:
    """A calendar of the newest version."""

    identity: Identity
    kind: str
    """``trainee``, ``faculty``, ``room``, ``service`` or ``programme``."""
    id: str
    """Nothing for the programme."""
    name: str
    email: str
    files: tuple[str, ...]
    closes: date | None
    """The last day on which it is handed out."""
    is_current: bool
    """Whether it belongs to the term as it is now; else to somebody who was in it before."""

    @property
    def has_page(self) -> bool:
        """Tell whether there is a page beside the calendar."""
        return self.kind in ("trainee", "faculty")


@dataclass(frozen=True)
class Calendars:
    """The calendars of the newest version, with what the list says above."""

    term: str
    version: int
    published: datetime
    timezone: str
    all: tuple[Calendar, ...]


def read_calendars(store: Store) -> Calendars:
    """Return the calendars of the newest version: people first, in the order of the term.

    Raises
    ------
    StoreTrouble
        When nothing is published yet, or the store cannot be used.
    """
    with store.reading() as connection:
        summaries = read_summaries(connection) if connection else ()
        if not connection or not summaries:
            raise StoreTrouble(
                f"Nothing is published yet in {store.address}. To publish a plan: rota publish TERM PLAN"
            )
        newest = summaries[-1]
        term = read_term_of(connection, newest.number)
        covers, marks = read_covers(connection, newest.number), read_marks(connection)
        if any(mark.calendar not in covers for mark in marks.values()):
            raise unreadable(RENDERED)
    files: dict[Identity, list[str]] = {identity: [] for identity in covers}
    closes: dict[Identity, date | None] = {}
    for _, mark in sorted(marks.items()):
        files[mark.calendar].append(mark.name)
        closes[mark.calendar] = mark.closes
    current = {one.identity: one for one in _current(term, files, closes)}
    left = tuple(
        Calendar(
            identity,
            identity.parts[0],
            identity.parts[1],
            covers[identity].name,
            "",
            tuple(files[identity]),
            closes.get(identity),
            is_current=False,
        )
        for identity in covers
        if identity not in current
    )
    return Calendars(term.name, newest.number, newest.instant, newest.timezone, (*current.values(), *left))


def _current(
    term: Term, files: dict[Identity, list[str]], closes: dict[Identity, date | None]
) -> Iterable[Calendar]:
    groups: tuple[tuple[str, tuple[Trainee | Faculty | Room | Service, ...]], ...] = (
        ("trainee", term.trainees),
        ("faculty", term.faculty),
        ("room", term.rooms),
        ("service", term.services),
    )
    for kind, group in groups:
        for who in group:
            identity = Identity("calendar", (kind, who.id))
            email = who.email if isinstance(who, (Trainee, Faculty)) else ""
            parts, last_day = tuple(files.get(identity, ())), closes.get(identity)
            yield Calendar(identity, kind, who.id, called(who), email, parts, last_day, is_current=True)
    identity = Identity("calendar", (PROGRAMME_FILE,))
    name = clean(term.name) or "Programme"
    parts = tuple(files.get(identity, ()))
    yield Calendar(identity, PROGRAMME_FILE, "", name, "", parts, None, is_current=True)
