"""A rule that the term switches off is no reason why something lacks."""

import pytest

from tests.scheduler.reasons.told import reasons

FREE = "Giving it would cost others at least as much."
STAYS = "term 03-01..03-07\n trainee amara fellow\n trainee li student\n"
MDT = f"{STAYS} activity mdt weekly 60 for=fellow\n slot mdt Mon 09:00"
FORTNIGHT = "term 03-01..03-14\n trainee amara fellow\n trainee li student\n"

PICTURES = {
    "blocked_activities": (
        (
            f"{FORTNIGHT} activity mdt biweekly 60 for=fellow\n slot mdt Mon 09:00\n service ward 2 blocks=mdt\n"
            " service lab 1\n rotation amara ward 03-01..03-07\n rotation amara lab 03-08..03-14\n"
            " rotation li ward 03-01..03-14"
        ),
        f"Ward does not spare its trainees for it; {FREE[:1].lower()}{FREE[1:]}",
    ),
    "clear_of_rounds": (
        (
            f"{MDT}\n service ward 2 round=08:30+60\n rotation amara ward 03-01..03-07\n"
            " rotation li ward 03-01..03-07\n faculty wang leads=ward\n round ward 03-01 wang"
        ),
        "It overlaps the round of Ward.",
    ),
    "prerequisites": (
        (
            f"{MDT} seats=1\n activity sim weekly 60 after=mdt for=student\n slot sim Tue 09:00\n"
            " session amara mdt 03-01 09:00"
        ),
        "Mdt was not attended often enough before.",
    ),
    "slot_seats": (
        f"{MDT} seats=0",
        "There is no seat on 1 March 2027.",
    ),
    "room_seats": (
        f"{MDT} room=hall\n room hall 0",
        "All seats are taken on 1 March 2027.",
    ),
    "trainee_in_one_place": (
        f"{MDT}\n activity sim weekly 60 for=fellow\n slot sim Mon 09:30\n session amara sim 03-01 09:30",
        "It overlaps Sim on 1 March 2027.",
    ),
    "pins": (f"{MDT}\n pin amara mdt must=no", "A pin forbids it."),
    "fortnight_gap": (
        (
            "term 03-01..03-28\n trainee amara fellow\n activity mdt biweekly 60\n"
            " slot mdt Mon 09:00 weeks=03-08;03-15\n session amara mdt 03-08 09:00"
        ),
        "It would follow another within a week.",
    ),
    "meetings_a_week": (
        (
            "term 03-01..03-07\n trainee amara fellow 03-01..03-01\n trainee li student\n"
            " activity talk weekly 60 meeting for=fellow\n faculty chen meetings=1\n"
            " hours chen Mon 09:00-10:00\n activity walk weekly 60 meeting for=student\n hours chen Tue 09:00-10:00\n"
            " session li walk 03-02 09:00 with=chen"
        ),
        "Every mentor's meetings of the week are given to others.",
    ),
    "faculty_in_one_place": (
        (
            f"{STAYS} activity talk weekly 60 meeting for=fellow\n faculty chen\n"
            " hours chen Mon 09:00-10:00\n activity walk weekly 60 meeting for=student\n"
            " session li walk 03-01 09:00 with=chen"
        ),
        "Every mentor's hours are taken.",
    ),
    "service_seats": (
        f"{STAYS} service ward 1\n rotation li ward 03-01..03-07",
        "All seats of every service are taken in this week.",
    ),
    "no_service_twice": (
        (
            "term 03-01..03-21\n trainee amara fellow\n service ward 1 weeks=1..1\n service lab 1 weeks=1..2\n"
            " rotation amara ward 03-01..03-07\n rotation amara lab 03-08..03-14\n seats lab 03-15..03-21 0"
        ),
        "Only Ward had a seat, where Amara rotates at another time, and no service is taken twice.",
    ),
    "service_order": (
        (
            f"{STAYS} service ward 0\n service lab 1 after=ward for=fellow\n service den 1 for=student\n"
            " rotation li den 03-01..03-07"
        ),
        "Lab is only for those who were on Ward before.",
    ),
    "rotation_length": (
        (
            "term 03-01..03-14\n trainee amara fellow\n service ward 1 weeks=2..\n service lab 1 weeks=1..1\n"
            " rotation amara lab 03-08..03-14"
        ),
        "The seats left do not make a rotation of an allowed length.",
    ),
}


@pytest.mark.parametrize(("rule", "picture", "reason"), [(rule, *each) for rule, each in PICTURES.items()])
def test_what_a_rule_forbids_is_a_reason_only_while_it_is_on(rule: str, picture: str, reason: str) -> None:
    assert reasons(picture) == [reason]
    assert reasons(f"{picture}\n off {rule} to see what lacks") == [FREE]


def test_a_rotation_may_be_longer_where_lengths_are_free() -> None:
    picture = (
        "term 03-01..03-14\n trainee amara fellow\n service ward 1 weeks=1..1\n"
        " rotation amara ward 03-01..03-07\n {}"
    )
    only = "Only Ward had a seat, where Amara rotates at another time, and no service is taken twice."
    assert reasons(picture.format("")) == [only]
    assert reasons(picture.format("off rotation_length they agree among themselves")) == [FREE]
