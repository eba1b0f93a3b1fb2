"""The calendars of a published version, as calendar programs are to be told them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from inputs.days import Period
from scheduler.outputs.calendar_entries import Entry
from scheduler.outputs.calendar_feeds import Feed
from scheduler.outputs.calendars import Revision, render_feed
from scheduler.outputs.identity import Identity, number_apart, uids_from
from scheduler.store.revisions import Told
from scheduler.store.version import Version

CANCELLED_FOR = timedelta(days=14)
"""How long what was withdrawn is shown as cancelled, if its time has not passed before."""


def render_published(version: Version, now: datetime) -> dict[str, bytes]:
    """Return the calendar files of a version: file name to bytes.

    Each entry carries the UID, the SEQUENCE and the instants that the store keeps. What is withdrawn stands
    there as cancelled for two weeks, or until its time has passed.

    Parameters
    ----------
    version
        The version.
    now
        Decides on what was withdrawn, and on nothing else.
    """
    zone = ZoneInfo(version.term.timezone)
    shown = [told for told in version.told.values() if _is_shown(told, now, zone)]
    # Something withdrawn may have been called what something else is called now.
    shown.sort(key=lambda told: (told.entry.cancelled, told.entry.identity, told.uid))
    plain = {told.uid: Identity(told.entry.identity.kind, told.entry.identity.parts) for told in shown}
    identities = number_apart(plain.items())
    uids = {identity: uid for uid, identity in identities.items()}
    revisions = {
        (told.feed, identities[told.uid]): Revision(told.created, told.modified, told.sequence)
        for told in shown
    }
    entries: dict[Identity, list[Entry]] = {identity: [] for identity in version.covers}
    for told in shown:
        entries[told.feed].append(replace(told.entry, identity=identities[told.uid]))
    of_calendar = uids_from(version.namespace)

    def uid_of(identity: Identity) -> str:
        return uids.get(identity) or of_calendar(identity)

    files: dict[str, bytes] = {}
    for identity, cover in version.covers.items():
        feed = Feed(cover.file, identity, cover.name, cover.about, cover.color, tuple(entries[identity]))
        files |= render_feed(
            feed, version.term, uid_of, lambda feed, entry: revisions[feed.identity, entry.identity]
        )
    return files


def _is_shown(told: Told, now: datetime, zone: ZoneInfo) -> bool:
    if not told.entry.cancelled:
        return True
    when = told.entry.when
    if isinstance(when, Period):
        end = datetime.combine(when.date, when.end, zone)
    else:
        end = datetime.combine(when.end, time.min, zone)
    return now < min(end, told.modified + CANCELLED_FOR)
