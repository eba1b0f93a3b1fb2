from dataclasses import replace

import pytest

from inputs.term import Term
from scheduler.result import Result
from scheduler.solving.search import Control, Pace, Progress
from scheduler.solving.solve import solve_term
from scheduler.solving.splitting.parts import find_parts
from scheduler.verify import verify
from tests.constraints.random_terms import random_term
from tests.measured import first_measured
from tests.pictures import draw_term
from tests.scheduler.solving.jointly import best_of, best_values, patient, possible, values_of
from tests.scheduler.solving.patterns.contested import contested_term


def values(result: Result) -> list[tuple[str, int]]:
    return [(level.name, level.value) for level in result.levels if level.status != "skipped"]


def check(term: Term, result: Result) -> None:
    """Assert that a plan is sound, that its prices are the verified ones, and that they are the best there are."""
    assert result.status == "optimal"
    assert result.plan is not None
    verdict = verify(result.plan, term)
    assert verdict.violations == ()
    for level in result.levels:
        if level.status != "skipped":
            assert (level.status, level.bound, level.gap) == ("optimal", level.value, 0)
            assert level.value == verdict.value(level.name) == sum(level.parts.values())
            assert level.bound == sum(shown.bound for shown in level.evidence)
            assert all(shown.part and shown.source for shown in level.evidence)
    assert values(result) == values_of(best_values(term))
    if "coverage" in term.levels:
        assert sum(shortfall.cost for shortfall in result.shortfalls) == verdict.value("coverage")


@pytest.mark.parametrize("seed", first_measured([1, 2, 4, 6, 9, 10, 13, 15, 18, 19, 20, 23, 24, 41], 4))
def test_by_parts_and_at_once_the_values_are_the_same(seed: int) -> None:
    term = random_term(seed)
    check(term, solve_term(term, patient()))


SMALL = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    service ward 1 round=08:00+60
    service lab 1
    faculty wang leads=ward;mdt topics=a interests=x
    hours wang Mon 14:00-16:00
    activity mdt weekly 60 topics=a;b
    slot mdt Mon 09:00 seats=1
    activity talk weekly 60 meeting
    prefers amara lab 2
