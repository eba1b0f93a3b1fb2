from tests.constraints.verdicts import complaints

HANDS_ON = """
    activity simulation weekly 60
    activity hands-on once 60 after=simulation*{}
    slot simulation Mon 09:00
    slot hands-on Mon {}
    trainee amara fellow completed={}
"""


def test_never_before() -> None:
    picture = HANDS_ON.format(1, "10:00", "") + "session amara hands-on 03-01 10:00"
    text = "Amara has Hands on on 1 March 2027, 10:00 to 11:00, after no sessions of Simulation, but needs one before."
    assert complaints(picture) == {"prerequisites": [text]}


def test_once_that_ended_by_the_start() -> None:
    picture = (
        HANDS_ON.format(1, "10:00", "")
        + "session amara simulation 03-01 09:00\nsession amara hands-on 03-01 10:00"
    )
    assert complaints(picture) == {}


def test_a_session_that_comes_later_does_not_count() -> None:
    picture = (
        HANDS_ON.format(1, "10:00", "")
        + "session amara simulation 03-08 09:00\nsession amara hands-on 03-01 10:00"
    )
    assert list(complaints(picture)) == ["prerequisites"]


def test_a_session_that_is_still_going_on_does_not_count() -> None:
    picture = (
        HANDS_ON.format(1, "09:30", "")
        + "session amara simulation 03-01 09:00\nsession amara hands-on 03-01 09:30"
    )
    assert list(complaints(picture)) == ["prerequisites", "trainee_in_one_place"]


def test_so_many_times() -> None:
    twice = "session amara simulation 03-01 09:00\nsession amara simulation 03-08 09:00\n"
    picture = HANDS_ON.format(3, "10:00", "") + twice + "session amara hands-on 03-15 10:00"
    text = "Amara has Hands on on 15 March 2027, 10:00 to 11:00, after 2 sessions of Simulation, but needs 3 before."
    assert complaints(picture) == {"prerequisites": [text]}
    assert complaints(f"{picture}\n session amara simulation 03-15 09:00") == {}


def test_completed_stands_for_any_number() -> None:
    assert complaints(HANDS_ON.format(3, "10:00", "simulation") + "session amara hands-on 03-01 10:00") == {}
