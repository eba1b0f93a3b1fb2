import pytest

from tests.constraints.published import told
from tests.constraints.verdicts import complaints

RULE = "only_what_is_owed"


def term(cadence: str) -> str:
    return f"""
    term 03-01..04-25
    activity mdt {cadence} 60
    slot mdt Mon 09:00
    slot mdt Wed 09:00
    service ward 2
    service lab 2
    trainee amara fellow 03-03..04-09
    """


def attending(*days: str) -> str:
    return "\n".join(f"session amara mdt {day} 09:00" for day in days)


def test_twice_in_a_week() -> None:
    picture = term("weekly") + attending("03-08", "03-10")
    text = "Amara has 2 sessions of Mdt from 8 March 2027 to 14 March 2027, but is owed only one."
    assert complaints(picture) == {RULE: [text]}
    assert complaints(term("weekly") + attending("03-08", "03-15")) == {}


def test_twice_in_the_first_pair_of_weeks() -> None:
    picture = term("biweekly") + attending("03-03", "03-08")
    text = "Amara has 2 sessions of Mdt from 3 March 2027 to 14 March 2027, but is owed only one."
    assert complaints(picture)[RULE] == [text]


def test_none_is_owed_in_a_last_odd_week() -> None:
    stay = term("biweekly").replace("04-09", "04-02")
    text = "Amara has Mdt on 29 March 2027, 09:00 to 10:00, but is owed none then."
    assert complaints(stay + attending("03-29")) == {RULE: [text]}
    assert complaints(stay + attending("03-22")) == {}


def test_the_last_pair_is_owed_one() -> None:
    assert complaints(term("biweekly") + attending("04-05")) == {}


def test_twice_in_a_month() -> None:
    picture = term("monthly") + attending("03-03", "03-31", "04-05")
    text = "Amara has 2 sessions of Mdt from 3 March 2027 to 31 March 2027, but is owed only one."
    assert complaints(picture) == {RULE: [text]}
    assert complaints(term("monthly") + attending("03-31", "04-05")) == {}


def test_the_first_and_the_last_week_only() -> None:
    first = "Amara has Mdt on 8 March 2027, 09:00 to 10:00, but is owed none then."
    assert complaints(term("first_week") + attending("03-03", "03-08")) == {RULE: [first]}
    last = "Amara has Mdt on 31 March 2027, 09:00 to 10:00, but is owed none then."
    assert complaints(term("last_week") + attending("03-31", "04-05")) == {RULE: [last]}


def test_twice_in_the_stay() -> None:
    text = "Amara has 2 sessions of Mdt from 3 March 2027 to 9 April 2027, but is owed only one."
    assert complaints(term("once") + attending("03-03", "04-05")) == {RULE: [text]}


def test_the_last_week_of_a_rotation_only() -> None:
    rotation = "\nrotation amara ward 03-08..03-21\n"
    assert complaints(term("rotation_end") + rotation + attending("03-15")) == {}
    text = "Amara has Mdt on 8 March 2027, 09:00 to 10:00, but is owed none then."
    assert complaints(term("rotation_end") + rotation + attending("03-08")) == {RULE: [text]}
    text = "Amara has 2 sessions of Mdt from 15 March 2027 to 21 March 2027, but is owed only one."
    assert complaints(term("rotation_end") + rotation + attending("03-15", "03-17")) == {RULE: [text]}


def test_a_day_outside_the_stay() -> None:
    picture = term("weekly") + attending("03-01")
    text = "Amara has Mdt on 1 March 2027, 09:00 to 10:00, but is owed none then."
    assert complaints(picture)[RULE] == [text]


@pytest.mark.parametrize(
    ("cadence", "stay", "session"),
    [
        ("biweekly", "03-01..03-19", "session amara mdt 03-15 09:00 with=wang"),
        ("last_week", "03-01..03-26", "session amara mdt 03-15 09:00 with=wang"),
        ("rotation_end", "03-01..03-28", "session amara mdt 03-15 09:00 with=wang"),
    ],
)
def test_what_took_place_stays_though_it_is_not_owed_any_more(cadence: str, stay: str, session: str) -> None:
    in_term = (("weekly 60", f"{cadence} 60"), ("amara fellow", f"amara fellow {stay}"))
    was = f"""
    rotation amara ward 03-01..03-{stay[-2:]}
    {session}
    """
    assert told(RULE, was=was, in_term=in_term, since="03-18") == {}
    text = "Amara has Mdt on 15 March 2027, 09:00 to 10:00, but is owed none then."
    assert told(RULE, was=was, in_term=in_term, since="03-15") == {text: 1}


@pytest.mark.parametrize("cadence", ["weekly", "rotation_end"])
def test_what_took_place_counts_for_what_is_owed(cadence: str) -> None:
    was = """
    rotation amara ward 03-01..03-21
    session amara mdt 03-15 09:00 with=wang
    session amara mdt 03-16 09:00 with=wang
    """
    more = (("03-16 09:00", "03-16 09:00 with=wang\n    session amara mdt 03-19 09:00"),)
    slot = (
        ("slot mdt Tue", "slot mdt Fri 09:00 room=hall\n    slot mdt Tue"),
        ("mdt weekly", f"mdt {cadence}"),
    )
    assert told(RULE, was=was, in_term=slot, since="03-18") == {}
    text = "Amara has 3 sessions of Mdt from 15 March 2027 to 21 March 2027, but is owed at most 2."
    assert told(RULE, *more, was=was, in_term=slot, since="03-18") == {text: 1}
