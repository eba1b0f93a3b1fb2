from tests.constraints.published import told
from tests.constraints.verdicts import complaints

WANG = """
    faculty wang mentees=1
    hours wang Mon 09:00-11:00
    trainee amara fellow 03-01..03-09
    trainee li fellow 03-{}..03-28
    mentor amara wang
    mentor li wang
"""


def test_two_whose_stays_share_a_week_though_no_day() -> None:
    text = "Wang is main mentor of Amara and Li in the week of 8 March 2027, but follows only one at a time."
    assert complaints(WANG.format(11)) == {"mentees_at_one_time": [text]}


def test_one_after_the_other() -> None:
    assert complaints(WANG.format(15)) == {}


def test_a_run_of_weeks_is_told_once_and_another_set_of_people_apart() -> None:
    three = """
        faculty wang mentees=1
        hours wang Mon 09:00-11:00
        term 03-01..04-25
        trainee amara fellow 03-01..03-28
        trainee li fellow 03-08..04-25
        trainee sofia fellow 03-24..04-11
        mentor amara wang
        mentor li wang
        mentor sofia wang
    """
    assert complaints(three) == {
        "mentees_at_one_time": [
            "Wang is main mentor of Amara and Li in the weeks from 8 March 2027 to 21 March 2027, but follows only one at a time.",
            "Wang is main mentor of Amara, Li and Sofia in the week of 22 March 2027, but follows only one at a time.",
            "Wang is main mentor of Li and Sofia in the weeks from 29 March 2027 to 11 April 2027, but follows only one at a time.",
        ]
    }


def test_weeks_of_the_past_are_not_asked() -> None:
    was = "mentor amara wang\n mentor li wang"
    fewer = (("wang leads", "wang mentees=1 leads"), ("trainee li fellow", "trainee li fellow 03-01..03-14"))
    text = "Wang is main mentor of Amara and Li in the week{} March 2027, but follows only one at a time."
    both = {text.format("s from 1 March 2027 to 14"): 2}
    assert told("mentees_at_one_time", was=was, in_term=fewer) == both
    for day in ("03-08", "03-14"):  # it is not over on its last day
        assert told("mentees_at_one_time", was=was, in_term=fewer, since=day) == {text.format(" of 8"): 1}
    assert told("mentees_at_one_time", was=was, in_term=fewer, since="03-15") == {}
