from ortools.sat.python import cp_model

from constraints.catalogue import hard_rules, soft_rules_named
from constraints.decisions import Decisions
from constraints.scope import Scope
from inputs.term import Term
from tests.constraints.verdicts import prices
from tests.pictures import draw, draw_term

LECTURE = """
    activity lecture weekly 60 topics=genes;imaging
    slot lecture Mon 09:00
    trainee amara fellow
    session amara lecture 03-01 09:00 topic=genes
    session amara lecture 03-08 09:00 topic={}
"""
TALK = """
    faculty wang topics=genes
    faculty chen topics=imaging
    faculty zhou topics=biopsy meetings=0
    hours wang Mon 09:00-11:00
    hours zhou Mon 09:00-11:00
    activity talk weekly 60 meeting
    trainee amara fellow
    session amara talk 03-01 09:00 with=wang topic=genes
    session amara talk 03-08 09:00 with=wang topic=genes
"""


def test_a_topic_heard_twice() -> None:
    text = "Amara sees one topic of Lecture in 2 sessions, but could see 2."
    assert prices("topics_seen", LECTURE.format("genes")) == [(text, 1)]


def test_different_topics_and_more_sessions_than_topics() -> None:
    assert prices("topics_seen", LECTURE.format("imaging")) == []
    third = LECTURE.format("imaging") + "session amara lecture 03-15 09:00 topic=genes"
    assert prices("topics_seen", third) == []


def test_topics_of_meetings_are_those_that_any_mentor_has() -> None:
    assert prices("topics_seen", TALK) == []
    text = "Amara sees one topic of Talk in 2 sessions, but could see 2."
    assert prices("topics_seen", f"{TALK}\n hours chen Mon 09:00-11:00") == [(text, 1)]


def model_of(term: Term) -> tuple[cp_model.CpModel, Decisions]:
    """Return the model of all hard rules in force that pays for topics missed, and its decisions."""
    model = cp_model.CpModel()
    x = Decisions(model, term, Scope.whole(term))
    for rule in hard_rules(term):
        rule.post(model, x, term)
    (own,) = soft_rules_named(term, "topics_seen")
    model.minimize(own.penalty(model, x, term))
    return model, x


def solved(model: cp_model.CpModel) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    return solver


ONE_TOPIC = """
    trainee amara fellow 03-01..03-14
    faculty wang topics=genes
    faculty chen topics=biopsy
    hours wang Tue 09:00-10:00
    hours chen Tue 10:00-11:00
    activity talk weekly 60 meeting
    pin amara talk 03-02 09:00
    pin amara talk 03-09 09:00
    off topics_allowed for once
"""


def test_a_session_has_one_topic_whatever_topics_are_allowed() -> None:
    """Amara meets nobody but Wang, who has one topic; what the model pays is what its plan pays."""
    term = draw_term(ONE_TOPIC)
    model, x = model_of(term)
    solver = solved(model)
    plan = x.plan(solver.boolean_value)
    (own,) = soft_rules_named(term, "topics_seen")
    assert sum(violation.amount for violation in own.verify(plan, term)) == 1
    assert round(solver.objective_value) == 1


def test_two_rotations_may_end_in_one_week() -> None:
    picture = """
    term 03-01..03-07
    trainee amara fellow
    service ward 1
    service lab 1
    activity exam rotation_end 60 topics=genes
    slot exam Mon 09:00
    slot exam Tue 09:00
    off one_service_a_week for once
    rotation amara ward 03-01..03-07
    rotation amara lab 03-01..03-07
    session amara exam 03-01 09:00 topic=genes
    session amara exam 03-02 09:00 topic=genes
    """
    assert prices("topics_seen", picture) == []
    plan, term = draw(picture)
    model, x = model_of(term)
    x.fix(plan)
    assert round(solved(model).objective_value) == 0
