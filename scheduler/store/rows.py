"""The rows of a store as data, and the digests that tell whether they are still what was published."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, select

from inputs.snapshot import read_snapshot
from inputs.term import Term
from scheduler.outputs.calendars.feeds import Feed
from scheduler.outputs.calendars.identity import Identity
from scheduler.store.kept import Row, kept, read_rows, read_store
from scheduler.store.past_leads import leads_told
from scheduler.store.revisions import Key, Told
from scheduler.store.tables import ENTRIES, FEEDS, VERSIONS
from scheduler.store.texts import (
    Cover,
    digest_of,
    read_changelog,
    read_cover,
    read_entry,
    read_identity,
    read_instant,
    read_plan_text,
    read_shortfalls,
    write_cover,
    write_entry,
    write_identity,
    write_instant,
)
from scheduler.store.trouble import Damage, Unreadable
from scheduler.store.version import Summary, Version

_SUMMARY = (
    VERSIONS.c.number,
    VERSIONS.c.instant,
    VERSIONS.c.timezone,
    VERSIONS.c.note,
    VERSIONS.c.restores,
    VERSIONS.c.term_digest,
    VERSIONS.c.digest,
    VERSIONS.c.changelog,
)
_SIGNED = tuple(column.name for column in VERSIONS.c if column.name != "digest")


def sign(row: Row) -> dict[str, Any]:
    """Return the row of a version with its digest."""
    return {**row, "digest": digest_of(*(str(row[name]) for name in _SIGNED))}


def digest_of_told(entries: Iterable[Row], feeds: Iterable[Row]) -> str:
    """Return the digest of what calendars are told with one version."""
    rows = [*entries, *feeds]
    return digest_of(*sorted(json.dumps([(name, row[name]) for name in sorted(row)]) for row in rows))


# -- writing -----------------------------------------------------------------------------------------------


def entry_rows(version: int, told: Iterable[Told]) -> list[dict[str, Any]]:
    """Return what calendars are told with a version as rows."""
    return [
        {
            "version": version,
            "feed": write_identity(one.feed),
            "uid": one.uid,
            "sequence": one.sequence,
            "created": write_instant(one.created),
            "modified": write_instant(one.modified),
            "cancelled": one.entry.cancelled,
            "content": write_entry(one.entry),
        }
        for one in told
    ]


def feed_rows(version: int, feeds: Iterable[Feed], covers: Mapping[Identity, Cover]) -> list[dict[str, Any]]:
    """Return what calendars newly say of themselves as rows."""
    return [
        {"version": version, "feed": write_identity(feed.identity), "content": content}
        for feed in feeds
        if covers.get(feed.identity) != read_cover(content := write_cover(feed))
    ]


# -- reading -----------------------------------------------------------------------------------------------


def read_summaries(connection: Connection) -> tuple[Summary, ...]:
    """Return all versions, the oldest first."""
    return tuple(map(_summary, read_rows(connection, select(*_SUMMARY).order_by(VERSIONS.c.number))))


def read_summary(connection: Connection, number: int) -> Summary:
    """Return a version that is there, as a list of versions shows it."""
    (row,) = read_rows(connection, select(*_SUMMARY).where(VERSIONS.c.number == number))
    return _summary(row)


def read_version(connection: Connection, number: int, *, with_told: bool = True) -> Version | None:
    """Return a version, or None where there is none of that number.

    Parameters
    ----------
    connection
        To the store.
    number
        Of the version.
    with_told
        Whether with all that calendars were told, which is most of it; who shows a plan does without. Who
        led the rounds of single days is read in any case.

    Raises
    ------
    Damage
        When it is not what was published.
    """
    rows = read_rows(connection, select(VERSIONS).where(VERSIONS.c.number == number))
    if not rows:
        return None
    (row,) = rows
    if sign(row)["digest"] != row["digest"]:
        raise damage(number)
    told = read_told(connection, number) if with_told else {}
    rounds = told if with_told else read_told_rounds(connection, number)
    store = read_store(connection)
    try:
        term = read_snapshot(row["term"])
        plan = read_plan_text(row["plan"], term)
        return Version(
            _summary(row),
            plan,
            term,
            read_shortfalls(row["shortfalls"], term),
            row["record"],
            told,
            read_covers(connection, number),
            UUID(store["namespace"]),
            store["id"],
            leads_told(rounds.values(), plan, term),
        )
    except (ValueError, LookupError) as error:
        raise Damage(f"Version {number} cannot be read by this program: {error}.") from error


def read_term_of(connection: Connection, number: int) -> Term:
    """Return the term of a version that is there.

    Raises
    ------
    Damage
        When it is not what was published.
    """
    (row,) = read_rows(connection, select(VERSIONS).where(VERSIONS.c.number == number))
    if sign(row)["digest"] != row["digest"]:
        raise damage(number)
    try:
        return read_snapshot(row["term"])
    except (ValueError, LookupError) as error:
        raise Damage(f"Version {number} cannot be read by this program: {error}.") from error


def read_told(connection: Connection, number: int) -> dict[Key, Told]:
    """Return the last of what each calendar was told of each UID, until a version.

    Raises
    ------
    Damage
        When it is not what was published.
    """
    found: dict[Key, Told] = {}
    entries, feeds = (
        _rows_by_version(connection, ENTRIES, number),
        _rows_by_version(connection, FEEDS, number),
    )
    digests = connection.execute(
        select(VERSIONS.c.number, VERSIONS.c.told)
        .where(VERSIONS.c.number <= number)
        .order_by(VERSIONS.c.number)
    )
    for version, digest in digests:
        if digest_of_told(entries.get(version, ()), feeds.get(version, ())) != digest:
            raise damage(version)
        _add_told(found, entries.get(version, ()))
    return found


def read_told_rounds(connection: Connection, number: int) -> dict[Key, Told]:
    """Return the last of what faculty were told of rounds, until a version: a small part of `read_told`."""
    of_faculty = write_identity(Identity("calendar", ("faculty",))).partition("]")[0]
    rows = select(ENTRIES).where(
        ENTRIES.c.version <= number,
        ENTRIES.c.feed.startswith(of_faculty, autoescape=True),
        ENTRIES.c.content.contains('"service round"', autoescape=True),
    )
    found: dict[Key, Told] = {}
    _add_told(found, read_rows(connection, rows.order_by(ENTRIES.c.version)))
    return found


def read_covers(connection: Connection, number: int) -> dict[Identity, Cover]:
    """Return what each calendar says of itself at a version."""
    query = select(FEEDS.c.feed, FEEDS.c.content).where(FEEDS.c.version <= number).order_by(FEEDS.c.version)
    return dict(map(_feed, read_rows(connection, query)))


def damage(number: int) -> Damage:
    """Return the sentence for a version that is not what was published."""
    return Damage(
        f"Version {number} is damaged: the store holds something else than was published. "
        "Maybe bring the store back from a backup."
    )


def find_damaged_versions(connection: Connection) -> list[str]:
    """Return a sentence for each version that is not what was published, or does not follow on the last."""
    found: list[str] = []
    parent = ""
    for number in connection.execute(select(VERSIONS.c.number).order_by(VERSIONS.c.number)).scalars().all():
        try:
            (row,) = read_rows(connection, select(VERSIONS).where(VERSIONS.c.number == number))
            entries, feeds = (
                read_rows(connection, select(table).where(table.c.version == number))
                for table in (ENTRIES, FEEDS)
            )
        except Unreadable:
            found.append(str(damage(number)))
            continue
        if sign(row)["digest"] != row["digest"] or digest_of_told(entries, feeds) != row["told"]:
            found.append(str(damage(number)))
        elif row["parent"] != parent:
            found.append(f"Version {number} does not follow on the version before it, which was replaced.")
        parent = row["digest"]
    return found


def _add_told(found: dict[Key, Told], rows: Iterable[Row]) -> None:
    """Put what is told later in the place of what was told before."""
    for row in rows:
        told = read_told_row(row)
        found[told.key] = _after(found.get(told.key), told)


def _rows_by_version(connection: Connection, table: Table, number: int) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in read_rows(connection, select(table).where(table.c.version <= number)):
        found.setdefault(row["version"], []).append(row)
    return found


@kept(VERSIONS)
def _summary(row: Row) -> Summary:
    return Summary(
        row["number"],
        read_instant(row["instant"]),
        ZoneInfo(row["timezone"]).key,
        row["note"],
        row["restores"],
        row["term_digest"],
        row["digest"],
        read_changelog(row["changelog"]),
    )


@kept(FEEDS)
def _feed(row: Row) -> tuple[Identity, Cover]:
    return read_identity(row["feed"]), read_cover(row["content"])


def _after(last: Told | None, told: Told) -> Told:
    """Return what is told with what it was before; another identity alone is no change."""
    if last is None:
        return told
    return replace(told, was=last.was if told.modified == last.modified else last.entry)


@kept(ENTRIES)
def read_told_row(row: Row) -> Told:
    """Return what a calendar was told with one version of one UID."""
    return Told(
        read_identity(row["feed"]),
        row["uid"],
        read_entry(row["content"], cancelled=row["cancelled"]),
        row["sequence"],
        read_instant(row["created"]),
        read_instant(row["modified"]),
    )
