"""Terms and plans drawn in a few lines of text: one line a row, a word for its table, then what matters of it.

A day is ``03-01`` (of 2027) or ``2027-03-01``; names are the ids with a capital. All lines are optional:

    term 03-01..03-28 08:00-18:00 [days=Mon;Tue]      (else four weeks from Monday 1 March 2027)
    trainee amara fellow 03-01..03-14 [interests=a;b] [mentor=wang] [completed=sim]
    faculty wang [leads=ward;mdt] [topics=a;b] [interests=a] [meetings=2] [mentees=1]
    hours wang Mon 14:00-16:00 [03-01..03-07]
    room hall [3]
    absent amara 03-02..03-03 [09:00-12:00] [own]     (own: by his or her own calendar)
    service ward 2 [weeks=2..4] [round=08:00+60] [blocks=mdt] [after=lab] [for=fellow]
    activity mdt weekly 60 [meeting] [for=fellow] [weight=20] [after=sim*2] [topics=a;b]
    slot mdt Mon 09:00 [room=hall] [seats=2] [weeks=odd;2;03-05] [days=03-01..03-14] [leads=wang]
    curriculum fellow ward;lab 3 [rotations=2] [stay=2..4]
    seats ward 03-01..03-03 1
    pin amara mdt [03-01] [09:00] [must=no]
    prefers amara ward 2
    holiday 03-08 [Day of rest]    workday 03-06
    rule curriculum weight=10        off rotation_length because we say so

    rotation amara ward 03-01..03-14
    round ward 03-01 wang
    session amara mdt 03-01 09:00 [room=hall] [with=wang] [topic=a] [until=10:00]
    mentor amara wang

The room of a session is that of its slot unless one is given; ``room=`` alone is no room.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

from inputs.days import Period, Span, minutes_after, weekday_of
from inputs.people import Absence, Faculty, Hours, Preference, Room, Trainee
from inputs.plan import Mentorship, Plan, Rotation, RoundLead, Session
from inputs.programme import (
    EVERY_WEEK,
    Activity,
    CurriculumRow,
    Pin,
    Prerequisite,
    SeatChange,
    Service,
    Slot,
    WeekChoice,
)
from inputs.term import Term
from inputs.working_days import CalendarDay, find_working_days
from tests.picture_rows import DAY, Row, read_day, read_rows, read_time

DEFAULT_TERM = "term 03-01..03-28 07:00-19:00"


def draw_term(picture: str) -> Term:
    """Return the term that a picture shows; lines of a plan are passed over."""
    rows = read_rows(picture)
    head = (rows.get("term") or [Row.of(DEFAULT_TERM)])[0]
    span, day = head.span(), head.times() or (time(7), time(19))
    assert span
    weekdays = head.several("days") or ("Mon", "Tue", "Wed", "Thu", "Fri")
    calendar = _calendar(rows)
    rooms = {row.words[0]: Room(row.words[0], _name(row), _seats(row)) for row in rows.get("room", ())}
    faculty = {row.words[0]: _faculty(row, rows, span) for row in rows.get("faculty", ())}
    activities = {row.words[0]: _activity(row) for row in rows.get("activity", ())}
    services = {row.words[0]: _service(row) for row in rows.get("service", ())}
    trainees = {row.words[0]: _trainee(row, span) for row in rows.get("trainee", ())}
    slots = tuple(_slot(row, activities, rooms, faculty) for row in rows.get("slot", ()))
    pins = tuple(_pin(row, trainees, {**activities, **services}) for row in rows.get("pin", ()))
    return Term(
        name="A picture",
        span=span,
        timezone="Asia/Shanghai",
        country="none",
        weekdays=weekdays,
        day_start=day[0],
        day_end=day[1],
        working=find_working_days(span, weekdays, "none", calendar),
        rules=_settings(rows),
        trainees=tuple(trainees.values()),
        faculty=tuple(faculty.values()),
        rooms=tuple(rooms.values()),
        absences=tuple(_absence(row) for row in rows.get("absent", ())),
        services=tuple(services.values()),
        curriculum=tuple(_requirement(row) for row in rows.get("curriculum", ())),
        activities=tuple(activities.values()),
        slots=slots,
        pins=pins,
        seat_changes=tuple(_seat_change(row) for row in rows.get("seats", ())),
        preferences=tuple(
            Preference(row.words[0], row.words[1], int(row.words[2])) for row in rows.get("prefers", ())
        ),
        calendar=calendar,
    )


def draw_plan(term: Term, picture: str) -> Plan:
    """Return the plan that a picture shows; lines of a term are passed over."""
    rows = read_rows(picture)
    trainees, faculty = term.trainee_by_id, term.faculty_by_id
    rotations = []
    for row in rows.get("rotation", ()):
        span = row.span()
        assert span
        rotations.append(Rotation(trainees[row.words[0]], term.service_by_id[row.words[1]], span))
    rounds = [
        RoundLead(
            term.service_by_id[row.words[0]], term.week_of(read_day(row.words[1])), faculty[row.words[2]]
        )
        for row in rows.get("round", ())
    ]
    sessions = [_session(row, term) for row in rows.get("session", ())]
    mentors = [Mentorship(trainees[row.words[0]], faculty[row.words[1]]) for row in rows.get("mentor", ())]
    return Plan(tuple(rotations), tuple(rounds), tuple(sessions), tuple(mentors))


def draw(picture: str) -> tuple[Plan, Term]:
    """Return the plan and the term of one picture, in the order in which ``verify`` takes them."""
    term = draw_term(picture)
    return draw_plan(term, picture), term


def _name(row: Row) -> str:
    return row.words[0].replace("-", " ").capitalize()


def _seats(row: Row) -> int | None:
    return int(row.words[1]) if len(row.words) > 1 else None


def _trainee(row: Row, term_span: Span) -> Trainee:
    return Trainee(
        row.words[0],
        _name(row),
        kind=row.words[1],
        stay=row.span() or term_span,
        interests=row.several("interests"),
        mentor=row.named.get("mentor"),
        completed=row.several("completed"),
    )


def _faculty(row: Row, rows: dict[str, list[Row]], term_span: Span) -> Faculty:
    hours = []
    for line in rows.get("hours", ()):
        if line.words[0] == row.words[0]:
            times = line.times()
            assert times
            hours.append(Hours(line.words[1], *times, line.span() or term_span))
    return Faculty(
        row.words[0],
        _name(row),
        interests=row.several("interests"),
        topics=row.several("topics"),
        max_meetings_per_week=row.number("meetings"),
        max_mentees=row.number("mentees"),
        leads=row.several("leads"),
        hours=tuple(hours),
    )


def _absence(row: Row) -> Absence:
    span, times = row.span(), row.times() or (None, None)
    assert span
    return Absence(row.words[0], span, times[0], times[1], own_calendar="own" in row.words)


def _service(row: Row) -> Service:
    start, _, minutes = row.named.get("round", "").partition("+")
    fewest, _, most = row.named.get("weeks", "1..").partition("..")
    return Service(
        row.words[0],
        _name(row),
        seats=int(row.words[1]),
        min_weeks=int(fewest),
        max_weeks=int(most) if most else None,
        round_start=read_time(start) if start else None,
        round_minutes=int(minutes or 0),
        audience=row.several("for"),
        blocks=row.several("blocks"),
        after=row.several("after"),
    )


def _activity(row: Row) -> Activity:
    pairs = [needed.partition("*") for needed in row.several("after")]
    return Activity(
        row.words[0],
        _name(row),
        format="meeting" if "meeting" in row.words else "group",
        cadence=row.words[1],  # type: ignore[arg-type]  # a picture may be wrong
        minutes=int(row.words[2]),
        audience=row.several("for"),
        weight=int(row.named.get("weight", "10")),
        after=tuple(Prerequisite(activity, int(times or 1)) for activity, _, times in pairs),
        topics=row.several("topics"),
    )


def _slot(
    row: Row, activities: dict[str, Activity], rooms: dict[str, Room], faculty: dict[str, Faculty]
) -> Slot:
    start = row.time()
    assert start
    return Slot(
        activities[row.words[0]],
        row.words[1],
        start,
        room=rooms.get(row.named.get("room", "")),
        seats=row.number("seats"),
        weeks=_week_choice(row.several("weeks"), row.named.get("days")),
        leads=tuple(faculty[lead] for lead in row.several("leads")),
    )


def _week_choice(parts: tuple[str, ...], days: str | None) -> WeekChoice:
    if days is not None:
        first, _, last = days.partition("..")
        return replace(_week_choice(parts, None), span=Span.through(read_day(first), read_day(last)))
    if not parts:
        return EVERY_WEEK
    return WeekChoice(
        odd="odd" in parts,
        even="even" in parts,
        nths=tuple(int(part) for part in parts if part.isdecimal()),
        dates=tuple(read_day(part) for part in parts if DAY.fullmatch(part)),
    )


def _requirement(row: Row) -> CurriculumRow:
    shortest, _, longest = row.named.get("stay", "0..").partition("..")
    return CurriculumRow(
        row.words[0],
        tuple(row.words[1].split(";")),
        weeks=int(row.words[2]),
        rotations=row.number("rotations") or 0,
        from_weeks=int(shortest),
        to_weeks=int(longest) if longest else None,
    )


def _seat_change(row: Row) -> SeatChange:
    span = row.span()
    assert span
    return SeatChange(row.words[0], span, int(row.words[2]))


def _pin(row: Row, trainees: dict[str, Trainee], items: dict[str, Activity | Service]) -> Pin:
    must = row.named.get("must") != "no"
    return Pin(trainees[row.words[0]], items[row.words[1]], row.day(), row.time(), must)


def _calendar(rows: dict[str, list[Row]]) -> tuple[CalendarDay, ...]:
    holidays = [
        CalendarDay(read_day(row.words[0]), "holiday", " ".join(row.words[1:]))
        for row in rows.get("holiday", ())
    ]
    workdays = [CalendarDay(read_day(row.words[0]), "workday") for row in rows.get("workday", ())]
    return (*holidays, *workdays)


def _settings(rows: dict[str, list[Row]]) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for row in rows.get("rule", ()):
        found.setdefault(row.words[0], {}).update({name: int(value) for name, value in row.named.items()})
    for row in rows.get("off", ()):
        found.setdefault(row.words[0], {})["off"] = row.words[1]
    return found


def _session(row: Row, term: Term) -> Session:
    activity, start, day = term.activity_by_id[row.words[1]], row.time(), row.day()
    assert start
    assert day
    end = read_time(row.named["until"]) if "until" in row.named else minutes_after(start, activity.minutes)
    if "room" in row.named:
        room = next((room for room in term.rooms if room.id == row.named["room"]), None)
    else:
        room = next(_rooms_then(term, activity, day, start), None)
    lead = term.faculty_by_id[row.named["with"]] if "with" in row.named else None
    trainee = term.trainee_by_id[row.words[0]]
    return Session(trainee, activity, Period(day, start, end), room, lead, row.named.get("topic", ""))


def _rooms_then(term: Term, activity: Activity, day: date, start: time) -> Iterator[Room | None]:
    for slot in term.slots:
        if slot.activity == activity and slot.weekday == weekday_of(day) and slot.start == start:
            yield slot.room
