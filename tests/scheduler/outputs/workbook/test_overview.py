"""The workbook's overview: how good the plan is, and what each trainee misses."""

from __future__ import annotations

from dataclasses import replace

from inputs.plan import Plan, Shortfall
from scheduler.outputs.workbook.book import render_workbook
from scheduler.result import LevelResult
from tests.pictures import draw, draw_term
from tests.scheduler.outputs.workbook.opened import PICTURE, opened, result_of, seen, values


def test_the_overview_says_how_good_the_plan_is_and_what_each_trainee_misses() -> None:
    plan, term = draw(PICTURE)
    amara, week = term.trainee_by_id["amara"], term.weeks[0].span
    result = replace(
        result_of(
            plan,
            Shortfall(amara, "session", "mdt", week, 10),
            Shortfall(amara, "session", "talk", week, 10),
            Shortfall(amara, "rotation", "rotation", week, 20),
            Shortfall(None, "lead", "ward", week, 30, "Wang is away"),
            Shortfall(None, "lead", "mdt", week, 30),
            levels=(
                LevelResult("coverage", "optimal", 100, 100, 1.0, {"owed_sessions": 100}),
                LevelResult("stability", "skipped", reason="nothing is published yet"),
                LevelResult("another", "feasible", 5, 3, 1.0, {"a_rule": 5}),
            ),
        ),
        rules_off={"room_seats": "the new building"},
    )
    sheet = opened(render_workbook(result, term))["Overview"]
    rows = values(sheet)
    assert rows[0][0] == term.name
    coverage = next(row for row in rows if str(row[0]).startswith("Coverage\n"))
    assert (coverage[2], coverage[3], coverage[4], coverage[7]) == (
        100,
        100,
        "proven best",
        "100 for sessions not given",
    )
    stability = next(row for row in rows if str(row[0]).startswith("Stability\n"))
    assert stability[2:5] == [None, None, "skipped: nothing is published yet"]
    assert any(row[0] == "Another" for row in rows)
    line = next(row for row in rows if row[0] == "amara")
    assert line[5:] == [4, "Wang", 1, 1, 2, 1, 0, 40, 10]
    assert next(row for row in rows if row[0] == "li")[5:] == [3, None, 1, 0, 0, 0, 0, 0, 0]
    words = seen(sheet)
    assert {"Ward, 1–7 Mar: Wang is away", "Mdt, 1–7 Mar", "Room seats: the new building"} < words
    assert "Tuesday 9 March 2027: holiday (given)" in words
    assert len(sheet.conditional_formatting) == 1


def test_the_overview_says_what_is_not_counted() -> None:
    plan, term = draw(f"{PICTURE}\n off owed_sessions we count by hand")
    assert (
        "What the rule owed_sessions asks for need not be given, and is not counted: "
        "the term switches it off (we count by hand)."
    ) in seen(opened(render_workbook(result_of(plan), term))["Overview"])


def test_a_term_without_trainees_and_days_off_has_an_overview_too() -> None:
    term = replace(draw_term(""), country="CN")
    book = opened(render_workbook(result_of(Plan()), term))
    assert "CN" in seen(book["Overview"])
    assert values(book["Mentors"]) == [["trainee", "trainee_name", "faculty", "faculty_name"]]


def test_a_long_name_is_wrapped_and_its_row_is_high_enough() -> None:
    plan, term = draw(PICTURE)
    long = "Maximiliane-Alexandra von und zu Hohenlohe-Langenburg-Waldenburg"
    amara, li = term.trainees
    named = replace(amara, name=long)
    renamed = replace(term, trainees=(named, li))
    held = Plan(
        tuple(replace(row, trainee=named) if row.trainee == amara else row for row in plan.rotations),
        plan.rounds,
        tuple(replace(row, trainee=named) if row.trainee == amara else row for row in plan.sessions),
        tuple(replace(row, trainee=named) if row.trainee == amara else row for row in plan.mentorships),
    )
    sheet = opened(render_workbook(result_of(held), renamed))["Overview"]
    rows = {cell.value: cell for cell in sheet["B"]}
    assert rows[long].alignment.wrap_text
    assert sheet.row_dimensions[rows[long].row].height >= 3 * 12
    assert not rows["Li"].alignment.wrap_text
    assert sheet.row_dimensions[rows["Li"].row].height is None
