"""The tables of a plan: what is planned, and what could not be given, with ids in the cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from inputs.files.cells import canonical, escape_formula
from inputs.plan_schema import PLAN_SCHEMA
from scheduler.outputs.round_leads import AS_PLANNED, LedOnDays, RoundLeads

if TYPE_CHECKING:
    import pandas as pd

    from inputs.people import Entity
    from inputs.plan import Plan
    from inputs.term import Term
    from scheduler.result import Result

Value = str | int | date | time
"""What a cell of a plan's table holds."""

ORDER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "rotations": ("trainee", "first_day"),
        "rounds": ("service", "first_day"),
        "sessions": ("trainee", "date", "start"),
        "mentors": ("trainee",),
        "shortfalls": ("trainee", "first_day", "kind", "item"),
    }
)
"""The columns by which the rows of each table are sorted first; the others settle what is equal in these."""


def render_tables(result: Result, term: Term) -> dict[str, bytes]:
    """Return the CSV files of a plan by their names.

    They are UTF-8 with a byte-order mark and lines that end with CR LF, as Excel wants them, and no cell is a
    formula to it. Spans are written with their first and last day, times as ``HH:MM``.

    Parameters
    ----------
    result
        What solving returned, with a plan.
    term
        The term that was solved.

    Raises
    ------
    ValueError
        When the result has no plan.
    """
    return {f"{name}.csv": _csv(frame) for name, frame in plan_frames(result, term).items()}


def plan_frames(result: Result, term: Term, led: LedOnDays = AS_PLANNED) -> dict[str, pd.DataFrame]:
    """Return the tables of a plan by their names: rows sorted, dates and times as such, empty texts for none.

    With ``led``, who led the rounds of single days, a week in which the lead changed is more than one row.

    Raises
    ------
    ValueError
        When the result has no plan.
    """
    import pandas as pd

    plan = plan_of(result)
    rows: dict[str, list[tuple[Value, ...]]] = {
        "rotations": [
            (r.trainee.id, r.service.id, r.span.first_day, r.span.last_day) for r in plan.rotations
        ],
        "rounds": [
            (days.service.id, days.span.first_day, days.span.last_day, lead.id)
            for days in RoundLeads(plan, term, led).spans
            for lead in days.leads
        ],
        "sessions": [
            (
                *(s.trainee.id, s.activity.id, s.topic),
                *(s.period.date, s.period.start, s.period.end),
                *(_id(s.room), _id(s.faculty)),
            )
            for s in plan.sessions
        ],
        "mentors": [(m.trainee.id, m.mentor.id) for m in plan.mentorships],
        "shortfalls": [
            (_id(s.trainee), s.kind, s.item, s.span.first_day, s.span.last_day, s.cost, s.reason)
            for s in result.shortfalls
        ],
    }
    frames = {}
    for name, schema in PLAN_SCHEMA.items():
        ordered = sorted(rows[name], key=_key(name))
        # Of objects: pandas would make something else of dates without a time.
        frames[name] = pd.DataFrame(ordered, columns=list(schema.column_names), dtype=object)
    return frames


def plan_of(result: Result) -> Plan:
    """Return the plan of a result.

    Raises
    ------
    ValueError
        When it has none: there is nothing to write then.
    """
    if result.plan is None:
        raise ValueError(f"the result is {result.status} and has no plan to write")
    return result.plan


def _key(table: str) -> Callable[[tuple[Value, ...]], tuple[Any, ...]]:
    columns = PLAN_SCHEMA[table].column_names
    first = [columns.index(column) for column in ORDER[table]]
    places = [*first, *(place for place in range(len(columns)) if place not in first)]
    return lambda row: tuple(row[place] for place in places)


def _id(who: Entity | None) -> str:
    return who.id if who else ""


def _csv(frame: pd.DataFrame) -> bytes:
    text = frame.map(_text).to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _text(value: Value) -> str:
    return escape_formula(value) if isinstance(value, str) else canonical(value)
