"""The tables as data agree with themselves and with the readers."""

from __future__ import annotations

import re
import tomllib

import pytest

from inputs.columns import read_cell
from inputs.plan_schema import PLAN_TABLES
from inputs.schema import NOUNS, SETTINGS, TERM_SCHEMA, TERM_TABLES, known_columns
from inputs.table_schema import KIND_WORDS, Column, Setting, TableSchema
from inputs.wrong import Wrong

TABLES = (*TERM_TABLES, *PLAN_TABLES)
COLUMNS = [pytest.param(column, id=f"{t.name}-{column.name}") for t in TABLES for column in t.columns]


def test_the_tables_of_a_term_are_those_of_the_contract() -> None:
    assert list(known_columns()) == [
        "trainees", "faculty", "hours", "rooms", "absences", "services", "curriculum", "activities",
        "slots", "topics", "pins", "seats", "preferences", "kinds", "calendar",
    ]  # fmt: skip


def test_the_columns_needed_are_those_of_the_contract() -> None:
    assert {t.name: [c.name for c in t.columns if c.required] for t in TERM_TABLES} == {
        "trainees": ["id", "name", "kind", "first_day", "last_day"],
        "faculty": ["id", "name"],
        "hours": ["who", "weekday", "start", "end"],
        "rooms": ["id", "name"],
        "absences": ["who", "first_day", "last_day"],
        "services": ["id", "name", "seats"],
        "curriculum": ["kind", "service", "weeks"],
        "activities": ["id", "title", "format", "cadence", "minutes"],
        "slots": ["activity", "weekday", "start"],
        "topics": ["activity", "topic"],
        "pins": ["trainee", "item"],
        "seats": ["item", "first_day", "last_day", "seats"],
        "preferences": ["trainee", "item", "value"],
        "kinds": ["kind"],
        "calendar": ["date", "kind"],
    }


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_column_stands_twice_and_each_is_found_by_name(table: TableSchema) -> None:
    assert len(set(table.column_names)) == len(table.columns)
    assert [table.column(name) for name in table.column_names] == list(table.columns)
    assert table.key is None or table.column(table.key).required


@pytest.mark.parametrize("column", COLUMNS)
def test_every_default_can_be_read(column: Column) -> None:
    assert not (column.required and (column.default or column.empty))
    assert not column.default or not isinstance(read_cell(column.default, column), Wrong)


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_says_what_it_means_and_what_it_allows(column: Column) -> None:
    assert re.fullmatch(r"\S.{1,90}[^.]", column.meaning)
    assert column.allowed_words
    assert bool(column.default_words) != column.required


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_that_names_something_names_rows_with_a_key(column: Column) -> None:
    for table in column.refers_to:
        assert table in NOUNS
        assert table == "rotation" or TERM_SCHEMA[table].key


@pytest.mark.parametrize(
    ("column", "words"),
    [
        (Column("a", "choice", "", choices=("group", "meeting")), "group or meeting"),
        (Column("a", "number", "", lowest=1, highest=9), "a whole number from 1 to 9"),
        (Column("a", "time", ""), "a time HH:MM"),
    ],
)
def test_what_is_allowed_is_said_in_words(column: Column, words: str) -> None:
    assert column.allowed_words == words


@pytest.mark.parametrize(
    ("column", "words"),
    [
        (Column("a", "number", "", empty="no limit"), "no limit"),
        (Column("a", "number", "", default="10"), "10"),
        (Column("a", "text", ""), "nothing"),
        (Column("a", "text", "", required=True), ""),
    ],
)
def test_what_an_empty_cell_means_is_said_in_words(column: Column, words: str) -> None:
    assert column.default_words == words


def test_every_kind_of_cell_is_used_and_said_in_words() -> None:
    assert {column.kind for table in TABLES for column in table.columns} == set(KIND_WORDS)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_the_example_of_a_setting_is_toml(setting: Setting) -> None:
    assert tomllib.loads(f"x = {setting.example}")["x"] is not None
