from scheduler.solving.search import Control
from scheduler.solving.solve import solve_term
from scheduler.verify import verify
from tests.benchmarks.generator import Size, make_term

SIZE = Size(6, 4)


def test_the_same_size_gives_the_same_term() -> None:
    first, second = make_term(SIZE), make_term(SIZE)
    assert first is not second
    assert repr(first) == repr(second)
    assert repr(first) != repr(make_term(Size(6, 4, seed=2)))


def test_a_generated_term_is_planned() -> None:
    term = make_term(SIZE)
    result = solve_term(term, Control(time_limit_seconds=10, seed=1))
    assert result.status in ("optimal", "feasible")
    assert result.plan is not None
    verdict = verify(result.plan, term)
    assert verdict.violations == ()
    assert [level.value for level in result.levels] == [verdict.value(level.name) for level in result.levels]
    assert all(level.bound <= level.value for level in result.levels)
