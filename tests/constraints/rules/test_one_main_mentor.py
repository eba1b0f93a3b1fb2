from tests.constraints.verdicts import complaints

TWO = """
    faculty wang
    faculty chen
    faculty zhou meetings=0
    faculty qian
    hours wang Mon 09:00-11:00
    hours chen Mon 09:00-11:00
    hours zhou Mon 09:00-11:00
    trainee amara fellow
    trainee li fellow mentor=chen
"""
PROMISED = "\n mentor li chen"


def test_two_main_mentors() -> None:
    picture = f"{TWO}{PROMISED}\n mentor amara wang\n mentor amara chen"
    text = "Amara has the main mentors Chen and Wang, but may have only one."
    assert complaints(picture) == {"one_main_mentor": [text]}


def test_one_or_none() -> None:
    assert complaints(f"{TWO}{PROMISED}\n mentor amara wang") == {}
    assert complaints(f"{TWO}{PROMISED}") == {}


def test_one_who_has_no_meetings_or_no_hours_to_give() -> None:
    zhou = {"one_main_mentor": ["Zhou is main mentor of Amara, but mentors nobody."]}
    assert complaints(f"{TWO}{PROMISED}\n mentor amara zhou") == zhou
    qian = {"one_main_mentor": ["Qian is main mentor of Amara, but mentors nobody."]}
    assert complaints(f"{TWO}{PROMISED}\n mentor amara qian") == qian


def test_another_than_promised() -> None:
    text = "Li was promised Chen as main mentor, but has {}."
    assert complaints(TWO) == {"one_main_mentor": [text.format("none")]}
    assert complaints(f"{TWO}\n mentor li wang") == {"one_main_mentor": [text.format("Wang")]}
