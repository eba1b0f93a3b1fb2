from dataclasses import replace

from scheduler.verify import Verdict, verify
from tests.pictures import draw

PICTURE = """
    term 03-01..03-07
    trainee amara fellow
    trainee li fellow
    service ward 1
    activity mdt weekly 60 weight=7
    slot mdt Mon 09:00
    rotation amara ward 03-01..03-07
    rotation li ward 03-01..03-07
    session amara mdt 03-01 09:00
"""


def test_a_breach_of_a_hard_rule_is_told() -> None:
    verdict = verify(*draw(PICTURE))
    assert [(violation.rule, violation.amount) for violation in verdict.violations] == [("service_seats", 1)]


def test_breaches_of_several_rules_are_told_from_the_first_to_the_last() -> None:
    verdict = verify(
        *draw("""
    term 03-01..03-07
    trainee amara fellow
    service ward 1 blocks=mdt
    activity mdt weekly 60
    slot mdt Mon 09:00
    activity lecture weekly 60
    slot lecture Mon 09:30
    rotation amara ward 03-01..03-07
    session amara mdt 03-01 09:00
    session amara lecture 03-01 09:30
    """)
    )
    assert [violation.rule for violation in verdict.violations] == [
        "blocked_activities",
        "trainee_in_one_place",
    ]


def test_each_level_has_the_prices_of_its_rules_and_what_they_are_paid_for() -> None:
    verdict = verify(*draw(PICTURE))
    assert list(verdict.prices) == ["coverage", "stability", "curriculum", "fairness", "comfort"]
    assert {rule: price for rule, price in verdict.prices["coverage"].items() if price} == {
        "owed_sessions": 7
    }
    assert [violation.text for violation in verdict.paid["coverage"]] == [
        "Li has no Mdt from 1 March 2027 to 7 March 2027, but is owed one."
    ]
    assert verdict.value("coverage") == 7


def test_rules_that_are_off_are_not_asked() -> None:
    verdict = verify(*draw(f"{PICTURE}\n off service_seats we add beds\n off owed_sessions as a try"))
    assert verdict.violations == ()
    assert verdict.value("coverage") == 0
    assert "owed_sessions" not in verdict.prices["coverage"]


def test_levels_that_the_term_leaves_out_are_not_asked() -> None:
    plan, term = draw(PICTURE)
    verdict = verify(plan, replace(term, levels=("comfort",)))
    assert list(verdict.prices) == ["comfort"]
    assert verdict.value("coverage") == 0


def test_a_verdict_sums_the_prices_of_a_level() -> None:
    assert Verdict((), {"coverage": {"first": 2, "second": 3}}, {}).value("coverage") == 5
    assert Verdict((), {"coverage": {"first": 2, "second": 2}}, {}).value("coverage") == 4


def test_the_values_of_levels_stand_in_their_order() -> None:
    verdict = Verdict((), {"coverage": {"first": 2}, "comfort": {"second": 1}}, {})
    assert verdict.values(("coverage", "fairness", "comfort")) == (2, 0, 1)
    assert verdict.values(("comfort", "coverage")) == (1, 2)
