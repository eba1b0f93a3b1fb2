"""Occurrences published with several leads, where the rule about them is off: both faces, on random plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random

import pytest

from constraints.catalogue import find_rules, hard_rules
from constraints.own_leads import led_apart
from constraints.rule import SoftRule
from constraints.wanted import option_of
from inputs.plan import Plan, Session
from inputs.programme import Occurrence
from inputs.published import Published
from inputs.term import Term
from tests.constraints.allowed_plans import allowed_plan, can_be_said, complaints, solved, solved_plan, whole
from tests.constraints.random_terms import random_picture, random_term
from tests.pictures import draw_plan, draw_term

SEEDS = range(120)
PRICED = [
    rule
    for rule in find_rules()
    if isinstance(rule, SoftRule)
    and (rule.level == "stability" or rule.name in ("fair_leads", "led_sessions"))
]


def led_by_several(plan: Plan, term: Term, random: Random, share: float) -> Plan:
    """Return a plan in which some have a lead of their own, or none; who may not lead does not."""

    def led(session: Session) -> Session:
        option = option_of(session, term)
        if not isinstance(option, Occurrence) or random.random() > share:
            return session
        leads = [member for member in term.faculty if member in term.session_leads(option)]
        return replace(session, faculty=random.choice([None, *leads, *leads]))

    return replace(plan, sessions=tuple(map(led, plan.sessions)))


@cache
def published_apart(seed: int) -> Term | None:
    """Return a term without the rule, to which a plan with several leads was published, a half of it past."""
    plan, term, random = allowed_plan(seed), random_term(seed), Random(seed)
    if plan is None:
        return None
    off, exact = {"off": "two may teach"}, {"tolerance": 0}
    term = replace(term, rules={**term.rules, "session_leads_allowed": off, "fair_leads": exact})
    since = term.span.start + timedelta(days=random.randrange(term.span.days) if seed % 2 else 0)
    term = replace(term, published=Published(led_by_several(plan, term, random, 0.8), since))
    return term if led_apart(term) else None


@cache
def new_plans(seed: int) -> tuple[Plan, ...]:
    """Return plans that keep all rules: the published one, one with other leads, and one of the solver's."""

    def some() -> Iterator[Plan]:
        term, random = published_apart(seed), Random(seed + 1)
        if term is None or term.published is None:
            return
        was = term.published.plan
        for plan in (was, led_by_several(was, term, random, 0.3), solved_plan(term, seed)):
            if plan is not None and not complaints(plan, term) and can_be_said(plan, term):
                yield plan

    return tuple(some())


TWO_TEACH = """
    trainee amara fellow
    trainee li fellow
    faculty wang leads=mdt
    faculty chen leads=mdt
    activity mdt weekly 60
    slot mdt Mon 09:00
    off session_leads_allowed two teach
"""
HELD = "session amara mdt 03-01 09:00 with=wang\nsession li mdt 03-01 09:00 with=chen"


def published_to(picture: str, since: date) -> Term:
    term = draw_term(picture)
    return replace(term, published=Published(draw_plan(term, HELD), since))


def test_nobody_is_said_to_have_two_leads_at_once() -> None:
    term = published_to(TWO_TEACH, date(2027, 3, 1))
    assert can_be_said(draw_plan(term, HELD), term)
    assert not can_be_said(draw_plan(term, f"{HELD}\nsession li mdt 03-01 09:00 with=wang"), term)


def test_whoever_led_for_one_who_was_absent_leads_nothing() -> None:
    term = published_to(f"{TWO_TEACH}\nabsent li 03-01..03-01", date(2027, 3, 2))
    _, x = whole(term)
    (past,) = (occurrence for occurrence in x.occurrences if occurrence.date == date(2027, 3, 1))
    assert [lead.id for lead in x.leads(past)] == ["wang"]


def test_what_was_published_can_be_said() -> None:
    said = Counter[bool]()
    for seed in SEEDS:
        term = published_apart(seed)
        if term is not None and term.published and not complaints(term.published.plan, term):
            assert can_be_said(term.published.plan, term), f"seed {seed}\n{random_picture(seed)}"
            said[term.published.since > term.span.start] += 1
    assert min(said[False], said[True]) >= 5


@pytest.mark.no_cover
def test_a_plan_of_the_whole_model_keeps_all_rules() -> None:
    seen = 0
    for seed in SEEDS:
        term = published_apart(seed)
        plan = solved_plan(term, seed) if term is not None else None
        if plan is not None and term is not None:
            found = [v.text for rule in hard_rules(term) for v in rule.verify(plan, term)]
            assert found == [], f"seed {seed}\n{random_picture(seed)}"
            seen += 1
    assert seen >= 20


@pytest.mark.parametrize("rule", PRICED, ids=lambda rule: rule.name)
def test_the_least_price_is_the_sum_of_the_amounts(rule: SoftRule) -> None:
    dear = cheap = 0
    for seed in SEEDS:
        term = published_apart(seed)
        if term is None or rule.off_because(term) is not None:
            continue
        for plan in new_plans(seed):
            model, x = whole(term)
            for hard in hard_rules(term):
                hard.post(model, x, term)
            x.fix(plan)
            model.minimize(rule.penalty(model, x, term))
            found = list(rule.verify(plan, term))
            price, texts = sum(v.amount for v in found), [v.text for v in found]
            assert solved(model) == ("OPTIMAL", price), (
                f"seed {seed}: {texts}\n{random_picture(seed)}\n{plan}"
            )
            dear, cheap = dear + (price > 0), cheap + (price == 0)
    assert dear >= 5
    assert cheap >= 5
