"""What a scope opens: blocks, options, some activities, a few trainees."""

from __future__ import annotations

from dataclasses import replace

from constraints.catalogue import hard_rules, soft_rules
from constraints.scope import Block, Scope, blocks_of, options_to_open
from inputs.term import Term
from tests.constraints.allowed_plans import allowed_plan
from tests.constraints.drawn_decisions import WARD, decisions, least, solve
from tests.constraints.random_terms import random_term
from tests.pictures import draw, draw_term


def test_blocks_have_the_lengths_of_their_service() -> None:
    term = draw_term("service ward 2 weeks=2..3\n trainee amara fellow\n trainee li fellow 03-03..03-04")
    amara, li = term.trainees
    assert [(b.weeks[0].number, len(b.weeks)) for b in blocks_of(amara, term)] == [
        (1, 2),
        (2, 2),
        (3, 2),
        (1, 3),
        (2, 3),
    ]
    assert [b.span for b in blocks_of(li, term)] == [li.stay]
    free = draw_term("service ward 2 weeks=2..3\n trainee amara fellow\n off rotation_length for a trial")
    assert len(list(blocks_of(free.trainees[0], free))) == 4 + 3 + 2 + 1


def test_blocks_are_on_services_of_the_audience() -> None:
    term = draw_term("service ward 2 for=student\n trainee amara fellow")
    assert list(blocks_of(term.trainees[0], term)) == []


def test_options_in_no_window_are_not_opened_unless_the_rule_is_off() -> None:
    picture = "activity mdt first_week 60\n slot mdt Mon 09:00\n trainee amara fellow"
    term = draw_term(picture)
    assert [option.date.day for option in options_to_open(term.trainees[0], term)] == [1]
    term = draw_term(f"{picture}\n off only_what_is_owed for a trial")
    assert [option.date.day for option in options_to_open(term.trainees[0], term)] == [1, 8, 15, 22]


def test_a_narrow_scope_knows_nothing_of_the_rest() -> None:
    term = draw_term(WARD)
    mdt, talk = term.activities
    _, x = decisions(term, Scope(attends=frozenset({"mdt"})))
    assert (x.covers(mdt), x.covers(talk), x.covers_leads(mdt), x.covers_topics(mdt)) == (
        True,
        False,
        False,
        False,
    )
    assert (x.covers_rotations, x.covers_round_leads, x.covers_mentors) == (False, False, False)
    assert {option.activity for option in x.attended(term.trainees[0])} == {mdt}
    assert x.blocks(term.trainees[0]) == {}
    assert x.spends(term.trainees[0], talk) == {}
    (occurrence, *_) = x.occurrences
    assert (x.leads(occurrence), x.teaches(occurrence)) == ({}, {})
    assert list(x.meeting_times) == []


def test_scopes_add_up() -> None:
    rotations, mdt = Scope(rotations=True), Scope(attends=frozenset({"mdt"}), mentors=True)
    assert rotations | mdt == Scope(rotations=True, attends=frozenset({"mdt"}), mentors=True)


def test_blocks_are_equal_by_what_they_are() -> None:
    term = draw_term("service ward 2\n trainee amara fellow")
    amara, ward = term.trainees[0], term.services[0]
    assert (
        len(
            {
                Block(amara, ward, term.weeks[:2]),
                Block(amara, ward, term.weeks[:2]),
                Block(amara, ward, term.weeks[1:3]),
            }
        )
        == 2
    )


def few(term: Term, *trainees: str) -> Scope:
    return replace(Scope.whole(term), trainees=frozenset(trainees))


def test_those_out_of_the_scope_keep_what_they_are_given() -> None:
    plan, term = draw(WARD)
    amara, li = term.trainees
    scope = replace(few(term, "li"), leads=frozenset(), topics=frozenset({"talk"}), round_leads=False)
    model, x = decisions(term, scope, plan)
    assert x.trainees == (li,)
    for rule in hard_rules(term):
        rule.post(model, x, term)
    model.maximize(sum(x.attended(li).values()))
    solver = solve(model)
    assert solver
    found = x.plan(solver.boolean_value)
    assert found.rotations_of(amara) == plan.rotations_of(amara)
    assert set(found.sessions_of(amara)) == set(plan.sessions_of(amara))
    assert set(plan.mentorships) <= set(found.mentorships)
    assert found.rounds == plan.rounds
    assert len(found.sessions_of(li)) > len(plan.sessions_of(li))


def test_those_out_of_the_scope_have_no_open_rotations_sessions_or_mentors() -> None:
    plan, term = draw(WARD)
    amara, li = term.trainees
    _, x = decisions(term, few(term, "li"), plan)
    assert len(x.blocks(amara)) == 2
    assert len(x.attended(amara)) == 3
    assert set(x.mentors(amara)) == {term.faculty[0]}
    for values in (x.blocks(amara), x.attended(amara), x.mentors(amara)):
        assert all(literal is x.yes for literal in values.values())
    for values in (x.blocks(li), x.attended(li), x.mentors(li)):
        assert not any(literal is x.yes for literal in values.values())


def test_those_out_of_the_scope_pay_nothing() -> None:
    for seed in range(0, 120, 5):
        term, plan = random_term(seed), allowed_plan(seed)
        if plan is None or len(term.trainees) < 2:
            continue
        first = term.trainees[0]
        found = [v for rule in soft_rules(term, "coverage") for v in rule.verify(plan, term)]
        paid = sum(v.amount for v in found if v.at.trainee in (first, None))
        assert least(term, few(term, first.id), "coverage", plan, fixed=True) == paid, f"seed {seed}"


def test_scopes_of_a_few_add_up_and_with_everybody_are_everybody() -> None:
    li, amara = Scope(trainees=frozenset({"li"})), Scope(trainees=frozenset({"amara"}))
    assert (li | amara).trainees == frozenset({"li", "amara"})
    assert (li | Scope()).trainees is None
    assert (Scope() | li).trainees is None
    weeks = Scope(service_weeks=frozenset({"ward"})) | Scope(service_weeks=frozenset({"lab"}))
    assert weeks.service_weeks == {"ward", "lab"}
