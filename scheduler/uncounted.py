"""What is owed by a programme and yet not counted, because the term does not ask for it."""

from __future__ import annotations

from constraints.catalogue import find_rules
from constraints.rule import SoftRule
from inputs.term import COVERAGE, Term

NO_LEVEL = "Coverage is not among the levels: what is owed need not be given, and is not counted."


def say_uncounted(term: Term) -> tuple[str, ...]:
    """Return in words, a sentence each, what a plan of a term may lack without its being counted."""
    if COVERAGE not in term.levels:
        return (NO_LEVEL,)
    return tuple(
        f"What the rule {name} asks for need not be given, and is not counted: the term switches it off "
        f"({reason})."
        for name, reason in uncounted_rules(term).items()
    )


def uncounted_rules(term: Term) -> dict[str, str]:
    """Return the rules of coverage that a term switches off, each with the reason given.

    Where coverage is not among the levels, none of its rules counts, and nothing is returned.
    """
    if COVERAGE not in term.levels:
        return {}
    return {
        rule.name: reason
        for rule in find_rules()
        if isinstance(rule, SoftRule) and rule.level == COVERAGE and (reason := rule.off_because(term))
    }
