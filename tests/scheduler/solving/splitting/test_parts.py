from scheduler.solving.splitting.parts import find_parts
from tests.pictures import draw_term


def shown(picture: str) -> list[tuple[str, str, str]]:
    """Return kind, activities and services of each part."""
    return [
        (part.kind, " ".join(sorted(part.scope.attends)), " ".join(sorted(part.services)))
        for part in find_parts(draw_term(picture))
    ]


def test_rotations_come_first_and_meetings_last() -> None:
    picture = """
    service ward 1
    activity mdt weekly 60
    slot mdt Mon 09:00
    activity talk weekly 60 meeting
    """
    assert shown(picture) == [("rotations", "", ""), ("sessions", "mdt", ""), ("meetings", "talk", "")]


def test_main_mentors_are_planned_even_without_meetings_and_rotations_only_with_services() -> None:
    assert shown("activity mdt weekly 60") == [("sessions", "mdt", ""), ("meetings", "", "")]


def test_sessions_that_services_block_or_whose_rounds_overlap_are_apart_from_others() -> None:
    picture = """
    service ward 1 round=08:30+60
    service lab 1 blocks=sim
    activity mdt weekly 60
    slot mdt Mon 09:00
    activity sim weekly 60
    slot sim Mon 14:00
    activity club weekly 60
    slot club Mon 16:00
    """
    assert shown(picture)[1:-1] == [("sessions", "mdt sim", "lab ward"), ("sessions", "club", "")]


def test_the_relaxed_scope_of_a_part_opens_the_weeks_of_its_services() -> None:
    parts = find_parts(draw_term("service lab 1 blocks=sim\n activity sim weekly 60"))
    assert [sorted(part.relaxed.service_weeks) for part in parts] == [[], ["lab"], []]


def test_sessions_at_the_end_of_rotations_go_with_rotations() -> None:
    picture = """
    service ward 1
    activity exam rotation_end 60
    activity review rotation_end 60
    activity talk rotation_end 60 meeting
    activity mdt weekly 60 after=review
    """
    assert shown(picture) == [
        ("rotations", "exam", ""), ("sessions", "mdt review", ""), ("meetings", "talk", ""),
    ]  # fmt: skip


def coupled(lines: str) -> bool:
    """Tell whether mdt stays with the meetings to which sim is tied."""
    picture = f"""
    faculty wang
    faculty chen
    room hall 3
    room yard
    activity talk weekly 60 meeting
    activity sim weekly 60 for=fellow after=talk
    {lines}
    """
    return any(kind == "meetings" and "mdt" in ids for kind, ids, _ in shown(picture))


def test_activities_that_may_want_the_same_trainee_room_or_lead_stay_together() -> None:
    fellow, student = "activity mdt weekly 60 for=fellow", "activity mdt weekly 60 for=student"
    at_nine, later = "slot mdt Mon 09:00", "slot mdt Mon 10:00"
    sim = "slot sim Mon 09:00"
    assert coupled(f"{fellow}\n {at_nine}\n {sim}")
    assert coupled(f"activity mdt weekly 60\n {at_nine}\n {sim}")
    assert not coupled(f"{fellow}\n {later}\n {sim}")
    assert not coupled(f"{fellow}\n slot mdt Tue 09:00\n {sim}")
    assert not coupled(f"{student}\n {at_nine}\n {sim}")
    assert coupled(f"{student}\n {at_nine} room=hall\n {sim} room=hall")
    assert not coupled(f"{student}\n {at_nine} room=yard\n {sim} room=yard")
    assert coupled(f"{student}\n {at_nine} room=yard\n {sim} room=yard\n seats yard 03-01..03-01 3")
    assert coupled(f"{student}\n {at_nine} leads=wang\n {sim} leads=wang;chen")
    assert not coupled(f"{student}\n {at_nine} leads=wang\n {sim} leads=chen")


def test_activities_that_build_on_one_another_stay_together() -> None:
    assert coupled("activity mdt weekly 60 for=student after=sim")
