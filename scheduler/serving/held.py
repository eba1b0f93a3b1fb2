"""
What the server holds in memory: one publication and the links, whole. It is never changed, only replaced.

A request looks at one of these from begin to end, so that no answer mixes two versions.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from email.utils import format_datetime
from functools import cached_property
from types import MappingProxyType
from zoneinfo import ZoneInfo

from scheduler.outputs.calendars.cuts import drop_categories, drop_expired, parts_told
from scheduler.outputs.calendars.identity import Identity
from scheduler.store.links import Link
from scheduler.store.rendering import File, Published, pack, unpack

VARIANTS_HELD = 256
"""Calendars with something left out that are kept at once; each is cut in a millisecond."""
TAG_LENGTH = 32
"""Hexadecimal digits of a SHA-256."""

Left = frozenset[str]
"""Categories of events that somebody wants to do without."""
CATEGORIES: Mapping[str, Left] = MappingProxyType(
    {
        "rounds": frozenset({"Round"}),
        "rotations": frozenset({"Rotation"}),
        "sessions": frozenset({"Session", "Meeting"}),
    }
)
"""What ``?rounds=no`` and the like leave out."""


@dataclass(frozen=True)
class Body:
    """The bytes of an answer with what goes into its head."""

    packed: bytes = field(repr=False)
    """Compressed, and unpacked for whoever gets it: most ask only whether it is still the same."""
    size: int
    etag: str
    modified: datetime

    @property
    def data(self) -> bytes:
        """The bytes."""
        return unpack(self.packed)

    @cached_property
    def last_modified(self) -> str:
        """When the bytes last became others, as HTTP writes it."""
        return format_datetime(self.modified.astimezone(UTC), usegmt=True)


@dataclass(frozen=True)
class HeldFile:
    """A file of a calendar."""

    name: str
    closes: date | None
    body: Body
    expiries: tuple[datetime, ...] = ()
    """When something withdrawn is to be dropped from it."""


@dataclass(frozen=True)
class Held:
    """A publication, and who may fetch what of it."""

    number: int
    digest: str
    """Of the version."""
    instant: datetime
    zone: ZoneInfo
    files: Mapping[Identity, tuple[HeldFile, ...]] = field(repr=False)
    links: Mapping[str, Link] = field(repr=False)
    """By the digest of the secret."""
    links_revision: int
    broken: Mapping[Identity, str] = field(default_factory=dict)
    """The calendars that cannot be handed out until the store is mended, and what their files are called."""
    damaged_links: frozenset[str] = frozenset()
    """The digests of secrets of which the store does not hold any more what they open."""
    variants: dict[tuple[Identity, int, Left], Body] = field(default_factory=dict, repr=False)
    """Kept from request to request; all that is in here follows from ``files``."""

    def link_of(self, digest: str) -> Link | None:
        """Return the link whose secret has a digest; the time that it takes tells nothing of the secret."""
        link = self.links.get(digest)
        return link if link and hmac.compare_digest(link.digest, digest) else None

    def file_of(self, calendar: Identity, part: int) -> HeldFile | None:
        """Return a file of a calendar, or None where there is none."""
        files = self.files.get(calendar, ())
        return files[part - 1] if 1 <= part <= len(files) else None

    def is_broken(self, calendar: Identity, part: int = 1) -> bool:
        """Tell whether a file of a calendar is damaged or lost in the store, and not merely none.

        The first file of a calendar tells how many more there are.
        """
        files = self.files.get(calendar, ())
        lacks = bool(files) and len(files) < part <= parts_told(files[0].body.data)
        return lacks or calendar in self.broken

    def without(self, calendar: Identity, part: int, left: Left) -> Body | None:
        """Return a file without some categories of events, or None where there is no such file."""
        file = self.file_of(calendar, part)
        if file is None:
            return None
        if not left:
            return file.body
        key = calendar, part, left
        if key not in self.variants:
            if len(self.variants) >= VARIANTS_HELD:
                del self.variants[next(iter(self.variants))]
            unwanted = frozenset[str]().union(*(CATEGORIES[name] for name in left))
            remark = f"without {' and '.join(sorted(left))}"
            data = drop_categories(file.body.data, unwanted, remark)
            self.variants[key] = _body(data, file.body.modified)
        return self.variants[key]

    def next_expiry(self) -> datetime | None:
        """Return when something withdrawn is to be dropped next, None where nothing is."""
        found = (file.expiries[0] for files in self.files.values() for file in files if file.expiries)
        return min(found, default=None)


def hold(
    published: Published,
    links: Iterable[Link],
    links_revision: int,
    now: datetime,
    damaged_links: frozenset[str] = frozenset(),
) -> Held:
    """Return what to hold of a publication and the links in the store."""
    files: dict[Identity, list[HeldFile]] = {}
    for file in published.files:
        files.setdefault(file.calendar, []).append(_held_file(file))
    held = Held(
        published.number,
        published.digest,
        published.instant,
        ZoneInfo(published.timezone),
        {calendar: tuple(parts) for calendar, parts in files.items()},
        _by_digest(links),
        links_revision,
        published.broken,
        damaged_links,
    )
    return drop_withdrawn(held, now)


def hold_links(
    held: Held, links: Iterable[Link], links_revision: int, damaged_links: frozenset[str] = frozenset()
) -> Held:
    """Return the same publication with the links as they are now."""
    return replace(held, links=_by_digest(links), links_revision=links_revision, damaged_links=damaged_links)


def drop_withdrawn(held: Held, now: datetime) -> Held:
    """Return the same publication without what was withdrawn and need not be shown as cancelled any more."""
    due = held.next_expiry()
    if due is None or now < due:
        return held
    files = {
        calendar: tuple(_without_expired(file, now) for file in parts)
        for calendar, parts in held.files.items()
    }
    return replace(held, files=files, variants={})


def tag_of(data: bytes) -> str:
    """Return the strong ETag of bytes, with its quotes."""
    return f'"{hashlib.sha256(data).hexdigest()[:TAG_LENGTH]}"'


def _held_file(file: File) -> HeldFile:
    body = Body(file.packed, file.size, f'"{file.digest[:TAG_LENGTH]}"', file.modified)
    return HeldFile(file.name, file.closes, body, file.expiries)


def _body(data: bytes, modified: datetime) -> Body:
    return Body(pack(data), len(data), tag_of(data), modified)


def _without_expired(file: HeldFile, now: datetime) -> HeldFile:
    over = [instant for instant in file.expiries if instant <= now]
    if not over:
        return file
    data = drop_expired(file.body.data, now)
    body = _body(data, max(over[-1], file.body.modified))
    return replace(file, body=body, expiries=file.expiries[len(over) :])


def _by_digest(links: Iterable[Link]) -> Mapping[str, Link]:
    return {link.digest: replace(link, fetches=()) for link in links}
