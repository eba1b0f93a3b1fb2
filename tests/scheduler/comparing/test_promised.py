"""How many things differ and how many promises change: two counts of one plan, told with their names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from constraints.catalogue import paid_for, soft_rules_named
from inputs.published import carry_over
from scheduler.comparing.appointments import Side
from scheduler.comparing.changes import find_changes, numbers_of, things_of
from scheduler.comparing.promised import promises_changed, promises_changed_since
from scheduler.comparing.words import say_promises, say_things
from tests.pictures import draw

TERM = """
    trainee amara fellow 03-01..03-28
    trainee li fellow 03-01..03-28
    faculty wang leads=mdt
    faculty chen leads=mdt
    activity mdt weekly 60 topics=a;b
    slot mdt Mon 09:00
    slot mdt Tue 09:00
    activity talk once 60 meeting
"""
OLD = """
    session amara mdt 03-01 09:00 with=wang topic=a
    session li mdt 03-01 09:00 with=wang topic=a
    session amara mdt 03-15 09:00 with=wang topic=a
    session li mdt 03-15 09:00 with=wang topic=a
    session amara talk 03-18 14:00 with=wang
    session li talk 03-19 14:00 with=wang
"""
MOVED = OLD.replace("amara talk 03-18 14:00", "amara talk 03-18 15:00")
LED = MOVED.replace("03-15 09:00 with=wang", "03-15 09:00 with=chen")
PAST = OLD.replace("03-01 09:00 with=wang", "03-01 09:00 with=chen")
COMES = "trainee sofia fellow 03-15..03-28\n session sofia mdt 03-15 09:00 with=wang topic=a\n"


@pytest.mark.parametrize(
    ("new", "things", "promised"),
    [
        (OLD, 0, 0),
        (OLD.replace("topic=a", "topic=b"), 6, 0),
        (MOVED, 1, 1),
        (LED, 4, 4),
        (PAST, 3, 0),
        (OLD + COMES, 1, 0),
    ],
)
def test_things_that_differ_and_promises_that_change(new: str, things: int, promised: int) -> None:
    old, plan = Side(*draw(TERM + OLD)), Side(*draw(TERM + new))
    since = date(2027, 3, 8)
    assert things_of(find_changes(old, plan)) == things
    assert promises_changed_since(plan, old, since) == promised
    bound = replace(plan.term, published=carry_over(old.plan, old.term, plan.term, since))
    (rule,) = soft_rules_named(bound, "changes_to_published")
    assert promises_changed(plan.plan, bound) == len(paid_for(rule, plan.plan, bound)) == promised
    assert promises_changed(plan.plan, plan.term) == 0


def test_kinds_that_are_more_than_the_things_are_not_taken_for_these() -> None:
    moved_and_led = MOVED.replace("amara talk 03-18 15:00 with=wang", "amara talk 03-18 15:00 with=chen")
    people = find_changes(Side(*draw(TERM + OLD)), Side(*draw(TERM + moved_and_led)))
    assert say_things(things_of(people), numbers_of(people)) == (
        "one thing differs, in several ways: 1 moved, 1 mentor"
    )
    assert say_things(2, {"moved": 2, "lead": 1}) == "2 things differ, some in several ways: 2 moved, 1 lead"
    assert say_things(3, {"moved": 2, "lead": 1}) == "2 moved, 1 lead"
    assert say_things(0, {}) == "nothing"


def test_both_counts_are_named_where_they_are_not_the_same() -> None:
    assert say_promises(3, 3) == ""
    assert say_promises(49, 54) == (
        "Stability counts 54 changes to what was promised, as the rule changes_to_published says; the list above "
        "tells 49 things that differ, also of trainees who come or go, of what is past, and of topics."
    )
    assert say_promises(1, 0).startswith("Stability counts no changes to what was promised")
    assert "tells one thing that differs, also" in say_promises(1, 0)
