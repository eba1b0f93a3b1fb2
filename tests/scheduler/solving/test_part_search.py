from dataclasses import replace

import pytest

from constraints.scope import Scope
from inputs.plan import Plan
from scheduler.model import Model
from scheduler.solving.part_search import PartSearch
from scheduler.solving.search import Control, Outcome, Pace
from scheduler.verify import verify
from tests.constraints.random_terms import random_term
from tests.pictures import draw, draw_term
from tests.scheduler.solving.jointly import best_values, patient, silent
from tests.scheduler.solving.replanning.test_likely_ring import amara_away

TERM = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    service ward 1
    service lab 1
    activity mdt weekly 60 weight=7 topics=a;b
    slot mdt Mon 09:00 seats=1
    prefers amara lab 3
"""


def search(picture: str = TERM) -> PartSearch:
    term = draw_term(picture)
    return PartSearch(term, Scope.whole(term))


def solve(part: PartSearch, level: str, control: Control | None = None) -> Outcome:
    return part.solve(level, control or patient(), report=silent)


def test_levels_are_held_one_after_another() -> None:
    part = search()
    for level in ("coverage", "curriculum", "fairness", "comfort"):
        assert solve(part, level).status == "optimal"
        assert part.proven(level)
    assert part.values == best_values(part.term)
    assert part.plan is not None
    verdict = verify(part.plan, part.term)
    assert verdict.violations == ()
    assert {level: verdict.value(level) for level in part.values} == part.values


def test_a_level_that_costs_nothing_leaves_the_plan_as_it_is() -> None:
    term = draw_term(TERM)
    part = PartSearch(term, Scope(attends=frozenset({"mdt"})))
    solve(part, "coverage")
    plan = part.plan
    assert solve(part, "comfort").value == 0
    assert part.plan == plan


def test_a_level_that_costs_nothing_has_a_plan_all_the_same() -> None:
    part = search("trainee amara fellow")
    assert solve(part, "coverage").status == "optimal"
    assert part.plan is not None
    assert part.values == {"coverage": 0}


def test_no_model_is_built_once_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Model] = []
    monkeypatch.setattr(Model, "__post_init__", built.append)
    part, late = search(), Control(time_limit_seconds=0)
    part.start_from(Plan())
    assert not part.complete(Plan(), ["coverage"], late)
    assert solve(part, "coverage", late).status == "unknown"
    assert (built, part.plan, part.bounds) == ([], None, {"coverage": 0})


def test_no_model_is_built_that_would_be_ready_too_late() -> None:
    part = search()
    decisions = part.scope.decisions(part.term)
    assert not part.complete(Plan(), ["coverage"], Control(60.0, pace=Pace(61.0 / decisions)))
    assert solve(part, "coverage", Control(60.0, pace=Pace(61.0 / decisions))).status == "unknown"
    assert part.plan is None
    assert solve(part, "coverage", Control(60.0, pace=Pace(20.0 / decisions))).status == "optimal"


def test_no_model_is_built_that_memory_does_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    part = search()
    monkeypatch.setattr("scheduler.solving.part_search.MOST_DECISIONS", part.scope.decisions(part.term) - 1)
    assert not part.complete(Plan(), ["coverage"], Control(60.0))
    assert solve(part, "coverage", Control(60.0)).status == "unknown"
    monkeypatch.setattr("scheduler.solving.part_search.MOST_DECISIONS", part.scope.decisions(part.term))
    assert solve(part, "coverage", Control(60.0)).status == "optimal"


def test_what_is_held_before_there_is_a_model_is_held_in_it() -> None:
    best, part = search(), search()
    solve(best, "coverage")
    part.hold("coverage", best.values["coverage"])
    solve(part, "comfort")
    assert part.plan is not None
    assert verify(part.plan, part.term).value("coverage") == best.values["coverage"]
    part = search()
    part.hold("coverage", best.values["coverage"] - 1)
    assert solve(part, "comfort").status == "infeasible"


@pytest.mark.parametrize("seed", range(20))
def test_a_scope_tells_about_how_large_its_model_is(seed: int) -> None:
    term = random_term(seed)
    whole = Scope.whole(term)
    opened = {"rotation", "session", "meeting"}
    literals = sum(tag.kind in opened for _, tag in Model(term, whole).x.tagged())
    assert literals <= whole.decisions(term)
    first = replace(whole, trainees=frozenset({term.trainees[0].id}), weeks=frozenset({1}))
    assert first.decisions(term) <= whole.decisions(term)
    assert Scope().decisions(term) == 0


def test_a_start_that_was_told_before_there_was_a_model_is_used() -> None:
    first, second = search(), search()
    solve(first, "coverage")
    assert first.plan is not None
    second.start_from(first.plan)
    hint = second.model.proto.proto.solution_hint
    assert len(hint.vars) == len(hint.values) > 0


def test_a_level_that_was_not_solved_is_not_proven() -> None:
    part = search()
    assert not part.proven("coverage")
    solve(part, "coverage", Control(time_limit_seconds=0))
    assert part.plan is None
    assert not part.proven("coverage")


def test_a_part_without_solution() -> None:
    part = search(f"{TERM}\n pin amara ward 03-01\n pin li ward 03-01")
    assert solve(part, "coverage").status == "infeasible"
    assert part.impossible
    assert part.plan is None


def test_a_plan_to_start_from_need_not_fit() -> None:
    plan, term = draw(f"{TERM}\n rotation amara ward 03-01..03-14\n rotation li ward 03-01..03-14")
    for guess in (plan, draw(f"{TERM}\n rotation amara ward 03-01..03-14\n rotation li lab 03-01..03-14")[0]):
        part = PartSearch(term, Scope.whole(term))
        part.start_from(guess)
        assert solve(part, "coverage").value == 14


@pytest.mark.parametrize(("least", "most", "people"), [(0, None, 2), (3, None, 3), (0, 1, None), (2, 2, 2)])
def test_people_are_touched_within_limits(least: int, most: int | None, people: int | None) -> None:
    part = amara_away().everything
    part.hold("coverage", 20)
    part.touch(least, most)
    outcome = solve(part, "stability")
    assert outcome.value // 1000 == people if people else outcome.status == "infeasible"


def test_nobody_is_touched_where_nothing_was_published() -> None:
    with pytest.raises(ValueError, match="nothing was published"):
        search().touch(most=1)
