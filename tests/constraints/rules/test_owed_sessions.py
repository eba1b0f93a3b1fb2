import pytest

from tests.constraints.verdicts import prices

RULE = "owed_sessions"


def spans(picture: str) -> list[str]:
    texts = [text for text, _ in prices(RULE, picture)]
    return [text.removeprefix("Amara has no Mdt from ").removesuffix(", but is owed one.") for text in texts]


def term(cadence: str, stay: str = "03-03..03-28") -> str:
    return f"""
    term 03-01..04-25
    activity mdt {cadence} 60 weight=7
    slot mdt Mon 09:00
    trainee amara fellow {stay}
    """


def test_a_miss_costs_the_weight() -> None:
    picture = term("weekly", "03-01..03-07")
    assert prices(RULE, picture) == [
        ("Amara has no Mdt from 1 March 2027 to 7 March 2027, but is owed one.", 7)
    ]
    assert prices(RULE, f"{picture}\n session amara mdt 03-01 09:00") == []


@pytest.mark.parametrize(
    ("cadence", "stay", "windows"),
    [
        # No Monday in the first week of the stay: nothing is owed then.
        ("weekly", "03-03..03-21", ["8 March 2027 to 14 March 2027", "15 March 2027 to 21 March 2027"]),
        ("biweekly", "03-03..03-21", ["3 March 2027 to 14 March 2027"]),
        ("biweekly", "03-03..03-22", ["3 March 2027 to 14 March 2027", "15 March 2027 to 22 March 2027"]),
        ("biweekly", "03-03..03-07", []),
        ("monthly", "03-30..04-06", ["1 April 2027 to 6 April 2027"]),
        ("monthly", "03-29..04-06", ["29 March 2027 to 31 March 2027", "1 April 2027 to 6 April 2027"]),
        # These are owed even where nothing is possible.
        ("first_week", "03-03..03-14", ["3 March 2027 to 7 March 2027"]),
        ("last_week", "03-01..03-09", ["8 March 2027 to 9 March 2027"]),
        ("once", "03-02..03-04", ["2 March 2027 to 4 March 2027"]),
        ("rotation_end", "03-01..03-14", []),
    ],
)
def test_the_windows_of_a_stay(cadence: str, stay: str, windows: list[str]) -> None:
    assert spans(term(cadence, stay)) == windows


def test_a_holiday_leaves_nothing_to_attend() -> None:
    picture = term("weekly", "03-01..03-14") + "\n holiday 03-01"
    assert spans(picture) == ["8 March 2027 to 14 March 2027"]


def test_a_window_wholly_on_a_service_that_blocks_the_activity_is_excused() -> None:
    picture = f"""{term("biweekly", "03-01..03-14")}
    service ward 2 blocks=mdt
    service lab 2
    """
    assert spans(f"{picture}\n rotation amara ward 03-01..03-14") == []
    half = f"{picture}\n rotation amara ward 03-01..03-07\n rotation amara lab 03-08..03-14"
    assert spans(half) == ["1 March 2027 to 14 March 2027"]
    assert spans(f"{half}\n holiday 03-08") == []


def test_what_is_owed_always_is_not_excused_where_nothing_is_possible() -> None:
    picture = f"""{term("last_week", "03-01..03-14")}
    service ward 2 blocks=mdt
    rotation amara ward 03-01..03-14
    """
    assert spans(picture) == []
    assert spans(f"{picture}\n holiday 03-08") == ["8 March 2027 to 14 March 2027"]


def test_the_audience_alone_is_owed() -> None:
    assert spans(term("weekly").replace("weight=7", "for=student")) == []
