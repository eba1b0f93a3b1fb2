import pytest

from inputs.plan import Plan
from inputs.term import Term
from scheduler.solving.improving.usual_hours import keep_usual_hours
from scheduler.solving.search import Control
from scheduler.solving.solve import solve_term
from scheduler.verify import verify
from tests.constraints.random_terms import random_term
from tests.measured import first_measured
from tests.pictures import draw
from tests.scheduler.solving.jointly import patient, possible

TWO = """
    term 03-01..03-21
    trainee amara fellow
    trainee li fellow
    faculty wang
    hours wang Mon 09:00-11:00
    activity talk weekly 60 meeting
    mentor amara wang
    mentor li wang
    session amara talk 03-01 09:00 with=wang
    session li talk 03-01 10:00 with=wang
    session amara talk 03-08 10:00 with=wang
    session li talk 03-08 09:00 with=wang
    session amara talk 03-15 09:00 with=wang
    session li talk 03-15 10:00 with=wang
"""


def hours(plan: Plan, name: str) -> list[str]:
    return [
        f"{s.period.date.day} {s.period.start:%H}"
        for s in plan.sessions
        if s.trainee.name == name and s.is_meeting
    ]


def kept(picture: str, control: Control | None = None) -> tuple[Plan, Term]:
    plan, term = draw(picture)
    return keep_usual_hours(term, plan, control or patient()), term


def test_two_who_swapped_hours_for_once_swap_back() -> None:
    plan, term = kept(TWO)
    each = {name: {hour.split()[1] for hour in hours(plan, name)} for name in ("Amara", "Li")}
    assert sorted(map(sorted, each.values())) == [["09"], ["10"]]
    assert verify(plan, term).violations == ()


def test_where_an_hour_is_taken_another_becomes_the_usual_one() -> None:
    plan, term = kept(f"{TWO}\n activity mdt once 60\n slot mdt Mon 09:00\n session amara mdt 03-08 09:00")
    assert hours(plan, "Amara") == ["1 10", "8 10", "15 10"]
    assert hours(plan, "Li") == ["1 09", "8 09", "15 09"]
    assert verify(plan, term).violations == ()


def test_a_pinned_hour_stays() -> None:
    plan, _ = kept(f"{TWO}\n pin amara talk 03-08 10:00")
    assert hours(plan, "Amara")[1] == "8 10"


def test_what_stands_beside_something_is_not_made_lonely() -> None:
    plan, term = kept(
        TWO.replace("Mon 09:00-11:00", "Mon 09:00-14:00").replace("08 10:00", "08 13:00")
        + "\n activity mdt once 60\n slot mdt Mon 14:00\n session amara mdt 03-08 14:00"
    )
    assert hours(plan, "Amara") in (["1 12", "8 12", "15 12"], ["1 13", "8 13", "15 13"])
    assert verify(plan, term).violations == ()


def test_without_time_nothing_moves() -> None:
    plan, _ = draw(TWO)
    assert set(kept(TWO, Control(time_limit_seconds=0))[0].sessions) == set(plan.sessions)


@pytest.mark.parametrize("seed", first_measured(range(12), 4))
def test_every_price_stays(seed: int) -> None:
    term = possible(random_term(seed))
    plan = solve_term(term, patient()).plan
    assert plan is not None
    moved = keep_usual_hours(term, plan, patient())
    before, after = verify(plan, term), verify(moved, term)
    assert after.violations == ()
    assert after.prices == before.prices
