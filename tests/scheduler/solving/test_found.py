from collections.abc import Mapping
from dataclasses import replace

from scheduler.solving.search import Control
from scheduler.solving.solve import solve_term
from tests.benchmarks.generator import Size, make_term


def test_each_better_plan_is_told_with_its_verified_values_and_the_time() -> None:
    found: list[tuple[Mapping[str, int], float]] = []
    control = Control(time_limit_seconds=60, found=lambda values, seconds: found.append((values, seconds)))
    term = replace(make_term(Size(5, 4)), levels=("coverage", "curriculum"))
    result = solve_term(term, control)
    told = [tuple(values.values()) for values, _ in found]
    times = [seconds for _, seconds in found]
    assert told == sorted(set(told), reverse=True)
    assert times == sorted(times)
    assert found[-1][0] == {level.name: level.value for level in result.levels}
