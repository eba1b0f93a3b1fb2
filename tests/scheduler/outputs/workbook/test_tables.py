"""The workbook's tables: the rows of the CSV files, with names beside the ids."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from inputs.files.tables import read_table_file
from inputs.plan import Shortfall
from scheduler.outputs.tables import render_tables
from scheduler.outputs.workbook.book import render_workbook
from tests.pictures import draw
from tests.scheduler.outputs.board.demo import demo_result, demo_term
from tests.scheduler.outputs.workbook.opened import PICTURE, drawn, opened, result_of, seen, values


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
