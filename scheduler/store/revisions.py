"""
What each calendar was told of each entry: its UID, its SEQUENCE, and when it was last modified.

These are the rules of RFC 5545, section 3.8.7, and RFC 5546, section 2.1, as calendar programs depend on
them; they hold for an entry in one calendar:

==============================  =================  ================================  =============
from one version to the next    UID                SEQUENCE                          LAST-MODIFIED
==============================  =================  ================================  =============
nothing changes                 kept               kept                              kept
time, place or status changes   kept               one more                          now
anything else changes           kept               kept                              now
it is new here                  kept or a new one  no less than in other calendars   now
it is gone                      kept, cancelled    one more                          now
it comes back                   kept               one more                          now
==============================  =================  ================================  =============

Of a calendar that ends, as its owner left the term, only what was still to come is gone: the rest is told on.

After the store came back from a backup, calendar programs may know revisions that it does not: then every
SEQUENCE is raised by more than can be lost, and what takes place is told anew.

CREATED never changes. Nothing is ever taken away, so that a UID is never given twice and no SEQUENCE ever
falls, also when an earlier plan is published again.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, tzinfo

from inputs.days import Period, Span
from scheduler.comparing.matching import Thing, pair_up
from scheduler.outputs.calendars.cuts import CANCELLED_FOR
from scheduler.outputs.calendars.entries import Entry
from scheduler.outputs.calendars.feeds import Feed
from scheduler.outputs.calendars.identity import Identity, UidSource

AFTER_BACKUP = 1000
"""By how much a SEQUENCE is raised then: no entry was changed so often since a backup that is of any use."""

Key = tuple[Identity, str]
"""The identity of a calendar, and a UID in it."""


@dataclass(frozen=True)
class Told:
    """What a calendar was told of one entry, and when; ``entry.cancelled`` where it was withdrawn."""

    feed: Identity
    uid: str
    entry: Entry
    sequence: int
    created: datetime
    modified: datetime
    was: Entry | None = field(default=None, compare=False)
    """What it was told before ``modified``, of which this is a change; None where it was new then."""

    @property
    def key(self) -> Key:
        """The calendar and the UID."""
        return self.feed, self.uid


def revise(
    told: Mapping[Key, Told],
    feeds: Sequence[Feed],
    uid_source: UidSource,
    instant: datetime,
    *,
    zone: tzinfo = UTC,
    other_zone: bool = False,
    after_backup: bool = False,
) -> tuple[Told, ...]:
    """Return what has to be told when calendars are published: only what is not told already.

    Parameters
    ----------
    told
        The last of what each calendar was told of each UID.
    feeds
        The calendars now.
    uid_source
        Gives what is new its UID.
    instant
        The time of publication, later than any before.
    zone
        Whose clocks the times of day are on.
    other_zone
        Whether the times of day are in another zone than they were: then all of them have changed, also
        those of what is still shown as cancelled.
    after_backup
        Whether calendars may have been told more than is known.
    """
    uids = assign_uids(told.values(), feeds, uid_source)
    now = {(feed.identity, uids[entry.identity]): entry for feed in feeds for entry in feed.entries}
    going_on, here = {feed.identity for feed in feeds}, instant.astimezone(zone).replace(tzinfo=None)
    changed = [
        _changed(last, now.get(key) or _without(last, going_on, here), instant, other_zone=other_zone)
        for key, last in told.items()
    ]
    least = AFTER_BACKUP if after_backup else 0
    if after_backup:
        changed = [_raised(last, instant) for last in changed]
    news = [last for last in changed if last != told[last.key]]
    highest: dict[str, int] = {}
    for last in (*told.values(), *news):
        highest[last.uid] = max(last.sequence, highest.get(last.uid, 0))
    added = [
        Told(feed, uid, entry, highest.get(uid, least), instant, instant)
        for (feed, uid), entry in now.items()
        if (feed, uid) not in told
    ]
    return (*news, *added)


def assign_uids(told: Iterable[Told], feeds: Iterable[Feed], uid_source: UidSource) -> dict[Identity, str]:
    """Return the UID of each entry: the one that it had, also before it was withdrawn, or a new one."""
    things = _things(feeds)
    live, withdrawn = _things_told(told)
    uids: dict[Identity, str] = {}
    for known in (live, withdrawn):
        left = [thing for thing in things if thing.identity not in uids]
        # What was withdrawn comes back as itself alone, not as something else of its week.
        pairs = pair_up([thing for thing, _ in known], left, by_week=known is live)
        uids |= {left[n].identity: known[m][1] for n, m in pairs.items()}
    taken = {uid for known in (live, withdrawn) for _, uid in known}
    for thing in things:
        if thing.identity not in uids:
            uids[thing.identity] = _new_uid(thing.identity, uid_source, taken)
            taken.add(uids[thing.identity])
    return uids


def _things(feeds: Iterable[Feed]) -> list[Thing]:
    found: dict[Identity, Thing] = {}
    for feed in feeds:
        for entry in feed.entries:
            found.setdefault(entry.identity, Thing(entry.identity, entry.when, entry.location))
    return sorted(found.values(), key=_order)


def _things_told(told: Iterable[Told]) -> tuple[list[tuple[Thing, str]], list[tuple[Thing, str]]]:
    """Return what stands in some calendar, and what stands in none any more, each with its UID."""
    last: dict[str, Told] = {}
    for one in told:
        if one.uid not in last or (not one.entry.cancelled, one.modified) > (
            not last[one.uid].entry.cancelled,
            last[one.uid].modified,
        ):
            last[one.uid] = one
    live: list[tuple[Thing, str]] = []
    withdrawn: list[tuple[Thing, str]] = []
    for uid, one in last.items():
        thing = Thing(one.entry.identity, one.entry.when, one.entry.location)
        (withdrawn if one.entry.cancelled else live).append((thing, uid))
    return tuple(
        sorted(known, key=lambda known: (*_order(known[0]), known[1])) for known in (live, withdrawn)
    )  # type: ignore[return-value]  # two of two


def _order(thing: Thing) -> tuple[str, Identity]:
    when = thing.when
    return f"{when.date} {when.start}" if isinstance(when, Period) else f"{when.start}", thing.identity


def _new_uid(identity: Identity, uid_source: UidSource, taken: Container[str]) -> str:
    """Return the UID that follows from the identity, unless something else has it that was called so once."""
    while (uid := uid_source(identity)) in taken:
        identity = replace(identity, number=identity.number + 1)
    return uid


def _without(last: Told, going_on: Container[Identity], here: datetime) -> Entry:
    """Return what becomes of an entry that is planned no more: in a calendar that ends what was over stays.

    ``here`` is the time of publication, on the clocks of the term.
    """
    ended = last.feed not in going_on and not last.entry.cancelled and _end(last.entry) <= here
    return last.entry if ended else replace(last.entry, cancelled=True)


def _end(entry: Entry) -> datetime:
    when = entry.when
    return datetime.combine(*((when.date, when.end) if isinstance(when, Period) else (when.end, time.min)))


def _changed(last: Told, entry: Entry, instant: datetime, *, other_zone: bool) -> Told:
    is_over = entry.cancelled and last.modified + CANCELLED_FOR <= instant
    shifted = other_zone and isinstance(entry.when, Period) and not is_over
    # The day of the last change, too, is told on the clocks of the zone.
    tells_day = last.was is not None and not _is_same(last.was, last.entry)
    retold = shifted or (other_zone and tells_day and not is_over)
    if _is_same(entry, last.entry) and not retold:
        return replace(last, entry=entry)
    weighty = shifted or _weighty(entry) != _weighty(last.entry)
    return replace(last, entry=entry, sequence=last.sequence + weighty, modified=instant, was=last.entry)


def _is_same(one: Entry, other: Entry) -> bool:
    """Tell whether two entries are told alike, whatever they are called."""
    return replace(one, identity=other.identity) == other


def _raised(last: Told, instant: datetime) -> Told:
    """Return what is told where a calendar may have been told more; what is withdrawn is not shown again."""
    sequence = last.sequence + AFTER_BACKUP
    if last.entry.cancelled or last.modified == instant:
        return replace(last, sequence=sequence)
    return replace(last, sequence=sequence, modified=instant, was=None)


def _weighty(entry: Entry) -> tuple[Period | Span, str, bool]:
    """Return what makes a calendar program ask its owner to look again."""
    return entry.when, entry.location, entry.cancelled
