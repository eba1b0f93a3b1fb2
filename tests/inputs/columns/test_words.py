"""Cells that hold words: choices, ids, texts, addresses, lists, prerequisites and weeks."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from inputs.choices import read_choice
from inputs.columns import read_cell, split_list
from inputs.days import WEEKDAYS
from inputs.files.cells import Cell
from inputs.programme import CADENCES, Prerequisite, WeekChoice
from inputs.table_schema import Column
from inputs.wrong import Wrong

DAY = date(2026, 9, 1)
WRITE_A_DATE = "write a date as 2027-03-01"


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


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        *((cell, "yes") for cell in ("ja", "OUI", "sí", "WAHR", "是的", "✓", "√")),
        *((cell, "no") for cell in ("Nein", "non", "FALSCH", "不是", "✗")),
        ("x", None),
    ],
)
def test_yes_and_no_in_other_words_are_asked_after(cell: str, meant: str | None) -> None:
    wrong = Wrong(f'found "{cell}", which is neither yes nor no', "write yes or no", meant)
    assert read_cell(cell, Column("must", "yes_no", "")) == wrong


def test_maybe_is_neither() -> None:
    wrong = Wrong('found "maybe", which is neither yes nor no', "write yes or no")
    assert read_cell("maybe", Column("must", "yes_no", "")) == wrong


@pytest.mark.parametrize(
    "cell", ["Mon", "mon", "MONDAY", "Ｍon", "Mon.", "周一", "星期一", "礼拜一", "週一"], ids=repr
)
def test_a_weekday_has_many_words(cell: Cell) -> None:
    assert read_choice(cell, ("Mon", "Tue")) == "Mon"


def test_a_choice_is_read_in_any_case_and_width() -> None:
    assert read_choice("Ｗeekly", CADENCES) == "weekly"


@pytest.mark.parametrize("cell", ["first week", "First-Week", "first＿week", "first_week."])
def test_a_space_or_a_hyphen_is_read_between_the_words_of_a_choice(cell: str) -> None:
    assert read_choice(cell, CADENCES) == "first_week"


@pytest.mark.parametrize(
    ("cell", "choices", "meant"),
    [
        ("Montag", WEEKDAYS, "Mon"),
        ("Di", WEEKDAYS, "Tue"),
        ("lun.", WEEKDAYS, "Mon"),
        ("sábado", WEEKDAYS, "Sat"),
        ("Mo", WEEKDAYS[:5], "Mon"),
        ("So", WEEKDAYS[:5], None),
        ("Fortnightly", CADENCES, "biweekly"),
        ("every other week", CADENCES, "biweekly"),
        ("双周", CADENCES, "biweekly"),
        ("once a week", CADENCES, "weekly"),
        ("Monday", CADENCES, None),
        ("MON", CADENCES, None),
        ("Feiertag", ("holiday", "workday"), "holiday"),
        ("1:1", ("group", "meeting"), "meeting"),
    ],
)
def test_a_choice_in_other_words_is_asked_after(
    cell: str, choices: tuple[str, ...], meant: str | None
) -> None:
    wrong = read_choice(cell, choices)
    assert isinstance(wrong, Wrong)
    assert (wrong.found, wrong.nearest) == (f'found "{cell}", which is not allowed here', meant)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("uneven", "odd"), ("odd weeks", "odd"), ("双周", "even"), ("每周", "every"), ("First", "1st"), ("2.", "2nd"), ("weekly", "every"),
     ("5th", None), ("biweekly", None)],
)  # fmt: skip
def test_weeks_in_other_words_are_asked_after(cell: str, meant: str | None) -> None:
    wrong = read_cell(cell, Column("weeks", "weeks", ""))
    assert isinstance(wrong, Wrong)
    assert (wrong.found, wrong.nearest) == (f'found "{cell}", which is no choice of weeks', meant)


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


@pytest.mark.parametrize(
    ("column", "what"),
    [
        (Column("id", "id", "", longest=40), "id"),
        (Column("title", "text", "", required=True), "title"),
        (Column("topics", "texts", ""), "list"),
    ],
)
def test_a_text_of_which_excel_made_something_else_is_refused(column: Column, what: str) -> None:
    again = f"format the column as text and write the {what} again"
    assert read_cell(DAY, column) == Wrong('found "2026-09-01", which Excel keeps as a date or time', again)
    assert read_cell(True, column) == Wrong('found "TRUE", which Excel keeps as TRUE or FALSE', again)
    assert read_cell("2026-09-01" if what != "id" else "TRUE", column)


def test_a_note_may_be_a_date_to_excel() -> None:
    assert read_cell(DAY, Column("note", "text", "")) == "2026-09-01"


def test_weeks_that_name_none_are_refused() -> None:
    wrong = Wrong('found ";;", which names no weeks', "leave the cell empty for every week")
    assert read_cell(";;", Column("weeks", "weeks", "")) == wrong


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


@pytest.mark.parametrize("cell", ["simulation x 3", "simulation X3", "3 x simulation", "3*simulation"])
def test_prerequisites_in_another_form_are_asked_after(cell: str) -> None:
    wrong = read_cell(cell, Column("after", "prerequisites", ""))
    assert isinstance(wrong, Wrong)
    assert (wrong.found, wrong.nearest) == (f'found "{cell}", which cannot be read', "simulation*3")


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
            ),
        ),
        (
            "1st, 3rd",
            Wrong(
                'found "1st, 3rd", which is no choice of weeks', 'separate a list by semicolons, "1st; 3rd"'
            ),
        ),
        (
            "2027-03-01 and 2027-03-15",
            Wrong(
                'found "2027-03-01 and 2027-03-15", which is no choice of weeks',
                'separate a list by semicolons, "2027-03-01; 2027-03-15"',
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
