"""How one of several terms ended, in a line."""

from __future__ import annotations

from concurrent.futures import CancelledError
from dataclasses import replace
from pathlib import Path

import pytest

from inputs.days import Span
from inputs.plan import Plan, Shortfall
from scheduler.commands.exits import NOTHING_FOUND, OWN_FAULT, TROUBLE
from scheduler.commands.planning.endings import end_of, say_worth
from scheduler.fleet.cluster import ClusterTrouble
from scheduler.fleet.running import Done, Failed, WorkLost
from scheduler.fleet.solves import Solve
from scheduler.result import LevelResult, Result
from tests.picture_rows import read_day
from tests.pictures import draw_term

TERM = draw_term("trainee amara fellow")
JOB = Solve("north", TERM, 90.0, 1, 0)
PROVEN = LevelResult("coverage", "optimal", 20, 20)
OPEN = LevelResult("fairness", "feasible", 40, 30)
UNKNOWN = LevelResult("comfort", "feasible", 7, 0)
SETTLED = LevelResult("comfort", "feasible", 7, 7)


def result(*levels: LevelResult, interrupted: bool = False, short: int = 0) -> Result:
    day = read_day("03-01")
    shortfall = Shortfall(None, "lead", "ward", Span.through(day, day), 30, "nobody leads")
    return Result(
        "optimal" if levels == (PROVEN,) else "feasible",
        Plan(),
        levels,
        1.0,
        0,
        1,
        shortfalls=(shortfall,) * short,
        interrupted=interrupted,
    )


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (result(PROVEN), "proven best; everything owed is given"),
        (result(PROVEN, short=1), "proven best; one shortfall, 30 points"),
        (result(PROVEN, SETTLED, short=2), "the best found; 2 shortfalls, 60 points"),
        (
            result(PROVEN, OPEN, UNKNOWN),
            "the best found, gap: fairness 25.0 %, comfort 100.0 %; everything owed is given",
        ),
        (
            result(OPEN, interrupted=True),
            "the best until the interruption, gap: fairness 25.0 %; everything owed is given",
        ),
    ],
)
def test_the_worth_of_a_plan_is_told_in_half_a_line(found: Result, words: str) -> None:
    assert say_worth(found, TERM) == words


@pytest.mark.parametrize("lines", ["off owed_sessions we count by hand", "levels"])
def test_what_is_not_counted_is_not_said_to_be_given(lines: str) -> None:
    off = draw_term(f"trainee amara fellow\n{lines}" if lines != "levels" else "trainee amara fellow")
    term = off if lines != "levels" else replace(off, levels=("comfort",))
    assert say_worth(result(PROVEN), term) == "proven best; everything that is counted is given"


@pytest.mark.parametrize(
    ("error", "interrupted", "code", "words"),
    [
        (CancelledError(), True, NOTHING_FOUND, "interrupted before it was begun; nothing was written"),
        (CancelledError(), False, TROUBLE, "not planned: the cluster went away"),
        (
            WorkLost(3),
            False,
            TROUBLE,
            (
                "not planned: the process that worked on it was killed, 3 times out of 3; "
                "maybe it needs more memory than there is"
            ),
        ),
        (ClusterTrouble("A worker left."), False, TROUBLE, "not planned: A worker left."),
        (ValueError("two"), False, OWN_FAULT, "not planned, by a fault of the program: two"),
    ],
)
def test_what_came_to_nothing_is_told_with_the_reason(
    error: Exception, interrupted: bool, code: int, words: str, tmp_path: Path
) -> None:
    ending = end_of(Failed(JOB, error), TERM, tmp_path / "plan", interrupted=interrupted)
    assert (ending.code, ending.words, ending.record) == (code, words, None)
    assert list(tmp_path.iterdir()) == []


def test_a_plan_that_fails_its_verification_is_not_written(tmp_path: Path) -> None:
    wrong = Result("optimal", Plan(), (LevelResult("coverage", "optimal", 1, 1),), 1.0, 0, 1)
    ending = end_of(Done(JOB, wrong), TERM, tmp_path / "plan", interrupted=False)
    assert (ending.code, ending.words) == (
        OWN_FAULT,
        "not planned, by a fault of the program: coverage is 1, but verified 0; the plan is not written",
    )
    assert ending.details[0] == "Traceback (most recent call last):"
    assert list(tmp_path.iterdir()) == []
