"""The example is a whole programme: everything that a fellowship does, in a term that asks something of the solver."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from inputs.reading import Reading, read_term
from inputs.term import LEVELS, Term

EXAMPLE = Path(__file__).parents[2] / "inputs" / "example"

SERVICES = {
    "car-t-ward": "CAR-T ward",
    "day-care": "Day-care chemotherapy",
    "hepatobiliary-pancreatic": "Hepatobiliary-pancreatic oncology",
    "gastrointestinal": "Gastrointestinal oncology",
    "outpatient": "Outpatient clinic",
    "donor": "Donor service and clinical research",
    "cell-laboratory": "Cell therapy laboratory",
}
WEEKLY = {
    "mdt": "MDT (tumour board) conference",
    "case-study": "Complicated case study",
    "mentor-training": "One-to-one mentor training",
    "outpatient-observation": "Outpatient observation",
    "academic-lecture": "Academic lecture",
    "cellular-rounds": "Clinical rounds on cellular therapy cases",
    "case-discussion": "Case-based discussion",
    "teaching-rounds": "Teaching rounds",
    "lecture": "Lecture",
    "surgical-skills": "Surgical skills training",
    "journal-club": "Journal club",
    "side-effects-rounds": "Clinical rounds on side effects",
    "clinical-skills": "Clinical skills training",
    "grand-rounds": "Oncology grand rounds",
    "research-conference": "Research conference",
}
EVERY_SECOND_WEEK = {
    "research-training": "Research training",
    "simulation": "Simulated therapy procedures",
    "hands-on": "Hands-on training",
}
MONTHLY = {
    "morbidity-mortality": "Morbidity and mortality conference",
    "competency-review": "Clinical competency review by the committee",
    "faculty-feedback": "One-to-one faculty feedback",
}
FIRST_WEEK = {
    "welcome": "Introduction and welcome",
    "programme-overview": "Programme overview",
    "department-tour": "Department tour",
    "cellular-overview": "Overview of the cellular therapy programme",
}
LAST_WEEK = {
    "wrap-up": "Wrap-up and reflection",
    "presentation": "Trainee's presentation",
    "feedback-session": "Feedback session",
}
ROTATION_END = {"core-evaluation": "Evaluation of the six core competencies"}
ONCE = {
    "technical-evaluation": "Technical competency evaluation",
    "supervised-infusion": "Supervised infusion",
    "independent-work": "Independent work",
}
PROGRAMME = {
    "weekly": WEEKLY,
    "biweekly": EVERY_SECOND_WEEK,
    "monthly": MONTHLY,
    "first_week": FIRST_WEEK,
    "last_week": LAST_WEEK,
    "rotation_end": ROTATION_END,
    "once": ONCE,
}
MEETINGS = {"mentor-training", "faculty-feedback"}
TOPICS = {
    "mentor-training": (
        "Current advances and clinical applications",
        "CAR-T and TCR therapy in solid tumours",
        "Biomarkers",
        "Clinical genomics and precision oncology",
        "Immunological monitoring after CAR-T",
    ),
    "research-training": (
        "Tumour microenvironment",
        "Engineering immune cells",
        "Translational research",
        "Genetic factors",
        "Personalised medicine",
    ),
    "lecture": ("Checkpoint inhibitors in combination", "Imaging and biomarker monitoring"),
    "simulation": ("CAR-T infusion",),
    "surgical-skills": ("Preparing tumour biopsies", "Collecting and handling tissue", "Infusion techniques"),
    "hands-on": ("Tumour sample collection", "Preparation and quality control of CAR-T cells"),
    "side-effects-rounds": ("Cytokine release syndrome", "Neurotoxicity"),
    "core-evaluation": ("Six core competencies",),
    "faculty-feedback": ("Progress and goals",),
}
WEEKDAYS = {
    "Mon": {"mdt", "case-study"},
    "Tue": {"outpatient-observation", "academic-lecture", "research-training"},
    "Wed": {"cellular-rounds", "case-discussion", "teaching-rounds", "lecture", "simulation"},
    "Thu": {"surgical-skills", "hands-on"},
    "Fri": {"journal-club", "side-effects-rounds", "clinical-skills", "grand-rounds", "research-conference"},
}
INTERESTS = {
    "CAR-T for solid tumours",
    "Tumour immunotherapy and combinations",
    "Cell therapy in haematological malignancies",
    "Solid tumour immunobiology",
    "Personalised cancer treatment",
    "Translational research",
    "Advanced imaging and diagnostics",
    "Management after CAR-T",
    "Inpatient and outpatient care",
    "Tumour board management",
    "Adverse event management",
    "Patient selection",
    "Stem cell research",
}
STEPS = {
    "hands-on": {("simulation", 1)},
    "technical-evaluation": {("simulation", 3)},
    "supervised-infusion": {("hands-on", 1), ("side-effects-rounds", 2)},
    "independent-work": {("supervised-infusion", 1)},
}
FEW_SEATS = {"outpatient-observation", "simulation", "hands-on", "supervised-infusion", "presentation"}


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_term(EXAMPLE)


@pytest.fixture(scope="module")
def term(reading: Reading) -> Term:
    assert reading.term is not None
    return reading.term


def test_it_reads_without_faults(reading: Reading) -> None:
    assert reading.faults == ()
    assert reading.term is not None


def test_it_is_half_a_year_in_its_time_zone_with_all_levels(term: Term) -> None:
    assert (len(term.weeks), term.timezone, term.country) == (26, "Asia/Shanghai", "CN")
    assert term.levels == LEVELS


# -- what is taught ----------------------------------------------------------------------------------------


def test_it_has_every_service_with_a_daily_round_and_a_lead(term: Term) -> None:
    assert {service.id: service.name for service in term.services} == SERVICES
    for service in term.services:
        assert service.has_rounds
        assert sum(1 for week in term.weeks if term.round_leads(service, week)) > 20


@pytest.mark.parametrize("cadence", PROGRAMME)
def test_it_has_every_activity_of_each_cadence(term: Term, cadence: str) -> None:
    found = {activity.id: activity.title for activity in term.activities if activity.cadence == cadence}
    assert found == PROGRAMME[cadence]


def test_its_activities_have_every_topic(term: Term) -> None:
    found = {activity.id: set(activity.topics) for activity in term.activities if activity.topics}
    assert found == {name: set(topics) for name, topics in TOPICS.items()}
    assert all(len(activity.topics) == len(set(activity.topics)) for activity in term.activities)


def test_its_mentors_teach_every_topic_of_meetings(term: Term) -> None:
    assert {activity.id for activity in term.activities if activity.format == "meeting"} == MEETINGS
    for name in MEETINGS:
        assert set(term.topics_to_see(term.activity_by_id[name])) == set(TOPICS[name])


def test_its_group_activities_have_slots_on_their_weekdays(term: Term) -> None:
    slots = {(slot.weekday, slot.activity.id) for slot in term.slots}
    groups = {activity.id for activity in term.activities if activity.format == "group"}
    assert {activity for _, activity in slots} == groups
    assert {(weekday, name) for weekday, names in WEEKDAYS.items() for name in names} <= slots


def test_there_are_several_clinics_a_week(term: Term) -> None:
    clinics = [o for o in term.occurrences if o.activity.id == "outpatient-observation"]
    weeks = Counter(term.week_of(clinic.date) for clinic in clinics)
    assert len([week for week in term.weeks if weeks[week] > 1]) > len(term.weeks) // 2


def test_seats_are_few_where_hands_are_needed(term: Term) -> None:
    for slot in term.slots:
        if slot.activity.id in FEW_SEATS:
            assert slot.seats is not None
            assert slot.seats <= 4


def test_autonomy_is_graduated(term: Term) -> None:
    found = {
        activity.id: {(step.activity, step.times) for step in activity.after}
        for activity in term.activities
        if activity.after
    }
    assert found == STEPS
    assert {service.id: service.after for service in term.services if service.after} == {
        "donor": ("car-t-ward",)
    }


def test_the_curriculum_asks_something_of_every_stay(term: Term) -> None:
    for trainee in term.trainees:
        assert term.requirements_of(trainee), trainee


# -- who is there, and when --------------------------------------------------------------------------------


def test_there_are_24_trainees_of_three_kinds(term: Term) -> None:
    assert len(term.trainees) == 24
    assert {trainee.kind for trainee in term.trainees} == {"fellow", "resident", "student"}
    assert {kind.kind: len(kind.documents) for kind in term.kinds} == {
        "fellow": 4,
        "resident": 4,
        "student": 3,
    }


def test_stays_have_2_to_26_weeks_and_begin_and_end_all_the_time(term: Term) -> None:
    weeks = {len(term.weeks_of_stay(trainee)) for trainee in term.trainees}
    assert (min(weeks), max(weeks)) == (2, 26)
    assert len({trainee.stay.start for trainee in term.trainees}) > 12
    assert len({trainee.stay.end for trainee in term.trainees}) > 12


def test_some_arrive_or_leave_in_the_middle_of_a_week(term: Term) -> None:
    arrivals = [trainee.stay.start for trainee in term.trainees if trainee.stay.start.weekday() > 0]
    departures = [trainee.stay.last_day for trainee in term.trainees if trainee.stay.last_day.weekday() < 4]
    assert len(arrivals) >= 3
    assert len(departures) >= 3


def test_all_have_interests_that_together_are_every_focus_area(term: Term) -> None:
    for people in (term.trainees, term.faculty):
        assert all(person.interests for person in people)
        assert {interest for person in people for interest in person.interests} == INTERESTS


def test_some_have_completed_part_of_it_before(term: Term) -> None:
    assert {name for trainee in term.trainees for name in trainee.completed} == {
        "simulation",
        "hands-on",
        "side-effects-rounds",
    }


def test_some_have_a_mentor_already_and_some_wish_for_one(term: Term) -> None:
    assert len([trainee for trainee in term.trainees if trainee.mentor]) >= 3
    values = {preference.value for preference in term.preferences}
    assert min(values) < 0 < max(values)


def test_trainees_faculty_and_rooms_are_away_for_days_or_hours(term: Term) -> None:
    away = {absence.who for absence in term.absences}
    for people in (term.trainees, term.faculty, term.rooms):
        assert {person.id for person in people} & away
    assert any(absence.start is not None for absence in term.absences)
    assert any(absence.start is None for absence in term.absences)


def test_there_are_promises_of_services_and_of_sessions_and_some_not_to(term: Term) -> None:
    items = {pin.item.id for pin in term.pins if pin.must}
    assert items & set(SERVICES)
    assert items - set(SERVICES)
    assert any(not pin.must for pin in term.pins)


def test_seats_change_for_services_and_for_sessions(term: Term) -> None:
    items = {change.item for change in term.seat_changes}
    assert items & set(SERVICES)
    assert items - set(SERVICES)


def test_a_week_has_holidays_and_a_saturday_is_worked_instead(term: Term) -> None:
    holidays = [date(2027, 5, 1) + timedelta(days) for days in range(5)]
    assert not any(term.is_working(day) for day in holidays)
    assert term.is_working(date(2027, 5, 8))
    assert date(2027, 5, 8).weekday() == 5
    assert any(occurrence.date == date(2027, 5, 8) for occurrence in term.occurrences)


def test_two_members_of_faculty_have_calendars_of_their_own(term: Term) -> None:
    away = [
        (a.who, f"{a.span.first_day:%m-%d}", a.span.days, str(a.start or ""), a.reason)
        for a in term.absences
        if a.own_calendar
    ]
    assert away == [
        ("F08", "03-03", 1, "14:30:00", "own calendar"),
        ("F08", "04-07", 1, "14:30:00", "own calendar"),
        ("F08", "06-03", 1, "14:30:00", "own calendar"),  # moved by a day; that of May is taken out
        ("F08", "07-07", 1, "14:30:00", "own calendar"),
        ("F08", "08-04", 1, "14:30:00", "own calendar"),
        ("F08", "08-16", 5, "", "own calendar: out of office"),
        ("F10", "03-26", 1, "15:30:00", "own calendar"),
        ("F10", "06-11", 1, "", "own calendar"),
        ("F10", "07-16", 1, "15:30:00", "own calendar"),
    ]
