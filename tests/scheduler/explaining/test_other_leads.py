"""Who else might lead what lacks a lead: whoever is there then, those who are free first."""

from __future__ import annotations

import pytest

from tests.scheduler.explaining.offered import offered

LED = """
    term 03-01..03-14
    trainee amara fellow
    faculty adams {0}
    faculty wang leads=sim
    faculty zhou
    activity sim once 60
    activity mdt once 60 for=student
    slot sim Tue 09:00 {1}
    slot mdt Tue 16:00
    absent wang 03-02..03-02
    absent adams {2}
    session amara sim 03-02 09:00
"""
BOTH = ["Adams as one who may lead Sim", "Zhou as one who may lead Sim"]
NAMED = [
    "Adams as one who may lead Sim, named in its slots",
    "Zhou as one who may lead Sim, named in its slots",
]


@pytest.mark.parametrize(
    ("adams", "slot", "absent", "expected"),
    [
        ("", "", "03-03..03-14", BOTH),
        ("", "", "03-02..03-02", BOTH[1:]),
        ("", "", "03-02..03-02 14:00-16:00", BOTH),
        ("", "", "03-02..03-02 09:30-16:00", BOTH[1:]),
        ("leads=sim", "leads=wang", "03-03..03-03", NAMED),
        ("", "leads=wang;adams", "03-02..03-02", NAMED[1:]),
        ("", "leads=wang;adams", "03-03..03-03", NAMED[1:]),
        ("", "leads=wang;adams\n slot sim Tue 11:00 leads=wang", "03-03..03-03", NAMED),
    ],
)
def test_who_else_could_lead_is_there_then(adams: str, slot: str, absent: str, expected: list[str]) -> None:
    assert offered(LED.format(adams, slot, absent), "sim", who="") == (expected, [])


def test_who_is_free_then_before_who_is_not() -> None:
    picture = (
        LED.format("", "", "03-03..03-03")
        + """
    faculty brown
    trainee noor student
    activity talk weekly 60 meeting for=student
    activity exam weekly 60 for=student
    hours zhou Tue 14:00-15:00
    hours adams Tue 09:00-10:00
    session noor talk 03-02 {} with={}
    """
    )
    names = [words.split()[0] for words in offered(picture.format("09:00", "adams"), "sim", who="")[0]]
    assert names == ["Brown", "Zhou"]
    names = [words.split()[0] for words in offered(picture.format("14:00", "zhou"), "sim", who="")[0]]
    assert names == ["Adams", "Brown"]


def test_who_could_lead_on_one_of_several_days() -> None:
    picture = """
    term 03-01..03-28
    trainee amara fellow
    faculty wang leads=sim
    faculty zhou
    activity sim once 20
    slot sim Tue 09:00 weeks=03-09;03-16
    absent wang 03-09..03-16
    absent zhou 03-16..03-28
    """
    assert offered(picture, "sim")[0] == BOTH[1:]


ROUNDS = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    service ward 1 round=08:00+60
    service lab 1 round=10:00+60
    faculty adams leads=lab
    faculty brown
    faculty chen leads=lab
    faculty wang leads=ward
    absent wang 03-03..03-03
    rotation amara ward 03-01..03-14
    rotation li lab 03-01..03-14
    round lab 03-01 adams
    round ward 03-08 wang
    round lab 03-08 chen
    {}
"""


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ("", ["Brown", "Chen"]),
        ("absent brown 03-05..03-05", ["Chen", "Adams"]),
        ("absent brown 03-05..03-05 09:00-12:00", ["Brown", "Chen"]),
        (
            """trainee noor student\n activity talk weekly 60 meeting for=student\n hours brown Fri 08:00-09:00
            session noor talk 03-05 08:00 with=brown\n service unit 1 for=student\n rotation noor unit 03-01..03-07""",
            ["Chen", "Adams"],
        ),
    ],
)
def test_who_else_could_lead_all_rounds_of_the_week(more: str, names: list[str]) -> None:
    found, helping = offered(ROUNDS.format(more), "ward", who="")
    assert found == [f"{name} as one who may lead Ward" for name in names]
    assert helping == []


def test_nobody_else_need_lead_where_a_lead_does_not_stand_in_the_way() -> None:
    picture = """
    term 03-01..03-07
    trainee amara fellow
    trainee li fellow
    faculty wang leads=sim
    faculty zhou
    activity sim once 20
    {}
    slot sim Fri 09:00 seats=1
    session li sim 03-05 09:00 with=wang
    """
    full = "one more seat of Sim on 5 March 2027"
    assert offered(picture.format(""), "sim")[0] == [full]
    absent = "slot sim Wed 09:00\n absent wang 03-03..03-03"
    assert offered(picture.format(absent), "sim")[0] == [full, BOTH[1]]
