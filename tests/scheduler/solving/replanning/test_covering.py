"""Which rings are opened around what a change concerns, and what is found in them."""

from __future__ import annotations

from datetime import date

from scheduler.solving.replanning.replan import replan
from tests.pictures import draw, draw_term
from tests.scheduler.solving.replanning.planned_again import again, limits, proven, value


def test_while_some_lack_less_who_breaks_a_rule_is_put_right_as_well() -> None:
    """Li has left, and another mentor stands in the term; amara could have what she lacks in the last week."""
    words = """
    term 03-01..03-28
    trainee amara fellow
    trainee li fellow 03-01..03-07
    faculty wang
    hours wang Thu 14:00-16:00
    activity lecture weekly 60 weight=10
    slot lecture Fri 10:00
    activity sim once 60 weight=10
    session amara lecture 03-05 10:00
    session li lecture 03-05 10:00
    """
    plan, old = draw(words)
    new = draw_term(words.replace("03-01..03-07", "03-01..03-07 mentor=wang"))
    result = replan(again(old, new, plan, date(2027, 3, 15), improve=True, bound=0), limits())
    assert result.plan is not None
    assert {row.trainee.id: row.mentor.id for row in result.plan.mentorships} == {"li": "wang"}
    assert [f"{s.trainee.id} {s.period.date:%m-%d}" for s in result.plan.sessions] == [
        "amara 03-05",
        "amara 03-19",
        "amara 03-26",
        "li 03-05",
    ]
    assert value(result, "coverage") == 30  # the simulation of both, and a week that is past
    assert proven(result) == [True, True]
