"""Why nobody leads a round or a session."""

from __future__ import annotations

from datetime import date

import pytest

from tests.scheduler.reasons.told import WEEK, reasons

ROUND = f"""{WEEK}
    service ward 1 round=08:00+60
    service lab 1 round=08:00+60
    trainee li fellow
    rotation amara ward 03-01..03-07
    rotation li lab 03-01..03-07
"""
LED = f"""{WEEK}
    activity mdt weekly 60
    slot mdt Wed 09:00
    slot mdt Mon 09:00 leads=wang;chen
    session amara mdt 03-01 09:00
    faculty wang
    faculty chen
"""
LEADS = {
    "nobody for a round": (
        f"{ROUND}\n faculty chen leads=lab\n round lab 03-01 chen",
        "Nobody is named to lead its rounds.",
    ),
    "absent or elsewhere": (
        f"""{ROUND}\n faculty wang leads=ward\n absent wang 03-02..03-02\n faculty chen leads=ward;lab
        round lab 03-01 chen""",
        "Wang is absent; Chen leads another service.",
    ),
    "away by the own calendar": (
        f"""{ROUND}\n faculty wang leads=ward\n absent wang 03-02..03-02 own\n faculty chen leads=lab
        round lab 03-01 chen""",
        "Wang is absent (own calendar).",
    ),
    "round not led by choice": (
        f"{ROUND}\n faculty wang leads=ward\n faculty chen leads=lab\n round lab 03-01 chen",
        "Giving it would cost others at least as much.",
    ),
    "busy during a round": (
        f"""{ROUND}\n faculty wang leads=ward\n faculty chen leads=lab\n round lab 03-01 chen
        trainee noor student\n activity talk weekly 60 meeting for=student\n faculty huang leads=ward
        absent huang 03-01..03-01\n service clinic 1\n rotation noor clinic 03-01..03-07
        session noor talk 03-02 08:30 with=wang""",
        "Wang has Talk on 2 March 2027; Huang is absent.",
    ),
    "all away from a session": (
        f"{LED}\n absent wang 03-01..03-01\n absent chen 03-01..03-01",
        "Wang is absent; Chen is absent.",
    ),
    "all away from a session, one by the own calendar": (
        f"{LED}\n absent wang 03-01..03-01 own\n absent chen 03-01..03-01",
        "Wang is absent (own calendar); Chen is absent.",
    ),
    "busy with another": (
        f"""{LED}\n absent chen 03-01..03-01\n activity talk weekly 60 meeting\n trainee li student
        session li talk 03-01 09:00 with=wang""".replace(
            "weekly 60 meeting", "weekly 60 meeting for=student"
        ).replace("activity mdt weekly 60", "activity mdt weekly 60 for=fellow"),
        "Wang has Talk; Chen is absent.",
    ),
    "busy with rounds": (
        f"""{LED}\n service ward 2 round=08:30+60\n trainee li student\n rotation li ward 03-01..03-07
        service lab 1\n rotation amara lab 03-01..03-07
        round ward 03-01 wang\n absent chen 03-01..03-01""".replace(
            "activity mdt weekly 60", "activity mdt weekly 60 for=fellow"
        ).replace("faculty wang", "faculty wang leads=ward"),
        "Wang leads the rounds of Ward; Chen is absent.",
    ),
    "free": (LED, "Giving it would cost others at least as much."),
    "one is away from a session, and another is free": (
        f"{LED}\n absent wang 03-01..03-01",
        "Giving it would cost others at least as much.",
    ),
    "one is away from a round, and another is free": (
        f"""{ROUND}\n faculty wang leads=ward\n absent wang 03-02..03-02\n faculty chen leads=ward
        faculty huang leads=lab\n round lab 03-01 huang""",
        "Giving it would cost others at least as much.",
    ),
}


@pytest.mark.parametrize(("picture", "reason"), LEADS.values(), ids=LEADS.keys())
def test_why_nobody_leads(picture: str, reason: str) -> None:
    assert reasons(picture) == [reason]


