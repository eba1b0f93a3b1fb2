"""What ``rota explain`` tells of small plans: what mends, what only together does, and what nothing mends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest

from scheduler.commands.explanation.case import Case
from scheduler.commands.explanation.trying import Tried, Trying
from scheduler.explaining.jobs import Attempt
from scheduler.explaining.trials import Trial
from scheduler.shortfalls import list_shortfalls
from scheduler.solving.search import Control
from scheduler.verify import verify
from tests.pictures import draw
from tests.scheduler.commands.program import Captured


def patient() -> Trying:
    return Trying(Control(time_limit_seconds=60, workers=1), 1)


class Hurried(Trying):
    """Tries the first alterations, of which no plan is found in time, and has time for the others."""

    def __init__(self, number: int) -> None:
        self._patient = patient()
        self._left = number

    def results(self, attempts: Sequence[Attempt]) -> Iterator[Tried | None]:
        """Yield what came of each attempt."""
        for attempt in attempts:
            if self._left:
                self._left -= 1
                yield Tried(Trial(0, (), 0, (), cut_short=True, found=False))
            else:
                yield from self._patient.results([attempt])


def told(
    capsys: Captured,
    picture: str,
    who: str = "",
    day: date | None = None,
    since: date | None = None,
    trying: Trying | None = None,
) -> list[str]:
    """Return the lines that are told of a picture."""
    plan, term = draw(picture)
    term = replace(term, settled_before=since)
    verdict = verify(plan, term)
    assert verdict.violations == ()
    missing = list_shortfalls(plan, term, verdict, proven=True)
    person = term.trainee_by_id.get(who) or term.faculty_by_id.get(who)
    case = Case(term, plan, missing, trying or patient(), as_json=False)
    case.explain(person, day)
    return [line for line in capsys.readouterr().out.splitlines() if line]


SIM = """
    term 03-01..03-07
    trainee amara fellow
    trainee li fellow
    room hall {}
    activity sim once 60
    slot sim Tue 09:00 room=hall seats=1
    session li sim 03-02 09:00
"""
LACKS = "Amara, Sim, 1 March 2027 to 7 March 2027"
SEAT, ROOM = "one more seat of Sim on 2 March 2027", "one more seat in Hall, as on 2 March 2027"


def test_a_seat_more_takes_none_from_another_slot_of_the_day(capsys: Captured) -> None:
    others = "".join(
        f"\ntrainee {who} fellow\nsession {who} sim 03-02 11:00" for who in ("noor", "zoe", "tomas")
    )
    assert told(capsys, f"{SIM.format('')}\n slot sim Tue 11:00 seats=3 {others}") == [
        f"{LACKS}: 10 points",
        "  All seats are taken on 2 March 2027.",
        f"  mends it: {SEAT}; nobody else is touched",
    ]


def test_a_seat_of_the_slot_and_one_of_its_room(capsys: Captured) -> None:
    assert told(capsys, SIM.format("1")) == [
        f"{LACKS}: 10 points",
        "  All seats are taken on 2 March 2027.",
        f"  does not mend it: {SEAT}",
        f"{LACKS}: no single remedy mends it.",
        f"  only together they mend it: {SEAT}; and {ROOM}; nobody else is touched",
    ]


def test_of_a_remedy_that_was_not_decided_in_time_it_is_not_said_that_it_mends_nothing(
    capsys: Captured,
) -> None:
    assert told(capsys, SIM.format("1"), trying=Hurried(2)) == [
        f"{LACKS}: 10 points",
        "  All seats are taken on 2 March 2027.",
        f"  not known in time whether it mends it: {SEAT}",
        f"{LACKS}: whether a single remedy mends it is not known.",
        "  Whether several together mend it was not found out in time.",
    ]


def test_what_only_several_together_mend_no_single_one_does(capsys: Captured) -> None:
    assert told(capsys, SIM.format("1"), trying=Hurried(1))[2:] == [
        f"  not known in time whether it mends it: {SEAT}",
        f"{LACKS}: no single remedy mends it.",
        f"  only together they mend it: {SEAT}; and {ROOM}; nobody else is touched",
    ]


FORTNIGHT = """
    term 03-01..03-28
    trainee amara fellow
    trainee li fellow 03-01..03-14
    activity mdt biweekly 60
    slot mdt Mon 09:00 weeks=03-08;03-15
    slot mdt Tue 09:00 weeks=03-02 seats={}
    {}
    session amara mdt 03-08 09:00
