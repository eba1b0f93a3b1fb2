"""Why a session or meeting lacks."""

from __future__ import annotations

import pytest

from tests.scheduler.reasons.told import WEEK, reasons

MDT = f"""{WEEK}
    activity mdt weekly 60
    slot mdt Mon 09:00
"""
MEETING = f"""{WEEK}
    trainee li fellow
    activity talk weekly 60 meeting
    faculty wang meetings=1
    hours wang Mon 09:00-11:00
"""
IN_THE_HALL = f"""{WEEK}
    trainee noor student
    trainee zoe student
    room hall 2
    activity mdt weekly 60 for=fellow
    activity talk weekly 30 for=student
    slot mdt Mon 09:00 room=hall
"""
LI_MEETS = "session li talk 03-01 09:00 with=wang"

SESSIONS = {
    "no working day": (
        "trainee amara fellow 03-06..03-07\n activity mdt once 60\n slot mdt Mon 09:00",
        "There is no working day in these days.",
    ),
    "absent throughout": (
        f"{WEEK}\n activity mdt once 60\n slot mdt Mon 09:00\n absent amara 03-01..03-05",
        "Amara is absent on every working day.",
    ),
    "absent on a day": (
        "trainee amara fellow 03-01..03-02\n activity mdt once 60\n slot mdt Wed 09:00\n absent amara 03-01..03-01",
        "It takes place on Wednesday only, and on none of these days can Amara attend it.",
    ),
    "no mentor": (f"{WEEK}\n activity talk once 60 meeting", "No mentor has a free hour in these days."),
    "own calendars": (
        f"""{WEEK}\n activity talk once 60 meeting\n faculty wang\n hours wang Mon 09:00-10:00
        absent wang 03-01..03-01 09:30-12:00 own\n faculty chen\n hours chen Mon 09:00-10:00
        absent chen 03-01..03-01\n absent chen 03-02..03-02 own
        hours wang Tue 09:00-10:00\n absent wang 03-02..03-02
        faculty zhou meetings=0\n hours zhou Mon 09:00-10:00\n absent zhou 03-01..03-01 own
        faculty huang\n hours huang Mon 09:00-10:00 03-08..03-14\n absent huang 03-01..03-01 own""",
        "No mentor has a free hour in these days; hours are taken by the own calendar of Wang.",
    ),
    "no slot": (f"{WEEK}\n activity mdt once 60", "The timetable has no slot for it."),
    "other days": (
        """trainee amara fellow 03-01..03-02\n activity mdt once 60
        slot mdt Fri 09:00\n slot mdt Thu 09:00\n slot mdt Wed 09:00\n slot mdt Wed 11:00""",
        "It takes place on Wednesday, Thursday and Friday only, and on none of these days can Amara attend it.",
    ),
    "holidays": (
        """term 03-01..03-07\n trainee amara fellow 03-01..03-07\n activity mdt once 60
        slot mdt Mon 09:00\n slot mdt Wed 09:00\n holiday 03-01\n holiday 03-03 Labour Day""",
        "It takes place on Monday and Wednesday only: 1 March 2027 and 3 March 2027 (Labour Day) are no working days.",
    ),
    "a holiday": (
        """term 03-01..03-07\n trainee amara fellow 03-01..03-07\n activity mdt once 60
        slot mdt Mon 09:00\n slot mdt Wed 09:00\n holiday 03-01\n absent amara 03-03..03-03""",
        "It takes place on Monday and Wednesday only: 1 March 2027 is no working day, and on none of the others can Amara attend it.",
    ),
    "other days than those of another activity": (
        """trainee amara fellow 03-01..03-02\n activity mdt once 60\n activity sim once 60 for=student
        slot mdt Fri 09:00\n slot sim Mon 09:00""",
        "It takes place on Friday only, and on none of these days can Amara attend it.",
    ),
    "days of the timetable": (
        """term 03-01..03-28\n trainee amara fellow 03-15..03-18\n activity mdt once 60
        slot mdt Tue 09:00 days=03-01..03-14\n slot mdt Wed 09:00 days=03-22..03-28""",
        "The timetable has it from 1 March 2027 to 14 March 2027 and 22 March 2027 to 28 March 2027 only.",
    ),
    "other days of the timetable": (
        """trainee amara fellow 03-15..03-17\n activity mdt once 60
        slot mdt Tue 09:00 days=03-01..03-14\n slot mdt Thu 09:00 days=03-15..03-28""",
        "It takes place on Thursday only, and on none of these days can Amara attend it.",
    ),
    "blocked": (
        """trainee amara fellow 03-01..03-14\n activity mdt biweekly 60\n slot mdt Mon 09:00
        service ward 1 blocks=mdt\n service lab 1
        rotation amara ward 03-01..03-07\n rotation amara lab 03-08..03-14""",
        "Ward does not spare its trainees for it; giving it would cost others at least as much.",
    ),
    "round": (
        (
            f"{MDT}\n faculty wang leads=ward\n service ward 1 round=08:30+60\n round ward 03-01 wang\n"
            " rotation amara ward 03-01..03-07"
        ),
        "It overlaps the round of Ward.",
    ),
    "after the round": (
        (
            f"{WEEK}\n activity mdt weekly 60\n slot mdt Mon 09:30\n faculty wang leads=ward\n"
            " service ward 1 round=08:30+60\n round ward 03-01 wang\n rotation amara ward 03-01..03-07"
        ),
        "Giving it would cost others at least as much.",
    ),
    "after what was attended": (
        (
            f"{WEEK}\n activity sim once 60\n slot sim Mon 09:00\n activity mdt weekly 60 after=sim\n slot mdt Wed 09:00\n"
            " session amara sim 03-01 09:00"
        ),
        "Giving it would cost others at least as much.",
    ),
    "after what ends when it does": (
        (
            f"{WEEK}\n activity sim once 30\n slot sim Mon 09:30\n activity mdt weekly 60 after=sim\n slot mdt Mon 09:00\n"
            " session amara sim 03-01 09:30"
        ),
        "Sim was not attended often enough before.",
    ),
    "after": (
        (
            f"{WEEK}\n activity sim once 60\n slot sim Tue 09:00\n activity mdt weekly 60 after=sim\n slot mdt Mon 09:00\n"
            " session amara sim 03-02 09:00"
        ),
        "Sim was not attended often enough before.",
    ),
    "after what was attended once of twice": (
        f"""{WEEK}\n activity sim weekly 60\n slot sim Mon 09:00\n activity mdt weekly 60 after=sim*2
        slot mdt Wed 09:00\n session amara sim 03-01 09:00""",
        "Sim was not attended often enough before.",
    ),
    "after something else was attended": (
        f"""{WEEK}\n activity sim once 60 for=student\n activity talk weekly 60\n slot talk Mon 09:00
        activity mdt weekly 60 after=sim\n slot mdt Wed 09:00\n session amara talk 03-01 09:00""",
        "Sim was not attended often enough before.",
    ),
    "no weight": (
        f"{WEEK}\n activity mdt weekly 60 weight=0\n slot mdt Mon 09:00",
        "Nothing is lost without it, as its weight is 0.",
    ),
    "slot full": (
        f"{MDT.rstrip()} seats=1\n trainee li fellow\n session li mdt 03-01 09:00",
        "All seats are taken on 1 March 2027.",
    ),
    "days of full slots": (
        """trainee amara fellow 03-08..03-14\n trainee li fellow 03-08..03-14\n trainee noor fellow 03-08..03-14
        activity mdt weekly 60\n slot mdt Tue 09:00 seats=1\n slot mdt Thu 09:00 seats=1
        session li mdt 03-11 09:00\n session noor mdt 03-09 09:00""",
        "All seats are taken on 9 March 2027; all seats are taken on 11 March 2027.",
    ),
    "slot without a seat": (
        f"{MDT}\n seats mdt 03-01..03-01 0",
        "There is no seat on 1 March 2027.",
    ),
    "room closed": (
        f"""{WEEK}\n trainee li fellow\n room hall\n activity mdt weekly 60\n slot mdt Mon 09:00 room=hall
        slot mdt Tue 09:00 seats=1\n session li mdt 03-02 09:00\n absent hall 03-01..03-02""",
        "Hall is closed on 1 March 2027; all seats are taken on 2 March 2027.",
    ),
    "room closed throughout": (
        """trainee amara fellow 03-01..03-04\n room hall\n activity mdt last_week 60
        slot mdt Mon 09:00 room=hall\n slot mdt Thu 09:00 room=hall\n slot mdt Fri 09:00 room=hall
        absent hall 03-01..03-05""",
        "Hall is closed on 1 March 2027 and 4 March 2027.",
    ),
    "room closed for three days": (
        """trainee amara fellow 03-01..03-03\n room hall\n activity mdt once 60
        slot mdt Mon 09:00 room=hall\n slot mdt Tue 09:00 room=hall\n slot mdt Wed 09:00 room=hall
        absent hall 03-01..03-31""",
        "Hall is closed on 1 March 2027, 2 March 2027 and 3 March 2027.",
    ),
    "room closed for long": (
        """trainee amara fellow 03-01..03-07\n room hall\n activity mdt once 60
        slot mdt Mon 09:00 room=hall\n slot mdt Tue 09:00 room=hall\n slot mdt Wed 09:00 room=hall
        slot mdt Thu 09:00 room=hall\n slot mdt Fri 09:00 room=hall\n absent hall 03-01..03-31""",
        "Hall is closed on 1 March 2027, 2 March 2027, 3 March 2027 and 2 more days.",
    ),
    "room closed while the trainee was there": (
        f"""{WEEK}\n room hall\n activity mdt once 60\n slot mdt Mon 09:00 room=hall
        slot mdt Tue 09:00 room=hall weeks=even\n slot mdt Wed 09:00 room=hall\n absent hall 03-01..03-05
        activity sim weekly 60 for=student\n slot sim Thu 09:00 room=hall
        absent amara 03-03..03-03 09:30-12:00""",
        "Hall is closed on 1 March 2027.",
    ),
    "room full": (
        (
            f"{WEEK}\n trainee li fellow\n room hall 1\n activity mdt weekly 60\n slot mdt Mon 09:00 room=hall\n"
            " session li mdt 03-01 09:00"
        ),
        "All seats are taken on 1 March 2027.",
    ),
    "room full for a while": (
        (
            f"{WEEK}\n trainee li fellow\n room hall 9\n activity mdt weekly 60\n slot mdt Mon 09:00 room=hall\n"
            " seats hall 03-01..03-01 1\n session li mdt 03-01 09:00"
        ),
        "All seats are taken on 1 March 2027.",
    ),
    "room with a seat": (
        f"{WEEK}\n room hall 1\n activity mdt weekly 60\n slot mdt Mon 09:00 room=hall",
        "Giving it would cost others at least as much.",
    ),
    "room in which others follow each other": (
        (
            f"{IN_THE_HALL}\n slot talk Mon 09:00 room=hall\n slot talk Mon 09:30 room=hall\n"
            " session noor talk 03-01 09:00\n session zoe talk 03-01 09:30"
        ),
        "Giving it would cost others at least as much.",
    ),
    "room full for half of the time": (
        f"""{IN_THE_HALL}\n slot talk Mon 09:30 room=hall
        session noor talk 03-01 09:30\n session zoe talk 03-01 09:30""",
        "All seats are taken on 1 March 2027.",
    ),
    "room full before": (
        f"""{IN_THE_HALL}\n slot talk Mon 08:30 room=hall
        session noor talk 03-01 08:30\n session zoe talk 03-01 08:30""",
        "Giving it would cost others at least as much.",
    ),
    "room without limit": (
        f"{WEEK}\n room hall\n activity mdt weekly 60\n slot mdt Mon 09:00 room=hall seats=1",
        "Giving it would cost others at least as much.",
    ),
    "week of the mentor": (
        f"{MEETING}\n {LI_MEETS}",
        "Every mentor's meetings of the week are given to others.",
    ),
    "another week of the mentor": (
        """term 03-01..03-14\n trainee amara fellow 03-01..03-07\n trainee li fellow 03-08..03-14
        activity talk weekly 60 meeting\n faculty wang meetings=1\n hours wang Mon 09:00-11:00
        session li talk 03-08 09:00 with=wang""",
        "Giving it would cost others at least as much.",
    ),
    "week in which the mentor leads": (
        f"""{WEEK}\n activity talk weekly 60 meeting\n faculty wang meetings=1 leads=mdt\n hours wang Mon 09:00-10:00
        activity mdt weekly 60\n slot mdt Wed 09:00\n session amara mdt 03-03 09:00 with=wang""",
        "Giving it would cost others at least as much.",
    ),
    "hours of the mentor": (
        f"{MEETING}\n {LI_MEETS}".replace(" meetings=1", "").replace("11:00", "10:00"),
        "Every mentor's hours are taken.",
    ),
    "free mentor": (
        f"{MEETING}\n session li talk 03-01 09:00 with=wang".replace("meetings=1", "meetings=2"),
        "Every mentor's hours are taken; giving it would cost others at least as much.",
    ),
    "overlap": (
        f"{MDT}\n activity sim weekly 60\n slot sim Mon 09:30\n session amara sim 03-01 09:30",
        "It overlaps Sim on 1 March 2027.",
    ),
    "pinned away": (f"{MDT}\n pin amara mdt must=no", "A pin forbids it."),
    "pinned away on the day": (f"{MDT}\n pin amara mdt 03-01 must=no", "A pin forbids it."),
    "pinned away on another day": (
        f"{MDT}\n pin amara mdt 03-02 must=no",
        "Giving it would cost others at least as much.",
    ),
    "pinned away at the time": (
        f"{MDT}\n pin amara mdt 03-01 09:00 must=no",
        "A pin forbids it.",
    ),
    "pinned away at another time": (
        f"{MDT}\n slot mdt Mon 14:00\n pin amara mdt 03-01 14:00 must=no",
        "A pin forbids it; giving it would cost others at least as much.",
    ),
    "pinned away from what is full": (
        f"{MDT.rstrip()} seats=1\n trainee li fellow\n session li mdt 03-01 09:00\n pin amara mdt must=no",
        "A pin forbids it.",
    ),
    "pinned away while something else is attended": (
        f"""{MDT}\n activity sim weekly 60\n slot sim Mon 09:30\n session amara sim 03-01 09:30
        pin amara mdt 03-01 must=no""",
        "A pin forbids it.",
    ),
    "pinned to any day": (
        """term 03-01..03-14\n trainee amara fellow\n activity mdt weekly 60\n slot mdt Mon 09:00
        pin amara mdt\n session amara mdt 03-01 09:00""",
        "Giving it would cost others at least as much.",
    ),
    "another pinned away, and from something else": (
        (
            f"{WEEK}\n activity mdt weekly 60 for=fellow\n slot mdt Mon 09:00\n activity sim weekly 60 for=student\n"
            " slot sim Mon 09:00\n trainee li student\n session li sim 03-01 09:00\n pin li mdt must=no\n pin amara sim must=no"
        ),
        "Giving it would cost others at least as much.",
    ),
    "completed": (
        f"{WEEK}\n activity sim once 60 for=student\n activity mdt weekly 60 after=sim\n slot mdt Mon 09:00".replace(
            "amara fellow", "amara fellow completed=sim"
        ),
        "Giving it would cost others at least as much.",
    ),
}


