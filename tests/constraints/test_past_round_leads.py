"""Leads of rounds in past weeks: where nobody is on the service any more, and where several led."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from constraints.catalogue import hard_rules
from inputs.published import Published
from tests.constraints.allowed_plans import complaints, feasible, whole
from tests.pictures import draw_plan, draw_term

TERM = """
    term 03-01..03-28 07:00-19:00
    trainee li fellow 03-01..03-14
    trainee sofia fellow 03-10..03-28
    faculty wang leads=ward;lab topics=a
    faculty chen leads=ward;lab topics=a
    hours wang Thu 08:00-10:00
    service ward 2 round=08:00+60
    service lab 2 round=08:00+60
    activity talk weekly 60 meeting
"""
"""Whoever was on the ward in the first two weeks is not in the tables any more."""
PUBLISHED = """
    rotation li lab 03-01..03-14
    round ward 03-01 wang
    round ward 03-08 wang
    round lab 03-01 chen
"""
STAYS = """
    rotation li lab 03-01..03-14
    round lab 03-01 chen
"""


@pytest.mark.parametrize(
    ("since", "changes", "broken"),
    [
        ("03-09", "", 0),  # nobody is on the ward: nobody leads there
        ("03-09", "session sofia talk 03-11 08:00 with=wang topic=a", 0),  # and wang is free at the hour
        ("03-09", "round lab 03-08 wang", 0),
        ("03-09", "rotation sofia ward 03-10..03-28\nround ward 03-08 wang", 0),
        ("03-09", "rotation sofia ward 03-10..03-28\nround ward 03-08 chen", 1),
        ("03-09", "rotation sofia ward 03-10..03-28", 1),
        ("03-15", "", 0),  # sofia is on no service when she might have been
        ("03-15", "session sofia talk 03-18 08:00 with=wang topic=a", 0),
    ],
)
def test_who_led_for_nobody_leads_nothing(since: str, changes: str, broken: int) -> None:
    term = draw_term(TERM)
    month, day = map(int, since.split("-"))
    published = Published(draw_plan(term, PUBLISHED), date(2027, month, day))
    term = replace(term, published=published)
    plan = draw_plan(term, f"{STAYS}\n{changes}")
    model, x = whole(term)
    for rule in hard_rules(term):
        rule.post(model, x, term)
    x.fix(plan)
    found = complaints(plan, term)
    assert (len(found), feasible(model)) == (broken, not broken), found


SEVERAL = """
    term 03-01..03-14
    trainee amara fellow
    faculty wang leads=ward;lab
    faculty chen leads=ward;lab
    faculty zhao leads=ward
    service ward 2 round=08:00+60
    service lab 2 round=10:00+60
    rotation amara ward 03-01..03-14
"""
TWO_LED = "round ward 03-01 wang\nround ward 03-01 chen"


@pytest.mark.parametrize("off", ["", "off round_leads_allowed for once"])
@pytest.mark.parametrize(
    ("published", "changed", "rounds", "is_sound"),
    [
        (TWO_LED, "", TWO_LED, True),
        (TWO_LED, "", "round ward 03-01 wang", False),
        (TWO_LED, "", "round ward 03-01 zhao", False),
        (TWO_LED, "", "", False),
        (TWO_LED, "absent wang 03-04..03-04", "round ward 03-01 chen", True),
        (TWO_LED, "absent wang 03-04..03-04", "round ward 03-01 zhao", False),
        (TWO_LED, "absent wang 03-04..03-04\nabsent chen 03-04..03-04", "round ward 03-01 zhao", True),
        ("round ward 03-01 wang", "", TWO_LED, False),
    ],
)
def test_all_who_led_and_may_still_stay(
    published: str, changed: str, rounds: str, is_sound: bool, off: str
) -> None:
    term = draw_term(f"{SEVERAL}\n{changed}\n{off}")
    was = draw_plan(term, f"{SEVERAL}\n{published}")
    term = replace(term, published=Published(was, date(2027, 3, 3)))
    plan = draw_plan(term, f"{SEVERAL}\n{rounds}")
    model, x = whole(term)
    for rule in hard_rules(term):
        rule.post(model, x, term)
    x.fix(plan)
    found = complaints(plan, term)
    assert (not found, feasible(model)) == (is_sound, is_sound), found


def test_from_the_day_on_a_week_has_one_lead() -> None:
    both = "absent wang 03-04..03-04\nabsent chen 03-04..03-04\nfaculty huang leads=ward"
    term = draw_term(f"{SEVERAL}\n{both}")
    published = Published(draw_plan(term, f"{SEVERAL}\n{TWO_LED}"), date(2027, 3, 3))
    term = replace(term, published=published)
    plan = draw_plan(term, f"{SEVERAL}\nround ward 03-01 zhao\nround ward 03-01 huang")
    model, x = whole(term)
    for rule in hard_rules(term):
        rule.post(model, x, term)
    x.fix(plan)
    (text,) = complaints(plan, term)
    assert text == "The rounds of Ward have 2 leads in the week of 1 March 2027, but need only one."
    assert not feasible(model)
