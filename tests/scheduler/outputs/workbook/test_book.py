"""The workbook as a file: every text stays a text, the same plan gives the same bytes, and LibreOffice opens it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inputs.plan import Plan, Shortfall
from inputs.term import Term
from inputs.working_days import Holiday, WorkingDays
from scheduler.outputs.workbook.book import render_workbook
from scheduler.result import LevelResult, Result
from tests.pictures import draw, draw_term
from tests.scheduler.outputs.board.demo import demo_result, demo_term
from tests.scheduler.outputs.workbook.opened import PICTURE, opened, result_of, seen

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


def test_there_is_nothing_to_write_without_a_plan() -> None:
    with pytest.raises(ValueError, match="has no plan to write"):
        render_workbook(result_of(None), draw_term(""))


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
