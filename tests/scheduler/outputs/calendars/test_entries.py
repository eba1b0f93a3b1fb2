"""What everybody sees in a calendar: trainees, leads, mentors, rooms and services."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inputs.plan import Plan
from tests.scheduler.outputs.calendars.small_calendars import (
    LAB,
    LI_AT_MDT,
    LI_MEETS_ZHAO,
    MDT,
    PLAN,
    events_in,
    render,
    summaries,
    text_of,
    values,
)


def test_a_trainee_sees_rotations_rounds_sessions_and_meetings() -> None:
    assert summaries(render()["trainee-T01-li-wei.ics"]) == [
        "01 Rotation: CAR-T ward",
        "01 07:45 Round: CAR-T ward",
        "01 09:00 MDT conference: Biomarkers",
        "02 07:45 Round: CAR-T ward",
        "02 16:00 Mentor one-to-one: Genomics",
        "03 07:45 Round: CAR-T ward",
        "04 07:45 Round: CAR-T ward",
        "05 07:45 Round: CAR-T ward",
        "08 Rotation: Cell therapy laboratory",
    ]


def test_there_is_no_round_on_holidays_and_when_the_trainee_is_away() -> None:
    rounds = [line[:2] for line in summaries(render()["trainee-T02-amara-obi.ics"]) if "Round" in line]
    assert rounds == ["01", "02", "04", "05", "08", "09", "11"]


def test_the_text_of_an_entry_names_activity_topic_lead_and_room() -> None:
    data = render()["trainee-T01-li-wei.ics"]
    assert (
        text_of(data, "MDT conference: Biomarkers")
        == """\
Activity: MDT conference
Topic: Biomarkers
Lead: Wang Fang
Room: Lecture hall, West campus"""
    )
    assert (
        text_of(data, "Mentor one-to-one: Genomics")
        == """\
Activity: Mentor one-to-one
Topic: Genomics
Mentor: Zhao Min"""
    )
    assert text_of(data, "Round: CAR-T ward") == "Daily round: CAR-T ward\nLead: Wang Fang"
    assert (
        text_of(data, "Rotation: CAR-T ward")
        == """\
Rotation: CAR-T ward
Rounds: on working days at 07:45, 45 minutes
Main mentor: Zhao Min"""
    )
    assert text_of(data, "Rotation: Cell therapy laboratory") == (
        "Rotation: Cell therapy laboratory\nMain mentor: Zhao Min"
    )


def test_what_is_not_known_is_not_mentioned() -> None:
    bare = replace(LI_AT_MDT, room=None, faculty=None, topic="")
    plan = replace(PLAN, sessions=(bare,), rounds=(), mentorships=())
    data = render(plan)["trainee-T01-li-wei.ics"]
    assert text_of(data, "MDT conference") == "Activity: MDT conference"
    assert text_of(data, "Round: CAR-T ward") == "Daily round: CAR-T ward"
    assert values(data, "LOCATION") == []


def test_a_meeting_without_a_topic_is_headed_by_the_mentor() -> None:
    plan = Plan(sessions=(replace(LI_MEETS_ZHAO, topic=""),))
    assert summaries(render(plan)["trainee-T01-li-wei.ics"]) == ["02 16:00 Mentor one-to-one: Zhao Min"]


def test_a_long_topic_is_cut_in_the_headline_and_whole_in_the_text() -> None:
    topic = "Engineering immune cells for solid tumours and beyond"
    data = render(Plan(sessions=(replace(LI_AT_MDT, topic=topic),)))["trainee-T01-li-wei.ics"]
    assert summaries(data) == ["01 09:00 MDT conference: Engineering immune…"]
    assert topic in text_of(data, "MDT conference: Engineering immune…")


def test_a_long_title_still_leaves_room_for_a_topic() -> None:
    activity = replace(MDT, title="Clinical rounds on cellular therapy cases and their side effects " * 3)
    session = replace(LI_AT_MDT, activity=activity, topic="实体瘤免疫微环境与细胞治疗联合策略研究进展")
    (line,) = summaries(render(Plan(sessions=(session,)))["trainee-T01-li-wei.ics"])
    assert line == (
        "01 09:00 Clinical rounds on cellular therapy cases and their side effects Clinical…: "
        "实体瘤免疫微环境与细胞治疗联合策略研究…"
    )


def test_no_calendar_tells_that_or_why_somebody_is_away_or_names_another_trainee_to_a_trainee() -> None:
    files = render()
    assert not any(b"chickenpox" in data.replace(b"\r\n ", b"") for data in files.values())
    assert b"Amara" not in files["trainee-T01-li-wei.ics"].replace(b"\r\n ", b"")


def test_a_lead_sees_each_occurrence_once_with_number_and_names_and_each_round() -> None:
    data = render()["faculty-F01-wang-fang.ics"]
    assert summaries(data) == [
        "01 07:45 Round: CAR-T ward",
        "01 09:00 MDT conference: Biomarkers",
        "02 07:45 Round: CAR-T ward",
        "03 07:45 Round: CAR-T ward",
        "04 07:45 Round: CAR-T ward",
        "05 07:45 Round: CAR-T ward",
        "08 07:45 Round: CAR-T ward",
        "09 07:45 Round: CAR-T ward",
        "11 07:45 Round: CAR-T ward",
        "12 07:45 Round: CAR-T ward",
    ]
    assert (
        text_of(data, "MDT conference: Biomarkers")
        == """\
