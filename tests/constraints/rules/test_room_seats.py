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


def test_another_number_of_seats_holds_on_its_days() -> None:
    talk = f"{HALL}\n session sofia talk 03-01 09:30"
    text = "Hall holds Amara and Li on 1 March 2027 at 09:00, but has one seat."
    assert complaints(f"{talk}\n seats hall 03-01..03-02 3") == {}
    assert complaints(f"{HALL}\n seats hall 02-20..03-01 1") == {"room_seats": [text]}
    assert complaints(f"{HALL}\n seats hall 03-02..03-30 1") == {}


def test_of_several_other_numbers_the_fewest_holds() -> None:
    text = "Hall holds Amara and Li on 1 March 2027 at 09:00, but has no seats."
    several = "seats hall 03-01..03-02 5 \n seats hall 02-20..03-01 0 \n seats hall 03-01..03-01 1"
    assert complaints(f"{HALL}\n {several}") == {"room_seats": [text]}


def test_a_room_without_a_limit_has_one_for_a_while() -> None:
    text = "Den holds Amara and Li on 1 March 2027 at 09:00, but has one seat."
    there = HALL.replace("03-01 09:00 room=hall", "03-01 09:00 room=den")
    assert complaints(f"{there}\n seats den 03-01..03-07 1") == {"room_seats": [text]}


def test_what_a_service_of_the_same_id_has_is_not_the_room_s() -> None:
    assert complaints(f"{HALL}\n service hall 2 \n seats hall 03-01..03-07 0") == {}


def test_who_was_there_in_the_past_was_though_there_are_fewer_seats_now() -> None:
    fewer = (("room hall", "room hall 1"),)
    text = "Hall holds Amara and Li on 1 March 2027 at 09:00, but has one seat."
    assert told("room_seats", in_term=fewer, since="03-02") == {}
    assert told("room_seats", in_term=fewer, since="03-01") == {text: 1}
