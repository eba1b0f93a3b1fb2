"""Trainees who choose anew, a few at a time: what it comes to, and when it ends."""

import itertools
import random
from collections.abc import Sequence

import pytest
from ortools.sat.python import cp_model

from scheduler.solving.opening import Opening
from scheduler.solving.patterns import rechoosing
from scheduler.solving.patterns.rechoosing import Chooser, choose_anew
from scheduler.solving.search import Control
from scheduler.solving.stepping import Stepped, Stepping
from tests.scheduler.solving.jointly import SECONDS, patient


class Seats:
    """Trainees who take one seat each, all of them the same seats; each seat costs each something else."""

    def __init__(self, number: int, control: Control) -> None:
        chance = random.Random(number)
        self.costs = [[chance.randint(0, 9) for _ in range(number)] for _ in range(number)]
        model = cp_model.CpModel()
        taken = [[model.new_bool_var("") for _ in range(number)] for _ in range(number)]
        for own in taken:
            model.add_exactly_one(own)
        for seat in zip(*taken, strict=True):
            model.add_at_most_one(seat)
        prices = {
            literal.index: cost
            for own, costs in zip(taken, self.costs, strict=True)
            for literal, cost in zip(own, costs, strict=True)
        }
        first = [int(seat == who) for who in range(number) for seat in range(number)]
        self.opening = Opening(model, prices, first)
        self.stepping = Stepping(self.opening, prices, control)
        self.choosers = [
            Chooser(frozenset([who % 2]), [literal.index for literal in own]) for who, own in enumerate(taken)
        ]

    def least(self) -> int:
        """Return what the cheapest choice costs, by trying all."""
        places = range(len(self.costs))
        return min(
            sum(self.costs[who][seat] for who, seat in zip(places, order, strict=True))
            for order in itertools.permutations(places)
        )


@pytest.mark.parametrize("number", [1, 3, 5, 8])
def test_the_cheapest_choice_is_found(number: int) -> None:
    seats = Seats(number, patient())
    choose_anew(seats.choosers, seats.stepping, patient(), SECONDS)
    assert seats.stepping.value == seats.least()
    rows = [seats.opening.values[at : at + number] for at in range(0, number * number, number)]
    assert all(sum(row) == 1 for row in rows)
    assert all(sum(seat) == 1 for seat in zip(*rows, strict=True))


def test_those_who_may_have_the_same_mentors_choose_together_and_more_of_them_when_that_is_in_vain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seats, opened = Seats(8, patient()), list[Sequence[int]]()
    monkeypatch.setattr(rechoosing, "AT_ONCE", 2)
    monkeypatch.setattr(rechoosing, "MOST_AT_ONCE", 5)

    def step(literals: Sequence[int], *_: object) -> Stepped:
        opened.append(literals)
        return Stepped(0, is_closed=True)

    monkeypatch.setattr(seats.stepping, "step", step)
    choose_anew(seats.choosers, seats.stepping, patient(), SECONDS)
    who = [[chooser for chooser in range(8) if chooser * 8 in literals] for literals in opened]
    assert [len(some) for some in who] == [2] * 10 + [3] * 10 + [4] * 10 + [5] * 10
    assert all(len({one % 2 for one in some}) == 1 for some in who if len(some) <= 4)
    assert all(len({one % 2 for one in some}) == 2 for some in who if len(some) == 5)


def test_it_goes_on_as_long_as_something_comes_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seats, gains = Seats(8, patient()), iter([0] * 39 + [1] + [0] * 40 + [1])
    monkeypatch.setattr(seats.stepping, "step", lambda *_: Stepped(next(gains), is_closed=True))
    choose_anew(seats.choosers, seats.stepping, patient(), SECONDS)
    assert list(gains) == [1]


@pytest.mark.parametrize(("limit", "seconds"), [(0.0, 5.0), (60.0, 0.0)])
def test_without_time_every_choice_stays(limit: float, seconds: float) -> None:
    seats = Seats(5, patient())
    before = list(seats.opening.values)
    choose_anew(seats.choosers, seats.stepping, Control(time_limit_seconds=limit), seconds)
    assert seats.opening.values == before
