"""What the rules say of a picture: `tests.pictures` tells how one is drawn."""

from __future__ import annotations

from constraints.catalogue import find_rules, hard_rules
from constraints.rule import Violation
from tests.pictures import draw


def violations(rule: str, picture: str) -> list[Violation]:
    """Return what one rule finds in the plan of a picture."""
    plan, term = draw(picture)
    (found,) = (each for each in find_rules() if each.name == rule)
    return list(found.verify(plan, term))


def complaints(picture: str) -> dict[str, list[str]]:
    """Return the texts of each hard rule that the plan of a picture breaks."""
    plan, term = draw(picture)
    found = {
        rule.name: [violation.text for violation in rule.verify(plan, term)] for rule in hard_rules(term)
    }
    return {rule: texts for rule, texts in found.items() if texts}


def prices(rule: str, picture: str) -> list[tuple[str, int]]:
    """Return the texts and amounts of a soft rule in the plan of a picture."""
    return [(violation.text, violation.amount) for violation in violations(rule, picture)]
