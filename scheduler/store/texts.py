"""Plans and entries of calendars as texts that a store keeps, and back; the same thing is the same text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from inputs.days import Period, Span, say_time
from inputs.people import Entity
from inputs.plan import Mentorship, Plan, Rotation, RoundLead, Session, Shortfall
from inputs.term import Term
from scheduler.outputs.calendars.entries import Entry
from scheduler.outputs.calendars.feeds import Feed
from scheduler.outputs.calendars.identity import Identity


def to_json(value: object) -> str:
    """Return a value as the shortest JSON, always the same."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of(*texts: str) -> str:
    """Return the SHA-256 of texts, none of which can be taken for part of another."""
    return hashlib.sha256(to_json(texts).encode()).hexdigest()


def write_instant(instant: datetime) -> str:
    """Return an instant in UTC as ``2027-02-20T12:30:00Z``."""
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def read_instant(text: str) -> datetime:
    """Return the instant that `write_instant` was given, in whole seconds.

    Raises
    ------
    ValueError
        When it is no such text.
    """
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(text)
    return instant


def read_changelog(text: str) -> dict[str, Any]:
    """Return what changed with a version.

    Raises
    ------
    ValueError
        When it is no such text.
    """
    changelog = json.loads(text)
    if not isinstance(changelog, dict) or not {"people", "numbers"} <= changelog.keys():
        raise ValueError(text)
    first = changelog.get("first")
    if first is not None and first.keys() != {"trainees", "sessions", "rotations"}:
        raise ValueError(text)
    counts = [*changelog["numbers"].values(), *(first or {}).values(), changelog.get("things", 0)]
    if not isinstance(changelog["people"], list) or not all(isinstance(one, int) for one in counts):
        raise ValueError(text)
    return changelog


# -- plans -------------------------------------------------------------------------------------------------


def write_plan(plan: Plan) -> str:
    """Return a plan as a text that does not depend on the order of its rows."""
    rows: dict[str, Iterable[list[str]]] = {
        "rotations": (
            [r.trainee.id, r.service.id, f"{r.span.first_day}", f"{r.span.last_day}"] for r in plan.rotations
        ),
        "rounds": ([r.service.id, f"{r.week.monday}", r.lead.id] for r in plan.rounds),
        "sessions": (
            [
                *(s.trainee.id, s.activity.id, s.topic),
                *(f"{s.period.date}", say_time(s.period.start), say_time(s.period.end)),
                *(_id(s.room), _id(s.faculty)),
            ]
            for s in plan.sessions
        ),
        "mentors": ([m.trainee.id, m.mentor.id] for m in plan.mentorships),
    }
    return to_json({name: sorted(table) for name, table in rows.items()})


def read_plan_text(text: str, term: Term) -> Plan:
    """Return the plan that a text tells of.

    Raises
    ------
    KeyError
        With the id that the term does not know.
    ValueError
        When it is no such text.
    """
    tables = json.loads(text)
    trainees, faculty, services = term.trainee_by_id, term.faculty_by_id, term.service_by_id
    rooms = {room.id: room for room in term.rooms}
    return Plan(
        rotations=tuple(
            Rotation(trainees[who], services[what], Span.through(_day(first), _day(last)))
            for who, what, first, last in tables["rotations"]
        ),
        rounds=tuple(
            RoundLead(services[what], term.week_of(_day(monday)), faculty[lead])
            for what, monday, lead in tables["rounds"]
        ),
        sessions=tuple(
            Session(
                trainees[who],
                term.activity_by_id[what],
                Period(_day(day), time.fromisoformat(start), time.fromisoformat(end)),
                rooms[room] if room else None,
                faculty[lead] if lead else None,
                topic,
            )
            for who, what, topic, day, start, end, room, lead in tables["sessions"]
        ),
        mentorships=tuple(Mentorship(trainees[who], faculty[mentor]) for who, mentor in tables["mentors"]),
    )


def write_shortfalls(shortfalls: Iterable[Shortfall]) -> str:
    """Return shortfalls as a text."""
    rows = (
        [_id(s.trainee), s.kind, s.item, f"{s.span.first_day}", f"{s.span.last_day}", s.cost, s.reason]
        for s in shortfalls
    )
    return to_json(list(rows))


def read_shortfalls(text: str, term: Term) -> tuple[Shortfall, ...]:
    """Return the shortfalls that a text tells of."""
    return tuple(
        Shortfall(
            term.trainee_by_id[who] if who else None,
            kind,
            item,
            Span.through(_day(first), _day(last)),
            cost,
            reason,
        )
        for who, kind, item, first, last, cost, reason in json.loads(text)
    )


# -- calendars ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cover:
    """What a calendar says of itself, without its entries."""

    file: str
    name: str
    about: str
    color: str


def write_cover(feed: Feed) -> str:
    """Return what a calendar says of itself as a text."""
    return to_json([feed.file, feed.name, feed.about, feed.color])


def read_cover(text: str) -> Cover:
    """Return what a calendar says of itself."""
    return Cover(*json.loads(text))


def write_identity(identity: Identity) -> str:
    """Return an identity as a text."""
    return to_json([identity.kind, list(identity.parts), identity.number])


def read_identity(text: str) -> Identity:
    """Return the identity that a text tells of.

    Raises
    ------
    ValueError
        When it is no such text.
    """
    kind, parts, number = json.loads(text)
    if not all(isinstance(word, str) for word in (kind, *parts)) or not isinstance(number, int):
        raise ValueError(text)
    return Identity(kind, tuple(parts), number)


def write_entry(entry: Entry) -> str:
    """Return an entry as a text; that it is cancelled is kept beside it."""
    when = entry.when
    return to_json(
        {
            "identity": [entry.identity.kind, list(entry.identity.parts), entry.identity.number],
            "when": (
                [f"{when.date}", say_time(when.start), say_time(when.end)]
                if isinstance(when, Period)
                else [f"{when.first_day}", f"{when.last_day}"]
            ),
            "category": entry.category,
            "summary": entry.summary,
            "description": entry.description,
            "location": entry.location,
            "busy": entry.busy,
        }
    )


def read_entry(text: str, *, cancelled: bool) -> Entry:
    """Return the entry that a text tells of."""
    fields: dict[str, Any] = json.loads(text)
    kind, parts, number = fields.pop("identity")
    first, *rest = fields.pop("when")
    when = (
        Period(_day(first), *map(time.fromisoformat, rest))
        if len(rest) == 2
        else Span.through(_day(first), _day(rest[0]))
    )
    return Entry(Identity(kind, tuple(parts), number), when, **fields, cancelled=cancelled)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _id(who: Entity | None) -> str:
    return who.id if who else ""
