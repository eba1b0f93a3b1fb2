from tests.constraints.published import told
from tests.constraints.verdicts import complaints

RESEARCH = """
    activity research biweekly 60
    slot research Tue 15:00
    trainee amara fellow
"""


def test_two_adjacent_weeks_across_pairs() -> None:
    picture = f"""{RESEARCH}
    session amara research 03-09 15:00
    session amara research 03-16 15:00
    """
    text = "Amara has Research in both weeks from 8 March 2027 to 21 March 2027, but is owed it every second week."
    assert complaints(picture) == {"fortnight_gap": [text]}


def test_a_week_between() -> None:
    picture = f"""{RESEARCH}
    session amara research 03-09 15:00
    session amara research 03-23 15:00
    """
    assert complaints(picture) == {}


def test_weekly_activities_may_follow_each_other() -> None:
    picture = """
    activity mdt weekly 60
    slot mdt Tue 15:00
    trainee amara fellow
    session amara mdt 03-09 15:00
    session amara mdt 03-16 15:00
    """
    assert complaints(picture) == {}


def test_where_more_may_be_attended_than_is_owed_adjacent_weeks_may_not() -> None:
    picture = f"""{RESEARCH}
    off only_what_is_owed for once
    slot research Wed 15:00
    session amara research 03-09 15:00
    session amara research 03-10 15:00
    """
    assert complaints(picture) == {}
    text = "Amara has Research in both weeks from 8 March 2027 to 21 March 2027, but is owed it every second week."
    assert complaints(f"{picture}\n session amara research 03-17 15:00") == {"fortnight_gap": [text]}


def test_two_of_one_week_of_the_past_stay_and_none_follows() -> None:
    was = "session amara mdt 03-01 09:00 with=wang\n session amara mdt 03-02 09:00 with=wang"
    fortnightly = (("mdt weekly", "mdt biweekly"),)
    assert told("fortnight_gap", was=was, in_term=fortnightly, since="03-03") == {}
    more = ("03-02 09:00 with=wang", "03-02 09:00 with=wang\n session amara mdt 03-08 09:00 with=wang")
    text = "Amara has Mdt in both weeks from 1 March 2027 to 14 March 2027, but is owed it every second week."
    assert told("fortnight_gap", more, was=was, in_term=fortnightly, since="03-03") == {text: 1}
