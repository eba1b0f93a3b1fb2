from ortools.sat.python import cp_model

from constraints.scope import Scope
from scheduler.model import Model
from tests.pictures import draw, draw_term

TERM = """
    term 03-01..03-07
    trainee amara fellow
    trainee li fellow
    service ward 1
    activity mdt weekly 60 weight=7
    slot mdt Mon 09:00 seats=1
"""


def least(model: Model, level: str) -> int:
    model.proto.minimize(model.price(level))
    solver = cp_model.CpSolver()
    assert solver.solve(model.proto) == cp_model.OPTIMAL
    return round(solver.objective_value)


def test_the_model_of_the_whole_knows_every_price() -> None:
    term = draw_term(TERM)
    assert least(Model(term, Scope.whole(term)), "coverage") == 20 + 7


def test_the_model_of_a_part_knows_its_own() -> None:
    term = draw_term(TERM)
    assert least(Model(term, Scope(attends=frozenset({"mdt"}))), "coverage") == 7
    assert least(Model(term, Scope(rotations=True)), "coverage") == 20


def test_what_is_given_is_charged_for_unless_it_is_background() -> None:
    plan, term = draw(f"{TERM}\n rotation amara ward 03-01..03-07")
    scope = Scope(attends=frozenset({"mdt"}))
    assert least(Model(term, scope, plan), "coverage") == 20 + 7
    assert least(Model(term, scope, plan, background=True), "coverage") == 7


def test_a_price_is_made_once() -> None:
    term = draw_term(TERM)
    model = Model(term, Scope.whole(term))
    assert model.price("coverage") is model.price("coverage")


def test_fairness_asked_for_first_still_counts_shortfalls() -> None:
    term = draw_term(TERM.replace("weight=7", "weight=60"))
    late, early = Model(term, Scope.whole(term)), Model(term, Scope.whole(term))
    late.price("coverage")
    assert least(early, "fairness") == least(late, "fairness") > 0
