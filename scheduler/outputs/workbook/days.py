"""The sheet of days: one block for each week, with what each trainee attends on each day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from inputs.days import WEEKDAY_NAMES, WEEKDAYS, Week, weekday_of
from scheduler.outputs.board.weeks import Day, DayHead, WeekGrid, WeekRow, week_grids
from scheduler.outputs.board.words import join
from scheduler.outputs.workbook.style import (
    AWAY,
    HEAD_TINT,
    HOLIDAY,
    INKS,
    SHORT,
    TINTS,
    WASH,
    Pen,
    lines_of,
    scale_to_fit,
)

if TYPE_CHECKING:
    from datetime import date

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from inputs.term import Term
    from scheduler.outputs.board.view import TermView
    from scheduler.outputs.board.weeks import Entry

NAME_WIDTH, DAY_WIDTH, WEEKEND_WIDTH = 26, 31, 24
SMALL, LINE = 9, 12
"""Size of the letters and height of a line, in points."""
HIGHEST = 409
"""Of a row in Excel, in points."""
STATES = {
    "off": {"bg_color": WASH},
    "holiday": {"bg_color": HOLIDAY},
    "away": {"bg_color": AWAY},
    "on": {},
}


def add_days(pen: Pen, view: TermView) -> None:
    """Add the sheet.

    Parameters
    ----------
    pen
        Of the workbook.
    view
        Of the plan.
    """
    term = view.term
    weekdays = _weekdays(term)
    sheet = pen.sheet("Days", fit=False)
    widths = (NAME_WIDTH, *(DAY_WIDTH if day in term.weekdays else WEEKEND_WIDTH for day in weekdays))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    # Excel ignores page breaks on sheets that are fitted to a width: this is the same width by hand.
    sheet.set_print_scale(scale_to_fit(widths))
    for column, name in enumerate(("trainee", *(WEEKDAY_NAMES[WEEKDAYS.index(day)] for day in weekdays))):
        pen.write(sheet, 0, column, name, "head")
    sheet.set_row(0, 18)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    row, breaks = 1, []
    for week, grid in zip(term.weeks, week_grids(view), strict=True):
        places = [1 + weekdays.index(weekday_of(day)) for day in _days(term, week)]
        row = _add_week(pen, sheet, row, grid, places, len(weekdays))
        breaks.append(row)
    sheet.set_h_pagebreaks(breaks[:-1])


def _days(term: Term, week: Week) -> list[date]:
    return [day for day in week.span if weekday_of(day) in term.weekdays or term.is_working(day)]


def _weekdays(term: Term) -> list[str]:
    """Return the weekdays that any week shows."""
    found = {weekday_of(day) for week in term.weeks for day in _days(term, week)}
    return [weekday for weekday in WEEKDAYS if weekday in found]


def _add_week(pen: Pen, sheet: Worksheet, row: int, grid: WeekGrid, places: Sequence[int], last: int) -> int:
    """Write one block and return the row after it."""
    for column in range(last + 1):
        for offset in range(2):
            pen.write(sheet, row + offset, column, "", bg_color=HEAD_TINT)
    sheet.set_row(row, 22)
    pen.write(
        sheet, row, 0, f"Week {grid.number}", "bold", bg_color=HEAD_TINT, font_size=13, valign="vcenter"
    )
    facts = f"{grid.span}: {grid.facts}" + (f". {grid.special}" if grid.special else "")
    pen.write(sheet, row, 1, facts, bg_color=HEAD_TINT, valign="vcenter")
    for place, head in zip(places, grid.days, strict=True):
        _add_head(pen, sheet, row + 1, place, head)
    row += 2
    for trainee in grid.rows:
        _add_trainee(pen, sheet, row, trainee, places)
        row += 1
    return row


def _add_head(pen: Pen, sheet: Worksheet, row: int, column: int, head: DayHead) -> None:
    special = head.holiday or head.note
    text = f"{head.name}: {special}" if special else head.name
    if head.holiday and head.note:
        text += f" ({head.note})"
    tint = HOLIDAY if head.holiday else SHORT if head.note else HEAD_TINT
    pen.write(sheet, row, column, text, "bold", bg_color=tint)


def _add_trainee(pen: Pen, sheet: Worksheet, row: int, trainee: WeekRow, places: Sequence[int]) -> None:
    lines = _add_name(pen, sheet, row, trainee)
    for place, day in zip(places, trainee.days, strict=True):
        lines = max(lines, _add_day(pen, sheet, row, place, day))
    sheet.set_row(row, min(HIGHEST, LINE * lines + 5))


def _add_name(pen: Pen, sheet: Worksheet, row: int, trainee: WeekRow) -> int:
    """Write who it is, on which service and with whom, and return the number of lines."""
    service = join(key.name for key in trainee.services) or "on no service"
    rounds = " and ".join(key.rounds for key in trainee.services if "no rounds" not in key.rounds)
    lead = f" with {trainee.lead}" if trainee.lead else ""
    below = f"\n{service}" + (f"\n{rounds}{lead}" if rounds else "")
    tint = {}
    if trainee.services:
        colour = trainee.services[0].colour
        tint = {"bg_color": TINTS[colour], "font_color": INKS[colour]}
    cell = pen.style("left", "box", "wrap", font_size=SMALL, **tint)
    ink = {"font_color": tint["font_color"]} if tint else {}
    name = pen.style("bold", font_size=SMALL + 1)
    pen.write_rich(sheet, row, 0, ((name, trainee.name), (pen.style(font_size=SMALL, **ink), below)), cell)
    return lines_of(trainee.name + below, NAME_WIDTH, SMALL)


def _add_day(pen: Pen, sheet: Worksheet, row: int, column: int, day: Day) -> int:
    """Write what a trainee does on a day, and return the number of lines; the rounds stand by the name."""
    cell = pen.style("left", "box", "wrap", font_size=SMALL, **STATES[day.state])
    entries = [entry for entry in day.entries if entry.style != "r"]
    if not entries:
        pen.write(
            sheet,
            row,
            column,
            "away" if day.state == "away" else "",
            "box",
            "wrap",
            font_size=SMALL,
            **STATES[day.state],
        )
        return 1
    soft = pen.style("soft", font_size=SMALL)
    parts: list[tuple[Format, str]] = []
    for number, entry in enumerate(entries):
        start = "\n" if number else ""
        parts += [(soft, f"{start}{entry.start} "), (_ink(pen, entry), entry.text)]
    pen.write_rich(sheet, row, column, parts, cell)
    return lines_of("\n".join(f"{entry.start} {entry.text}" for entry in entries), DAY_WIDTH, SMALL)


def _ink(pen: Pen, entry: Entry) -> Format:
    if entry.style == "m":
        return pen.style(font_size=SMALL, font_color=INKS[0], bold=True)
    return pen.style(font_size=SMALL, italic=entry.style == "a")
