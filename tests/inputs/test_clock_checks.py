"""What lies in an hour that the clocks leave out, or show twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inputs.folders import SMALL, read, said

SUNDAYS = 'weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sun"]'


def notices(folder: Path, start: str, zone: str = "Europe/Berlin", round_start: str = "08:00") -> list[str]:
    settings = SMALL["term"].replace("Asia/Shanghai", zone)
    lines = [line for line in settings.splitlines() if not line.startswith(("weekdays", "day ", "day="))]
    first = next((n for n, line in enumerate(lines) if line.startswith("[")), len(lines))
    lines[first:first] = [SUNDAYS, 'day = ["00:00", "23:00"]']
    tables = {
        **SMALL,
        "term": "\n".join(lines) + "\n",
        "slots": SMALL["slots"] + f"lecture,Sun,{start},R1,,,\n",
        "services": SMALL["services"].replace("08:00", round_start),
    }
    return [line for line in said(read(folder, tables)) if "clocks" in line]


def told(place: str, found: str) -> str:
    return (
        f"{place}: found {found}, which is on Sunday 28 March 2027 when the clocks change; calendars show it at "
        "another time or with another length; maybe move it then."
    )


@pytest.mark.parametrize(
    ("start", "times"),
    [("02:00", "02:00 to 02:45"), ("02:30", "02:30 to 03:15"), ("01:30", "01:30 to 02:15")],
)
def test_a_slot_in_the_hour_that_is_left_out_is_noted(tmp_path: Path, start: str, times: str) -> None:
    assert notices(tmp_path, start) == [told("slots.csv, line 5, start", times)]


def test_what_ends_before_and_what_begins_after_is_not(tmp_path: Path) -> None:
    assert notices(tmp_path / "a", "01:00") == []
    assert notices(tmp_path / "b", "03:00") == []


def test_so_is_a_round(tmp_path: Path) -> None:
    assert notices(tmp_path, "10:00", round_start="02:30") == [
        told("services.csv, line 2, round_start", "02:30 to 03:30")
    ]


def test_where_clocks_never_change_nothing_is(tmp_path: Path) -> None:
    assert notices(tmp_path, "02:30", "Asia/Shanghai") == []
