"""Decisions: a plan that is fixed comes out again, and each says what it is about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ortools.sat.python import cp_model

from constraints.catalogue import hard_rules, soft_rules
from constraints.decisions import Decisions
from constraints.scope import Scope
from inputs.plan import Plan
from tests.constraints.allowed_plans import allowed_plan
from tests.constraints.drawn_decisions import WARD, as_sets, decisions, fits, solve
from tests.constraints.random_terms import random_term
from tests.pictures import draw, draw_plan, draw_term


def without_topics(plan: Plan) -> Plan:
    sessions = (replace(session, topic="") if session.is_meeting else session for session in plan.sessions)
    return replace(plan, sessions=tuple(sessions))


def test_a_plan_that_is_fixed_comes_out_again() -> None:
    plan, term = draw(WARD)
    model, x = decisions(term, Scope.whole(term))
    for rule in hard_rules(term):
        rule.post(model, x, term)
    for other in soft_rules(term, "curriculum"):
        model.minimize(other.penalty(model, x, term))
    x.fix(plan)
    solver = solve(model)
    assert solver
    assert as_sets(x.plan(solver.boolean_value)) == as_sets(plan)


def test_fixed_plans_come_out_again_but_for_the_topics_of_meetings() -> None:
    for seed in range(0, 60, 4):
        term, plan = random_term(seed), allowed_plan(seed)
        if plan is None:
            continue
        model, x = decisions(term, Scope.whole(term))
        for rule in hard_rules(term):
            rule.post(model, x, term)
        x.fix(plan)
        solver = solve(model)
        assert solver
        assert as_sets(without_topics(x.plan(solver.boolean_value))) == as_sets(without_topics(plan))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rotation amara ward 03-01..03-07", "rotation amara ward 03-01..03-06"),
        ("session li talk 03-02 14:00", "session li talk 03-02 14:30"),
        ("session li talk 03-02 14:00", "session li talk 03-02 14:00 room=hall\n room hall"),
        ("session li talk 03-02 14:00 with=chen", "session li talk 03-02 14:00"),
        ("session li mdt 03-01 09:00 with=wang", "session li mdt 03-01 09:00"),
        ("session li mdt 03-01 09:00 with=wang topic=genes", "session li mdt 03-01 09:00 with=wang"),
        ("with=chen topic=biopsy", "with=chen topic=genes"),
        ("with=chen topic=biopsy", "with=chen"),
        (
            "session amara mdt 03-01 09:00 with=wang topic=genes",
            "session amara mdt 03-01 09:00 with=wang topic=imaging",
        ),
        ("mentor amara wang", "mentor amara wang\n mentor amara wang"),
        ("round ward 03-01 wang", "round lab 03-01 wang"),
    ],
)
def test_what_has_no_variable_cannot_be_fixed(old: str, new: str) -> None:
    assert old in WARD
    assert fits(*draw(WARD))
    assert not fits(*draw(WARD.replace(old, new)))


def test_the_leads_of_weeks_without_trainees_are_passed_over() -> None:
    plan, term = draw(f"{WARD}\n round ward 03-08 chen")
    assert fits(plan, term)


@pytest.mark.parametrize("off", ["", "off one_service_a_week for a trial"])
def test_being_on_a_service_is_one_of_its_rotations(off: str) -> None:
    term = draw_term(f"service ward 2\n service lab 2\n trainee amara fellow 03-01..03-14\n {off}")
    amara, ward, (first, second, *_) = term.trainees[0], term.services[0], term.weeks
    model, x = decisions(term, Scope.whole(term))
    x.fix(draw_plan(term, "rotation amara ward 03-08..03-14\n rotation amara lab 03-08..03-14"))
    solver = solve(model)
    assert solver
    assert [solver.boolean_value(x.on(amara, ward, week)) for week in (first, second)] == [False, True]
    assert x.on(amara, ward, term.weeks[2]) == 0


def test_two_rotations_on_a_service_may_share_a_week_where_the_rule_is_off() -> None:
    picture = """
    service ward 2
    trainee amara fellow 03-01..03-14
    rotation amara ward 03-01..03-14
    rotation amara ward 03-08..03-14
    """
    assert not fits(*draw(picture))
    assert fits(*draw(f"{picture}\n off one_service_a_week for a trial"))


def test_rotations_that_end_in_a_week() -> None:
    term = draw_term("service ward 2\n trainee amara fellow 03-01..03-14")
    _, x = decisions(term, Scope.whole(term))
    amara, first = term.trainees[0], term.weeks[0]
    assert [service.id for service, _ in x.ending(amara, first)] == ["ward"]
    assert [service.id for service, _ in x.ending(amara, term.weeks[1])] == ["ward", "ward"]


def test_the_most_that_a_trainee_can_lack() -> None:
    term = draw_term(WARD)
    _, x = decisions(term, Scope.whole(term))
    amara, li = term.trainees
    x.charge(amara, 10, x.new())
    x.charge(amara, 5, x.new(), most=3)
    assert (x.most_cost(amara), x.most_cost(li)) == (25, 0)
    x.most_shortfall = 20
    assert x.most_cost(amara) == 20


@pytest.mark.parametrize("seed", range(4))
def test_every_open_decision_is_tagged_once_with_what_it_is_about(seed: int) -> None:
    term = random_term(seed)
    x = Decisions(cp_model.CpModel(), term, Scope.whole(term))
    tags = [(literal.index, tag) for literal, tag in x.tagged()]
    assert len({index for index, _ in tags}) == len(tags)
    attended = {literal.index for trainee in term.trainees for literal in x.attended(trainee).values()}
    assert {index for index, tag in tags if tag.kind in ("session", "meeting")} == attended
    rotations = {literal.index for trainee in term.trainees for literal in x.blocks(trainee).values()}
    assert {index for index, tag in tags if tag.kind == "rotation"} == rotations
    for _, tag in tags:
        assert (tag.trainee is None) == (tag.kind in ("lead", "round lead", "topic"))
        assert (tag.first_week is None) == (tag.kind in ("spent", "mentor"))
