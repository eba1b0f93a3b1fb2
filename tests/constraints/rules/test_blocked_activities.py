from tests.constraints.verdicts import complaints

CLINIC = """
    service clinic 2 blocks=mdt
    service ward 2
    activity mdt weekly 60
    slot mdt Mon 09:00
    trainee amara fellow
    rotation amara clinic 03-01..03-14
    rotation amara ward 03-15..03-28
"""


def test_a_blocked_activity_in_the_last_week_on_the_service() -> None:
    picture = f"{CLINIC}\n session amara mdt 03-08 09:00"
    text = "Amara has Mdt on 8 March 2027, 09:00 to 10:00, but is on Clinic then, which blocks it."
    assert complaints(picture) == {"blocked_activities": [text]}


def test_the_activity_in_the_week_after() -> None:
    assert complaints(f"{CLINIC}\n session amara mdt 03-15 09:00") == {}
