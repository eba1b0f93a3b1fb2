"""The bounds of the whole that follow from its parts: never above what the best plan pays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from constraints.scope import Scope
from scheduler.solving.best import Best
from scheduler.solving.bounds.bounding import BoundingParts
from scheduler.solving.part_search import PartSearch
from scheduler.solving.splitting.parts import find_parts
from scheduler.solving.timing import Timing
from tests.pictures import draw_plan, draw_term
from tests.scheduler.solving.jointly import best_of, patient

LEVELS = ("coverage", "curriculum", "fairness", "comfort")
TALKS = """
    term 03-01..03-07
    trainee amara fellow interests=cells
    trainee li fellow interests=cells
    faculty wang interests=cells
    faculty chen interests=cells
    activity talk weekly 60 meeting
    rule fair_meetings tolerance=0
"""
BOTH = """
    hours wang Mon 14:00-15:00
    hours wang Mon 16:00-17:00
    hours chen Tue 14:00-15:00
    hours chen Thu 14:00-15:00
"""
AMARA = "session amara talk 03-01 14:00 with=wang\nmentor amara wang"
LI = "session li talk 03-01 16:00 with=wang\nmentor li wang"
LI_WITH_CHEN = "session li talk 03-02 14:00 with=chen\nmentor li chen"
LIKES_CHEN = "prefers li chen 3\nprefers li wang -3"


def parts_of(lines: str, levels: tuple[str, ...], plan: str) -> BoundingParts:
    """Return the meetings of a term as the only part, beside a plan."""
    term, control = replace(draw_term(lines), levels=levels), patient()
    parts = BoundingParts(Best(term, control, levels), Timing(control))
    (meetings,) = (part.relaxed for part in find_parts(term) if part.kind == "meetings")
    parts.meetings = PartSearch(term, meetings, name="meetings")
    parts.best.accept(draw_plan(term, plan))
    return parts


ONE_HOUR = f"{TALKS}\nhours wang Mon 14:00-15:00"
NOT_WHEN_CHEN_IS = "absent amara 03-02..03-04\nabsent li 03-02..03-04"
MONDAYS = f"{TALKS}\n{BOTH}\nactivity mdt weekly 60\nslot mdt Mon 15:00"
AT_MDT = "session amara mdt 03-01 15:00\nsession li mdt 03-01 15:00"


@pytest.mark.parametrize(
    ("lines", "levels", "plan"),
    [
        pytest.param(ONE_HOUR, LEVELS, f"{AMARA}\nmentor li wang", id="one meeting is lacking"),
        pytest.param(
            f"{TALKS}\n{BOTH}\n{NOT_WHEN_CHEN_IS}", LEVELS, f"{AMARA}\n{LI}", id="one has more than a share"
        ),
        pytest.param(
            f"{TALKS.replace('chen interests=cells', 'chen')}\n{BOTH}\n{LIKES_CHEN}",
            ("coverage", "comfort"),
            f"{AMARA}\n{LI}",
            id="interests need not be shared",
        ),
        pytest.param(
            MONDAYS,
            ("coverage", "comfort"),
            f"{AT_MDT}\n{AMARA}\n{LI_WITH_CHEN}",
            id="meetings need not be fair",
        ),
        pytest.param(ONE_HOUR, ("comfort",), f"{AMARA}\nmentor li wang", id="nobody need meet"),
    ],
)
def test_the_bound_of_comfort_holds_for_all_plans_that_keep_the_levels_before(
    lines: str, levels: tuple[str, ...], plan: str
) -> None:
    parts = parts_of(lines, levels, plan)
    parts.ask("comfort")
    best = best_of(parts.best.term)
    assert [parts.bounds[level] for level in levels[:-1]] == [best[level] for level in levels[:-1]]
    assert parts.bounds["comfort"] <= best["comfort"]


def test_a_bound_is_noted_for_everything_only_where_all_levels_before_are_proven() -> None:
    parts = parts_of(ONE_HOUR, LEVELS, f"{AMARA}\nmentor li wang")
    parts.bounds |= {"coverage": 9, "curriculum": 0, "fairness": 0, "comfort": 1}
    assert parts.noted("coverage") == 9
    assert parts.noted("comfort") == 0
    parts.bounds["coverage"] = parts.best.value("coverage")
    assert parts.noted("comfort") == 1


def test_what_everything_shows_is_never_said_to_be_more_than_a_plan_pays() -> None:
    parts = parts_of(ONE_HOUR, LEVELS, f"{AMARA}\nmentor li wang")
    joint = PartSearch(parts.best.term, Scope.whole(parts.best.term), name="everything")
    joint.bound_by("coverage", 12, "shown beside a plan that is no longer the best")
    parts.take_in(joint, "coverage", 0)
    assert parts.bounds["coverage"] == parts.best.value("coverage") == 10
    joint.bound_by("coverage", 4, "shown in little time")
    parts.take_in(joint, "coverage", 7)
    assert parts.bounds["coverage"] == 7
    parts.take_in(joint, "coverage", 12)
    assert parts.bounds["coverage"] == 10
