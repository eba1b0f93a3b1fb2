"""What a cell may hold."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inputs.faults import Place
from inputs.files.cells import (
    Cell,
    canonical,
    clean,
    column_letters,
    column_number,
    escape_formula,
    is_blank,
    is_comment,
    unescape_formula,
)

HERE = Place("trainees.csv", 7, "name")


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("  Li Wei ", "Li Wei"),
        ("O'Brien", "O'Brien"),
        ("Jose\u0301", "José"),
        ("李伟", "李伟"),
        ('=HYPERLINK("x")', '=HYPERLINK("x")'),
        ("<script>", "<script>"),
        ("", ""),
        ("نیمه\u200cها", "نیمه\u200cها"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        (8.0, 8),
        (8.5, 8.5),
        (1.2e10, 12_000_000_000),
        (8, 8),
        (True, True),
        (time(7, 30), time(7, 30)),
        (date(2027, 3, 1), date(2027, 3, 1)),
        (datetime(2027, 3, 1), date(2027, 3, 1)),
        (datetime(2027, 3, 1, 9), datetime(2027, 3, 1, 9)),
    ],
)
def test_a_sound_cell_is_brought_into_its_plain_form(value: Cell, plain: Cell) -> None:
    cleaned = clean(value, HERE)
    assert (cleaned.value, type(cleaned.value)) == (plain, type(plain))
    assert (cleaned.fault, cleaned.notice) == (None, None)


@pytest.mark.parametrize(
    ("value", "plain", "message"),
    [
        (
            "Li\u200bWei",
            "LiWei",
            'trainees.csv, line 7, name: found "Li<U+200B>Wei", with characters that cannot be seen; it is read as "LiWei".',
        ),
        (
            "Li\u00a0Wei\u00a0",
            "Li Wei",
            'trainees.csv, line 7, name: found "Li<U+00A0>Wei<U+00A0>", with characters that cannot be seen; it is read as "Li Wei".',
        ),
        (
            "李\u3000伟\ufeff",
            "李 伟",
            'trainees.csv, line 7, name: found "李<U+3000>伟<U+FEFF>", with characters that cannot be seen; it is read as "李 伟".',
        ),
        (
            "李\u200d伟",
            "李伟",
            'trainees.csv, line 7, name: found "李<U+200D>伟", with characters that cannot be seen; it is read as "李伟".',
        ),
    ],
)
def test_what_cannot_be_seen_is_removed_and_noted(value: str, plain: str, message: str) -> None:
    cleaned = clean(value, HERE)
    assert (cleaned.value, str(cleaned.notice), cleaned.fault) == (plain, message, None)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            "Li\u202eWei",
            'trainees.csv, line 7, name: found the character <U+202E> in "Li<U+202E>Wei"; letters, digits and signs that can be seen are allowed.',
        ),
        (
            "Li\x07Wei",
            'trainees.csv, line 7, name: found the character <U+0007> in "Li<U+0007>Wei"; letters, digits and signs that can be seen are allowed.',
        ),
        (
            "Jos\ufffd",
            'trainees.csv, line 7, name: found the character <U+FFFD> in "Jos\ufffd"; letters, digits and signs that can be seen are allowed.',
        ),
        (
            "\ue000",
            'trainees.csv, line 7, name: found the character <U+E000> in "<U+E000>"; letters, digits and signs that can be seen are allowed.',
        ),
        (
            "Li\nWei",
            'trainees.csv, line 7, name: found a line break in "Li<U+000A>Wei"; write a cell on one line.',
        ),
        (
            "Li\u2028Wei",
            'trainees.csv, line 7, name: found a line break in "Li<U+2028>Wei"; write a cell on one line.',
        ),
        *(
            (
                error,
                f"trainees.csv, line 7, name: found {error}, the error of a formula; write the value itself.",
            )
            for error in ("#REF!", "#NV", "#BEZUG!", "#NOM?", "#¡REF!", "Err:502")
        ),
        (
            "########",
            "trainees.csv, line 7, name: found ########, which a spreadsheet shows where a column is too narrow; make the column wider and save the table again.",
        ),
        (
            "x" * 10_001,
            "trainees.csv, line 7, name: found a text of 10,001 characters; write at most 10,000.",
        ),
        (float("nan"), "trainees.csv, line 7, name: found nan, which is no number; write the value itself."),
        (
            float("-inf"),
            "trainees.csv, line 7, name: found -inf, which is no number; write the value itself.",
        ),
    ],
)
def test_what_must_not_be_used_is_refused(value: Cell, message: str) -> None:
    cleaned = clean(value, HERE)
    assert (cleaned.value, str(cleaned.fault), cleaned.notice) == ("", message, None)


@given(st.text())
def test_a_cleaned_text_is_clean(text: str) -> None:
    once = clean(text, HERE)
    again = clean(once.value, HERE)
    assert (again.value, again.fault, again.notice) == (once.value, None, None)


@given(st.text())
def test_a_cleaned_text_stays_in_its_cell(text: str) -> None:
    value = str(clean(text, HERE).value)
    assert not set(value) & set("\n\r\t\x00\x1b\u202e\u2066")
    assert value == value.strip()


@pytest.mark.parametrize("cells", [(), ("",), (" ", "\u00a0\u200b", "\t")])
def test_a_row_without_anything_to_see_is_blank(cells: tuple[Cell, ...]) -> None:
    assert is_blank(cells)


@pytest.mark.parametrize("cells", [("x",), ("", "x"), (0,), (False,)])
def test_a_row_with_anything_to_see_is_not_blank(cells: tuple[Cell, ...]) -> None:
    assert not is_blank(cells)


@pytest.mark.parametrize("cells", [("# note", "x"), (" #",), ("\ufeff#",), ("####",), ("#####", "")])
def test_a_row_that_begins_with_a_number_sign_is_a_comment(cells: tuple[Cell, ...]) -> None:
    assert is_comment(cells)


@pytest.mark.parametrize(
    "cells", [(), ("x", "# note"), ("#REF!",), ("#N/A", "x"), ("#NV",), ("####", "x"), (5,)]
)
def test_errors_of_formulas_are_no_comments(cells: tuple[Cell, ...]) -> None:
    assert not is_comment(cells)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "TRUE"),
        (False, "FALSE"),
        (8, "8"),
        (8.0, "8"),
        (8.5, "8.5"),
        (float("inf"), "inf"),
        (date(2027, 3, 1), "2027-03-01"),
        (datetime(2027, 3, 1, 9), "2027-03-01T09:00:00"),
        (time(7, 30), "07:30"),
        (time(7, 30, 15), "07:30:15"),
        (time(7, 30, 0, 5), "07:30:00.000005"),
        (["Mon", "Tue"], "Mon;Tue"),
        ("Mon; Tue ", "Mon;Tue"),
        ("Li Wei", "Li Wei"),
    ],
)
def test_values_have_one_text_wherever_they_come_from(value: object, text: str) -> None:
    assert canonical(value) == text


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (200, "GR"), (16384, "XFD")]
)
def test_columns_are_named_as_in_a_spreadsheet(number: int, letters: str) -> None:
    assert (column_letters(number), column_number(letters)) == (letters, number)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd", "'+cmd"),
        ("-cmd", "'-cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        (" \u00a0=1", "' \u00a0=1"),
        ("\u200b=1", "'\u200b=1"),
        ("a\n=1", "'a\n=1"),
        ("\tx", "'\tx"),
        ("'=1", "''=1"),
        ("-3", "-3"),
        ("+3.5", "+3.5"),
        ("-3+1", "'-3+1"),
        ("'t Hooft", "'t Hooft"),
        ("''t", "''t"),
        ("'-3", "'-3"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_formulas_are_kept_from_running(text: str, escaped: str) -> None:
    assert escape_formula(text) == escaped
    assert unescape_formula(escaped) == text


@given(st.text(alphabet=st.one_of(st.sampled_from("'=+-@＝ \t\r\n\u200b1.x"), st.characters())))
def test_escaping_a_formula_can_be_undone(text: str) -> None:
    escaped = escape_formula(text)
    assert unescape_formula(escaped) == text
    assert not escaped.lstrip().startswith(("=", "@", "＝", "＋", "－", "＠"))


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=1))
def test_escaped_cells_pass_through_a_csv_file(cells: list[str]) -> None:
    file = io.StringIO()
    csv.writer(file).writerow([escape_formula(cell) for cell in cells])
    file.seek(0)
    assert [unescape_formula(cell) for cell in next(csv.reader(file))] == cells
