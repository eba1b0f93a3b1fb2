"""The first sheet: how good the plan is, what each trainee gets and misses, and what it stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from inputs.days import say_weekday
from inputs.files.cells import column_letters
from inputs.term import STABILITY
from scheduler.outputs.board.words import (
    brief_span,
    capital,
    count,
    join,
    points_a_person,
    rule_words,
    say_dates,
    say_item,
    say_level,
    say_outcome,
    say_provisional,
)
from scheduler.outputs.workbook.style import BAD_TINT, SHORT, Pen, lines_of
from scheduler.uncounted import say_uncounted

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from inputs.plan import Plan, Shortfall
    from inputs.term import Term
    from scheduler.outputs.board.words import LevelLine
    from scheduler.outputs.tables import Value
    from scheduler.result import Result

COLUMNS = (
    ("id", 9), ("name", 25), ("kind", 11), ("first day", 11), ("last day", 11), ("weeks", 8),
    ("main mentor", 22), ("sessions", 10), ("meetings", 10), ("missed", 9), ("on none", 9),
    ("curriculum", 11), ("points", 9), ("a week", 9),
)  # fmt: skip
"""Of the table of trainees, which sets the widths of the whole sheet."""
NAMES = (1, 2, 6)
"""What may be longer than its column is wide."""
FIRST_FIGURE = 7
POINTS = 12
LAST = len(COLUMNS) - 1
DASHED = {int: '#,##0;-#,##0;"\N{EN DASH}"', float: '0.0;-0.0;"\N{EN DASH}"'}
"""Formats of figures in which nothing is a dash."""
LINE = 13
"""Height of a line, in points."""


def add_overview(pen: Pen, result: Result, plan: Plan, term: Term) -> None:
    """Add the sheet.

    Parameters
    ----------
    pen
        Of the workbook.
    result, plan
        What solving returned, and the plan in it.
    term
        The term that was solved.
    """
    sheet = pen.sheet("Overview")
    for index, (_, width) in enumerate(COLUMNS):
        sheet.set_column(index, index, width)
    sheet.set_row(0, 28)
    pen.write(sheet, 0, 0, term.name, "title")
    facts = (
        say_dates(term),
        count(len(term.weeks), "week"),
        count(len(term.trainees), "trainee"),
        count(len(term.faculty), "member of faculty", "members of faculty"),
        f"times are those of {term.timezone}",
    )
    pen.write(sheet, 1, 0, " \N{MIDDLE DOT} ".join(facts), "soft")
    tone, outcome = say_outcome(result, points_a_person(term))
    row = _say(pen, sheet, 2, outcome, tone)
    if provisional := say_provisional(term):
        row = _say(pen, sheet, row, provisional, bg_color=SHORT)
    row = _add_levels(pen, sheet, row + 1, result, points_a_person(term))
    row = _add_trainees(pen, sheet, row + 1, _trainee_rows(term, result, plan))
    for line in say_uncounted(term):
        row = _say(pen, sheet, row, line, bg_color=SHORT)
    row = _add_leads(pen, sheet, row + 1, result, term)
    _add_ground(pen, sheet, row + 1, result, term)


def _say(pen: Pen, sheet: Worksheet, row: int, text: str, *styles: str, bg_color: str = "") -> int:
    """Write a paragraph across the sheet and return the next row."""
    style = pen.style(*styles, "wrap", **({"bg_color": bg_color} if bg_color else {}))
    sheet.merge_range(row, 0, row, LAST, "", style)
    sheet.write_string(row, 0, text, style)
    sheet.set_row(row, LINE * lines_of(text, sum(width for _, width in COLUMNS)) + 4)
    return row + 1


def _heading(pen: Pen, sheet: Worksheet, row: int, text: str) -> int:
    for column in range(LAST + 1):
        sheet.write_blank(row, column, None, pen.style("heading"))
    sheet.write_string(row, 0, text, pen.style("heading"))
    sheet.set_row(row, 20)
    return row + 1


def _merged(pen: Pen, sheet: Worksheet, row: int, columns: tuple[int, int], text: str, *styles: str) -> None:
    """Write a text across some columns of one row."""
    style = pen.style("left", *styles)
    sheet.merge_range(row, *(columns[0], row, columns[1]), "", style)
    if text:
        sheet.write_string(row, columns[0], text, style)


# -- levels --------------------------------------------------------------------------------------------------

LEVEL, VALUE, BOUND, STATUS, PARTS = (0, 1), 2, 3, (4, 6), (7, LAST)


def _add_levels(pen: Pen, sheet: Worksheet, row: int, result: Result, a_person: int) -> int:
    row = _heading(pen, sheet, row, "How good it is")
    for columns, text in ((LEVEL, "level"), (STATUS, "how sure"), (PARTS, "made of")):
        _merged(pen, sheet, row, columns, text, "head", *(("indent",) if columns is STATUS else ()))
    pen.write(sheet, row, VALUE, "value", "head", "right")
    pen.write(sheet, row, BOUND, "bound", "head", "right")
    for number, level in enumerate(result.levels, start=row + 1):
        _add_level(pen, sheet, number, say_level(level, a_person))
        if level.status != "skipped":
            unit = a_person if level.name == STABILITY and a_person else 1
            pen.write(sheet, number, VALUE, level.value // unit, "cell", "bold")
            pen.write(sheet, number, BOUND, level.bound // unit, "cell")
    return row + 1 + len(result.levels)


def _add_level(pen: Pen, sheet: Worksheet, row: int, line: LevelLine) -> None:
    _merged(pen, sheet, row, LEVEL, "", "cell", "wrap")
    meaning = f"\n{line.meaning}" if line.meaning else ""
    words = ((pen.style("bold"), line.name), (pen.style("soft"), meaning))
    pen.write_rich(sheet, row, 0, words, pen.style("cell", "wrap"))
    for column in (VALUE, BOUND):
        pen.write(sheet, row, column, "", "cell")
    _merged(pen, sheet, row, STATUS, line.status, "cell", line.tone, "wrap", "indent")
    _merged(pen, sheet, row, PARTS, line.parts, "cell", "wrap")
    widths = [width for _, width in COLUMNS]
    lines = (
        1 + lines_of(line.meaning, sum(widths[:2])),
        lines_of(line.status, sum(widths[STATUS[0] : STATUS[1] + 1])),
        lines_of(line.parts, sum(widths[PARTS[0] :])),
    )
    sheet.set_row(row, LINE * max(lines) + 5)


# -- trainees ------------------------------------------------------------------------------------------------


def _add_trainees(pen: Pen, sheet: Worksheet, row: int, rows: Sequence[tuple[Value | float, ...]]) -> int:
    row = _heading(pen, sheet, row, "What each trainee gets and misses")
    for index, (column, _) in enumerate(COLUMNS):
        pen.write(sheet, row, index, column, "head", *_side(index))
    first = row + 1
    for number, cells in enumerate(rows, start=first):
        lines = max(lines_of(str(cells[index]), COLUMNS[index][1]) for index in NAMES)
        if lines > 1:
            sheet.set_row(number, LINE * lines + 3)
        for index, value in enumerate(cells):
            missing = index > FIRST_FIGURE + 1 and bool(value)
            tint = {"bg_color": BAD_TINT} if missing and index < POINTS else {}
            dash = {"num_format": DASHED[type(value)]} if isinstance(value, int | float) else {}
            wrap = ("wrap",) if lines > 1 and index in NAMES else ()
            pen.write(sheet, number, index, value, "cell", *wrap, *_side(index), **tint, **dash)
    last = first + len(rows) - 1
    # Excel draws a short bar for nothing too.
    with_bar = [
        f"{column_letters(LAST + 1)}{first + 1 + place}" for place, row in enumerate(rows) if row[LAST]
    ]
    if with_bar:
        bar = {"type": "data_bar", "bar_color": "#E3A89E", "min_type": "num", "min_value": 0}
        sheet.conditional_format(first, LAST, last, LAST, {**bar, "multi_range": " ".join(with_bar)})
    meaning = (
        "Missed: sessions and meetings owed and not given. On none: weeks on no service. Curriculum: weeks "
        "and rotations that the curriculum asks for and the stay lacks. Points: their price; a week: in "
        "proportion to the stay. The sheet Shortfalls gives the reason for each."
    )
    return _say(pen, sheet, last + 1, meaning, "soft")


def _side(index: int) -> tuple[str, ...]:
    """Return how a column of the trainees is set: figures to the right, and what follows them apart."""
    if index >= FIRST_FIGURE or COLUMNS[index][0] == "weeks":
        return ("right",)
    return ("indent",) if COLUMNS[index][0] == "main mentor" else ()


def _trainee_rows(term: Term, result: Result, plan: Plan) -> list[tuple[Value | float, ...]]:
    missed = Counter((s.trainee, s.kind) for s in result.shortfalls)
    points: Counter[object] = Counter()
    for shortfall in result.shortfalls:
        points[shortfall.trainee] += shortfall.cost
    rows: list[tuple[Value | float, ...]] = []
    for trainee in term.trainees:
        weeks, sessions = len(term.weeks_of_stay(trainee)), plan.sessions_of(trainee)
        meetings = sum(session.is_meeting for session in sessions)
        mentor = join(member.name for member in plan.main_mentors.get(trainee, ()))
        rows.append(
            (
                *(trainee.id, trainee.name, trainee.kind, trainee.stay.first_day, trainee.stay.last_day),
                *(weeks, mentor, len(sessions) - meetings, meetings),
                *(missed[trainee, kind] for kind in ("session", "rotation", "curriculum")),
                *(points[trainee], points[trainee] / weeks),
            )
        )
    return rows


def _add_leads(pen: Pen, sheet: Worksheet, row: int, result: Result, term: Term) -> int:
    missing = [shortfall for shortfall in result.shortfalls if shortfall.trainee is None]
    if not missing:
        return row
    row = _heading(pen, sheet, row, "Rounds and sessions that nobody leads")
    for shortfall in missing:
        row = _say(pen, sheet, row, _lead_words(term, shortfall))
    return row + 1


def _lead_words(term: Term, shortfall: Shortfall) -> str:
    reason = f": {shortfall.reason}" if shortfall.reason else ""
    return f"{say_item(term, shortfall.item)}, {brief_span(shortfall.span)}{reason}"


# -- what was taken for granted ------------------------------------------------------------------------------


def _add_ground(pen: Pen, sheet: Worksheet, row: int, result: Result, term: Term) -> None:
    """Write the holidays that were used, the rules that are off, and what it takes to make the plan again."""
    row = _heading(pen, sheet, row, "What it stands on")
    lines = [("Holidays", term.country if term.country != "none" else "none but the coordinator's own")]
    lines += [
        ("", f"{say_weekday(holiday.date)}: {holiday.name} ({holiday.status})")
        for holiday in sorted(term.working.holidays)
    ]
    lines += [
        ("Rule that is off", f"{capital(rule_words(name))}: {reason}")
        for name, reason in sorted(result.rules_off.items())
    ]
    lines += [("Seed, workers", f"{result.seed}, {result.workers}")] if result.workers else []
    lines += [("Term", term.digest)]
    for label, text in lines:
        pen.write(sheet, row, 0, label, "soft")
        pen.write(sheet, row, 2, text)
        row += 1
