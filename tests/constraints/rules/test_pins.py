from dataclasses import replace

from constraints.rules.pins import Pins
from inputs.faults import Place
from tests.constraints.verdicts import complaints
from tests.pictures import draw

PINS = """
    service ward 2
    activity mdt weekly 60
    slot mdt Mon 09:00
    slot mdt Wed 11:00
    trainee amara fellow
"""


def test_a_session_on_that_date_and_start() -> None:
    picture = f"{PINS}\n pin amara mdt 03-03 11:00"
    text = "Amara is not at Mdt on 3 March 2027 at 11:00, but is pinned to it."
    assert complaints(picture) == {"pins": [text]}
    assert complaints(f"{picture}\n session amara mdt 03-01 09:00") == {"pins": [text]}
    assert complaints(f"{picture}\n session amara mdt 03-03 11:00") == {}


def test_any_date_and_any_start_will_do_where_none_is_given() -> None:
    assert complaints(f"{PINS}\n pin amara mdt 11:00\n session amara mdt 03-10 11:00") == {}
    assert complaints(f"{PINS}\n pin amara mdt\n session amara mdt 03-01 09:00") == {}
    text = "Amara is not at Mdt, but is pinned to it."
    assert complaints(f"{PINS}\n pin amara mdt") == {"pins": [text]}


def test_not_at_a_session() -> None:
    picture = f"{PINS}\n pin amara mdt 03-03 must=no"
    text = "Amara is at Mdt on 3 March 2027, but is pinned away from it."
    assert complaints(f"{picture}\n session amara mdt 03-03 11:00") == {"pins": [text]}
    assert complaints(f"{picture}\n session amara mdt 03-01 09:00") == {}


def test_a_service_in_the_week_of_the_date() -> None:
    picture = f"{PINS}\n pin amara ward 03-14"
    text = "Amara is not on Ward in the week of 8 March 2027, but is pinned to it."
    assert complaints(f"{picture}\n rotation amara ward 03-15..03-21") == {"pins": [text]}
    assert complaints(f"{picture}\n rotation amara ward 03-08..03-14") == {}


def test_never_on_a_service() -> None:
    picture = f"{PINS}\n pin amara ward must=no"
    text = "Amara is on Ward, but is pinned away from it."
    assert complaints(f"{picture}\n rotation amara ward 03-08..03-14") == {"pins": [text]}
    assert complaints(picture) == {}


def test_the_place_of_the_pin_is_told() -> None:
    plan, term = draw(f"{PINS}\n pin amara mdt")
    placed = replace(term, pins=(replace(term.pins[0], place=Place("pins.csv", 3)),))
    (violation,) = Pins().verify(plan, placed)
    assert violation.text == "Amara is not at Mdt, but is pinned to it (pins.csv, line 3)."
