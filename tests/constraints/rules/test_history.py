"""What is past stays."""

from __future__ import annotations

from tests.constraints.published import PLAN, told
from tests.constraints.verdicts import violations

RULE = "history"


def test_the_past_as_it_was() -> None:
    assert told(RULE, since="03-15") == {}


def test_a_session_that_was_held_and_one_that_was_not() -> None:
    moved = ("session amara mdt 03-01 09:00", "session amara mdt 03-02 09:00")
    assert set(told(RULE, moved, since="03-15")) == {
        "Amara had Mdt on 1 March 2027, 09:00 to 10:00, which is past.",
        "Amara did not have Mdt on 2 March 2027, 09:00 to 10:00, which is past.",
    }
    assert told(RULE, moved, since="03-01") == {}


def test_a_topic_of_the_past() -> None:
    other = ("03-04 14:00 with=wang topic=a", "03-04 14:00 with=wang topic=b")
    assert len(told(RULE, other, since="03-05")) == 2
    assert told(RULE, other, since="03-04") == {}


def test_a_service_in_a_week_that_has_begun() -> None:
    longer = ("rotation li lab 03-01..03-14", "rotation li lab 03-01..03-21")
    assert told(RULE, longer, since="03-10") == {}
    shorter = ("rotation li lab 03-01..03-14", "rotation li lab 03-01..03-07")
    (text,) = told(RULE, shorter, since="03-10")
    assert text.startswith("Li was on Lab")
    assert text.endswith("in the week of 8 March 2027, which is past, but is on none.")


def test_a_lead_of_rounds() -> None:
    other = ("round ward 03-08 wang", "round ward 03-08 chen")
    assert list(told(RULE, other, since="03-10")) == [
        "Wang led the rounds of Ward in the week of 8 March 2027, which is past, but now it is Chen."
    ]
    gone = ("    round ward 03-08 wang\n", "")
    assert "now it is nobody" in next(iter(told(RULE, gone, since="03-10")))
    assert told(RULE, other, since="03-08") == {}


LEFT = ("trainee li fellow", "trainee li fellow 03-01..03-14")
HAD = f"{PLAN}    mentor li wang\n"
NO_MENTOR, ANOTHER = ("    mentor li wang\n", ""), ("mentor li wang", "mentor li chen")


def test_nobody_becomes_main_mentor_of_somebody_who_has_left() -> None:
    new = ("mentor amara wang", "mentor amara wang\n    mentor li chen")
    assert list(told(RULE, new, since="03-15", in_term=[LEFT])) == [
        "Nobody was main mentor of Li until 14 March 2027, which is past, but now it is Chen."
    ]
    assert told(RULE, new, since="03-14", in_term=[LEFT]) == {}


def test_the_main_mentor_of_somebody_who_has_left() -> None:
    text = "Wang was main mentor of Li until 14 March 2027, which is past, but now it is"
    assert told(RULE, since="03-15", was=HAD, in_term=[LEFT]) == {}
    assert list(told(RULE, NO_MENTOR, since="03-15", was=HAD, in_term=[LEFT])) == [f"{text} nobody."]
    assert list(told(RULE, ANOTHER, since="03-15", was=HAD, in_term=[LEFT])) == [f"{text} Chen."]
    assert told(RULE, NO_MENTOR, since="03-14", was=HAD, in_term=[LEFT]) == {}


def test_a_main_mentor_whom_the_term_does_not_allow_any_more() -> None:
    idle = ("faculty chen leads=ward;mdt", "faculty chen leads=ward;mdt meetings=0")
    had, gone = f"{PLAN}    mentor li chen\n", ("    mentor li chen\n", "")
    assert told(RULE, gone, since="03-15", was=had, in_term=[LEFT, idle]) == {}
    promised = ("trainee li fellow", "trainee li fellow 03-01..03-14 mentor=chen")
    assert told(RULE, ANOTHER, since="03-15", was=HAD, in_term=[promised]) == {}


