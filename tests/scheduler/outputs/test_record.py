"""The record of a plan: what stands in it, and that the same result gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest

from inputs.days import Span
from inputs.plan import Plan, Shortfall
from inputs.published import Published
from inputs.working_days import Holiday
from scheduler.outputs.record import BasedOn, Record, read_result, render_record
from scheduler.result import Evidence, LevelResult, Result
from tests.pictures import draw_term

T = TypeVar("T")
VERSIONS = {"ortools": "9.15", "fellowship-rota": "0.1.0"}
LEVELS = (
    LevelResult(
        "coverage",
        "optimal",
        40,
        40,
        1.23456,
        {"owed_sessions": 30, "curriculum": 10},
        evidence=(Evidence("rotations", 10, "the solver"), Evidence("sessions", 30, "the solver")),
    ),
    LevelResult("stability", "skipped", reason="nothing is published yet"),
)
RESULT = Result(
    "optimal", Plan(), LEVELS, 12.5, 7, 1,
    (Shortfall(None, "lead", "mdt", Span(date(2027, 3, 1), date(2027, 3, 8)), 30),
     Shortfall(None, "lead", "mdt", Span(date(2027, 3, 8), date(2027, 3, 15)), 10)),
    {"room_seats": "no limits yet", "pins": "待定"},
)  # fmt: skip
TERM = replace(draw_term("holiday 03-08"), name="春季 2027", digest="d1")


def test_the_record_holds_levels_term_holidays_rules_seed_and_versions() -> None:
    assert json.loads(render_record(RESULT, TERM, VERSIONS)) == {
        "schema": "rota-result/1",
        "term": {
            "name": "春季 2027",
            "digest": "d1",
            "first_day": "2027-03-01",
            "last_day": "2027-03-28",
            "timezone": TERM.timezone,
        },
        "status": "optimal",
        "interrupted": False,
        "levels": [
            {
                "name": "coverage",
                "status": "optimal",
                "value": 40,
                "bound": 40,
                "seconds": 1.235,
                "parts": {"curriculum": 10, "owed_sessions": 30},
                "reason": "",
                "words": "",
                "evidence": [
                    {"part": "rotations", "bound": 10, "source": "the solver"},
                    {"part": "sessions", "bound": 30, "source": "the solver"},
                ],
            },
            {
                "name": "stability",
                "status": "skipped",
                "value": 0,
                "bound": 0,
                "seconds": 0.0,
                "parts": {},
                "reason": "nothing is published yet",
                "words": "",
                "evidence": [],
            },
        ],
        "shortfalls": {"count": 2, "cost": 40},
        "conflict": [],
        "rules_off": {"pins": "待定", "room_seats": "no limits yet"},
        "holidays": {
            "country": "none",
            "used": [{"date": "2027-03-08", "name": "holiday", "status": "given"}],
            "provisional_years": [],
        },
        "seed": 7,
        "workers": 1,
        "versions": {"fellowship-rota": "0.1.0", "ortools": "9.15"},
    }


def test_provisional_years_are_named() -> None:
    early = (Holiday(date(2027, 3, 9), "B", "provisional"), Holiday(date(2027, 3, 2), "A", "provisional"))
    working = replace(TERM.working, holidays=early, provisional_years=(2028, 2027))
    holidays = json.loads(render_record(RESULT, replace(TERM, working=working), VERSIONS))["holidays"]
    assert [holiday["date"] for holiday in holidays["used"]] == ["2027-03-02", "2027-03-09"]
    assert holidays["provisional_years"] == [2027, 2028]


def test_without_a_plan_the_record_says_what_cannot_hold_together() -> None:
    result = Result("impossible", None, (), 0.5, 0, 1, conflict=("Amara must be in two places",))
    record = json.loads(render_record(result, TERM, {}))
    assert (record["status"], record["conflict"]) == ("impossible", ["Amara must be in two places"])


def backwards(entries: Mapping[str, T]) -> dict[str, T]:
    return dict(reversed(list(entries.items())))


def test_the_same_result_gives_the_same_bytes_however_long_it_took_and_however_it_is_ordered() -> None:
    other = replace(
        RESULT,
        seconds=99.0,
        levels=(replace(LEVELS[0], parts=backwards(LEVELS[0].parts)), LEVELS[1]),
        rules_off=backwards(RESULT.rules_off),
    )
    versions = backwards(VERSIONS)
    assert render_record(other, TERM, versions) == render_record(RESULT, TERM, VERSIONS)


def test_the_record_is_utf_8_that_people_can_read() -> None:
    content = render_record(RESULT, TERM, VERSIONS)
    assert "春季 2027".encode() in content
    assert content.endswith(b"\n}\n")


# -- reading it again --------------------------------------------------------------------------------------


def test_a_record_is_read_as_it_was_written() -> None:
    stability = LevelResult("stability", "feasible", 2_003, 1_000, 0.5, {"a": 2_003}, "", "2 people touched")
    term = replace(TERM, published=Published(Plan(), date(2027, 3, 8), version=4, store="s1"))
    result = replace(RESULT, levels=(LEVELS[0], stability), interrupted=True)
    rounded = replace(LEVELS[0], seconds=1.235)
    assert read_result(render_record(result, term, VERSIONS).decode()) == Record(
        "d1", (rounded, stability), True, 7, 1, VERSIONS, BasedOn("s1", 4, date(2027, 3, 8))
    )
    told = read_result(render_record(RESULT, TERM, VERSIONS).decode())
    assert told is not None
    assert (told.levels, told.based_on) == ((rounded, LEVELS[1]), None)


def test_records_of_an_earlier_rota_have_no_words() -> None:
    record = json.loads(render_record(RESULT, TERM, VERSIONS))
    for level in record["levels"]:
        del level["words"], level["evidence"]
    told = read_result(json.dumps(record))
    assert told is not None
    assert [(level.name, level.words, level.evidence) for level in told.levels] == [
        ("coverage", "", ()),
        ("stability", "", ()),
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("schema", "rota-plans/1"),
        ("term", None),
        ("levels", [{"name": "coverage"}]),
        ("levels", [{"name": "coverage", "status": "splendid"}]),
        ("levels", 3),
        ("versions", []),
        ("based_on", {"store": "s1"}),
    ],
)
def test_what_is_no_whole_record_tells_nothing(name: str, value: object) -> None:
    record = json.loads(render_record(RESULT, TERM, VERSIONS))
    assert read_result(json.dumps({**record, name: value})) is None
    assert read_result("") is None
    assert read_result("[]") is None
