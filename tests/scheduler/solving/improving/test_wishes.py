"""Wishes for rotations: all heard at once, or exchanged by a few people at a time."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from constraints.scope import Scope
from inputs.plan import Plan
from inputs.term import Term
from scheduler.solving.best import Best
from scheduler.solving.bounds.bounding import BoundingParts
from scheduler.solving.improving import wishes
from scheduler.solving.improving.wishes import grant_wishes, hear_wishes
from scheduler.solving.part_search import PartSearch
from scheduler.solving.search import Control
from scheduler.solving.solve import solve_term
from scheduler.solving.splitting.groups import Group, merged
from scheduler.solving.timing import Timing
from scheduler.verify import verify
from tests.constraints.random_terms import random_term
from tests.pictures import draw
from tests.scheduler.solving.jointly import best_of, patient, possible, silent

LEVELS = ("coverage", "curriculum", "fairness", "comfort")
EXCHANGED = """
    term 03-01..03-28
    trainee amara fellow
    trainee li fellow
    trainee maria fellow
    service ward 1 weeks=4..4
    service lab 1 weeks=4..4
    service clinic 1 weeks=4..4
    prefers amara ward 3
    prefers li lab 3
    rotation amara lab 03-01..03-28
    rotation li ward 03-01..03-28
    rotation maria clinic 03-01..03-28
"""


def values(plan: Plan, term: Term) -> list[int]:
    verdict = verify(plan, term)
    assert verdict.violations == ()
    return [verdict.value(level) for level in LEVELS]


def granted(plan: Plan, term: Term, control: Control | None = None, enough: int = 0) -> Plan:
    return grant_wishes(term, plan, LEVELS, Timing(control or patient()), 30, enough)


def test_two_who_wish_for_what_the_other_has_exchange_it() -> None:
    plan, term = draw(EXCHANGED)
    before = values(plan, term)
    after = granted(plan, term)
    assert values(after, term) == [*before[:3], before[3] - 6]
    services = {row.trainee.id: row.service.id for row in after.rotations}
    assert services == {"amara": "ward", "li": "lab", "maria": "clinic"}


def test_nobody_is_given_less_for_a_wish() -> None:
    term = draw(f"{EXCHANGED}    activity sim once 60\n    slot sim Mon 09:00 weeks=1 seats=3\n")[1]
    blocked = replace(term, services=tuple(replace(s, blocks=("sim",)) for s in term.services[:1]))
    given = solve_term(replace(blocked, levels=("coverage",)), patient()).plan
    assert given is not None
    assert values(granted(given, blocked), blocked)[:3] <= values(given, blocked)[:3]


def test_nothing_changes_without_time_need_or_hope(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, term = draw(EXCHANGED)
    assert granted(plan, term, Control(0.0)) is plan
    assert granted(plan, term, enough=values(plan, term)[3]) is plan
    assert grant_wishes(term, plan, LEVELS[:3], Timing(patient()), 30, 0) is plan
    monkeypatch.setattr(wishes, "TOGETHER", 1)  # alone nobody has anywhere to go
    assert granted(plan, term) is plan
    broken = replace(plan, rotations=plan.rotations + plan.rotations[:1])
    assert verify(broken, term).violations
    assert granted(broken, term) is broken


def test_what_is_worse_or_breaks_a_rule_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, term = draw(EXCHANGED)
    better = granted(plan, term)
    worse = replace(better, rotations=better.rotations[:2])
    broken = replace(
        better, rotations=tuple(replace(row, service=term.services[0]) for row in better.rotations)
    )
    assert verify(broken, term).violations
    for found in (worse, broken):
        monkeypatch.setattr(wishes, "_with_wishes", lambda *_, found=found: found)
        assert granted(plan, term) is plan


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_nothing_is_worse_and_meetings_stay(seed: int) -> None:
    term = possible(random_term(seed))
    plan = solve_term(replace(term, levels=("coverage",)), patient()).plan
    assert plan is not None
    better = granted(plan, term)
    assert values(better, term) <= values(plan, term)
    assert _meetings(better) == _meetings(plan)


def _meetings(plan: Plan) -> Sequence[object]:
    return sorted((s.trainee.id, s.activity.id, s.period) for s in plan.sessions if s.is_meeting)


def parts_of(
    plan: Plan, term: Term, levels: Sequence[str] = LEVELS, given: Plan | None = None
) -> BoundingParts:
    """Return the rotations of a plan as the only part of a term, all that they must give being held."""
    timing = Timing(patient())
    rotations = PartSearch(term, Scope(rotations=True, round_leads=True), given)
    rotations.start_from(plan)
    rotations.solve("coverage", timing.control, report=silent)
    assert rotations.complete(plan, [], timing.control)
    return BoundingParts(Best(term, timing.control, tuple(levels)), timing, [Group(rotations)])


def test_all_wishes_are_heard_at_once() -> None:
    plan, term = draw(EXCHANGED)
    parts = parts_of(plan, term)
    assert hear_wishes(parts, 0.5)
    heard = merged(parts.groups)
    assert {row.trainee.id: row.service.id for row in heard.rotations} == {
        "amara": "ward",
        "li": "lab",
        "maria": "clinic",
    }
    assert parts.known_of_groups("comfort") == values(heard, term)[3] == 0
    assert not hear_wishes(parts, 0.5)
    assert merged(parts.groups) == heard


def test_wishes_are_not_heard_where_comfort_is_no_level_or_something_is_given() -> None:
    plan, term = draw(EXCHANGED)
    unasked = parts_of(plan, term, LEVELS[:3])
    conditional = parts_of(plan, term, given=Plan())
    for parts in (unasked, conditional):
        assert not hear_wishes(parts, 0.5)
        assert set(merged(parts.groups).rotations) == set(plan.rotations)


def test_rotations_too_large_for_a_model_are_not_asked() -> None:
    plan, term = draw(EXCHANGED)
    rotations = PartSearch(term, Scope(rotations=True, round_leads=True))
    rotations.settle_for(plan)
    timing = Timing(patient())
    parts = BoundingParts(Best(term, timing.control, LEVELS), timing, [Group(rotations)])
    assert not hear_wishes(parts, 0.5)
    assert set(merged(parts.groups).rotations) == set(plan.rotations)


HEARD = """
    term 03-01..03-28
    trainee amara fellow interests=cells
    trainee li fellow interests=cells
    faculty wang interests=cells
    hours wang Mon 09:00-11:00
    service ward 1 weeks=4..4
    service lab 1 weeks=4..4
    activity talk weekly 60 meeting
    off meeting_gaps because we say so
    prefers {amara} 3
    prefers {li} 3
