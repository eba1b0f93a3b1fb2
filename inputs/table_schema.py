"""What a table, a column and a setting are, for the data in `inputs.schema` and `inputs.plan_schema`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from inputs.days import WEEKDAYS
from inputs.faults import listed

CellKind = Literal[
    "id", "text", "email", "day", "time", "number", "yes_no", "choice", "texts", "prerequisites", "weeks"
]

KIND_WORDS: Mapping[CellKind, str] = {
    "id": "an id of letters, digits, . - and _",
    "text": "a text",
    "email": "an address of e-mail",
    "day": "a date",
    "time": "a time HH:MM",
    "number": "a whole number",
    "yes_no": "yes or no",
    "choice": "one of the words allowed",
    "texts": "a list, separated by ;",
    "prerequisites": "a list, separated by ;, with *3 for three times",
    "weeks": "every, odd, even, 1st to 4th, dates, or a list of these, separated by ;",
}
"""What a cell of each kind holds, in words."""


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    name, kind, meaning
        What it is called, what its cells hold, and what they mean in one line.
    required
        Whether each row needs a value.
    default
        What an empty cell is read as, written as in a cell.
    empty
        What an empty cell means, where no value can be written that means the same.
    choices
        The words allowed in a column of kind ``choice``.
    lowest, highest
        The limits of a number, both allowed.
    longest
        The most characters of a text, or of one in a list.
    refers_to
        The tables in which the cell names something.
    """

    name: str
    kind: CellKind
    meaning: str
    required: bool = False
    default: str = ""
    empty: str = ""
    choices: tuple[str, ...] = ()
    lowest: int = 0
    highest: int = 10_000
    longest: int = 120
    refers_to: tuple[str, ...] = ()

    @property
    def default_words(self) -> str:
        """What an empty cell means, in words; empty for a required column."""
        return "" if self.required else self.empty or self.default or "nothing"

    @property
    def allowed_words(self) -> str:
        """What may be written, in words."""
        if self.kind == "choice":
            return listed(self.choices).replace(" and ", " or ")
        if self.kind == "number":
            return f"a whole number from {self.lowest} to {self.highest}"
        return KIND_WORDS[self.kind]


@dataclass(frozen=True)
class TableSchema:
    """A table: its columns in their order; ``key`` is the column by which other tables name its rows."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    required: bool = False
    key: str | None = None

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Return the column of that name, which there must be."""
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True)
class Setting:
    """A setting of ``term.toml``; ``example`` is a value as TOML writes it."""

    name: str
    meaning: str
    example: str
    required: bool = False
    default: str = ""


def id_column(meaning: str) -> Column:
    """Return a column that holds the id by which other tables name the row."""
    return Column("id", "id", meaning, required=True, longest=40)


def name_column(what: str) -> Column:
    """Return a column that holds the name of a person or place."""
    return Column("name", "text", f"what {what} is called", required=True, longest=80)


def first_day(meaning: str, *, required: bool = True, empty: str = "") -> Column:
    """Return a column that holds the first day of something, included."""
    return Column("first_day", "day", meaning, required=required, empty=empty)


def last_day(meaning: str, *, required: bool = True, empty: str = "") -> Column:
    """Return a column that holds the last day of something, included."""
    return Column("last_day", "day", meaning, required=required, empty=empty)


def time_column(name: str, meaning: str, *, required: bool = False, empty: str = "") -> Column:
    """Return a column that holds a time of day."""
    return Column(name, "time", meaning, required=required, empty=empty)


def weekday_column(meaning: str) -> Column:
    """Return a column that holds a day of the week."""
    return Column("weekday", "choice", meaning, required=True, choices=WEEKDAYS)


def seats_column(meaning: str, *, required: bool = False) -> Column:
    """Return a column that holds a number of seats."""
    return Column("seats", "number", meaning, required=required, empty="" if required else "no limit")


def one_of(
    name: str, tables: tuple[str, ...], meaning: str, *, required: bool = True, empty: str = ""
) -> Column:
    """Return a column that holds the name of one row of some tables."""
    return Column(name, "text", meaning, required=required, empty=empty, refers_to=tables)


def some_of(
    name: str, tables: tuple[str, ...], meaning: str, *, required: bool = False, empty: str = "none"
) -> Column:
    """Return a column that holds the names of rows of some tables."""
    return Column(
        name, "texts", meaning, required=required, empty="" if required else empty, refers_to=tables
    )


def weeks_column(name: str, meaning: str, *, lowest: int = 0, default: str = "", empty: str = "") -> Column:
    """Return a column that holds a number of weeks."""
    return Column(name, "number", meaning, lowest=lowest, highest=520, default=default, empty=empty)
