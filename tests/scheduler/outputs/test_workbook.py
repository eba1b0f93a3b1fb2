"""The plan as a workbook: what its cells hold, how they look, and that LibreOffice opens it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import warnings
import zipfile
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from inputs.days import Span
from inputs.plan import Plan, Rotation, Shortfall
from inputs.tables import read_table_file
from inputs.term import Term
from inputs.working_days import Holiday, WorkingDays
from scheduler.outputs.tables import render_tables
from scheduler.outputs.workbook import render_workbook
from scheduler.outputs.workbook_style import (
    Pen,
    column_width,
    lines_of,
    scale_to_fit,
    shortened,
    text_width,
)
from scheduler.result import LevelResult, Result
from tests.pictures import draw, draw_term
from tests.scheduler.outputs.board_demo import demo_result, demo_term

PICTURE = """
    trainee amara fellow 03-01..03-26
    trainee li student 03-03..03-21
    faculty wang leads=ward
    room hall
    absent amara 03-15..03-19
    absent li 03-04..03-04 13:00-15:00
    absent li 03-05..03-05
    service ward 1 round=08:00+30
    service lab 1
    activity mdt weekly 60
    activity talk weekly 30 meeting
    slot mdt Mon 09:00 room=hall
    holiday 03-09
    workday 03-13
    rotation amara ward 03-01..03-14
    rotation amara lab 03-15..03-21
    rotation li ward 03-03..03-14
    round ward 03-01 wang
    session amara mdt 03-01 09:00 with=wang topic=cells
    session amara talk 03-01 14:00 with=wang room=
    session li mdt 03-08 09:00
    mentor amara wang
