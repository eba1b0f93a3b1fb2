from constraints.catalogue import soft_rules_named
from constraints.scope import Scope
from inputs.term import Term
from tests.constraints.allowed_plans import solved, whole
from tests.constraints.drawn_decisions import decisions
from tests.constraints.verdicts import prices
from tests.pictures import draw, draw_term

TWO = """
    service ward 2 round=08:00+60
    faculty wang leads=ward
    faculty chen leads=ward
    trainee amara fellow
    rotation amara ward 03-01..03-28
    round ward 03-01 wang
    round ward 03-08 wang
    round ward 03-15 wang
"""


def test_more_rounds_than_the_share_with_its_tolerance() -> None:
    picture = f"{TWO}\n round ward 03-22 wang"
    assert prices("fair_leads", picture) == [("Wang leads Ward 4 times, but a fair share is at most 3.", 1)]


def test_the_share_with_its_tolerance() -> None:
    assert prices("fair_leads", f"{TWO}\n round ward 03-22 chen") == []


def test_without_tolerance() -> None:
    picture = f"""{TWO}
    round ward 03-22 chen
    rule fair_leads tolerance=0
    """
    assert prices("fair_leads", picture) == [("Wang leads Ward 3 times, but a fair share is at most 2.", 1)]


def test_hours_weigh_and_a_lead_without_hours_has_one() -> None:
    picture = f"""{TWO}
    hours wang Mon 12:00-15:00
    round ward 03-22 chen
    rule fair_leads tolerance=0
    """
    assert prices("fair_leads", picture) == []


def test_a_week_in_which_nobody_is_on_the_service_does_not_count() -> None:
    picture = """
    service ward 2 round=08:00+60
    faculty wang leads=ward
    faculty chen leads=ward
    trainee amara fellow
    rotation amara ward 03-01..03-14
    round ward 03-01 wang
    round ward 03-08 chen
    round ward 03-15 wang
    round ward 03-22 wang
    rule fair_leads tolerance=0
    """
    assert prices("fair_leads", picture) == []


def test_sessions_are_shared_among_those_whom_their_slots_allow() -> None:
    picture = """
    faculty wang leads=mdt
    faculty chen
    faculty zhou leads=mdt
    activity mdt weekly 60
    slot mdt Mon 09:00 leads=wang;chen
    trainee amara fellow
    session amara mdt 03-01 09:00 with=wang
    session amara mdt 03-08 09:00 with=wang
    session amara mdt 03-15 09:00 with=chen
    session amara mdt 03-22 09:00 with=wang
    rule fair_leads tolerance=0
    """
    assert prices("fair_leads", picture) == [("Wang leads Mdt 3 times, but a fair share is at most 2.", 1)]


MIXED = """
    faculty wang leads=mdt
    faculty chen leads=mdt
    faculty zhou
    activity mdt weekly 60
    activity talk weekly 60
    slot mdt Mon 09:00 {}
    slot mdt Thu 09:00 leads=wang;zhou
    slot talk Fri 09:00 leads=wang;chen
    trainee amara fellow
    session amara mdt 03-01 09:00 with=wang
    session amara mdt 03-08 09:00 with=wang
    session amara mdt 03-18 09:00 with=zhou
    session amara mdt 03-25 09:00 with=zhou
    rule fair_leads tolerance=0
"""


def test_slots_that_name_other_people_are_shared_apart() -> None:
    assert prices("fair_leads", MIXED.format("")) == [
        ("Wang leads Mdt 2 times, but a fair share is only one.", 1),
        ("Zhou leads Mdt 2 times, but a fair share is only one.", 1),
    ]


def test_slots_that_name_the_same_people_are_shared_together_in_any_order() -> None:
    assert prices("fair_leads", MIXED.format("leads=zhou;wang")) == []


def test_the_same_people_share_each_activity_by_itself() -> None:
    picture = f"{MIXED.format('leads=zhou;wang')}\n session amara talk 03-05 09:00 with=chen"
    assert prices("fair_leads", picture) == []
    picture = f"{picture}\n session amara talk 03-12 09:00 with=chen"
    assert prices("fair_leads", picture) == [("Chen leads Talk 2 times, but a fair share is only one.", 1)]


