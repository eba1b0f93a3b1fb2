from collections.abc import Mapping

from scheduler.solving.search import Control
from scheduler.solving.solve import solve_term
from tests.benchmarks.generator import Size, make_term


def test_each_better_plan_is_told_with_its_verified_values_and_the_time() -> None:
    found: list[tuple[Mapping[str, int], float]] = []
    control = Control(time_limit_seconds=20, found=lambda values, seconds: found.append((values, seconds)))
    result = solve_term(make_term(Size(4, 2)), control)
    told = [tuple(values.values()) for values, _ in found]
    times = [seconds for _, seconds in found]
    assert told == sorted(set(told), reverse=True)
    assert times == sorted(times)
    assert found[-1][0] == {level.name: level.value for level in result.levels if level.status != "skipped"}
