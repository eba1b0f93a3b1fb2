"""
The secret addresses of calendars: made, listed, ended, and when which program last fetched through them.

A secret is 192 random bits. The store keeps its SHA-256 alone, so that whoever reads the store cannot fetch
with it; with that many bits a digest without salt gives nothing away. An address can therefore be shown
only in the moment in which it is made.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select, tuple_

from scheduler.outputs.calendars.identity import Identity
from scheduler.store.kept import Row, kept, read_rows, read_sound_rows, unreadable
from scheduler.store.tables import FETCHES, LINKS
from scheduler.store.texts import read_identity, read_instant, write_identity, write_instant
from scheduler.store.trouble import Unreadable

if TYPE_CHECKING:
    from scheduler.store.store import Store

SECRET_BYTES = 24
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FETCHES = select(FETCHES).order_by(FETCHES.c.instant.desc(), FETCHES.c.client)


@dataclass(frozen=True)
class Fetch:
    """When a kind of calendar program last fetched, and which version it was given."""

    client: str
    instant: datetime
    version: int


@dataclass(frozen=True)
class Link:
    """A secret address of a calendar, without the secret."""

    number: int
    calendar: Identity
    digest: str = field(repr=False)
    made: datetime
    ended: datetime | None = None
    """When the coordinator took it back."""
    closes: date | None = None
    """The last day on which it works, where the coordinator set one."""
    fetches: tuple[Fetch, ...] = ()
    """The latest first."""


@dataclass(frozen=True)
class NewLink:
    """A link in the moment in which it is made, with its secret."""

    link: Link
    secret: str = field(repr=False)


def digest_of_secret(secret: str) -> str:
    """Return what the store keeps of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Links:
    """The links in a store."""

    def __init__(self, store: Store) -> None:
        """Name the store."""
        self._store = store

    def all(self) -> tuple[Link, ...]:
        """Return all links, also the ended ones, in the order in which they were made."""
        with self._store.reading() as connection:
            return read_links(connection) if connection else ()

    def make(
        self, calendars: Iterable[Identity], now: datetime, *, instead: bool = False
    ) -> tuple[NewLink, ...]:
        """Make a link for each of some calendars.

        Parameters
        ----------
        calendars
            Whose.
        now
            The time.
        instead
            Whether to end the links that the calendars have. Otherwise a calendar that has or had one gets
            none: what was taken back does not come back by itself.
        """
        wanted = list(calendars)
        with self._store.writing() as connection:
            known = read_links(connection)
            if instead:
                old = [one.number for one in known if one.ended is None and one.calendar in wanted]
                _end(connection, old, now)
            else:
                having = {link.calendar for link in known}
                wanted = [one for one in wanted if one not in having]
            number = int(connection.execute(select(func.coalesce(func.max(LINKS.c.number), 0))).scalar_one())
            made = [_new(number + n, one, now) for n, one in enumerate(wanted, 1)]
            revision = _next_revision(connection)
            if made:
                connection.execute(LINKS.insert(), [_row(new.link, revision) for new in made])
            return tuple(made)

    def end(self, numbers: Iterable[int], now: datetime) -> None:
        """Take links back; from now on their addresses are gone for good."""
        with self._store.writing() as connection:
            _end(connection, list(numbers), now)

    def close(self, numbers: Iterable[int], last_day: date) -> None:
        """Set the last day on which links work."""
        with self._store.writing() as connection:
            change = {"closes": f"{last_day}", "revision": _next_revision(connection)}
            connection.execute(LINKS.update().where(LINKS.c.number.in_(list(numbers))).values(change))

    def note(self, fetches: Mapping[tuple[int, str], tuple[datetime, int]]) -> None:
        """Keep when a client (its kind) last fetched through a link (its number), and which version."""
        rows = [
            {"link": link, "client": client, "instant": write_instant(instant), "version": version}
            for (link, client), (instant, version) in sorted(fetches.items())
        ]
        with self._store.writing() as connection:
            keys = tuple_(FETCHES.c.link, FETCHES.c.client)
            for start in range(0, len(rows), 200):
                some = rows[start : start + 200]
                connection.execute(
                    FETCHES.delete().where(keys.in_([(row["link"], row["client"]) for row in some]))
                )
                connection.execute(FETCHES.insert(), some)


