"""How ``rota explain`` tells of trials: what was found, what was not, and what only time would tell."""

from dataclasses import replace
from datetime import date

import pytest

from inputs.people import Trainee
from scheduler.commands.explanation.words import numbers_of, say_cost, say_price, say_together, say_verdict
from scheduler.explaining.remedy import Remedy
from scheduler.explaining.trials import Trial
from tests.pictures import draw_term

TERM = draw_term(
    """
    term 03-01..03-28
    trainee amara fellow
    activity sim weekly 60
    slot sim Mon 09:00 seats=1
    """
)
(AMARA,) = TERM.trainees
(SIM,) = TERM.activities


def trial(*touched: Trainee, gained: int = 10, cut_short: bool = False, found: bool = True) -> Trial:
    return Trial(gained, touched, len(touched), (), cut_short, found=found)


def seat(day: int) -> Remedy:
    return Remedy("a seat", lambda term: term, (SIM, date(2027, 3, day)))


@pytest.mark.parametrize(
    ("given", "mends", "said"),
    [
        (None, False, "no plan was found with"),
        (trial(), True, "mends it"),
        (trial(gained=0), False, "does not mend it"),
        (trial(gained=0, cut_short=True), False, "not known in time whether it mends it"),
        (trial(gained=0, cut_short=True, found=False), False, "not known in time whether it mends it"),
    ],
)
def test_a_verdict_claims_no_more_than_is_known(given: Trial | None, mends: bool, said: str) -> None:
    assert say_verdict(given, mends=mends) == said


def test_who_is_touched_where_time_ran_out_is_perhaps_too_many() -> None:
    assert say_cost(trial(), TERM) == "; nobody else is touched"
    assert say_cost(trial(AMARA), TERM) == "; also touched: Amara"
    assert (
        say_cost(trial(AMARA, cut_short=True), TERM) == "; also touched: Amara (perhaps fewer, time ran out)"
    )


def test_programs_read_whether_there_is_no_plan_or_time_ran_out() -> None:
    assert numbers_of(None) == {"found": False, "cut_short": False}
    assert numbers_of(trial(cut_short=True, found=False)) == {"found": False, "cut_short": True}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (trial(gained=-20), "20 points more lack; nobody else is touched"),
        (trial(AMARA), "nothing more lacks; also touched: Amara"),
        (trial(found=False), "not known in time"),
        (None, "no plan was found while all other trainees keep what they have"),
    ],
)
def test_another_time_has_a_price(given: Trial | None, said: str) -> None:
    assert say_price(given, TERM) == said


LOST = (AMARA, "session", "sim"), (AMARA, "rotation", "rotation"), (None, "lead", "sim")
LACKS = "Amara lacks Sim and a week on a service and nobody leads Sim"


def test_what_is_taken_away_is_told() -> None:
    lost = replace(trial(), takes_away=LOST[:1])
    assert say_cost(lost, TERM) == "; nobody else is touched, but then Amara lacks Sim"
    assert (
        say_cost(replace(lost, touched=(AMARA,)), TERM) == "; also touched: Amara, but then Amara lacks Sim"
    )
    assert numbers_of(replace(trial(), takes_away=LOST[1:]))["takes_away"] == [
        {"trainee": "amara", "kind": "rotation", "item": "rotation"},
        {"trainee": None, "kind": "lead", "item": "sim"},
    ]


@pytest.mark.parametrize(
    ("gained", "said"),
    [(0, f"no more points lack, but then {LACKS}"), (-10, f"10 points more lack, as then {LACKS}")],
)
def test_another_time_tells_what_it_takes_away(gained: int, said: str) -> None:
    given = replace(trial(gained=gained), takes_away=LOST)
    assert say_price(given, TERM) == f"{said}; nobody else is touched"


def test_what_is_not_owed_any_more_is_told_only_where_it_is_known() -> None:
    told = "does not give it, but then it is not owed any more"
    assert say_verdict(trial(), mends=False, is_owed=False) == told
    ran_out = trial(cut_short=True)
    assert say_verdict(ran_out, mends=False, is_owed=False) == "not known in time whether it mends it"


def test_seats_of_one_activity_are_told_with_their_days_in_order() -> None:
    assert say_together([seat(8), seat(1)]) == "one more seat of Sim on each of 1 March 2027 and 8 March 2027"
    pin = Remedy("lifting the pin", lambda term: term)
    assert say_together([pin, seat(1)]) == "one more seat of Sim on 1 March 2027; and lifting the pin"