FREE_THEN = """
    term 03-01..03-14
    trainee amara fellow
    trainee li student
    trainee noor student
    faculty wang leads=ward;unit
    faculty chen leads=ward;unit
    activity mdt once 60 for=fellow
    activity talk once 60 for=student
    activity exam once 60 for=student
    slot mdt Mon 08:30 leads=wang
    slot mdt Tue 08:30 leads=chen
    slot talk Mon 09:00 leads=chen
    slot exam Tue 08:30 leads=wang
    service lab 1 for=fellow
    service ward 1 round=08:00+60 for=student
    service unit 1 round=11:00+60 for=student
    rotation amara lab 03-01..03-14
    rotation li ward 03-01..03-14
    rotation noor unit 03-01..03-14
    round ward 03-01 chen
    round ward 03-08 wang
    round unit 03-01 wang
    round unit 03-08 chen
    session amara mdt 03-01 08:30
    session noor talk 03-01 09:00 with=chen
    session li talk 03-08 09:00
    session noor exam 03-02 08:30 with=wang
"""
"""Wang leads other things at other hours, in another week and on another day."""


def test_only_what_is_at_the_same_time_hinders_a_lead() -> None:
    _, mdt, talk = reasons(FREE_THEN)
    assert mdt == talk == "Giving it would cost others at least as much."


@pytest.mark.parametrize(
    ("since", "reason"),
    [(1, "Giving it would cost others at least as much."), (2, "What is past stays as it was published.")],
)
def test_who_did_not_lead_in_the_past_does_not_lead_any_more(since: int, reason: str) -> None:
    assert reasons(LED, date(2027, 3, since)) == [reason]


def test_who_leads_another_service_in_another_week_could_lead() -> None:
    picture = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    service ward 1 round=08:00+60
    service lab 1 round=08:00+60
    faculty wang leads=lab
    faculty chen leads=ward;lab
    rotation amara ward 03-01..03-14
    rotation li lab 03-01..03-14
    round lab 03-01 wang
    round lab 03-08 chen
    """
    assert sorted(reasons(picture)) == [
        "Chen leads another service.",
        "Giving it would cost others at least as much.",
    ]


CLINICS = """
    term 03-01..03-07
    trainee amara fellow
    trainee li student
    activity clinic weekly 60
    slot clinic Mon 09:15 leads=wang
    slot clinic Mon 13:30 leads=chen;huang
    faculty wang
    faculty chen
    faculty huang
    absent wang 03-01..03-01
    absent chen 03-01..03-01
    session amara clinic 03-01 09:15
"""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("session li clinic 03-01 13:30 with=huang", ["At 09:15 Wang is absent."]),
        (
            "absent huang 03-01..03-01\n off owed_sessions because nobody else comes",
            ["At 09:15 Wang is absent."],
        ),
        (
            "session li clinic 03-01 13:30",
            ["At 09:15 Wang is absent; at 13:30 giving it would cost others at least as much."] * 2,
        ),
        (
            "session li clinic 03-01 13:30\n absent huang 03-01..03-01 own",
            ["At 09:15 Wang is absent; at 13:30 Chen is absent; at 13:30 Huang is absent (own calendar)."]
            * 2,
        ),
    ],
    ids=["the other is led", "nobody attends the other", "somebody could lead the other", "both lack one"],
)
def test_only_what_is_attended_without_a_lead_lacks_one(lines: str, expected: list[str]) -> None:
    found = [reason for reason in reasons(f"{CLINICS}\n {lines}") if reason.startswith("At ")]
    assert found == expected


def test_what_took_place_at_a_time_that_is_no_more_lacks_a_lead_for_its_own_reason() -> None:
    picture = """
    term 03-01..03-07
    trainee amara fellow
    activity clinic weekly 60
    slot clinic Mon 13:30
    faculty wang leads=clinic
    faculty chen leads=clinic
    absent wang 03-01..03-01 09:00-12:00
    absent chen 03-01..03-01
    session amara clinic 03-01 09:15
    """
    assert "At 09:15 Wang is absent; at 09:15 Chen is absent." in reasons(picture, date(2027, 3, 8))
