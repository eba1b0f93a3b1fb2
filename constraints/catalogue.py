"""The rules in force, found by looking into the folder ``rules``."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from constraints import rules as folder
from constraints.rule import HardRule, Rule, SoftRule, Violation
from inputs.faults import Fault, Place, nearest, quoted, unknown
from inputs.term import COVERAGE, Term

if TYPE_CHECKING:
    from inputs.people import Trainee
    from inputs.plan import Plan


HIGHEST = 10_000
"""Of a parameter: sums of what is much higher would be too much for the solver."""


@lru_cache(maxsize=1)
def find_rules() -> tuple[Rule, ...]:
    """Return every rule in the folder, in order of name."""
    names = sorted(module.name for module in pkgutil.iter_modules(folder.__path__))
    return tuple(_rule_in(name) for name in names)


@lru_cache(maxsize=1)
def _find_hard_rules() -> tuple[HardRule, ...]:
    return tuple(rule for rule in find_rules() if isinstance(rule, HardRule))


@lru_cache(maxsize=1)
def _find_soft_rules() -> tuple[SoftRule, ...]:
    return tuple(rule for rule in find_rules() if isinstance(rule, SoftRule))


def _rule_in(name: str) -> Rule:
    module = importlib.import_module(f"{folder.__name__}.{name}")
    found = [
        member
        for member in vars(module).values()
        if inspect.isclass(member) and issubclass(member, Rule) and member.__module__ == module.__name__
    ]
    if len(found) != 1:
        message = f"{module.__name__} must hold one rule, but holds {len(found)}"
        raise TypeError(message)
    rule: Rule = found[0]()
    return rule


def hard_rules(term: Term) -> tuple[HardRule, ...]:
    """Return the hard rules in force."""
    return tuple(rule for rule in _find_hard_rules() if rule.off_because(term) is None)


def soft_rules(term: Term, level: str) -> tuple[SoftRule, ...]:
    """Return the rules in force whose price is paid at a level."""
    return tuple(
        rule for rule in _find_soft_rules() if rule.level == level and rule.off_because(term) is None
    )


def find_prices() -> dict[str, str]:
    """Return what the points of each soft rule are for, in a few words, by the rule's name."""
    return {rule.name: rule.price for rule in _find_soft_rules()}


def soft_rules_named(term: Term, name: str) -> tuple[SoftRule, ...]:
    """Return the soft rule in force of a name, or nothing."""
    return tuple(rule for rule in _find_soft_rules() if rule.name == name and rule.off_because(term) is None)


def rules_off(term: Term) -> dict[str, str]:
    """Return the rules that a term switches off, each with the reason given."""
    return {rule.name: reason for rule in find_rules() if (reason := rule.off_because(term))}


def missed_coverage(plan: Plan, term: Term) -> Iterator[Violation]:
    """Yield everything owed that a plan does not give."""
    for rule in soft_rules(term, COVERAGE):
        yield from paid_for(rule, plan, term)


def paid_for(rule: SoftRule, plan: Plan, term: Term) -> tuple[Violation, ...]:
    """Return what a plan pays for at a soft rule; it is worked out once for each plan."""
    key = "paid for", rule, term
    if key not in plan.memo:
        plan.memo[key] = tuple(rule.verify(plan, term))
    found: tuple[Violation, ...] = plan.memo[key]
    return found


def cost_of_shortfalls(plan: Plan, term: Term) -> dict[Trainee, int]:
    """Return the points of coverage that each trainee lacks; trainees who lack nothing stand with 0."""
    costs = dict.fromkeys(term.trainees, 0)
    for violation in missed_coverage(plan, term):
        if violation.at.trainee is not None:
            costs[violation.at.trainee] += violation.amount
    return costs


def check_settings(
    rules: Mapping[str, object], file: str, lines: Mapping[str, int] | None = None
) -> list[Fault]:
    """Return the faults in ``[rules.NAME]``: no such rule, no such parameter, a value of a wrong type.

    Parameters
    ----------
    rules
        The settings of each rule.
    file
        Where they stand.
    lines
        Their lines by dotted keys, where they are known.
    """
    lines = lines or {}
    by_name = {rule.name: rule for rule in find_rules()}
    faults = []
    for name, settings in rules.items():
        place = Place(file, _line_of(f"rules.{name}", lines), f"rules.{name}")
        if name not in by_name:
            allowed = "allowed: the rules that `rota rules` lists"
            found = f"found {quoted(name)}, which is no rule"
            faults.append(Fault(place, found, allowed, nearest(name, by_name)))
            continue
        faults += _check_parameters(by_name[name], settings, place, lines)
    return faults


def _line_of(key: str, lines: Mapping[str, int]) -> int | None:
    """Return the line of a table of settings; in a sheet, where none heads it, that of its first setting."""
    inner = (line for other, line in lines.items() if other.startswith(f"{key}."))
    return lines.get(key) or min(inner, default=None)


def _check_parameters(rule: Rule, settings: object, place: Place, lines: Mapping[str, int]) -> list[Fault]:
    if not isinstance(settings, Mapping):
        return [Fault(place, f"found {quoted(settings)}", f"write a table of parameters: [{place.column}]")]
    faults = []
    known = {"off": "", **rule.parameters}
    for parameter, value in settings.items():
        key = f"{place.column}.{parameter}"
        where = Place(place.file, lines.get(key), key)
        found = f"found {quoted(value)}"
        if parameter not in known:
            faults.append(unknown(where, parameter, f"parameter of {rule.name}", sorted(known)))
        elif parameter == "off":
            if not (isinstance(value, str) and value.strip()):
                faults.append(Fault(where, found, "write the reason for which the rule is off, in words"))
        elif type(value) is not type(known[parameter]) or (
            isinstance(value, int) and not 0 <= value <= HIGHEST
        ):
            default = f"the default is {known[parameter]}"
            faults.append(Fault(where, found, f"write a whole number from 0 to {HIGHEST}; {default}"))
    return faults
