import pytest
from ortools.sat.python import cp_model

from constraints.catalogue import soft_rules, soft_rules_named
from constraints.decisions import Decisions
from constraints.scope import Scope
from tests.constraints.verdicts import prices
from tests.pictures import draw

TALK = """
    faculty wang
    faculty chen
    hours wang Mon 09:00-11:00
    activity talk weekly 60 meeting
    trainee amara fellow
    session amara talk 03-01 09:00 with=wang
"""


def test_a_meeting_with_another() -> None:
    text = "Amara has Talk on 1 March 2027, 09:00 to 10:00, with Wang, who is not the main mentor."
    assert prices("main_mentor_meetings", f"{TALK}\n mentor amara chen") == [(text, 1)]
    assert prices("main_mentor_meetings", TALK) == [(text, 1)]


def test_a_meeting_with_the_main_mentor() -> None:
    assert prices("main_mentor_meetings", f"{TALK}\n mentor amara wang") == []


def test_each_meeting_with_another_counts() -> None:
    picture = f"{TALK}\n session amara talk 03-08 10:00 with=wang\n mentor amara chen"
    assert prices("main_mentor_meetings", picture) == [
        ("Amara has Talk on 1 March 2027, 09:00 to 10:00, with Wang, who is not the main mentor.", 1),
        ("Amara has Talk on 8 March 2027, 10:00 to 11:00, with Wang, who is not the main mentor.", 1),
    ]


TOPICS = """
    faculty wang topics=genes
    faculty chen topics=genes;biopsy;imaging
    hours wang Mon 09:00-11:00
    hours chen Mon 09:00-11:00
    activity talk weekly 60 meeting topics=genes;biopsy;imaging
    trainee amara fellow
    session amara talk 03-01 09:00 with=wang topic=genes
    session amara talk 03-08 09:00 with=chen topic=biopsy
    session amara talk 03-15 09:00 with=chen topic=imaging
    session amara talk 03-22 09:00 with=wang topic=genes
    mentor amara wang
"""


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"mentor amara wang": "mentor amara chen"},
        {"session amara talk 03-15 09:00 with=chen topic=imaging": ""},
        {"with=chen topic=imaging": "with=wang topic=genes"},
    ],
)
def test_what_topics_imply_cuts_off_no_plan(changes: dict[str, str]) -> None:
    picture = TOPICS
    for old, new in changes.items():
        assert old in picture
        picture = picture.replace(old, new)
    plan, term = draw(picture)
    model = cp_model.CpModel()
    x = Decisions(model, term, Scope.whole(term))
    for rule in soft_rules(term, "curriculum"):
        rule.penalty(model, x, term)
    assert x.topics_missed
    comfort = soft_rules(term, "comfort")
    model.minimize(sum(rule.penalty(model, x, term) for rule in comfort))
    x.fix(plan)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    verified = sum(violation.amount for rule in comfort for violation in rule.verify(plan, term))
    assert round(solver.objective_value) == verified


def test_several_main_mentors_teach_more_together() -> None:
    plan, term = draw("""
    faculty wang topics=genes
    faculty chen topics=biopsy
    hours wang Mon 09:00-10:00
    hours chen Mon 09:00-10:00
    activity talk weekly 60 meeting
    off one_main_mentor for once
    trainee amara fellow 03-01..03-14
    session amara talk 03-01 09:00 with=wang topic=genes
    session amara talk 03-08 09:00 with=chen topic=biopsy
    mentor amara wang
    mentor amara chen
    """)
    model = cp_model.CpModel()
    x = Decisions(model, term, Scope.whole(term))
    rules = [*soft_rules_named(term, "topics_seen"), *soft_rules_named(term, "main_mentor_meetings")]
    model.minimize(sum(rule.penalty(model, x, term) for rule in rules))
    x.fix(plan)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    assert round(solver.objective_value) == 0
    assert [violation for rule in rules for violation in rule.verify(plan, term)] == []
