"""The rules about a published plan: both faces against each other on random plans, as for all other rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from random import Random

import pytest

from constraints.catalogue import find_rules, hard_rules
from constraints.changed import changes_to
from constraints.rule import HardRule, SoftRule
from inputs.plan import Mentorship, Plan
from inputs.published import Published
from inputs.term import Term
from tests.constraints.allowed_plans import allowed_plan, feasible, solved, solved_plan, whole
from tests.constraints.random_plans import mended, random_plan, without_idle_leads
from tests.constraints.random_terms import random_picture, random_term

SEEDS = range(160)
STABILITY = [rule for rule in find_rules() if isinstance(rule, SoftRule) and rule.level == "stability"]
OF_THE_PAST_TOO = (
    "only_what_is_owed",
    "rotation_length",
    "meetings_a_week",
    "mentees_at_one_time",
    "service_seats",
    "slot_seats",
    "room_seats",
)
"""Rules that forgive what took place: `test_agreement` holds them where nothing did."""
BY_NAME = {rule.name: rule for rule in find_rules()}


@cache
def published_term(seed: int) -> Term:
    """Return a term with another plan published to it; a half of them are planned again in their middle."""
    term = random_term(seed)
    was = without_idle_leads(mended(random_plan(seed), term))
    random = Random(seed)
    if seed % 3 == 0:
        plan = allowed_plan(seed)
        was = plan or was
        dropped = [session for session in was.sessions if random.random() < 0.8]
        was = replace(was, sessions=tuple(dropped), mentorships=tuple(_other_mentors(was, term, seed)))
    days = random.randrange(term.span.days) if seed % 2 else 0
    return replace(term, published=Published(was, term.span.start + timedelta(days=days)))


def _other_mentors(plan: Plan, term: Term, seed: int) -> Iterator[Mentorship]:
    """Yield main mentors: some as in the plan, some others, and of some trainees none."""
    random = Random(seed + 1)
    for trainee in term.trainees:
        mentors = [*plan.main_mentors.get(trainee, []), random.choice(term.faculty)]
        if random.random() < 0.8:
            yield Mentorship(trainee, mentors[random.random() < 0.4] if len(mentors) > 1 else mentors[0])


@cache
def sound_plan(seed: int) -> Plan | None:
    """Return a plan that keeps all rules, also those about the past; by the solver where there is time."""
    return solved_plan(published_term(seed), seed)


@pytest.mark.no_cover
def test_a_plan_of_the_whole_model_keeps_the_past() -> None:
    seen = 0
    for seed in SEEDS:
        plan, term = sound_plan(seed), published_term(seed)
        if plan is not None:
            found = [v.text for rule in hard_rules(term) for v in rule.verify(plan, term)]
            assert found == [], f"seed {seed}\n{random_picture(seed)}"
            seen += 1
    assert seen >= len(SEEDS) // 3


def check_least_price(rule: SoftRule, seed: int) -> int:
    """Hold the least price of a rule, with the sound plan fixed, against the sum of its amounts; return that."""
    term, plan = published_term(seed), sound_plan(seed)
    assert plan is not None
    model, x = whole(term)
    for hard in hard_rules(term):
        hard.post(model, x, term)
    x.fix(plan)
    model.minimize(rule.penalty(model, x, term))
    found = list(rule.verify(plan, term))
    price = sum(violation.amount for violation in found)
    texts = [violation.text for violation in found]
    assert solved(model) == ("OPTIMAL", price), f"seed {seed}: {texts}\n{random_picture(seed)}\n{plan}"
    return price


@pytest.mark.parametrize("rule", STABILITY, ids=lambda rule: rule.name)
def test_the_least_price_of_a_change_is_the_sum_of_the_amounts(rule: SoftRule) -> None:
    dear = 0
    for seed in SEEDS:
        if sound_plan(seed) is not None:
            dear += check_least_price(rule, seed) > 0
    assert dear >= 30


@pytest.mark.parametrize("name", ["history", "promised_to_stay", *OF_THE_PAST_TOO])
def test_a_rule_about_what_was_published_allows_just_what_it_verifies(name: str) -> None:
    rule = BY_NAME[name]
    assert isinstance(rule, HardRule)
    kept = broken = 0
    for seed in SEEDS:
        term, plan = published_term(seed), sound_plan(seed) if seed % 3 else allowed_plan(seed)
        if plan is None or term.published is None:
            continue
        if name == "promised_to_stay":
            few = frozenset(list(term.trainee_by_id)[:1]) if seed % 2 else frozenset[str]()
            most = None if seed % 2 else seed % 5
            term = replace(term, published=replace(term.published, kept=few, touch_at_most=most))
        found = [violation.text for violation in rule.verify(plan, term)]
        if name != "history" and BY_NAME["history"].off_because(term) is None:
            history = BY_NAME["history"]
            if list(history.verify(plan, term)):
                continue
        model, x = whole(term)
        rule.post(model, x, term)
        x.fix(plan)
        assert feasible(model) == (not found), f"seed {seed}: {found}\n{random_picture(seed)}\n{plan}"
        kept, broken = kept + (not found), broken + bool(found)
    assert kept >= 5
    assert broken >= 5 or name in OF_THE_PAST_TOO


def test_nothing_changes_where_the_plan_is_the_published_one() -> None:
    for seed in SEEDS:
        term = published_term(seed)
        assert term.published
        assert changes_to(term.published.plan, term) == ()
