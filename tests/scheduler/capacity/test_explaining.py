from itertools import combinations

import pytest

from scheduler.capacity.answer import Question, Remedy, Resource
from scheduler.capacity.explaining import Explanation, best_remedies, find_helpful
from tests.pictures import draw_term
from tests.scheduler.capacity.counting import assess, based
from tests.scheduler.solving.jointly import patient

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


HOPE, ONE_MORE, TWO_MORE = Remedy((A,), 1, None), Remedy((A, B), 2, 2), Remedy((A, B, C), 3, 3)


@pytest.mark.parametrize(
    ("remedies", "best"),
    [
        ([HOPE, ONE_MORE], [ONE_MORE, HOPE]),
        ([TWO_MORE, ONE_MORE], [ONE_MORE, TWO_MORE]),
        ([ONE_MORE, Remedy((A,), 2, 2)], [Remedy((A,), 2, 2)]),
        ([Remedy((B,), 2, 2), Remedy((A,), 3, 3)], [Remedy((A,), 3, 3), Remedy((B,), 2, 2)]),
        ([Remedy((A,), 2, None), Remedy((A,), 2, 2)], [Remedy((A,), 2, 2)]),
        ([Remedy((A,), 2, 2), Remedy((B,), 2, 2)], [Remedy((A,), 2, 2), Remedy((B,), 2, 2)]),
    ],
)
def test_the_surest_remedy_with_the_least_comes_first(remedies: list[Remedy], best: list[Remedy]) -> None:
    assert best_remedies(remedies, 1) == tuple(best)


def test_of_seats_that_make_room_only_those_are_told_that_are_needed() -> None:
    picture = """
    term 03-01..03-07
    trainee amara fellow
    trainee li fellow
    service ward 1
    service lab 1
    """
    base, question = based(draw_term(picture)), Question("fellow", 1, 1)
    entry = assess(base, question, base.term.weeks[0], patient())
    (remedy,) = Explanation(base, question, entry, patient()).find().remedies
    assert (len(remedy.resources), remedy.at_least) == (1, 1)
