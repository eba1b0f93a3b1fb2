"""Whether a remedy gives what lacked: just that, and not something else or at another time."""

from datetime import date

import pytest

from inputs.days import Span
from inputs.plan import Shortfall
from inputs.term import Term
from scheduler.explaining.altered import with_mentor_hour, with_service_seat, with_stay_moved
from scheduler.explaining.trials import Trial, attempt
from scheduler.shortfalls import list_shortfalls
from scheduler.solving.search import Control
from scheduler.verify import verify
from tests.pictures import draw_plan, draw_term

THREE_MEETINGS = """
    term 03-01..03-07
    trainee amara fellow
    faculty wang
    hours wang Mon 14:00-15:00
    activity club weekly 60 meeting weight=30
    activity talk weekly 60 meeting weight=20
    activity review weekly 60 meeting
    session amara club 03-01 14:00 with=wang
"""
TWO_WEEKS = """
    term 03-01..03-14
    trainee amara fellow 03-01..03-07
    activity sim once 60
    slot sim Mon 09:00 weeks=03-08
    activity tour once 60
    slot tour Mon 11:00 weeks=03-15
"""


def tried(picture: str, altered: Term) -> dict[str, tuple[bool, int]]:
    """Return of each item that Amara lacks whether an altered term gives it, and what that gains."""
    term = draw_term(picture)
    plan = draw_plan(term, picture)
    missing = list_shortfalls(plan, term, verify(plan, term), proven=True)
    cost = sum(shortfall.cost for shortfall in missing)
    found: dict[str, tuple[bool, int]] = {}
    for shortfall in missing:
        control = Control(time_limit_seconds=20, workers=1)
        trial = attempt(term, altered, plan, cost, term.trainees, control, shortfall)
        assert isinstance(trial, Trial)
        assert not trial.cut_short
        found[shortfall.item] = trial.mends(shortfall), trial.gained
    return found


def test_what_can_give_either_of_two_things_mends_each() -> None:
    term = draw_term(THREE_MEETINGS)
    assert tried(THREE_MEETINGS, with_mentor_hour(term, term.faculty[0], term.span)) == {
        "talk": (True, 20),
        "review": (True, 10),
    }


def test_an_hour_of_one_week_mends_what_lacks_in_that_week() -> None:
    picture = THREE_MEETINGS.replace("03-01..03-07", "03-01..03-14") + (
        "session amara club 03-08 14:00 with=wang"
    )
    term = draw_term(picture)
    plan = draw_plan(term, picture)
    altered = with_mentor_hour(term, term.faculty[0], term.weeks[0].span)
    found = {}
    for shortfall in list_shortfalls(plan, term, verify(plan, term), proven=True):
        control = Control(time_limit_seconds=20, workers=1)
        trial = attempt(term, altered, plan, 60, term.trainees, control, shortfall)
        assert trial is not None
        found[shortfall.item, shortfall.span.first_day.day] = trial.mends(shortfall), trial.gained
    assert found == {
        ("talk", 1): (True, 20),
        ("review", 1): (True, 10),
        ("talk", 8): (False, 20),
        ("review", 8): (False, 20),
    }


def test_what_is_given_while_as_much_lacks_in_all_is_not_mended() -> None:
    wanted = Shortfall(None, "lead", "sim", Span(date(2027, 3, 1), date(2027, 3, 2)), 30)
    assert [Trial(gained, (), 1, ()).mends(wanted) for gained in (-10, 0, 10)] == [False, False, True]
    assert not Trial(10, (), 1, (wanted,)).mends(wanted)


def test_where_not_every_day_is_tried_it_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.explaining.trials.MOST_WAYS", 0)
    term = draw_term(THREE_MEETINGS)
    plan = draw_plan(term, THREE_MEETINGS)
    altered = with_mentor_hour(term, term.faculty[0], term.span)
    found = {}
    for shortfall in list_shortfalls(plan, term, verify(plan, term), proven=True):
        control = Control(time_limit_seconds=20, workers=1)
        trial = attempt(term, altered, plan, 30, term.trainees, control, shortfall)
        assert trial is not None
        found[shortfall.item] = trial.mends(shortfall), trial.cut_short
    assert found == {"talk": (True, False), "review": (False, True)}


def test_what_lacks_on_other_days_instead_is_not_mended() -> None:
    term = draw_term(TWO_WEEKS)
    later = with_stay_moved(term, term.trainees[0], 1)
    assert later is not None
    assert tried(TWO_WEEKS, later) == {"sim": (True, 10), "tour": (False, 10)}


def test_each_of_two_weeks_is_mended_by_a_seat_for_one_of_them() -> None:
    picture = """
    term 03-01..03-14
    trainee amara fellow
    service ward 0 weeks=1..1
    """
    term = draw_term(picture)
    plan = draw_plan(term, picture)
    more = with_service_seat(term, term.services[0], term.span)
    found = []
    for shortfall in list_shortfalls(plan, term, verify(plan, term), proven=True):
        trial = attempt(term, more, plan, 40, term.trainees, Control(20, workers=1), shortfall)
        assert trial is not None
        found.append((shortfall.span.first_day.day, trial.mends(shortfall), trial.gained))
    assert found == [(1, True, 20), (8, True, 20)]
