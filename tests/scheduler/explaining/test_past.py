"""What can be mended of a plan that was made in the middle of its term: nothing that was past by then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inputs.days import Span
from scheduler.explaining.altered import with_slot_seat
from scheduler.explaining.remedies import helpers_for, remedies_for
from scheduler.explaining.trials import attempt
from scheduler.shortfalls import list_shortfalls
from scheduler.solving.search import Control
from scheduler.verify import verify
from tests.pictures import draw

PICTURE = """
    trainee amara fellow 03-01..03-14
    trainee li fellow 03-01..03-14
    activity sim once 60 weight=10
    slot sim Tue 09:00 seats=1
    activity mdt weekly 60 weight=10
    slot mdt Tue 09:00
    session li sim 03-02 09:00
    session amara mdt 03-02 09:00
    session amara mdt 03-09 09:00
    session li mdt 03-09 09:00
"""


@pytest.mark.parametrize(
    ("since", "found"),
    [
        (None, ["one more seat of Sim on 2 March 2027"]),
        (date(2027, 3, 3), []),
        (date(2027, 3, 15), []),
    ],
)
def test_no_seat_of_the_past_is_a_remedy(since: date | None, found: list[str]) -> None:
    plan, term = draw(PICTURE)
    term = replace(term, settled_before=since)
    missing = list_shortfalls(plan, term, verify(plan, term), proven=True)
    (sim,) = [s for s in missing if s.item == "sim" and s.trainee and s.trainee.id == "amara"]
    seats = [remedy.words for remedy in remedies_for(sim, plan, term) if remedy.seat]
    assert seats == found
    stays = [remedy.words for remedy in remedies_for(sim, plan, term) if remedy.moves_stay]
    assert bool(stays) == (since is None)
    assert since != date(2027, 3, 15) or list(helpers_for(sim, plan, term)) == []


def test_what_is_past_stays_in_a_trial() -> None:
    plan, term = draw(PICTURE)
    amara, sim = term.trainee_by_id["amara"], term.activity_by_id["sim"]
    gained = []
    for since in (None, date(2027, 3, 3)):
        then = replace(term, settled_before=since)
        cost = verify(plan, then).value("coverage")
        altered = with_slot_seat(then, sim, Span.through(date(2027, 3, 2), date(2027, 3, 9)))
        control = Control(time_limit_seconds=20, workers=1)
        trial = attempt(then, altered, plan, cost, [amara], control)
        assert trial is not None
        gained.append({str(session) for session in trial.sessions})
    assert any("2 March" in text and "Mdt" in text for text in gained[1])
    assert all("Sim on 2 March" not in text for text in gained[1])
