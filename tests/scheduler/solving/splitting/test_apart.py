"""Terms of independent parts: solved apart they come to what the joint model of everything comes to."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from constraints.scope import Scope
from inputs.plan import Plan
from scheduler.fleet.contact import News
from scheduler.fleet.processes import Processes
from scheduler.fleet.running import WorkLost
from scheduler.result import Result
from scheduler.solving.best import Best
from scheduler.solving.bounds.bounding import BoundingParts
from scheduler.solving.part_search import PartSearch
from scheduler.solving.search import Control, Progress
from scheduler.solving.solve import solve_component, solve_term
from scheduler.solving.splitting.apart import Fleet, Open, Split, bundles, solve_components, solve_here, split
from scheduler.solving.timing import Timing
from scheduler.verify import verify
from tests.measured import first_measured
from tests.pictures import draw_term
from tests.scheduler.solving.jointly import best_of, best_values, patient, values_of
from tests.scheduler.solving.splitting.separate import separate_groups


def values(result: Result) -> list[tuple[str, int]] | None:
    found = [(level.name, level.value) for level in result.levels if level.status != "skipped"]
    return found or None


@pytest.mark.parametrize("seed", first_measured(range(10), 3))
def test_solved_apart_the_values_are_those_of_the_joint_model(seed: int) -> None:
    term, _ = separate_groups(seed)
    result, best = solve_term(term, patient()), best_values(term)
    assert result.status == ("impossible" if best is None else "optimal")
    assert values(result) == values_of(best)
    if result.plan is not None:
        verdict = verify(result.plan, term)
        assert verdict.violations == ()
        assert all(level.value == verdict.value(level.name) for level in result.levels)


@pytest.mark.parametrize("seed", first_measured(range(24, 30), 2))
def test_bounds_of_parts_hold_for_the_whole(seed: int) -> None:
    """Each counts while those before meet the best values."""
    term, _ = separate_groups(seed)
    whole, best = split(term), best_values(term)
    assert whole is not None
    together = solve_components(whole, patient(), solve_component, solve_here)
    for level, value in (best or {}).items():
        assert together.bounds[level] <= value
        if together.bounds[level] < value:
            break


@pytest.mark.parametrize("seed", first_measured([1, 5, 13], 1))
def test_levels_in_another_order(seed: int) -> None:
    term, _ = separate_groups(seed)
    for levels in (("coverage", "comfort", "fairness"), ("fairness", "coverage"), ("comfort",)):
        other = replace(term, levels=levels)
        result = solve_term(other, patient())
        assert (result.status, values(result)) == ("optimal", values_of(best_values(other)))


@pytest.mark.parametrize("seed", first_measured([3, 10], 1))
def test_the_same_seed_gives_the_same_result(seed: int) -> None:
    term, _ = separate_groups(seed)
    assert solve_term(term, patient(seed=3)) == solve_term(term, patient(seed=3))


# -- what compares the parts ---------------------------------------------------------------------------------

ONE_AFTER_THE_OTHER = """
    term 03-01..03-14
    trainee amara fellow 03-01..03-07
    trainee li fellow 03-08..03-14
    faculty wang leads=ward interests=cells
    faculty zhou leads=ward
    hours wang Mon 14:00-15:00
    hours zhou Tue 14:00-15:00
    service ward 1 round=08:00+60
    activity talk weekly 60 meeting
