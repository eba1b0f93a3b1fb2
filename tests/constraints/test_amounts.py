"""How much too much it is where a hard rule counts: the amounts of the violations that verification finds."""

from __future__ import annotations

import pytest

from tests.constraints.verdicts import violations

CASES = {
    "meetings_a_week": """
        faculty wang meetings=1
        hours wang Mon 09:00-12:00
        activity talk weekly 60 meeting
        trainee amara fellow
        trainee li fellow
        trainee sofia fellow
        session amara talk 03-01 09:00 with=wang
        session li talk 03-01 10:00 with=wang
        session sofia talk 03-01 11:00 with=wang
        amounts 2
    """,
    "mentees_at_one_time": """
        faculty wang mentees=1
        hours wang Mon 09:00-10:00
        trainee amara fellow
        trainee li fellow 03-01..03-21
        trainee sofia fellow 03-01..03-14
        mentor amara wang
        mentor li wang
        mentor sofia wang
        amounts 4 1
    """,
    "no_service_twice": """
        service ward 1
        service lab 1
        trainee amara fellow
        rotation amara ward 03-01..03-07
        rotation amara ward 03-15..03-21
        rotation amara lab 03-08..03-14
        rotation amara ward 03-22..03-28
        amounts 2
    """,
    "one_service_a_week": """
        service ward 1
        service lab 1
        service clinic 1
        trainee amara fellow
        rotation amara ward 03-01..03-07
        rotation amara lab 03-01..03-14
        rotation amara clinic 03-01..03-07
        amounts 2
    """,
    "only_what_is_owed": """
        activity mdt weekly 60
        slot mdt Mon 09:00
        slot mdt Tue 09:00
        slot mdt Wed 09:00
        trainee amara fellow
        session amara mdt 03-01 09:00
        session amara mdt 03-02 09:00
        session amara mdt 03-03 09:00
        amounts 2
    """,
    "prerequisites": """
        activity sim weekly 60
        activity ward weekly 60 after=sim*3
        slot sim Mon 09:00
        slot ward Tue 09:00
        trainee amara fellow
        session amara sim 03-01 09:00
        session amara ward 03-02 09:00
        amounts 2
    """,
    "room_seats": """
        room hall 1
        activity mdt weekly 60
        slot mdt Mon 09:00 room=hall
        trainee amara fellow
        trainee li fellow
        trainee sofia fellow
        session amara mdt 03-01 09:00
        session li mdt 03-01 09:00
        session sofia mdt 03-01 09:00
        amounts 2
    """,
    "rotation_length": """
        service ward 1 weeks=3..3
        service lab 1 weeks=1..1
        trainee amara fellow
        rotation amara ward 03-01..03-07
        rotation amara lab 03-08..03-28
        amounts 2 2
    """,
    "service_seats": """
        service ward 1
        trainee amara fellow
        trainee li fellow 03-01..03-14
        trainee sofia fellow 03-01..03-07
        rotation amara ward 03-01..03-28
        rotation li ward 03-01..03-14
        rotation sofia ward 03-01..03-07
        amounts 2 1
    """,
    "slot_seats": """
        activity mdt weekly 60
        slot mdt Mon 09:00 seats=1
        trainee amara fellow
        trainee li fellow
        trainee sofia fellow
        session amara mdt 03-01 09:00
        session li mdt 03-01 09:00
        session sofia mdt 03-01 09:00
        amounts 2
    """,
}


@pytest.mark.parametrize(("rule", "picture"), CASES.items(), ids=CASES)
def test_amounts_say_how_many_are_too_many(rule: str, picture: str) -> None:
    drawn, _, amounts = picture.partition("amounts ")
    assert [violation.amount for violation in violations(rule, drawn)] == [*map(int, amounts.split())]
