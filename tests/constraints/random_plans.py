"""Random small terms, and random plans on them that are mostly sensible; the same seed gives the same ones.

A term is drawn as a picture (`tests.pictures`), so that one which a test stumbles over can be read. A plan is
built from what is possible, without the solver, then (each in some of the plans) mended until no hard rule
complains, and then spoilt a little.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random

from constraints.catalogue import hard_rules
from constraints.rule import At
from inputs.days import Period, Span, minutes_after
from inputs.people import Faculty, Trainee
from inputs.plan import Mentorship, Plan, Rotation, RoundLead, Session
from inputs.programme import CADENCES, Activity, Occurrence, Option, Service
from inputs.term import Term
from tests.pictures import draw_term

TRAINEES = ("amara", "li", "sofia", "tomas")
FACULTY = ("wang", "chen", "zhou")
SERVICES = ("ward", "clinic", "laboratory")
ACTIVITIES = ("mdt", "simulation", "lecture", "hands-on", "one-to-one", "review")
STARTS = ("08:30", "09:00", "09:30", "10:00")
TOPICS = ("biopsy", "imaging", "genes")
INTERESTS = ("cells", "tumours")
MAY_BE_OFF = (
    "only_what_is_owed", "only_what_is_owed", "only_what_is_owed",
    "only_what_is_owed", "one_service_a_week", "no_service_twice", "rotation_length", "trainee_in_one_place",
    "one_main_mentor", "clear_of_rounds", "blocked_activities", "round_leads_allowed", "session_leads_allowed",
    "topics_allowed", "fortnight_gap",
)  # fmt: skip


# -- terms -------------------------------------------------------------------------------------------------


@cache
def random_term(seed: int) -> Term:
    """Return the term of a seed."""
    return draw_term(random_picture(seed))


def random_picture(seed: int) -> str:
    """Return the picture of a random term; each fifth is so generous that all that is owed can be given."""
    lines = _generous_lines if seed % 5 == 0 else _lines
    return "\n".join(lines(Random(seed)))


def _generous_lines(random: Random) -> Iterator[str]:
    weeks = random.randint(2, 4)
    span = Span(date(2027, 3, 1), date(2027, 3, 1) + timedelta(weeks=weeks))
    yield f"term {_say(span)} 07:00-19:00"
    for name in TRAINEES[: random.randint(2, 3)]:
        yield f"trainee {name} fellow {_say(span)} interests={random.choice(INTERESTS)}"
    for name in FACULTY[:2]:
        yield f"faculty {name} leads=ward;mdt topics={';'.join(TOPICS)} interests={';'.join(INTERESTS)}"
        yield f"hours {name} Mon 14:00-17:00"
        yield f"hours {name} Thu 14:00-17:00"
    for name in SERVICES:
        yield f"service {name} 3" + (" round=08:00+60" if name == "ward" else "")
    yield f"activity mdt weekly 60 topics={';'.join(TOPICS)}"
    yield "slot mdt Mon 13:00"
    yield "activity lecture biweekly 60 topics=genes;biopsy"
    yield "slot lecture Thu 12:30 leads=wang"
    yield "activity one-to-one weekly 60 meeting"
    yield "activity review rotation_end 30 meeting"
    if random.random() < 0.5:
        yield f"prefers amara {random.choice(SERVICES)} 3"
    if random.random() < 0.5:
        yield "rule fair_meetings tolerance=0"


def _lines(random: Random) -> Iterator[str]:
    first = random.choice((date(2027, 3, 1), date(2027, 3, 22), date(2027, 3, 29)))
    span = Span(first, first + timedelta(weeks=random.randint(2, 5)))
    yield f"term {_say(span)} 07:00-19:00"
    trainees = TRAINEES[: random.randint(2, 4)]
    faculty = FACULTY[: random.randint(1, 3)]
    services = SERVICES[: random.randint(2, 3)]
    activities = ACTIVITIES[: random.randint(3, 6)]
    rooms = ("hall", "den")[: random.randint(1, 2)]
    for trainee in trainees:
        yield _trainee(random, trainee, span, faculty, activities)
    for member in faculty:
        yield from _faculty(random, member, span, services, activities)
    for room in rooms:
        yield f"room {room} {random.choice(('', '', '0', '1', '2', '3'))}"
    for number, service in enumerate(services):
        yield _service(random, service, services[:number], activities)
    for number, activity in enumerate(activities):
        yield from _activity(random, activity, activities[:number], span, rooms, faculty)
    for _ in range(random.randint(0, 2)):
        some = ";".join(random.sample(services, random.randint(1, 2)))
        stay = f"stay={random.randint(0, 3)}..{random.choice(('', '4'))}"
        yield f"curriculum fellow {some} {random.randint(0, 3)} rotations={random.randint(0, 2)} {stay}"
    for _ in range(random.randint(0, 2)):
        item = random.choice(services + activities)
        yield f"seats {item} {_say(_part(random, span))} {random.randint(0, 2)}"
    for _ in range(random.randint(0, 2)):
        yield f"absent {random.choice(trainees + faculty + rooms)} {_say(_part(random, span, most=4))}" + (
            random.choice(("", " 09:15-09:45"))
        )
    for _ in range(random.choice((0, 0, 1, 2))):
        yield _pin(random, random.choice(trainees), span, services, activities)
    for trainee, item in random.sample(
        [(t, item) for t in trainees for item in services + faculty], random.randint(0, 3)
    ):
        yield f"prefers {trainee} {item} {random.randint(-3, 3)}"
    if random.random() < 0.3:
        yield f"holiday {_some_day(random, span)}"
    if random.random() < 0.2:
        saturday = first + timedelta(days=5)
        yield f"workday {saturday:%m-%d}"
    if random.random() < 0.5:
        rule = random.choice(("fair_leads", "fair_meetings"))
        yield f"rule {rule} tolerance={random.choice((0, 0, 20))}"
    if random.random() < 0.4:
        yield f"off {random.choice(MAY_BE_OFF)} to see what becomes of it"


def _say(span: Span) -> str:
    return f"{span.first_day:%m-%d}..{span.last_day:%m-%d}"


def _part(random: Random, span: Span, most: int = 100) -> Span:
    first = random.randrange(span.days)
    length = random.randint(1, min(most, span.days - first))
    return Span(span.start + timedelta(days=first), span.start + timedelta(days=first + length))


def _some_day(random: Random, span: Span) -> str:
    return f"{_part(random, span, most=1).start:%m-%d}"


def _some(random: Random, words: tuple[str, ...], chance: float) -> str:
    return ";".join(word for word in words if random.random() < chance)


def _trainee(
    random: Random, name: str, span: Span, faculty: tuple[str, ...], activities: tuple[str, ...]
) -> str:
    stay = span if random.random() < 0.5 else _part(random, span)
    line = f"trainee {name} {random.choice(('fellow', 'fellow', 'student'))} {_say(stay)}"
    line += f" interests={_some(random, INTERESTS, 0.5)}"
    if random.random() < 0.15:
        line += f" mentor={random.choice(faculty)}"
    if random.random() < 0.2:
        line += f" completed={random.choice(activities)}"
    return line


def _faculty(
    random: Random, name: str, span: Span, services: tuple[str, ...], activities: tuple[str, ...]
) -> Iterator[str]:
    line = f"faculty {name} leads={_some(random, services + activities, 0.5)}"
    line += f" topics={_some(random, TOPICS, 0.6)} interests={_some(random, INTERESTS, 0.5)}"
    if random.random() < 0.5:
        line += f" meetings={random.choice((0, 1, 1, 2, 2))}"
    if random.random() < 0.5:
        line += f" mentees={random.choice((0, 1, 1, 2))}"
    yield line
    for _ in range(random.choice((0, 1, 2, 2))):
        weekday, start, end = random.choice(
            (("Mon", "09:00", "11:00"), ("Wed", "08:30", "10:00"), ("Thu", "14:00", "15:30"))
        )
        within = f" {_say(_part(random, span))}" if random.random() < 0.2 else ""
        yield f"hours {name} {weekday} {start}-{end}{within}"


def _service(random: Random, name: str, earlier: tuple[str, ...], activities: tuple[str, ...]) -> str:
    fewest = random.choice((1, 1, 1, 2, 3))
    most = random.choice(("", fewest, fewest + 1))
    line = f"service {name} {random.choice((1, 1, 2, 3))} weeks={fewest}..{most}"
    if random.random() < 0.7:
        line += f" round={random.choice(('08:00+60', '09:00+45'))}"
    line += f" blocks={_some(random, activities, 0.2)}"
    if earlier and random.random() < 0.3:
        line += f" after={random.choice(earlier)}"
    if random.random() < 0.15:
        line += " for=fellow"
    return line


def _activity(
    random: Random,
    name: str,
    earlier: tuple[str, ...],
    span: Span,
    rooms: tuple[str, ...],
    faculty: tuple[str, ...],
) -> Iterator[str]:
    cadence = random.choice((*CADENCES, "weekly", "biweekly"))
    meeting = name == "one-to-one" or random.random() < 0.2
    line = f"activity {name} {cadence} {random.choice((30, 60))}{' meeting' if meeting else ''}"
    line += f" weight={random.choice((5, 10, 20))} topics={_some(random, TOPICS, 0.3)}"
    if earlier and random.random() < 0.4:
        line += f" after={random.choice(earlier)}*{random.choice((1, 1, 2))}"
    if random.random() < 0.15:
        line += " for=fellow"
    yield line
    places: set[tuple[str, str, str]] = set()
    for _ in range(0 if meeting else random.randint(1, 3)):
        weekday, start, room = (
            random.choice(("Mon", "Wed", "Fri")),
            random.choice(STARTS),
            random.choice(("", *rooms)),
        )
        if (weekday, start, room) in places:
            continue
        places.add((weekday, start, room))
        weeks = random.choice(("", "", "", "odd", "even", "1;3", _some_day(random, span)))
        line = f"slot {name} {weekday} {start} room={room}"
        yield line + _teaching(random, faculty) + (f" weeks={weeks}" if weeks else "")
        if weeks in ("odd", "even") and random.random() < 0.7:
            yield line + _teaching(random, faculty) + f" weeks={'even' if weeks == 'odd' else 'odd'}"


def _teaching(random: Random, faculty: tuple[str, ...]) -> str:
    seats = random.choice(("", "", " seats=1", " seats=2"))
    return f"{seats} leads={_some(random, faculty, 0.4)}"


def _pin(
    random: Random, trainee: str, span: Span, services: tuple[str, ...], activities: tuple[str, ...]
) -> str:
    line = f"pin {trainee} {random.choice(services + activities)}"
    if random.random() < 0.5:
        line += f" {_some_day(random, span)}"
    elif random.random() < 0.3:
        line += f" {random.choice(STARTS)}"
    return line + random.choice(("", " must=no", " must=no"))


# -- plans -------------------------------------------------------------------------------------------------


@cache
def random_plan(seed: int) -> Plan:
    """Return a plan for the term of a seed: of four, two raw, one mended, one mended and spoilt."""
    random, term = Random(seed), random_term(seed)
    plan = _sensible(random, term)
    if seed % 4 > 1:
        plan = mended(plan, term)
    if seed % 4 == 3:
        plan = _spoilt(random, plan, term)
    return without_idle_leads(plan)


def without_idle_leads(plan: Plan) -> Plan:
    """Return the plan without those who lead rounds in weeks in which nobody is on the service."""
    busy = [
        row
        for row in plan.rounds
        if any(r.service == row.service and r.covers(row.week) for r in plan.rotations)
    ]
    return replace(plan, rounds=tuple(busy))


def _sensible(random: Random, term: Term) -> Plan:
    rotations = tuple(r for trainee in term.trainees for r in _rotations(random, trainee, term))
    plan = Plan(rotations=rotations)
    sessions: list[Session] = []
    for trainee in term.trainees:
        for option in _wanted(random, trainee, plan, term):
            sessions.append(_session(random, trainee, option, sessions, term))
    mentorships = []
    for trainee in term.trainees:
        mentor = term.faculty_by_id.get(trainee.mentor or "") or random.choice((*term.faculty, None))
        if mentor is not None:
            mentorships.append(Mentorship(trainee, mentor))
    rounds = []
    for service in term.services:
        for week in term.weeks:
            leads = term.round_leads(service, week)
            if (
                service.has_rounds
                and leads
                and any(r.service == service and r.covers(week) for r in rotations)
            ):
                rounds.append(RoundLead(service, week, random.choice(leads)))
    return Plan(rotations, tuple(rounds), tuple(sessions), tuple(mentorships))


def _rotations(random: Random, trainee: Trainee, term: Term) -> Iterator[Rotation]:
    weeks, first = term.weeks_of_stay(trainee), 0
    open_services = [service for service in term.services if service.admits(trainee.kind)]
    random.shuffle(open_services)
    while first < len(weeks) and open_services:
        service = open_services.pop() if random.random() < 0.8 else random.choice(open_services)
        length = min(random.randint(service.min_weeks, service.max_weeks or 4), len(weeks) - first)
        if random.random() < 0.85:
            span = Span(weeks[first].span.start, weeks[first + length - 1].span.end)
            yield Rotation(trainee, service, span.within(trainee.stay) or span)
        first += length if random.random() < 0.93 else 0


def _wanted(random: Random, trainee: Trainee, plan: Plan, term: Term) -> Iterator[Option]:
    windows = list(term.windows_of(trainee))
    for rotation in plan.rotations_of(trainee):
        week = term.week_of(rotation.span.last_day)
        windows += [
            term.ending_window(trainee, activity, week)
            for activity in term.activities
            if activity.cadence == "rotation_end" and activity.admits(trainee.kind)
        ]
    taken: list[Period] = []
    again = random.sample(windows, min(len(windows), random.choice((0, 0, 0, 1, 2))))
    for window in windows + again:
        free = [
            option
            for option in window.options
            if not any(option.period.overlaps(period) for period in taken) or random.random() < 0.05
        ]
        if free and random.random() < 0.8:
            option = random.choice(free)
            taken.append(option.period)
            yield option


def _session(
    random: Random, trainee: Trainee, option: Option, sessions: list[Session], term: Term
) -> Session:
    if not isinstance(option, Occurrence):
        topic = random.choice(term.meeting_topics(option.activity, option.mentor) or ("",))
        return Session(trainee, option.activity, option.period, None, option.mentor, topic)
    for other in sessions:
        same = (other.activity, other.period, other.room) == (option.activity, option.period, option.room)
        if same and random.random() < 0.9:
            return replace(other, trainee=trainee)
    leads = term.session_leads(option)
    lead = random.choice(leads) if leads and random.random() < 0.8 else None
    topic = random.choice(option.activity.topics or ("",))
    return Session(trainee, option.activity, option.period, option.room, lead, topic)


def mended(plan: Plan, term: Term, rounds: int = 12) -> Plan:
    """Return the plan without what hard rules in force complain of, as far as leaving out can mend it."""
    for _ in range(rounds):
        places = [violation.at for rule in hard_rules(term) for violation in rule.verify(plan, term)]
        if not places:
            return plan
        for at in places:
            plan = _without(plan, at)
    return plan


def _without(plan: Plan, at: At) -> Plan:
    """Return the plan without the last entry that is at that place."""
    for name in ("sessions", "rotations", "rounds", "mentorships"):
        entries = getattr(plan, name)
        for entry in reversed(entries):
            if _is_at(entry, at):
                return replace(plan, **{name: tuple(other for other in entries if other is not entry)})
    return plan


def _is_at(entry: Session | Rotation | RoundLead | Mentorship, at: At) -> bool:
    if at.trainee is not None and getattr(entry, "trainee", None) != at.trainee:
        return False
    match entry:
        case Session():
            ids = {
                entry.activity.id,
                entry.room.id if entry.room else "",
                entry.faculty.id if entry.faculty else "",
            }
            return at.item in ids - {""} and at.span is not None and entry.period.date in at.span
        case Rotation():
            return entry.service.id == at.item and at.span is not None and entry.span.overlaps(at.span)
        case RoundLead():
            week = entry.week.span
            return (
                at.item in (entry.service.id, entry.lead.id)
                and at.span is not None
                and week.overlaps(at.span)
            )
        case Mentorship():
            return at.item in ("", entry.mentor.id)


# -- spoiling ----------------------------------------------------------------------------------------------


def _spoilt(random: Random, plan: Plan, term: Term) -> Plan:
    for _ in range(random.randint(1, 4)):
        spoil = random.choice(SPOILS)
        plan = spoil(random, plan, term)
    return plan


def _spoil_sessions(random: Random, plan: Plan, term: Term) -> Plan:
    sessions = list(plan.sessions)
    trainee = random.choice(term.trainees)
    options = term.options_of(trainee)
    if options and random.random() < 0.4:
        sessions.append(_session(random, trainee, random.choice(options), sessions, term))
    elif sessions:
        index = random.randrange(len(sessions))
        sessions[index] = _spoilt_session(random, sessions[index], sessions, term)
        if random.random() < 0.3:
            sessions.pop(random.randrange(len(sessions)))
    return replace(plan, sessions=tuple(dict.fromkeys(sessions)))


def _spoilt_session(random: Random, session: Session, sessions: list[Session], term: Term) -> Session:
    options = term.options_by_activity(session.trainee).get(session.activity, ())
    match random.randrange(8):
        case 0 | 1 | 2 if options:
            return _session(random, session.trainee, random.choice(options), sessions, term)
        case 3:
            return replace(session, topic=random.choice(("", *TOPICS)))
        case 4:
            return replace(session, faculty=_any_lead(random, session.activity, term))
        case 5:
            start = minutes_after(session.period.start, random.choice((15, 30)))
            end = minutes_after(start, session.activity.minutes)
            return replace(session, period=Period(session.period.date, start, end))
        case 6:
            return replace(session, trainee=random.choice(term.trainees))
        case _:
            return replace(session, room=random.choice((None, *term.rooms)))


def _spoil_company(random: Random, plan: Plan, term: Term) -> Plan:
    """Give one of a company another lead and topic that the occurrence may have."""
    shared = [company for company in plan.company.values() if len(company) > 1]
    if not shared:
        return plan
    session = random.choice(random.choice(shared))
    occurrence = term.occurrence_at(session.activity, session.period, session.room)
    leads = term.session_leads(occurrence) if occurrence else ()
    other = replace(
        session,
        faculty=random.choice(leads or (None,)),
        topic=random.choice(session.activity.topics or ("",)),
    )
    return replace(plan, sessions=tuple(other if entry is session else entry for entry in plan.sessions))


def _spoil_rotations(random: Random, plan: Plan, term: Term) -> Plan:
    rotations = list(plan.rotations)
    if not rotations or random.random() < 0.3:
        trainee = random.choice(term.trainees)
        week = random.choice(term.weeks_of_stay(trainee))
        span = week.span.within(trainee.stay) or week.span
        return replace(plan, rotations=(*rotations, Rotation(trainee, random.choice(term.services), span)))
    index = random.randrange(len(rotations))
    rotation = rotations[index]
    match random.randrange(4):
        case 0:
            rotations[index] = replace(rotation, service=random.choice(term.services))
        case 1:
            rotations[index] = replace(rotation, trainee=random.choice(term.trainees))
        case 2:
            weeks = [week.span for week in term.weeks_of_stay(rotation.trainee)]
            first, last = sorted(random.choices(range(len(weeks)), k=2))
            span = Span(weeks[first].start, weeks[last].end)
            rotations[index] = replace(rotation, span=span.within(rotation.trainee.stay) or span)
        case _:
            span = rotation.span
            shorter = Span(span.start, span.end - timedelta(days=1)) if span.days > 1 else span
            rotations[index] = replace(rotation, span=shorter)
    return replace(plan, rotations=tuple(rotations))


def _spoil_rounds(random: Random, plan: Plan, term: Term) -> Plan:
    busy = sorted(
        {(r.service, week) for r in plan.rotations for week in term.weeks if r.covers(week)},
        key=lambda pair: (pair[0].id, pair[1]),
    )
    if not busy or not term.faculty:
        return plan
    service, week = random.choice(busy)
    kept = [row for row in plan.rounds if (row.service, row.week) != (service, week) or random.random() < 0.4]
    row = RoundLead(service, week, _any_lead(random, service, term))
    return replace(plan, rounds=tuple(dict.fromkeys((*kept, row))))


def _any_lead(random: Random, item: Service | Activity, term: Term) -> Faculty:
    named = [member for member in term.faculty if item.id in member.leads]
    return random.choice(named) if named and random.random() < 0.9 else random.choice(term.faculty)


def _spoil_mentors(random: Random, plan: Plan, term: Term) -> Plan:
    trainee, mentor = random.choice(term.trainees), random.choice(term.faculty)
    kept = [row for row in plan.mentorships if row.trainee != trainee or random.random() < 0.5]
    return replace(plan, mentorships=tuple(dict.fromkeys((*kept, Mentorship(trainee, mentor)))))


SPOILS = (
    _spoil_sessions,
    _spoil_sessions,
    _spoil_sessions,
    _spoil_company,
    _spoil_company,
    _spoil_company,
    _spoil_rotations,
    _spoil_rounds,
    _spoil_mentors,
)
