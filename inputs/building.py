"""Records -> Term: the rows that are sound become people, services, activities and slots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import time

from inputs.days import WEEKDAYS, Span
from inputs.files.written import digest_of
from inputs.people import Absence, Faculty, Hours, Kind, Preference, Room, Trainee
from inputs.programme import Activity, CurriculumRow, Pin, SeatChange, Service, Slot, WeekChoice
from inputs.records import Record, Records
from inputs.settings_reading import TermSettings
from inputs.term import Term
from inputs.working_days import CalendarDay, find_working_days


def build_term(
    settings: TermSettings,
    span: Span,
    records: Records,
    written: str,
    own: Iterable[Absence] = (),
    digest: str | None = None,
) -> Term:
    """Return the term that sound records make; what a record names and is not there is left out.

    ``own`` are the absences by the calendars of members of faculty, which ``digest`` speaks for; by default
    it is that of what is ``written``.

    Each tuple is in an order of its own, so that the order of rows changes nothing.
    """
    people = _People.of(records, span)
    programme = _Programme.of(records, people, span)
    calendar = tuple(
        CalendarDay(r["date"], r["kind"], r["note"], r.place())
        for r in sorted(_each(records, "calendar", "date"), key=lambda r: r["date"])
    )
    return Term(
        name=settings.name,
        span=span,
        timezone=settings.timezone,
        country=settings.country,
        weekdays=settings.weekdays,
        day_start=settings.day_start,
        day_end=settings.day_end,
        working=find_working_days(span, settings.weekdays, settings.country, calendar),
        levels=settings.levels,
        rules=settings.rules,
        trainees=tuple(people.trainees.values()),
        faculty=tuple(people.faculty.values()),
        rooms=tuple(people.rooms.values()),
        absences=_absences(records, own),
        services=tuple(programme.services.values()),
        curriculum=_curriculum(records),
        activities=tuple(programme.activities.values()),
        slots=programme.slots,
        pins=_pins(records, people, programme),
        seat_changes=_seat_changes(records),
        preferences=_preferences(records),
        kinds=_kinds(records),
        calendar=calendar,
        digest=digest or digest_of(written),
        written=written,
    )


def _by_id(records: Records, table: str) -> list[Record]:
    return sorted(records.get(table, ()), key=lambda record: str(record["id"]))


def _each(records: Records, table: str, *columns: str) -> list[Record]:
    """Return the first of all records that agree in these columns."""
    first: dict[tuple[object, ...], Record] = {}
    for record in records.get(table, ()):
        first.setdefault(tuple(record[column] for column in columns), record)
    return list(first.values())


def _span(record: Record) -> Span:
    return Span.through(record["first_day"], record["last_day"])


@dataclass(frozen=True)
class _People:
    trainees: Mapping[str, Trainee]
    faculty: Mapping[str, Faculty]
    rooms: Mapping[str, Room]

    @classmethod
    def of(cls, records: Records, term: Span) -> _People:
        hours: defaultdict[str, list[Hours]] = defaultdict(list)
        for r in records.get("hours", ()):
            days = Span.through(r["first_day"] or term.first_day, r["last_day"] or term.last_day)
            hours[r["who"]].append(Hours(r["weekday"], r["start"], r["end"], days, r.place()))
        return cls(
            {r["id"]: _trainee(r, term) for r in _by_id(records, "trainees")},
            {r["id"]: _member(r, hours[r["id"]]) for r in _by_id(records, "faculty")},
            {
                r["id"]: Room(r["id"], r["name"], r["seats"], r["site"], r.place())
                for r in _by_id(records, "rooms")
            },
        )


def _trainee(record: Record, term: Span) -> Trainee:
    """Return a trainee whose stay, some of which lies in the term, is cut to it."""
    stay = Span(max(_span(record).start, term.start), min(_span(record).end, term.end))
    return Trainee(
        id=record["id"],
        name=record["name"],
        kind=record["kind"],
        stay=stay,
        email=record["email"],
        interests=record["interests"],
        mentor=record["mentor"] or None,
        completed=record["completed"],
        documents=record["documents"],
        place=record.place(),
    )


def _member(record: Record, hours: Iterable[Hours]) -> Faculty:
    return Faculty(
        id=record["id"],
        name=record["name"],
        email=record["email"],
        interests=record["interests"],
        topics=record["topics"],
        max_meetings_per_week=record["max_meetings"],
        max_mentees=record["max_mentees"],
        leads=record["leads"],
        hours=tuple(sorted(hours, key=lambda h: (WEEKDAYS.index(h.weekday), h.start, h.end, h.span))),
        place=record.place(),
    )


@dataclass(frozen=True)
class _Programme:
    services: Mapping[str, Service]
    activities: Mapping[str, Activity]
    slots: tuple[Slot, ...]

    @classmethod
    def of(cls, records: Records, people: _People, term: Span) -> _Programme:
        topics: defaultdict[str, set[str]] = defaultdict(set)
        for r in records.get("topics", ()):
            topics[r["activity"]].add(r["topic"])
        activities = {r["id"]: _activity(r, topics[r["id"]]) for r in _by_id(records, "activities")}
        slots = [
            Slot(
                activity=activities[r["activity"]],
                weekday=r["weekday"],
                start=r["start"],
                room=people.rooms.get(r["room"]),
                seats=r["seats"],
                weeks=_weeks(r, term),
                leads=tuple(people.faculty[lead] for lead in r["leads"] if lead in people.faculty),
                place=r.place(),
            )
            for r in records.get("slots", ())
            if r["activity"] in activities
        ]
        slots.sort(key=lambda s: _order_of_slot(s, term))
        return cls({r["id"]: _service(r) for r in _by_id(records, "services")}, activities, tuple(slots))


def _order_of_slot(slot: Slot, term: Span) -> tuple[int, time, str, str, Span]:
    room = slot.room.id if slot.room else ""
    return WEEKDAYS.index(slot.weekday), slot.start, slot.activity.id, room, slot.weeks.span or term


def _weeks(record: Record, term: Span) -> WeekChoice:
    """Return when a slot takes place; days that are all of the term go without saying."""
    weeks: WeekChoice = record["weeks"]
    first, last = record["first_day"], record["last_day"]
    first = first or min(term.first_day, last or term.first_day)
    days = Span.through(first, last or max(term.last_day, first))
    return weeks if days.within(term) == term else replace(weeks, span=days)


def _activity(record: Record, topics: Iterable[str]) -> Activity:
    return Activity(
        id=record["id"],
        title=record["title"],
        format=record["format"],
        cadence=record["cadence"],
        minutes=record["minutes"],
        audience=record["audience"],
        weight=record["weight"],
        after=record["after"],
        topics=tuple(sorted(topics)),
        place=record.place(),
    )


def _service(record: Record) -> Service:
    return Service(
        id=record["id"],
        name=record["name"],
        seats=record["seats"],
        min_weeks=record["min_weeks"],
        max_weeks=record["max_weeks"],
        round_start=record["round_start"],
        round_minutes=record["round_minutes"] or 0,
        audience=record["audience"],
        blocks=record["blocks"],
        after=record["after"],
        place=record.place(),
    )


def _absences(records: Records, own: Iterable[Absence]) -> tuple[Absence, ...]:
    found = [
        Absence(r["who"], _span(r), r["start"], r["end"], r["reason"], r.place())
        for r in records.get("absences", ())
    ]
    found += own
    return tuple(sorted(found, key=by_person))


def by_person(absence: Absence) -> tuple[str, Span, str, str]:
    """Return what absences are sorted by."""
    return absence.who, absence.span, str(absence.start), absence.reason


def _curriculum(records: Records) -> tuple[CurriculumRow, ...]:
    found = [
        CurriculumRow(
            r["kind"], r["service"], r["weeks"], r["rotations"], r["from_weeks"], r["to_weeks"], r.place()
        )
        for r in records.get("curriculum", ())
    ]
    return tuple(sorted(found, key=lambda row: (row.kind, row.services, row.from_weeks, row.weeks)))


def _pins(records: Records, people: _People, programme: _Programme) -> tuple[Pin, ...]:
    found = []
    for r in _each(records, "pins", "trainee", "item", "date", "start"):
        trainee = people.trainees.get(r["trainee"])
        item = programme.activities.get(r["item"]) or programme.services.get(r["item"])
        if trainee is not None and item is not None:
            found.append(Pin(trainee, item, r["date"], r["start"], r["must"], r.place()))
    return tuple(sorted(found, key=lambda p: (p.trainee.id, p.item.id, str(p.date), str(p.start), p.must)))


def _seat_changes(records: Records) -> tuple[SeatChange, ...]:
    found = [SeatChange(r["item"], _span(r), r["seats"], r.place()) for r in records.get("seats", ())]
    return tuple(sorted(found, key=lambda change: (change.item, change.span, change.seats)))


def _preferences(records: Records) -> tuple[Preference, ...]:
    found = [
        Preference(r["trainee"], r["item"], r["value"], r.place())
        for r in _each(records, "preferences", "trainee", "item")
    ]
    return tuple(sorted(found, key=lambda wish: (wish.trainee, wish.item)))


def _kinds(records: Records) -> tuple[Kind, ...]:
    found = [
        Kind(r["kind"], r["min_weeks"], r["max_weeks"], r["documents"], r.place())
        for r in records.get("kinds", ())
    ]
    return tuple(sorted(found, key=lambda kind: kind.kind))
