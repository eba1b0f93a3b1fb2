"""Pictures of a published plan and of a new one, and what the rules about both say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from constraints.catalogue import find_rules, hard_rules
from constraints.rule import SoftRule
from inputs.published import Published
from tests.constraints.allowed_plans import can_be_said
from tests.constraints.verdicts import hold_faces, hold_price
from tests.pictures import draw_plan, draw_term

TERM = """
    term 03-01..03-28 07:00-19:00
    trainee amara fellow
    trainee li fellow
    faculty wang leads=ward;mdt topics=a;b
    faculty chen leads=ward;mdt topics=a
    hours wang Thu 14:00-16:00
    hours chen Thu 14:00-16:00
    room hall
    service ward 2 round=08:00+60
    service lab 2
    activity mdt weekly 60
    slot mdt Mon 09:00 room=hall
    slot mdt Tue 09:00 room=hall
    activity talk weekly 60 meeting
"""
PLAN = """
    rotation amara ward 03-01..03-28
    rotation li lab 03-01..03-14
    round ward 03-01 wang
    round ward 03-08 wang
    session amara mdt 03-01 09:00 with=wang
    session li mdt 03-01 09:00 with=wang
    session amara mdt 03-15 09:00 with=wang
    session amara talk 03-04 14:00 with=wang topic=a
    session amara talk 03-18 14:00 with=wang topic=b
    mentor amara wang
"""


def told(
    rule: str,
    *changes: tuple[str, str],
    since: str = "03-01",
    was: str = PLAN,
    in_term: Iterable[tuple[str, str]] = (),
    **promises: Any,
) -> dict[str, int]:
    """Return the texts and amounts of a rule for the plan ``was`` with some lines put for others."""
    plan = _with(was, changes)
    term = draw_term(_with(TERM, in_term))
    month, day = map(int, since.split("-"))
    published = Published(draw_plan(term, was), date(2027, month, day), **promises)
    term = replace(term, published=published)
    (found,) = (each for each in find_rules() if each.name == rule)
    drawn = draw_plan(term, plan)
    broken = {hard.name for hard in hard_rules(term) if any(hard.verify(drawn, term))}
    hold_faces(drawn, term, broken)
    if isinstance(found, SoftRule) and not broken and can_be_said(drawn, term):
        hold_price(rule, drawn, term)
    return {violation.text: violation.amount for violation in found.verify(drawn, term)}


def _with(picture: str, changes: Iterable[tuple[str, str]]) -> str:
    for old, new in changes:
        assert old in picture, f"no line holds {old!r}"
        picture = picture.replace(old, new, 1)
    return picture
