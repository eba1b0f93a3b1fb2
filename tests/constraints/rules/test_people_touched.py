"""Who is touched by which change."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.constraints.published import PLAN, TERM, told
from tests.constraints.verdicts import prices
from tests.pictures import draw_plan, draw_term

RULE = "people_touched"


def touched(
    *changes: tuple[str, str], since: str = "03-01", in_term: Iterable[tuple[str, str]] = ()
) -> set[str]:
    return {text.split(" is touched")[0] for text in told(RULE, *changes, since=since, in_term=in_term)}


def test_nobody_by_the_same_plan_or_by_another_topic() -> None:
    assert touched() == set()
    assert touched(("03-18 14:00 with=wang topic=b", "03-18 14:00 with=wang topic=a")) == set()


def test_trainee_and_both_mentors_by_a_meeting_with_another() -> None:
    other = ("03-18 14:00 with=wang topic=b", "03-18 14:00 with=chen topic=a")
    assert touched(other) == {"Amara", "Wang", "Chen"}


def test_not_who_attends_beside_one_that_stays_away() -> None:
    assert touched(("    session li mdt 03-01 09:00 with=wang\n", "")) == {"Li"}


ANOTHER_LEAD = ("round ward 03-08 wang", "round ward 03-08 chen")


def test_both_leads_of_rounds_and_who_is_in_them() -> None:
    assert touched(ANOTHER_LEAD) == {"Wang", "Chen", "Amara"}


@pytest.mark.parametrize(
    ("since", "in_term", "who"),
    [
        ("03-12", "", {"Wang", "Chen", "Amara"}),
        ("03-13", "", set()),  # a Saturday: no round is left
        ("03-08", "absent amara 03-08..03-14", {"Wang", "Chen"}),
        ("03-08", "absent amara 03-08..03-11", {"Wang", "Chen", "Amara"}),
    ],
)
def test_who_has_no_round_left_in_the_week_is_not_touched(since: str, in_term: str, who: set[str]) -> None:
    more = (("service lab 2", f"service lab 2\n    {in_term}"),) if in_term else ()
    told_of = told(RULE, ANOTHER_LEAD, since=since, in_term=more)
    assert {text.split(" is touched")[0] for text in told_of} == who


def test_who_led_rounds_of_a_service_that_has_none_any_more_is_touched() -> None:
    without = (("service ward 2 round=08:00+60", "service ward 2"),)
    nobody = (("    round ward 03-01 wang\n    round ward 03-08 wang\n", ""),)
    assert touched(*nobody, in_term=without) == {"Wang"}
    assert touched(*nobody, since="03-08", in_term=without) == {"Wang"}
    assert touched(*nobody, since="03-15", in_term=without) == set()


@pytest.mark.parametrize("lead", ["wang", "chen"])
@pytest.mark.parametrize(("without", "who"), [((), {"Amara"}), (("ward",), set())])
def test_who_is_in_rounds_that_a_service_did_not_have_is_not_touched(
    lead: str, without: tuple[str, ...], who: set[str]
) -> None:
    """Nobody led the second week: that somebody does is another lead, unless there were no rounds at all."""
    nobody = PLAN.replace("    round ward 03-08 wang\n", "")
    led = ("round ward 03-01 wang\n", f"round ward 03-01 wang\n    round ward 03-08 {lead}\n")
    told_of = told(RULE, led, was=nobody, without_rounds=frozenset(without))
    assert {text.split(" is touched")[0] for text in told_of} == {lead.capitalize()} | who


def test_who_cannot_be_on_the_service_any_more_is_touched_by_that() -> None:
    closed = (("service ward 2 round=08:00+60", "service ward 2 round=08:00+60 for=student"),)
    gone = (
        ("    rotation amara ward 03-01..03-28\n", ""),
        ("    round ward 03-01 wang\n    round ward 03-08 wang\n", ""),
    )
    assert touched(*gone, in_term=closed) == {"Wang", "Amara"}


def test_trainee_and_mentors_by_another_main_mentor() -> None:
    assert touched(("mentor amara wang", "mentor amara chen")) == {"Amara", "Wang", "Chen"}


def test_each_counts_more_than_all_changes_together() -> None:
    other = ("03-18 14:00 with=wang topic=b", "03-18 14:00 with=chen topic=a")
    (amount,) = set(told(RULE, other).values())
    assert amount == 1000
    changes = told("changes_to_published", other)
    assert sum(changes.values()) < amount


def test_what_is_touched_is_named() -> None:
    gone = ("    session li mdt 03-01 09:00 with=wang\n", "")
    assert list(told(RULE, gone)) == [
        "Li is touched by one change: Li has another Mdt instead of that on 1 March 2027, 09:00 to 10:00."
    ]


@pytest.mark.parametrize(("lead", "who"), [("chen", set()), ("wang", {"Chen", "Wang"}), ("", {"Chen"})])
def test_who_led_for_somebody_who_left_is_touched_unless_it_is_for_another(lead: str, who: set[str]) -> None:
    """Who left was alone in the conference; amara is in it in the new plan, or nobody."""
    term = draw_term(TERM)
    alone = draw_plan(term, "session li mdt 03-22 09:00 with=chen").sessions
    now = f"mentor amara wang\n    session amara mdt 03-22 09:00 with={lead}" if lead else "mentor amara wang"
    new = (("mentor amara wang", now),)
    told_of = told(RULE, *new, led=alone)
    assert {text.split(" is touched")[0] for text in told_of} - {"Amara"} == who


def test_without_a_published_plan_nobody() -> None:
    assert prices(RULE, "trainee amara fellow") == []


SEVERAL_MAY_LEAD = (("service lab 2", "service lab 2\n    off round_leads_allowed two at a time"),)
TWO_LEAD = ("round ward 03-08 wang", "round ward 03-08 wang\n    round ward 03-08 chen")


def test_each_of_several_leads_of_the_same_rounds_who_comes_or_goes() -> None:
    was = PLAN.replace(*TWO_LEAD)
    assert set(told(RULE, was=was, in_term=SEVERAL_MAY_LEAD)) == set()
    for gone, who in (("wang", "Wang"), ("chen", "Chen")):
        fewer = (f"    round ward 03-08 {gone}\n", "")
        assert names(told(RULE, fewer, was=was, in_term=SEVERAL_MAY_LEAD)) == {who, "Amara"}
    assert names(told(RULE, TWO_LEAD, in_term=SEVERAL_MAY_LEAD)) == {"Chen", "Amara"}


def names(texts: Iterable[str]) -> set[str]:
    return {text.split(" is touched by one change: the rounds of Ward")[0] for text in texts}
