"""Single cells, as people and Excel write them."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inputs.cells import Cell
from inputs.choices import read_choice
from inputs.columns import read_cell, read_day, read_number, read_time, split_list
from inputs.faults import Fault, Place
from inputs.programme import CADENCES, Prerequisite, WeekChoice
from inputs.table_schema import Column
from inputs.wrong import Wrong

DAY = date(2026, 9, 1)
WRITE_A_DATE = "write a date as 2027-03-01"
WRITE_A_TIME = "write a time as 08:30"


@pytest.mark.parametrize(
    "cell",
    [
        "2026-09-01", "2026/9/1", "2026.9.1", "20260901", "2026年9月1日", "2026 年 9 月 1 日", "2026年09月01号",
        "２０２６-09-01", "２０２６／９／１", "2026-09-01 00:00:00", "2026-09-01T00:00", "2026/9/1 0:00", 20260901,
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
    "cell", ["8:05", "08:05", "08：05", "０８：０５", "8:05:00", "08:05:00.000", time(8, 5)], ids=repr
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
        ("noon", Wrong('found "noon", which is no time of day', WRITE_A_TIME)),
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


@pytest.mark.parametrize(
    ("cell", "number"), [("8", 8), ("８", 8), (8, 8), ("8.0", 8), ("+8", 8), ("0", 0), ("10", 10)], ids=repr
)
def test_a_whole_number_is_read(cell: Cell, number: int) -> None:
    assert read_number(cell, 0, 10) == number


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("八", 'found "八", which is no whole number'),
        ("8.5", 'found "8.5", which is no whole number'),
        (8.5, 'found "8.5", which is no whole number'),
        ("1_0", 'found "1_0", which is no whole number'),
        ("nan", 'found "nan", which is no whole number'),
        (True, 'found "TRUE", which is no whole number'),
        (DAY, 'found "2026-09-01", which is no whole number'),
        ("-1", "found -1, which is out of range"),
        ("11", "found 11, which is out of range"),
        (1000000000, "found 1000000000, which is out of range"),
    ],
    ids=repr,
)
def test_other_numbers_are_refused(cell: Cell, found: str) -> None:
    assert read_number(cell, 0, 10) == Wrong(found, "write a whole number from 0 to 10")


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("8h", "8"),
        ("8 seats", "8"),
        ("8 Plätze", "8"),
        ("8,0", "8"),
        ("'8", "8"),
        ("80 seats", None),
        ("1,000", None),
        ("~8", None),
        ("8-9", None),
    ],
    ids=repr,
)
def test_a_number_with_a_unit_is_told_without(cell: Cell, meant: str | None) -> None:
    found = f'found "{cell}", which is no whole number'
    assert read_number(cell, 0, 10) == Wrong(found, "write a whole number from 0 to 10", meant)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (datetime(1900, 1, 8), 8),
        (datetime(1900, 2, 28), 60),
        (datetime(1900, 3, 20), 80),
        (datetime(1899, 12, 29), -1),
        (time(0), 0),
        ("192:00", 8),
    ],
    ids=repr,
)
def test_a_number_with_the_format_of_a_date_is_told_as_the_number(cell: Cell, number: int) -> None:
    found = f"found {number} in a cell that is shown as a date or time"
    assert read_number(cell, -9, 99) == Wrong(found, "format it as a number")


@pytest.mark.parametrize(
    ("cell", "minutes"), [("0:45", "45"), ("1:30", "90"), (time(1), "60"), (time(0, 45), "45")], ids=repr
)
def test_a_length_in_hours_is_told_in_minutes(cell: Cell, minutes: str) -> None:
    wrong = read_cell(cell, Column("round_minutes", "number", "", lowest=1, highest=720))
    assert isinstance(wrong, Wrong)
    assert wrong.nearest == minutes


@pytest.mark.parametrize(
    ("cell", "yes"),
    [
        *((cell, True) for cell in ("yes", "Yes", "TRUE", "y", "1", "是", "ＹＥＳ", 1, True)),
        *((cell, False) for cell in ("no", "False", "N", "0", "否", 0, False)),
    ],
    ids=repr,
)
def test_yes_and_no_have_many_words(cell: Cell, yes: bool) -> None:
    assert read_cell(cell, Column("must", "yes_no", "")) is yes


def test_maybe_is_neither() -> None:
    wrong = Wrong('found "maybe", which is neither yes nor no', "write yes or no")
    assert read_cell("maybe", Column("must", "yes_no", "")) == wrong


@pytest.mark.parametrize("cell", ["Mon", "mon", "MONDAY", "Ｍon", "周一", "星期一"], ids=repr)
def test_a_weekday_has_many_words(cell: Cell) -> None:
    assert read_choice(cell, ("Mon", "Tue")) == "Mon"


def test_a_choice_is_read_in_any_case_and_width() -> None:
    assert read_choice("Ｗeekly", CADENCES) == "weekly"


@pytest.mark.parametrize(
    ("cell", "nearest"),
    [("Mnday", "Mon"), ("Tus", "Tue"), ("Sundai", None), ("weekly", None), (7, None)],
    ids=repr,
)
def test_a_word_that_is_not_allowed_has_perhaps_a_nearest(cell: Cell, nearest: str | None) -> None:
    assert read_choice(cell, ("Mon", "Tue")) == Wrong(
        f'found "{cell}", which is not allowed here', "write Mon or Tue", nearest
    )


@pytest.mark.parametrize("cell", ["T01", "胡-1", "a.b_c", "é", "１", 7, "x" * 40], ids=repr)
def test_an_id_may_have_letters_digits_and_some_signs(cell: Cell) -> None:
    assert read_cell(cell, Column("id", "id", "", longest=40)) == str(cell)


@pytest.mark.parametrize(
    "cell", ["T/01", "T 01", "..", ".a", "-a", "_a", "a\\b", "a;b", "a+b", "'=1"], ids=repr
)
def test_an_id_has_no_other_signs(cell: Cell) -> None:
    allowed = "write letters, digits, . - and _ only, at most 40, a letter or digit first"
    wrong = Wrong(f'found "{cell}", which is no id', allowed)
    assert read_cell(cell, Column("id", "id", "", longest=40)) == wrong


@pytest.mark.parametrize(
    ("cell", "wrong"),
    [
        (
            date(2027, 3, 1),
            Wrong(
                'found "2027-03-01", which Excel keeps as a date or time',
                "format the column as text and write the id again",
            ),
        ),
        (
            "1.20E+10",
            Wrong(
                'found "1.20E+10", which Excel has shortened',
                "format the column as text and write the id again",
            ),
        ),
        ("x" * 41, Wrong(f'found "{"x" * 41}", which has 41 characters', "write at most 40")),
    ],
    ids=repr,
)
def test_what_excel_made_of_an_id_is_refused(cell: Cell, wrong: Wrong) -> None:
    assert read_cell(cell, Column("id", "id", "", longest=40)) == wrong


def test_a_text_may_be_a_number_to_excel() -> None:
    assert read_cell(3, Column("site", "text", "")) == "3"


def test_a_long_text_is_refused() -> None:
    wrong = Wrong('found "abcdef", which has 6 characters', "write at most 5")
    assert read_cell("abcdef", Column("name", "text", "", longest=5)) == wrong
    assert read_cell("a;abcdef", Column("topics", "texts", "", longest=5)) == wrong


@pytest.mark.parametrize("cell", ["a@example.org", "a.b+c@mail.example.org", "李@例子.中国"], ids=repr)
def test_an_address_is_read(cell: str) -> None:
    assert read_cell(cell, Column("email", "email", "")) == cell


@pytest.mark.parametrize(
    "cell", ["a", "a@b", "a b@example.org", "a@example.org, b@example.org", "A <a@b>"], ids=repr
)
def test_what_is_no_single_address_is_refused(cell: str) -> None:
    wrong = Wrong(f'found "{cell}", which is no address', "write one address as name@example.org")
    assert read_cell(cell, Column("email", "email", "")) == wrong


def test_an_address_that_is_too_long_is_refused() -> None:
    wrong = Wrong('found "ab@cd.org", which has 9 characters', "write at most 5")
    assert read_cell("ab@cd.org", Column("email", "email", "", longest=5)) == wrong


@pytest.mark.parametrize(
    "cell", ["A <a@example.org>", "mailto:a@example.org", "Mailto:A <a@example.org>", "a＠example.org"]
)
def test_an_address_with_something_around_it_is_told_without(cell: str) -> None:
    wrong = read_cell(cell, Column("email", "email", ""))
    found = f'found "{cell}", which is no address'
    assert wrong == Wrong(found, "write one address as name@example.org", "a@example.org")


@pytest.mark.parametrize(
    ("cell", "texts"),
    [("a;b", ("a", "b")), (" a ；b;", ("a", "b")), ("b;a;b", ("b", "a")), (";", ()), (7, ("7",))],
    ids=repr,
)
def test_a_list_is_split_at_semicolons(cell: Cell, texts: tuple[str, ...]) -> None:
    assert split_list(cell) == texts


def test_a_list_that_is_needed_names_something() -> None:
    assert read_cell(";", Column("documents", "texts", "")) == ()
    wrong = Wrong('found ";", which names nothing', "write at least one")
    assert read_cell(";", Column("service", "texts", "", required=True)) == wrong


@pytest.mark.parametrize(
    "cell", ["simulation*3;mdt", "simulation * 3; mdt", "simulation×3；mdt", "simulation＊3;mdt*1"], ids=repr
)
def test_prerequisites_may_be_asked_several_times(cell: str) -> None:
    assert read_cell(cell, Column("after", "prerequisites", "")) == (
        Prerequisite("simulation", 3),
        Prerequisite("mdt"),
    )


@pytest.mark.parametrize("cell", ["*3", "mdt*", "mdt*0", "mdt*100", "mdt*three", "mdt*1.5"], ids=repr)
def test_prerequisites_that_make_no_sense_are_refused(cell: str) -> None:
    allowed = "write an activity, with *3 for three times, at most *99"
    assert read_cell(cell, Column("after", "prerequisites", "")) == Wrong(
        f'found "{cell}", which cannot be read', allowed
    )


@pytest.mark.parametrize(
    ("cell", "weeks"),
    [
        ("every", WeekChoice(every=True)),
        ("Odd", WeekChoice(odd=True)),
        ("even;1st", WeekChoice(even=True, nths=(1,))),
        ("4th；2nd;2nd", WeekChoice(nths=(2, 4))),
        ("2026-09-01", WeekChoice(dates=(DAY,))),
        (datetime(2026, 9, 1), WeekChoice(dates=(DAY,))),
        ("2026/9/8;3rd;20260901", WeekChoice(nths=(3,), dates=(DAY, date(2026, 9, 8)))),
    ],
    ids=repr,
)
def test_weeks_are_words_dates_or_a_list(cell: Cell, weeks: WeekChoice) -> None:
    assert read_cell(cell, Column("weeks", "weeks", "")) == weeks


@pytest.mark.parametrize(
    ("cell", "wrong"),
    [
        (
            "evry",
            Wrong(
                'found "evry", which is no choice of weeks',
                "write every, odd, even, 1st, 2nd, 3rd, 4th, dates, or a list of these",
                "every",
            ),
        ),
        (
            "5th",
            Wrong(
                'found "5th", which is no choice of weeks',
                "write every, odd, even, 1st, 2nd, 3rd, 4th, dates, or a list of these",
                "4th",
            ),
        ),
        ("odd;2027-02-30", Wrong('found "2027-02-30", which is no day of the calendar', WRITE_A_DATE)),
        (
            datetime(2026, 9, 1, 9),
            Wrong('found "2026-09-01 09:00:00", a date with a time of day', WRITE_A_DATE),
        ),
    ],
    ids=repr,
)
def test_other_weeks_are_refused(cell: Cell, wrong: Wrong) -> None:
    assert read_cell(cell, Column("weeks", "weeks", "")) == wrong


def test_what_is_wrong_becomes_a_fault_at_its_place() -> None:
    place = Place("rooms.csv", 3, "seats")
    assert Wrong("found x", "write y", "z").at(place) == Fault(place, "found x", "write y", "z")


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


@given(
    st.text()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
)
def test_any_cell_is_a_value_or_wrong_in_every_kind_of_column(cell: Cell) -> None:
    for kind, type_ in (
        ("day", date),
        ("time", time),
        ("number", int),
        ("yes_no", bool),
        ("weeks", WeekChoice),
    ):
        assert isinstance(read_cell(cell, Column("x", kind, "")), type_ | Wrong)  # type: ignore[arg-type]  # drawn
    for kind in ("id", "text", "email", "choice", "texts", "prerequisites"):
        value = read_cell(cell, Column("x", kind, "", choices=("a",)))  # type: ignore[arg-type]  # drawn
        assert isinstance(value, str | tuple | Wrong)


@given(st.text(max_size=50))
def test_an_id_that_is_read_is_safe_as_the_name_of_a_file(text: str) -> None:
    read = read_cell(text, Column("id", "id", "", longest=40))
    if not isinstance(read, Wrong):
        assert isinstance(read, str)
        assert not set(read) & set('/\\:*?"<>| ')
        assert len(read) <= 40
        assert unicodedata.category(read[0])[0] in "LN"
