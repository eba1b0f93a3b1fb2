"""What counts as one change, and how much."""

from __future__ import annotations

from datetime import date

from inputs.published import Lost
from tests.constraints.published import PLAN, TERM, told
from tests.constraints.verdicts import prices
from tests.pictures import draw_term

RULE = "changes_to_published"


def test_the_same_plan_changes_nothing() -> None:
    assert told(RULE) == {}


def test_a_session_that_moves_within_its_week_is_one_change() -> None:
    moved = ("session amara mdt 03-15 09:00", "session amara mdt 03-16 09:00")
    assert told(RULE, moved) == {
        "Amara has another Mdt on 16 March 2027, 09:00 to 10:00 instead of 15 March 2027.": 2,
        "Mdt on 15 March 2027, 09:00 to 10:00 is led by nobody.": 2,
        "Mdt on 16 March 2027, 09:00 to 10:00 is led by Wang.": 2,
    }


def test_what_comes_soon_counts_more() -> None:
    gone = ("    session amara talk 03-18 14:00 with=wang topic=b\n", "")
    text = "Amara has another Talk instead of that on 18 March 2027, 14:00 to 15:00."
    assert told(RULE, gone) == {text: 2}
    assert told(RULE, gone, since="03-08") == {text: 4}


def test_another_mentor_is_a_change_and_another_topic_is_none() -> None:
    assert list(told(RULE, ("03-18 14:00 with=wang topic=b", "03-18 14:00 with=chen topic=a"))) == [
        "Amara has Talk on 18 March 2027, 14:00 to 15:00 with Chen."
    ]
    assert told(RULE, ("03-18 14:00 with=wang topic=b", "03-18 14:00 with=wang topic=a")) == {}


def test_another_lead_changes_the_session_of_each_who_attends() -> None:
    other = ("session amara mdt 03-01 09:00 with=wang", "session amara mdt 03-01 09:00 with=chen")
    both = ("session li mdt 03-01 09:00 with=wang", "session li mdt 03-01 09:00 with=chen")
    assert set(told(RULE, other, both)) == {
        "Amara has Mdt on 1 March 2027, 09:00 to 10:00 led by Chen.",
        "Li has Mdt on 1 March 2027, 09:00 to 10:00 led by Chen.",
        "Mdt on 1 March 2027, 09:00 to 10:00 is led by Chen.",
    }


def test_rotations_rounds_and_main_mentors_are_things_too() -> None:
    assert told(RULE, ("rotation li lab 03-01..03-14", "rotation li ward 03-01..03-14")) == {
        "Li has another rotation on Lab.": 4,
        "Li has another rotation on Ward.": 4,
    }
    assert list(told(RULE, ("round ward 03-08 wang", "round ward 03-08 chen"))) == [
        "the rounds of Ward in the week of 8 March 2027 are led by Chen."
    ]
    assert told(RULE, ("mentor amara wang", "mentor amara chen")) == {"Amara has another main mentor.": 4}


def test_rounds_of_a_week_are_one_thing_however_many_lead_them() -> None:
    off = (("service lab 2", "service lab 2\n    off round_leads_allowed two at a time"),)
    two = ("round ward 03-08 wang", "round ward 03-08 wang\n    round ward 03-08 chen")
    none = ("    round ward 03-08 wang\n", "")
    from_none = ("round ward 03-01 wang", f"round ward 03-01 wang\n    {two[1]}")
    both = {"the rounds of Ward in the week of 8 March 2027 are led by Chen and Wang.": 4}
    assert told(RULE, two, in_term=off) == both
    assert told(RULE, from_none, in_term=off, was=PLAN.replace(*none)) == both
    assert list(told(RULE, none, in_term=off, was=PLAN.replace(*two))) == [
        "the rounds of Ward in the week of 8 March 2027 are led by Chen."
    ]


