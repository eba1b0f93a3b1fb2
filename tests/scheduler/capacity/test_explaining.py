from itertools import combinations

import pytest

from scheduler.capacity.answer import Resource
from scheduler.capacity.explaining import find_helpful

A, B, C = (Resource("activity", name, name, (1,)) for name in "abc")


@pytest.mark.parametrize(
    ("enough", "found"),
    [
        ([], []),
        ([{"a"}], ["a"]),
        ([{"a"}, {"c"}], ["a", "c"]),
        ([{"a", "b"}], ["ab"]),
        ([{"a", "b"}, {"c"}], ["c"]),
        ([{"a", "b", "c"}], ["abc"]),
        ([{"a", "b"}, {"b", "c"}], ["ab"]),
        ([{"a", "b"}, {"b", "c"}, {"a", "c"}], ["ab"]),
    ],
)
def test_single_resources_are_found_else_a_smallest_set(enough: list[set[str]], found: list[str]) -> None:
    def lifts(resources: tuple[Resource, ...]) -> bool:
        return any(one <= {resource.id for resource in resources} for one in enough)

    helpful = find_helpful((A, B, C), lifts)
    assert ["".join(one.id for one in resources) for resources in helpful] == found
    assert all(lifts(resources) for resources in helpful)
    assert not any(
        lifts(fewer) for resources in helpful for fewer in combinations(resources, len(resources) - 1)
    )


def test_of_one_resource_nothing_else_is_asked() -> None:
    asked = []

    def lifts(resources: tuple[Resource, ...]) -> bool:
        asked.append(resources)
        return True

    assert find_helpful((A,), lifts) == ((A,),)
    assert find_helpful((), lifts) == ()
    assert asked == [(A,)]
