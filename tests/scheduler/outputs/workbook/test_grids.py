"""The workbook's grids of weeks and days: who is where, and how it looks."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

from inputs.plan import Plan, Rotation
from inputs.working_days import Holiday, WorkingDays
from scheduler.outputs.workbook.book import render_workbook
from tests.pictures import draw
from tests.scheduler.outputs.board.demo import demo_term
from tests.scheduler.outputs.workbook.opened import PICTURE, drawn, find, opened, result_of, seen, values


def test_the_weeks_show_each_trainees_service_by_its_code() -> None:
    sheet = opened(render_workbook(*drawn()))["Weeks"]
    rows = values(sheet)
    assert [row[3:7] for row in rows[2:6]] == [
        ["March", None, None, None],
        [1, 2, 3, 4],
        [1, 8, 15, 22],
        [5, 5, 5, 5],
    ]
    by_name = {row[0]: row[1:7] for row in rows}
    assert by_name["Amara"] == ["1–26 Mar, 4 weeks", "Wang", "Wa", "Wa", "La", "–"]
    assert by_name["Li"] == ["3–21 Mar, 3 weeks", None, "Wa", "Wa", "–", None]
    assert by_name["trainees on stay"] == [None, None, 2, 2, 2, 1]
    assert by_name["Wa  Ward"] == ["rounds at 08:00, 30 min", "1 seat", "2/1", "2/1", None, None]
    assert by_name["La  Lab"] == ["no rounds", "1 seat", None, None, "1/1", None]


def test_an_absence_all_week_is_hatched_and_a_service_over_its_seats_is_red() -> None:
    sheet = opened(render_workbook(*drawn()))["Weeks"]
    assert find(sheet, "La").fill.patternType != "solid"
    assert find(sheet, "2/1").fill.fgColor.rgb == "FFFBE3E0"
    assert find(sheet, "Wa").fill.fgColor.rgb == find(sheet, "Wa  Ward").fill.fgColor.rgb == "FFD9E8F6"


def test_a_week_without_a_working_day_is_shaded() -> None:
    plan, term = draw(PICTURE + "".join(f"    holiday 03-{day}\n" for day in range(22, 27)))
    sheet = opened(render_workbook(result_of(plan), term))["Weeks"]
    assert values(sheet)[5][3:7] == [5, 5, 5, 0]
    assert sheet.cell(6, 7).fill.fgColor.rgb == "FFF3E6C8"
    assert "holiday" in sheet.cell(6, 7).comment.text


def test_a_plan_with_two_services_in_a_week_shows_both() -> None:
    plan, term = draw(PICTURE)
    lab = Rotation(term.trainee_by_id["amara"], term.service_by_id["lab"], term.weeks[0].span)
    sheet = opened(render_workbook(result_of(replace(plan, rotations=(*plan.rotations, lab))), term))["Weeks"]
    assert "La/Wa" in seen(sheet)


def test_a_large_term_takes_as_many_pages_as_it_needs() -> None:
    small, large = demo_term(4, 6), demo_term(24, 6)
    services = tuple(replace(service, id=f"{service.id}{n}") for n in range(3) for service in large.services)
    large = replace(large, services=services)
    heights = []
    for term in (small, large):
        content = render_workbook(result_of(Plan()), term)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            heights.append(b'fitToHeight="0"' in archive.read("xl/worksheets/sheet2.xml"))
    assert heights == [False, True]


def test_the_days_show_sessions_meetings_absences_and_holidays() -> None:
    sheet = opened(render_workbook(*drawn()))["Days"]
    rows = values(sheet)
    assert rows[0] == ["trainee", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    assert rows[1][:2] == ["Week 1", "1 March 2027 to 7 March 2027: 2 trainees, 1 session, 1 meeting"]
    assert rows[2] == [None, "Mon 1 Mar", "Tue 2 Mar", "Wed 3 Mar", "Thu 4 Mar", "Fri 5 Mar", None]
    amara = "Amara\nWard\nrounds at 08:00, 30 min with Wang"
    assert rows[3] == [amara, "09:00 Mdt\n14:00 Talk: Wang", None, None, None, None, None]
    assert rows[4] == [
        "Li\nWard\nrounds at 08:00, 30 min with Wang",
        None,
        None,
        None,
        "13:00 Away until 15:00",
        "away",
        None,
    ]
    assert rows[6] == [
        *(None, "Mon 8 Mar", "Tue 9 Mar: holiday", "Wed 10 Mar", "Thu 11 Mar", "Fri 12 Mar"),
        "Sat 13 Mar: working day",
    ]
    assert rows[7][0] == "Amara\nWard\nrounds at 08:00, 30 min"
    assert {"Li\non no service", "Amara\nLab"} < seen(sheet)


def test_each_week_of_days_begins_on_a_new_page() -> None:
    sheet = opened(render_workbook(*drawn()))["Days"]
    starts = [number for number, row in enumerate(values(sheet), start=1) if str(row[0]).startswith("Week ")]
    assert [brk.id + 1 for brk in sheet.row_breaks.brk] == starts[1:]
    assert 10 <= sheet.page_setup.scale < 100


def test_a_provisional_holiday_says_so_in_the_days() -> None:
    result, term = drawn()
    day = date(2027, 3, 9)
    working = WorkingDays(term.working.days, (Holiday(day, "Spring", "provisional"),), (2027,))
    book = opened(render_workbook(result, replace(term, working=working)))
    assert "Tue 9 Mar: Spring (provisional)" in seen(book["Days"])
    assert any(
        text.startswith("The public holidays of 2027 are not announced yet.")
        for text in seen(book["Overview"])
    )
