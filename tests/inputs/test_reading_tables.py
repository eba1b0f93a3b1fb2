"""A sound term as it is read: the settings, and every column of every table."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from inputs.days import Span
from inputs.people import Absence, Hours, Kind, Preference
from inputs.programme import EVERY_WEEK, CurriculumRow, Pin, Prerequisite, SeatChange, WeekChoice
from inputs.working_days import CalendarDay, Holiday
from tests.inputs.folders import (
    SMALL,
    changed,
    plain,
    read,
    term_of,
)

TERM = Span(date(2027, 3, 1), date(2027, 4, 26))


def test_a_sound_term_has_nothing_to_tell(tmp_path: Path) -> None:
    reading = read(tmp_path, SMALL)
    assert (reading.faults, reading.notices) == ((), ())


def test_the_settings_are_the_term_s(tmp_path: Path) -> None:
    term = term_of(read(tmp_path, SMALL))
    assert (term.name, term.span, term.timezone, term.country) == (
        "Small term",
        TERM,
        "Asia/Shanghai",
        "none",
    )
    assert (term.weekdays, term.day_start, term.day_end) == (
        ("Mon", "Tue", "Wed", "Thu", "Fri"),
        time(7, 30),
        time(18, 0),
    )
    assert (term.levels, term.rules) == (("coverage", "stability"), {"led_rounds": {"weight": 25}})


def test_what_the_settings_leave_out_has_a_default(tmp_path: Path) -> None:
    toml = 'name = "T"\nfirst_day = "2027/3/1"\nlast_day = "20270425"\ntimezone = "Asia/Shanghai"\n'
    term = term_of(read(tmp_path, changed(term=toml)))
    assert (term.span, term.country, term.day_start, term.day_end) == (TERM, "none", time(0, 0), time(23, 59))
    assert term.levels == ("coverage", "stability", "curriculum", "fairness", "comfort")
    assert (term.weekdays, term.rules) == (("Mon", "Tue", "Wed", "Thu", "Fri"), {})


def test_times_and_names_in_the_settings_may_be_toml_s_own(tmp_path: Path) -> None:
    term = term_of(read(tmp_path, changed(term=('["07:30", "18:00"]', "[07:30:00, 18:00:00]"))))
    assert (term.day_start, term.day_end) == (time(7, 30), time(18, 0))
    assert term_of(read(tmp_path, changed(term=('"Small term"', "2027")))).name == "2027"


def test_trainees_are_read_with_every_column(tmp_path: Path) -> None:
    amina, li = term_of(read(tmp_path, SMALL)).trainees
    assert plain(amina) == {
        "id": "T01",
        "name": "Amina Yusuf",
        "kind": "fellow",
        "stay": {"start": date(2027, 3, 1), "end": date(2027, 4, 24)},
        "email": "amina@example.org",
        "interests": ["Stem cells", "Ethics"],
        "mentor": "F01",
        "completed": ["sim"],
        "documents": ["CV"],
    }
    assert (li.name, li.email, li.interests, li.mentor, li.completed) == ("李伟", "", (), None, ())
    assert str(li.place) == "trainees.csv, line 3"


def test_faculty_have_their_hours(tmp_path: Path) -> None:
    shen, lu = term_of(read(tmp_path, SMALL)).faculty
    assert shen.hours == (
        Hours("Mon", time(14), time(16), TERM),
        Hours("Thu", time(14), time(15), Span.through(date(2027, 3, 8), date(2027, 3, 31))),
    )
    assert (shen.topics, shen.max_meetings_per_week, shen.max_mentees, shen.leads) == (
        ("Progress",),
        3,
        2,
        ("ward",),
    )
    assert (lu.hours, lu.max_meetings_per_week, lu.max_mentees, lu.leads) == (
        (),
        0,
        None,
        ("lecture", "ward"),
    )


def test_services_and_rooms_are_read_with_every_column(tmp_path: Path) -> None:
    term = term_of(read(tmp_path, SMALL))
    lab, ward = term.services
    assert (ward.seats, ward.min_weeks, ward.max_weeks, ward.blocks) == (2, 2, 6, ("sim",))
    assert (ward.round_start, ward.round_minutes, ward.audience) == (time(8), 60, ())
    assert (lab.round_start, lab.round_minutes, lab.audience, lab.after) == (None, 0, ("fellow",), ("ward",))
    assert (lab.min_weeks, lab.max_weeks) == (1, None)
    assert [(room.id, room.seats, room.site) for room in term.rooms] == [
        ("R1", 12, "Main building"),
        ("R2", 6, ""),
    ]


def test_activities_have_their_topics_and_prerequisites(tmp_path: Path) -> None:
    lecture, mentoring, sim, skills = term_of(read(tmp_path, SMALL)).activities
    assert (lecture.topics, mentoring.topics, sim.topics) == (("Imaging", "Toxicity"), ("Progress",), ())
    assert skills.after == (Prerequisite("sim", 2), Prerequisite("lecture"))
    assert (lecture.format, lecture.cadence, lecture.minutes, lecture.weight) == ("group", "weekly", 45, 10)
    assert (sim.audience, sim.weight) == (("fellow", "student"), 20)


def test_slots_know_their_activity_room_weeks_and_leads(tmp_path: Path) -> None:
    term = term_of(read(tmp_path, SMALL))
    lecture, skills, sim = term.slots
    assert (lecture.activity.id, lecture.weekday, lecture.start, lecture.weeks) == (
        "lecture",
        "Tue",
        time(10),
        EVERY_WEEK,
    )
    assert (skills.room, skills.seats, skills.weeks) == (term.rooms[1], 2, WeekChoice(nths=(1, 3)))
    assert sim.weeks == WeekChoice(odd=True, dates=(date(2027, 3, 10),))
    assert (lecture.seats, lecture.leads, sim.leads) == (None, (), term.faculty)


def test_the_other_tables_are_read_with_every_column(tmp_path: Path) -> None:
    term = term_of(read(tmp_path, SMALL))
    amina, li = term.trainees
    _, ward = term.services
    lecture, mentoring, sim, _ = term.activities
    assert term.absences == (
        Absence("F01", Span(date(2027, 3, 18), date(2027, 3, 19)), time(14), time(15), "lecture"),
        Absence("R2", Span(date(2027, 4, 6), date(2027, 4, 7)), reason="repairs"),
        Absence("T01", Span(date(2027, 3, 15), date(2027, 3, 17)), reason="leave"),
    )
    assert term.curriculum == (
        CurriculumRow("fellow", ("ward",), 2, 0, 2, 7),
        CurriculumRow("fellow", ("ward", "lab"), 4, 2, 8),
    )
    assert term.pins == (
        Pin(amina, lecture, date(2027, 3, 9), time(10)),
        Pin(amina, mentoring, date(2027, 3, 8), time(14)),
        Pin(amina, ward, date(2027, 3, 2)),
        Pin(li, sim, must=False),
    )
    assert term.seat_changes == (
        SeatChange("sim", Span(date(2027, 3, 31), date(2027, 4, 1)), 4),
        SeatChange("ward", Span(date(2027, 3, 29), date(2027, 4, 5)), 1),
    )
    assert term.preferences == (Preference("T01", "F01", 2), Preference("T01", "lab", 3))
    assert term.kinds == (Kind("fellow", 2, 26, ("CV",)), Kind("student", 2, 8, ("CV",)))
    assert term.calendar == (
        CalendarDay(date(2027, 4, 5), "holiday", "Qingming"),
        CalendarDay(date(2027, 4, 10), "workday", "in its place"),
    )


def test_the_calendar_has_the_last_word_on_working_days(tmp_path: Path) -> None:
    term = term_of(read(tmp_path, SMALL))
    assert not term.is_working(date(2027, 4, 5))
    assert term.is_working(date(2027, 4, 10))
    assert term.working.holidays == (Holiday(date(2027, 4, 5), "Qingming", "given"),)


def test_a_stay_beyond_the_term_is_cut_to_it(tmp_path: Path) -> None:
    term = term_of(read(tmp_path, changed(trainees=("2027-03-08,2027-04-02", "2027-02-08,2027-12-31"))))
    assert term.trainees[1].stay == TERM
