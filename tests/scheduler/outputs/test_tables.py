"""The tables of a plan: what stands in them, byte by byte, and that they read back as the same plan."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inputs.days import Span
from inputs.files.cells import unescape_formula
from inputs.files.tables import read_table_file
from inputs.plan import Plan, Shortfall
from inputs.plan_reading import read_plan
from inputs.term import Term
from scheduler.outputs.tables import plan_frames, render_tables
from scheduler.result import Result
from tests.pictures import draw
from tests.scheduler.outputs.board.demo import demo_result, demo_term

PICTURE = """
    trainee amara fellow 03-01..03-17
    trainee li fellow 03-03..03-14
    faculty wang leads=ward
    room hall
    service ward 2 round=08:00+30
    service lab 1
    activity mdt weekly 60
    activity talk weekly 30 meeting
    slot mdt Mon 09:00 room=hall leads=wang
    rotation li ward 03-03..03-14
    rotation amara lab 03-15..03-17
    rotation amara ward 03-01..03-14
    round ward 03-08 wang
    round ward 03-01 wang
    session amara mdt 03-08 09:00 with=wang topic=cells
    session amara mdt 03-01 09:00
    session amara talk 03-02 14:00 with=wang room=
    mentor li wang
    mentor amara wang
"""
BOM = "\ufeff"


def result_of(plan: Plan, *shortfalls: Shortfall) -> Result:
    return Result("optimal", plan, (), 1.0, 0, 1, shortfalls)


def drawn() -> tuple[Result, Term]:
    plan, term = draw(PICTURE)
    week = term.weeks[1].span
    li = term.trainee_by_id["li"]
    return (
        result_of(
            plan,
            Shortfall(li, "session", "mdt", week, 10, "the room is full, and so on"),
            Shortfall(li, "curriculum", "lab;ward", li.stay, 20),
            Shortfall(li, "rotation", "rotation", week, 20, "no seat"),
            Shortfall(None, "lead", "mdt", Span.through(date(2027, 3, 1), date(2027, 3, 1)), 30, "away"),
        ),
        term,
    )


def write(folder: Path, tables: dict[str, bytes]) -> None:
    for name, content in tables.items():
        (folder / name).write_bytes(content)


def texts(tables: dict[str, bytes]) -> dict[str, str]:
    return {name: content.decode() for name, content in tables.items()}


def lines(*rows: str) -> str:
    return BOM + "".join(f"{row}\r\n" for row in rows)


def test_every_table_is_sorted_and_holds_ids_and_included_last_days() -> None:
    assert texts(render_tables(*drawn())) == {
        "rotations.csv": lines(
            "trainee,service,first_day,last_day",
            "amara,ward,2027-03-01,2027-03-14",
            "amara,lab,2027-03-15,2027-03-17",
            "li,ward,2027-03-03,2027-03-14",
        ),
        "rounds.csv": lines(
            "service,first_day,last_day,lead",
            "ward,2027-03-01,2027-03-07,wang",
            "ward,2027-03-08,2027-03-14,wang",
        ),
        "sessions.csv": lines(
            "trainee,activity,topic,date,start,end,room,faculty",
            "amara,mdt,,2027-03-01,09:00,10:00,hall,",
            "amara,talk,,2027-03-02,14:00,14:30,,wang",
            "amara,mdt,cells,2027-03-08,09:00,10:00,hall,wang",
        ),
        "mentors.csv": lines("trainee,faculty", "amara,wang", "li,wang"),
        "shortfalls.csv": lines(
            "trainee,kind,item,first_day,last_day,cost,reason",
            ",lead,mdt,2027-03-01,2027-03-01,30,away",
            "li,curriculum,lab;ward,2027-03-03,2027-03-14,20,",
            "li,rotation,rotation,2027-03-08,2027-03-14,20,no seat",
            'li,session,mdt,2027-03-08,2027-03-14,10,"the room is full, and so on"',
        ),
    }


def test_a_round_is_clipped_to_the_term() -> None:
    plan, term = draw(PICTURE)
    cut = replace(term, span=Span.through(date(2027, 3, 3), date(2027, 3, 12)))
    assert texts(render_tables(result_of(plan), cut))["rounds.csv"] == lines(
        "service,first_day,last_day,lead",
        "ward,2027-03-03,2027-03-07,wang",
        "ward,2027-03-08,2027-03-12,wang",
    )


def test_a_round_of_a_week_outside_the_term_is_written_as_it_is() -> None:
    plan, term = draw(PICTURE)
    cut = replace(term, span=Span.through(date(2027, 3, 8), date(2027, 3, 14)))
    assert "ward,2027-03-01,2027-03-07,wang" in texts(render_tables(result_of(plan), cut))["rounds.csv"]


def test_an_empty_plan_has_the_heads_of_its_tables() -> None:
    _, term = draw(PICTURE)
    assert texts(render_tables(result_of(Plan()), term))["mentors.csv"] == lines("trainee,faculty")


def test_there_is_nothing_to_write_without_a_plan() -> None:
    _, term = draw(PICTURE)
    with pytest.raises(ValueError, match="the result is impossible and has no plan to write"):
        render_tables(Result("impossible", None, (), 1.0, 0, 1), term)


def test_the_order_of_the_plan_does_not_matter() -> None:
    term = demo_term()
    result = demo_result(term)
    plan = result.plan
    assert plan is not None

    def mixed(parts: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(random.Random(7).sample(parts, len(parts)))

    other = Plan(*(mixed(getattr(plan, name)) for name in ("rotations", "rounds", "sessions", "mentorships")))  # type: ignore[arg-type]  # by name
    shuffled = replace(result, plan=other, shortfalls=result.shortfalls[::-1])
    assert render_tables(shuffled, term) == render_tables(result, term)


def test_the_tables_read_back_as_the_same_plan(tmp_path: Path) -> None:
    term = demo_term()
    result = demo_result(term)
    write(tmp_path, render_tables(result, term))
    reading = read_plan(tmp_path, term)
    assert reading.plan is not None, reading.faults
    assert result.plan is not None
    assert set(reading.plan.rotations) == set(result.plan.rotations)
    assert set(reading.plan.rounds) == set(result.plan.rounds)
    assert set(reading.plan.sessions) == set(result.plan.sessions)
    assert set(reading.plan.mentorships) == set(result.plan.mentorships)
    assert set(reading.shortfalls) == set(result.shortfalls)


def test_every_cell_reads_back_as_it_was(tmp_path: Path) -> None:
    result, term = drawn()
    write(tmp_path, render_tables(result, term))
    for name, frame in plan_frames(result, term).items():
        table = read_table_file(tmp_path / f"{name}.csv", tuple(frame.columns)).table
        assert table is not None
        written = [
            {key: str(value)[:5] for key, value in row.items() if value != ""}
            for row in frame.to_dict("records")
        ]
        assert [{key: str(cell)[:5] for key, cell in row.cells.items()} for row in table.rows] == written


FORMULAS = (
    '=HYPERLINK("http://x","y")', "=1+1", "+1 up", "-2+3", "@SUM(A1)", "\N{FULLWIDTH EQUALS SIGN}1", " =1", "'=1", "''=1",
    "\N{NO-BREAK SPACE}=1", "cmd|' /C calc'!A0", "-3", "#REF", 'a "quoted", b', "郑伟", "\N{CJK UNIFIED IDEOGRAPH-20BB7}",
)  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula_and_all_read_back(tmp_path: Path, text: str) -> None:
    plan, term = draw(PICTURE)
    sessions = tuple(replace(session, topic=text) for session in plan.sessions)
    tables = render_tables(result_of(replace(plan, sessions=sessions)), term)
    write(tmp_path, tables)
    table = read_table_file(tmp_path / "sessions.csv").table
    assert table is not None
    cells = {str(row.cells["topic"]) for row in table.rows}
    assert not any(
        cell.lstrip().startswith(("=", "+", "@", "-2", "\N{FULLWIDTH EQUALS SIGN}")) for cell in cells
    )
    reading = read_plan(tmp_path, term)
    assert reading.plan is not None, reading.faults
    assert {session.topic for session in reading.plan.sessions} == {text.replace("\N{NO-BREAK SPACE}", " ")}


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_text_makes_one_row(text: str) -> None:
    plan, term = draw(PICTURE)
    content = render_tables(result_of(replace(plan, sessions=(replace(plan.sessions[0], topic=text),))), term)
    rows = list(csv.reader(io.StringIO(content["sessions.csv"].decode("utf-8-sig"), newline=""), strict=True))
    assert len(rows) == 2
    assert unescape_formula(rows[1][2]) == text
