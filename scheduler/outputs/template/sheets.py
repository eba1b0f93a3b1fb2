"""The sheets of the workbook to start from: notes, settings and tables, with help in every cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from inputs.columns import FIRST_YEAR, LAST_YEAR
from inputs.schema import SETTINGS, TERM_TABLES
from scheduler.outputs.template.lists import FIRST_ROW, LAST_ROW, SEVERAL, list_name
from scheduler.outputs.workbook.style import HEAD, HEAD_TINT, Pen, column_width, lines_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from inputs.table_schema import Column, Setting, TableSchema
    from scheduler.outputs.tables import Value

NOTES, SETTINGS_SHEET = "#notes", "term"
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255
"""Of what Excel shows beside a cell."""
HEAD_ROW, ROW = FIRST_ROW - 2, FIRST_ROW - 1
"""Of a table, counted from 0: the names of the columns, and the first row below them."""
LINE = 13
WIDEST = 40
OPTIONAL = {"bg_color": HEAD_TINT, "font_color": HEAD}
NUMBER_FORMATS = {"day": "yyyy-mm-dd", "time": "hh:mm", "number": "0"}
PLAIN_TEXT = "@"
"""Keeps a spreadsheet from making dates or numbers of ids."""
STEPS = (
    "Each sheet is a table. Its first row says what it holds, its second names the columns.",
    "Dark columns need a value in each row. An empty cell in another column is the default.",
    "Dates are dates of the spreadsheet, or 2027-03-01; times are 08:30; lists are separated by ;",
    "Drop-down lists offer the ids of the other sheets. Where several may stand, put ; between them.",
    "Rows that begin with #, and columns and sheets whose name begins with #, are not read.",
    "The calendar of a member of faculty lies beside this file, in the folder calendars, as ID.ics.",
    "The people are invented: replace them with yours, table by table, beginning with trainees and faculty.",
    "rota check FILE lists every fault at once; rota plan FILE -o FOLDER makes the plan.",
)


def add_notes(pen: Pen) -> None:
    """Add the sheet of notes: how the workbook is filled in, and what every column means."""
    sheet = pen.sheet(NOTES)
    widths = (14, 16, 10, 54, 54, 26)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 28)
    pen.write(sheet, 0, 0, "How to fill in this workbook", "title")
    for number, step in enumerate(STEPS, start=1):
        pen.write(sheet, number, 0, f"{number}.  {step}")
    row = len(STEPS) + 2
    sheet.repeat_rows(row)
    for column, text in enumerate(
        ("sheet", "column", "needed", "what it means", "what may stand there", "if empty")
    ):
        pen.write(sheet, row, column, text, "head")
    row = _add_lines(
        pen, sheet, row + 1, SETTINGS_SHEET, "one row for each setting", _setting_lines(), widths
    )
    for table in TERM_TABLES:
        row = _add_lines(pen, sheet, row, table.name, table.meaning, _column_lines(table), widths)


def _add_lines(
    pen: Pen,
    sheet: Worksheet,
    row: int,
    name: str,
    meaning: str,
    lines: Sequence[tuple[str, ...]],
    widths: Sequence[float],
) -> int:
    for column in range(len(widths)):
        pen.write(sheet, row, column, "", bg_color=HEAD_TINT)
    look = pen.style("bold", bg_color=HEAD_TINT, underline=1)
    sheet.write_url(row, 0, f"internal:'{name}'!A1", look, name)
    pen.write(sheet, row, 1, meaning, bg_color=HEAD_TINT)
    for number, line in enumerate(lines, start=row + 1):
        pen.write(sheet, number, 0, "", "cell")
        for column, text in enumerate(line, start=1):
            pen.write(sheet, number, column, text, "cell", "wrap", *(("bold",) if column == 1 else ()))
        height = max(lines_of(text, width) for text, width in zip(line, widths[1:], strict=True))
        sheet.set_row(number, LINE * height + 3)
    return row + 1 + len(lines)


def _setting_lines() -> list[tuple[str, ...]]:
    return [
        (setting.name, _needed(setting), setting.meaning, f"such as {_example(setting)}", setting.default)
        for setting in SETTINGS
    ]


def _column_lines(table: TableSchema) -> list[tuple[str, ...]]:
    return [
        (column.name, _needed(column), column.meaning, allowed(column), column.default_words)
        for column in table.columns
    ]


def _needed(what: Column | Setting) -> str:
    return "needed" if what.required else ""


def _example(setting: Setting) -> str:
    """Return the example of a setting as a cell holds it."""
    if setting.name == "rules":
        return "rules.room_seats.off, with the reason as its value"
    return setting.example.strip("[]").replace('", "', ";").replace('"', "")


def allowed(column: Column) -> str:
    """Return what may be written in a column, in words."""
    if not column.refers_to:
        return column.allowed_words
    several = column.kind in SEVERAL
    where = " or ".join(column.refers_to)
    words = f"ids of {where}, separated by ;" if several else f"one id of {where}"
    return f"{words}; *3 for three times" if column.kind == "prerequisites" else words


def add_settings(pen: Pen, settings: Sequence[tuple[str, Value, str]]) -> None:
    """Add the sheet of settings.

    Parameters
    ----------
    pen
        Of the workbook.
    settings
        The key, the value and what it means, of each.
    """
    sheet = pen.sheet(SETTINGS_SHEET)
    for column, width in enumerate((16, 52, 66)):
        sheet.set_column(column, column, width)
    _add_title(pen, sheet, "term: one row for each setting")
    for column, text in enumerate(("key", "value", "note")):
        pen.write(sheet, HEAD_ROW, column, text, "head")
    for row, (key, value, note) in enumerate(settings, start=ROW):
        pen.write(sheet, row, 0, key, "cell", "bold")
        kind = {} if isinstance(value, date | time) else {"num_format": PLAIN_TEXT}
        pen.write(sheet, row, 1, value, "cell", "wrap", **kind)
        pen.write(sheet, row, 2, note, "cell", "soft", "wrap")
    sheet.freeze_panes(ROW, 1)


def _add_title(pen: Pen, sheet: Worksheet, text: str) -> None:
    """Write what a sheet holds, in a row that is a comment to the reader."""
    pen.write(sheet, 0, 0, f"# {text}", "soft", "bold", valign="vcenter")
    sheet.set_row(0, 20)
    sheet.set_row(HEAD_ROW, 20)


def add_table(pen: Pen, table: TableSchema, rows: Sequence[Mapping[str, Value]]) -> None:
    """Add a table.

    Parameters
    ----------
    pen
        Of the workbook.
    table
        Its columns.
    rows
        What stands in it: values by the names of the columns, without the empty ones.
    """
    sheet = pen.sheet(table.name)
    _add_title(pen, sheet, f"{table.name}: {table.meaning}")
    lines = dict.fromkeys(range(len(rows)), 1)
    for place, column in enumerate(table.columns):
        shown = [str(row.get(column.name, "")) for row in rows]
        width = min(WIDEST, column_width([column.name, *shown]))
        look = {"num_format": NUMBER_FORMATS.get(column.kind, PLAIN_TEXT), "align": "left"}
        sheet.set_column(place, place, width, pen.style("wrap", **look))
        pen.write(sheet, HEAD_ROW, place, column.name, "head", **({} if column.required else OPTIONAL))
        sheet.write_comment(HEAD_ROW, place, _help(column), {"author": "", "x_scale": 1.6, "y_scale": 1.2})
        sheet.data_validation(ROW, place, LAST_ROW - 1, place, _check(column))
        for number, row in enumerate(rows):
            pen.write(sheet, ROW + number, place, row.get(column.name, ""), "cell", "wrap", **look)
            lines[number] = max(lines[number], lines_of(shown[number], width))
    for number, count in lines.items():
        # Long lists have few places to break.
        sheet.set_row(ROW + number, LINE * (count + (count > 2)) + 3)
    sheet.freeze_panes(ROW, 1)
    sheet.autofilter(HEAD_ROW, 0, max(HEAD_ROW + len(rows), ROW), len(table.columns) - 1)
    sheet.repeat_rows(0, HEAD_ROW)


def _help(column: Column) -> str:
    """Return what a person should know about a column."""
    need = "Needed." if column.required else f"If empty: {column.default_words}."
    return f"{_sentence(column.meaning)}\n{_sentence(allowed(column))}\n{need}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _check(column: Column) -> dict[str, Any]:
    """Return the rule by which Excel checks a column, with what it shows beside a cell."""
    shown = {
        "input_title": column.name[:LONGEST_TITLE],
        "input_message": _help(column)[:LONGEST_MESSAGE],
        "error_title": column.name[:LONGEST_TITLE],
        "error_message": f"Allowed: {allowed(column)}."[:LONGEST_MESSAGE],
    }
    return {**shown, **_criterion(column)}


def _criterion(column: Column) -> dict[str, Any]:
    offered = list_name(column)
    if offered:
        # An id may be written before its row: only words of the program are settled.
        free = column.kind in SEVERAL
        kind = "information" if column.refers_to else "stop"
        return {"validate": "list", "source": f"={offered}", "show_error": not free, "error_type": kind}
    if column.kind == "day":
        first, last = datetime(FIRST_YEAR, 1, 1), datetime(LAST_YEAR, 12, 31)
        return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
    if column.kind == "time":
        return {"validate": "time", "criteria": "between", "minimum": time(0, 0), "maximum": time(23, 59)}
    if column.kind == "number":
        limits = {"minimum": column.lowest, "maximum": column.highest}
        return {"validate": "integer", "criteria": "between", **limits}
    if column.kind in {"id", "text", "email"}:
        return {"validate": "length", "criteria": "<=", "value": column.longest}
    return {"validate": "any"}
