"""The settings of a term."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inputs.files.cells import Cell
from inputs.files.term_settings import Settings, nest, read_toml

TERM = """\
# spring
name = "Cellular therapy, spring 2027"
first_day = 2027-03-01      # a Monday
day = ["07:30", "18:30"]
levels = [
    "coverage",
    "comfort",
]

[rules.service_seats]
off = "no limit in spring"

[ "rules" . 'late' ]   # quoted
minutes = 45.0
at = 07:30:00
"""


def told(settings: Settings) -> list[str]:
    return [str(remark) for remark in (*settings.faults, *settings.notices)]


def test_settings_are_nested_and_know_their_lines() -> None:
    settings = read_toml(TERM.encode(), "term.toml")
    assert settings.values == {
        "name": "Cellular therapy, spring 2027",
        "first_day": date(2027, 3, 1),
        "day": ["07:30", "18:30"],
        "levels": ["coverage", "comfort"],
        "rules": {"service_seats": {"off": "no limit in spring"}, "late": {"minutes": 45, "at": time(7, 30)}},
    }
    assert settings.lines == {
        "name": 2,
        "first_day": 3,
        "day": 4,
        "levels": 5,
        "rules.service_seats": 10,
        "rules.service_seats.off": 11,
        "rules.late": 13,
        "rules.late.minutes": 14,
        "rules.late.at": 15,
    }
    assert (settings.file, told(settings)) == ("term.toml", [])


def test_a_quoted_name_may_hold_anything() -> None:
    text = """
