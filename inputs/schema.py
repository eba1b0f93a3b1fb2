"""The tables and settings of a term as data: the columns, what each holds and what an empty cell means."""

from __future__ import annotations

from collections.abc import Mapping

from inputs.programme import CADENCES
from inputs.table_schema import (
    Column,
    Setting,
    TableSchema,
    first_day,
    id_column,
    last_day,
    name_column,
    one_of,
    seats_column,
    some_of,
    time_column,
    weekday_column,
    weeks_column,
)

SETTINGS = (
    Setting(
        "name", "what the programme is called", '"Cellular therapy programme, spring 2027"', required=True
    ),
    Setting("first_day", "the first day, a Monday", "2027-03-01", required=True),
    Setting("last_day", "the last day, a Sunday", "2027-08-29", required=True),
    Setting("timezone", "the zone of all times, by its IANA name", '"Asia/Shanghai"', required=True),
    Setting(
        "holidays", 'the country whose public holidays are not worked, or "none"', '"CN"', default="none"
    ),
    Setting(
        "weekdays",
        "the days on which the programme works",
        '["Mon", "Tue", "Wed", "Thu", "Fri"]',
        default="Mon to Fri",
    ),
    Setting("day", "nothing is scheduled outside these times", '["07:30", "18:30"]', default="the whole day"),
    Setting(
        "levels",
        "what counts, the most important first",
        '["coverage", "stability", "curriculum", "fairness", "comfort"]',
        default="all five in this order",
    ),
    Setting(
        "rules", "parameters of single rules, in tables [rules.NAME]", "{}", default="as rota rules shows"
    ),
)
"""The settings of a term in their order."""

_AUDIENCE = some_of("audience", ("kinds",), "the kinds of trainees it is for", empty="all")
_EMAIL = Column("email", "email", "where links are sent", longest=254)
_INTERESTS = Column(
    "interests", "texts", "fields of interest, in the words that others use too", empty="none"
)

