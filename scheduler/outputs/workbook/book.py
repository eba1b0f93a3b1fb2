"""The plan as a workbook: an overview, the weeks and days to print, and every table to sort and filter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from inputs.days import weekday_of
from scheduler.outputs.board.view import TermView
from scheduler.outputs.board.words import say_item
from scheduler.outputs.round_leads import AS_PLANNED, LedOnDays
from scheduler.outputs.tables import Value, plan_frames, plan_of
from scheduler.outputs.workbook.days import add_days
from scheduler.outputs.workbook.overview import add_overview
from scheduler.outputs.workbook.style import INKS, TINTS, Pen, column_width, lines_of
from scheduler.outputs.workbook.weeks import add_weeks

if TYPE_CHECKING:
    import pandas as pd

    from inputs.term import Term
    from scheduler.result import Result

LINE_HEIGHT = 12.5
"""In points."""
MOST_MEASURED = 400
"""Rows that are looked at to find the width of a column."""


def render_workbook(result: Result, term: Term, led: LedOnDays = AS_PLANNED) -> bytes:
    """Return ``plan.xlsx``.

    Texts are texts, whatever they begin with; dates and times are Excel's own. The same result and term give
    the same bytes.

    Parameters
    ----------
    result
        What solving returned, with a plan.
    term
        The term that was solved.
    led
        Who led the rounds of single days, whoever leads the week in the plan.

    Raises
    ------
    ValueError
        When the result has no plan.
    """
    view = TermView(term, plan_of(result), led)
    pen = Pen(term.name, term.span)
    add_overview(pen, result, view.plan, term)
    add_weeks(pen, view)
    add_days(pen, view)
    for name, frame in plan_frames(result, term, led).items():
        _add_table(pen, name, _with_names(frame, term), view)
    return pen.finished()


def _with_names(frame: pd.DataFrame, term: Term) -> pd.DataFrame:
    """Return a table with the name beside each id, and the weekday beside each date of a session."""
    known = _names(term)
    wider = frame.copy()
    for column in frame.columns:
        if column in known:
            _insert_after(wider, column, f"{column}_name", [known[column](value) for value in frame[column]])
        elif column == "date":
            _insert_after(wider, column, "weekday", [weekday_of(day) for day in frame[column]])
    return wider


def _insert_after(frame: pd.DataFrame, column: str, name: str, values: list[str]) -> None:
    frame.insert(list(frame.columns).index(column) + 1, name, values)


def _names(term: Term) -> Mapping[str, Callable[[str], str]]:
    """Return how the ids of each column become names; what is unknown has none."""
    tables = {
        "trainee": {trainee.id: trainee.name for trainee in term.trainees},
        "service": {service.id: service.name for service in term.services},
        "activity": {activity.id: activity.title for activity in term.activities},
        "room": {room.id: room.name for room in term.rooms},
        "faculty": {member.id: member.name for member in term.faculty},
    }
    tables["lead"] = tables["faculty"]

    def finder(table: Mapping[str, str]) -> Callable[[str], str]:
        return lambda key: table.get(key, "")

    return {
        **{column: finder(table) for column, table in tables.items()},
        "item": lru_cache(maxsize=None)(lambda item: say_item(term, item)),
    }


def _add_table(pen: Pen, name: str, frame: pd.DataFrame, view: TermView) -> None:
    """Add a sheet with a table: its head stays in sight and on each page, and filters."""
    sheet = pen.sheet(name.capitalize())
    columns, rows = list(frame.columns), list(frame.itertuples(index=False, name=None))
    widths = [
        column_width([column, *(_shown(row[index]) for row in rows[:MOST_MEASURED])])
        for index, column in enumerate(columns)
    ]
    for index, column in enumerate(columns):
        sheet.set_column(index, index, widths[index])
        pen.write(sheet, 0, index, column, "head", *(("right", "indent") if column == "cost" else ()))
    sheet.set_row(0, 20)
    colours = {service.name: key.colour for service, key in view.keys.items()}
    for number, row in enumerate(rows, start=1):
        lines = max(
            (
                lines_of(value, width)
                for value, width in zip(row, widths, strict=True)
                if isinstance(value, str)
            ),
            default=1,
        )
        sheet.set_row(number, LINE_HEIGHT * lines + 3)
        for index, value in enumerate(row):
            colour = colours.get(str(value)) if columns[index] == "service_name" else None
            tint = {} if colour is None else {"bg_color": TINTS[colour], "font_color": INKS[colour]}
            indent = ("indent",) if isinstance(value, int) else ()
            pen.write(sheet, number, index, value, "cell", "wrap", *indent, **tint)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.repeat_rows(0)


def _shown(value: Value) -> str:
    """Return a text as wide as a value is when it is shown."""
    return str(value) if isinstance(value, str | int) else "2027-03-01"
