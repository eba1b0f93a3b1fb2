"""Cells that hold a date or a time, however a person or Excel wrote it."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inputs.columns import read_day, read_time
from inputs.files.cells import Cell
from inputs.wrong import Wrong

DAY = date(2026, 9, 1)
WRITE_A_DATE = "write a date as 2027-03-01"
WRITE_A_TIME = "write a time as 08:30"


@pytest.mark.parametrize(
    "cell",
    [
        "2026-09-01", "2026/9/1", "2026.9.1", "20260901", "2026年9月1日", "2026 年 9 月 1 日", "2026年09月01号",
        "2026–09–01", "2026−9−1", "2026－09－01", "２０２６-09-01", "２０２６／９／１", "2026-09-01 00:00:00", "2026-09-01T00:00", "2026/9/1 0:00", 20260901,
        datetime(2026, 9, 1), DAY,
    ],
ids=repr)  # fmt: skip
def test_a_date_is_read_however_it_is_written(cell: Cell) -> None:
    assert read_day(cell) == DAY


@pytest.mark.parametrize(
    ("cell", "wrong"),
    [
        ("2027-02-30", Wrong('found "2027-02-30", which is no day of the calendar', WRITE_A_DATE)),
        ("2026-13-01", Wrong('found "2026-13-01", which is no day of the calendar', WRITE_A_DATE)),
        ("2027-02-29", Wrong('found "2027-02-29", which is no day of the calendar', WRITE_A_DATE)),
        ("0000-01-01", Wrong('found "0000-01-01", which is no day of the calendar', WRITE_A_DATE)),
        ("2026-9/1", Wrong('found "2026-9/1", which is no date', WRITE_A_DATE)),
        ("1 September 2026", Wrong('found "1 September 2026", which is no date', WRITE_A_DATE, "2026-09-01")),
        ("13/02/2026", Wrong('found "13/02/2026", which is no date', WRITE_A_DATE, "2026-02-13")),
        ("02/02/2026", Wrong('found "02/02/2026", which is no date', WRITE_A_DATE, "2026-02-02")),
        ("28.05.2027", Wrong('found "28.05.2027", which is no date', WRITE_A_DATE, "2027-05-28")),
        ("1-Mar-27", Wrong('found "1-Mar-27", which is no date', WRITE_A_DATE, "2027-03-01")),
        ("March 1, 2027", Wrong('found "March 1, 2027", which is no date', WRITE_A_DATE, "2027-03-01")),
        ("1. März 2027", Wrong('found "1. März 2027", which is no date', WRITE_A_DATE, "2027-03-01")),
        ("31-Feb-27", Wrong('found "31-Feb-27", which is no date', WRITE_A_DATE)),
        ("1-Xyz-27", Wrong('found "1-Xyz-27", which is no date', WRITE_A_DATE)),
        ("2026-09-01.", Wrong('found "2026-09-01.", which is no date', WRITE_A_DATE, "2026-09-01")),
        ("Tue 2026-09-01", Wrong('found "Tue 2026-09-01", which is no date', WRITE_A_DATE, "2026-09-01")),
        ("2026-09-01 (Di)", Wrong('found "2026-09-01 (Di)", which is no date', WRITE_A_DATE, "2026-09-01")),
        (
            "Dienstag, 1.9.26",
            Wrong(
                'found "Dienstag, 1.9.26", whose day and month cannot be told apart',
                "write 2026-09-01 or 2026-01-09",
            ),
        ),
        (
            "星期二 2026-09-01",
            Wrong('found "星期二 2026-09-01", which is no date', WRITE_A_DATE, "2026-09-01"),
        ),
        ("1.3.", Wrong('found "1.3.", which has no year', WRITE_A_DATE)),
        ("1/3", Wrong('found "1/3", which has no year', WRITE_A_DATE)),
        ("3月1日", Wrong('found "3月1日", which has no year', WRITE_A_DATE)),
        ("1-Mar", Wrong('found "1-Mar", which has no year', WRITE_A_DATE)),
        ("Mai 28", Wrong('found "Mai 28", which has no year', WRITE_A_DATE)),
        ("5 wards", Wrong('found "5 wards", which is no date', WRITE_A_DATE)),
        ("1788220800", Wrong('found "1788220800", which is no date', WRITE_A_DATE)),
        (0, Wrong('found "0", which is no date', WRITE_A_DATE)),
        (True, Wrong('found "TRUE", which is no date', WRITE_A_DATE)),
        (time(8), Wrong('found "08:00", which is no date', WRITE_A_DATE)),
        ("46266", Wrong('found "46266", which Excel may mean as 2026-09-01', "format the cell as a date")),
        (46266, Wrong('found "46266", which Excel may mean as 2026-09-01', "format the cell as a date")),
        (
            "01/02/2026",
            Wrong(
                'found "01/02/2026", whose day and month cannot be told apart',
                "write 2026-02-01 or 2026-01-02",
            ),
        ),
        ("28/05/27", Wrong('found "28/05/27", which is no date', WRITE_A_DATE, "2027-05-28")),
        ("27/5/3", Wrong('found "27/5/3", which is no date', WRITE_A_DATE, "2027-05-03")),
        (
            "27-05-28",
            Wrong(
                'found "27-05-28", whose day, month and year cannot be told apart',
                "write 2027-05-28 or 2028-05-27",
            ),
        ),
        ("2027-0528", Wrong('found "2027-0528", which is no date', WRITE_A_DATE, "2027-05-28")),
        ("2O27-05-28", Wrong('found "2O27-05-28", which is no date', WRITE_A_DATE, "2027-05-28")),
        ("2026-09-01 09:00", Wrong('found "2026-09-01 09:00", a date with a time of day', WRITE_A_DATE)),
        (
            datetime(2026, 9, 1, 9),
            Wrong('found "2026-09-01 09:00:00", a date with a time of day', WRITE_A_DATE),
        ),
        (
            date(1899, 12, 30),
            Wrong(
                'found "1899-12-30", which is not between 2000 and 2099',
                "look at the year, and at the format of the cell if this is a workbook",
            ),
        ),
        (
            "2126-09-01",
            Wrong(
                'found "2126-09-01", which is not between 2000 and 2099',
                "look at the year, and at the format of the cell if this is a workbook",
            ),
        ),
    ],
    ids=repr,
)
def test_what_is_no_date_is_refused(cell: Cell, wrong: Wrong) -> None:
    assert read_day(cell) == wrong


@pytest.mark.parametrize(
    "cell",
    ["8:05", "08:05", "08：05", "０８：０５", "8:05\u00a0", "8:05:00", "08:05:00.000", time(8, 5)],
    ids=repr,
)
def test_a_time_is_read_however_it_is_written(cell: Cell) -> None:
    assert read_time(cell) == time(8, 5)


@pytest.mark.parametrize(
    ("cell", "wrong"),
    [
        ("25:00", Wrong('found "25:00", which is no time of day', WRITE_A_TIME)),
        ("24:00", Wrong('found "24:00", which is no time of day', WRITE_A_TIME)),
        ("8:60", Wrong('found "8:60", which is no time of day', WRITE_A_TIME)),
        ("9.30", Wrong('found "9.30", which is no time of day', WRITE_A_TIME, "09:30")),
        ("2:30 PM", Wrong('found "2:30 PM", which is no time of day', WRITE_A_TIME, "14:30")),
        ("12:15 am", Wrong('found "12:15 am", which is no time of day', WRITE_A_TIME, "00:15")),
        ("下午2:30", Wrong('found "下午2:30", which is no time of day', WRITE_A_TIME, "14:30")),
        ("8点30分", Wrong('found "8点30分", which is no time of day', WRITE_A_TIME, "08:30")),
        ("14 Uhr", Wrong('found "14 Uhr", which is no time of day', WRITE_A_TIME, "14:00")),
        ("8h00", Wrong('found "8h00", which is no time of day', WRITE_A_TIME, "08:00")),
        ("0800", Wrong('found "0800", which is no time of day', WRITE_A_TIME, "08:00")),
        ("noon", Wrong('found "noon", which is no time of day', WRITE_A_TIME, "12:00")),
        ("8点半", Wrong('found "8点半", which is no time of day', WRITE_A_TIME, "08:30")),
        ("20:30h", Wrong('found "20:30h", which is no time of day', WRITE_A_TIME, "20:30")),
        ("8’30", Wrong('found "8’30", which is no time of day', WRITE_A_TIME, "08:30")),
        ("O8:3o", Wrong('found "O8:3o", which is no time of day', WRITE_A_TIME, "08:30")),
        ("8:5", Wrong('found "8:5", which is no time of day', WRITE_A_TIME)),
        ("0.3333333", Wrong("found 0.333333, which Excel may mean as 08:00", "format the cell as a time")),
        ("8:05:30", Wrong('found "8:05:30", which is no time of day', WRITE_A_TIME)),
        (time(8, 5, 30), Wrong('found "08:05:30", which is no time of day', WRITE_A_TIME)),
        (8, Wrong('found "8", which is no time of day', WRITE_A_TIME, "08:00")),
        (
            datetime(2026, 9, 1, 8),
            Wrong('found "2026-09-01 08:00:00", which has a date', WRITE_A_TIME, "08:00"),
        ),
        (
            datetime(1900, 1, 8),
            Wrong("found 8 in a cell that is shown as a date or time", WRITE_A_TIME, "08:00"),
        ),
        (
            datetime(1903, 11, 30),
            Wrong("found 1430 in a cell that is shown as a date or time", WRITE_A_TIME, "14:30"),
        ),
        (
            datetime(1900, 1, 8, 12),
            Wrong("found 8.5 in a cell that is shown as a date or time", WRITE_A_TIME, "08:30"),
        ),
        (
            datetime(1900, 1, 1, 16, 30),
            Wrong("found 1.6875 in a cell that is shown as a date or time", WRITE_A_TIME, "16:30"),
        ),
        (date(1899, 12, 29), Wrong("found -1 in a cell that is shown as a date or time", WRITE_A_TIME)),
        ("192:00", Wrong('found "192:00", which is no time of day', WRITE_A_TIME, "08:00")),
        (
            time(14, 29, 59, 942_000),
            Wrong('found "14:29:59.942000", which is no time of day', WRITE_A_TIME, "14:30"),
        ),
        ("14;30", Wrong('found "14;30", which is no time of day', WRITE_A_TIME, "14:30")),
        (True, Wrong('found "TRUE", which is no time of day', WRITE_A_TIME)),
        (25.5, Wrong('found "25.5", which is no time of day', WRITE_A_TIME)),
        (0.375, Wrong("found 0.375, which Excel may mean as 09:00", "format the cell as a time")),
        (1.5, Wrong('found "1.5", which is no time of day', WRITE_A_TIME, "01:30")),
    ],
    ids=repr,
)
def test_what_is_no_time_is_refused(cell: Cell, wrong: Wrong) -> None:
    assert read_time(cell) == wrong


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日"]),
)
def test_every_date_of_the_century_is_read(day: date, pattern: str) -> None:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    text = day.strftime(pattern)
    assert (read_day(text), read_day(text.translate(wide))) == (day, day)


@given(st.times(), st.booleans())
def test_every_minute_of_the_day_is_read(moment: time, wide: bool) -> None:
    moment = moment.replace(second=0, microsecond=0)
    text = f"{moment:%H:%M}"
    assert read_time(text.replace(":", "：") if wide else text) == moment
