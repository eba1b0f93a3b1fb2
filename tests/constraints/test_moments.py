from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from itertools import combinations
from random import Random
from typing import TypeVar

from constraints.moments import together
from inputs.days import Period

T = TypeVar("T")


def on(day: int, hours: str) -> Period:
    start, _, end = hours.partition("-")
    return Period(date(2027, 3, day), time.fromisoformat(start), time.fromisoformat(end))


def by_time(items: Iterable[tuple[Period, T]]) -> dict[Period, list[T]]:
    found: dict[Period, list[T]] = {}
    for period, item in items:
        found.setdefault(period, []).append(item)
    return found


def sets(*items: tuple[Period, str]) -> list[str]:
    return ["".join(sorted(names)) for _, names in together(by_time(items))]


def test_items_end_to_end_share_no_moment() -> None:
    assert sets((on(1, "09:00-10:00"), "a"), (on(1, "10:00-11:00"), "b")) == []


def test_items_on_two_days_share_no_moment() -> None:
    assert sets((on(1, "09:00-10:00"), "a"), (on(2, "09:00-10:00"), "b")) == []


def test_each_largest_set_once() -> None:
    items = [
        (on(1, "09:00-12:00"), "a"),
        (on(1, "09:00-10:00"), "b"),
        (on(1, "09:30-10:00"), "c"),
        (on(1, "10:00-11:00"), "d"),
        (on(1, "13:00-14:00"), "e"),
    ]
    assert sets(*items) == ["abc", "ad"]


def test_the_period_begins_at_the_moment() -> None:
    ((period, names),) = together({on(1, "09:00-12:00"): ["a"], on(1, "10:00-11:00"): ["b"]})
    assert (period, names) == (on(1, "10:00-11:00"), ["a", "b"])


def test_nothing() -> None:
    assert sets() == []


def test_the_sets_say_all_that_pairs_could_and_nothing_else() -> None:
    random = Random(0)
    for _ in range(300):
        items = []
        for name in range(random.randint(0, 8)):
            start = random.randint(8, 14)
            items.append(
                (on(random.randint(1, 2), f"{start:02}:00-{start + random.randint(1, 4):02}:00"), name)
            )
        expected = {frozenset((a, b)) for (p, a), (q, b) in combinations(items, 2) if p.overlaps(q)}
        found = [frozenset(names) for _, names in together(by_time(items))]
        assert {frozenset(pair) for names in found for pair in combinations(names, 2)} == expected
        assert not any(one < other for one in found for other in found)
        assert len(set(found)) == len(found)
