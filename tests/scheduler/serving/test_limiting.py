"""What happens too often in a minute; wrong addresses are counted by where they come from."""

from __future__ import annotations

import pytest

from scheduler.serving.limiting import Limit, place_of


def test_after_so_many_within_a_minute_a_place_is_refused_until_the_minute_is_over() -> None:
    failures = Limit(most=3)
    assert [failures.is_too_many("10.0.0.1", second) for second in (0, 1, 2, 3, 59.9)] == [False] * 3 + [
        True
    ] * 2
    assert not failures.is_too_many("10.0.0.2", 3)
    assert not failures.is_too_many("10.0.0.1", 60)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("10.0.0.1", "10.0.0.2", False),
        ("nowhere", "nowhere", True),
    ],
)
def test_what_counts_as_one_place(one: str, other: str, same: bool) -> None:
    assert (place_of(one) == place_of(other)) == same


def test_only_so_many_places_are_remembered_and_the_oldest_is_forgotten_first() -> None:
    failures = Limit(most=1, remembered=2)
    for second, place in enumerate(("10.0.0.1", "10.0.0.2", "10.0.0.3")):
        failures.is_too_many(place, second)
    assert failures.is_too_many("10.0.0.3", 3)
    assert failures.is_too_many("10.0.0.2", 3)
    assert not failures.is_too_many("10.0.0.1", 3)
