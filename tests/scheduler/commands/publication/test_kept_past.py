"""Limits that were lowered since: the past that was published may go beyond them, and no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.scheduler.commands.store_program import publish, rota
from tests.scheduler.store.small import (
    DAY,
    LI_MEETS_WANG,
    LI_MEETS_ZHAO,
    MONDAY,
    SMALL,
    write_small,
    write_small_plan,
)

FEWER = SMALL["faculty"].replace("CAR-T;ICU,4", "CAR-T;ICU,1")
THURSDAY = "T02,o2o,CAR-T,2027-03-11,14:30,15:00,,F02"
ON_MONDAY = "T02,o2o,CAR-T,2027-03-08,14:30,15:00,,F01"
RENAMED = SMALL["topics"].replace("Toxicity", "CRS")
SHORTER = (
    SMALL["services"].replace("seats,", "seats,max_weeks,").replace(",1,08", ",1,1,08").replace("2,,", "2,,,")
)
LONGER = (
    SMALL["services"].replace("seats,", "seats,min_weeks,").replace(",1,08", ",1,2,08").replace("2,,", "2,,,")
)
SHORT = "Amara Diallo is on CAR-T ward for one week, from 1 March 2027 to 7 March 2027"
REFUSED = "Wang Min has 2 meetings in the week of 8 March 2027, but gives only one a week."


@pytest.fixture(autouse=True)
def _in_the_folder_of_a_term(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROTA_STORE", raising=False)
    write_small(Path("term"))


def plan_again() -> Path:
    """Plan from Wednesday on with a mentor who gives one meeting a week from now on."""
    return plan_with(faculty=FEWER)


def plan_with(**tables: str) -> Path:
    """Plan from Wednesday on with other tables."""
    write_small(Path("term"), **tables)
    assert rota("plan", "term", "-o", "again", "--from", "2027-03-10", "--time-limit", "5") == 0
    return Path("again")


def test_what_took_place_as_published_may_be_more(capsys: pytest.CaptureFixture[str]) -> None:
    publish()
    folder = plan_again()
    assert ON_MONDAY in (folder / "sessions.csv").read_text(encoding="utf-8")
    assert rota("publish", "term", "again", at=MONDAY + DAY) == 0
    assert REFUSED not in "".join(capsys.readouterr())


def test_what_was_never_published_may_not(capsys: pytest.CaptureFixture[str]) -> None:
    publish((LI_MEETS_WANG, LI_MEETS_ZHAO))
    folder = plan_again()
    sessions = (folder / "sessions.csv").read_text(encoding="utf-8")
    assert THURSDAY in sessions
    (folder / "sessions.csv").write_text(sessions.replace(THURSDAY, ON_MONDAY), encoding="utf-8")
    capsys.readouterr()
    assert rota("publish", "term", "again", at=MONDAY + DAY) == 1
    said = "".join(capsys.readouterr())
    assert REFUSED in said
    assert "Nothing was published" in said


def test_nor_where_the_record_names_another_store(capsys: pytest.CaptureFixture[str]) -> None:
    publish()
    folder = plan_again()
    record = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    record["based_on"]["store"] = "elsewhere"
    (folder / "result.json").write_text(json.dumps(record), encoding="utf-8")
    capsys.readouterr()
    assert rota("publish", "term", "again", at=MONDAY + DAY) == 1
    assert REFUSED in "".join(capsys.readouterr())


def test_topics_and_rotations_may_be_as_they_were_published(capsys: pytest.CaptureFixture[str]) -> None:
    publish()
    folder = plan_with(topics=RENAMED, services=SHORTER)
    assert "T01,lecture,Toxicity,2027-03-09" in (folder / "sessions.csv").read_text(encoding="utf-8")
    assert "T01,ward,2027-03-01,2027-03-14" in (folder / "rotations.csv").read_text(encoding="utf-8")
    capsys.readouterr()
    assert rota("verify", "term", "again") == 0
    out, err = capsys.readouterr()
    assert "topics_allowed" not in out
    assert "Not judged, as it had begun before" in err
    assert rota("publish", "term", "again", at=MONDAY + DAY) == 0
    assert "topics_allowed" not in "".join(capsys.readouterr())


BOTH_WEEKS = "T01,ward,2027-03-01,2027-03-14"
A_WEEK_EACH = "T01,lab,2027-03-08,2027-03-14\nT01,ward,2027-03-01,2027-03-07"


@pytest.mark.parametrize("is_published", [True, False])
def test_a_rotation_that_had_begun_may_be_as_short_as_it_was_published_and_no_shorter(
    is_published: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    published = write_small_plan(Path("plan"))
    if is_published:
        change(published, BOTH_WEEKS, A_WEEK_EACH)
    assert rota("publish", "term", "plan") == 0
    write_small(Path("term"), services=LONGER)
    assert rota("plan", "term", "-o", "again", "--from", "2027-03-08", "--time-limit", "5") == 0
    if not is_published:
        change(Path("again"), BOTH_WEEKS, A_WEEK_EACH)
    assert rota("verify", "term", "again") == 0
    capsys.readouterr()
    assert rota("publish", "term", "again", at=MONDAY + DAY) == (0 if is_published else 1)
    assert (SHORT in "".join(capsys.readouterr())) is not is_published


def change(folder: Path, was: str, now: str) -> None:
    """Give somebody other rotations in a plan."""
    rotations = folder / "rotations.csv"
    text = rotations.read_text(encoding="utf-8")
    assert was in text
    rotations.write_text(text.replace(was, now), encoding="utf-8")


@pytest.mark.parametrize(
    ("table", "was", "now", "found"),
    [
        (
            "sessions",
            "T01,lecture,CAR-T,2027-03-02",
            "T01,lecture,Ethics,2027-03-02",
            'Lecture on 2 March 2027, 10:00 to 11:00 is on "Ethics", but has the topics CAR-T and CRS.',
        ),
        (
            "rotations",
            "T02,lab,2027-03-08,2027-03-14",
            "T02,ward,2027-03-08,2027-03-14",
            "Amara Diallo is on CAR-T ward for 2 weeks, from 1 March 2027 to 14 March 2027, but a rotation there lasts only one.",
        ),
    ],
)
def test_topics_and_rotations_may_not_be_other_than_published(
    table: str, was: str, now: str, found: str, capsys: pytest.CaptureFixture[str]
) -> None:
    publish()
    file = plan_with(topics=RENAMED, services=SHORTER) / f"{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert was in text
    file.write_text(text.replace(was, now), encoding="utf-8")
    capsys.readouterr()
    assert rota("publish", "term", "again", at=MONDAY + DAY) == 1
    assert found in "".join(capsys.readouterr())
