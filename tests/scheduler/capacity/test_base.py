"""The plan that newcomers are compared with, and what its parts show."""

from dataclasses import replace
from datetime import date

import pytest

from inputs.plan import Plan
from inputs.published import Published
from scheduler.capacity.answer import Question
from scheduler.capacity.base import Base, find_base
from tests.pictures import draw_plan, draw_term
from tests.scheduler.capacity.counting import based, count, shown
from tests.scheduler.solving.jointly import patient

ALONE_AND_TOGETHER = """
term 03-01..03-07
trainee amara fellow
trainee li fellow
activity welcome first_week 60
activity sim weekly 60
slot sim Mon 09:00 seats=1
"""
A_LEAD_OF_BOTH = """
term 03-01..03-07
trainee amara fellow
trainee li fellow
faculty wang
absent wang 03-01..03-07
activity welcome first_week 60
activity sim weekly 60 weight=40
slot sim Mon 09:00 leads=wang
"""
ROUNDS_THAT_NOBODY_LEADS = """
term 03-01..03-07
trainee amara fellow
trainee li fellow
service ward 2 round=08:00+60
"""
NO_PLACE = """
term 03-01..03-07
trainee amara fellow
activity welcome first_week 60
"""


@pytest.mark.parametrize(
    ("picture", "bounds"),
    [
        (ALONE_AND_TOGETHER, {"sessions": 30, "meetings": 0}),
        (A_LEAD_OF_BOTH, {"sessions": 50, "meetings": 0}),
        (ROUNDS_THAT_NOBODY_LEADS, {"rotations": 30, "meetings": 0}),
        (NO_PLACE, {"sessions": 10, "meetings": 0}),
    ],
)
def test_parts_show_what_lacks_alone_and_together(picture: str, bounds: dict[str, int]) -> None:
    base = based(draw_term(picture))
    assert dict(zip((part.kind for part in base.parts), base.bounds, strict=True)) == bounds
    assert base.value == sum(bounds.values())


def test_a_bound_known_from_elsewhere_counts_where_parts_show_less() -> None:
    term = draw_term(NO_PLACE)
    assert Base(term, Plan(), (7,), known=10).bound == 10
    assert Base(term, Plan(), (17,), known=10).bound == 17


def test_the_bound_of_the_published_version_is_known_and_its_promises_are_not_asked_for() -> None:
    term = draw_term(ALONE_AND_TOGETHER)
    plan = draw_plan(term, "session amara sim 03-01 09:00")
    published = Published(plan, date(2027, 3, 3), bound=25, kept=frozenset({"amara"}), touch_at_most=0)
    base = find_base(replace(term, published=published), patient())
    assert base is not None
    assert (base.plan, base.published, base.bound) == (plan, True, 25)
    lasting = base.term.published
    assert lasting is not None
    assert (lasting.since, lasting.kept, lasting.touch_at_most) == (published.since, frozenset(), None)


def test_who_leads_is_no_matter_of_what_a_newcomer_lacks_alone() -> None:
    """The session lacks its lead already: newcomers may attend it, whatever they lack of meetings."""
    term = draw_term(f"{A_LEAD_OF_BOTH}activity talk once 60 meeting")
    entries = count(term, Question("fellow", 1, 2))
    assert shown(entries) == [(2, None, 2)]
    assert [lack.item for lack in entries[0].alone] == ["talk", "welcome"]


def test_newcomers_are_called_like_nobody_who_is_there() -> None:
    term = draw_term("faculty newcomer-1\nroom newcomer-x-2")
    newcomers = Question("fellow", 1).newcomers(term, term.weeks[0], 2)
    assert [newcomer.id for newcomer in newcomers] == ["newcomer-x-x-1", "newcomer-x-x-2"]
