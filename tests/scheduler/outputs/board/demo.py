"""A term and a plan to look at: the programme's services and activities, shared out in turn, without a solver."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from inputs.days import DAYS_A_WEEK, Period, Span, Week, minutes_after
from inputs.people import Absence, Faculty, Hours, Room, Trainee
from inputs.plan import Mentorship, Plan, Rotation, RoundLead, Session, Shortfall
from inputs.programme import Activity, SeatChange, Service, Slot
from inputs.term import Term
from inputs.working_days import Holiday, WorkingDays
from scheduler.result import LevelResult, Result

FIRST_DAY = date(2027, 3, 1)
NAMES = (
    "Amara Okafor", "Li Wei", "王芳", "Søren Kjærgaard", "Priya Raghunathan", "欧阳·阿依古丽", "Tomás Herrera",
    "محمد العلي", "Zhang Min", "Hannah Lindqvist", "Nguyễn Thị Mai", "陈思远", "Jonas Weber", "Fatima Zahra Benali",
    "刘洋", "Grace Mwangi", "Daniel O’Connor", "Kim Ji-woo", "赵雪", "Elena Petrova", "Rahul Deshpande", "黄婷",
    "Marta Kowalska", "Bartholomew Fitzgerald-Montgomery",
)  # fmt: skip
FACULTY = (
    "Chen Yu", "Wang Jianguo", "Sun Lihua", "Zhou Ping", "Prof. Xu Haoran", "Ma Rui", "Guo Qing", "He Jing",
    "Lin Xiaomei", "Tang Bo",
)  # fmt: skip
SERVICES = (
    ("ward", "CAR-T ward", 4, time(8), 60),
    ("daycare", "Day-care chemotherapy", 3, time(8), 30),
    ("hpb", "Hepatobiliary-pancreatic oncology", 3, time(8), 45),
    ("gi", "Gastrointestinal oncology", 3, time(8), 45),
    ("clinic", "Outpatient clinic", 3, None, 0),
    ("donor", "Donor service", 2, time(8, 15), 30),
    ("lab", "Cell therapy laboratory", 3, time(9), 20),
)
GROUPS = (
    ("mdt", "MDT conference (tumour board)", "Mon", time(10), 90, ()),
    ("case", "Complicated case study", "Mon", time(14), 60, ()),
    ("lecture", "Academic lecture", "Tue", time(13, 30), 60, ("Checkpoint inhibitors", "Tumour microenvironment")),
    ("clinic", "Outpatient observation", "Tue", time(15), 120, ()),
    ("research", "Research training", "Tue", time(10), 60, ("Engineering immune cells", "Genetic factors")),
    ("cases", "Clinical rounds: cellular therapy cases", "Wed", time(10), 60, ()),
    ("discussion", "Case-based discussion", "Wed", time(11, 15), 45, ()),
    ("teaching", "Teaching rounds", "Wed", time(13, 30), 60, ()),
    ("simulation", "Simulated CAR-T infusion", "Wed", time(15), 90, ()),
    ("surgical", "Surgical skills training", "Thu", time(10), 90, ("Preparing tumour biopsies", "Handling tissue")),
    ("handson", "Hands-on training (tumour samples, CAR-T cells)", "Thu", time(14), 120, ("Sample collection",)),
    ("journal", "Journal club", "Fri", time(10), 60, ()),
    ("toxicity", "Clinical rounds on side effects (cytokine release, neurotoxicity)", "Fri", time(11, 15), 45, ()),
    ("skills", "Clinical skills training", "Fri", time(13, 30), 60, ()),
    ("grand", "Oncology grand rounds", "Fri", time(15), 60, ()),
    ("conference", "Research conference", "Fri", time(16, 15), 45, ()),
)  # fmt: skip
TOPICS = ("Biomarkers", "CAR-T and TCR therapy in solid tumours", "Immunological monitoring after CAR-T")
KINDS = ("fellow", "fellow", "resident", "student")
LENGTHS = (10, 8, 12, 6, 26, 4, 16, 9)


def demo_term(trainees: int = 12, weeks: int = 10) -> Term:
    """Return a term with so many trainees and weeks, two holidays, a working Saturday and some absences."""
    span = Span(FIRST_DAY, FIRST_DAY + timedelta(weeks=weeks))
    holidays = (
        Holiday(date(2027, 4, 5), "Tomb-Sweeping Day", "provisional"),
        Holiday(date(2027, 4, 16), "Hospital anniversary", "given"),
        *(Holiday(date(2027, 5, day), "Labour Day", "provisional") for day in range(3, 8)),
    )
    off = {holiday.date for holiday in holidays}
    days = {day for day in span if day.weekday() < 5} - off | {date(2027, 4, 24)}
    rooms = (Room("r1", "Lecture hall"), Room("r2", "Skills laboratory", 6), Room("r3", "Seminar room 3", 20))
    activities = tuple(
        Activity(name, title, "group", "weekly", minutes, topics=topics)
        for name, title, _, _, minutes, topics in GROUPS
    )
    mentoring = Activity("mentor", "One-to-one", "meeting", "weekly", 30)
    by_id = {activity.id: activity for activity in activities}
    people = tuple(_trainee(index, span) for index in range(trainees))
    return Term(
        name="Cellular therapy programme, spring 2027",
        span=span,
        timezone="Asia/Shanghai",
        country="CN",
        weekdays=("Mon", "Tue", "Wed", "Thu", "Fri"),
        day_start=time(7, 30),
        day_end=time(18, 30),
        working=WorkingDays(frozenset(days), tuple(h for h in holidays if h.date in span), (2027,)),
        trainees=people,
        faculty=tuple(_member(index, span) for index in range(len(FACULTY))),
        rooms=rooms,
        absences=(
            Absence("t01", Span.through(date(2027, 3, 15), date(2027, 3, 21)), reason="conference"),
            Absence("t02", Span.through(date(2027, 3, 3), date(2027, 3, 3)), time(13), time(14, 30)),
            Absence("t04", Span.through(date(2027, 3, 4), date(2027, 3, 5)), reason="visa"),
            Absence("f01", Span.through(date(2027, 3, 8), date(2027, 3, 12))),
            Absence("f02", Span.through(date(2027, 3, 9), date(2027, 3, 10)), time(13), time(14)),
        ),
        services=tuple(
            Service(name, title, seats, 2, 6, start, minutes)
            for name, title, seats, start, minutes in SERVICES
        ),
        activities=(*activities, mentoring),
        slots=tuple(
            Slot(by_id[name], weekday, start, rooms[number % len(rooms)])
            for number, (name, _, weekday, start, _, _) in enumerate(GROUPS)
        ),
        seat_changes=(SeatChange("ward", Span.through(date(2027, 3, 22), date(2027, 3, 28)), 2),),
        digest="3f9a1c07b2e84d5596f1",
    )


def _trainee(index: int, term: Span) -> Trainee:
    late = (index * 5 % 9) * (term.days // DAYS_A_WEEK // 2) // 9 if index % 3 else 0
    midweek = 2 if index % 5 == 3 else 0
    monday = FIRST_DAY + timedelta(weeks=late)
    friday = monday + timedelta(weeks=LENGTHS[index % len(LENGTHS)], days=-3 if index % 4 else -5)
    stay = Span.through(monday + timedelta(days=midweek), min(friday, term.last_day))
    return Trainee(f"t{index:02}", NAMES[index % len(NAMES)], KINDS[index % len(KINDS)], stay)


def _member(index: int, span: Span) -> Faculty:
    weekday = ("Mon", "Tue", "Wed", "Thu", "Fri")[index % 5]
    hours = (Hours(weekday, time(12), time(14), span), Hours("Thu", time(16), time(17), span))
    return Faculty(
        f"f{index:02}", FACULTY[index], topics=TOPICS, hours=hours[: 0 if index == len(FACULTY) - 1 else 2]
    )


def demo_plan(term: Term) -> Plan:
    """Return a plan of the term, dealt out in turn; it keeps no rule but looks like one that does."""
    rotations = tuple(rotation for index in range(len(term.trainees)) for rotation in _rotations(term, index))
    plan = Plan(rotations)
    mentorships = tuple(
        Mentorship(trainee, term.faculty[index % 7])
        for index, trainee in enumerate(term.trainees)
        if index % 8 != 7
    )
    return Plan(rotations, tuple(_rounds(term, plan)), tuple(_sessions(term)), mentorships)


def _rotations(term: Term, index: int) -> Iterator[Rotation]:
    trainee = term.trainees[index]
    weeks, at, turn = term.weeks_of_stay(trainee), 0, 0
    while at < len(weeks):
        length = min((4, 3, 2, 3, 1)[(index + turn) % 5], len(weeks) - at)
        span = Span(weeks[at].span.start, weeks[at + length - 1].span.end).within(trainee.stay)
        gap = index % 4 == 1 and turn == 1
        if span is not None and not gap:
            yield Rotation(trainee, term.services[(index + turn) % len(term.services)], span)
        at, turn = at + (1 if gap else length), turn + 1


def _rounds(term: Term, plan: Plan) -> Iterator[RoundLead]:
    for number, service in enumerate(term.services):
        for week in term.weeks:
            needed = any(service in plan.services_in(trainee, week) for trainee in term.trainees)
            missing = (number + week.number) % 19 == 0
            if service.has_rounds and needed and not missing:
                yield RoundLead(service, week, term.faculty[(number + week.number // 3) % len(term.faculty)])


def _sessions(term: Term) -> Iterator[Session]:
    mentoring = term.activity_by_id["mentor"]
    for index, trainee in enumerate(term.trainees):
        for week in term.weeks_of_stay(trainee):
            for turn, occurrence in enumerate(o for o in term.occurrences if o.date in week.span):
                dealt = (index + turn + week.number) % 7
                if (
                    occurrence.date in trainee.stay
                    and dealt
                    and not term.is_absent(trainee, occurrence.period)
                ):
                    topics = occurrence.activity.topics
                    topic = topics[week.number % len(topics)] if topics else ""
                    lead = term.faculty[turn % len(term.faculty)] if turn % 2 else None
                    room = occurrence.room
                    yield Session(trainee, occurrence.activity, occurrence.period, room, lead, topic)
            meeting = _meeting(index, week)
            if meeting.date in trainee.stay and term.is_working(meeting.date):
                mentor = term.faculty[index % 9]
                yield Session(trainee, mentoring, meeting, None, mentor, TOPICS[(index + week.number) % 3])


def _meeting(index: int, week: Week) -> Period:
    day = week.monday + timedelta(days=index % 9 % 5)
    start = minutes_after(time(12), 30 * (index // 9))
    return Period(day, start, minutes_after(start, 30))


def demo_shortfalls(term: Term) -> tuple[Shortfall, ...]:
    """Return some shortfalls of each kind."""
    found = []
    for index, trainee in enumerate(term.trainees[:9]):
        week = term.weeks_of_stay(trainee)[0]
        seats = "all 6 seats of the simulation are taken by trainees with a greater need"
        found.append(Shortfall(trainee, "session", "simulation", week.span, 10, seats))
        if index % 4 == 1:
            following = term.weeks_of_stay(trainee)[2].span
            found.append(Shortfall(trainee, "session", "simulation", following, 10, seats))
            gap = term.weeks_of_stay(trainee)[3].span
            found.append(
                Shortfall(trainee, "rotation", "rotation", gap, 20, "every service is full in this week")
            )
        if index % 3 == 0:
            reason = "the stay is too short for three rotations of at least two weeks"
            found.append(Shortfall(trainee, "curriculum", "hpb;gi", trainee.stay, 20, reason))
    absent = "Chen Yu and Zhou Ping are away, and nobody else leads these rounds"
    return (*found, Shortfall(None, "lead", "ward", term.weeks[4].span, 30, absent))


def demo_result(term: Term) -> Result:
    """Return a result with the plan above."""
    shortfalls = demo_shortfalls(term)
    cost = sum(shortfall.cost for shortfall in shortfalls)
    parts = {
        "weekly_attendance": cost - 110,
        "service_every_week": 60,
        "curriculum_weeks": 50,
        "round_leads": 0,
    }
    return Result(
        status="feasible",
        plan=demo_plan(term),
        levels=(
            LevelResult("coverage", "feasible", cost, cost - 10, 60.5, parts),
            LevelResult("stability", "skipped", reason="nothing is published yet"),
            LevelResult("curriculum", "optimal", 7, 7, 4.0, {"topics_missed": 6, "shared_interests": 1}),
            LevelResult("fairness", "optimal", 31, 31, 2.0, {"fair_shortfalls": 20, "fair_meetings": 11}),
            LevelResult("comfort", "feasible", 212, 40, 30.0, {"main_mentor": 150, "gaps_in_a_day": 62}),
        ),
        seconds=96.5,
        seed=0,
        workers=2,
        shortfalls=shortfalls,
        rules_off={"room_seats": "the new building has no limits yet"},
    )