TERM_TABLES = (
    TableSchema(
        "trainees",
        "who learns, and from when to when",
        (
            id_column("names the trainee in other tables"),
            name_column("the trainee"),
            Column("kind", "text", "the kind, such as fellow, resident or student", required=True, longest=40,
                   refers_to=("kinds",)),
            first_day("the first day of the stay"),
            last_day("the last day of the stay"),
            _EMAIL,
            _INTERESTS,
            one_of("mentor", ("faculty",), "the main mentor who was promised", required=False,
                   empty="free choice"),
            some_of("completed", ("activities",), "activities done before; they count as prerequisites"),
            Column("documents", "texts", "the documents that are there", empty="none"),
        ),
        required=True,
        key="id",
    ),
    TableSchema(
        "faculty",
        "who mentors and leads",
        (
            id_column("names the member of faculty in other tables"),
            name_column("he or she"),
            _EMAIL,
            _INTERESTS,
            Column("topics", "texts", "what meetings with him or her may be about", empty="none"),
            Column("max_meetings", "number", "the most meetings in a week; 0 is no mentor", highest=100,
                   empty="no limit"),
            Column("max_mentees", "number", "main mentor of how many at one time", highest=1000,
                   empty="no limit"),
            some_of("leads", ("services", "activities"), "the services and activities that he or she leads"),
            Column("all_day_busy", "yes_no", "whether all-day entries of calendars/ID.ics count",
                   default="yes"),
            Column("tentative_busy", "yes_no", "whether tentative entries of calendars/ID.ics count",
                   default="yes"),
        ),
        key="id",
    ),
    TableSchema(
        "hours",
        "weekly hours in which mentors may be met",
        (
            one_of("who", ("faculty",), "the mentor"),
            weekday_column("the day of the week"),
            time_column("start", "from when", required=True),
            time_column("end", "until when", required=True),
            first_day("the first day on which this holds", required=False, empty="the term's first day"),
            last_day("the last day on which this holds", required=False, empty="the term's last day"),
        ),
    ),
    TableSchema(
        "rooms",
        "where sessions take place",
        (
            id_column("names the room in other tables"),
            name_column("the room"),
            seats_column("the most people at one moment"),
            Column("site", "text", "the building"),
        ),
        key="id",
    ),
    TableSchema(
        "absences",
        "who is away when; rooms may be closed",
        (
            one_of("who", ("trainees", "faculty", "rooms"), "the trainee, member of faculty or room"),
            first_day("the first day away"),
            last_day("the last day away"),
            time_column("start", "from when on each day", empty="whole days"),
            time_column("end", "until when on each day", empty="whole days"),
            Column("reason", "text", "for the coordinator", longest=500),
        ),
    ),
    TableSchema(
        "services",
        "wards, clinics and laboratories for rotations",
        (
            id_column("names the service in other tables"),
            name_column("the service"),
            seats_column("the most trainees in a week", required=True),
            weeks_column("min_weeks", "the shortest rotation, in weeks", lowest=1, default="1"),
            weeks_column("max_weeks", "the longest rotation, in weeks", lowest=1, empty="no limit"),
            time_column("round_start", "when the daily round begins", empty="no rounds"),
            Column("round_minutes", "number", "how long the round takes", lowest=1, highest=720,
                   empty="no rounds"),
            _AUDIENCE,
            some_of("blocks", ("activities",), "activities that trainees on the service do not attend"),
            some_of("after", ("services",), "services that a trainee must have been on before"),
        ),
        key="id",
    ),
    TableSchema(
        "curriculum",
        "the weeks on services that a stay needs",
        (
            one_of("kind", ("kinds",), "the kind of trainee"),
            some_of("service", ("services",), "the service, or a list: weeks on any of them", required=True),
            Column("weeks", "number", "so many weeks at least", required=True, highest=520),
            Column("rotations", "number", "so many different services of the list", default="0", highest=100),
            weeks_column("from_weeks", "for stays of so many weeks or more", default="0"),
            weeks_column("to_weeks", "for stays of so many weeks or less", empty="no limit"),
        ),
    ),
    TableSchema(
        "activities",
        "the lines of the programme",
        (
            id_column("names the activity in other tables"),
            Column("title", "text", "what the activity is called", required=True, longest=120),
            Column("format", "choice", "for a group, or a meeting of one trainee with one mentor",
                   required=True, choices=("group", "meeting")),
            Column("cadence", "choice", "how often it is owed", required=True, choices=CADENCES),
            Column("minutes", "number", "how long it takes", required=True, lowest=1, highest=720),
            _AUDIENCE,
            Column("weight", "number", "the price of missing one", default="10", highest=1000),
            Column("after", "prerequisites", "activities attended before; simulation*3: three times",
                   empty="none", refers_to=("activities",)),
        ),
        key="id",
    ),
    TableSchema(
        "slots",
        "the weekly timetable of the group activities",
        (
            one_of("activity", ("activities",), "the activity"),
            weekday_column("the day of the week"),
            time_column("start", "when it begins", required=True),
            one_of("room", ("rooms",), "where it takes place", required=False, empty="no room"),
            seats_column("the most trainees who attend"),
            Column("weeks", "weeks", "in which weeks: every, odd, even, 1st to 4th of the month, dates",
                   default="every"),
            some_of("leads", ("faculty",), "one of them leads", empty="whoever leads the activity"),
            first_day("the first day on which the slot is there", required=False,
                      empty="the term's first day"),
            last_day("the last day on which the slot is there", required=False, empty="the term's last day"),
        ),
    ),
    TableSchema(
        "topics",
        "what activities teach",
        (
            one_of("activity", ("activities",), "the activity"),
            Column("topic", "text", "the topic", required=True),
        ),
    ),
    TableSchema(
        "pins",
        "promises that hold in every plan",
        (
            one_of("trainee", ("trainees",), "the trainee"),
            one_of("item", ("activities", "services"), "the activity or service"),
            Column("date", "day", "the day; for a service any day of the week", empty="any in the stay"),
            time_column("start", "when it begins", empty="any"),
            Column("must", "yes_no", "yes: attends; no: does not", default="yes"),
        ),
    ),
    TableSchema(
        "seats",
        "other numbers of seats for a while",
        (
            one_of("item", ("services", "activities", "rooms"),
                   "the service, the room, or the activity: each of its slots"),
            first_day("the first day on which this holds"),
            last_day("the last day on which this holds"),
            seats_column("the number of seats then", required=True),
        ),
    ),
    TableSchema(
        "preferences",
        "what trainees wish",
        (
            one_of("trainee", ("trainees",), "the trainee"),
            one_of("item", ("services", "faculty"), "the service or the mentor"),
            Column("value", "number", "from -3, please not, to 3, please", required=True, lowest=-3,
                   highest=3),
        ),
    ),
    TableSchema(
        "kinds",
        "what trainees of each kind bring and how long they stay",
        (
            Column("kind", "text", "the kind, such as fellow, resident or student", required=True,
                   longest=40),
            weeks_column("min_weeks", "the shortest usual stay, in weeks", empty="no limit"),
            weeks_column("max_weeks", "the longest usual stay, in weeks", empty="no limit"),
            Column("documents", "texts", "what each brings", empty="none"),
        ),
        key="kind",
    ),
    TableSchema(
        "calendar",
        "holidays and working days, whatever the country says",
        (
            Column("date", "day", "the date", required=True),
            Column("kind", "choice", "a holiday, or a day that is worked", required=True,
                   choices=("holiday", "workday")),
            Column("note", "text", "the reason", longest=500),
        ),
    ),
)  # fmt: skip
"""The tables of a term in their order."""

TERM_SCHEMA: Mapping[str, TableSchema] = {table.name: table for table in TERM_TABLES}
NOUNS: Mapping[str, str] = {
    "trainees": "trainee",
    "faculty": "member of faculty",
    "rooms": "room",
    "services": "service",
    "activities": "activity",
    "kinds": "kind of trainee",
    "rotation": "rotation",
}
"""What a row of a table is called in a sentence."""


def known_columns() -> dict[str, tuple[str, ...]]:
    """Return the columns that each table of a term may have."""
    return {table.name: table.column_names for table in TERM_TABLES}
