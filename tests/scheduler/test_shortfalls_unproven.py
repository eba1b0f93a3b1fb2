"""What a reason says of what is past, and where nobody knows that the plan lacks least."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from inputs.plan import Cause
from inputs.published import Published
from scheduler.commands.judgement.recorded import is_proven
from scheduler.reasons.costly import COSTLY, NOT_KNOWN
from scheduler.result import LevelResult
from scheduler.shortfalls import list_shortfalls
from scheduler.solving.ending import end_with_plan
from scheduler.solving.search import Control
from scheduler.verify import verify
from tests.pictures import draw

FREE_LEAD = """
    term 03-01..03-07
    trainee amara fellow
    activity mdt weekly 60
    slot mdt Wed 09:00
    slot mdt Mon 09:00 leads=wang;chen
    session amara mdt 03-01 09:00
    faculty wang
    faculty chen
"""
FREE_SEAT = """
    term 03-01..03-07
    trainee amara fellow
    room hall 1
    activity mdt weekly 60
    slot mdt Mon 09:00 room=hall
"""
BLOCKED = """
    trainee amara fellow 03-01..03-14
    activity mdt biweekly 60
    slot mdt Mon 09:00
    service ward 1 blocks=mdt
    service lab 1
    rotation amara ward 03-01..03-07
    rotation amara lab 03-08..03-14
