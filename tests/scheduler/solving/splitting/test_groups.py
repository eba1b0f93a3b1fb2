from constraints.scope import Scope
from inputs.plan import Plan
from scheduler.solving.part_search import PartSearch
from scheduler.solving.search import Control
from scheduler.solving.splitting.groups import Group, merged
from tests.pictures import draw

PLAN, TERM = draw("""
    trainee amara fellow
    service ward 1 round=08:00+60
    faculty wang leads=ward
    activity mdt weekly 60
    slot mdt Mon 09:00
    activity talk weekly 60 meeting
    rotation amara ward 03-01..03-28
    round ward 03-01 wang
    session amara mdt 03-01 09:00
    session amara talk 03-01 11:00 with=wang
    mentor amara wang
""")


def part(values: dict[str, int], bounds: dict[str, int], given: Plan | None = None) -> PartSearch:
    return PartSearch(TERM, Scope(), given, values=values, bounds=bounds)


def test_the_bound_of_a_group_is_the_best_known() -> None:
    group = Group(
        part({"coverage": 9}, {"coverage": 5}), [part({}, {"coverage": 3}), part({}, {"coverage": 4})]
    )
    assert group.bound("coverage") == 7
    assert Group(group.exact).bound("coverage") == 5


def test_what_is_solved_with_something_given_bounds_nothing_by_itself() -> None:
    group = Group(part({"coverage": 9}, {"coverage": 9}, PLAN), [part({}, {"coverage": 3})])
    assert group.conditional
    assert group.bound("coverage") == 3
    assert not group.proven("coverage")


def test_relaxations_bound_a_level_only_where_they_prove_those_before() -> None:
    exact = part({"coverage": 9, "comfort": 5}, {"coverage": 9, "comfort": 1})
    loose = Group(exact, [part({}, {"coverage": 8, "comfort": 4})])
    tight = Group(exact, [part({}, {"coverage": 9, "comfort": 4})])
    assert (loose.is_tight("coverage"), loose.is_tight("comfort"), loose.bound("comfort")) == (True, False, 1)
    assert (tight.is_tight("coverage"), tight.is_tight("comfort"), tight.bound("comfort")) == (True, True, 4)
    assert tight.is_tight("fairness") is False
    assert not tight.proven("comfort")


def asked(group: Group, found: dict[str, tuple[int, int]], plan: Plan | None = PLAN) -> list[str]:
    """Return which searches are asked when a group solves coverage and each finds what is told."""
    names: list[str] = []

    def solve(search: PartSearch, level: str, enough: int) -> None:
        names.append(search.name)
        search.values[level], search.bounds[level] = found[search.name]
        if plan is not None:
            assert search.complete(plan, [], Control())

    group.solve("coverage", solve)
    return names


def named(name: str, given: Plan | None = None) -> PartSearch:
    return PartSearch(TERM, Scope(), given, name=name)


def test_relaxations_are_solved_only_where_they_are_needed() -> None:
    assert asked(Group(named("a"), [named("b")]), {"a": (9, 9), "b": (9, 9)}) == ["a"]
    both = {"a": (9, 5), "b": (9, 9), "c": (0, 0)}
    assert asked(Group(named("a", PLAN), [named("b"), named("c")]), both) == ["a", "b"]
    assert asked(Group(named("a"), [named("b")]), both, None) == ["a"]


def holding(plan: Plan, scope: Scope) -> PartSearch:
    search = PartSearch(TERM, scope)
    assert search.complete(plan, [], Control())
    return search


def test_a_merged_plan_is_without_meetings() -> None:
    rotations = Group(holding(PLAN, Scope(rotations=True, round_leads=True)))
    sessions = Group(holding(PLAN, Scope(attends=frozenset({"mdt", "talk"}))))
    nothing = Group(PartSearch(TERM, Scope()))
    groups = [rotations, sessions, nothing]
    assert merged(groups) == Plan(PLAN.rotations, PLAN.rounds, PLAN.sessions[:1])
    assert merged(groups, rotations_only=True) == Plan(PLAN.rotations)
