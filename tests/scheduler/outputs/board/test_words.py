"""The words of the board: dates, titles, codes, how good a plan is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inputs.days import Span
from inputs.programme import Service
from inputs.working_days import WorkingDays
from scheduler.outputs.board.page import render_board
from scheduler.outputs.board.words import (
    brief_span,
    brief_title,
    count,
    join,
    say_item,
    say_level,
    say_outcome,
    say_provisional,
    service_codes,
)
from scheduler.result import Evidence, LevelResult
from tests.scheduler.outputs.board.reading import Page
from tests.scheduler.outputs.board.small import PROVEN, level, small_result, small_term


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2027, 3, 1), date(2027, 3, 1), "1 Mar"),
        (date(2027, 3, 1), date(2027, 3, 7), "1\N{EN DASH}7 Mar"),
        (date(2027, 3, 29), date(2027, 4, 4), "29 Mar \N{EN DASH} 4 Apr"),
        (date(2026, 3, 1), date(2027, 3, 7), "1 Mar \N{EN DASH} 7 Mar"),
    ],
)
def test_brief_span(first: date, last: date, words: str) -> None:
    assert brief_span(Span.through(first, last)) == words


@pytest.mark.parametrize(
    ("title", "brief"),
    [
        ("MDT conference (tumour board)", "MDT conference"),
        ("病例讨论\N{FULLWIDTH LEFT PARENTHESIS}每周\N{FULLWIDTH RIGHT PARENTHESIS}", "病例讨论"),
        ("（全部）", "（全部）"),
        ("(all of it)", "(all of it)"),
        ("f(x)", "f(x)"),
        ("Journal (club) today", "Journal (club) today"),
    ],
)
def test_brief_title(title: str, brief: str) -> None:
    assert brief_title(title) == brief


def test_service_codes_are_unique() -> None:
    names = (
        "CAR-T ward",
        "Chest ward",
        "cold Water basin unit",
        "Outpatients",
        "Outreach",
        "胸外科",
        " ",
        "Cw",
    )
    services = [Service(f"s{number}", name, 1) for number, name in enumerate(names)]
    assert list(service_codes(services).values()) == ["CW", "CW2", "CWB", "Ou", "Ou2", "胸外", "S6", "Cw"]


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (("Ward 1", "Ward 10", "Ward 11", "Ward 12", "Ward 2"), ["W1", "W10", "W11", "W12", "W2"]),
        (("Ward1", "Ward12", "Ward2"), ["Wa1", "Wa12", "Wa2"]),
        (("内科1病区", "内科10病区", "内科2病区"), ["内科1", "内科10", "内科2"]),
        (("12A", "12B", "4 North", "14 North", "C5"), ["12A", "12B", "4N", "14N", "C5"]),
        (("Surgery 1", "Stroke 1", "Surgery 12"), ["S1", "S1.2", "S12"]),
        (("Cardiac ward", "Central ward", "Central ward 2"), ["CW", "CW3", "CW2"]),
    ],
)
def test_the_number_of_a_service_stands_whole_in_its_code(names: tuple[str, ...], codes: list[str]) -> None:
    services = [Service(f"s{number}", name, 1) for number, name in enumerate(names)]
    assert list(service_codes(services).values()) == codes


def test_counts_and_lists() -> None:
    assert [count(1, "day"), count(1200, "day"), count(2, "child", "children")] == [
        "1 day",
        "1,200 days",
        "2 children",
    ]
    assert [join([]), join(["a"]), join(["a", "b"]), join("abc", " or ")] == ["", "a", "a and b", "a, b or c"]


@pytest.mark.parametrize(
    ("levels", "tone", "words"),
    [
        (PROVEN, "good", "Every level is proven: no plan misses less."),
        ([level("coverage", "feasible", 100, 96)], "open", "Coverage is within 5 % of the best possible."),
        (
            [
                level("coverage", "optimal"),
                level("fairness", "feasible", 1000, 999),
                level("comfort", "optimal"),
            ],
            "open",
            "Coverage is proven: no plan misses less. Fairness is within 1 % of the best possible.",
        ),
        (
            [level("coverage", "feasible", 100, 96), level("fairness", "feasible", 7, 7)],
            "open",
            "Coverage is within 5 % of the best possible. Fairness is the best possible for the levels before as they stand.",
        ),
        (
            [
                level("coverage", "optimal"),
                level("stability", "skipped", reason="nothing is published."),
                *PROVEN[1:],
            ],
            "good",
            "Coverage and curriculum are proven: no plan misses less. Stability was skipped: nothing is published.",
        ),
        ([level("comfort", "skipped")], "open", "Comfort was skipped."),
        (
            [level("coverage", "feasible", 120, 40)],
            "open",
            "For coverage it is proven only that no plan pays less than 40.",
        ),
        (
            [level("curriculum", "feasible", 0, 0), level("fairness", "feasible", 35, 0)],
            "open",
            "Curriculum is the best possible for the levels before as they stand. For fairness it is not known how far it is from the best possible.",
        ),
        # The best possible may be as low as the bound: 300 is 20 % above 250, and 20 twice 10.
        ([level("coverage", "feasible", 300, 250)], "open", "Coverage is within 20 % of the best possible."),
        ([level("coverage", "feasible", 150, 100)], "open", "Coverage is within 50 % of the best possible."),
        (
            [level("coverage", "feasible", 20, 10)],
            "open",
            "For coverage it is proven only that no plan pays less than 10.",
        ),
        ([], "open", "Nothing is known about how good this plan is."),
    ],
)
def test_outcome(levels: list[LevelResult], tone: str, words: str) -> None:
    assert say_outcome(small_result(levels=tuple(levels))) == (tone, words)


def test_outcome_without_a_plan_or_interrupted() -> None:
    assert say_outcome(small_result(plan=None, status="unknown")) == (
        "bad",
        "No plan was found in the time given.",
    )
    assert say_outcome(small_result(interrupted=True)) == (
        "open",
        "Planning was interrupted; this is the best plan found so far. Every level is proven: no plan misses less.",
    )


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (
            level("stability", "skipped", reason="nothing is published."),
            ("", "", "skipped: nothing is published", ""),
        ),
        (level("comfort", "skipped"), ("", "", "skipped", "")),
        (level("own", "optimal", 3, 3, "by counting"), ("3", "3", "proven best (by counting)", "nothing")),
        (
            LevelResult(
                "coverage",
                "feasible",
                1300,
                1274,
                parts={"b_rule": 300, "a_rule": 300, "topics_seen": 700, "d": 0},
            ),
            (
                "1,300",
                "1,274",
                "within 3 % of the best possible",
                "700 for topics missed, 300 for a rule, 300 for b rule",
            ),
        ),
    ],
)
def test_level_in_words(result: LevelResult, words: tuple[str, ...]) -> None:
    line = say_level(result)
    assert (line.value, line.bound, line.status, line.parts) == words


@pytest.mark.parametrize(
    ("bound", "words", "outcome"),
    [
        (4012, ("4 people", "4 people", "the best possible for the levels before as they stand"),
         "Stability is the best possible for the levels before as they stand."),
        (4001, ("4 people", "4 people", "proven that no plan touches fewer people, but perhaps one changes less"),
         "For stability it is proven that no plan touches fewer people, but perhaps one changes less."),
        (1000, ("4 people", "1 person", "proven only that no plan touches fewer than one person"),
         "For stability it is proven only that no plan touches fewer than one person."),
        (7, ("4 people", "0 people", "not known whether so many people need be touched"),
         "For stability it is not known whether so many people need be touched."),
    ],
)  # fmt: skip
def test_stability_in_people_and_changes(bound: int, words: tuple[str, ...], outcome: str) -> None:
    said = "4 people touched, 5 changes to what was promised; at least 3 people where no more lacks"
    result = LevelResult("stability", "feasible", 4012, bound, words=said)
    line = say_level(result, 1000)
    assert (line.value, line.bound, line.status) == words
    assert line.parts == "4 people touched, 5 changes to what was promised"
    assert say_outcome(small_result(levels=(result,)), 1000) == ("open", outcome)


def test_where_the_bound_of_stability_comes_from_is_told_in_people() -> None:
    shown = Evidence("everything", 2004, "the solver")
    line = say_level(LevelResult("stability", "optimal", 2004, 2004, evidence=(shown,)), 1000)
    assert line.evidence == "everything at least 2 people touched (the solver)"


def test_where_a_bound_comes_from_is_told() -> None:
    shown = (
        Evidence("rotations", 10, "the solver"),
        Evidence("all", 4, "prices"),
        Evidence("x", 1_000, "the solver"),
    )
    line = say_level(LevelResult("coverage", "optimal", 1_014, 1_014, evidence=shown))
    assert line.evidence == "rotations 10 and x 1,000 (the solver); all 4 (prices)"
    text = Page(
        render_board(
            replace(
                small_result(), levels=(LevelResult("coverage", "optimal", 1_014, 1_014, evidence=shown),)
            ),
            small_term(),
        )
    ).text
    assert line.evidence in text


def test_provisional_years_without_holidays_are_told_too() -> None:
    assert say_provisional(small_term()) == ""
    term = small_term(working=WorkingDays(frozenset(), (), (2027, 2028)))
    assert say_provisional(term) == (
        "The public holidays of 2027 and 2028 are not announced yet. "
        "None falls into this plan so far. Plan again when they are known."
    )


def test_items_are_named() -> None:
    term = small_term()
    assert [say_item(term, item) for item in ("club", "ward;lab", "rotation", "gone")] == [
        "Journal club (papers)",
        "Ward or Cell therapy laboratory",
        "Week on no service",
        "gone",
    ]
