"""Planning a published term again: held against the joint model, which opens everything at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from random import Random

import pytest

from constraints.scope import Scope
from inputs.days import Span
from inputs.term import LEVELS as EVERY_LEVEL
from inputs.term import Term
from scheduler.model import Model
from scheduler.result import Result
from scheduler.solving.replanning.remnant import find_remnant
from scheduler.solving.replanning.replan import replan
from scheduler.solving.search import Control, minimize
from scheduler.solving.solve import solve_term
from scheduler.verify import verify
from tests.constraints.random_terms import random_term
from tests.measured import first_measured
from tests.scheduler.solving.replanning.planned_again import LEVELS, absent, again, limits, planned


def disrupted(term: Term, random: Random) -> Term:
    """Return a random term with somebody away, somebody new, somebody late, or a seat less."""
    change = random.choice(("away", "away", "new", "late", "seat"))
    one = random.choice(term.trainees)
    if change == "new":
        new = replace(one, id="newcomer", name="Newcomer")
        return replace(term, trainees=(*term.trainees, new))
    if change == "late" and one.stay.days > 3:
        late = replace(one, stay=Span(one.stay.start + timedelta(days=random.randrange(1, 3)), one.stay.end))
        pins = tuple(pin for pin in term.pins if pin.trainee != one)
        return replace(term, trainees=tuple(late if t == one else t for t in term.trainees), pins=pins)
    if change == "seat" and term.services:
        full = random.choice(term.services)
        services = tuple(replace(s, seats=max(0, s.seats - 1)) if s == full else s for s in term.services)
        return replace(term, services=services)
    who = random.choice([*term.faculty, *term.rooms, *term.trainees])
    first = term.span.start + timedelta(days=random.randrange(term.span.days))
    last = min(first + timedelta(days=random.randrange(7)), term.span.last_day)
    return absent(term, who.id, first, last)


@pytest.mark.parametrize("seed", first_measured([*range(80), 342], 12))
def test_bounds_hold_and_what_is_proven_is_best(seed: int) -> None:
    check_beside_the_joint_model(seed)


@pytest.mark.parametrize("seed", first_measured(range(30), 6))
def test_large_terms_are_asked_for_everything_at_once_and_come_to_the_same(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.solving.replanning.covering.LARGE_RING", 0)
    check_beside_the_joint_model(seed)


@pytest.mark.parametrize("seed", first_measured(range(30), 8))
def test_where_not_everything_can_be_open_bounds_hold_too(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scheduler.solving.replanning.again.MOST_DECISIONS", 0)
    check_beside_the_joint_model(seed)


@pytest.mark.parametrize("seed", first_measured(range(20), 6))
def test_everything_open_at_once_comes_to_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few are concerned, the relaxation of everything is asked, and the proof is with everything open."""
    monkeypatch.setattr("scheduler.solving.replanning.least_change.A_FEW", -100)
    check_beside_the_joint_model(seed)


@pytest.mark.parametrize("seed", [12, 13, 23])
def test_what_comes_after_changes_is_improved_in_large_terms_too(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # With one worker: of several plans that pay as little at the first levels, each run takes the same.
    term, alone = random_term(seed), Control(time_limit_seconds=60, workers=1)
    new = replace(again(term, disrupted(term, Random(seed)), planned(term, alone)), levels=EVERY_LEVEL)
    small = replan(new, Control(time_limit_seconds=60, workers=1))
    monkeypatch.setattr("scheduler.solving.replanning.covering.LARGE_RING", 0)
    large = replan(new, Control(time_limit_seconds=60, workers=1))
    assert large.plan is not None
    assert [entry.value for entry in large.levels] == [entry.value for entry in small.levels]


@cache
def covered(seed: int) -> Result:
    """Return a plan of a random term for coverage alone, to be published."""
    return solve_term(replace(random_term(seed), levels=("coverage",)), limits(20))


def check_beside_the_joint_model(seed: int) -> None:
    term, random = random_term(seed), Random(seed)
    solved = covered(seed)
    if solved.plan is None or solved.status != "optimal":
        return
    since = term.span.start + timedelta(days=random.choice((0, random.randrange(term.span.days))))
    new = again(term, disrupted(term, random), solved.plan, since)
    assert new.published is not None
    result = replan(replace(new, published=replace(new.published, improve=True)), limits(30))
    if result.plan is None:
        assert result.status in ("impossible", "unknown")
        return
    model = Model(new, Scope.whole(new))
    coverage = model.price("coverage")
    best = minimize(model, coverage, limits(30))
    assert best.status == "optimal"
    level = {entry.name: entry for entry in result.levels}
    assert level["coverage"].bound <= best.value <= level["coverage"].value
    for entry in result.levels[:2]:
        assert entry.bound == sum(shown.bound for shown in entry.evidence)
        assert all(shown.source for shown in entry.evidence)
    for other in result.others:
        judged = verify(other, new)
        assert not judged.violations
        assert [judged.value(name) for name in LEVELS] >= [level[name].value for name in LEVELS]
    carried = new.published.bound
    assert carried is None or carried <= best.value
    if level["coverage"].status == "optimal":
        assert level["coverage"].value == best.value
        model.proto.add(coverage <= best.value)
        least = minimize(model, model.price("stability"), limits(30))
        assert least.status == "optimal"
        assert level["stability"].bound <= least.value <= level["stability"].value
        points = new.published.points_a_person(new)
        forced = find_remnant(new, new.published).forced
        assert len(forced) * points <= least.value
