"""
Reads the rows of a store, and tells where they cannot be what was written.

A file that a disk or a copy has damaged holds anything: a number where a text belongs, half a text, no row at
all. Whoever reads rows reads them here; whoever makes data of one says ``@kept``. Both raise `Unreadable`,
which becomes the trouble of the store where it is opened; a fault of the program elsewhere stays one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from types import MappingProxyType
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Column, Connection, Select, Table, select

from scheduler.store.tables import ENTRIES, FEEDS, FETCHES, LINKS, LOOKS, RENDERED, STORE, VERSIONS
from scheduler.store.trouble import Unreadable

Row = Mapping[str, Any]
Given = ParamSpec("Given")
Made = TypeVar("Made")

KINDS: Mapping[str, str] = MappingProxyType(
    {
        STORE.name: "itself",
        VERSIONS.name: "a version",
        ENTRIES.name: "what calendars were told",
        FEEDS.name: "what calendars say of themselves",
        RENDERED.name: "a calendar file",
        LINKS.name: "a secret address",
        FETCHES.name: "who fetched",
        LOOKS.name: "who looked at a page",
    }
)
"""What each table holds, in words."""


def unreadable(table: Table) -> Unreadable:
    """Return that rows of a table are not what was written."""
    return Unreadable(f"what it holds of {KINDS[table.name]} cannot be read")


def kept(table: Table) -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """Say of a function that it does nothing but make data of a row of a table."""

    def wrap(read: Callable[Given, Made]) -> Callable[Given, Made]:
        @wraps(read)
        def checked(*args: Given.args, **kwargs: Given.kwargs) -> Made:
            try:
                return read(*args, **kwargs)
            except (ValueError, LookupError, TypeError) as error:
                raise unreadable(table) from error

        return checked

    return wrap


def read_rows(connection: Connection, query: Select[Any]) -> list[Row]:
    """Return the rows of a query of columns of one table.

    Raises
    ------
    Unreadable
        When a value is not of the type of its column.
    """
    columns = _columns(query)
    rows = _fetch(connection, query)
    for row in rows:
        _check(row, columns)
    return rows


def read_sound_rows(connection: Connection, query: Select[Any]) -> tuple[list[Row], list[Row]]:
    """Return the rows of a query whose values are of the types of their columns, and the others."""
    columns = _columns(query)
    sound: list[Row] = []
    others: list[Row] = []
    for row in _fetch(connection, query):
        (sound if _is_sound(row, columns) else others).append(row)
    return sound, others


def read_store(connection: Connection) -> Row:
    """Return the one row of the store itself.

    Raises
    ------
    Unreadable
        When there is none, or more.
    """
    rows = read_rows(connection, select(STORE))
    if len(rows) != 1:
        raise unreadable(STORE)
    return rows[0]


def _columns(query: Select[Any]) -> list[Column[Any]]:
    return [column for column in query.selected_columns if isinstance(column, Column)]


def _fetch(connection: Connection, query: Select[Any]) -> list[Row]:
    result = connection.execute(query)
    try:
        return [{str(name): value for name, value in row.items()} for row in result.mappings()]
    except (TypeError, ValueError, OverflowError) as error:  # no bytes where bytes belong
        raise unreadable(_columns(query)[0].table) from error


def _check(row: Row, columns: Iterable[Column[Any]]) -> None:
    for column in columns:
        value = row[column.name]
        if not isinstance(value, column.type.python_type) and not (column.nullable and value is None):
            raise unreadable(column.table)


def _is_sound(row: Row, columns: Iterable[Column[Any]]) -> bool:
    try:
        _check(row, columns)
    except Unreadable:
        return False
    return True
