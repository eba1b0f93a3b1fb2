"""What gives a thing that lacks, and whether a remedy gives it where another thing is worth as much."""

from datetime import date

import pytest

from inputs.days import Span
from inputs.plan import Shortfall
from inputs.term import Term
from scheduler.explaining.altered import (
    with_lead,
    with_service_seat,
    with_slot_seat,
    with_stay_moved,
    without_pin,
)
from scheduler.explaining.giving import Ways, is_given, ways_to_give
from scheduler.explaining.trials import Trial, attempt
from scheduler.shortfalls import list_shortfalls
from scheduler.solving.search import Control
from scheduler.verify import verify
from tests.pictures import draw, draw_term

ONE_WEEK_FOR_TWO = """
    term 03-01..03-07
    trainee amara fellow
    service clinic 1
    service ward 1
    service lab 1
    curriculum fellow ward 1
    curriculum fellow lab 1
    pin amara clinic 03-01
    rotation amara clinic 03-01..03-07
"""


def trials(picture: str, altered: Term) -> dict[str, Trial]:
    """Return what comes of an altered term for each item that lacks."""
    plan, term = draw(picture)
    missing = list_shortfalls(plan, term, verify(plan, term), proven=True)
    cost = sum(shortfall.cost for shortfall in missing)
    found: dict[str, Trial] = {}
    for shortfall in missing:
        concerned = [] if shortfall.trainee is None else [shortfall.trainee]
        trial = attempt(term, altered, plan, cost, concerned, Control(20, workers=1), shortfall)
        assert trial is not None
        found[shortfall.item] = trial
        assert trial.mends(shortfall) is (trial.gained > 0 and trial.gives(shortfall))
    return found


def mended(picture: str, altered: Term) -> dict[str, bool]:
    """Return of each item that lacks whether an altered term gives it; None where it is not known."""
    plan, term = draw(picture)
    missing = {s.item: s for s in list_shortfalls(plan, term, verify(plan, term), proven=True)}
    found = trials(picture, altered)
    assert not any(trial.cut_short for trial in found.values())
    return {item: trial.mends(missing[item]) for item, trial in found.items()}


def test_a_week_that_may_go_to_either_of_two_services_mends_each() -> None:
    _, term = draw(ONE_WEEK_FOR_TWO)
    assert mended(ONE_WEEK_FOR_TWO, without_pin(term, term.pins[0])) == {"lab": True, "ward": True}


def test_two_weeks_that_may_go_to_either_of_two_services_mend_each() -> None:
    picture = (
        ONE_WEEK_FOR_TWO.replace("03-01..03-07", "03-01..03-14")
        .replace("ward 1\n    curr", "ward 2\n    curr")
        .replace("lab 1\n    pin", "lab 2\n    pin")
    )
    _, term = draw(picture)
    assert mended(picture, without_pin(term, term.pins[0])) == {"lab": True, "ward": True}


def test_a_seat_on_what_is_not_wanted_mends_nothing_for_sure() -> None:
    picture = """
        term 03-01..03-07
        trainee amara fellow
        service ward 0 weeks=1..1
        service lab 0 weeks=1..1
        curriculum fellow ward 1
        curriculum fellow lab 1
    """
    _, term = draw(picture)
    assert mended(picture, with_service_seat(term, term.services[0], term.span)) == {
        "ward": True,
        "lab": False,
        "rotation": True,
    }


def test_who_could_lead_either_of_two_things_may_lead_each() -> None:
    picture = """
        term 03-01..03-07
        trainee amara fellow
        trainee li fellow
        faculty wang leads=ward
        faculty zhao leads=ward,lab
        absent zhao 03-01..03-07
        service ward 1 round=08:00+60
        service lab 1 round=08:00+60
        rotation amara ward 03-01..03-07
        rotation li lab 03-01..03-07
    """
    plan, term = draw(picture)
    wanted = Shortfall(None, "lead", "lab", term.span, 10)
    altered = with_lead(term, term.faculty[0], "lab")
    cost = sum(s.cost for s in list_shortfalls(plan, term, verify(plan, term), proven=True))
    trial = attempt(term, altered, plan, cost, (), Control(20, workers=1), wanted)
    assert trial is not None
    assert trial.mends(wanted) or trial.cut_short