"""


@pytest.mark.parametrize(
    "levels",
    [
        ("coverage",),
        ("comfort",),
        ("fairness",),
        ("fairness", "coverage"),
        ("comfort", "coverage"),
        ("stability", "coverage"),
        ("coverage", "comfort", "curriculum"),
        ("curriculum", "comfort", "coverage", "fairness"),
    ],
)
def test_levels_in_any_order_and_number(levels: tuple[str, ...]) -> None:
    term = replace(draw_term(SMALL), levels=levels)
    result = solve_term(term, patient())
    assert tuple(level.name for level in result.levels) == levels
    check(term, result)


@pytest.mark.parametrize("levels", [(), ("stability",)])
def test_a_term_without_a_level_to_optimise_is_planned_for_coverage(levels: tuple[str, ...]) -> None:
    result = solve_term(replace(draw_term(SMALL), levels=levels), patient())
    assert [level.name for level in result.levels] == ["coverage", *levels]
    assert values(result) == values_of(best_values(replace(draw_term(SMALL), levels=("coverage",))))


@pytest.mark.parametrize(
    "tables",
    [
        "service",
        "activity slot",
        "faculty hours",
        "trainee prefers",
        "trainee prefers service faculty hours activity slot",
        "service prefers faculty hours activity slot",
    ],
)
def test_a_term_that_lacks_tables_is_planned(tables: str) -> None:
    lines = [
        line.strip()
        for line in SMALL.splitlines()
        if line.split()[:1] and line.split()[0] not in tables.split()
    ]
    if "service" in tables:
        lines = [line for line in lines if not line.startswith("prefers")]
    term = draw_term("\n".join(lines))
    check(term, solve_term(term, patient()))


def planted(trainees: int, weeks: int) -> Term:
    """Return a term made around a plan in which nothing is missing, and nothing is to spare.

    In week w trainee n is on service n + w; there is one seat in each slot and one hour with each mentor.
    """
    days = ("Mon", "Tue", "Wed", "Thu", "Fri")
    lines = [f"term 03-01..03-{7 * weeks:02}", "activity sim weekly 60", "activity talk weekly 60 meeting"]
    for number in range(trainees):
        lines += [
            f"trainee t{number} fellow interests=focus{number}",
            f"faculty f{number} interests=focus{number} leads=s{number};sim mentees=1",
            f"hours f{number} {days[number]} 14:00-15:00",
            f"service s{number} 1 weeks=1..1 round=08:00+60",
            f"slot sim {days[number]} 10:00 seats=1",
        ]
    return draw_term("\n".join(lines))


@pytest.mark.parametrize(("trainees", "weeks"), [(2, 2), (3, 3), (4, 3), (5, 4)])
def test_where_a_plan_without_shortfall_is_planted_one_is_found(trainees: int, weeks: int) -> None:
    result = solve_term(planted(trainees, weeks), patient())
    assert result.status == "optimal"
    assert dict(values(result))["coverage"] == 0
    assert result.shortfalls == ()


@pytest.mark.parametrize("seed", [0, 20, 40])
def test_generous_terms_have_no_shortfall(seed: int) -> None:
    assert dict(values(solve_term(random_term(seed), patient(workers=2))))["coverage"] == 0


def test_pins_that_cannot_hold_make_it_impossible_and_are_named() -> None:
    term = draw_term(f"{SMALL}\n pin amara ward 03-01\n pin li ward 03-01")
    result = solve_term(term, patient())
    assert (result.status, result.plan, result.levels) == ("impossible", None, ())
    assert result.conflict[:2] == (
        "Amara must be at Ward on 1 March 2027.",
        "Li must be at Ward on 1 March 2027.",
    )
    assert result.conflict[2].startswith("Rule service_seats: ")
    assert len(result.conflict) == 3


def test_promises_about_sessions_and_mentors_may_be_what_is_impossible() -> None:
    sessions = draw_term(f"{SMALL}\n pin amara mdt 03-01\n pin li mdt 03-01")
    assert [line.split(":")[0] for line in solve_term(sessions, patient()).conflict] == [
        "Amara must be at Mdt on 1 March 2027.",
        "Li must be at Mdt on 1 March 2027.",
        "Rule slot_seats",
    ]
    mentors = draw_term(
        SMALL.replace("amara fellow", "amara fellow mentor=wang").replace("leads", "mentees=0 leads")
    )
    result = solve_term(mentors, patient())
    assert result.status == "impossible"
    assert result.conflict[0] == "Amara is promised Wang as main mentor."


def test_a_pin_on_a_session_that_rotations_must_make_room_for() -> None:
    term = draw_term(f"""{SMALL.replace("ward 1", "ward 2 blocks=mdt")}
    pin amara mdt 03-01
    pin li mdt 03-08
    """)
    check(term, solve_term(term, patient()))


def test_without_time_nothing_is_known() -> None:
    result = solve_term(draw_term(SMALL), Control(time_limit_seconds=0))
    assert (result.status, result.plan, result.levels, result.interrupted) == ("unknown", None, (), False)


def test_an_interrupted_run_says_so() -> None:
    control = patient()
    control.interrupt()
    result = solve_term(draw_term(SMALL), control)
    assert (result.status, result.interrupted) == ("unknown", True)


def test_interrupted_while_everything_is_searched_at_once_it_keeps_its_plan() -> None:
    def stop(progress: Progress) -> None:
        if progress.what == "everything at once":
            control.interrupt()

    control, term = Control(time_limit_seconds=60, workers=1, report=stop), random_term(2)
    result = solve_term(term, control)
    assert result.interrupted
    assert result.plan is not None
    assert verify(result.plan, term).violations == ()
    assert all(level.bound <= level.value for level in result.levels)


def test_a_run_interrupted_on_the_way_keeps_its_plan() -> None:
    plans = 0

    def stop(progress: Progress) -> None:
        nonlocal plans
        plans += progress.level == "curriculum"
        if plans:
            control.interrupt()

    control = Control(time_limit_seconds=60, workers=1, report=stop)
    term = random_term(7)
    result = solve_term(term, control)
    assert result.interrupted
    assert result.status in ("feasible", "optimal")
    assert result.plan is not None
    assert verify(result.plan, term).violations == ()
    assert all(level.bound <= level.value for level in result.levels)


@pytest.mark.no_cover
def test_the_same_seed_gives_the_same_plan() -> None:
    term = random_term(23)
    first, second = solve_term(term, patient(seed=3)), solve_term(term, patient(seed=3))
    assert first == second
    assert (first.seed, first.workers) == (3, 1)


def test_several_workers_agree_with_one() -> None:
    term = random_term(24)
    assert values(solve_term(term, patient(workers=2))) == values_of(best_values(term))


def test_the_rules_that_are_off_are_shown() -> None:
    term = draw_term(f"{SMALL}\n off service_seats beds are added")
    result = solve_term(term, patient())
    assert result.rules_off == {"service_seats": "beds are added"}
    check(term, result)


def test_who_mentors_nobody_is_no_main_mentor_even_where_the_rule_is_off() -> None:
    term = draw_term("""
    term 03-01..03-07
    trainee amara fellow interests=cells mentor=wang
    trainee li fellow interests=cells
    faculty wang interests=cells meetings=0
    faculty chen
    hours chen Mon 09:00-10:00
    activity talk weekly 60 meeting
    off one_main_mentor whoever is there
    """)
    check(term, solve_term(term, patient()))


def test_progress_is_told_by_level_with_bounds_below_the_best() -> None:
    seen: list[Progress] = []
    solve_term(random_term(1), Control(time_limit_seconds=60, workers=1, report=seen.append))
    assert {progress.level for progress in seen} <= {"coverage", "curriculum", "fairness", "comfort"}
    assert "coverage" in {progress.level for progress in seen}
    assert all(p.best is None or p.bound is None or p.bound <= p.best for p in seen)


def test_stability_is_skipped_with_the_reason() -> None:
    (level,) = (
        level for level in solve_term(draw_term(SMALL), patient()).levels if level.name == "stability"
    )
    assert (level.status, level.reason) == ("skipped", "no version has been published yet")


def test_what_the_parts_have_shown_is_told_however_early_a_run_ends() -> None:
    term = draw_term("""
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    trainee kofi fellow
    service ward 1
    activity mdt weekly 60
    slot mdt Mon 09:00 seats=1
    """)
    bounds: list[int] = []

    def stop(progress: Progress) -> None:
        if progress.what != "rotations":
            control.interrupt()
        elif progress.bound is not None:
            bounds.append(progress.bound)

    control = Control(time_limit_seconds=60, workers=1, report=stop)
    result = solve_term(term, control)
    assert result.interrupted
    assert bounds
    assert result.levels[0].bound >= bounds[-1] > 0


def test_where_no_model_would_be_ready_in_time_the_draft_is_the_plan() -> None:
    term = contested_term(3)
    result = solve_term(term, Control(60.0, pace=Pace(1e6)))
    assert result.plan is not None
    verdict = verify(result.plan, term)
    assert verdict.violations == ()
    best = best_values(term)
    assert best is not None
    assert verdict.value("coverage") >= best["coverage"] >= result.levels[0].bound


@pytest.mark.parametrize("seed", [1, 2, 4, 9, 13])
@pytest.mark.parametrize("rotations_alone", [True, False])
def test_terms_too_large_for_models_are_planned_from_drafts(
    seed: int, rotations_alone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    term = random_term(seed)
    best = dict(values_of(best_values(term)) or ())
    # Rotations have the largest model where nothing else is open with them.
    rotations = next((part.scope.decisions(term) for part in find_parts(term) if part.kind == "rotations"), 1)
    most = rotations - 1 if rotations_alone else 0
    monkeypatch.setattr("scheduler.solving.solve.LARGE", 0)
    monkeypatch.setattr("scheduler.solving.part_search.MOST_DECISIONS", most)
    result = solve_term(term, patient(workers=1))
    assert result.plan is not None
    assert verify(result.plan, term).violations == ()
    first = result.levels[0]
    assert first.bound <= best[first.name] <= first.value


@pytest.mark.parametrize("seed", [18, 34])
def test_the_comfort_of_a_vast_term_is_bounded_only_where_there_is_time(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.solving.solve.LARGE", 0)
    monkeypatch.setattr("scheduler.solving.bounds.bounding.VAST", 0)
    term, bounds = replace(possible(random_term(seed)), levels=("coverage", "comfort")), []
    for a_second in (1e6, 1e-6):
        monkeypatch.setattr("scheduler.solving.bounds.bounding.TIMES_A_SECOND", a_second)
        bounds.append(solve_term(term, patient(workers=1)).levels[-1].bound)
    assert bounds[0] > bounds[1] == 0


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_what_a_vast_term_is_said_to_cost_is_true(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    term = possible(random_term(seed))
    best = best_of(term)
    monkeypatch.setattr("scheduler.solving.solve.LARGE", 0)
    monkeypatch.setattr("scheduler.solving.bounds.bounding.VAST", 0)
    result = solve_term(term, patient(workers=1))
    assert result.plan is not None
    assert verify(result.plan, term).violations == ()
    for level in result.levels:
        if level.status != "skipped":
            assert level.bound <= best[level.name] <= level.value
            assert level.status == "feasible" or level.value == best[level.name]
            if level.value > best[level.name]:
                break
