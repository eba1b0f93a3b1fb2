from tests.constraints.verdicts import prices

WISHES = """
    service ward 2
    service lab 2
    faculty wang
    hours wang Mon 09:00-11:00
    trainee amara fellow
    trainee li fellow
    rotation amara ward 03-01..03-07
    rotation amara lab 03-08..03-14
    rotation li lab 03-01..03-07
    mentor amara wang
    mentor li wang
    prefers amara ward 3
"""


def test_what_is_not_wished_for_costs_three() -> None:
    assert prices("wishes", WISHES) == [
        ("Amara is on Lab, but did not ask for it.", 3),
        ("Amara has the main mentor Wang, but did not ask for that.", 3),
    ]


def test_what_is_wished_away_costs_up_to_six() -> None:
    picture = f"{WISHES}\n prefers amara lab -3\n prefers amara wang 2"
    assert prices("wishes", picture) == [
        ("Amara is on Lab, but asked not to be there.", 6),
        ("Amara has the main mentor Wang, but wishes for that at 2 of 3.", 1),
    ]


def test_a_mentor_who_was_wished_away_is_told_so() -> None:
    assert prices("wishes", f"{WISHES}\n prefers amara lab 3\n prefers amara wang -1") == [
        ("Amara has the main mentor Wang, but asked not to have that mentor.", 4),
    ]


def test_who_states_nothing_costs_nothing() -> None:
    assert prices("wishes", WISHES.replace("prefers amara ward 3", "")) == []