@pytest.mark.parametrize(("picture", "reason"), SESSIONS.values(), ids=SESSIONS.keys())
def test_why_there_is_no_session(picture: str, reason: str) -> None:
    assert reasons(picture) == [reason[:1].upper() + reason[1:]]


def test_a_fortnightly_session_never_follows_another() -> None:
    picture = """
    term 03-01..03-28
    trainee amara fellow
    activity mdt biweekly 60
    slot mdt Mon 09:00 weeks=03-08;03-15
    session amara mdt 03-08 09:00
    """
    assert reasons(picture) == ["It would follow another within a week."]


def test_a_full_fortnightly_session_beside_another_says_both() -> None:
    picture = """
    term 03-01..03-28
    trainee amara fellow
    trainee li fellow
    activity mdt biweekly 60
    slot mdt Mon 09:00 weeks=03-08;03-15 seats=1
    session amara mdt 03-08 09:00
    session li mdt 03-15 09:00
    """
    full = "All seats are taken on {}, and the week beside it has another."
    assert reasons(picture) == [full.format("15 March 2027"), full.format("8 March 2027")]


def test_a_full_session_with_none_in_the_week_beside_it_is_only_full() -> None:
    picture = """
    term 03-01..03-14
    trainee amara fellow
    trainee li fellow
    activity mdt {} 60
    slot mdt Mon 09:00 weeks={} seats=1
    session li mdt 03-08 09:00
    {}
    """
    full = "All seats are taken on {} March 2027."
    assert reasons(picture.format("biweekly", "03-08", "")) == [full.format(8)]
    both = picture.format("weekly", "", "session amara mdt 03-01 09:00")
    assert reasons(both) == [full.format(8), full.format(1)]