def read_links(connection: Connection) -> tuple[Link, ...]:
    """Return all links, in the order in which they were made."""
    fetches: dict[int, list[Fetch]] = {}
    for row in read_rows(connection, _FETCHES):
        fetches.setdefault(row["link"], []).append(_fetch(row))
    return tuple(
        replace(_link(row), fetches=tuple(fetches.get(row["number"], ())))
        for row in read_rows(connection, select(LINKS).order_by(LINKS.c.number))
    )


def read_sound_links(connection: Connection) -> tuple[tuple[Link, ...], frozenset[str]]:
    """Return the links that are not damaged, and the digests of the others, as far as they can be read.

    Who fetched is left out where that is damaged.
    """
    fetches: dict[int, list[Fetch]] = {}
    for row in read_sound_rows(connection, _FETCHES)[0]:
        with suppress(Unreadable):
            fetches.setdefault(row["link"], []).append(_fetch(row))
    links: list[Link] = []
    rows, others = read_sound_rows(connection, select(LINKS).order_by(LINKS.c.number))
    damaged = {f"{row['digest']}" for row in others}
    for row in rows:
        try:
            links.append(replace(_link(row), fetches=tuple(fetches.get(row["number"], ()))))
        except Unreadable:
            damaged.add(row["digest"])
    return tuple(links), frozenset(damaged)


def find_damaged_links(connection: Connection, calendars: Collection[Identity] | None) -> Iterator[str]:
    """Yield a sentence for each link, and who fetched through it, that is not what was written.

    Parameters
    ----------
    connection
        To the store.
    calendars
        That there are links of; None where that cannot be read.
    """
    links, others = read_sound_rows(connection, select(LINKS).order_by(LINKS.c.number))
    yield from ["A secret address is damaged."] * len(others)
    for row in links:
        try:
            link = _link(row)
            if not _DIGEST.fullmatch(link.digest) or (
                calendars is not None and link.calendar not in calendars
            ):
                raise unreadable(LINKS)
        except Unreadable:
            yield f"The secret address number {row['number']} is damaged."
    fetches, others = read_sound_rows(connection, _FETCHES)
    yield from ["Who fetched last through a secret address is damaged."] * len(others)
    for row in fetches:
        try:
            _fetch(row)
        except Unreadable:
            yield f"Who fetched last through the secret address number {row['link']} is damaged."


@kept(LINKS)
def _link(row: Row) -> Link:
    ended, closes = row["ended"], row["closes"]
    return Link(
        row["number"],
        read_identity(row["feed"]),
        row["digest"],
        read_instant(row["made"]),
        read_instant(ended) if ended else None,
        date.fromisoformat(closes) if closes else None,
    )


@kept(FETCHES)
def _fetch(row: Row) -> Fetch:
    return Fetch(row["client"], read_instant(row["instant"]), row["version"])


def links_revision(connection: Connection) -> int:
    """Return a number that grows whenever a link is made, ended or closed."""
    return int(connection.execute(select(func.coalesce(func.max(LINKS.c.revision), 0))).scalar_one())


def _next_revision(connection: Connection) -> int:
    return links_revision(connection) + 1


def _end(connection: Connection, numbers: list[int], now: datetime) -> None:
    change = {"ended": write_instant(now), "revision": _next_revision(connection)}
    connection.execute(LINKS.update().where(LINKS.c.number.in_(numbers)).values(change))


def _new(number: int, calendar: Identity, now: datetime) -> NewLink:
    secret = secrets.token_urlsafe(SECRET_BYTES)
    return NewLink(Link(number, calendar, digest_of_secret(secret), now), secret)


def _row(link: Link, revision: int) -> dict[str, Any]:
    return {
        "number": link.number,
        "revision": revision,
        "feed": write_identity(link.calendar),
        "digest": link.digest,
        "made": write_instant(link.made),
    }
