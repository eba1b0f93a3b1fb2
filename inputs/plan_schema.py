"""The tables of a plan as data: the columns, what each holds and what an empty cell means."""

from __future__ import annotations

from collections.abc import Mapping

from inputs.table_schema import Column, TableSchema, first_day, last_day, one_of, time_column

PLAN_TABLES = (
    TableSchema(
        "rotations",
        "who is on which service",
        (
            one_of("trainee", ("trainees",), "the trainee"),
            one_of("service", ("services",), "the service"),
            first_day("the first day, in the stay"),
            last_day("the last day, in the stay"),
        ),
        required=True,
    ),
    TableSchema(
        "rounds",
        "who leads the rounds of a service, week by week",
        (
            one_of("service", ("services",), "the service"),
            first_day("the first day of the week"),
            last_day("the last day of the week"),
            one_of("lead", ("faculty",), "who leads; where nobody does, there is no row"),
        ),
        required=True,
    ),
    TableSchema(
        "sessions",
        "who attends what",
        (
            one_of("trainee", ("trainees",), "the trainee"),
            one_of("activity", ("activities",), "the activity"),
            Column("topic", "text", "what it teaches"),
            Column("date", "day", "the day", required=True),
            time_column("start", "when it begins", required=True),
            time_column("end", "when it ends", required=True),
            one_of("room", ("rooms",), "where; empty for meetings", required=False, empty="no room"),
            one_of("faculty", ("faculty",), "who leads, or the mentor", required=False, empty="nobody"),
        ),
        required=True,
    ),
    TableSchema(
        "mentors",
        "the main mentor of each trainee",
        (
            one_of("trainee", ("trainees",), "the trainee"),
            one_of("faculty", ("faculty",), "the main mentor"),
        ),
        required=True,
    ),
    TableSchema(
        "shortfalls",
        "what is owed and not given",
        (
            one_of("trainee", ("trainees",), "the trainee", required=False, empty="a lead is missing"),
            Column("kind", "choice", "what is missing", required=True,
                   choices=("session", "rotation", "curriculum", "lead")),
            Column("item", "texts", "the activity or service; rotation for a week on none", required=True,
                   refers_to=("activities", "services", "rotation")),
            first_day("the first day of the window"),
            last_day("the last day of the window"),
            Column("cost", "number", "its price", required=True, highest=1_000_000),
            Column("reason", "text", "why", longest=2000),
        ),
    ),
)  # fmt: skip
"""The tables of a plan in their order."""

PLAN_SCHEMA: Mapping[str, TableSchema] = {table.name: table for table in PLAN_TABLES}
