from ortools.sat.python import cp_model

from constraints.decisions import Decisions
from constraints.scope import Scope
from tests.constraints.verdicts import complaints
from tests.pictures import draw_term

MDT = """
    faculty wang
    faculty chen
    faculty zhou leads=mdt
    activity mdt weekly 60
    slot mdt Mon 09:00 weeks=odd leads=wang;chen
    slot mdt Mon 09:00 weeks=even
    trainee amara fellow
    trainee li fellow
"""
WHEN = "Mdt on 1 March 2027, 09:00 to 10:00"


def test_two_leads_or_one_for_some_only() -> None:
    amara = f"{MDT}\n session amara mdt 03-01 09:00 with=wang"
    text = f"{WHEN} is led by Chen and Wang, but has one lead for all."
    assert complaints(f"{amara}\n session li mdt 03-01 09:00 with=chen") == {"session_leads_allowed": [text]}
    text = f"{WHEN} is led by Wang and nobody, but has one lead for all."
    assert complaints(f"{amara}\n session li mdt 03-01 09:00") == {"session_leads_allowed": [text]}
    assert complaints(f"{amara}\n session li mdt 03-01 09:00 with=wang") == {}


def test_the_slot_names_others() -> None:
    text = f"Zhou leads {WHEN}, but is not named for it."
    assert complaints(f"{MDT}\n session amara mdt 03-01 09:00 with=zhou") == {"session_leads_allowed": [text]}


def test_the_slot_of_the_week_names_nobody() -> None:
    assert complaints(f"{MDT}\n session amara mdt 03-08 09:00 with=zhou") == {}
    text = "Wang leads Mdt on 8 March 2027, 09:00 to 10:00, but is not named for it."
    assert complaints(f"{MDT}\n session amara mdt 03-08 09:00 with=wang") == {"session_leads_allowed": [text]}


def test_the_slot_of_the_day_names_others() -> None:
    days = MDT.replace("weeks=odd", "days=03-01..03-14").replace("weeks=even", "days=03-15..03-28")
    assert complaints(f"{days}\n session amara mdt 03-08 09:00 with=wang") == {}
    text = "Wang leads Mdt on 15 March 2027, 09:00 to 10:00, but is not named for it."
    assert complaints(f"{days}\n session amara mdt 03-15 09:00 with=wang") == {
        "session_leads_allowed": [text]
    }


def test_an_absent_lead() -> None:
    picture = f"{MDT}\n session amara mdt 03-01 09:00 with=wang"
    text = f"Wang leads {WHEN}, but is absent then."
    assert complaints(f"{picture}\n absent wang 03-01..03-01 09:59-12:00") == {
        "session_leads_allowed": [text]
    }
    assert complaints(f"{picture}\n absent wang 03-01..03-01 10:00-12:00") == {}
    text = f"Wang leads {WHEN}, but is absent (own calendar) then."
    assert complaints(f"{picture}\n absent wang 03-01..03-01 own") == {"session_leads_allowed": [text]}


def test_where_the_rule_is_off_a_model_has_no_more_leads_than_its_plan() -> None:
    term = draw_term(f"{MDT}\n off session_leads_allowed for once")
    model = cp_model.CpModel()
    x = Decisions(model, term, Scope.whole(term))
    leads = [literal for occurrence in x.occurrences for literal in x.leads(occurrence).values()]
    model.maximize(sum(leads))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    assert solver.objective_value == len(list(x.occurrences)) < len(leads)


def test_where_there_is_no_such_slot_that_is_told_alone() -> None:
    found = complaints(f"{MDT}\n session amara mdt 03-01 10:00 with=wang")
    assert "possible_sessions" in found
    assert "session_leads_allowed" not in found
