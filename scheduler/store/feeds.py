"""The calendars of a published version, as calendar programs are to be told them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from inputs.days import Period
from inputs.term import Term
from scheduler.outputs.calendars.cuts import shown_until
from scheduler.outputs.calendars.entries import Entry
from scheduler.outputs.calendars.feeds import Feed
from scheduler.outputs.calendars.files import render_feed
from scheduler.outputs.calendars.identity import Identity, number_apart
from scheduler.outputs.calendars.lines import Revision
from scheduler.store.change_words import with_changes
from scheduler.store.revisions import Told
from scheduler.store.texts import Cover
from scheduler.store.version import Version


def render_published(version: Version, now: datetime) -> dict[str, bytes]:
    """Return the calendar files of a version: file name to bytes.

    Each entry carries the UID, the SEQUENCE and the instants that the store keeps. What is withdrawn stands
    there as cancelled for two weeks, or until its time has passed, but for a day at least.

    Parameters
    ----------
    version
        The version.
    now
        Decides on what was withdrawn, and on nothing else.
    """
    by_calendar = render_told(version.told.values(), version.covers, version.term, now)
    return {name: data for files in by_calendar.values() for name, data in files.items()}


def render_told(
    told: Iterable[Told], covers: Mapping[Identity, Cover], term: Term, now: datetime
) -> dict[Identity, dict[str, bytes]]:
    """Return the files of each calendar, in order of their parts, of what the calendars are told.

    Raises
    ------
    RuntimeError
        When a file fails its check, which is our bug.
    """
    zone = ZoneInfo(term.timezone)
    shown = [one for one in told if _is_shown(one, now, zone)]
    # Something withdrawn may have been called what something else is called now.
    shown.sort(key=lambda one: (one.entry.cancelled, one.entry.identity, one.uid))
    plain = {one.uid: Identity(one.entry.identity.kind, one.entry.identity.parts) for one in shown}
    identities = number_apart(plain.items())
    uids = {identity: uid for uid, identity in identities.items()}
    revisions = {
        (one.feed, identities[one.uid]): Revision(one.created, one.modified, one.sequence) for one in shown
    }
    entries: dict[Identity, list[Entry]] = {identity: [] for identity in covers}
    for one in shown:
        entries[one.feed].append(replace(with_changes(one, zone), identity=identities[one.uid]))
    files: dict[Identity, dict[str, bytes]] = {}
    for identity, cover in covers.items():
        feed = Feed(cover.file, identity, cover.name, cover.about, cover.color, tuple(entries[identity]))
        files[identity] = render_feed(
            feed, term, uids.__getitem__, lambda feed, entry: revisions[feed.identity, entry.identity]
        )
    return files


def expiry_of(told: Told, zone: ZoneInfo) -> datetime:
    """Return until when something withdrawn is shown as cancelled."""
    when = told.entry.when
    if isinstance(when, Period):
        end = datetime.combine(when.date, when.end, zone)
    else:
        end = datetime.combine(when.end, time.min, zone)
    return shown_until(told.modified, end)


def _is_shown(told: Told, now: datetime, zone: ZoneInfo) -> bool:
    return not told.entry.cancelled or now < expiry_of(told, zone)
