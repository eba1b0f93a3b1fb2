"""Planning a published term again: whom to keep and how many to touch, and promises that cannot hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from constraints.changed import changes_to
from scheduler.solving.replanning.promises import PAST_BREAKS, pins_against_each_other
from scheduler.solving.replanning.replan import replan
from tests.pictures import draw, draw_term
from tests.scheduler.solving.replanning.planned_again import CLINIC, absent, again, limits, planned, value

PAST = """
term 03-01..03-14 08:00-18:00
trainee amara fellow 03-01..03-14
trainee li fellow 03-01..03-14
service ward 2
activity lecture weekly 60
slot lecture Tue 10:00
slot lecture Fri 10:00
rotation amara ward 03-01..03-14
rotation li ward 03-01..03-14
session amara lecture 03-02 10:00
session amara lecture 03-09 10:00
session li lecture 03-05 10:00
session li lecture 03-12 10:00
"""
LED = """
term 03-01..03-14 08:00-18:00
trainee amara fellow 03-01..03-14
faculty wang
faculty chen
activity lecture weekly 60
slot lecture Tue 10:00 leads=wang;chen
session amara lecture 03-02 10:00 with=wang
session amara lecture 03-09 10:00 with=wang
"""


def test_somebody_to_be_kept_is_not_touched() -> None:
    term = draw_term(CLINIC)
    plan = planned(term)
    week = term.weeks[1].span
    ill = absent(term, "wang", week.start, week.last_day)
    free = replan(again(term, ill, plan), limits())
    kept = replan(again(term, ill, plan, kept=frozenset(["chen"])), limits())
    assert free.plan is not None
    assert kept.plan is not None
    touched = {p.id for c in changes_to(kept.plan, again(term, ill, plan)) for p in c.people}
    assert "chen" not in touched
    assert value(kept, "coverage") >= value(free, "coverage")


def test_where_the_rule_about_promises_is_off_none_is_broken() -> None:
    term = draw_term(CLINIC)
    off = replace(term, rules={"promised_to_stay": {"off": "everybody agrees"}})
    ill = absent(off, "wang", term.span.start, term.span.last_day)
    result = replan(again(term, ill, planned(term), kept=frozenset(["wang"]), touch_at_most=0), limits())
    assert result.status == "optimal"


def test_a_promise_that_cannot_hold_is_named() -> None:
    term = draw_term(CLINIC)
    plan = planned(term)
    ill = absent(term, "wang", term.span.start, term.span.last_day)
    result = replan(again(term, ill, plan, kept=frozenset(["wang"])), limits())
    assert result.status == "impossible"
    assert "Wang is to be kept" in result.conflict[0]
    few = replan(again(term, ill, plan, touch_at_most=0), limits())
    assert few.status == "impossible"
    with_wang = {
        s.trainee.name for s in plan.sessions if s.is_meeting and s.faculty == term.faculty_by_id["wang"]
    }
    assert with_wang
    said, _, names = few.conflict[0].rstrip(".").partition(": ")
    assert said == "Nobody may be touched, but in every plan these are"
    assert {*with_wang, "Wang"} <= set(names.replace(" and ", ", ").split(", "))


def test_a_limit_that_cannot_hold_is_named_and_no_promised_mentor() -> None:
    promised = CLINIC.replace("amara fellow 03-01..03-28", "amara fellow 03-01..03-28 mentor=wang")
    term = draw_term(promised.replace("li fellow 03-01..03-28", "li fellow 03-01..03-28 mentor=chen"))
    smaller = replace(term, services=tuple(replace(s, seats=1) for s in term.services))
    bound = again(term, smaller, planned(term), touch_at_most=0)
    assert bound.published is not None
    result = replan(bound, limits())
    assert result.status == "impossible"
    assert result.conflict == (
        "Nobody may be touched.",
        "What is past stays, and the rules of the term hold.",
    )


@pytest.mark.parametrize(
    ("pin", "complaint"),
    [
        (
            "amara lecture 03-02 must=no",
            (
                "What lies before 10 March 2027 stays as it was published: Amara is at Lecture on 2 March 2027, but "
                "is pinned away from it."
            ),
        ),
        (
            "amara lecture 03-05",
            (
                "What lies before 10 March 2027 stays as it was published: Amara is not at Lecture on 5 March 2027, "
                "but is pinned to it."
            ),
        ),
        (
            "li ward 03-11 must=no",
            (
                "Who is on which service in weeks that began before 10 March 2027 stays as it was published: Li is "
                "on Ward in the week of 8 March 2027, but is pinned away from it."
            ),
        ),
        ("li lecture 03-12", ""),
        ("li ward must=yes", ""),
    ],
)
def test_a_pin_that_the_past_has_decided_is_named_without_a_search(pin: str, complaint: str) -> None:
    plan, term = draw(PAST)
    pinned = draw_term(f"{PAST}\npin {pin}")
    result = replan(again(term, pinned, plan, since=date(2027, 3, 10)), limits())
    assert (result.plan is None) is bool(complaint)
    assert result.conflict == ((complaint,) if complaint else ())


def test_pins_of_one_trainee_that_contradict_each_other_are_named_before_a_search() -> None:
    """Promises to others, which might be why as well, play no part in it."""
    plan, old = draw(PAST)
    pins = "pin amara lecture 03-09 must=no\npin amara lecture 03-09 10:00"
    new = draw_term(f"{PAST}\n{pins}")
    term = again(old, new, plan, since=date(2027, 3, 8), kept=frozenset({"li"}))
    assert term.published is not None
    told = pins_against_each_other(term, term.published, limits())
    assert told == (
        "Amara must not be at Lecture on 9 March 2027.",
        "Amara must be at Lecture on 9 March 2027 at 10:00.",
    )
    result = replan(term, limits())
    assert (result.status, result.conflict) == ("impossible", told)
    assert result.levels == ()


def test_pins_are_not_to_blame_where_the_past_breaks_a_rule() -> None:
    """Both were on the ward, for which one has to know the laboratory by now; two pins contradict each other."""
    lab = "service lab 2"
    plan, old = draw(f"{PAST}\n{lab}")
    pins = "pin amara lecture 03-12 must=no\npin amara lecture 03-12"
    words = f"{PAST.replace('service ward 2', 'service ward 2 after=lab')}\n{lab}\n{pins}"
    term = again(old, draw_term(words), plan, since=date(2027, 3, 8))
    assert term.published is not None
    assert pins_against_each_other(term, term.published, limits()) == ()
    told = replan(term, limits()).conflict
    assert told
    assert all(line.startswith(PAST_BREAKS) for line in told)


@pytest.mark.parametrize(
    ("kept", "what"), [("wang", "Lecture on {} is led"), ("amara", "Amara has Lecture on {} led")]
)
def test_whoever_is_kept_hears_what_changes_and_not_that_nobody_leads(kept: str, what: str) -> None:
    plan, term = draw(LED)
    ill = absent(term, "wang", date(2027, 3, 8), date(2027, 3, 14))
    result = replan(again(term, ill, plan, kept=frozenset([kept])), limits())
    changed = what.format("9 March 2027, 10:00 to 11:00")
    assert result.conflict == (
        f"{kept.capitalize()} is to be kept, but in every plan {changed} by somebody else or nobody.",
    )
