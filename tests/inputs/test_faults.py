"""What people read when something is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inputs.faults import (
    Fault,
    Notice,
    Place,
    Remark,
    in_order,
    likely_names,
    listed,
    look,
    nearest,
    quoted,
    shown,
    unknown,
)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("trainees.csv", 7, "last_day"), "trainees.csv, line 7, last_day"),
        (Place("trainees.csv", 7), "trainees.csv, line 7"),
        (Place("trainees.csv"), "trainees.csv"),
        (Place("term.toml", None, "first_day"), "term.toml, first_day"),
        (Place("term.xlsx, sheet rooms", 2, "seats"), "term.xlsx, sheet rooms, line 2, seats"),
    ],
)
def test_a_place_reads_file_line_column(place: Place, text: str) -> None:
    assert str(place) == text


def test_a_fault_reads_as_a_sentence() -> None:
    place = Place("trainees.csv", 7, "last_day")
    fault = Fault(place, 'found "2027-02-30", which is no date', "write a date as YYYY-MM-DD")
    assert (
        str(fault)
        == 'trainees.csv, line 7, last_day: found "2027-02-30", which is no date; write a date as YYYY-MM-DD.'
    )


def test_a_fault_asks_for_the_nearest_name() -> None:
    fault = unknown(
        Place("trainees.csv", 1, "fist_day"), "fist_day", "column of trainees", ["id", "first_day"]
    )
    assert (
        str(fault)
        == 'trainees.csv, line 1, fist_day: found "fist_day", which is no column of trainees; allowed: id and first_day. Did you mean "first_day"?'
    )


def test_an_unknown_name_among_none_says_so() -> None:
    fault = unknown(Place("hours.csv", 2, "who"), "F01", "member of faculty", [])
    assert (
        str(fault)
        == 'hours.csv, line 2, who: found "F01", which is no member of faculty; there is none to choose from.'
    )


def test_a_notice_is_no_fault() -> None:
    remarks: set[Remark] = {Notice(Place("a"), "b", "c"), Fault(Place("a"), "b", "c")}
    assert len(remarks) == 2
    assert (
        str(Notice(Place("a.csv"), "found GB18030", "it is read so"))
        == "a.csv: found GB18030; it is read so."
    )


def test_remarks_are_sorted_down_the_lines_and_told_once() -> None:
    first, second, third = (Fault(Place("b.csv", line), "x", "y") for line in (None, 2, 10))
    other = Fault(Place("a.csv", 50, "z"), "x", "y")
    assert in_order([third, second, first, second, other]) == (other, first, second, third)


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("lectuer", ["lecture", "group"], "lecture"),
        ("M9", ["M10", "M09"], "M09"),
        ("Ｆ03", ["F03", "F04"], "F03"),
        ("First Day", ["first_day"], "first_day"),
        ("STRASSE", ["Straße"], "Straße"),
        ("F1", ["F01", "F10", "F11", "F12"], "F01"),
        ("T010", ["T01", "T10", "T100"], "T10"),
        ("T01", ["T02", "T11", "T21"], None),
        ("Ward-A", ["Ward-B", "Ward-C"], None),
        ("Tu", ["Tue", "Wed", "Thu"], "Tue"),
        ("zzz", ["lecture"], None),
        ("", ["lecture"], None),
        ("lecture", [], None),
        ("lecture" * 100, ["lecture"], None),
    ],
)
def test_the_nearest_name_is_found(word: str, known: list[str], expected: str | None) -> None:
    assert nearest(word, known) == expected


def test_of_names_that_look_the_same_the_first_is_nearest() -> None:
    assert nearest("f03", ["F03", "ｆ03"]) == "F03"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        ([str(n) for n in range(20)], ", ".join(str(n) for n in range(19)) + " and 19"),
        ([str(n) for n in range(23)], ", ".join(str(n) for n in range(20)) + " and 3 more"),
    ],
)
def test_a_list_reads_as_part_of_a_sentence(words: list[str], text: str) -> None:
    assert listed(words) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("José 李伟", '"José 李伟"'),
        (8.5, '"8.5"'),
        ("x" * 60, '"' + "x" * 60 + '"'),
        ("x" * 61, '"' + "x" * 57 + '..."'),
        ("a\u200bb\u202e\x1b[31m\u00a0", '"a<U+200B>b<U+202E><U+001B>[31m<U+00A0>"'),
    ],
)
def test_a_quotation_is_short_and_shows_what_cannot_be_seen(value: object, text: str) -> None:
    assert quoted(value) == text


@given(st.text())
def test_what_is_shown_can_be_printed_anywhere(text: str) -> None:
    assert shown(text).isprintable()
    assert shown(shown(text)) == shown(text)


@given(st.text())
def test_looks_are_compared_in_one_form(text: str) -> None:
    assert look(look(text)) == look(text)


PEOPLE = (
    "Wang Zixuan",
    "Ma Wang",
    "Li Wei",
    "Wangari Maathai",
    "王子轩",
    "王芳",
    *(f"T0{n}" for n in range(7)),
)


@pytest.mark.parametrize(
    ("word", "likely"),
    [
        ("wang", ("Wang Zixuan", "Ma Wang")),
        ("ma", ("Ma Wang",)),
        ("Zi", ("Wang Zixuan",)),
        ("gari", ("Wangari Maathai",)),
        ("Wei Li", ()),
        ("Lee Wei", ("Li Wei",)),
        ("芳", ("王芳",)),
        ("王", ("王子轩", "王芳")),
        ("w", ()),
        ("T0", ()),  # of too many
        ("", ()),
    ],
)
def test_the_names_of_which_a_word_is_part_are_likely(word: str, likely: tuple[str, ...]) -> None:
    assert likely_names(word, PEOPLE) == likely