"""


@pytest.mark.parametrize(("amara", "li"), [("ward", "lab"), ("lab", "ward")])
def test_large_terms_are_planned_around_what_is_wished_for(
    amara: str, li: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.solving.solve.LARGE", 0)
    monkeypatch.setattr("scheduler.solving.whole.grant_wishes", lambda _term, plan, *_: plan)
    term = draw(HEARD.format(amara=f"amara {amara}", li=f"li {li}"))[1]
    plan = solve_term(term, patient()).plan
    assert plan is not None
    assert {row.trainee.id: row.service.id for row in plan.rotations} == {"amara": amara, "li": li}
    assert len(_meetings(plan)) == 8
    assert list(best_of(term).values()) == values(plan, term)


def test_wishes_are_not_heard_where_anything_else_would_suffer(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = list[Plan]()

    def without_rotations(_term: Term, given: Plan, *_: object, is_large: bool) -> Plan:
        return replace(given, rotations=()) if is_large else given

    def noting(_term: Term, plan: Plan, *_: object) -> Plan:
        kept.append(plan)
        return plan

    monkeypatch.setattr("scheduler.solving.solve.LARGE", 0)
    monkeypatch.setattr("scheduler.solving.whole.LEAST_FOR_WISHES", 0)
    monkeypatch.setattr("scheduler.solving.whole.settled", without_rotations)
    monkeypatch.setattr("scheduler.solving.whole.grant_wishes", noting)
    for amara, li in (("ward", "lab"), ("lab", "ward")):  # one of the two is not what is found first
        solve_term(draw(HEARD.format(amara=f"amara {amara}", li=f"li {li}"))[1], Control(3.0, workers=1))
    assert [len(plan.rotations) for plan in kept] == [2, 2]


def test_with_little_time_left_meetings_are_planned_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: object) -> Plan:
        raise AssertionError

    monkeypatch.setattr("scheduler.solving.solve.LARGE", 0)
    monkeypatch.setattr("scheduler.solving.whole.grant_wishes", asked)
    monkeypatch.setattr("scheduler.solving.whole.hear_wishes", asked)
    term = draw(HEARD.format(amara="amara ward", li="li lab"))[1]
    plan = solve_term(term, Control(3.0, workers=1)).plan
    assert plan is not None
    assert len(_meetings(plan)) == 8
    with pytest.raises(AssertionError):
        solve_term(term, patient())
