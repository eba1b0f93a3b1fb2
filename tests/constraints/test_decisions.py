from __future__ import annotations

from dataclasses import replace

import pytest
from ortools.sat.python import cp_model

from constraints.catalogue import find_rules, hard_rules, soft_rules
from constraints.decisions import Decisions
from constraints.rule import SoftRule
from constraints.scope import Block, Scope, blocks_of, options_to_open
from constraints.wanted import option_of, share_topics
from inputs.plan import Plan
from inputs.programme import MeetingTime
from inputs.term import LEVELS, Term
from tests.constraints.random_plans import random_term
from tests.constraints.test_agreement import allowed_plan
from tests.pictures import draw, draw_plan, draw_term

WARD = """
    service ward 2 round=08:00+60
    service lab 2
    faculty wang leads=ward;mdt topics=genes;imaging
    faculty chen leads=ward topics=biopsy
    hours wang Tue 14:00-16:00
    hours chen Tue 14:00-16:00
    activity mdt weekly 60 topics=genes;biopsy
    activity talk weekly 60 meeting
    slot mdt Mon 09:00
    trainee amara fellow 03-01..03-14
    trainee li fellow 03-01..03-14
    rotation amara ward 03-01..03-07
    rotation amara lab 03-08..03-14
    rotation li lab 03-01..03-14
    round ward 03-01 wang
    session amara mdt 03-01 09:00 with=wang topic=genes
    session li mdt 03-01 09:00 with=wang topic=genes
    session amara talk 03-02 14:00 with=wang topic=genes
    session amara talk 03-09 14:00 with=wang topic=imaging
    session li talk 03-02 14:00 with=chen topic=biopsy
    mentor amara wang
"""


def solve(model: cp_model.CpModel) -> cp_model.CpSolver | None:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver if solver.status_name(solver.solve(model)) in ("OPTIMAL", "FEASIBLE") else None


def decisions(
    term: Term, scope: Scope, given: Plan | None = None, *, background: bool = False
) -> tuple[cp_model.CpModel, Decisions]:
    model = cp_model.CpModel()
    return model, Decisions(model, term, scope, given, background=background)


def fits(plan: Plan, term: Term) -> bool:
    model, x = decisions(term, Scope.whole(term))
    x.fix(plan)
    return solve(model) is not None


def as_sets(plan: Plan) -> tuple[set[object], ...]:
    return set(plan.rotations), set(plan.rounds), set(plan.sessions), set(plan.mentorships)


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


NARROW = [
    Scope(),
    Scope(rotations=True),
    Scope(attends=frozenset({"talk"}), topics=frozenset({"talk"})),
    Scope(leads=frozenset({"mdt"}), topics=frozenset({"mdt", "talk"})),
    Scope(attends=frozenset({"mdt"}), leads=frozenset({"mdt"}), topics=frozenset({"mdt"}), round_leads=True),
    Scope(mentors=True, round_leads=True),
]


@pytest.mark.parametrize("scope", NARROW)
def test_what_is_given_stands_in_for_what_is_not_open(scope: Scope) -> None:
    plan, term = draw(WARD)
    model, x = decisions(term, scope, plan)
    for rule in hard_rules(term):
        rule.post(model, x, term)
    prices = [rule.penalty(model, x, term) for level in LEVELS for rule in soft_rules(term, level)]
    x.hint(plan)
    x.fix(plan)
    model.minimize(sum(prices))
    solver = solve(model)
    assert solver
    verified = sum(v.amount for rule in find_rules() for v in rule.verify(plan, term))
    assert round(solver.objective_value) == verified
    assert as_sets(x.plan(solver.boolean_value)) == as_sets(plan)


@pytest.mark.parametrize("scope", NARROW)
def test_a_relaxation_never_costs_more(scope: Scope) -> None:
    plan, term = draw(WARD)
    model, x = decisions(term, scope)
    for rule in hard_rules(term):
        rule.post(model, x, term)
    model.minimize(sum(rule.penalty(model, x, term) for rule in soft_rules(term, "coverage")))
    solver = solve(model)
    assert solver
    verified = sum(v.amount for rule in soft_rules(term, "coverage") for v in rule.verify(plan, term))
    assert round(solver.objective_value) <= verified


def test_a_relaxation_without_rotations_does_not_charge_what_may_be_excused() -> None:
    term = draw_term(
        """
        service ward 1 blocks=mdt
        activity mdt weekly 60
        slot mdt Mon 09:00 seats=0
        trainee amara fellow
        """
    )
    model, x = decisions(term, Scope(attends=frozenset({"mdt"})))
    for rule in hard_rules(term):
        rule.post(model, x, term)
    model.minimize(sum(rule.penalty(model, x, term) for rule in soft_rules(term, "coverage")))
    solver = solve(model)
    assert solver
    assert solver.objective_value == 0


def test_given_leads_of_rounds_do_not_hold_rotations_fast() -> None:
    plan, term = draw(f"{WARD}\n off led_rounds for a trial")
    model, x = decisions(term, Scope(rotations=True), plan)
    for rule in soft_rules(term, "fairness"):
        rule.penalty(model, x, term)
    amara, ward = term.trainees[0], term.services[0]
    model.add(x.on(amara, ward, term.weeks[0]) == 0)
    model.add(x.on(term.trainees[1], ward, term.weeks[0]) == 0)
    assert solve(model)