def test_a_round_is_shared_among_those_named_for_the_service() -> None:
    assert prices("fair_leads", f"{TWO}\n round ward 03-22 wang\n faculty zhou leads=ward") == [
        ("Wang leads Ward 4 times, but a fair share is at most 2.", 2)
    ]


def test_one_whom_nobody_asked_leads_a_fair_share() -> None:
    picture = """
    faculty wang
    activity mdt weekly 60
    slot mdt Mon 09:00
    trainee amara fellow
    session amara mdt 03-01 09:00 with=wang
    """
    assert prices("fair_leads", picture) == []


def test_leading_where_nobody_attends_makes_no_share_larger() -> None:
    term = draw_term("""
    faculty wang leads=mdt
    faculty chen leads=mdt
    absent chen 03-01..03-14
    activity mdt weekly 60
    slot mdt Mon 09:00
    trainee amara fellow 03-01..03-14
    trainee li fellow 03-15..03-28
    rule fair_leads tolerance=0
    off session_leads_allowed for a trial
    """)
    assert least_fair(term, amara=2, li=0) == 1
    assert least_fair(term, amara=2, li=2) == 0


def least_fair(term: Term, **attended: int) -> int:
    """Return the least price where each attends so often, and what is attended is led."""
    model, x = whole(term)
    (rule,) = soft_rules_named(term, "fair_leads")
    for trainee in term.trainees:
        attends = list(x.attended(trainee).values())
        model.add(sum(attends) == attended[trainee.id])
    for occurrence in x.occurrences:
        for literal in x.anybody_at(occurrence):
            model.add_bool_or([~literal, *x.leads(occurrence).values()])
    model.minimize(rule.penalty(model, x, term))
    status, price = solved(model)
    assert status == "OPTIMAL"
    return price


def test_a_week_in_which_somebody_is_on_another_service_does_not_count() -> None:
    picture = """
    service ward 2 round=08:00+60
    service lab 2
    faculty wang leads=ward
    faculty chen leads=ward
    trainee amara fellow
    rotation amara ward 03-01..03-14
    rotation amara lab 03-15..03-28
    round ward 03-01 wang
    round ward 03-08 chen
    round ward 03-15 wang
    round ward 03-22 wang
    rule fair_leads tolerance=0
    """
    assert prices("fair_leads", picture) == []


def test_whom_another_activity_asks_at_the_same_time_has_no_share() -> None:
    picture = """
    faculty wang
    faculty chen
    faculty zhou
    activity talk weekly 60 for=student
    activity mdt weekly 60
    slot talk Mon 09:00 leads=zhou
    slot mdt Mon 09:00 leads=wang;chen
    trainee amara fellow
    session amara mdt 03-01 09:00 with=wang
    session amara mdt 03-08 09:00 with=wang
    rule fair_leads tolerance=0
    """
    assert prices("fair_leads", picture) == [("Wang leads Mdt 2 times, but a fair share is only one.", 1)]


IDLE = """
    service ward 1 round=08:00+60
    faculty wang leads=ward
    faculty chen leads=ward
    absent chen 03-01..03-14
    trainee amara fellow
    rotation amara ward 03-01..03-14
    round ward 03-01 wang
    round ward 03-08 wang
    rule fair_leads tolerance=0
"""


def test_leading_rounds_while_nobody_is_on_the_service_makes_no_share_larger() -> None:
    plan, term = draw(IDLE)
    model, x = whole(term)
    (rule,) = soft_rules_named(term, "fair_leads")
    (ward,) = term.services
    (rotation,) = plan.rotations
    for block, literal in x.blocks(term.trainees[0]).items():
        model.add(literal == (block.span == rotation.span))
    for week in term.weeks[:2]:
        model.add_exactly_one(x.round_leads(ward, week).values())
    model.minimize(rule.penalty(model, x, term))
    assert solved(model) == ("OPTIMAL", 1)


def test_a_given_lead_leads_nothing_where_rotations_leave_a_week() -> None:
    plan, term = draw(IDLE)
    model, x = decisions(term, Scope(rotations=True), plan)
    (rule,) = soft_rules_named(term, "fair_leads")
    amara, (ward,) = term.trainees[0], term.services
    for week in term.weeks[1:]:
        model.add(x.on(amara, ward, week) == 0)
    model.minimize(rule.penalty(model, x, term))
    assert solved(model) == ("OPTIMAL", 0)
