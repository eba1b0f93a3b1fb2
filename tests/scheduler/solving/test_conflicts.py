from dataclasses import replace

import pytest

from constraints.catalogue import hard_rules
from scheduler.solving.conflicts import find_conflict, find_conflict_of_few
from scheduler.solving.search import Control
from scheduler.solving.solve import solve_term
from tests.constraints.random_terms import random_term
from tests.pictures import draw_term
from tests.scheduler.solving.jointly import best_values, patient

TWO_PINS = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    trainee sofia fellow
    service ward 1
    service lab 2
    pin sofia lab 03-01
    pin amara ward 03-01
    pin li ward 03-01
    pin li lab 03-08 must=no
"""


def law(name: str) -> str:
    (rule,) = (rule for rule in hard_rules(draw_term("term 03-01..03-07")) if rule.name == name)
    return f"Rule {name}: {' '.join(rule.law.split(chr(10) * 2)[0].split())}".replace("``", "")


def test_two_pins_that_contradict_each_other_are_named_with_the_rule() -> None:
    assert find_conflict(draw_term(TWO_PINS), patient()) == (
        "Amara must be at Ward on 1 March 2027.",
        "Li must be at Ward on 1 March 2027.",
        "Rule service_seats: A service hosts at most seats trainees in any week.",
    )


def test_a_pin_against_another_of_the_same_trainee_needs_no_rule() -> None:
    term = draw_term("trainee amara fellow\n service ward 1\n pin amara ward\n pin amara ward must=no")
    assert find_conflict(term, patient()) == ("Amara must be at Ward.", "Amara must not be at Ward.")


def test_promised_mentors_demand_too() -> None:
    term = draw_term("""
    trainee amara fellow mentor=wang
    trainee li fellow mentor=wang
    trainee sofia fellow mentor=wang
    faculty wang mentees=1
    hours wang Mon 09:00-10:00
    """)
    told = find_conflict_of_few(term, patient())
    assert told == (
        "Li is promised Wang as main mentor.",
        "Sofia is promised Wang as main mentor.",
        law("mentees_at_one_time"),
        law("one_main_mentor"),
    )
    assert find_conflict(term, patient()) == told


@pytest.mark.parametrize("seed", [3, 8, 11, 14, 16, 17, 21, 22])
def test_none_of_what_is_named_can_be_spared(seed: int) -> None:
    term = random_term(seed)
    assert best_values(term) is None
    conflict = find_conflict(term, patient()) or ()
    rules = [line.split()[1].rstrip(":") for line in conflict if line.startswith("Rule ")]
    pins = [pin for pin in term.pins if f"{pin}." in conflict]
    promised = {t for t in term.trainees if f"{t} is promised" in " ".join(conflict)}
    assert len(conflict) == len(rules) + len(pins) + len(promised) > 0
    named = replace(
        term,
        levels=("comfort",),
        pins=tuple(pins),
        trainees=tuple(t if t in promised else replace(t, mentor=None) for t in term.trainees),
        rules={
            **term.rules,
            **{
                rule.name: {"off": "not named"}
                for rule in hard_rules(term)
                if rule.name not in {*rules, "pins"}
            },
        },
    )
    assert best_values(named) is None
    fewer = [
        *(replace(named, pins=tuple(other for other in pins if other is not pin)) for pin in pins),
        *(replace(named, rules={**named.rules, rule: {"off": "to try"}}) for rule in rules),
    ]
    assert all(best_values(one) is not None for one in fewer)


def test_nothing_contradicts_where_a_plan_exists() -> None:
    assert find_conflict(draw_term(TWO_PINS.replace("ward 1", "ward 2")), patient()) == ()
    assert find_conflict(draw_term("trainee amara fellow"), patient()) == ()


def test_an_interrupted_run_names_nothing() -> None:
    control = patient()
    control.interrupt()
    assert find_conflict(draw_term(TWO_PINS), control) is None


def test_without_time_left_nothing_is_known() -> None:
    assert find_conflict(draw_term(TWO_PINS), Control(time_limit_seconds=0)) is None
    assert find_conflict_of_few(draw_term(OF_ONE), Control(time_limit_seconds=0)) == ()


OF_ONE = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    service ward 2
    service lab 2
    pin amara ward 03-01
    pin li ward 03-01
    pin li lab 03-01
"""


def test_what_one_trainee_cannot_have_is_found_without_the_others() -> None:
    expected = ("Li must be at Ward on 1 March 2027.", "Li must be at Lab on 1 March 2027.")
    told = find_conflict_of_few(draw_term(OF_ONE), patient())
    assert told == (*expected, law("one_service_a_week")) == find_conflict(draw_term(OF_ONE), patient())


def test_what_one_service_cannot_take_is_found_without_other_promises() -> None:
    expected = find_conflict(draw_term(TWO_PINS), patient())
    assert expected
    assert find_conflict_of_few(draw_term(TWO_PINS), patient()) == expected
    assert find_conflict_of_few(draw_term(TWO_PINS.replace("ward 1", "ward 2")), patient()) == ()


def test_where_one_trainee_cannot_be_planned_nothing_else_is_searched_for() -> None:
    result = solve_term(draw_term(OF_ONE), patient())
    assert result.status == "impossible"
    assert result.conflict == find_conflict_of_few(draw_term(OF_ONE), patient())
    assert result.levels == ()