Activity: MDT conference
Topic: Biomarkers
Trainees (2): Amara Obi, Li Wei
Room: Lecture hall, West campus"""
    )
    assert [str(event["DESCRIPTION"]) for event in events_in(data) if event.categories == ["Round"]] == [
        "Daily round: CAR-T ward\nTrainees (2): Amara Obi, Li Wei",
        "Daily round: CAR-T ward\nTrainees (2): Amara Obi, Li Wei",
        "Daily round: CAR-T ward\nTrainees (1): Li Wei",
        "Daily round: CAR-T ward\nTrainees (2): Amara Obi, Li Wei",
        "Daily round: CAR-T ward\nTrainees (2): Amara Obi, Li Wei",
        "Daily round: CAR-T ward\nTrainees (1): Amara Obi",
        "Daily round: CAR-T ward\nTrainees (1): Amara Obi",
        "Daily round: CAR-T ward\nTrainees (1): Amara Obi",
        "Daily round: CAR-T ward\nTrainees (0): nobody on this day",
    ]


def test_a_mentor_sees_whom_to_meet() -> None:
    data = render()["faculty-F02-zhao-min.ics"]
    assert summaries(data) == ["02 16:00 Mentor one-to-one: Li Wei"]
    assert (
        text_of(data, "Mentor one-to-one: Li Wei")
        == """\
Activity: Mentor one-to-one
Topic: Genomics
Trainee: Li Wei"""
    )


@pytest.mark.parametrize(
    ("file", "lead", "shown"),
    [("room-R1-lecture-hall.ics", "Lead: Wang Fang\n", "OPAQUE"), ("programme.ics", "", "TRANSPARENT")],
)
def test_a_room_names_no_trainee_and_the_programme_nobody(file: str, lead: str, shown: str) -> None:
    data = render()[file]
    assert summaries(data) == ["01 09:00 MDT conference: Biomarkers"]
    assert (
        text_of(data, "MDT conference: Biomarkers")
        == f"""\
