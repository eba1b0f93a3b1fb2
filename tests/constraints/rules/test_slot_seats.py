from tests.constraints.published import told
from tests.constraints.verdicts import complaints

SIMULATION = """
    activity simulation weekly 60
    slot simulation Mon 09:00 seats=1 weeks=odd
    slot simulation Mon 09:00 weeks=even
    trainee amara fellow
    trainee li fellow
    session amara simulation {0} 09:00
    session li simulation {0} 09:00
"""


def test_two_on_one_seat() -> None:
    text = "Simulation on 1 March 2027, 09:00 to 10:00 has Amara and Li, but takes only one."
    assert complaints(SIMULATION.format("03-01")) == {"slot_seats": [text]}


def test_the_slot_of_the_week_has_no_limit() -> None:
    assert complaints(SIMULATION.format("03-08")) == {}


def test_the_slot_of_the_day_has_no_limit() -> None:
    days = SIMULATION.replace("weeks=odd", "days=03-01..03-14").replace("weeks=even", "days=03-15..03-28")
    text = "Simulation on 8 March 2027, 09:00 to 10:00 has Amara and Li, but takes only one."
    assert complaints(days.format("03-08")) == {"slot_seats": [text]}
    assert complaints(days.format("03-15")) == {}


def test_a_change_counts_on_its_days_and_the_fewest_hold() -> None:
    more = SIMULATION.format("03-01") + "seats simulation 03-01..03-01 2"
    assert complaints(more) == {}
    assert list(complaints(SIMULATION.format("03-15") + "seats simulation 03-01..03-14 2")) == ["slot_seats"]
    text = "Simulation on 1 March 2027, 09:00 to 10:00 has Amara and Li, but takes none."
    assert complaints(f"{more}\n seats simulation 03-01..03-01 0") == {"slot_seats": [text]}


def test_who_attended_in_the_past_did_though_there_are_fewer_seats_now() -> None:
    fewer = (("slot mdt Mon 09:00 room=hall", "slot mdt Mon 09:00 room=hall seats=1"),)
    text = "Mdt on 1 March 2027, 09:00 to 10:00 has Amara and Li, but takes only one."
    assert told("slot_seats", in_term=fewer, since="03-02") == {}
    assert told("slot_seats", in_term=fewer, since="03-01") == {text: 1}


def test_each_slot_of_an_activity_has_its_own_seats() -> None:
    picture = """
    room hall
    room den
    activity simulation weekly 60
    slot simulation Mon 09:00 room=hall
    slot simulation Mon 11:00 room=den
    slot simulation Mon 09:00 room=den seats=1
    trainee amara fellow
    trainee li fellow
    session amara simulation 03-01 09:00 room=den
    session li simulation 03-01 09:00 room=den
    session amara simulation 03-08 11:00
    session li simulation 03-08 11:00
    session amara simulation 03-15 09:00 room=hall
    session li simulation 03-15 09:00 room=hall
    """
    text = "Simulation on 1 March 2027, 09:00 to 10:00 has Amara and Li, but takes only one."
    assert complaints(picture) == {"slot_seats": [text]}