def test_without_a_published_plan_there_is_no_past() -> None:
    assert violations(RULE, "trainee amara fellow") == []


def test_a_week_that_has_begun_is_not_past_for_somebody_who_is_yet_to_come() -> None:
    comes = (("trainee li fellow", "trainee li fellow 03-17..03-28"),)
    was = "\n".join(line for line in PLAN.splitlines() if " li " not in line)
    change = ("session amara", "rotation li ward 03-17..03-28\n    session amara")
    assert told(RULE, change, was=was, in_term=comes, since="03-17") == {}
    text = "Li was on no service in the week of 15 March 2027, which is past, but is on Ward."
    assert told(RULE, change, was=was, in_term=comes, since="03-18") == {text: 1}


def test_a_rotation_that_was_is_not_left_out() -> None:
    gone = ("    rotation li lab 03-01..03-14\n", "")
    text = "Li was on Lab in the week of {} March 2027, which is past, but is on none."
    assert told(RULE, gone, since="03-10") == {text.format(1): 1, text.format(8): 1}
    assert told(RULE, gone, since="03-01") == {}


COMES = (("trainee li fellow", "trainee li fellow 03-17..03-28"),)
FOR_LI = """
    rotation amara lab 03-01..03-28
    rotation li ward 03-17..03-28
    round ward 03-15 wang
"""
NO_ROUND, ON_LAB = ("    round ward 03-15 wang\n", ""), ("li ward", "li lab")


def test_rounds_of_a_week_that_has_begun_keep_their_lead_for_who_is_yet_to_come() -> None:
    assert told(RULE, was=FOR_LI, in_term=COMES, since="03-17") == {}
    text = "Wang led the rounds of Ward in the week of 15 March 2027, which is past, but now it is nobody."
    assert told(RULE, NO_ROUND, was=FOR_LI, in_term=COMES, since="03-17") == {text: 1}
    assert told(RULE, NO_ROUND, ON_LAB, was=FOR_LI, in_term=COMES, since="03-17") == {}


def test_rounds_of_a_lead_who_was_away_have_none_but_no_other_once_the_week_is_over() -> None:
    away = (("room hall", "absent wang 03-09..03-09\n    room hall"),)
    gone, other = ("    round ward 03-08 wang\n", ""), ("round ward 03-08 wang", "round ward 03-08 chen")
    assert told(RULE, gone, in_term=away, since="03-15") == {}
    assert told(RULE, other, in_term=away, since="03-10") == {}
    text = "Wang led the rounds of Ward in the week of 8 March 2027, which is past, but now it is Chen."
    assert told(RULE, other, in_term=away, since="03-15") == {text: 1}


def test_a_session_that_the_term_does_not_allow_any_more_did_not_take_place() -> None:
    talk = ("    session amara talk 03-04 14:00 with=wang topic=a\n", "")
    text = "Amara did not have Talk on 4 March 2027, 14:00 to 15:00, which is past."
    for absent in ("amara", "wang"):
        away = (("room hall", f"absent {absent} 03-04..03-04\n    room hall"),)
        assert told(RULE, talk, in_term=away, since="03-05") == {}
        assert told(RULE, in_term=away, since="03-05") == {text: 1}


def test_a_session_whose_lead_was_away_took_place_without_one() -> None:
    away = (("room hall", "absent wang 03-01..03-01\n    room hall"),)
    was = PLAN.replace("    session li mdt 03-01 09:00 with=wang\n", "")
    assert told(RULE, (" 03-01 09:00 with=wang", " 03-01 09:00"), was=was, in_term=away, since="03-02") == {}
    other = (" 03-01 09:00 with=wang", " 03-01 09:00 with=chen")
    assert set(told(RULE, other, was=was, in_term=away, since="03-02")) == {
        "Amara had Mdt on 1 March 2027, 09:00 to 10:00, which is past.",
        "Amara did not have Mdt on 1 March 2027, 09:00 to 10:00, which is past.",
    }