"""


def test_without_improve_nobody_is_moved_only_to_lack_less_than_was_published() -> None:
    plan, term = draw(FREE_LEAD)
    cost = verify(plan, term).value("coverage")
    not_moved = (
        "Perhaps it can be given: without --improve nobody is moved only to lack less than was published."
    )
    not_found = "Perhaps it can be given: nothing hinders it, but no plan was found that lacks less."
    for published, reason in (
        (Published(plan, term.span.start, cost=cost), not_moved),
        (Published(plan, term.span.start, cost=cost, improve=True), not_found),
        (Published(plan, term.span.start, cost=cost - 1), not_found),
        (Published(plan, term.span.start), not_found),
    ):
        bound = replace(term, published=published)
        (shortfall,) = list_shortfalls(plan, bound, verify(plan, bound), proven=False)
        assert shortfall.reason == reason
    (shortfall,) = list_shortfalls(plan, term, verify(plan, term), proven=False, content=True)
    assert shortfall.reason == not_moved


def test_what_is_past_can_be_given_to_nobody_any_more() -> None:
    plan, term = draw(FREE_SEAT)
    term = replace(term, settled_before=date(2027, 3, 2))
    for proven in (True, False):
        (shortfall,) = list_shortfalls(plan, term, verify(plan, term), proven=proven)
        assert shortfall.reason == "What is past stays as it was published."


def test_where_the_past_hindered_nothing_on_one_day_its_other_days_need_no_reason() -> None:
    plan, term = draw("""
    term 03-01..03-28
    trainee amara fellow 03-01..03-28
    activity mdt monthly 60
    activity talk weekly 60
    slot mdt Mon 09:00
    slot talk Mon 09:00 weeks=03-08;03-15;03-22
    session amara talk 03-08 09:00
    session amara talk 03-15 09:00
    session amara talk 03-22 09:00
    """)
    reasons = {}
    for day in (1, 9, 28):
        then = replace(term, settled_before=date(2027, 3, day))
        reasons[day] = [
            s.reason for s in list_shortfalls(plan, then, verify(plan, then), proven=True) if s.item == "mdt"
        ]
    assert reasons == {
        1: [
            (
                "It overlaps Talk on 8 March 2027; it overlaps Talk on 15 March 2027; it overlaps Talk on 22 March 2027; "
                "giving it would cost others at least as much."
            )
        ],
        9: [
            (
                "What is past stays as it was published; it overlaps Talk on 15 March 2027; it overlaps Talk on 22 March "
                "2027."
            )
        ],
        28: ["What is past stays as it was published."],
    }


def test_without_a_proof_nobody_says_what_giving_would_cost() -> None:
    plan, term = draw(BLOCKED)
    (shortfall,) = list_shortfalls(plan, term, verify(plan, term), proven=False)
    assert shortfall.reason == (
        "Ward does not spare its trainees for it; perhaps it can be given: nothing hinders it, but no plan was "
        "found that lacks less."
    )
    plan, term = draw(FREE_LEAD)
    (shortfall,) = list_shortfalls(plan, term, verify(plan, term), proven=False)
    assert shortfall.reason == (
        "Perhaps it can be given: nothing hinders it, but no plan was found that lacks less."
    )


def test_what_giving_would_cost_is_not_said_where_another_level_comes_first(tmp_path: Path) -> None:
    plan, term = draw(FREE_LEAD)
    control = Control(time_limit_seconds=10, workers=1)
    verdict = verify(plan, term)
    told = {}
    for levels in (("coverage", "comfort"), ("stability", "coverage"), ("comfort", "coverage")):
        found = tuple(
            LevelResult(name, "skipped" if name == "stability" else "optimal", verdict.value(name))
            for name in levels
        )
        result = end_with_plan(term, control, plan, verdict, found)
        (shortfall,) = result.shortfalls
        record = {"levels": [{"name": one.name, "status": one.status, "value": one.value} for one in found]}
        (tmp_path / "result.json").write_text(json.dumps(record))
        told[levels] = (shortfall.reason, is_proven(tmp_path, verdict, term))
    costly, perhaps = (f"{text[0].upper()}{text[1:]}." for text in (COSTLY, NOT_KNOWN))
    assert told == {
        ("coverage", "comfort"): (costly, True),
        ("stability", "coverage"): (costly, True),
        ("comfort", "coverage"): (perhaps, False),
    }


def test_a_reason_is_made_of_causes_that_know_of_what_kind_they_are() -> None:
    plan, term = draw("""
        trainee amara fellow 03-01..03-07
        trainee li fellow 03-01..03-07
        service ward 2
        activity sim weekly 60
        slot sim Tue 09:00 seats=1
        slot sim Thu 09:00 seats=1
        activity mdt weekly 60
        slot mdt Tue 09:00
        rotation amara ward 03-01..03-07
        rotation li ward 03-01..03-07
        session li sim 03-02 09:00
        session amara mdt 03-02 09:00
    """)
    shortfalls = list_shortfalls(plan, term, verify(plan, term), proven=False)
    (sim,) = [s for s in shortfalls if s.item == "sim"]
    assert sim.causes == (
        Cause("seats", "all seats are taken on 2 March 2027", date(2027, 3, 2)),
        Cause("costly", NOT_KNOWN),
    )
    assert sim.reason == f"All seats are taken on 2 March 2027; {NOT_KNOWN}."


def test_what_costs_no_points_is_lost_to_nobody_whether_that_is_proven_or_not() -> None:
    plan, term = draw("""
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    activity mdt weekly 60
    slot mdt Mon 09:00 leads=wang
    faculty wang leads=ward
    faculty chen leads=ward
    service ward 2 round=08:00+30
    service lab 1
    curriculum fellow lab 1
    rule weeks_on_a_service weight=0
    rule curriculum weight=0
    rule led_rounds weight=0
    rule led_sessions weight=0
    rotation amara ward 03-01..03-14
    session amara mdt 03-01 09:00
    session amara mdt 03-08 09:00
    session li mdt 03-01 09:00
    session li mdt 03-08 09:00
    """)
    for proven in (True, False):
        found = list_shortfalls(plan, term, verify(plan, term), proven=proven)
        assert {s.kind for s in found} == {"rotation", "curriculum", "lead"}
        assert all(s.reason.endswith("othing is lost without it, as its weight is 0.") for s in found)


def test_a_week_that_costs_no_points_may_still_be_hindered() -> None:
    plan, term = draw("""
    term 03-01..03-07
    trainee amara fellow
    service ward 0
    rule weeks_on_a_service weight=0
    """)
    (week,) = list_shortfalls(plan, term, verify(plan, term), proven=True)
    assert week.reason == "No service has a seat in this week."