def test_what_is_not_owed_any_more_is_not_given() -> None:
    picture = """
        term 03-01..03-14 08:00-18:00
        trainee amara fellow 03-01..03-07
        trainee li fellow 03-01..03-07
        service ward 2
        activity lecture weekly 60 weight=20
        slot lecture Mon 10:00 seats=1 weeks=03-01
        rotation amara ward 03-01..03-07
        rotation li ward 03-01..03-07
        session amara lecture 03-01 10:00
    """
    plan, term = draw(picture)
    (wanted,) = list_shortfalls(plan, term, verify(plan, term), proven=True)
    later = with_stay_moved(term, term.trainee_by_id["li"], 1)
    assert later is not None
    trial = trials(picture, later)["lecture"]
    assert (trial.gained, trial.mends(wanted), trial.owes_no_more(wanted)) == (20, False, True)
    _, bound = draw(picture.replace("weeks=03-01", ""))
    moved = with_stay_moved(bound, bound.trainee_by_id["li"], 1)
    assert moved is not None
    given = trials(picture.replace("weeks=03-01", ""), moved)["lecture"]
    assert (given.mends(wanted), given.owes_no_more(wanted)) == (True, False)


def test_what_can_be_given_without_taking_anything_away_is() -> None:
    picture = """
        term 03-01..03-07
        trainee amara fellow
        activity sim weekly 60 weight=20
        slot sim Mon 09:00 seats=0
        activity talk weekly 60 weight=15
        slot talk Tue 09:00
        activity tour weekly 60
        slot tour Tue 09:00
        pin amara tour 03-02
        session amara tour 03-02 09:00
    """
    _, term = draw(picture)
    altered = without_pin(with_slot_seat(term, term.activities[0], term.span), term.pins[0])
    found = {item: (trial.gained, trial.takes_away) for item, trial in trials(picture, altered).items()}
    assert found == {"sim": (20, ()), "talk": (25, ((term.trainees[0], "session", "tour"),))}


def test_ways_to_be_on_a_service_for_weeks() -> None:
    term = draw_term("""
        term 03-01..03-28
        trainee amara fellow
        trainee li student
        service ward 1
        service lab 1
        curriculum fellow ward 3
        curriculum student ward;lab 2 rotations=2
        curriculum student ward;lab 3
    """)
    amara, _li = term.trainees
    ways = ways_to_give(Shortfall(amara, "curriculum", "ward", amara.stay, 20), term)
    days = [[pin.date.day for pin in pins if pin.date] for pins in ways.pins]
    assert (days, ways.are_all) == ([[1, 8, 15], [8, 15, 22]], True)
    assert ways_to_give(Shortfall(amara, "curriculum", "lab", amara.stay, 20), term) == Ways()
    assert not ways_to_give(Shortfall(None, "lead", "ward", term.span, 10), term).are_all


@pytest.mark.parametrize(
    ("kind", "item", "given"),
    [
        ("session", "sim", True),
        ("session", "talk", False),
        ("curriculum", "lab", False),
        ("rotation", "rotation", True),
    ],
)
def test_what_a_plan_holds_is_given(kind: str, item: str, given: bool) -> None:
    plan, term = draw("""
        term 03-01..03-14
        trainee amara fellow
        service ward 1
        service lab 1
        activity sim weekly 60
        slot sim Mon 09:00
        activity talk weekly 60
        slot talk Mon 11:00
        rotation amara ward 03-01..03-07
        session amara sim 03-01 09:00
    """)
    wanted = Shortfall(term.trainees[0], kind, item, Span(date(2027, 3, 1), date(2027, 3, 8)), 10)
    assert is_given(wanted, plan, type(plan)()) is given
