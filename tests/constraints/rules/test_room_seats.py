from tests.constraints.published import told
from tests.constraints.verdicts import complaints

HALL = """
    room hall 2
    room den
    activity mdt weekly 60
    activity talk weekly 60
    slot mdt Mon 09:00 room=hall
    slot mdt Mon 09:00 room=den
    slot talk Mon 09:30 room=hall
    slot talk Mon 10:00 room=hall
    trainee amara fellow
    trainee li fellow
    trainee sofia fellow
    session amara mdt 03-01 09:00 room=hall
    session li mdt 03-01 09:00 room=hall
"""


def test_two_activities_share_a_room_at_one_moment() -> None:
    text = "Hall holds Amara, Li and Sofia on 1 March 2027 at 09:30, but has 2 seats."
    assert complaints(f"{HALL}\n session sofia talk 03-01 09:30") == {"room_seats": [text]}


def test_one_after_the_other() -> None:
    assert complaints(f"{HALL}\n session sofia talk 03-01 10:00") == {}


def test_another_room_and_no_limit() -> None:
    assert complaints(f"{HALL}\n session sofia mdt 03-01 09:00 room=den") == {}


def test_who_was_there_in_the_past_was_though_there_are_fewer_seats_now() -> None:
    fewer = (("room hall", "room hall 1"),)
    text = "Hall holds Amara and Li on 1 March 2027 at 09:00, but has one seat."
    assert told("room_seats", in_term=fewer, since="03-02") == {}
    assert told("room_seats", in_term=fewer, since="03-01") == {text: 1}