def test_the_most_that_a_trainee_can_lack() -> None:
    term = draw_term(WARD)
    _, x = decisions(term, Scope.whole(term))
    amara, li = term.trainees
    x.charge(amara, 10, x.new())
    x.charge(amara, 5, x.new(), most=3)
    assert (x.most_cost(amara), x.most_cost(li)) == (25, 0)
    x.most_shortfall = 20
    assert x.most_cost(amara) == 20


def test_topics_that_are_claimed_are_met_and_others_turn_about() -> None:
    term = draw_term(WARD)
    wang, chen = term.faculty
    talk = term.activities[1]
    times = [time for time in term.meeting_times if time.activity == talk]
    meetings = [time for time in times if time.mentor == wang][:3] + [
        time for time in times if time.mentor == chen
    ][:1]
    assert share_topics(meetings, [(wang, "imaging")], term) == ["imaging", "genes", "genes", "biopsy"]
    nobody = replace(chen, topics=())
    assert share_topics([MeetingTime(talk, nobody, meetings[0].period)], [], term) == [""]


def test_the_option_of_a_session() -> None:
    plan, term = draw(WARD)
    first = option_of(plan.sessions[0], term)
    assert first == term.occurrences[0]
    meeting = plan.sessions[2]
    assert meeting.faculty
    assert option_of(meeting, term) == MeetingTime(meeting.activity, meeting.faculty, meeting.period)
    assert option_of(replace(meeting, faculty=None), term) is None


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


# -- weeks on services without rotations -------------------------------------------------------------------


def least(
    term: Term,
    scope: Scope,
    level: str,
    given: Plan | None = None,
    *,
    fixed: bool = False,
    background: bool = False,
) -> int | None:
    """Return the least price of a level, with coverage priced before it; None where no plan is possible."""
    model, x = decisions(term, scope, given, background=background)
    for rule in hard_rules(term):
        rule.post(model, x, term)
    price: cp_model.LinearExprT = 0
    for each in dict.fromkeys(("coverage", level)):
        price = sum(rule.penalty(model, x, term) for rule in soft_rules(term, each))
    if fixed and given is not None:
        x.fix(given)
    model.minimize(price)
    solver = solve(model)
    return round(solver.objective_value) if solver else None


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


# -- a few trainees ----------------------------------------------------------------------------------------


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


# -- what stands in the background -------------------------------------------------------------------------


def test_what_stands_in_the_background_is_known_but_not_covered() -> None:
    plan, term = draw(WARD)
    mdt, talk = term.activities
    _, x = decisions(term, Scope(attends=frozenset({"talk"})), plan, background=True)
    assert (x.knows(mdt), x.knows(talk), x.knows_weeks(term.services[0])) == (True, True, True)
    assert (x.covers(mdt), x.covers(talk)) == (False, True)
    assert (x.covers_leads(mdt), x.covers_topics(talk)) == (False, False)
    assert (x.covers_rotations, x.covers_round_leads, x.covers_mentors) == (False, False, False)
    _, x = decisions(term, Scope(attends=frozenset({"talk"})))
    assert (x.knows(mdt), x.knows(talk)) == (False, True)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "rule", [rule for rule in find_rules() if isinstance(rule, SoftRule)], ids=lambda r: r.name
)
def test_nothing_is_charged_for_what_stands_in_the_background(rule: SoftRule) -> None:
    charged = 0
    for seed in range(0, 160, 8):
        term, plan = random_term(seed), allowed_plan(seed)
        if plan is None:
            continue
        for background in (False, True):
            model, x = decisions(term, Scope(), plan, background=background)
            model.minimize(rule.penalty(model, x, term))
            solver = solve(model)
            assert solver
            price = round(solver.objective_value)
            assert not (background and price), f"seed {seed}"
            charged += price
    assert (
        charged
        or rule.level == "stability"
        or rule.name in ("fair_shortfalls", "fair_leads", "fair_meetings")
    )


def test_what_is_open_before_a_background_is_charged() -> None:
    for seed in range(0, 120, 5):
        term, plan = random_term(seed), allowed_plan(seed)
        if plan is None:
            continue
        ids = frozenset(activity.id for activity in term.activities[:2])
        model, x = decisions(term, Scope(attends=ids, leads=ids, topics=ids), plan, background=True)
        x.fix(plan)
        rules = [rule for rule in soft_rules(term, "coverage") if rule.name == "owed_sessions"]
        model.minimize(sum(rule.penalty(model, x, term) for rule in rules))
        solver = solve(model)
        assert solver
        paid = sum(v.amount for rule in rules for v in rule.verify(plan, term) if v.at.item in ids)
        assert round(solver.objective_value) == paid, f"seed {seed}"


def test_what_stands_in_the_background_constrains() -> None:
    plan, term = draw(f"{WARD}\n hours wang Mon 09:00-10:00")
    amara, talk = term.trainees[0], term.activities[1]
    for given, possible in ((plan, False), (None, True)):
        model, x = decisions(term, Scope(attends=frozenset({"talk"})), given, background=True)
        for rule in hard_rules(term):
            rule.post(model, x, term)
        (then,) = (
            option
            for option in x.attended(amara)
            if option.activity == talk and str(option.period) == "1 March 2027, 09:00 to 10:00"
        )
        model.add(x.attends(amara, then) == 1)
        assert (solve(model) is not None) == possible


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


def test_what_is_given_is_not_open_and_not_tagged() -> None:
    term = random_term(1)
    assert list(Decisions(cp_model.CpModel(), term, Scope(), Plan()).tagged()) == []
