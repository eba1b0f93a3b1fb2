"""What people and programs are told of a link: whose it is, how it stands, who fetched last."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from inputs.days import say_day, say_time
from inputs.files.cells import escape_formula
from scheduler.commands.linking.linked import Linked

if TYPE_CHECKING:
    from scheduler.store.links import Link

COLUMNS = (
    *("kind", "id", "name", "email", "page", "calendar", "webcal"),
    *("made", "closes", "taken_back", "last_fetched", "client", "version"),
)
INSTANT = "%Y-%m-%dT%H:%M:%SZ"


def say_instant(instant: datetime, zone: ZoneInfo) -> str:
    """Return an instant on the clocks of a zone: ``20 February 2027, 20:30``."""
    local = instant.astimezone(zone)
    return f"{say_day(local.date())}, {say_time(local.time())}"


def last_day_of(linked: Linked) -> date | None:
    """Return the last day on which a link works: as the coordinator said, else as the stay says."""
    return linked.link.closes or linked.calendar.closes


def say_state(linked: Linked, now: datetime, zone: ZoneInfo, newest: int) -> str:
    """Return how a link stands: made when, open until when, fetched by whom."""
    link = linked.link
    if link.ended is not None:
        return "; ".join([f"taken back {say_instant(link.ended, zone)}", *_say_fetches(link, zone, newest)])
    parts = [] if linked.secret else [f"made {say_instant(link.made, zone)}"]
    if last := last_day_of(linked):
        over = now.astimezone(zone).date() > last
        parts.append(f"closed since {say_day(last)}" if over else f"open until {say_day(last)}")
    if not linked.calendar.is_current:
        parts.append("not in the term any more")
    parts += _say_fetches(link, zone, newest) or ([] if linked.secret else ["never fetched"])
    return "; ".join(parts)


def _say_fetches(link: Link, zone: ZoneInfo, newest: int) -> list[str]:
    return [
        f"{fetch.client} fetched version {fetch.version}"
        f"{'' if fetch.version == newest else f' of {newest}'} {say_instant(fetch.instant, zone)}"
        for fetch in link.fetches
    ]


def render_mail_merge(linked: Iterable[Linked]) -> bytes:
    """Return links as a table for a mail merge: UTF-8 with a byte-order mark, and no cell is a formula.

    What cannot be told any more, or has not happened, is an empty cell; instants are in UTC.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in linked:
        row = plain_link(one)
        fetches: list[dict[str, Any]] = row.pop("fetches")
        row |= {"calendar": " ".join(one.feeds), "webcal": " ".join(one.subscriptions)}
        row |= fetches[0] if fetches else {}
        writer.writerow(escape_formula(str(row.get(name) or "")) for name in COLUMNS)
    return out.getvalue().encode("utf-8-sig")


def plain_link(linked: Linked) -> dict[str, Any]:
    """Return a link as programs read it; addresses are null where they cannot be told any more."""
    calendar, link, last = linked.calendar, linked.link, last_day_of(linked)
    return {
        "kind": calendar.kind,
        "id": calendar.id,
        "name": calendar.name,
        "email": calendar.email,
        "page": linked.page or None,
        "calendar": list(linked.feeds) or None,
        "made": f"{link.made:{INSTANT}}",
        "closes": f"{last}" if last else None,
        "taken_back": f"{link.ended:{INSTANT}}" if link.ended else None,
        "fetches": [
            {"client": one.client, "last_fetched": f"{one.instant:{INSTANT}}", "version": one.version}
            for one in link.fetches
        ],
    }
