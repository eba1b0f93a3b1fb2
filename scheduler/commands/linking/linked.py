"""Calendars with the links to them, as the verbs about links find and show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from inputs.faults import likely_names, listed, look, quoted

if TYPE_CHECKING:
    from scheduler.store.calendars import Calendar
    from scheduler.store.links import Link, NewLink

EVERYBODY = "everybody"


@dataclass(frozen=True)
class Linked:
    """A calendar with its newest link; ``secret`` where that was made just now."""

    calendar: Calendar
    link: Link
    url: str
    secret: str = field(default="", repr=False)

    @property
    def page(self) -> str:
        """The address of the page; nothing where there is none, or it cannot be told."""
        return f"{self.url}/p/{self.secret}/" if self.secret and self.calendar.has_page else ""

    @property
    def feeds(self) -> tuple[str, ...]:
        """The addresses of the calendar, of a large one several; none where they cannot be told."""
        if not self.secret:
            return ()
        return tuple(f"{self.url}/feeds/{self.secret}/{name}" for name in self.calendar.files)

    @property
    def subscriptions(self) -> tuple[str, ...]:
        """The same with the scheme that opens the calendar program of a telephone."""
        return tuple(f"webcal://{feed.partition('://')[2]}" for feed in self.feeds)


def link_up(
    calendars: Iterable[Calendar], links: Iterable[Link], made: Iterable[NewLink], url: str
) -> tuple[Linked, ...]:
    """Return the calendars that have or had a link, each with the newest."""
    secrets = {new.link.number: new.secret for new in made}
    newest = {link.calendar: link for link in links}
    return tuple(
        Linked(calendar, link, url, secrets.get(link.number, ""))
        for calendar in calendars
        if (link := newest.get(calendar.identity))
    )


def select(calendars: Sequence[Calendar], words: Iterable[str]) -> tuple[Calendar, ...]:
    """Return the calendars that people mean: by id, by name, as ``room:hall``, or ``everybody``.

    Raises
    ------
    click.UsageError
        When a word means none, or more than one.
    """
    found: dict[Calendar, None] = {}
    for word in words:
        if word == EVERYBODY:
            found |= dict.fromkeys(one for one in calendars if one.is_current)
        else:
            found[_select_one(calendars, word)] = None
    return tuple(found)


def _select_one(calendars: Sequence[Calendar], word: str) -> Calendar:
    for names in (_exact, _alike):
        matches = [one for one in calendars if (look(word) if names is _alike else word) in names(one)]
        if len(matches) == 1:
            return matches[0]
        if matches:
            ways = listed(f"{one.kind}:{one.id}" for one in matches)
            raise click.UsageError(f"{quoted(word)} may be {listed(map(say_whose, matches))}; say {ways}.")
    known = [name for one in calendars for name in (one.name, one.id) if name]
    likely = " or ".join(map(quoted, likely_names(word, known)))
    hint = f" Did you mean {likely}?" if likely else ""
    raise click.UsageError(f"{quoted(word)} is nobody and nothing that has a calendar.{hint}")


def _exact(calendar: Calendar) -> set[str]:
    return {calendar.id or calendar.kind, f"{calendar.kind}:{calendar.id}"}


def _alike(calendar: Calendar) -> set[str]:
    return {look(calendar.id or calendar.kind), look(calendar.name)}


def say_whose(calendar: Calendar) -> str:
    """Return whose a calendar is: ``Amara Diallo (trainee T01)``."""
    if not calendar.id:
        return f"{calendar.name} (the programme, without names)"
    return f"{calendar.name} ({calendar.kind} {calendar.id})"
