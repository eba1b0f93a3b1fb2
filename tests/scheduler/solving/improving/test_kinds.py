"""What is opened next, and how much of it, is learned from what came of it."""

import random
from collections import Counter

from scheduler.solving.improving import kinds
from scheduler.solving.improving.kinds import Kinds
from scheduler.solving.stepping import Stepped

SHARES = {"weeks": 0.5, "trainees": 0.25, "leads": 0.25}


def drawn(some: Kinds, number: int = 4000) -> Counter[str]:
    chance = random.Random(1)
    return Counter(some.draw(SHARES, chance) for _ in range(number))


def test_at_first_each_is_drawn_by_its_share() -> None:
    counted = drawn(Kinds(SHARES))
    assert set(counted) == set(SHARES)
    assert 1850 < counted["weeks"] < 2150


def test_what_has_brought_more_for_the_effort_is_drawn_more_often() -> None:
    some = Kinds(SHARES)
    for _ in range(20):
        some.learn("weeks", Stepped(10, is_closed=True, effort=10.0))
        some.learn("trainees", Stepped(10, is_closed=True, effort=1.0))
        some.learn("leads", Stepped(0, is_closed=True, effort=0.2))
    counted = drawn(some)
    assert counted["trainees"] > 2 * counted["weeks"] > 2 * counted["leads"] > 0


def test_when_nothing_brings_anything_any_more_all_are_drawn() -> None:
    some = Kinds(SHARES)
    for _ in range(3000):
        for kind in SHARES:
            some.learn(kind, Stepped(0, is_closed=True, effort=1.0))
    assert set(drawn(some)) == set(SHARES)


def test_what_is_not_drawn_teaches_nothing() -> None:
    some = Kinds(SHARES)
    some.learn("sweep", Stepped(1000, is_closed=False, effort=0.1))
    assert drawn(some) == drawn(Kinds(SHARES))
    assert {some.size(kind) for kind in SHARES} == {kinds.FIRST_SIZE}


def test_more_is_opened_until_the_effort_does_not_do() -> None:
    some = Kinds(SHARES)
    some.learn("weeks", Stepped(0, is_closed=True))
    assert some.size("weeks") == kinds.GROWS * kinds.FIRST_SIZE
    some.learn("weeks", Stepped(5, is_closed=True))
    assert some.size("weeks") == kinds.GROWS * kinds.FIRST_SIZE
    some.learn("weeks", Stepped(5, is_closed=False))
    assert some.size("weeks") == kinds.SHRINKS * kinds.GROWS * kinds.FIRST_SIZE
    for _ in range(100):
        some.learn("weeks", Stepped(0, is_closed=True))
        some.learn("trainees", Stepped(0, is_closed=False))
    assert (some.size("weeks"), some.size("trainees")) == (kinds.LARGEST, kinds.SMALLEST)
    assert some.size("leads") == kinds.FIRST_SIZE
