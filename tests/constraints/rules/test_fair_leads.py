from tests.constraints.verdicts import prices

TWO = """
    service ward 2 round=08:00+60
    faculty wang leads=ward
    faculty chen leads=ward
    trainee amara fellow
    rotation amara ward 03-01..03-28
    round ward 03-01 wang
    round ward 03-08 wang
    round ward 03-15 wang
"""


def test_more_rounds_than_the_share_with_its_tolerance() -> None:
    picture = f"{TWO}\n round ward 03-22 wang"
    assert prices("fair_leads", picture) == [("Wang leads Ward 4 times, but a fair share is at most 3.", 1)]


def test_the_share_with_its_tolerance() -> None:
    assert prices("fair_leads", f"{TWO}\n round ward 03-22 chen") == []


def test_without_tolerance() -> None:
    picture = f"""{TWO}
    round ward 03-22 chen
    rule fair_leads tolerance=0
    """
    assert prices("fair_leads", picture) == [("Wang leads Ward 3 times, but a fair share is at most 2.", 1)]


def test_hours_weigh_and_a_lead_without_hours_has_one() -> None:
    picture = f"""{TWO}
    hours wang Mon 12:00-15:00
    round ward 03-22 chen
    rule fair_leads tolerance=0
    """
    assert prices("fair_leads", picture) == []


def test_a_week_in_which_nobody_is_on_the_service_does_not_count() -> None:
    picture = """
    service ward 2 round=08:00+60
    faculty wang leads=ward
    faculty chen leads=ward
    trainee amara fellow
    rotation amara ward 03-01..03-14
    round ward 03-01 wang
    round ward 03-08 chen
    round ward 03-15 wang
    round ward 03-22 wang
    rule fair_leads tolerance=0
    """
    assert prices("fair_leads", picture) == []


def test_sessions_are_shared_among_those_whom_their_slots_allow() -> None:
    picture = """
    faculty wang leads=mdt
    faculty chen
    faculty zhou leads=mdt
    activity mdt weekly 60
    slot mdt Mon 09:00 leads=wang;chen
    trainee amara fellow
    session amara mdt 03-01 09:00 with=wang
    session amara mdt 03-08 09:00 with=wang
    session amara mdt 03-15 09:00 with=chen
    session amara mdt 03-22 09:00 with=wang
    rule fair_leads tolerance=0
    """
    assert prices("fair_leads", picture) == [("Wang leads Mdt 3 times, but a fair share is at most 2.", 1)]


MIXED = """
    faculty wang leads=mdt
    faculty chen leads=mdt
    faculty zhou
    activity mdt weekly 60
    activity talk weekly 60
    slot mdt Mon 09:00 {}
    slot mdt Thu 09:00 leads=wang;zhou
    slot talk Fri 09:00 leads=wang;chen
    trainee amara fellow
    session amara mdt 03-01 09:00 with=wang
    session amara mdt 03-08 09:00 with=wang
    session amara mdt 03-18 09:00 with=zhou
    session amara mdt 03-25 09:00 with=zhou
    rule fair_leads tolerance=0
"""


def test_slots_that_name_other_people_are_shared_apart() -> None:
    assert prices("fair_leads", MIXED.format("")) == [
        ("Wang leads Mdt 2 times, but a fair share is only one.", 1),
        ("Zhou leads Mdt 2 times, but a fair share is only one.", 1),
    ]


def test_slots_that_name_the_same_people_are_shared_together_in_any_order() -> None:
    assert prices("fair_leads", MIXED.format("leads=zhou;wang")) == []


def test_the_same_people_share_each_activity_by_itself() -> None:
    picture = f"{MIXED.format('leads=zhou;wang')}\n session amara talk 03-05 09:00 with=chen"
    assert prices("fair_leads", picture) == []
    picture = f"{picture}\n session amara talk 03-12 09:00 with=chen"
    assert prices("fair_leads", picture) == [("Chen leads Talk 2 times, but a fair share is only one.", 1)]


def test_a_round_is_shared_among_those_named_for_the_service() -> None:
    assert prices("fair_leads", f"{TWO}\n round ward 03-22 wang\n faculty zhou leads=ward") == [
        ("Wang leads Ward 4 times, but a fair share is at most 2.", 2)
    ]
