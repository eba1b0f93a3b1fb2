"""A certain no is said only where it is proven that nothing more can be given."""

from typing import Any

import pytest

from inputs.term import Term
from scheduler.explaining.altered import with_pin, with_slot_seat, without_pin
from scheduler.explaining.trials import Trial, attempt
from scheduler.shortfalls import list_shortfalls
from scheduler.solving.search import Control, Outcome, minimize
from scheduler.verify import verify
from tests.pictures import draw

FULL = """
    term 03-01..03-07
    trainee amara fellow
    trainee li fellow
    activity sim weekly 60
    slot sim Mon 09:00 seats=1
    pin amara sim 03-01
    session amara sim 03-01 09:00
"""


def with_a_seat(term: Term) -> Term:
    return with_slot_seat(term, term.activities[0], term.span)


def tried(altered: str) -> Trial | None:
    """Return what comes of a seat more, or of pinning Li to the only seat, for what Li lacks."""
    plan, term = draw(FULL)
    (wanted,) = list_shortfalls(plan, term, verify(plan, term), proven=True)
    li = term.trainees[1]
    (pin,) = term.pins
    change = {
        "seat": with_a_seat(term),
        "pinned": with_pin(term, type(pin)(li, pin.item, pin.date)),
        "without": without_pin(term, pin),
    }
    return attempt(term, change[altered], plan, 10, [li], Control(20, workers=1), wanted)


def verdict(trial: Trial | None) -> tuple[bool, int, bool] | None:
    return None if trial is None else (trial.found, trial.gained, trial.cut_short)


def test_what_is_proven_is_certain() -> None:
    assert verdict(tried("seat")) == (True, 10, False)
    assert verdict(tried("without")) == (True, 0, False)
    assert verdict(tried("pinned")) is None


def test_where_the_share_of_coverage_ran_out_nothing_is_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    def runs_out(*given: Any, **named: Any) -> Outcome:
        return minimize(*given, **named) if named.get("aim") != "plan" else Outcome("unknown")

    monkeypatch.setattr("scheduler.solving.part_search.minimize", runs_out)
    assert verdict(tried("seat")) == (True, 0, True)
    assert verdict(tried("without")) == (True, 0, True)


def test_where_a_plan_was_not_found_in_its_share_there_may_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.solving.part_search.minimize", lambda *_, **__: Outcome("unknown"))
    monkeypatch.setattr("scheduler.solving.replanning.replan.pins_against_each_other", lambda *_, **__: ())
    assert verdict(tried("pinned")) == (False, 0, True)