Activity: MDT conference
Topic: Biomarkers
{lead}Trainees: 2
Room: Lecture hall, West campus"""
    )
    assert values(data, "TRANSP") == [shown]


def test_a_service_shows_who_is_on_it_and_each_round_with_lead_and_team() -> None:
    data = render()["service-ward-car-t-ward.ics"]
    assert summaries(data)[:3] == [
        "01 Rotation: Li Wei",
        "01 Rotation: Amara Obi",
        "01 07:45 Round: CAR-T ward",
    ]
    first = next(event for event in events_in(data) if event["SUMMARY"] == "Round: CAR-T ward")
    assert first["DESCRIPTION"] == "Daily round: CAR-T ward\nTrainees (2): Amara Obi, Li Wei\nLead: Wang Fang"


def test_a_meeting_in_a_room_is_in_the_room_s_calendar_and_not_in_the_programme_s() -> None:
    files = render(Plan(sessions=(replace(LI_MEETS_ZHAO, room=LAB),)))
    assert text_of(files["room-R2.ics"], "Mentor one-to-one: Genomics") == (
        "Activity: Mentor one-to-one\nTopic: Genomics\nMentor: Zhao Min\nTrainees: 1\nRoom: 实验室"
    )
    assert events_in(files["programme.ics"]) == []


def test_rotations_are_bars_above_the_days_and_end_on_the_day_after_the_last() -> None:
    data = render()["trainee-T01-li-wei.ics"]
    assert (
        "\r\n".join(data.decode().split("BEGIN:VEVENT\r\n")[1].split("\r\n"))
        == f"""\
SUMMARY:Rotation: CAR-T ward
DTSTART;VALUE=DATE:20270301
DTEND;VALUE=DATE:20270308
DTSTAMP:20270220T123000Z
UID:{values(data, "UID")[0]}
SEQUENCE:0
CATEGORIES:Rotation
CREATED:20270220T123000Z
DESCRIPTION:Rotation: CAR-T ward\\nRounds: on working days at 07:45\\, 45 mi
 nutes\\nMain mentor: Zhao Min
LAST-MODIFIED:20270220T123000Z
ORGANIZER;CN="Programme office":mailto:office@rota.invalid
STATUS:CONFIRMED
TRANSP:TRANSPARENT
END:VEVENT
""".replace("\n", "\r\n")
    )


def test_a_session_without_a_topic_is_headed_by_no_lead() -> None:
    plan = Plan(sessions=(replace(LI_AT_MDT, topic=""),))
    assert summaries(render(plan)["trainee-T01-li-wei.ics"]) == ["01 09:00 MDT conference"]


def test_an_occurrence_without_a_lead_is_in_its_room_and_in_nobody_s_hands() -> None:
    files = render(Plan(sessions=(replace(LI_AT_MDT, faculty=None),)))
    assert text_of(files["room-R1-lecture-hall.ics"], "MDT conference: Biomarkers") == (
        "Activity: MDT conference\nTopic: Biomarkers\nTrainees: 1\nRoom: Lecture hall, West campus"
    )
    assert events_in(files["faculty-F01-wang-fang.ics"]) == []


def test_a_service_tells_of_no_lead_where_nobody_leads_its_rounds() -> None:
    data = render(replace(PLAN, rounds=()))["service-ward-car-t-ward.ics"]
    first = next(event for event in events_in(data) if event["SUMMARY"] == "Round: CAR-T ward")
    assert first["DESCRIPTION"] == "Daily round: CAR-T ward\nTrainees (2): Amara Obi, Li Wei"


def test_each_entry_has_its_category_and_rotations_and_the_programme_make_nobody_busy() -> None:
    def kinds(file: str) -> set[tuple[str, str]]:
        return {(event.categories[0], str(event["TRANSP"])) for event in events_in(files[file])}

    files = render()
    own = {("Rotation", "TRANSPARENT"), ("Round", "OPAQUE"), ("Session", "OPAQUE"), ("Meeting", "OPAQUE")}
    assert kinds("trainee-T01-li-wei.ics") == own
    assert kinds("service-ward-car-t-ward.ics") == {("Rotation", "TRANSPARENT"), ("Round", "OPAQUE")}
    assert kinds("faculty-F01-wang-fang.ics") == {("Round", "OPAQUE"), ("Session", "OPAQUE")}
    assert kinds("faculty-F02-zhao-min.ics") == {("Meeting", "OPAQUE")}
    assert kinds("programme.ics") == {("Session", "TRANSPARENT")}
