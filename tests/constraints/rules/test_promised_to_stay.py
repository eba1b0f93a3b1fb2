"""Who is kept, and how many may be touched."""

from __future__ import annotations

from tests.constraints.published import told
from tests.constraints.verdicts import violations

RULE = "promised_to_stay"
OTHER = ("03-18 14:00 with=wang topic=b", "03-18 14:00 with=chen topic=a")


def test_without_promises_all_may_change() -> None:
    assert told(RULE, OTHER) == {}


def test_a_kept_person_who_is_touched() -> None:
    assert list(told(RULE, OTHER, kept=frozenset({"chen", "li"}))) == [
        "Chen is to be kept, but Amara has Talk on 18 March 2027, 14:00 to 15:00 with Chen."
    ]
    assert len(told(RULE, OTHER, kept=frozenset({"amara", "chen"}))) == 2


def test_more_people_than_allowed() -> None:
    assert told(RULE, OTHER, touch_at_most=3) == {}
    assert told(RULE, OTHER, touch_at_most=1) == {"3 people are touched, but only one may be.": 2}


def test_without_a_published_plan_there_are_no_promises() -> None:
    assert violations(RULE, "trainee amara fellow") == []
