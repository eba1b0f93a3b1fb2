import pytest

from constraints.decisions import Scope
from inputs.plan import Plan
from inputs.term import Term
from scheduler.solving.neighbourhoods import improve_by_trainees
from scheduler.solving.part_search import PartSearch
from scheduler.solving.search import Control
from scheduler.verify import verify
from tests.constraints.random_plans import random_term
from tests.pictures import draw
from tests.scheduler.solving.jointly import patient, silent, without_pins

LEVELS = ("coverage", "curriculum", "fairness", "comfort")


def meetings(term: Term) -> Scope:
    talks = frozenset(activity.id for activity in term.activities if activity.format == "meeting")
    return Scope(attends=talks, topics=talks, mentors=True)


def prices(plan: Plan, term: Term) -> tuple[int, ...]:
    verdict = verify(plan, term)
    assert verdict.violations == ()
    return tuple(verdict.value(level) for level in LEVELS)


@pytest.mark.parametrize("seed", [0, 1, 4, 5, 7, 10])
def test_a_plan_never_gets_worse(seed: int) -> None:
    term = without_pins(random_term(seed))
    first = PartSearch(term, Scope.whole(term))
    first.solve("coverage", patient(), report=silent)
    assert first.plan is not None
    better = improve_by_trainees(term, meetings(term), first.plan, LEVELS, patient(), seconds=20)
    assert prices(better, term) <= prices(first.plan, term)
    assert better.rotations == first.plan.rotations


TALKS = """
    term 03-01..03-14
    trainee amara fellow interests=cells
    trainee li fellow interests=genes
    faculty wang interests=cells
    faculty chen interests=genes
    hours wang Mon 09:00-11:00
    hours chen Mon 09:00-11:00
    activity talk weekly 60 meeting
    session amara talk 03-01 09:00 with=chen
    session amara talk 03-08 09:00 with=wang
    session li talk 03-01 09:00 with=wang
    session li talk 03-08 09:00 with=chen
    mentor amara chen
    mentor li wang
"""


def test_mentors_are_exchanged_where_that_is_better() -> None:
    plan, term = draw(TALKS)
    better = improve_by_trainees(term, meetings(term), plan, LEVELS, patient(), seconds=20)
    assert prices(plan, term)[1] == 2
    assert {(str(row.trainee), str(row.mentor)) for row in better.mentorships} == {
        ("Amara", "Wang"),
        ("Li", "Chen"),
    }
    assert (prices(plan, term)[3], prices(better, term)) == (6, (0, 0, 0, 4))


@pytest.mark.parametrize("control", [Control(time_limit_seconds=0), Control()], ids=["no time", "no step"])
def test_without_time_the_plan_is_kept(control: Control) -> None:
    plan, term = draw(TALKS)
    assert improve_by_trainees(term, meetings(term), plan, LEVELS, control, seconds=-1) is plan
