from tests.constraints.verdicts import prices

EVALUATION = """
    service ward 2
    service lab 2 blocks=review
    activity review rotation_end 30 weight=15
    slot review Fri 09:00
    trainee amara fellow 03-01..03-19
"""
TEXT = "Amara has no Review in the last week on {}, from {}, but is owed one."


def test_a_rotation_without_its_session() -> None:
    picture = f"{EVALUATION}\n rotation amara ward 03-01..03-14"
    text = TEXT.format("Ward", "8 March 2027 to 14 March 2027")
    assert prices("rotation_end_sessions", picture) == [(text, 15)]
    assert prices("rotation_end_sessions", f"{picture}\n session amara review 03-05 09:00") == [(text, 15)]
    assert prices("rotation_end_sessions", f"{picture}\n session amara review 03-12 09:00") == []


def test_the_last_week_is_clipped_to_the_stay() -> None:
    picture = f"{EVALUATION}\n rotation amara ward 03-15..03-19"
    text = TEXT.format("Ward", "15 March 2027 to 19 March 2027")
    assert prices("rotation_end_sessions", picture) == [(text, 15)]


def test_a_service_that_blocks_it_excuses_unless_nothing_is_possible() -> None:
    picture = f"{EVALUATION}\n rotation amara lab 03-01..03-07"
    assert prices("rotation_end_sessions", picture) == []
    text = TEXT.format("Lab", "1 March 2027 to 7 March 2027")
    assert prices("rotation_end_sessions", f"{picture}\n holiday 03-05") == [(text, 15)]


def test_the_audience_alone_is_owed() -> None:
    picture = EVALUATION.replace("weight=15", "for=student") + "rotation amara ward 03-01..03-14"
    assert prices("rotation_end_sessions", picture) == []


def test_each_of_several_rotations_that_end_in_one_week_is_owed_its_own() -> None:
    picture = f"""{EVALUATION}
    off one_service_a_week for once
    service clinic 1
    slot review Thu 09:00
    rotation amara ward 03-01..03-14
    rotation amara clinic 03-01..03-14
    """
    texts = [TEXT.format(service, "8 March 2027 to 14 March 2027") for service in ("Clinic", "Ward")]
    assert prices("rotation_end_sessions", picture) == [(text, 15) for text in texts]
    picture += "\n session amara review 03-11 09:00"
    assert prices("rotation_end_sessions", picture) == [(texts[1], 15)]
    assert prices("rotation_end_sessions", f"{picture}\n session amara review 03-12 09:00") == []