"""
LACKS_MDT = "Amara, Mdt, 15 March 2027 to 28 March 2027"
FOLLOWS = [f"{LACKS_MDT}: 10 points", "  It would follow another within a week."]


def test_what_a_seat_in_another_fortnight_mends_alone(capsys: Captured) -> None:
    assert told(capsys, FORTNIGHT.format("1", "session li mdt 03-02 09:00"), "amara") == [
        *FOLLOWS,
        f"{LACKS_MDT}: another remedy was found.",
        "  mends it: one more seat of Mdt on 2 March 2027; nobody else is touched",
    ]


def test_what_a_pin_in_another_fortnight_holds_back(capsys: Captured) -> None:
    picture = f"{FORTNIGHT.format('1', '')}\n pin amara mdt 03-08"
    assert told(capsys, picture, "amara") == [
        *FOLLOWS,
        f"{LACKS_MDT}: another remedy was found.",
        "  mends it: lifting the pin: Amara must be at Mdt on 8 March 2027; nobody else is touched",
    ]


def test_what_not_even_a_seat_in_another_fortnight_mends(capsys: Captured) -> None:
    dearer = """session li mdt 03-02 09:00
    activity sim once 60 weight=30 for=fellow
    slot sim Tue 09:00 weeks=03-02
    session amara sim 03-02 09:00
    session li sim 03-02 10:00
    slot sim Tue 10:00 weeks=03-02 seats=1
    """
    assert told(capsys, FORTNIGHT.format("1", dearer), "amara") == [
        *FOLLOWS,
        f"{LACKS_MDT}: no single remedy mends it.",
        "  nor does this: one more seat of Mdt on 2 March 2027",
    ]


def test_where_nothing_stands_in_the_way_no_remedy_is_known(capsys: Captured) -> None:
    picture = FORTNIGHT.format("2", "session li mdt 03-02 09:00")
    assert told(capsys, picture, "amara") == [
        *FOLLOWS,
        "  No remedy is known: nothing that could be altered stands in the way.",
    ]


def test_what_is_past_is_not_mended(capsys: Captured) -> None:
    picture = FORTNIGHT.format("2", "session li mdt 03-02 09:00")
    assert told(capsys, picture, "amara", since=date(2027, 3, 29))[-1] == (
        "  It is past: nothing mends it any more."
    )


def test_a_rotation_that_could_last_longer(capsys: Captured) -> None:
    picture = """
        term 03-01..03-14
        trainee amara fellow
        service ward 1
        seats ward 03-08..03-14 0
        rotation amara ward 03-01..03-07
    """
    assert told(capsys, picture) == [
        "Amara, Week on no service, 8 March 2027 to 14 March 2027: 20 points",
        "  No service has a seat in this week.",
        "  mends it: one more seat on Ward in the days 8 March 2027 to 14 March 2027; nobody else is touched",
    ]


LED = """
    term 03-01..03-07
    trainee amara fellow
    faculty wang
    faculty zhou leads=mdt
    activity sim once 60
    activity mdt once 60
    slot sim Tue 09:00 leads=wang
    slot mdt Tue 11:00
    absent wang 03-02..03-02
    session amara sim 03-02 09:00
    session amara mdt 03-02 11:00 {}
"""


@pytest.mark.parametrize(
    ("who", "headings"),
    [
        ("wang", ["Sim, the lead, 2 March 2027: 30 points"]),
        ("zhou", ["Mdt, the lead, 2 March 2027: 30 points"]),
        ("amara", []),
    ],
)
def test_a_lead_is_told_of_what_he_or_she_might_lead(who: str, headings: list[str], capsys: Captured) -> None:
    lines = told(capsys, LED.format(""), who)
    assert [line for line in lines if line.endswith("points")] == headings
    assert headings or lines == ["Everything that is owed to Amara is given."]


TWO_DAYS = """
    term 03-01..03-07
    trainee amara fellow
    trainee li fellow
    faculty wang
    hours wang Tue 14:00-15:00
    activity sim once 60
    activity talk once 60 meeting for=student
    slot sim Tue 09:00
    slot sim Thu 09:00
    session amara sim 03-02 09:00
    session li sim 03-02 09:00
"""
THURSDAY = "  4 March 2027, 09:00 to 10:00: nothing more lacks; nobody else is touched"


def test_a_pinned_session_is_said_to_be_so_and_tried_without_the_pin(capsys: Captured) -> None:
    heading = "Amara, Sim on 2 March 2027, 09:00 to 10:00"
    assert told(capsys, TWO_DAYS, "amara", date(2027, 3, 2)) == [heading, THURSDAY]
    assert told(capsys, f"{TWO_DAYS}\n pin amara sim 03-02", "amara", date(2027, 3, 2)) == [
        heading,
        "  It is pinned: Amara must be at Sim on 2 March 2027. A time that breaks this is tried without the pin.",
        THURSDAY,
    ]


def test_where_pins_do_not_hold_another_time_is_tried_all_the_same(capsys: Captured) -> None:
    dear = f"{TWO_DAYS}\n activity talks once 60 weight=20 for=fellow\n slot talks Thu 09:30"
    dear += "\n session amara talks 03-04 09:30\n session li talks 03-04 09:30\n off pins for once\n pin amara sim 03-02"
    assert told(capsys, dear, "amara", date(2027, 3, 2)) == [
        "Amara, Sim on 2 March 2027, 09:00 to 10:00",
        "  4 March 2027, 09:00 to 10:00: 20 points more lack, as then Amara lacks Talks; nobody else is touched",
    ]


def test_of_many_times_the_nearest_are_tried(capsys: Captured) -> None:
    slots = "\n".join(f"slot sim Fri {hour}:00" for hour in ("09", "10", "11", "12", "13", "14", "15", "16"))
    lines = told(capsys, f"{TWO_DAYS}\n{slots}", "amara", date(2027, 3, 2))
    assert len(lines) == 1 + 8 + 1
    assert (lines[1], lines[-1]) == (THURSDAY, "  one other time not tried.")


def test_a_session_that_is_past_stays(capsys: Captured) -> None:
    assert told(capsys, TWO_DAYS, "amara", date(2027, 3, 2), date(2027, 3, 3)) == [
        "Amara, Sim on 2 March 2027, 09:00 to 10:00",
        "  It is past, and stays where it was.",
    ]


def test_of_faculty_only_meetings_are_told(capsys: Captured) -> None:
    picture = f"{TWO_DAYS}\n trainee noor student\n session noor talk 03-02 14:00 with=wang\n session noor sim 03-04 09:00"
    assert told(capsys, picture, "wang", date(2027, 3, 2)) == [
        "Noor, Talk on 2 March 2027, 14:00 to 15:00",
        "  It cannot be at another time: there is no other in the days in which it is owed.",
    ]
    assert told(capsys, picture, "wang", date(2027, 3, 4)) == [
        "Wang has no session on 4 March 2027 that could be elsewhere."
    ]
