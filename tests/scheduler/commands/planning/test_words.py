"""What is told of a plan in the end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from inputs.days import Span
from inputs.plan import Plan, Shortfall
from scheduler.commands.planning.words import say_level, say_what_to_do, tell_conflict, tell_plan
from scheduler.result import LevelResult, Result
from scheduler.solving.replanning import promises
from tests.picture_rows import read_span
from tests.pictures import draw_term

TERM = replace(
    draw_term("trainee amara fellow 03-01..03-28\nactivity mdt weekly 60\nservice ward 1"), name="Spring"
)
WEEK: Span = read_span("03-01..03-07")
RESULT = Result("optimal", Plan(), (LevelResult("coverage", "optimal", 40, 40),), 1.0, 0, 1)


@pytest.mark.parametrize(
    ("level", "line"),
    [
        (LevelResult("coverage", "optimal", 1240, 1240, 1, {"owed_sessions": 1200, "led_rounds": 40, "curriculum": 0}),
         "coverage      1,240  proven best; 1,200 for sessions not given, 40 for rounds without a lead"),
        (LevelResult("stability", "skipped", reason="nothing is published"), "stability            skipped: nothing is published"),
        (LevelResult("fairness", "feasible", 40, 30), "fairness         40  the best found; none can be below 30, a gap of 25.0 %"),
        (LevelResult("comfort", "feasible", 40, 0), "comfort          40  the best found; it is not known how much better one there is"),
        (LevelResult("comfort", "feasible", 4, 4), "comfort           4  best for the levels before as they stand"),
    ],
)  # fmt: skip
def test_a_level_is_one_line(level: LevelResult, line: str) -> None:
    assert say_level(level) == line


@pytest.mark.parametrize(
    ("level", "line"),
    [
        (LevelResult("stability", "optimal", 4012, 4012, words="4 people touched, 5 changes to what was promised"),
         "stability         4  proven best; 4 people touched, 5 changes to what was promised"),
        (LevelResult("stability", "optimal", 0, 0, words="no people touched, no changes to what was promised"),
         "stability         0  proven best; no people touched, no changes to what was promised"),
        (LevelResult("stability", "feasible", 4012, 3000, words="4 people touched, 5 changes to what was promised; at least 3 people where no more lacks"),
         "stability         4  the best found; none touches fewer than 3 people; 4 people touched, 5 changes to what was promised"),
        (LevelResult("stability", "feasible", 4012, 4003, words="4 people touched, 5 changes to what was promised"),
         "stability         4  the best found; none touches fewer people, but perhaps one changes less; 4 people touched, 5 changes to what was promised"),
        (LevelResult("stability", "feasible", 4012, 0, words="4 people touched, 5 changes to what was promised; at least no people where no more lacks"),
         "stability         4  the best found; it is not known whether so many people need be touched; 4 people touched, 5 changes to what was promised"),
        (LevelResult("stability", "feasible", 4012, 4012, words="4 people touched, 5 changes to what was promised"),
         "stability         4  best for the levels before as they stand; 4 people touched, 5 changes to what was promised"),
    ],
)  # fmt: skip
def test_stability_is_told_in_people_and_changes(level: LevelResult, line: str) -> None:
    assert say_level(level, a_person=1000) == line


def test_a_plan_that_gives_all_says_so_and_where_it_is() -> None:
    assert list(tell_plan(RESULT, TERM, Path("out"))) == [
        "Spring, 1 March 2027 to 28 March 2027.",
        "  coverage         40  proven best",
        "",
        "Everything that is owed is given.",
        "",
        "The plan is in out. To look at it, open out/board.html in a browser.",
        "Everybody's calendar, to be imported or put on a web server, is in out/calendars.",
    ]


def test_where_nothing_need_be_given_that_is_not_said_to_be_all() -> None:
    told = list(tell_plan(RESULT, replace(TERM, levels=("comfort",)), Path("out")))
    assert "Coverage is not among the levels: what is owed need not be given, and is not counted." in told
    assert not any("Everything" in line for line in told)


def test_what_a_rule_that_is_off_asks_for_is_not_said_to_be_given() -> None:
    off = {"owed_sessions": "we count by hand", "room_seats": "no limits yet"}
    term = replace(TERM, rules={name: {"off": reason} for name, reason in off.items()})
    assert list(tell_plan(replace(RESULT, rules_off=off), term, Path("out")))[2:-3] == [
        "",
        "Everything that is counted is given.",
        (
            "What the rule owed_sessions asks for need not be given, and is not counted: "
            "the term switches it off (we count by hand)."
        ),
        "The term switches off the rule room_seats: no limits yet",
    ]


def test_an_interrupted_plan_says_so() -> None:
    told = list(tell_plan(replace(RESULT, interrupted=True), TERM, Path("out")))
    assert told[1] == "Planning was interrupted; this is the best plan found until then."


def test_the_first_shortfalls_are_told_with_their_reasons() -> None:
    amara = TERM.trainees[0]
    shortfalls = (Shortfall(None, "lead", "ward", WEEK, 30, "Wang is absent."),) + (
        Shortfall(amara, "session", "mdt", WEEK, 1, "All seats are taken."),
    ) * 9
    told = list(tell_plan(replace(RESULT, shortfalls=shortfalls), TERM, Path("out")))
    assert told[3:6] == [
        "10 shortfalls, 39 points:",
        "  Ward, the lead, 1 March 2027 to 7 March 2027: Wang is absent.",
        "  Amara, Mdt, 1 March 2027 to 7 March 2027: All seats are taken.",
    ]
    assert told[12] == "  and 2 more in shortfalls.csv"


def test_the_dearest_shortfalls_are_told_first() -> None:
    amara = TERM.trainees[0]
    free = (Shortfall(amara, "rotation", "rotation", WEEK, 0, "Nothing is lost."),) * 9
    session = Shortfall(amara, "session", "mdt", WEEK, 10, "It is full.")
    shortfalls = (*free, session, Shortfall(None, "lead", "ward", WEEK, 30, "Wang is absent."))
    told = list(tell_plan(replace(RESULT, shortfalls=shortfalls), TERM, Path("out")))
    assert [line.partition(":")[0] for line in told[4:7]] == [
        "  Ward, the lead, 1 March 2027 to 7 March 2027",
        "  Amara, Mdt, 1 March 2027 to 7 March 2027",
        "  Amara, Week on no service, 1 March 2027 to 7 March 2027",
    ]


def test_few_shortfalls_are_told_all() -> None:
    shortfalls = (Shortfall(None, "lead", "ward", WEEK, 1, "Wang is absent."),)
    told = list(tell_plan(replace(RESULT, shortfalls=shortfalls), TERM, Path("out")))
    assert told[3] == "1 shortfall, 1 point:"
    assert told[5] == ""


def test_rules_that_are_off_and_holidays_that_may_change_are_told() -> None:
    term = replace(TERM, working=replace(TERM.working, provisional_years=(2027,)))
    told = list(tell_plan(replace(RESULT, rules_off={"room_seats": "no limits yet"}), term, Path("out")))
    assert told[4:6] == [
        "The term switches off the rule room_seats: no limits yet",
        "The public holidays of 2027 are not announced yet. None falls into this plan so far. Plan again when they are known.",
    ]


def test_a_conflict_is_told_line_by_line() -> None:
    result = Result(
        "impossible", None, (), 1.0, 0, 1, conflict=("Amara must be at Ward.", "Rule pins: A pin holds.")
    )
    assert list(tell_conflict(result)) == [
        "There is no plan, and nothing is written. These cannot hold together:",
        "  Amara must be at Ward.",
        "  Rule pins: A pin holds.",
        "Maybe take out one of the pins or promises, or switch off a rule that you can do without.",
    ]


@pytest.mark.parametrize(
    ("conflict", "way_out"),
    [
        ((f"{promises.PAST_BREAKS}: Wang has two.",), "Maybe write into the tables again what was so then"),
        (("Only one person may be touched, but in every plan these are: A and B.",), "Maybe promise less"),
        (
            ("Amara is to be kept, but in every plan Amara has another Talk on 1 March 2027.",),
            "Maybe promise less",
        ),
        (("Nothing may change for Amara.", "What is past stays, and the rules hold."), "Maybe promise less"),
    ],
)
def test_what_may_be_done_fits_what_cannot_hold(conflict: tuple[str, ...], way_out: str) -> None:
    result = Result("impossible", None, (), 0.0, 0, 1, conflict=conflict)
    assert list(tell_conflict(result))[-1].startswith(way_out)


def test_where_nothing_was_found_in_time_pins_may_be_why_if_there_are_any() -> None:
    time = "Maybe give more time with --time-limit."
    assert say_what_to_do(draw_term("trainee amara fellow")) == time
    pinned = "trainee amara fellow\nservice ward 1\npin amara ward"
    promised = "faculty wang\ntrainee amara fellow mentor=wang"
    for picture in (pinned, promised):
        told = say_what_to_do(draw_term(picture))
        assert told.startswith(
            f"{time} Or pins and promised mentors contradict each other: rota explain tells"
        )
