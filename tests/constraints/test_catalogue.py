from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from types import ModuleType

import pytest

from constraints import catalogue
from constraints.catalogue import check_settings, cost_of_shortfalls, find_prices, find_rules, missed_coverage
from constraints.rule import HardRule, SoftRule
from inputs.plan import Plan
from tests.pictures import draw, draw_term


def faults(settings: Mapping[str, object]) -> list[str]:
    term = replace(draw_term(""), rules=settings)  # type: ignore[arg-type]  # as a file may have it
    return [str(fault) for fault in check_settings(term.rules, "term.toml")]


def test_rules_are_found_in_order_of_name() -> None:
    names = [rule.name for rule in find_rules()]
    assert names == sorted(names)
    assert "service_seats" in names


def test_each_soft_rule_says_in_words_of_its_own_what_its_points_are_for() -> None:
    prices = find_prices()
    assert sorted(prices) == [rule.name for rule in find_rules() if isinstance(rule, SoftRule)]
    assert len(set(prices.values())) == len(prices)
    assert [price for price in prices.values() if not price or "_" in price] == []
    assert prices["topics_seen"] == "topics missed"


def test_a_file_must_hold_one_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "constraints.rules.nothing", ModuleType("constraints.rules.nothing"))
    with pytest.raises(TypeError, match=r"^constraints\.rules\.nothing must hold one rule, but holds 0$"):
        catalogue._rule_in("nothing")  # noqa: SLF001  # there is no such file to find


def test_settings_that_are_sound() -> None:
    assert faults({"curriculum": {"weight": 5}, "pins": {"off": "a trial"}}) == []


def test_no_such_rule() -> None:
    allowed = "allowed: the rules that `rota rules` lists."
    text = f'term.toml, rules.curiculum: found "curiculum", which is no rule; {allowed} Did you mean "curriculum"?'
    assert faults({"curiculum": {}}) == [text]
    assert faults({"zzzzz": {}}) == [
        'term.toml, rules.zzzzz: found "zzzzz", which is no rule; allowed: the rules that `rota rules` lists.'
    ]


def test_settings_that_are_no_table() -> None:
    assert faults({"curriculum": 5}) == [
        'term.toml, rules.curriculum: found "5"; write a table of parameters: [rules.curriculum].'
    ]


def test_no_such_parameter() -> None:
    found = 'term.toml, rules.curriculum.wait: found "wait", which is no parameter of curriculum; '
    allowed = 'allowed: off and weight. Did you mean "weight"?'
    assert faults({"curriculum": {"wait": 5}}) == [found + allowed]


@pytest.mark.parametrize("value", ["5", 5.0, True, -1, 10_001, 10**30])
def test_a_parameter_of_another_type(value: object) -> None:
    assert faults({"curriculum": {"weight": value}}) == [
        f'term.toml, rules.curriculum.weight: found "{value}"; write a whole number from 0 to 10000; the default is 20.'
    ]


@pytest.mark.parametrize("value", ["", "  ", True, 1])
def test_switched_off_without_a_reason(value: object) -> None:
    assert faults({"pins": {"off": value}}) == [
        f'term.toml, rules.pins.off: found "{value}"; write the reason for which the rule is off, in words.'
    ]


def test_a_setting_that_is_no_number_is_a_mistake_of_the_caller() -> None:
    term = replace(
        draw_term("trainee amara fellow\n service ward 1"), rules={"weeks_on_a_service": {"weight": "5"}}
    )
    with pytest.raises(TypeError, match=r"^rule weeks_on_a_service: weight must be a whole number, not '5'$"):
        list(missed_coverage(Plan(), term))


def test_what_each_trainee_lacks() -> None:
    plan, term = draw(
        """
        service ward 2 round=08:00+60
        faculty wang leads=ward
        trainee amara fellow 03-01..03-14
        trainee li fellow 03-01..03-07
        rotation amara ward 03-01..03-07
        rotation li ward 03-01..03-07
        """
    )
    amara, li = term.trainees
    assert cost_of_shortfalls(plan, term) == {amara: 20, li: 0}
    assert [violation.amount for violation in missed_coverage(plan, term)] == [30, 20]


def test_a_rule_is_in_force_unless_a_reason_is_given() -> None:
    rule = next(rule for rule in find_rules() if isinstance(rule, HardRule))
    assert rule.off_because(draw_term("")) is None
    assert rule.off_because(draw_term(f"off {rule.name} a trial run")) == "a trial run"
