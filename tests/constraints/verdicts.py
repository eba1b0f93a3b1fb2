"""What the rules say of a picture: `tests.pictures` tells how one is drawn.

Whatever verification says of a picture, the encodings must say too: each picture holds the two faces of the
rules against each other, where the decisions can say its plan; where they cannot, a rule must say why.
(Leads of rounds in weeks in which nobody is on the service they pass over.)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from constraints.catalogue import find_rules, hard_rules, soft_rules
from constraints.rule import HardRule, Violation
from inputs.plan import Plan
from inputs.term import LEVELS, Term
from tests.constraints.allowed_plans import PARTLY_STRUCTURE, STRUCTURE, can_be_said, feasible, solved, whole
from tests.constraints.random_plans import without_idle_leads
from tests.pictures import draw

WITHOUT_VARIABLE = STRUCTURE | PARTLY_STRUCTURE | {"history", "no_service_twice"}
"""Rules of which some breaches cannot be said; of the last, two rotations on a service in one week."""

LACKING = "the decisions lack what no rule forbids"


def violations(rule: str, picture: str) -> list[Violation]:
    """Return what one rule finds in the plan of a picture."""
    plan, term = draw(picture)
    (found,) = (each for each in find_rules() if each.name == rule)
    return list(found.verify(plan, term))


def complaints(picture: str) -> dict[str, list[str]]:
    """Return the texts of each hard rule that the plan of a picture breaks."""
    plan, term = draw(picture)
    found = _complaints(plan, term)
    hold_faces(plan, term, found)
    return found


def prices(rule: str, picture: str) -> list[tuple[str, int]]:
    """Return the texts and amounts of a soft rule in the plan of a picture."""
    plan, term = draw(picture)
    if not can_be_said(plan, term):
        assert _rules_out(plan, term), LACKING
    elif not _complaints(plan, term):
        hold_price(rule, plan, term)
    return [(violation.text, violation.amount) for violation in violations(rule, picture)]


def hold_faces(plan: Plan, term: Term, broken: Collection[str]) -> None:
    """Assert that the plan fits the encodings of all rules but those that it breaks, and none of these."""
    if not can_be_said(plan, term):
        assert _rules_out(plan, term), LACKING
        return
    if without_idle_leads(plan) != plan:
        return
    rules = hard_rules(term)
    assert _fits(plan, term, [rule for rule in rules if rule.name not in broken])
    fitting = [rule.name for rule in rules if rule.name in broken and _fits(plan, term, [rule])]
    assert fitting == []


def hold_price(name: str, plan: Plan, term: Term) -> None:
    """Assert that the least price of a rule, with a plan that keeps all rules, is the sum of its amounts."""
    model, x = whole(term)
    for hard in hard_rules(term):
        hard.post(model, x, term)
    x.fix(plan)
    for soft in (rule for level in LEVELS for rule in soft_rules(term, level)):
        price = soft.penalty(model, x, term)
        if soft.name == name:
            model.minimize(price)
            assert solved(model) == ("OPTIMAL", sum(v.amount for v in soft.verify(plan, term)))
            return


def _rules_out(plan: Plan, term: Term) -> bool:
    """Tell whether a rule about what the decisions can say finds something, be it in force or not."""
    found = (rule for rule in find_rules() if rule.name in WITHOUT_VARIABLE)
    return any(violation for rule in found for violation in rule.verify(plan, term))


def _complaints(plan: Plan, term: Term) -> dict[str, list[str]]:
    found = {
        rule.name: [violation.text for violation in rule.verify(plan, term)] for rule in hard_rules(term)
    }
    return {rule: texts for rule, texts in found.items() if texts}


def _fits(plan: Plan, term: Term, rules: Iterable[HardRule]) -> bool:
    model, x = whole(term)
    for rule in rules:
        rule.post(model, x, term)
    x.fix(plan)
    return feasible(model)