"""
DANGEROUS = (
    '=HYPERLINK("http://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "-1+1",
    "{=1+1}",
    "https://evil.example",
    "<script>alert(1)</script>",
    "&D&P&[File]",
    "0042",
    "_x0041_",
    "TRUE",
    "#REF!",
)


def result_of(plan: Plan | None, *shortfalls: Shortfall, levels: tuple[LevelResult, ...] = ()) -> Result:
    return Result("optimal", plan, levels, 1.0, 0, 1, shortfalls)


def drawn(*shortfalls: Shortfall) -> tuple[Result, Term]:
    plan, term = draw(PICTURE)
    return result_of(plan, *shortfalls), term


def opened(content: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".* extension is not supported")  # LibreOffice writes some
        return openpyxl.load_workbook(io.BytesIO(content))


def values(sheet: Any) -> list[list[object]]:
    return [[in_plain_spaces(cell.value) for cell in row] for row in sheet.iter_rows()]


def in_plain_spaces(value: object) -> object:
    return value.replace("\N{NO-BREAK SPACE}", " ") if isinstance(value, str) else value


def seen(sheet: Any) -> set[str]:
    return {cell for row in values(sheet) for cell in row if isinstance(cell, str)}


def find(sheet: Any, text: str) -> Any:
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


# -- the tables --------------------------------------------------------------------------------------------


def test_there_are_an_overview_two_grids_and_a_sheet_for_each_table() -> None:
    assert opened(render_workbook(*drawn())).sheetnames == [
        *("Overview", "Weeks", "Days"),
        *("Rotations", "Rounds", "Sessions", "Mentors", "Shortfalls"),
    ]


def test_the_tables_have_names_beside_the_ids_and_real_dates_and_times() -> None:
    plan, term = draw(PICTURE)
    li = term.trainee_by_id["li"]
    week = term.weeks[0].span
    book = opened(
        render_workbook(
            result_of(
                plan,
                Shortfall(None, "lead", "ward", week, 30, "away"),
                Shortfall(li, "curriculum", "lab;ward", week, 20),
            ),
            term,
        )
    )
    first, last = datetime(2027, 3, 1), datetime(2027, 3, 7)
    assert values(book["Rotations"])[:2] == [
        ["trainee", "trainee_name", "service", "service_name", "first_day", "last_day"],
        ["amara", "Amara", "ward", "Ward", first, datetime(2027, 3, 14)],
    ]
    assert values(book["Rounds"]) == [
        ["service", "service_name", "first_day", "last_day", "lead", "lead_name"],
        ["ward", "Ward", first, last, "wang", "Wang"],
    ]
    nine, ten = time(9), time(10)
    assert values(book["Sessions"])[:3] == [
        [
            *(
                "trainee",
                "trainee_name",
                "activity",
                "activity_name",
                "topic",
                "date",
                "weekday",
                "start",
                "end",
            ),
            *("room", "room_name", "faculty", "faculty_name"),
        ],
        ["amara", "Amara", "mdt", "Mdt", "cells", first, "Mon", nine, ten, "hall", "Hall", "wang", "Wang"],
        [
            "amara",
            "Amara",
            "talk",
            "Talk",
            None,
            first,
            "Mon",
            time(14),
            time(14, 30),
            None,
            None,
            "wang",
            "Wang",
        ],
    ]
    assert values(book["Mentors"]) == [
        ["trainee", "trainee_name", "faculty", "faculty_name"],
        ["amara", "Amara", "wang", "Wang"],
    ]
    assert values(book["Shortfalls"]) == [
        ["trainee", "trainee_name", "kind", "item", "item_name", "first_day", "last_day", "cost", "reason"],
        [None, None, "lead", "ward", "Ward", first, last, 30, "away"],
        ["li", "Li", "curriculum", "lab;ward", "Lab or Ward", first, last, 20, None],
    ]


def test_rounds_of_a_week_whose_lead_changed_are_told_by_its_days() -> None:
    plan, term = draw(PICTURE + "faculty zhao leads=ward")
    ward, zhao = term.service_by_id["ward"], term.faculty_by_id["zhao"]
    led = {(ward, date(2027, 3, day)): (zhao,) for day in (1, 2)}
    book = opened(render_workbook(result_of(plan), term, led))
    assert values(book["Rounds"])[1:] == [
        ["ward", "Ward", datetime(2027, 3, 1), datetime(2027, 3, 2), "zhao", "Zhao"],
        ["ward", "Ward", datetime(2027, 3, 3), datetime(2027, 3, 7), "wang", "Wang"],
    ]
    who = "Zhao (1\N{EN DASH}2 Mar) and Wang (3\N{EN DASH}7 Mar)"
    assert f"Amara\nWard\nrounds at 08:00, 30 min with {who}" in seen(book["Days"])


def test_the_workbook_holds_what_the_csv_files_hold(tmp_path: Path) -> None:
    term = demo_term()
    result = demo_result(term)
    book = opened(render_workbook(result, term))
    for name, content in render_tables(result, term).items():
        (tmp_path / name).write_bytes(content)
        table = read_table_file(tmp_path / name).table
        assert table is not None
        sheet = book[table.name.capitalize()]
        columns = [cell.value for cell in sheet[1]]
        rows = [dict(zip(columns, row, strict=True)) for row in values(sheet)[1:]]
        assert [{c: plain(row[c]) for c in table.columns if row[c] is not None} for row in rows] == [
            dict(row.cells) for row in table.rows
        ]


def plain(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}"
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def test_each_table_filters_and_keeps_its_head_in_sight_and_on_each_page() -> None:
    book = opened(render_workbook(*drawn()))
    for name in ("Rotations", "Rounds", "Sessions", "Mentors", "Shortfalls"):
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
            None,
            "0",
        ) or sheet.sheet_properties


def test_the_head_of_a_page_names_the_term_whatever_is_in_its_name() -> None:
    result, term = drawn()
    book = opened(render_workbook(result, replace(term, name="A&B " + "long " * 60)))
    text = book["Weeks"].oddHeader.left.text
    assert text.startswith("A&&B long")
    assert text.endswith("…")


# -- the grids ---------------------------------------------------------------------------------------------


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


# -- the overview ------------------------------------------------------------------------------------------


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
        "owed sessions 100",
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


def test_a_term_without_trainees_and_days_off_has_an_overview_too() -> None:
    term = replace(draw_term(""), country="CN")
    book = opened(render_workbook(result_of(Plan()), term))
    assert "CN" in seen(book["Overview"])
    assert values(book["Mentors"]) == [["trainee", "trainee_name", "faculty", "faculty_name"]]


def test_there_is_nothing_to_write_without_a_plan() -> None:
    with pytest.raises(ValueError, match="has no plan to write"):
        render_workbook(result_of(None), draw_term(""))


# -- safe and the same -------------------------------------------------------------------------------------


def dressed(text: str) -> tuple[Result, Term]:
    """Return a plan in which every text that a person may write is this one."""
    plan, term = draw(PICTURE)
    trainees = {trainee: replace(trainee, name=text, kind=text) for trainee in term.trainees}
    faculty = {member: replace(member, name=text) for member in term.faculty}
    rooms = {room: replace(room, name=text) for room in term.rooms}
    services = {service: replace(service, name=text) for service in term.services}
    activities = {activity: replace(activity, title=text) for activity in term.activities}
    other = Plan(
        tuple(replace(r, trainee=trainees[r.trainee], service=services[r.service]) for r in plan.rotations),
        tuple(replace(r, service=services[r.service], lead=faculty[r.lead]) for r in plan.rounds),
        tuple(
            replace(
                s,
                trainee=trainees[s.trainee],
                activity=activities[s.activity],
                room=rooms[s.room] if s.room else None,
                faculty=faculty[s.faculty] if s.faculty else None,
                topic=text,
            )
            for s in plan.sessions
        ),
        tuple(replace(m, trainee=trainees[m.trainee], mentor=faculty[m.mentor]) for m in plan.mentorships),
    )
    holiday = Holiday(date(2027, 3, 9), text, "given")
    changed = replace(
        term,
        name=text,
        trainees=tuple(trainees.values()),
        faculty=tuple(faculty.values()),
        rooms=tuple(rooms.values()),
        services=tuple(services.values()),
        activities=tuple(activities.values()),
        working=WorkingDays(term.working.days, (holiday,), ()),
    )
    shortfall = Shortfall(None, "lead", "ward", term.weeks[0].span, 30, text)
    level = LevelResult("coverage", "skipped", reason=text)
    return replace(result_of(other, shortfall, levels=(level,)), rules_off={"room_seats": text}), changed


@pytest.mark.parametrize("text", DANGEROUS)
def test_every_text_stays_a_text(text: str) -> None:
    content = render_workbook(*dressed(text))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            assert re.search(rb"<f[ >/]", part) is None
            assert b'TargetMode="External"' not in part
    book = opened(content)
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)
    for sheet in ("Sessions", "Rotations", "Mentors"):
        assert book[sheet]["B2"].value in {text, text.replace("_x0041_", "A")}
        assert book[sheet]["B2"].data_type in {"s", "inlineStr"}


@pytest.mark.parametrize(
    "text", ["a\x00b\x07c", "line\nbreak", "x" * 40_000, "\N{RIGHT-TO-LEFT OVERRIDE}abc", "𠮷 王·阿依古丽"]
)
def test_odd_texts_make_a_workbook_that_opens(text: str) -> None:
    assert opened(render_workbook(*dressed(text))).sheetnames[0] == "Overview"


def test_the_same_result_gives_the_same_bytes() -> None:
    term = demo_term()
    result = demo_result(term)
    assert result.plan is not None
    plan = Plan(
        *(getattr(result.plan, name)[::-1] for name in ("rotations", "rounds", "sessions", "mentorships"))
    )
    other = replace(result, plan=plan, shortfalls=result.shortfalls, seconds=99.0)
    assert render_workbook(other, demo_term()) == render_workbook(result, term)


@pytest.mark.timeout(600)
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_prints_every_sheet(tmp_path: Path) -> None:
    term = demo_term(6, 10)
    (tmp_path / "plan.xlsx").write_bytes(render_workbook(demo_result(term), term))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    for target in ("pdf", "xlsx"):
        subprocess.run(
            [
                "soffice",
                home,
                "--headless",
                "--convert-to",
                target,
                "--outdir",
                tmp_path / "out",
                tmp_path / "plan.xlsx",
            ],
            check=True,
            capture_output=True,
        )
    assert (tmp_path / "out" / "plan.pdf").read_bytes().startswith(b"%PDF")
    written, saved = (
        opened((tmp_path / "plan.xlsx").read_bytes()),
        opened((tmp_path / "out" / "plan.xlsx").read_bytes()),
    )
    for sheet in written:
        assert seen(saved[sheet.title]) == seen(sheet)


# -- widths ------------------------------------------------------------------------------------------------


def test_chinese_characters_are_twice_as_wide() -> None:
    assert (text_width("abc"), text_width("林晓雯"), text_width("")) == (3, 6, 0)


def test_a_text_takes_as_many_lines_as_its_width_and_breaks_ask_for() -> None:
    assert [lines_of(text, 10) for text in ("", "short", "one\ntwo", "x" * 25)] == [1, 1, 2, 3]
    assert lines_of("x" * 11, 10, size=5) == 1


def test_a_column_is_as_wide_as_its_texts_within_limits() -> None:
    assert column_width([]) == pytest.approx(8.48)
    assert column_width(["x" * 500]) == 54


def test_columns_are_scaled_down_to_the_page_and_never_up() -> None:
    assert [scale_to_fit(widths) for widths in ([10], [100] * 3, [10_000])] == [100, 46, 10]


def test_a_long_name_is_shortened_and_on_one_line() -> None:
    assert shortened("a\nb") == "a b"
    assert len(shortened("x" * 100)) == 90


def test_a_truth_is_written_as_one() -> None:
    pen = Pen("name", Span(date(2027, 3, 1), date(2027, 3, 8)))
    sheet = pen.sheet("sheet")
    pen.write(sheet, 0, 0, True)
    pen.write(sheet, 0, 1, 1.25)
    assert values(opened(pen.finished())["sheet"]) == [[True, 1.25]]
