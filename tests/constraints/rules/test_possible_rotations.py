import pytest

from tests.constraints.verdicts import complaints

WARD = """
    service ward 2 for=fellow;resident
    trainee amara fellow 03-03..03-19
    trainee li student
"""


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (
            "03-01..03-07",
            "Amara is on Ward from 1 March 2027 to 7 March 2027, but stays from 3 March 2027 to 19 March 2027.",
        ),
        (
            "03-15..03-21",
            "Amara is on Ward from 15 March 2027 to 21 March 2027, but stays from 3 March 2027 to 19 March 2027.",
        ),
        (
            "03-04..03-07",
            "Amara is on Ward from 4 March 2027, but rotations begin on a Monday or with the stay.",
        ),
        (
            "03-08..03-13",
            "Amara is on Ward until 13 March 2027, but rotations end on a Sunday or with the stay.",
        ),
    ],
)
def test_beyond_the_stay_or_parts_of_weeks(span: str, text: str) -> None:
    assert complaints(f"{WARD}\n rotation amara ward {span}") == {"possible_rotations": [text]}


@pytest.mark.parametrize("span", ["03-03..03-07", "03-03..03-19", "03-08..03-14", "03-15..03-19"])
def test_whole_weeks_clipped_to_the_stay(span: str) -> None:
    assert complaints(f"{WARD}\n rotation amara ward {span}") == {}


def test_another_kind_of_trainee() -> None:
    text = "Li is on Ward from 1 March 2027 to 7 March 2027, but is a student, and it is only for fellow and resident."
    assert complaints(f"{WARD}\n rotation li ward 03-01..03-07") == {"possible_rotations": [text]}
