"""The sheet of weeks: on which service each trainee is, week by week, and how full each service is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scheduler.outputs.workbook.style import (
    AWAY,
    BAD_TINT,
    HEAD_TINT,
    HOLIDAY,
    INKS,
    SHORT,
    TINTS,
    WASH,
    Pen,
    text_width,
)

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from scheduler.outputs.board.view import (
        Cell,
        Segment,
        ServiceKey,
        ServiceRow,
        TermView,
        TraineeRow,
        WeekHead,
    )

LABELS = (("trainee", 34), ("stay", 24), ("main mentor", 20))
FIRST = len(LABELS)
WEEK_WIDTH = 4.6
DIAGONAL = 14
"""Excel's number of a fill of thin diagonal lines."""
ROW_HEIGHT = 17
ONE_PAGE = 40
"""Rows that can still be read on one page."""
STATES = {"short": {"bg_color": SHORT}, "long": {"bg_color": SHORT}, "closed": {"bg_color": HOLIDAY}}
NONE = "\N{EN DASH}"


def add_weeks(pen: Pen, view: TermView) -> None:
    """Add the sheet.

    Parameters
    ----------
    pen
        Of the workbook.
    view
        Of the plan.
    """
    sheet = pen.sheet("Weeks")
    if len(view.term.trainees) + len(view.term.services) <= ONE_PAGE:
        sheet.fit_to_pages(1, 1)
    for index, (_, width) in enumerate(LABELS):
        sheet.set_column(index, index, width)
    sheet.set_column(FIRST, FIRST + len(view.weeks) - 1, WEEK_WIDTH)
    sheet.set_row(0, 28)
    pen.write(sheet, 0, 0, "Who is on which service", "title")
    top = 2
    _add_heads(pen, sheet, top, view)
    row = top + 4
    sheet.freeze_panes(row, 1)
    sheet.repeat_rows(top, row - 1)
    keys = {key.code: key for key in view.keys.values()}
    for kind, trainees in view.kinds:
        row = _band(pen, sheet, row, view, kind, len(trainees))
        for trainee in trainees:
            _add_trainee(pen, sheet, row, trainee, keys, view)
            row += 1
    _add_counts(pen, sheet, row, view)
    row = _band(pen, sheet, row + 2, view, "services: trainees of seats", 0)
    for service in view.services:
        _add_service(pen, sheet, row, service, view)
        row += 1
    _add_legend(pen, sheet, row + 1)


def _add_heads(pen: Pen, sheet: Worksheet, row: int, view: TermView) -> None:
    for offset, label in enumerate(("", "week", "Monday", "working days")):
        for column in range(FIRST):
            pen.write(sheet, row + offset, column, "", "head")
        pen.write(sheet, row + offset, FIRST - 1, label, "head", "right", bold=False)
    for column, (label, _) in enumerate(LABELS):
        pen.write(sheet, row, column, label, "head")
    column = FIRST
    for month, weeks in view.months:
        style = pen.style("head", left=1, left_color="#FFFFFF")
        if weeks > 1:
            sheet.merge_range(row, column, row, column + weeks - 1, "", style)
        fits = weeks * WEEK_WIDTH > text_width(month)
        sheet.write_string(row, column, month if fits else month[:3], style)
        column += weeks
    for column, head in enumerate(view.weeks, start=FIRST):
        _add_head(pen, sheet, row, column, head)


def _add_head(pen: Pen, sheet: Worksheet, row: int, column: int, head: WeekHead) -> None:
    special = STATES.get(head.state, {"bg_color": HEAD_TINT})
    pen.write(sheet, row + 1, column, head.number, "box", "bold", bg_color=HEAD_TINT, align="center")
    pen.write(sheet, row + 2, column, head.day, "box", bg_color=HEAD_TINT, align="center")
    pen.write(sheet, row + 3, column, head.working, "box", align="center", **special)
    if head.state != "normal":
        sheet.write_comment(row + 3, column, head.title, {"x_scale": 2, "author": ""})


