"""Leads of rounds in past weeks in which nobody of the term is on the service any more."""

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