def test_what_is_past_is_no_change() -> None:
    gone = ("    session amara talk 03-04 14:00 with=wang topic=a\n", "")
    assert told(RULE, gone, since="03-05") == {}


def test_without_a_published_plan_nothing_is_counted() -> None:
    assert prices(RULE, "trainee amara fellow") == []


def test_to_whom_nothing_was_published_nothing_changes() -> None:
    comes = (("trainee li fellow", "trainee li fellow\n    trainee sofia fellow"),)
    joins = (
        "mentor amara wang",
        "mentor amara wang\n    session sofia mdt 03-15 09:00 with=wang\n    mentor sofia wang",
    )
    assert told(RULE, joins, in_term=comes) == {}


def test_a_rotation_counts_from_the_day_on_which_it_begins() -> None:
    more = ("rotation li lab 03-01..03-14", "rotation li lab 03-01..03-14\n    rotation li ward 03-15..03-28")
    assert told(RULE, more) == {"Li has another rotation on Ward.": 2}


def test_a_rotation_of_which_some_is_still_to_come_is_another_when_it_ends_on_another_day() -> None:
    longer = ("rotation li lab 03-01..03-14", "rotation li lab 03-01..03-28")
    shorter = ("rotation li lab 03-01..03-14", "rotation li lab 03-01..03-07")
    text = "Li has another rotation on Lab."
    assert told(RULE, longer, since="03-15") == {text: 4}
    assert told(RULE, shorter, since="03-08") == {text: 4}
    assert told(RULE, shorter, since="03-14") == {text: 4}
    assert told(RULE, shorter, since="03-15") == {}


def test_a_rotation_that_is_over_is_no_change_though_the_service_comes_again() -> None:
    """Li was to come on 1 March, but came on the 5th."""
    twice = (
        "rotation li lab 03-01..03-07\n    rotation li ward 03-08..03-14\n    rotation li lab 03-15..03-21"
    )
    was = PLAN.replace("rotation li lab 03-01..03-14", twice)
    was = was.replace("session li mdt 03-01 09:00 with=wang", "")
    came = (
        ("trainee li fellow", "trainee li fellow 03-05..03-28"),
        ("service lab 2", "service lab 2\n    off no_service_twice the laboratory is large"),
    )
    late = ("li lab 03-01..03-07", "li lab 03-05..03-07")
    assert told(RULE, late, since="03-09", was=was, in_term=came) == {}
    longer = ("li lab 03-15..03-21", "li lab 03-15..03-28")
    assert told(RULE, late, longer, since="03-09", was=was, in_term=came) == {
        "Li has another rotation on Lab.": 4
    }


def test_rounds_of_weeks_that_are_over_are_no_change() -> None:
    other = ("round ward 03-01 wang", "round ward 03-01 chen")
    assert told(RULE, other, since="03-06") == {}  # a Saturday
    assert len(told(RULE, other, since="03-05")) == 1


def test_a_main_mentor_changes_until_the_last_day_of_the_stay() -> None:
    stay = (("trainee li fellow", "trainee li fellow 03-01..03-14"),)
    other = ("mentor amara wang", "mentor amara wang\n    mentor li chen")
    assert told(RULE, other, in_term=stay, since="03-15") == {}
    assert told(RULE, other, in_term=stay, since="03-14") == {"Li has another main mentor.": 4}


def test_what_is_gone_from_the_term_is_a_change_of_its_day() -> None:
    (li,) = (trainee for trainee in draw_term(TERM).trainees if trainee.id == "li")
    lost = (Lost(li, "session of Ethics", date(2027, 3, 8)), Lost(li, "session of Law", date(2027, 3, 22)))
    assert told(RULE, lost=lost) == {
        "Li has no session of Ethics any more.": 4,
        "Li has no session of Law any more.": 2,
    }
    assert set(told("people_touched", lost=lost)) == {
        "Li is touched by 2 changes: Li has no session of Ethics any more."
    }
