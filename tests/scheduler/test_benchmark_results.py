from dataclasses import replace
from pathlib import Path

from tests.benchmarks.cases import Case
from tests.benchmarks.figures import Found, LevelFigures, Run, best_so_far, reached
from tests.benchmarks.report import make_table
from tests.benchmarks.results import Results, read_results, summarise, where_worse
from tests.benchmarks.run import Protocol, run_one


def run_of(system: str, *plans: tuple[float, int, int], number: int = 1) -> Run:
    """Return a run that found plans: each a time, and the values of two levels, of which the first is proven."""
    trace = tuple(Found(at, {"coverage": first, "comfort": second}) for at, first, second in plans)
    first, second = plans[-1][1:] if plans else (None, None)
    levels = (
        LevelFigures("coverage", first, first or 0, first is not None, reached(trace, "coverage"), 5.0),
        LevelFigures("comfort", second, 4, proven=False, best_seconds=reached(trace, "comfort")),
    )
    return Run("5x4", system, number, 0, 2, 60.0, 30.0, 100.0, levels, trace)


def results(*runs: Run) -> Results:
    return Results("2027-03-01", "One machine.", runs)


def test_only_plans_better_than_all_before_are_kept() -> None:
    plans = [Found(at, {"coverage": first, "comfort": second}) for at, first, second in
             [(3.0, 5, 9), (1.0, 7, 1), (2.0, 7, 2), (4.0, 5, 9), (5.0, 5, 8)]]  # fmt: skip
    assert [plan.seconds for plan in best_so_far(plans)] == [1.0, 3.0, 5.0]


def test_a_level_is_reached_together_with_those_before_it() -> None:
    trace = run_of("rota", (1.0, 7, 5), (2.0, 3, 9), (3.0, 3, 5)).trace
    assert (reached(trace, "coverage"), reached(trace, "comfort")) == (2.0, 3.0)
    assert reached((), "coverage") is None


def test_the_gap_is_a_share_of_the_value() -> None:
    assert LevelFigures("comfort", 8, 6, proven=False).gap == 0.25
    assert LevelFigures("comfort", 0, 0, proven=True).gap == 0
    assert LevelFigures("comfort", None, 6, proven=False).gap is None


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    written = results(run_of("rota", (1.0, 7, 5)), replace(run_of("highs"), broken=("It fails.",)))
    written.write(tmp_path / "day.json")
    assert read_results(tmp_path / "day.json") == written


def test_a_run_takes_the_place_of_the_same_one_made_before() -> None:
    old, new, other = run_of("rota", (1.0, 7, 5)), run_of("rota", (1.0, 6, 5)), run_of("highs")
    assert results(old, other).with_run(new).runs == (other, new)
    assert results(old, other).without(["5x4"], ["rota"]).runs == (other,)
    assert results(old, other).without(["6x4"], ["rota"]).runs == (old, other)


def test_a_missing_number_counts_as_larger_than_any() -> None:
    found = (
        run_of("rota", (1.0, 7, 5), number=1),
        run_of("rota", (2.0, 9, 5), number=2),
        run_of("rota", number=3),
    )
    (summary,) = summarise(results(*found))
    assert summary.median(lambda run: run.first_seconds) == 2.0
    assert summary.median_of("coverage", lambda level: level.value) == 9
    assert (summary.proven("coverage"), summary.proven("comfort")) == (2, 0)
    (lost,) = summarise(results(*found[1:]))
    assert lost.median(lambda run: run.first_seconds) is None


def test_worse_is_worse_at_the_first_level_that_differs() -> None:
    ours = run_of("rota", (1.0, 7, 5))
    better, worse, equal = (run_of("highs", (1.0, *values)) for values in ((7, 4), (8, 0), (7, 5)))
    assert list(where_worse(results(ours, better), "rota")) == [(ours, better)]
    assert list(where_worse(results(ours, worse), "rota")) == []
    assert list(where_worse(results(ours, equal), "rota")) == []
    assert list(where_worse(results(run_of("rota"), worse), "rota")) == [(run_of("rota"), worse)]
    assert list(where_worse(results(ours, replace(better, limit_seconds=90)), "rota")) == []


def test_the_table_says_who_was_worse() -> None:
    assert make_table(results(run_of("rota", (1.0, 7, 5)), run_of("highs", (2.0, 7, 4)))) == (
        """\
2027-03-01. One machine.

| case | system | level | value | bound | gap | proven | best s | proof s | first plan s | wall s | limit s | peak MB |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 5x4 | rota | coverage | 7 | 7 | 0.0 % | 1/1 | 1.0 | 5.0 | 1.0 | 30.0 | 60 | 100 |
| 5x4 | rota | comfort | 5 | 4 | 20.0 % | 0/1 | 1.0 | - | 1.0 | 30.0 | 60 | 100 |
| 5x4 | highs | coverage | 7 | 7 | 0.0 % | 1/1 | 2.0 | 5.0 | 2.0 | 30.0 | 60 | 100 |
| 5x4 | highs | comfort | 4 | 4 | 0.0 % | 0/1 | 2.0 | - | 2.0 | 30.0 | 60 | 100 |

- In run 1 of 5x4, rota's plan (7, 5) is worse than that of highs (7, 4).
"""
    )


def test_a_run_that_fails_leaves_its_reason() -> None:
    case = Case("5x4", levels=("no such level",))
    run = run_one(Protocol((case,), limit_seconds=5), case, "unheard of", 1)
    assert (run.values, run.levels, run.broken) == (None, (), ("KeyError: 'unheard of'",))