def _band(pen: Pen, sheet: Worksheet, row: int, view: TermView, text: str, number: int) -> int:
    for column in range(FIRST + len(view.weeks)):
        pen.write(sheet, row, column, "", bg_color=HEAD_TINT)
    pen.write(sheet, row, 0, f"{text} ({number})" if number else text, "bold", bg_color=HEAD_TINT)
    return row + 1


def _add_trainee(
    pen: Pen, sheet: Worksheet, row: int, trainee: TraineeRow, keys: dict[str, ServiceKey], view: TermView
) -> None:
    sheet.set_row(row, ROW_HEIGHT)
    pen.write(sheet, row, 0, trainee.name, "box", "bold", valign="vcenter")
    pen.write(sheet, row, 1, trainee.stay, "box", "soft", valign="vcenter")
    pen.write(sheet, row, 2, trainee.mentor, "box", valign="vcenter")
    for column, (cell, head) in enumerate(zip(trainee.cells, view.weeks, strict=True), start=FIRST):
        text, style = _week(cell, keys, head)
        pen.write(sheet, row, column, text, "box", "middle", **style)


def _week(cell: Cell, keys: dict[str, ServiceKey], head: WeekHead) -> tuple[str, dict[str, object]]:
    """Return what stands in a week of a trainee, and how it looks."""
    if not cell.segments:
        return "", {"bg_color": HOLIDAY if head.state == "closed" else WASH}
    text = "/".join(segment.code or NONE for segment in cell.segments)
    segment = cell.segments[0]
    style = _colours(segment, keys)
    if "away" in segment.style.split():
        style |= {"pattern": DIAGONAL, "fg_color": style["bg_color"], "bg_color": "#FFFFFF", "italic": True}
    return text, style


def _colours(segment: Segment, keys: dict[str, ServiceKey]) -> dict[str, object]:
    if segment.code not in keys:
        return {"bg_color": BAD_TINT, "bold": True}
    colour = keys[segment.code].colour
    return {"bg_color": TINTS[colour], "font_color": INKS[colour], "bold": True}


def _add_counts(pen: Pen, sheet: Worksheet, row: int, view: TermView) -> None:
    pen.write(sheet, row, 0, "trainees on stay", "box", "soft")
    for column in range(1, FIRST):
        pen.write(sheet, row, column, "", "box")
    for column, number in enumerate(view.present, start=FIRST):
        pen.write(sheet, row, column, number, "box", "soft", align="center")


def _add_service(pen: Pen, sheet: Worksheet, row: int, service: ServiceRow, view: TermView) -> None:
    sheet.set_row(row, ROW_HEIGHT)
    key = service.key
    tint = {"bg_color": TINTS[key.colour], "font_color": INKS[key.colour]}
    pen.write(sheet, row, 0, f"{key.code}  {key.name}", "box", "bold", valign="vcenter", **tint)
    pen.write(sheet, row, 1, key.rounds, "box", "soft", valign="vcenter")
    pen.write(sheet, row, 2, key.seats, "box", valign="vcenter")
    for column, (load, head) in enumerate(zip(service.loads, view.weeks, strict=True), start=FIRST):
        text = f"{load.taken}/{load.seats}" if load.taken else ""
        style: dict[str, Any] = dict(STATES["closed"]) if head.state == "closed" else {}
        if load.taken > load.seats:
            style = {"bg_color": BAD_TINT, "bold": True}
        elif load.taken:
            style = {**tint, "bold": load.taken == load.seats}
        pen.write(sheet, row, column, text, "box", "middle", **style)


def _add_legend(pen: Pen, sheet: Worksheet, row: int) -> None:
    """Say what the signs of the grid mean."""
    for text, style in (
        (f"{NONE}  on no service", {"bg_color": BAD_TINT}),
        (
            "hatched: away all week",
            {"pattern": DIAGONAL, "fg_color": AWAY, "bg_color": "#FFFFFF", "italic": True},
        ),
        ("unusual number of working days", {"bg_color": SHORT}),
    ):
        pen.write(sheet, row, 0, text, "box", **style)
        row += 1
