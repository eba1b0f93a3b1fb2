from dataclasses import replace

import pytest

from inputs.term import Term
from scheduler.verify import verify
from tests.benchmarks.generator import Size, make_term, plant
from tests.benchmarks.programme import SCARCE

pytestmark = pytest.mark.no_cover  # benchmarks are no part of the packages

SIZE = Size(6, 4)
EASY = replace(SIZE, scarcity=0, messy=False)


def seats(term: Term) -> int:
    return sum(slot.seats or 0 for slot in term.slots if slot.activity.id in SCARCE)


def hours(term: Term) -> int:
    return sum(len(mentor.hours) for mentor in term.faculty)


def test_the_same_size_gives_the_same_term() -> None:
    first, second = make_term(SIZE), make_term(SIZE)
    assert first is not second
    assert repr(first) == repr(second)
    assert repr(first) != repr(make_term(replace(SIZE, seed=2)))


# Thirty visitors of two weeks crowd the mentors, who then give extra hours; eighty trainees need two sites.
@pytest.mark.parametrize(
    "size",
    [Size(1, 2), SIZE, Size(20, 13), Size(30, 2), Size(40, 26), Size(80, 13)],
    ids=lambda size: size.name,
)
def test_the_planted_plan_breaks_no_rule_and_lacks_nothing(size: Size) -> None:
    planted = plant(size)
    verdict = verify(planted.plan, planted.term)
    assert [violation.text for violation in verdict.violations] == []
    assert [violation.text for violation in verdict.paid["coverage"]] == []


def test_crowded_mentors_give_extra_hours() -> None:
    crowded, roomy = plant(Size(30, 2)).term, plant(Size(10, 2)).term
    assert hours(crowded) > 4 * len(crowded.faculty)
    assert hours(roomy) == 4 * len(roomy.faculty)


def test_a_term_that_is_neither_scarce_nor_messy_is_the_planted_one() -> None:
    assert repr(make_term(EASY)) == repr(plant(SIZE).term)


def test_scarcity_takes_seats_and_hours_away_and_nothing_else() -> None:
    easy, scarce = make_term(EASY), make_term(replace(EASY, scarcity=0.5))
    assert seats(scarce) < seats(easy)
    assert hours(scarce) == hours(easy) // 2
    assert repr(replace(scarce, slots=easy.slots, faculty=easy.faculty)) == repr(easy)


def test_a_messy_term_has_absences_closed_days_and_stays_that_begin_within_a_week() -> None:
    easy, messy = make_term(replace(EASY, trainees=20, weeks=13)), make_term(Size(20, 13, scarcity=0))
    assert easy.absences == ()
    assert len(messy.absences) == len(messy.trainees[::5]) + len(messy.faculty[::3])
    assert {trainee.stay.start.weekday() for trainee in easy.trainees} == {0}
    assert {trainee.stay.start.weekday() for trainee in messy.trainees} == {0, 1, 2}
    assert len(easy.working.days) - len(messy.working.days) == 2