"""


def test_where_only_fairness_couples_the_whole_decides() -> None:
    """Each part alone would rather have Wang, who is wished for; both together share leads and meetings."""
    wishes = "prefers amara wang 3 \n prefers li wang 3"
    exact = "rule fair_leads tolerance=0 \n rule fair_meetings tolerance=0"
    term = draw_term(f"{ONE_AFTER_THE_OTHER} {wishes} \n {exact}")
    whole = split(term)
    assert whole is not None
    assert (len(whole.components), whole.adds_up) == (2, False)
    result = solve_term(term, patient())
    assert (result.status, values(result)) == ("optimal", values_of(best_values(term)))
    assert result.plan is not None
    assert {row.lead.id for row in result.plan.rounds} == {"wang", "zhou"}
    assert {session.faculty.id for session in result.plan.sessions if session.faculty} == {"wang", "zhou"}


def test_bounds_of_components_count_once_and_only_where_the_plan_pays_no_more_before() -> None:
    control = patient()
    term = draw_term(f"{ONE_AFTER_THE_OTHER} trainee noor fellow 03-08..03-14 interests=tumours")
    whole = split(term)
    assert whole is not None
    together = solve_components(whole, control, solve_component, solve_here)
    levels = ("coverage", "curriculum", "fairness", "comfort")
    assert together.bounds["coverage"] > 0
    assert together.bounds["curriculum"] > 0
    best = Best(term, control, levels)
    parts = BoundingParts(best, Timing(control), apart=together)
    parts.meetings = PartSearch(term, Scope(), name="meetings")
    parts.meetings.bound_by("coverage", 1, "shown elsewhere")
    best.accept(Plan())  # which lacks more
    assert parts.known("coverage") == together.bounds["coverage"]
    assert parts.known("curriculum") == 0
    plan = together.plan(None)
    assert plan is not None
    best.accept(plan)
    assert parts.known("curriculum") == together.bounds["curriculum"]


def test_a_term_of_one_component_is_solved_as_one() -> None:
    assert split(draw_term(ONE_AFTER_THE_OTHER.replace("03-08..03-14", "03-03..03-14"))) is None
    assert split(draw_term("faculty wang")) is None


def test_what_is_impossible_in_a_part_is_so_in_the_whole() -> None:
    term = draw_term(f"{ONE_AFTER_THE_OTHER} \n pin li ward must=no \n pin li ward must=yes")
    result = solve_term(term, patient())
    assert (result.status, result.plan) == ("impossible", None)
    assert result.conflict == (
        "Li must not be at Ward.",
        "Li must be at Ward.",
    )


# -- limits --------------------------------------------------------------------------------------------------


def test_progress_names_the_part() -> None:
    seen: list[Progress] = []
    term, _ = separate_groups(5)
    solve_term(term, Control(time_limit_seconds=60, workers=1, report=seen.append))
    parts = {progress.part for progress in seen}
    assert {"part 1 of 3", "part 2 of 3", "part 3 of 3"} <= parts <= {"", *parts}
    assert [progress.seconds for progress in seen] == sorted(progress.seconds for progress in seen)


def test_without_time_nothing_is_known() -> None:
    result = solve_term(draw_term(ONE_AFTER_THE_OTHER), Control(time_limit_seconds=0))
    assert (result.status, result.plan, result.levels, result.interrupted) == ("unknown", None, (), False)


@pytest.mark.parametrize("part", ["part 1 of 3", "part 2 of 3", "part 3 of 3"])
def test_interrupted_in_any_part_the_best_plan_of_everything_is_kept(part: str) -> None:
    term, _ = separate_groups(10)

    def stop(progress: Progress) -> None:
        if progress.part == part:
            control.interrupt()

    control = Control(time_limit_seconds=60, workers=1, report=stop)
    result = solve_term(term, control)
    assert result.interrupted
    assert result.plan is not None
    assert verify(result.plan, term).violations == ()
    best = best_of(term)
    assert result.levels[0].bound <= best["coverage"] <= result.levels[0].value


# -- several at once -----------------------------------------------------------------------------------------


@contextmanager
def two_processes(_whole: Split) -> Iterator[Fleet]:
    with Processes(2) as processes:
        yield Fleet(processes, (1, 1))


def outcome(result: Result) -> object:
    """Return what is the same wherever parts are solved: everything but the time it took."""
    levels = [(level.name, level.status, level.value, level.bound, level.parts) for level in result.levels]
    return result.status, result.plan, levels, result.shortfalls


@pytest.mark.parametrize("seed", first_measured([5, 10], 0))
def test_in_processes_the_result_is_the_same(seed: int) -> None:
    term, _ = separate_groups(seed)
    assert outcome(solve_term(term, patient(), two_processes)) == outcome(solve_term(term, patient()))


def test_parts_and_workers_are_shared_out() -> None:
    term, _ = separate_groups(5)
    whole = split(term)
    assert whole is not None
    names = {component.name for component in whole.components}
    for workers in ((1,), (2, 1), (1, 2), (1, 1, 1), (1, 1, 1, 1)):
        shared = bundles(whole, workers, 60.0, patient())
        assert len(shared) == min(3, len(workers))
        assert [bundle.workers for bundle in shared] == sorted(workers, reverse=True)[:3]
        assert sorted(one.name for bundle in shared for one in bundle.components) == sorted(names)
        largest = max(whole.components, key=lambda one: one.size)
        assert largest in shared[0].components


def workers_of(process: int) -> list[int]:
    """Return the processes that work for one."""
    children = [
        int(child)
        for tasks in Path(f"/proc/{process}/task").iterdir()
        for child in (tasks / "children").read_text().split()
    ]
    return [one for one in children if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]


def kill_workers(times: int, told: list[int]) -> Open:
    """Return what opens a process that is killed at the first news of each of so many attempts."""

    @contextmanager
    def open_fleet(_whole: Split) -> Iterator[Fleet]:
        killed: set[int] = set()

        def hear(_news: News) -> None:
            for worker in workers_of(os.getpid()):
                if worker not in killed and len(killed) < times:
                    killed.add(worker)
                    os.kill(worker, signal.SIGKILL)

        with Processes(1, hear) as processes:
            yield Fleet(processes, (1,), lambda _bundle, attempt: told.append(attempt))

    return open_fleet


@pytest.mark.no_cover
def test_parts_whose_process_is_killed_are_solved_once_more() -> None:
    term, _ = separate_groups(5)
    told: list[int] = []
    assert outcome(solve_term(term, patient(), kill_workers(1, told))) == outcome(solve_term(term, patient()))
    assert told == [2]


@pytest.mark.no_cover
def test_a_process_that_is_killed_again_and_again_is_given_up() -> None:
    term, _ = separate_groups(5)
    with pytest.raises(WorkLost):
        solve_term(term, patient(), kill_workers(9, []))


def test_interrupted_the_processes_end_and_what_they_have_is_kept() -> None:
    term, _ = separate_groups(10)
    control = Control(time_limit_seconds=60, workers=2)

    @contextmanager
    def open_fleet(_whole: Split) -> Iterator[Fleet]:
        with Processes(1, lambda _news: control.interrupt()) as processes:
            yield Fleet(processes, (1,))

    result = solve_term(term, control, open_fleet)
    assert result.interrupted
    assert result.plan is not None
    assert verify(result.plan, term).violations == ()