["Three more, and (perhaps) seats"]
seats = ["simulation=9"]
"Li Wei's key; here" = 1
"""
    assert read_toml(text.encode(), "ideas.toml").lines == {
        "Three more, and (perhaps) seats": 2,
        "Three more, and (perhaps) seats.seats": 3,
        "Three more, and (perhaps) seats.Li Wei's key; here": 4,
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_mark_and_the_line_ends_make_no_difference(encoding: str, line_end: str) -> None:
    assert read_toml(TERM.replace("\n", line_end).encode(encoding), "t") == read_toml(TERM.encode(), "t")


def test_texts_are_cleaned_as_in_tables() -> None:
    text = 'name = " Spring\u200b "\nnotes = ["a", "b\u202ec"]\n[rules.x]\nlimit = nan\nwhat = "a\\nb"\n'
    settings = read_toml(text.encode(), "term.toml")
    assert settings.values == {
        "name": "Spring",
        "notes": ["a", ""],
        "rules": {"x": {"limit": "", "what": ""}},
    }
    assert told(settings) == [
        'term.toml, line 2, notes: found the character <U+202E> in "b<U+202E>c"; letters, digits and signs that can be seen are allowed.',
        "term.toml, line 4, rules.x.limit: found nan, which is no number; write the value itself.",
        'term.toml, line 5, rules.x.what: found a line break in "a<U+000A>b"; write a cell on one line.',
        'term.toml, line 1, name: found " Spring<U+200B> ", with characters that cannot be seen; it is read as "Spring".',
    ]


GENERAL = "write name = value, with quotation marks around texts and times, and commas in lists."
ONCE = "give each setting once."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a = 1\nfirst_day = 2027-02-30\n",
            'term.toml, line 2: found "first_day = 2027-02-30", which TOML cannot read (invalid date or datetime); write a date as YYYY-MM-DD.',
        ),
        (
            "名 = 1\n",
            'term.toml, line 1: found "名 = 1", which TOML cannot read (invalid statement); put quotation marks around a name with other letters than a to z.',
        ),
        (
            "a = 1\na = 2\n\n",
            f'term.toml, line 2: found "a = 2", which TOML cannot read (cannot overwrite a value); {ONCE}',
        ),
        (
            "a = 1\na = 2",
            f'term.toml, line 2: found "a = 2", which TOML cannot read (cannot overwrite a value); {ONCE}',
        ),
        (
            "[r]\n[r]\n",
            f"term.toml, line 2: found \"[r]\", which TOML cannot read (cannot declare ('r',) twice); {ONCE}",
        ),
        (
            'day = ["07:30" "18:30"]\n',
            f'term.toml, line 1: found "day = ["07:30" "18:30"]", which TOML cannot read (unclosed array); {GENERAL}',
        ),
        (
            "name = “Spring”\n",
            'term.toml, line 1: found "name = “Spring”", which TOML cannot read (invalid value); write plain quotation marks, ".',
        ),
        (
            "first_day = 1.3.2027\n",
            'term.toml, line 1: found "first_day = 1.3.2027", which TOML cannot read (expected newline or end of document after a statement); write a date as YYYY-MM-DD.',
        ),
        (
            "start = 07:30\n",
            f'term.toml, line 1: found "start = 07:30", which TOML cannot read (expected newline or end of document after a statement); {GENERAL}',
        ),
        (
            'name = "x\n',
            f'term.toml, line 1: found "name = "x", which TOML cannot read (illegal character \'\\n\'); {GENERAL}',
        ),
        ("a = [1,", f'term.toml, line 1: found "a = [1,", which TOML cannot read (invalid value); {GENERAL}'),
        (
            "a = " + "[" * 5000,
            f"term.toml: found brackets too deep or a number too long to be read; {GENERAL}",
        ),
        (
            "a = " + "9" * 5000,
            f"term.toml: found brackets too deep or a number too long to be read; {GENERAL}",
        ),
        (
            "x = 1\n" + "a." * 300 + "a = 1\n",
            "term.toml, line 2: found 300 dots on one line; at most 200 are allowed.",
        ),
    ],
)
def test_what_breaks_the_rules_of_toml_is_a_fault_with_its_line(text: str, message: str) -> None:
    settings = read_toml(text.encode(), "term.toml")
    assert (settings.values, told(settings)) == ({}, [message])


def test_another_encoding_than_utf_8_is_refused() -> None:
    assert told(read_toml('a = 1\r\nname = "李伟"'.encode("gb18030"), "term.toml")) == [
        "term.toml, line 2: found the byte 0xC0, which is not UTF-8; save the file as UTF-8."
    ]


def test_a_file_of_settings_is_small() -> None:
    assert told(read_toml(b"#" * 262_145, "term.toml")) == [
        "term.toml: found 262,145 bytes; at most 262,144 are allowed."
    ]


@given(st.binary() | st.text("ab.[]=\"'\n#1{},: -").map(str.encode))
def test_no_bytes_raise(content: bytes) -> None:
    settings = read_toml(content, "any.toml")
    assert not (settings.faults and settings.values) or all(fault.place.column for fault in settings.faults)


def test_dotted_keys_of_a_sheet_are_nested_as_in_toml() -> None:
    entries: list[tuple[str, Cell, int]] = [
        ("name", "Spring", 2),
        ("rules.seats.off", "none", 3),
        ("rules.seats.limit", 8, 4),
        ("rules.late.off", True, 6),
    ]
    settings = nest(entries, "term.xlsx, sheet term")
    assert settings == Settings(
        "term.xlsx, sheet term",
        {"name": "Spring", "rules": {"seats": {"off": "none", "limit": 8}, "late": {"off": True}}},
        {"name": 2, "rules.seats.off": 3, "rules.seats.limit": 4, "rules.late.off": 6},
    )


def test_keys_of_a_sheet_that_contradict_each_other_are_faults() -> None:
    entries: list[tuple[str, Cell, int]] = [
        ("name", "Spring", 2),
        ("name", "Autumn", 3),
        ("name.short", "S", 4),
        ("rules.seats.off", "none", 5),
        ("rules.seats", 8, 6),
        ("rules.seats.off.now", 8, 7),
        ("rules..off", 8, 8),
        ("rules.", 8, 9),
    ]
    settings = nest(entries, "s")
    assert settings.values == {"name": "Spring", "rules": {"seats": {"off": "none"}}}
    unfit = "which does not fit the settings before it; write keys such as name or rules.NAME.off."
    assert told(settings) == [
        's, line 3, name: found "name", as on line 2; give each setting once.',
        f's, line 4, name.short: found "name.short", {unfit}',
        f's, line 6, rules.seats: found "rules.seats", {unfit}',
        f's, line 7, rules.seats.off.now: found "rules.seats.off.now", {unfit}',
        f's, line 8, rules..off: found "rules..off", {unfit}',
        f's, line 9, rules.: found "rules.", {unfit}',
    ]
