"""What took place though the term would not have it so by now: what it costs is what the rules find in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from constraints.catalogue import hard_rules, soft_rules
from inputs.published import carry_over
from inputs.term import LEVELS
from tests.constraints.allowed_plans import solved, whole
from tests.pictures import draw, draw_plan, draw_term

MENTOR_TEACHES_LESS = """
    faculty wang topics=genes;imaging
    faculty chen topics=genes
    hours wang Mon 09:00-10:00
    hours chen Tue 09:00-10:00
    activity talk weekly 60 meeting
    trainee amara fellow 03-01..03-14
    session amara talk 03-01 09:00 with=wang topic=genes
    session amara talk 03-08 09:00 with=wang topic=imaging
    mentor amara wang
"""
STAYS_LONGER = """
    faculty wang topics=genes;imaging
    hours wang Mon 09:00-10:00
    activity talk last_week 60 meeting
    activity club last_week 60 topics=genes
    slot club Mon 11:00
    trainee amara fellow 03-01..03-14
    session amara talk 03-08 09:00 with=wang topic=genes
    session amara club 03-08 11:00 topic=genes
    mentor amara wang
"""
AGAIN = """
    session amara talk 03-22 09:00 with=wang topic=imaging
    session amara club 03-22 11:00 topic=genes
"""
OWED_MORE_OFTEN = """
    faculty wang topics=genes;imaging
    hours wang Mon 09:00-10:00
    activity talk weekly 60 meeting
    activity club weekly 60 topics=genes;biopsy
    slot club Mon 11:00
    trainee amara fellow 03-01..03-21
    session amara talk 03-01 09:00 with=wang topic=genes
    session amara talk 03-08 09:00 with=wang topic=imaging
    session amara club 03-01 11:00 topic=genes
    session amara club 03-08 11:00 topic=biopsy
    session amara club 03-15 11:00 topic=genes
    mentor amara wang
"""
RULE_WAS_OFF = """
    off only_what_is_owed for once
    faculty wang topics=genes;imaging
    hours wang Mon 09:00-11:00
    activity talk weekly 60 meeting
    activity club biweekly 60
    slot club Tue 11:00
    slot club Wed 11:00
    trainee amara fellow 03-01..03-14
    session amara talk 03-01 09:00 with=wang topic=genes
    session amara talk 03-01 10:00 with=wang topic=genes
    session amara talk 03-08 09:00 with=wang topic=imaging
    session amara club 03-02 11:00
    session amara club 03-03 11:00
    mentor amara wang
"""


@pytest.mark.parametrize(
    ("was", "since", "changes"),
    [
        (MENTOR_TEACHES_LESS, "03-08", {"genes;imaging": "imaging"}),
        (STAYS_LONGER, "03-09", {"03-14": f"03-28{AGAIN}"}),
        (OWED_MORE_OFTEN, "03-16", {"talk weekly": "talk once", "club weekly": "club monthly"}),
        (RULE_WAS_OFF, "03-04", {"off only_what_is_owed for once": ""}),
    ],
    ids=["mentor_teaches_less", "stays_longer", "owed_more_often", "rule_was_off"],
)
def test_prices_are_those_that_are_found(was: str, since: str, changes: dict[str, str]) -> None:
    """In each of these all topics are seen, all with the main mentor."""
    published, before = draw(was)
    picture = was
    for old, new in changes.items():
        assert old in picture
        picture = picture.replace(old, new, 1)
    term = draw_term(picture)
    term = replace(term, published=carry_over(published, before, term, date.fromisoformat(f"2027-{since}")))
    plan = draw_plan(term, picture)
    model, x = whole(term)
    for hard in hard_rules(term):
        assert list(hard.verify(plan, term)) == []
        hard.post(model, x, term)
    x.fix(plan)
    rules = [rule for level in LEVELS for rule in soft_rules(term, level)]
    model.minimize(sum(rule.penalty(model, x, term) for rule in rules))
    found = {rule.name: sum(violation.amount for violation in rule.verify(plan, term)) for rule in rules}
    assert (found["topics_seen"], found["main_mentor_meetings"]) == (0, 0)
    assert solved(model) == ("OPTIMAL", sum(found.values()))
