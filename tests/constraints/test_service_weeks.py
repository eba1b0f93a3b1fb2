"""Weeks on services that are open without rotations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from constraints.catalogue import soft_rules
from constraints.scope import Scope
from inputs.term import LEVELS
from tests.constraints.allowed_plans import allowed_plan
from tests.constraints.drawn_decisions import WARD, decisions, least, solve
from tests.constraints.random_terms import random_term
from tests.pictures import draw, draw_term

BLOCKING = """
    service ward 1 {} blocks=mdt
    activity mdt weekly 60
    slot mdt Mon 09:00 seats=0
    trainee amara fellow
    trainee li fellow
    {}
"""
ATTENDS = Scope(attends=frozenset({"mdt"}))
WITH_WEEKS = Scope(attends=frozenset({"mdt"}), service_weeks=frozenset({"ward"}))


@pytest.mark.parametrize(
    ("weeks", "off", "price"),
    [
        ("", "", 40),  # one of two is on the ward, week after week
        ("weeks=1..2", "", 40),  # two weeks each, one after the other
        ("weeks=1..1", "", 60),
        ("weeks=1..1", "off rotation_length for a trial", 40),
        ("weeks=1..1", "off no_service_twice for a trial", 40),
        ("weeks=1..1", "off service_seats for a trial\n off rotation_length for a trial", 0),
        ("for=student", "", 80),
    ],
)
def test_weeks_without_rotations_keep_seats_and_lengths(weeks: str, off: str, price: int) -> None:
    term = draw_term(BLOCKING.format(weeks, off))
    assert least(term, ATTENDS, "coverage") == (80 if weeks == "for=student" else 0)
    assert least(term, WITH_WEEKS, "coverage") == price


def test_weeks_without_rotations_are_in_one_run() -> None:
    picture = BLOCKING.format("", "seats ward 03-08..03-14 0") + "\n prefers amara ward 1"
    assert least(draw_term(picture), WITH_WEEKS, "coverage") == 50
    model, x = decisions(term := draw_term(picture), WITH_WEEKS)
    amara, ward = term.trainees[0], term.services[0]
    on = [x.on(amara, ward, week) for week in term.weeks]
    model.add(on[0] + on[2] == 2)
    model.add(on[1] == 0)
    assert solve(model) is None


def test_weeks_without_rotations_are_on_one_service_at_a_time() -> None:
    picture = "service ward 2\n service lab 2\n trainee amara fellow {}"
    for off, possible in (("", False), ("\n off one_service_a_week for a trial", True)):
        term = draw_term(picture.format(off))
        model, x = decisions(term, Scope(service_weeks=frozenset({"ward", "lab"})))
        for service in term.services:
            model.add(x.on(term.trainees[0], service, term.weeks[0]) == 1)
        assert (solve(model) is not None) == possible


def test_weeks_are_known_where_they_are_open_or_follow_from_rotations() -> None:
    plan, term = draw(WARD)
    ward, lab = term.services
    first = term.weeks[0]
    _, x = decisions(term, Scope(service_weeks=frozenset({"ward"})))
    assert (x.knows_weeks(ward), x.knows_weeks(lab), x.covers_rotations) == (True, False, False)
    assert isinstance(x.on(term.trainees[0], lab, first), int)
    assert x.blocks(term.trainees[0]) == {}
    for scope, given in ((Scope(rotations=True), None), (Scope(), plan)):
        _, x = decisions(term, scope, given)
        assert (x.knows_weeks(ward), x.knows_weeks(lab), x.covers_rotations) == (True, True, True)
    assert not decisions(term, Scope())[1].knows_weeks(ward)


@pytest.mark.no_cover
@pytest.mark.parametrize("level", LEVELS)
def test_weeks_without_rotations_never_cost_more_than_any_plan(level: str) -> None:
    for seed in range(0, 120, 5):
        term, plan = random_term(seed), allowed_plan(seed)
        if plan is None:
            continue
        every = frozenset(term.activity_by_id)
        services = frozenset(service.id for service in term.services)
        scope = Scope(attends=every, leads=every, topics=every, mentors=True, service_weeks=services)
        relaxed = least(term, scope, level)
        verified = sum(v.amount for rule in soft_rules(term, level) for v in rule.verify(plan, term))
        assert relaxed is not None
        assert relaxed <= verified, f"seed {seed}"


def test_the_cheapest_with_weeks_is_between_the_cheapest_without_and_with_rotations() -> None:
    for picture in (
        WARD,
        BLOCKING.format("", ""),
        BLOCKING.format("weeks=1..2", ""),
        BLOCKING.format("weeks=1..1", ""),
    ):
        term = draw_term(picture)
        services = frozenset(service.id for service in term.services)
        exact = least(term, Scope.whole(term), "coverage")
        without = replace(Scope.whole(term), rotations=False, round_leads=False)
        loose, tight = (
            least(term, without, "coverage"),
            least(term, replace(without, service_weeks=services), "coverage"),
        )
        assert loose is not None
        assert tight is not None
        assert exact is not None
        assert loose <= tight <= exact
