"""Whether the board tells what is fair beside what is, in the figures of the rules of fairness."""

from __future__ import annotations

from dataclasses import replace

from constraints.catalogue import paid_for, soft_rules_named
from inputs.plan import Shortfall
from scheduler.outputs.board.fair import (
    Fair,
    fair_meetings,
    fair_rounds,
    fair_sessions,
    fair_shortfalls,
    say_fair_points,
    say_tolerance,
    verdicts,
)
from scheduler.outputs.board.page import render_board
from tests.picture_rows import read_span
from tests.pictures import draw, draw_term
from tests.scheduler.outputs.board.reading import Page
from tests.scheduler.outputs.board.small import small_result

STAYS = """
    trainee amara fellow 03-01..03-28
    trainee li fellow 03-01..03-07
    trainee zhou fellow 03-01..03-07
    activity mdt weekly 60
    {}
"""
LED = """
    service ward 2 round=08:00+60
    faculty wang leads=ward;talk
    faculty chen leads=ward;talk
    hours wang Mon 14:00-17:00
    hours chen Mon 14:00-15:00
    activity talk weekly 60
    slot talk Wed 09:00
    activity one weekly 60 meeting
    trainee amara fellow
    rotation amara ward 03-01..03-28
    round ward 03-01 chen
    round ward 03-08 chen
    round ward 03-15 chen
    round ward 03-22 wang
    session amara talk 03-03 09:00 with=chen
    session amara talk 03-10 09:00 with=wang
    session amara one 03-01 14:00 with=chen
    session amara one 03-08 14:00 with=chen
    session amara one 03-15 14:00 with=chen
    session amara one 03-22 14:00 with=wang
    {}
"""


def _lacking(picture: str = "") -> tuple[list[Fair], list[str]]:
    """Return what each lacks of 70 points, 60 of them Li's and 10 Amara's, and the verdict on it."""
    term = draw_term(STAYS.format(picture))
    week = read_span("03-01..03-07")
    amara, li, _ = term.trainees
    lacking = [Shortfall(li, "session", "mdt", week, 60), Shortfall(amara, "session", "mdt", week, 10)]
    found = list(fair_shortfalls(term, lacking).values())
    return found, [f"{one.tone}: {one.text}" for one in verdicts(term, found, [], [], [])]


def test_shortfalls_stand_beside_the_first_limit_and_the_part_of_the_stay() -> None:
    found, said = _lacking()
    assert found == [
        Fair("Amara", 10, 70 * 4 / 6, 20, 0),
        Fair("Li", 60, 70 / 6, 20, 40),
        Fair("Zhou", 0, 70 / 6, 20, 0),
    ]
    assert [one.word for one in found] == ["under", "over by 40", "under"]
    assert said == [
        "open: Over a fair share is Li by 40. 1 trainee of 3 lacks more than in proportion.",
    ]
    assert say_fair_points(draw_term("")) == (
        "fair at most is 1 point for each week of the stay, rounded up to a multiple of 20"
    )
    assert say_fair_points(draw_term("rule fair_shortfalls step=1")) == (
        "fair at most is 1 point for each week of the stay"
    )


def test_where_no_rule_says_what_is_fair_the_part_of_the_stay_does() -> None:
    found, said = _lacking("off fair_shortfalls me")
    assert [(one.most, one.standing, one.word) for one in found] == [
        (None, "under", "under"),
        (None, "over", "over"),
        (None, "under", "under"),
    ]
    assert said == [
        "quiet: The term switches off the rule fair_shortfalls (me). 1 trainee of 3 lacks more than in proportion."
    ]
    assert say_fair_points(draw_term("off fair_shortfalls me")) == ""


def test_where_fairness_is_no_level_nothing_is_fair_at_most() -> None:
    plan, term = draw(LED.format(""))
    term = replace(term, levels=("coverage",))
    assert {one.most for one in fair_meetings(plan, term).values()} == {None}
    (said, *_) = verdicts(term, [], fair_meetings(plan, term).values(), [], [])
    assert (said.tone, said.text) == (
        "quiet",
        "Fairness is not among the levels, and nothing says what is fair at most. Furthest under is Wang (1 of 3.0).",
    )
    assert (say_tolerance(term), say_fair_points(term)) == ("", "")


def test_meetings_and_leads_stand_beside_the_part_of_the_hours_and_what_the_rule_allows() -> None:
    plan, term = draw(LED.format(""))
    meetings, rounds, sessions = (
        [*shares(plan, term).values()] for shares in (fair_meetings, fair_rounds, fair_sessions)
    )
    assert meetings == [Fair("Wang", 1, 3, 4, 0), Fair("Chen", 3, 1, 2, 1)]
    assert rounds == [Fair("Chen", 3, 1, 2, 1, ("Ward",)), Fair("Wang", 1, 3, 5, 0)]
    assert sessions == [Fair("Chen", 1, 0.5, 1, 0), Fair("Wang", 1, 1.5, 3, 0)]
    assert [(one.word, one.figures) for one in rounds] == [
        ("over by 1 (Ward)", "fair 1.0 to 2"),
        ("under", "fair 3.0 to 5"),
    ]
    assert [one.word for one in sessions] == ["within", "under"]
    assert [f"{one.what}: {one.text}" for one in verdicts(term, [], meetings, rounds, sessions)] == [
        "Meetings by hours: Over a fair share is Chen by 1. Furthest under is Wang (1 of 3.0).",
        "Weeks of rounds led, by hours: Over a fair share is Chen by 1. Furthest under is Wang (1 of 3.0).",
        "Sessions led, by hours: Nobody is over a fair share. Furthest under is Wang (1 of 1.5).",
    ]
    assert say_tolerance(term) == (
        "Fair is from there to 25 % more meetings and 50 % more rounds and sessions of a sort, rounded up."
    )


def test_what_is_over_is_what_the_rules_charge() -> None:
    for picture in ("", "rule fair_leads tolerance=0", "rule fair_meetings tolerance=100"):
        plan, term = draw(LED.format(picture))
        for name, tables in (
            ("fair_meetings", [fair_meetings]),
            ("fair_leads", [fair_rounds, fair_sessions]),
        ):
            (rule,) = soft_rules_named(term, name)
            above = sum(one.above for table in tables for one in table(plan, term).values())
            assert above == sum(each.amount for each in paid_for(rule, plan, term))


def test_many_who_are_over_are_counted() -> None:
    over = [Fair(name, 9, 1, 2, 7) for name in ("Ann", "Bo", "Chen", "Dee", "Eve")]
    (said,) = verdicts(draw_term(""), over, [], [], [])
    assert said.text.startswith("Over a fair share are Ann by 7, Bo by 7, Chen by 7 and 2 more.")


def test_the_board_shows_what_is_fair_beside_what_is() -> None:
    plan, term = draw(LED.format(""))
    lacking = (Shortfall(term.trainees[0], "session", "talk", read_span("03-15..03-21"), 30),)
    page = Page(render_board(small_result(plan=plan, shortfalls=lacking), term))
    assert page.table("shares") == [
        ["Trainee", "Points", "Is", "In proportion", "Fair at most", "Weeks", "Points a week"],
        ["Amara", "30", "over by 10", "30.0", "20", "4", "7.5"],
    ]
    assert [row[3:4] + row[5:] for row in page.table("faculty")[1:]] == [
        ["1 under, fair 3.0 to 4", "1 under, fair 3.0 to 5", "1 under, fair 1.5 to 3"],
        ["3 over by 1, fair 1.0 to 2", "3 over by 1 (Ward), fair 1.0 to 2", "1 within, fair 0.5 to 1"],
    ]
